package markdown

import (
	"html/template"
	"net/url"
	"slices"
	"strings"
)

// Text is a passage of an author's words, checked and ready to be shown
// anywhere. The zero Text is empty. It never changes, so any number of
// goroutines may use it at once.
type Text struct {
	Markdown string // as written, without empty lines around

	recipe   recipe // for the HTML
	at       uint32 // byte place of Markdown in the file's Text
	size     uint32 // bytes of HTML, but for what fills the holes
	*details        // nil for most texts
}

// details are what only some texts have.
type details struct {
	links    []Link
	headings []string
	holes    []hole // what differs from place to place
	defines  bool   // Markdown holds the address of something of this site for links to refer to
}

// Links are every link and image that leads to something of this site.
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

// A Link is an author's link or image that leads to something of this site: a
// relative destination, or "#" and an id. Links elsewhere are not listed.
type Link struct {
	Dest       string // as written, once escapes and entities are undone
	Image      bool
	At, Length int    // byte place in the file's Text
	Words      string // what the link says; the words that stand for a picture
}

// A Context is the place where a Text is shown.
type Context struct {
	// Level is the level that the highest heading an author may use takes
	// there ("###" in a section, "##" on a plain page). Deeper ones follow,
	// to 6 at most. Below 2 it means 2.
	Level int
	// Prefix is the id of what holds the text, different for each text on a
	// page; "" on a plain page. The ids in the text become Prefix--id.
	Prefix string
	// Label is the id of the heading that names the place, "" for none. Two
	// tables on one page may have the same caption; "<heading> <caption>" is
	// how the parts of the page that hold them get different names.
	Label string
	// Link gives the address for a Link's Dest, percent-encoded where a file's
	// name needs it (spaces and letters beyond ASCII are seen to here); ""
	// shows the words without the link. A "#id" that is a heading of the same
	// text is not asked for. Nil leaves destinations as they are.
	Link func(dest string) string
	// Word gives the theme's words for a key of [Words]. Nil says nothing.
	Word func(key string, args ...any) string
}

// The keys that Context.Word is asked for.
const (
	WordNotes         = "prose.footnotes"           // label of a list of notes
	WordNoteBack      = "prose.footnote_back"       // link from a note back to the words; n is the note's number
	WordNoteBackAgain = "prose.footnote_back_again" // the same where a note is referred to more than once; n, and time: 2 for the second place
	WordTable         = "prose.table"               // caption of a table that has none; n is its number in the text
)

// Words are all keys that Context.Word may be asked for, so that a theme's
// words can be checked.
var Words = []string{WordNotes, WordNoteBack, WordNoteBackAgain, WordTable}

// hole is what depends on the Context at a place in a Text's HTML.
type hole struct {
	kind holeKind
	arg  uint16 // for levels: how far below the highest; for notes: the time
	n    uint32 // which link, note or table
}

type holeKind uint16

const (
	holeLevel     holeKind = iota // a heading's level
	holePrefix                    // what stands before an id
	holeLabel                     // the id of the heading that names the place
	holeLink                      // opens a link, up to holeTag
	holeImage                     // opens a picture, up to holeTag
	holeTag                       // the opening tag of a link or picture is complete
	holeLinkEnd                   // closes a link
	holeNotes                     // words
	holeNoteBack                  // words
	holeTableName                 // words
)

// Empty says whether there is nothing to show.
func (t Text) Empty() bool { return t.recipe == "" }

// HTML gives the passage as it stands in one place of one page.
func (t Text) HTML(c Context) template.HTML {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	*room = t.AppendHTML((*room)[:0], c)
	return template.HTML(*room)
}

// AppendHTML adds what HTML gives to b.
func (t Text) AppendHTML(b []byte, c Context) []byte {
	f := filler{b: b, text: &t, c: c}
	for steps := t.follow(); ; {
		step, text, hole, more := steps.next()
		switch {
		case !more:
			return f.b
		case step == stepHole:
			f.fill(t.holes[hole])
		case !f.skip:
			f.b = append(f.b, text...)
		}
	}
}

// follow begins to follow the text's recipe.
func (t *Text) follow() follower { return follower{recipe: t.recipe, markdown: t.Markdown} }

// filler fills holes while a Text is copied.
type filler struct {
	b    []byte
	text *Text
	c    Context
	skip bool // within the opening tag of a link or picture that leads nowhere
	bare bool // within a link that leads nowhere
}

func (f *filler) fill(h hole) {
	switch h.kind {
	case holeLevel:
		f.b = append(f.b, '0'+byte(min(max(f.c.Level, 2)+int(h.arg), 6)))
	case holePrefix:
		f.prefix()
	case holeLabel:
		if f.c.Label != "" {
			f.escape(f.c.Label)
			f.b = append(f.b, ' ')
		}
	case holeLink, holeImage:
		f.open(h)
	case holeTag:
		f.skip = false
	case holeLinkEnd:
		if !f.bare {
			f.b = append(f.b, "</a>"...)
		}
		f.bare = false
	default:
		f.word(h)
	}
}

func (f *filler) prefix() {
	if f.c.Prefix != "" {
		f.escape(f.c.Prefix)
		f.b = append(f.b, "--"...)
	}
}

// open writes the beginning of a link or picture, or, if it leads nowhere,
// leaves its tag out and a picture's words in its place.
func (f *filler) open(h hole) {
	link := &f.text.links[h.n]
	id, here := f.text.ownHeading(link)
	href := link.Dest
	if !here && f.c.Link != nil {
		href = f.c.Link(link.Dest)
	}
	switch {
	case href == "":
		f.skip, f.bare = true, f.bare || !link.Image
		if link.Image {
			f.escape(link.Words)
		}
		return
	case link.Image:
		f.b = append(f.b, `<img src="`...)
	case here:
		f.b = append(f.b, `<a href="#`...)
		f.prefix()
		href = id
	default:
		f.b = append(f.b, `<a href="`...)
	}
	f.escape(address(href))
	f.b = append(f.b, '"')
}

// ownHeading says whether a link leads to a heading of its own text.
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

func (f *filler) word(h hole) {
	if f.c.Word == nil {
		return
	}
	n := int(h.n)
	switch {
	case h.kind == holeNotes:
		f.escape(f.c.Word(WordNotes))
	case h.kind == holeTableName:
		f.escape(f.c.Word(WordTable, "n", n))
	case h.arg > 1:
		f.escape(f.c.Word(WordNoteBackAgain, "n", n, "time", int(h.arg)))
	default:
		f.escape(f.c.Word(WordNoteBack, "n", n))
	}
}

func (f *filler) escape(s string) {
	if strings.ContainsAny(s, "&<>\"'\x00") {
		s = template.HTMLEscapeString(s)
	}
	f.b = append(f.b, s...)
}
