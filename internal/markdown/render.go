package markdown

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A writer renders one Text. It walks goldmark's tree itself: goldmark's
// renderers know no slots, drop raw HTML, and freeze their options at the first
// use. The switches in block and inline name every node that our parser can
// make, and a test checks that nothing else comes.
type writer struct {
	*reading
	from, to    int // where in src the Text's Markdown is
	segments    []segment
	literals    strings.Builder
	size        int // bytes of HTML, without what fills the slots
	links       []Link
	headings    []string
	tables      int
	notes       []*shownNote
	numbers     map[*noteNode]int // of notes, from 1
	inLink      bool              // links cannot nest in HTML
	definesLink bool              // see details
}

// text renders the blocks from first to before next, which are in
// body[from:to].
func (r *reading) text(first, next ast.Node, from, to int) Text {
	asWritten := r.body[from:to]
	markdown := trimLines(asWritten)
	at := from + strings.Index(asWritten, markdown)
	w := &writer{reading: r, from: at, to: at + len(markdown), numbers: map[*noteNode]int{}}
	for n := first; n != nil && n != next; n = n.NextSibling() {
		w.numberNotes(n)
	}
	w.numberNotesOfNotes()
	for n := first; n != nil && n != next; n = n.NextSibling() {
		w.block(n)
	}
	w.writeNotes()
	text := Text{
		Markdown: markdown, segments: slices.Clone(w.segments), literals: w.literals.String(),
		at: uint32(r.from + at), size: uint32(w.size),
	}
	if len(w.links) > 0 || len(w.headings) > 0 || w.definesLink {
		text.details = &details{w.links, w.headings, w.definesLink}
	}
	return text
}

// trimLines takes empty lines off both ends, and keeps the first line's indent.
func trimLines(s string) string {
	s = strings.TrimRight(s, " \t\n")
	for {
		line, rest, more := strings.Cut(s, "\n")
		if !more || strings.TrimSpace(line) != "" {
			return s
		}
		s = rest
	}
}

// count counts bytes of HTML, until there are more than the limit allows.
func (w *writer) count(bytes int) {
	w.written += bytes
	w.full = w.written > outputLimit(len(w.src))
}

// raw adds HTML as it is.
func (w *writer) raw(s string) {
	if w.full || s == "" {
		return
	}
	w.add(segment{kind: copyLiteral, from: uint32(w.literals.Len()), n: uint32(len(s))})
	w.literals.WriteString(s)
	w.count(len(s))
}

// escaped adds words.
func (w *writer) escaped(s string) { w.raw(escaper.Replace(s)) }

// copied adds words that are in src at an offset.
func (w *writer) copied(words string, at int) {
	for words != "" && !w.full {
		n := strings.IndexAny(words, `&<>"`)
		switch {
		case n == 0:
			n = 1
			w.escaped(words[:1])
		case n < 0:
			n = len(words)
			fallthrough
		default:
			w.copyPlain(words[:n], at)
		}
		words, at = words[n:], at+n
	}
}

// minCopy is the least number of bytes that are worth a segment.
const minCopy = 8

// copyPlain adds words that need no escapes and are in src at an offset.
func (w *writer) copyPlain(words string, at int) {
	if at < w.from || at+len(words) > w.to {
		w.raw(words) // in a note that is in another section
		return
	}
	s := segment{kind: copyMarkdown, from: uint32(at - w.from), n: uint32(len(words))}
	if len(words) < minCopy && !w.continues(s) {
		w.raw(words)
		return
	}
	w.add(s)
	w.count(len(words))
}

// continues reports whether a copy begins where the last segment ends.
func (w *writer) continues(s segment) bool {
	if len(w.segments) == 0 {
		return false
	}
	last := w.segments[len(w.segments)-1]
	return last.kind == s.kind && last.from+last.n == s.from
}

// add adds a copy, or makes the last one longer.
func (w *writer) add(s segment) {
	w.size += int(s.n)
	if w.continues(s) {
		w.segments[len(w.segments)-1].n += s.n
		return
	}
	w.segments = append(w.segments, s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (w *writer) slot(kind segmentKind, arg, n int) {
	if !w.full {
		w.segments = append(w.segments, segment{kind: kind, arg: uint16(arg), n: uint32(n)})
		w.count(12)
	}
}

// id adds an id, which begins with the Context's prefix.
func (w *writer) id(id string) {
	w.slot(slotPrefix, 0, 0)
	w.escaped(id)
}

func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !w.full; c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			w.inline(c)
		} else {
			w.block(c)
		}
	}
}

func (w *writer) wrap(open string, n ast.Node, end string) {
	w.raw(open)
	w.children(n)
	w.raw(end)
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		if !isCaption(n, w.src) { // the table that follows shows it
			w.wrap("<p>", n, "</p>\n")
		}
	case *ast.TextBlock: // a list item's words where no empty line is between items
		w.children(n)
		if n.NextSibling() != nil {
			w.raw("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.wrap("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.ThematicBreak:
		w.raw("<hr>\n")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n.Lines())
	case *ast.HTMLBlock: // an error; a preview shows it as the words it is
		w.code(htmlLines(n))
	case *east.Table:
		w.table(n)
	case *ast.LinkReferenceDefinition: // shown where it is referred to, or an error
		if target, _ := classifyLink(destination(n.Destination), false); target == ownSite {
			w.definesLink = true
		}
	case *noteNode: // shown where it is referred to, or an error
	}
}

func (w *writer) heading(n *ast.Heading) {
	top := w.shape.top()
	below := max(0, n.Level-top)
	w.raw("<h")
	w.slot(slotLevel, below, 0)
	id := w.ids[n]
	w.headings = append(w.headings, id)
	w.raw(` id="`)
	w.id(id)
	w.raw(`">`)
	w.children(n)
	w.raw("</h")
	w.slot(slotLevel, below, 0)
	w.raw(">\n")
}

func (w *writer) list(n *ast.List) {
	open, end := "<ul>\n", "</ul>\n"
	if n.IsOrdered() {
		open, end = "<ol>\n", "</ol>\n"
		if n.Start != 1 {
			open = `<ol start="` + strconv.Itoa(n.Start) + "\">\n"
		}
	}
	w.raw(open)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.raw("<li>")
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			w.raw("\n")
		}
		w.children(item)
		w.raw("</li>\n")
	}
	w.raw(end)
}

// code writes lines as they are. It can be reached and scrolled by keyboard.
func (w *writer) code(lines *text.Segments) {
	w.raw(`<pre tabindex="0"><code>`)
	w.escaped(string(lines.Value(w.src)))
	w.raw("</code></pre>\n")
}

// htmlLines are all lines of a block of raw HTML.
func htmlLines(n *ast.HTMLBlock) *text.Segments {
	lines := text.NewSegments()
	for i := range n.Lines().Len() {
		lines.Append(n.Lines().At(i))
	}
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	return lines
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.words(n)
	case *ast.String:
		w.escaped(string(n.Value))
	case *ast.CodeSpan:
		w.raw("<code>")
		w.escaped(codeWords(n, w.src))
		w.raw("</code>")
	case *ast.Emphasis:
		if n.Level == 2 {
			w.wrap("<strong>", n, "</strong>")
		} else {
			w.wrap("<em>", n, "</em>")
		}
	case *ast.Link:
		w.link(n)
	case *ast.Image:
		w.image(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.RawHTML: // an error; a preview shows it as the words it is
		w.escaped(string(n.Segments.Value(w.src)))
	case *noteRef:
		w.noteRef(n)
	}
}

func (w *writer) words(n *ast.Text) {
	value := n.Segment.Value(w.src)
	switch {
	case !n.IsRaw() && hasEscapes(value):
		w.escaped(unescape(value))
	case n.Segment.Padding == 0 && !n.Segment.ForceNewline:
		w.copied(string(value), n.Segment.Start)
	default:
		w.escaped(string(value))
	}
	switch {
	case n.HardLineBreak():
		w.raw("<br>\n")
	case n.SoftLineBreak() && n.Segment.Stop < len(w.src) && w.src[n.Segment.Stop] == '\n':
		w.copied("\n", n.Segment.Stop)
	case n.SoftLineBreak():
		w.raw("\n")
	}
}
