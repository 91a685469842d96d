package docimport

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// This file opens a Word file: a zip with parts of XML (ECMA-376). No library
// that reads it well was found that is kept; what we need of it is words, in
// order, with the numbers that Word counts.

const (
	maxParts = 3000
	maxPart  = 40 << 20 // unpacked
)

// A wordFile is a Word file while it is read.
type wordFile struct {
	parts    map[string]*zip.File
	body     string // the part with the words, word/document.xml
	links    map[string]string
	styles   map[string]*style
	numbers  *numbering
	opt      Options
	paper    *Paper
	at       int // the paragraph we are in, from 1
	notes    map[string]string
	changes  []change
	comments int
	looks    int    // changes of looks only
	carry    []Span // words of a paragraph whose end was struck out
	pictures []string
	hidden   []Block
}

// begin unpacks a Word file and gives its words' root, unless there are none or
// changes in it that nobody has decided on.
func (w *wordFile) begin(data []byte) (*node, error) {
	if err := w.unpack(data); err != nil {
		return nil, err
	}
	root, err := w.part(w.body)
	if err != nil {
		return nil, err
	}
	if root == nil || root.child("body") == nil {
		return nil, errNoWord
	}
	if err := w.lookAtChanges(root); err != nil {
		return nil, err
	}
	return root, nil
}

func openWord(name string, data []byte, opt Options) (*Paper, error) {
	w := &wordFile{opt: opt, paper: &Paper{Name: name, Word: true}, notes: map[string]string{}}
	root, err := w.begin(data)
	if err != nil {
		return nil, err
	}
	if err := w.read(root); err != nil {
		return nil, err
	}
	return w.paper, nil
}

var errNoWord = errors.New("this is a zip file, and no Word file\nthe kinds that can be imported are .docx, .txt and .md")

// unpack lists the parts of the zip, and refuses one that unpacks to more than
// any paper.
func (w *wordFile) unpack(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errors.New("the file is broken: it ends too early, or was changed on its way\nget it again, or open it in Word and save it again as .docx")
	}
	if len(z.File) > maxParts {
		return errHostile
	}
	w.parts = map[string]*zip.File{}
	var sum uint64
	for _, f := range z.File {
		sum += f.UncompressedSize64
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if _, twice := w.parts[strings.ToLower(name)]; twice {
			return errHostile
		}
		w.parts[strings.ToLower(name)] = f
	}
	if sum > 8*MaxSize && sum > 100*uint64(len(data)) {
		return errBomb
	}
	if w.parts["mimetype"] != nil {
		return errors.New("this is a file of LibreOffice or OpenOffice\nopen it there, and save it as Word 2007–365 (.docx)")
	}
	w.body = "word/document.xml"
	rels, err := w.part("_rels/.rels")
	if err != nil {
		return err
	}
	if rels != nil {
		for _, r := range rels.children {
			if strings.HasSuffix(r.attr("Type"), "/officeDocument") {
				w.body = strings.TrimPrefix(r.attr("Target"), "/")
			}
		}
	}
	if w.parts[strings.ToLower(w.body)] == nil {
		return errNoWord
	}
	return nil
}

var errBomb = errors.New("the file unpacks to far more than any paper holds, and was not read any further\nopen it in Word, and save it again as .docx")

// part reads one part, or nil where there is none of that name.
func (w *wordFile) part(name string) (*node, error) {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > maxPart {
		return nil, errBomb
	}
	in, err := f.Open()
	if err != nil {
		return nil, errHostile
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxPart+1))
	switch {
	case len(data) > maxPart:
		return nil, errBomb
	case err != nil:
		return nil, errHostile
	}
	return parseXML(data)
}

// partNames are the names of all parts, in order.
func (w *wordFile) partNames() []string { return slices.Sorted(maps.Keys(w.parts)) }

// beside is the name of a part that stands in the same folder as the body.
func (w *wordFile) beside(name string) string { return path.Join(path.Dir(w.body), name) }

// read reads all parts with words in them.
func (w *wordFile) read(root *node) error {
	rels, err := w.part(path.Join(path.Dir(w.body), "_rels", path.Base(w.body)+".rels"))
	if err != nil {
		return err
	}
	w.links, err = w.linksOf(w.body)
	if err != nil {
		return err
	}
	kinds := map[string]string{} // the targets of a kind of part
	var heads []string
	if rels != nil {
		for _, r := range rels.children {
			kind, target := path.Base(r.attr("Type")), r.attr("Target")
			kinds[kind] = w.target(target)
			switch kind {
			case "header", "footer":
				heads = append(heads, w.target(target))
			case "aFChunk":
				return errors.New("a part of this file is another file put into it, whose words cannot be read\nopen it in Word, and save it again as .docx")
			}
		}
	}
	get := func(kind, usual string) (*node, error) {
		if kinds[kind] == "" {
			return w.part(w.beside(usual))
		}
		return w.part(kinds[kind])
	}
	styles, err := get("styles", "styles.xml")
	if err != nil {
		return err
	}
	w.styles = readStyles(styles)
	numbers, err := get("numbering", "numbering.xml")
	if err != nil {
		return err
	}
	w.numbers = readNumbering(numbers, w.styles)
	var before, after []Block
	for _, head := range heads {
		part, err := w.part(head)
		if err != nil {
			return err
		}
		if part == nil {
			continue
		}
		blocks, err := w.blocksOfPart(head, part)
		if err != nil {
			return err
		}
		blocks = furniture(blocks)
		if part.name == "hdr" {
			before = addNew(before, blocks)
		} else {
			after = addNew(after, blocks)
		}
	}
	w.at = 0
	body := w.blocksOf(root.child("body"))
	for _, kind := range []string{"footnotes", "endnotes"} {
		part, err := get(kind, kind+".xml")
		if err != nil {
			return err
		}
		if part == nil {
			continue
		}
		if w.links, err = w.linksOf(cmp.Or(kinds[kind], w.beside(kind+".xml"))); err != nil {
			return err
		}
		w.readNotes(part, kind == "endnotes")
	}
	w.paper.Blocks = append(append(append(before, body...), after...), furniture(w.hidden)...)
	w.paper.Blocks = boldHeadings(w.paper.Blocks)
	words := 0
	for i := range w.paper.Blocks {
		w.paper.Blocks[i].eachText(func(t string) { words += len(t) })
	}
	if words > maxWords {
		return errTooLong
	}
	w.say()
	return nil
}

// linksOf are the addresses that the links of a part lead to.
func (w *wordFile) linksOf(part string) (map[string]string, error) {
	rels, err := w.part(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if err != nil || rels == nil {
		return nil, err
	}
	links := map[string]string{}
	for _, r := range rels.children {
		links[r.attr("Id")] = r.attr("Target")
	}
	return links, nil
}

// blocksOfPart reads a part with links of its own.
func (w *wordFile) blocksOfPart(name string, part *node) (blocks []Block, err error) {
	was := w.links
	defer func() { w.links = was }()
	if w.links, err = w.linksOf(name); err != nil {
		return nil, err
	}
	return w.blocksOf(part), nil
}

func (w *wordFile) target(target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(path.Dir(w.body), target)
}

func furniture(blocks []Block) (all []Block) {
	for _, b := range blocks {
		if b.Kind == Table {
			for _, row := range b.Rows {
				for _, c := range row {
					all = append(all, furniture(c.Blocks)...)
				}
			}
			continue
		}
		b.Kind = Furniture
		all = append(all, b)
	}
	return all
}

// addNew adds what is not there already: a file often has the same header
// three times, for first, odd and even pages.
func addNew(all, more []Block) []Block {
next:
	for _, b := range more {
		for i := range all {
			if all[i].text() == b.text() {
				continue next
			}
		}
		all = append(all, b)
	}
	return all
}

// readNotes reads footnotes or endnotes, those that the words refer to.
func (w *wordFile) readNotes(part *node, end bool) {
	for _, n := range part.children {
		mark := w.notes[noteKey(n.attr("id"), end)]
		if n.name != "footnote" && n.name != "endnote" || n.attr("type") != "" && n.attr("type") != "normal" {
			continue
		}
		var text []Span
		for _, b := range w.blocksOf(n) {
			b.eachSpans(func(s []Span) { text = join(text, s) })
		}
		text = tidy(text)
		if mark == "" {
			if len(text) > 0 {
				w.hidden = append(w.hidden, Block{Kind: Para, Spans: text})
			}
			continue
		}
		w.paper.Notes = append(w.paper.Notes, Note{mark, text})
	}
}

func (b *Block) eachSpans(do func([]Span)) {
	if len(b.Spans) > 0 {
		do(b.Spans)
	}
	for _, row := range b.Rows {
		for _, c := range row {
			for i := range c.Blocks {
				c.Blocks[i].eachSpans(do)
			}
		}
	}
}

func noteKey(id string, end bool) string {
	if end {
		return "e" + id
	}
	return "f" + id
}

// say tells what was passed over.
func (w *wordFile) say() {
	said := func(n int, text string) {
		if n > 0 {
			w.paper.Said = append(w.paper.Said, text)
		}
	}
	if len(w.changes) > 0 {
		said(len(w.changes), number1(len(w.changes), "tracked change")+" taken as accepted")
	}
	said(w.comments, number1(w.comments, "comment")+" left out")
	said(w.looks, number1(w.looks, "tracked change")+" of how words look, which changes no word, passed over")
	said(len(w.pictures), number1(len(w.pictures), "picture")+" not brought over: add what readers need of them, with words for those who cannot see them")
	said(len(w.hidden), number1(len(w.hidden), "passage")+" hidden in Word, or in a note that nothing refers to: they stand in unplaced.md")
}

func decimal(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
