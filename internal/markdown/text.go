package markdown

import (
	"html/template"
	"net/url"
	"slices"
	"strings"
)

// Text is a passage of an author's text, checked and ready to be shown anywhere. The
// zero Text is empty. It is immutable, so it is safe for concurrent use.
type Text struct {
	Markdown string // as written, without empty lines around

	segments []segment // of the HTML
	literals string    // the HTML that is not in Markdown
	at       uint32    // byte offset of Markdown in the file's Text
	size     uint32    // bytes of HTML, without what fills the slots
	*details           // nil for most texts
}

// details are what only some texts have.
type details struct {
	links       []Link
	headings    []string
	definesLink bool // Markdown holds "[name]: address" with an address of this site
}

// Links are all links and images whose destination is on this site.
func (t Text) Links() []Link {
	if t.details == nil {
		return nil
	}
	return t.links
}

// Headings are the ids of the text's headings, without prefix, in their order.
func (t Text) Headings() []string {
	if t.details == nil {
		return nil
	}
	return t.headings
}

// A Link is an author's link or image whose destination is on this site: a relative URL,
// or "#" and an id.
type Link struct {
	Dest       string // as written, once escapes and entities are undone
	Image      bool
	At, Length int    // byte offset in the file's Text
	Words      string // the link's text, or a picture's alternative text
}

// A Context says where and how a Text is shown.
type Context struct {
	// Level is the level that the highest heading an author may use takes
	// there ("###" in a section, "##" on a plain page). Deeper ones follow,
	// to 6 at most. Below 2 it means 2.
	Level int
	// Prefix is the id of what holds the text, different for each text on a
	// page; "" on a plain page. The ids in the text become Prefix--id.
	Prefix string
	// Label is the id of the heading above the text, "" for none. Two tables
	// on one page may have the same caption; "<heading> <caption>" is how the
	// parts of the page that hold them get different names.
	Label string
	// Link gives the URL for a Link's Dest, percent-encoded where a file's
	// name needs it (spaces and letters beyond ASCII are encoded here); ""
	// shows the words without the link. It is not called for a "#id" that is a
	// heading of the same text. Nil leaves destinations as they are.
	Link func(dest string) string
	// Word gives the theme's message for a key of [Words]. Nil shows nothing.
	Word func(key string, args ...any) string
}

// The keys that Context.Word is called with.
const (
	WordNotes         = "prose.footnotes"           // label of a list of notes
	WordNoteBack      = "prose.footnote_back"       // link from a note back to the words; n is the note's number
	WordNoteBackAgain = "prose.footnote_back_again" // the same where a note is referred to more than once; n, and time: 2 for the second reference
	WordTable         = "prose.table"               // caption of a table that has none; n is its number in the text
)

// Words are all keys that Context.Word may be called with, so that a theme can
// be checked.
var Words = []string{WordNotes, WordNoteBack, WordNoteBackAgain, WordTable}

// A segment is a piece of a Text's HTML: a copy of some of its Markdown, a
// literal, or a slot, which is filled by the Context. Most of the HTML is in
// the Markdown, which is kept anyway, so segments take a fraction of its size.
type segment struct {
	kind segmentKind
	arg  uint16 // of slots: levels below the highest heading, or which reference to a note
	n    uint32 // of slots: which link, note or table; of copies: the length
	from uint32 // of copies: where it begins
}

type segmentKind uint16

const (
	copyMarkdown segmentKind = iota
	copyLiteral
	slotLevel     // a heading's level
	slotPrefix    // the prefix of an id
	slotLabel     // the id of the heading above the text
	slotLink      // opens a link, up to slotTagEnd
	slotImage     // opens a picture, up to slotTagEnd
	slotTagEnd    // the opening tag of a link or picture is complete
	slotLinkEnd   // closes a link
	slotNotes     // words of the theme
	slotNoteBack  // words of the theme
	slotTableName // words of the theme
)

// Empty reports whether there is nothing to show.
func (t Text) Empty() bool { return len(t.segments) == 0 }

// HTML renders the text for one use on one page.
func (t Text) HTML(c Context) template.HTML {
	r := renderer{text: &t, c: c}
	r.b.Grow(int(t.size) + 16*len(t.segments))
	for _, s := range t.segments {
		switch {
		case s.kind > copyLiteral:
			r.fill(s)
		case r.skip:
		case s.kind == copyMarkdown:
			r.b.WriteString(t.Markdown[s.from : s.from+s.n])
		default:
			r.b.WriteString(t.literals[s.from : s.from+s.n])
		}
	}
	return template.HTML(r.b.String())
}

// A renderer writes a Text for one Context.
type renderer struct {
	b        strings.Builder
	text     *Text
	c        Context
	skip     bool // within the opening tag of a link or picture that is not shown
	unlinked bool // within a link that is not shown
}

// fill fills a slot.
func (r *renderer) fill(s segment) {
	switch s.kind {
	case slotLevel:
		r.b.WriteByte('0' + byte(min(max(r.c.Level, 2)+int(s.arg), 6)))
	case slotPrefix:
		r.prefix()
	case slotLabel:
		if r.c.Label != "" {
			r.escape(r.c.Label)
			r.b.WriteByte(' ')
		}
	case slotLink, slotImage:
		r.openLink(&r.text.links[s.n])
	case slotTagEnd:
		r.skip = false
	case slotLinkEnd:
		if !r.unlinked {
			r.b.WriteString("</a>")
		}
		r.unlinked = false
	default:
		if r.c.Word != nil {
			r.escape(r.word(s))
		}
	}
}

func (r *renderer) prefix() {
	if r.c.Prefix != "" {
		r.escape(r.c.Prefix)
		r.b.WriteString("--")
	}
}

// openLink writes the beginning of a link or image. If it has no destination, the tag is
// left out, and an image's alternative text is written.
func (r *renderer) openLink(link *Link) {
	id, here := r.text.ownHeading(link)
	href := link.Dest
	if !here && r.c.Link != nil {
		href = r.c.Link(link.Dest)
	}
	switch {
	case href == "":
		r.skip, r.unlinked = true, r.unlinked || !link.Image
		if link.Image {
			r.escape(link.Words)
		}
		return
	case link.Image:
		r.b.WriteString(`<img src="`)
	case here:
		r.b.WriteString(`<a href="#`)
		r.prefix()
		href = id
	default:
		r.b.WriteString(`<a href="`)
	}
	r.escape(encodeURL(href))
	r.b.WriteByte('"')
}

// ownHeading reports whether a link's destination is a heading of its own text.
func (t *Text) ownHeading(l *Link) (id string, ok bool) {
	id, ok = strings.CutPrefix(l.Dest, "#")
	if !ok || l.Image {
		return "", false
	}
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	return id, slices.Contains(t.headings, id)
}

// word is the theme's message for a slot.
func (r *renderer) word(s segment) string {
	n := int(s.n)
	switch {
	case s.kind == slotNotes:
		return r.c.Word(WordNotes)
	case s.kind == slotTableName:
		return r.c.Word(WordTable, "n", n)
	case s.arg > 1:
		return r.c.Word(WordNoteBackAgain, "n", n, "time", int(s.arg))
	}
	return r.c.Word(WordNoteBack, "n", n)
}

func (r *renderer) escape(s string) { r.b.WriteString(template.HTMLEscapeString(s)) }
