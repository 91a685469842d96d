package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// shownNote is a note as one text shows it.
type shownNote struct {
	*noteNode
	refs    int // how many references it has
	written int // how many of those are written already
}

// numberNotes numbers the notes that n refers to, in the order of the references. Each
// section of a file shows only its own notes, from 1, at its end.
func (w *writer) numberNotes(n ast.Node) {
	if len(w.reading.notes().all) == 0 || n.Kind() == kindNote {
		return
	}
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if ref, ok := c.(*noteRef); ok && entering && !inside(ref, ast.KindImage) {
			if w.numbers[ref.note] == 0 {
				w.notes = append(w.notes, &shownNote{noteNode: ref.note})
				w.numbers[ref.note] = len(w.notes)
				w.shown[ref.note] = true
			}
			if !inside(ref, ast.KindLink) { // there it is an error, and no link
				w.notes[w.numbers[ref.note]-1].refs++
			}
		}
		return ast.WalkContinue, nil
	})
}

// numberNotesOfNotes numbers the notes that notes refer to, after all others.
func (w *writer) numberNotesOfNotes() {
	for i := 0; i < len(w.notes); i++ {
		for c := w.notes[i].FirstChild(); c != nil; c = c.NextSibling() {
			w.numberNotes(c)
		}
	}
}

// inside reports whether a node is within one of the kind.
func inside(n ast.Node, kind ast.NodeKind) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == kind {
			return true
		}
	}
	return false
}

// noteRef writes the superscript number, with a description for screen readers.
func (w *writer) noteRef(n *noteRef) {
	number := w.numbers[n.note]
	if number == 0 {
		return
	}
	w.raw(`<sup class="footnote-mark">`)
	if w.inLink { // an error already
		w.raw(strconv.Itoa(number) + "</sup>")
		return
	}
	s := w.notes[number-1]
	s.written++
	w.raw(`<a id="`)
	w.id(refID(number, s.written))
	w.raw(`" href="#`)
	w.id(noteID(number))
	w.raw(`" role="doc-noteref" aria-describedby="`)
	w.id("notes_label")
	w.raw(`">` + strconv.Itoa(number) + "</a></sup>")
}

// Underscores keep these ids apart from those of headings.
func noteID(number int) string { return "note_" + strconv.Itoa(number) }

func refID(number, time int) string {
	if time > 1 {
		return "mark_" + strconv.Itoa(number) + "_" + strconv.Itoa(time)
	}
	return "mark_" + strconv.Itoa(number)
}

// writeNotes writes the notes at the end of the text. They are no section and have no
// role: a page shows many texts, and each would be a landmark of the same name.
func (w *writer) writeNotes() {
	if len(w.notes) == 0 {
		return
	}
	w.raw("<div class=\"footnotes\">\n<p class=\"visually-hidden\" id=\"")
	w.id("notes_label")
	w.raw(`">`)
	w.slot(slotNotes, 0, 0)
	w.raw("</p>\n<ol>\n")
	for i, s := range w.notes {
		w.raw(`<li id="`)
		w.id(noteID(i + 1))
		w.raw("\">\n")
		w.writeNote(s, i+1)
		w.raw("</li>\n")
	}
	w.raw("</ol>\n</div>\n")
}

// writeNote writes a note, with the links back at the end of its last paragraph.
func (w *writer) writeNote(s *shownNote, number int) {
	for c := s.FirstChild(); c != nil; c = c.NextSibling() {
		if p, ok := c.(*ast.Paragraph); ok && c.NextSibling() == nil {
			w.raw("<p>")
			w.children(p)
			w.raw(" ")
			w.linksBack(s, number)
			w.raw("</p>\n")
			return
		}
		w.block(c)
	}
	w.raw("<p>")
	w.linksBack(s, number)
	w.raw("</p>\n")
}

func (w *writer) linksBack(s *shownNote, number int) {
	for time := 1; time <= s.refs; time++ {
		if time > 1 {
			w.raw(" ")
		}
		w.raw(`<a class="footnote-back" href="#`)
		w.id(refID(number, time))
		w.raw(`" aria-label="`)
		w.slot(slotNoteBack, time, number)
		w.raw(`">↩` + "\ufe0e</a>") // as text: some systems show an emoji
	}
}
