package markdown

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// writer writes one Text's HTML. It walks goldmark's tree itself: goldmark's
// renderers know no holes, drop raw HTML, and freeze their options at the
// first use. What it does not know it would leave out, so the switches in
// block and inline name every node that our parser can make, and a test holds
// that nothing else comes.
type writer struct {
	*reading
	noted    noted
	holes    []hole
	links    []Link
	headings []string
	tables   int
	notes    []*shownNote
	numbers  map[*noteNode]int // of notes, from 1
	inLink   bool              // links do not nest in HTML
	defines  bool              // see Text
}

// text writes the passage out that stands in body[from:to]. Its recipe is given
// to it once all are written.
func (r *reading) text(b blocks, from, to int) Text {
	asWritten := r.body[from:to]
	markdown := trimLines(asWritten)
	at := from + strings.Index(asWritten, markdown)
	w := &writer{reading: r, noted: noted{src: r.src, steps: r.room.steps, written: r.room.written[:0], from: at, at: at, to: at + len(markdown)}}
	b.each(w.number)
	w.numberNotes()
	b.each(w.block)
	w.writeNotes()
	w.noted.end()
	r.room.steps, r.room.written, r.room.ends = w.noted.steps, w.noted.written, append(r.room.ends, len(w.noted.steps))
	text := Text{Markdown: markdown, at: uint32(r.from + at), size: uint32(w.noted.size)}
	if len(w.links)+len(w.headings)+len(w.holes) > 0 || w.defines {
		text.details = &details{slices.Clone(w.links), slices.Clone(w.headings), slices.Clone(w.holes), w.defines} // they are kept: no room to grow
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

// raw adds HTML as it is.
func (w *writer) raw(s string) {
	if w.full {
		return
	}
	w.noted.write(s)
	w.written += len(s)
	w.full = w.written > outputLimit(len(w.src))
}

// escaped adds words.
func (w *writer) escaped(s string) {
	if strings.ContainsAny(s, `&<>"`) {
		s = escaper.Replace(s)
	}
	w.raw(s)
}

// copied adds words that stand in the source at a place.
func (w *writer) copied(words string, at int) {
	marked := strings.IndexByte(words, '&') >= 0 || strings.IndexByte(words, '<') >= 0 || strings.IndexByte(words, '>') >= 0 || strings.IndexByte(words, '"') >= 0
	for len(words) > 0 && !w.full {
		n := len(words)
		if marked {
			n = strings.IndexAny(words, `&<>"`)
		}
		switch n {
		case -1:
			n = len(words)
			fallthrough
		default:
			w.noted.copy(at, at+n)
			w.written += n
			w.full = w.written > outputLimit(len(w.src))
		case 0:
			n = 1
			w.escaped(words[:1])
		}
		words, at = words[n:], at+n
	}
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (w *writer) hole(kind holeKind, arg, n int) {
	if !w.full {
		w.noted.hole(len(w.holes))
		w.holes = append(w.holes, hole{kind: kind, arg: uint16(arg), n: uint32(n)})
		w.written += 12
	}
}

// id adds an id, which begins with the Context's prefix.
func (w *writer) id(id string) {
	w.hole(holePrefix, 0, 0)
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
	case *ast.TextBlock: // a list item's words where no empty line stands between items
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
		if where, _ := judge(destination(n.Destination), false); where == ours {
			w.defines = true
		}
	case *noteNode: // shown where it is referred to, or an error
	}
}

func (w *writer) heading(n *ast.Heading) {
	top := w.shape.top()
	below := max(0, n.Level-top)
	w.raw("<h")
	w.hole(holeLevel, below, 0)
	id := w.ids[n]
	w.headings = append(w.headings, id)
	w.raw(` id="`)
	w.id(id)
	w.raw(`">`)
	w.children(n)
	w.raw("</h")
	w.hole(holeLevel, below, 0)
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
	var all strings.Builder // in one piece, as [plainer] wants it
	for i := range lines.Len() {
		line := lines.At(i)
		all.Write(line.Value(w.src))
	}
	w.raw(`<pre tabindex="0"><code>`)
	w.escaped(all.String())
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
	case *noteMark:
		w.noteMark(n)
	}
}

func (w *writer) words(n *ast.Text) {
	value := n.Segment.Value(w.src)
	switch text := util.BytesToReadOnlyString(value); {
	case !n.IsRaw() && escapes(value):
		w.escaped(unescape(value))
	case n.Segment.Padding == 0 && !n.Segment.ForceNewline:
		w.copied(text, n.Segment.Start)
	default:
		w.escaped(text) // which keeps none of it
	}
	switch {
	case n.HardLineBreak():
		w.raw("<br>\n")
	case n.SoftLineBreak():
		w.raw("\n")
	}
}
