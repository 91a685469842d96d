// Package markdown turns the authors' Markdown into checked passages and safe
// HTML. No other package uses goldmark or sees a syntax tree.
//
// Begin at [Parse], which reads a file once; then [Text], a passage as segments of
// HTML with slots between them, so that the same text can be shown on several pages,
// with other heading levels, ids and relative links. rules.go has the errors and
// warnings, limits.go the limits that keep a hostile file from delaying a build.
//
// The package never drops words without an error, never passes the authors' own HTML
// through, does not resolve links, and writes no words of its own: those come from
// [Context].
package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fiftysix/internal/diag"
)

// A Shape says what a file's headings are for.
type Shape int

const (
	// Sections is for report and finding files: headings of level 2 ("## ")
	// divide the body into sections, and headings within them start at level 3.
	Sections Shape = iota
	// Whole is for a plain page: one text, whose headings start at level 2.
	Whole
	// Quoted is Sections where what comes before the first section is the
	// inspectorate's, word for word: its style is not checked.
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
	Lead     Text      // what comes before the first section heading; everything for Whole
	Sections []Section // in the file's order; none for Whole
	Pending  []Pending // findings that can only be judged with the report's other files
	Outside  []Link    // every link to another site, in the file's order, without its words
}

// A Section is one "## " heading and what follows it.
type Section struct {
	Heading    string // its words without marks, otherwise as written
	At, Length int    // byte offset of the heading in the file's Text
	Underlined bool   // made by a line of dashes under the words, perhaps without meaning to
	Text       Text
}

// Parse reads the Markdown of f from byte offset from to its end. The Doc is
// never nil: where there are errors it holds what could be read, good enough
// for a preview; where a limit was exceeded it is empty. Problems come in the
// order of their positions. Parse may be called from many goroutines at once.
func Parse(f *diag.File, from int, shape Shape) (*Doc, []diag.Problem) {
	r := newReading(f, from, shape)
	if !r.withinLimits() {
		return &Doc{}, r.problems
	}
	r.context = parser.NewContext()
	r.root = markdown.Parse(text.NewReader(r.src), parser.WithContext(r.context))
	if !r.withinDepth() {
		return &Doc{}, r.problems
	}
	r.check()
	doc := r.divide()
	if r.full {
		r.errorAt(0, 0, RuleTooMuch, "these words would make a page far larger than they are",
			"look for a table with many empty cells, or a long address or footnote that is referred to again and again")
		doc = &Doc{}
	}
	doc.Pending, doc.Outside = r.pending, r.outside
	diag.SortProblems(r.problems)
	return doc, r.problems
}

// reading is one file being read; nothing of it is kept.
type reading struct {
	file     *diag.File
	from     int    // where body begins in the file
	body     string // the Markdown, which every Text.Markdown is a part of
	src      []byte // the same, as goldmark wants it
	shape    Shape
	root     ast.Node
	context  parser.Context
	problems []diag.Problem
	count    [diag.Warning + 1]int // of problems found, by level, listed or not
	pending  []Pending
	outside  []Link

	ids     map[ast.Node]string // of headings, unique within the file
	taken   map[string]int      // ids, with the number of the last one made of the same words
	shown   map[*noteNode]bool  // notes that at least one text shows
	written int                 // bytes of HTML so far, in all texts
	full    bool                // more HTML than the limit allows
}

func newReading(f *diag.File, from int, shape Shape) *reading {
	body := f.Text[from:]
	return &reading{
		file: f, from: from, body: body, src: []byte(body), shape: shape,
		ids: map[ast.Node]string{}, taken: map[string]int{}, shown: map[*noteNode]bool{},
	}
}

// errorAt and warnAt add a problem at an offset in src.
func (r *reading) errorAt(at, length int, rule, message, hint string) {
	r.add(diag.Error, at, length, rule, message, hint)
}

func (r *reading) warnAt(at, length int, rule, message, hint string) {
	r.add(diag.Warning, at, length, rule, message, hint)
}

// add leaves the rest unlisted once there are very many of a level: each holds
// its line, and a file may be one line. Errors and warnings are counted apart,
// so that no number of warnings can hide an error.
func (r *reading) add(level diag.Level, at, length int, rule, message, hint string) {
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
// renders each piece as a Text.
func (r *reading) divide() *Doc {
	doc := &Doc{}
	first, start := r.root.FirstChild(), 0
	finish := func(next ast.Node, end int) {
		text := r.text(first, next, start, end)
		if n := len(doc.Sections); n > 0 {
			doc.Sections[n-1].Text = text
		} else {
			doc.Lead = text
		}
	}
	for n := first; n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || !r.isSection(h) {
			continue
		}
		at, end := r.headingExtent(h)
		finish(n, at)
		doc.Sections = append(doc.Sections, Section{
			Heading: strings.TrimSpace(words(h, r.src)), At: r.from + at,
			Length: len(strings.TrimRight(r.body[at:end], "\n")), Underlined: !isATX(r.src[at:]),
		})
		first, start = n.NextSibling(), end
	}
	finish(nil, len(r.body))
	r.checkNotesShown()
	return doc
}

// isSection reports whether a heading at the top of the document starts a section.
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

// isATX reports whether a line is a heading that begins with hashes.
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
