// Package markdown turns the authors' Markdown into checked passages and safe
// HTML. It is goldmark's only home: nobody else sees a syntax tree.
//
// Begin at [Parse], which reads a file once; then [Text], a passage kept as
// a recipe for HTML with holes, so that the same words can be shown on several
// pages, at other heading levels, under other ids and with other relative links,
// by copying. What is refused or warned of is in rules.go, the bounds that keep a
// hostile file from holding up a build in limits.go.
//
// The package never drops a word in silence, never lets the authors' own HTML
// through, never decides where a link leads, and says no word of its own on a
// page: those come from [Context].
package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fiftysix/internal/source"
)

// A Shape says how a file's headings are meant.
type Shape int

const (
	// Sections is for report and finding files: headings of level 2 ("## ")
	// divide the body into sections, and headings within them start at level 3.
	Sections Shape = iota
	// Whole is for a plain page: one text, whose headings start at level 2.
	Whole
	// Quoted is Sections where what stands before the first section is the
	// inspectorate's, word for word: nobody is told how to write it.
	Quoted
)

// top is the level of the highest heading that an author may use within a text.
func (s Shape) top() int {
	if s == Whole {
		return 2
	}
	return 3
}

// A Doc is one file's words, divided at its section headings.
type Doc struct {
	Lead     Text      // what stands before the first section heading; all of it for Whole
	Sections []Section // in the file's order; none for Whole
	Marked   []Mark    // what is right or wrong by what stands in other files
	Outside  []Link    // every link that leads to another site, in the file's order, without its words
}

// A Section is what stands under one "## " heading.
type Section struct {
	Heading    string // its words without marks, otherwise as written
	At, Length int    // byte place of the heading in the file's Text
	Underlined bool   // made by a line of dashes under the words, perhaps without meaning to
	Text       Text
}

// Parse reads the Markdown of f from byte offset from to its end. The Doc is
// never nil: where there are errors it holds what could be read, good enough
// for a preview; where a limit was passed it is empty. Problems come in the
// order of their places. Parse may be called from many goroutines at once.
func Parse(f *source.File, from int, shape Shape) (*Doc, []source.Problem) {
	r := &reading{file: f, from: from, body: f.Text[from:], shape: shape, room: readingRooms.Get().(*readingRoom)}
	defer r.room.leave()
	r.ids = r.room.ids
	r.src = append(r.room.src[:0], r.body...)
	r.room.src = r.src
	if !r.withinLimits() {
		return &Doc{}, r.problems
	}
	if !r.parse() {
		return &Doc{}, r.problems
	}
	r.check()
	doc := r.divide()
	if r.full {
		r.tooBig()
		doc = &Doc{}
	}
	doc.Marked = r.marked
	if len(r.room.outside) > 0 {
		doc.Outside = slices.Clone(r.room.outside)
	}
	source.SortProblems(r.problems)
	return doc, r.problems
}

// parse makes the tree, and says whether it is one that can be worked with.
// Where goldmark looks for bare addresses it does so after every space. So it
// is not asked to, unless without it one was left among the words.
func (r *reading) parse() bool {
	first := markdownAlone
	if len(r.src) > maxTwice && mayBeAddress(r.src) {
		first = markdown
	}
	r.tree(first)
	if !r.shallow() {
		return false
	}
	if r.bare && first != markdown {
		r.tree(markdown)
	}
	return true
}

// maxTwice is how many bytes of words may be read twice.
const maxTwice = 64 << 10

func (r *reading) tree(p parser.Parser) {
	r.context = parser.NewContext()
	r.root = p.Parse(text.NewReader(r.src), parser.WithContext(r.context))
}

// reading is one file being read; nothing of it is kept.
type reading struct {
	file     *source.File
	from     int    // where src begins in the file
	body     string // the Markdown, which every Text.Markdown is a part of
	src      []byte // the same, as goldmark wants it; in the room
	shape    Shape
	root     ast.Node
	context  parser.Context
	problems []source.Problem
	count    [source.Warning + 1]int // of problems found, by level, listed or not

	bare    bool                // what may be an address stands among the words
	ids     map[ast.Node]string // of headings, unique within the file
	shown   map[*noteNode]bool  // notes that at least one text shows; nil where there are no notes
	written int                 // bytes of HTML so far, in all texts
	full    bool                // more HTML than the limit allows
	room    *readingRoom
	marked  []Mark
}

// A readingRoom is where one file after another is read, and where each text's
// recipe is put together. Nothing that is kept of a file stands there.
type readingRoom struct {
	src            []byte
	steps, written []byte
	ends           []int // of each text's steps
	ids            map[ast.Node]string
	taken          map[string]int
	judged         map[string]judged // destinations of links
	line           oneLine
	outside        []Link
	runs           []run
}

var readingRooms = sync.Pool{New: func() any {
	return &readingRoom{ids: map[ast.Node]string{}, taken: map[string]int{}, judged: map[string]judged{}}
}}

// leave makes room for another file.
func (room *readingRoom) leave() {
	const many = 1000 // which is dear to clear again and again
	if len(room.taken) > many || len(room.judged) > many || len(room.outside) > many {
		return
	}
	clear(room.outside)
	room.outside = room.outside[:0]
	clear(room.ids)
	clear(room.taken)
	clear(room.judged)
	readingRooms.Put(room)
}

// errorAt and warnAt note a problem at a place in src.
func (r *reading) errorAt(at, length int, rule, message, hint string) {
	r.add(source.Error, at, length, rule, message, hint)
}

func (r *reading) warnAt(at, length int, rule, message, hint string) {
	r.add(source.Warning, at, length, rule, message, hint)
}

// add leaves the rest unlisted once there are very many of a level: each holds
// its line, and a file may be one line. Errors and warnings are counted apart,
// so that no number of warnings can hide an error.
func (r *reading) add(level source.Level, at, length int, rule, message, hint string) {
	r.count[level]++
	switch n := r.count[level]; {
	case n == MaxListed+1:
		rule, message, hint = RuleTooManyProblems, fmt.Sprintf("more than %d %ss were found here; the rest are not listed", MaxListed, level), "mend those that are listed, then look again"
	case n > MaxListed:
		return
	}
	r.problems = append(r.problems, r.file.Problem(level, rule, r.from+max(at, 0), length, message, hint))
}

// divide cuts the top level of the document at its section headings and
// writes each piece out as a Text.
func (r *reading) divide() *Doc {
	doc := &Doc{}
	lead := blocks{from: r.root.FirstChild()}
	start, current := 0, &lead
	var room struct { // enough for most files
		parts        [4]blocks
		starts, ends [5]int
	}
	parts, starts, ends := room.parts[:0], room.starts[:0], room.ends[:0]
	doc.Sections = r.sections()
	for n := r.root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || !r.isSection(h) {
			continue
		}
		current.to = n
		at, end := r.headingExtent(h)
		ends = append(ends, at)
		doc.Sections = append(doc.Sections, Section{
			Heading: strings.TrimSpace(words(h, r.src)), At: r.from + at,
			Length: len(strings.TrimRight(r.body[at:end], "\n")), Underlined: !isATX(r.src[at:]),
		})
		parts = append(parts, blocks{from: n.NextSibling()})
		current = &parts[len(parts)-1]
		starts = append(starts, end)
	}
	ends = append(ends, len(r.body))
	r.room.steps, r.room.ends = r.room.steps[:0], r.room.ends[:0]
	doc.Lead = r.text(lead, start, ends[0])
	for i := range doc.Sections {
		doc.Sections[i].Text = r.text(parts[i], starts[i], ends[i+1])
	}
	r.giveRecipes(doc)
	r.checkNotesShown()
	return doc
}

// sections has room for the file's sections, as many as there are.
func (r *reading) sections() []Section {
	count := 0
	for n := r.root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && r.isSection(h) {
			count++
		}
	}
	if count == 0 {
		return nil
	}
	return make([]Section, 0, count)
}

// giveRecipes gives each text its recipe. All of a file are kept as one string:
// there is a great number of texts.
func (r *reading) giveRecipes(doc *Doc) {
	all, from := recipe(r.room.steps), 0
	for i, end := range r.room.ends {
		t := &doc.Lead
		if i > 0 {
			t = &doc.Sections[i-1].Text
		}
		t.recipe, from = all[from:end], end
	}
}

// blocks are neighbours at the top of the document, from one to before another.
type blocks struct{ from, to ast.Node }

func (b blocks) each(do func(ast.Node)) {
	for n := b.from; n != nil && n != b.to; n = n.NextSibling() {
		do(n)
	}
}

// isSection says whether a heading at the top of the document starts a section.
func (r *reading) isSection(h *ast.Heading) bool {
	return r.shape != Whole && h.Level == 2 && h.Parent() == r.root
}

// headingExtent gives the bytes of a heading's lines, the underline and the
// last line feed included.
func (r *reading) headingExtent(h *ast.Heading) (at, end int) {
	at = lineStart(r.src, h.Pos())
	last := h.Pos()
	if lines := h.Lines(); lines.Len() > 0 {
		last = max(last, lines.At(lines.Len()-1).Start)
	}
	end = lineEnd(r.src, last)
	if !isATX(r.src[at:]) {
		end = lineEnd(r.src, end)
	}
	return at, end
}

// isATX says whether a line is a heading because it begins with hashes.
func isATX(line []byte) bool {
	rest := strings.TrimLeft(string(line[:min(len(line), 12)]), " ")
	hashes := len(rest) - len(strings.TrimLeft(rest, "#"))
	if hashes < 1 || hashes > 6 {
		return false
	}
	return hashes == len(rest) || strings.IndexByte(" \t\n", rest[hashes]) >= 0
}

// lineStart is where the line that holds at begins.
func lineStart(src []byte, at int) int {
	at = max(0, min(at, len(src)))
	return bytes.LastIndexByte(src[:at], '\n') + 1
}

// lineEnd is where the line after the one that holds at begins.
func lineEnd(src []byte, at int) int {
	at = max(0, min(at, len(src)))
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}
