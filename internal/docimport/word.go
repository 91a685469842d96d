package docimport

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// This file opens a Word file: a zip with parts of XML (ECMA-376). No library
// that reads it well is maintained; what we need is the words in order, with
// the numbers that Word counts.

const (
	maxParts = 3000
	maxPart  = 40 << 20 // unpacked
	maxRead  = 80 << 20 // of all the parts that are read
	maxWide  = 63       // columns, as in Word
	maxLabel = 1000     // bytes of what a list prints before a paragraph; Word takes 255 characters
)

var (
	errNoWord = errors.New("this is a zip file, and no Word file\nthe kinds that can be imported are .docx, .txt and .md")
	errBomb   = errors.New("the file unpacks to far more than any paper holds, and was not read any further\nopen it in Word, and save it again as .docx")
)

// A wordFile is a Word file while it is read.
type wordFile struct {
	parts      map[string]*zip.File // by their names in small letters
	err        error                // the first that a part had
	main       string               // the part with the words, word/document.xml
	root       *node                // of the main part
	rels       []relationship       // of the main part
	links      map[string]string    // of the part that is being read
	styles     map[string]*style
	numbers    *numbering
	opt        Options
	paper      *Paper
	at         int               // the current paragraph, from 1
	noteIDs    map[string]string // of the notes referred to, by their keys
	carry      []Span            // words of a paragraph whose end was struck out
	hidden     []Block
	changes    []change
	comments   int
	unpacked   int // bytes of the parts that were read
	formatting int // tracked changes of formatting only
	pictures   int
}

// openWordFile unpacks a Word file and reads all but its words. It refuses one
// with changes that nobody has decided on.
func openWordFile(name string, data []byte, opt Options) (*wordFile, error) {
	w := &wordFile{opt: opt, paper: &Paper{Name: name, Word: true}, noteIDs: map[string]string{}}
	if err := w.unpack(data); err != nil {
		return nil, err
	}
	w.root = w.part(w.main)
	if w.err == nil && w.root.child("body") == nil {
		return nil, errNoWord
	}
	if err := w.checkChanges(); err != nil {
		return nil, err
	}
	w.rels = w.relationships(w.main)
	w.links = linksFrom(w.rels)
	w.styles = readStyles(w.part(w.partOf("styles")))
	numbering := w.part(w.partOf("numbering"))
	numbering.walk(func(n *node) bool {
		if n.name == "lvlText" && len(n.attr("val")) > maxLabel && w.err == nil {
			w.err = errHostile
		}
		return true
	})
	w.numbers = readNumbering(numbering)
	return w, w.err
}

func openWord(name string, data []byte, opt Options) (*Paper, error) {
	w, err := openWordFile(name, data, opt)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(w.rels, func(r relationship) bool { return r.kind == "aFChunk" }) {
		return nil, errors.New("a part of this file is another file put into it, whose words cannot be read\nopen it in Word, and save it again as .docx")
	}
	w.read()
	if w.err != nil {
		return nil, w.err
	}
	size := 0
	for _, text := range textsOf(w.paper.Blocks...) {
		size += len(text)
	}
	if size > maxText {
		return nil, errTooLong
	}
	w.addNotices()
	return w.paper, nil
}

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
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if w.parts[name] != nil {
			return errHostile
		}
		w.parts[name] = f
	}
	if sum > 8*MaxSize && sum > 100*uint64(len(data)) {
		return errBomb
	}
	if w.parts["mimetype"] != nil {
		return errors.New("this is a file of LibreOffice or OpenOffice\nopen it there, and save it as Word 2007–365 (.docx)")
	}
	w.main = "word/document.xml"
	for _, r := range w.relationships("") {
		if r.kind == "officeDocument" {
			w.main = strings.TrimPrefix(r.target, "/")
		}
	}
	if w.err == nil && w.parts[strings.ToLower(w.main)] == nil {
		return errNoWord
	}
	return w.err
}

// part reads one part. It is nil if there is none of that name, or after an
// error.
func (w *wordFile) part(name string) *node {
	f := w.parts[strings.ToLower(name)]
	if f == nil || w.err != nil {
		return nil
	}
	data, err := readPart(f)
	if w.unpacked += len(data); w.unpacked > maxRead {
		err = errBomb
	}
	if err != nil {
		w.err = err
		return nil
	}
	var n *node
	n, w.err = parseXML(data)
	return n
}

func readPart(f *zip.File) ([]byte, error) {
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
	return data, nil
}

// A relationship is a reference of a part to another, or to an address.
type relationship struct{ id, kind, target string }

func (w *wordFile) relationships(part string) (rels []relationship) {
	for _, r := range w.part(path.Join(path.Dir(part), "_rels", path.Base("/"+part)+".rels")).all() {
		rels = append(rels, relationship{r.attr("Id"), path.Base(r.attr("Type")), r.attr("Target")})
	}
	return rels
}

func linksFrom(rels []relationship) map[string]string {
	links := map[string]string{}
	for _, r := range rels {
		links[r.id] = r.target
	}
	return links
}

// partOf is the name of the main part's part of a kind: styles, footnotes.
func (w *wordFile) partOf(kind string) string {
	return cmp.Or(w.last(kind), w.beside(kind+".xml"))
}

func (w *wordFile) last(kind string) (name string) {
	for _, r := range w.rels {
		if r.kind == kind {
			name = w.beside(r.target)
		}
	}
	return name
}

// beside is the name of a part as the main part refers to it.
func (w *wordFile) beside(target string) string {
	if rest, ok := strings.CutPrefix(target, "/"); ok {
		return rest
	}
	return path.Join(path.Dir(w.main), target)
}

// read reads the words of all parts.
func (w *wordFile) read() {
	var before, after []Block
	seen := map[string]bool{} // names of parts, and their lines: a file often has the same header three times, for first, odd and even pages
	for _, r := range w.rels {
		name := w.beside(r.target)
		if r.kind != "header" && r.kind != "footer" || seen[name] {
			continue
		}
		seen[name] = true
		part := w.part(name)
		for _, b := range pageFurniture(w.blocksOfPart(name, part)) {
			line := part.name + b.text()
			switch {
			case seen[line]:
			case part.name == "hdr":
				before = append(before, b)
			default:
				after = append(after, b)
			}
			seen[line] = true
		}
	}
	w.at = 0
	body := w.blocksOf(w.root.child("body"))
	for _, kind := range []string{"footnote", "endnote"} {
		name := w.partOf(kind + "s")
		part := w.part(name)
		w.links = linksFrom(w.relationships(name))
		w.readNotes(part, kind)
	}
	w.paper.Blocks = wordHeadings(slices.Concat(before, body, after, pageFurniture(w.hidden)))
}

// blocksOfPart reads a part with links of its own.
func (w *wordFile) blocksOfPart(name string, part *node) []Block {
	defer func(links map[string]string) { w.links = links }(w.links)
	w.links = linksFrom(w.relationships(name))
	return w.blocksOf(part)
}

func pageFurniture(blocks []Block) (all []Block) {
	for i := range blocks {
		for b := range blocks[i].all() {
			if b.Kind != Table {
				b.Kind = PageFurniture
				all = append(all, *b)
			}
		}
	}
	return all
}

// readNotes reads the footnotes or endnotes. Those that no words refer to are
// hidden.
func (w *wordFile) readNotes(part *node, kind string) {
	for n := range part.childrenNamed(kind) {
		if t := n.attr("type"); t != "" && t != "normal" {
			continue
		}
		var text []Span
		for _, b := range w.blocksOf(n) {
			for inner := range b.all() {
				text = append(append(text, Span{Text: " "}), inner.Spans...)
			}
		}
		text = tidy(text)
		if id := w.noteIDs[kind+n.attr("id")]; id != "" {
			w.paper.Notes = append(w.paper.Notes, Note{id, text})
		} else if len(text) > 0 {
			w.hidden = append(w.hidden, Block{Kind: Para, Spans: text})
		}
	}
}

// addNotices says what was passed over.
func (w *wordFile) addNotices() {
	add := func(n int, what, text string) {
		if n > 0 {
			w.paper.Notices = append(w.paper.Notices, plural(n, what)+text)
		}
	}
	add(len(w.changes), "tracked change", " taken as accepted")
	add(w.comments, "comment", " left out")
	add(w.formatting, "tracked change", " of how words look, which changes no word, passed over")
	add(w.pictures, "picture", " not brought over: add what readers need of them, with words for those who cannot see them")
	add(len(w.hidden), "passage", " hidden in Word, or in a note that nothing refers to: they stand in unplaced.md")
}
