package feeds

import (
	"iter"
	"time"
	"unicode/utf8"
)

// Atom is what a feed says of itself. Addresses are absolute, or relative to
// the feed's own where the site's is not known: RFC 4287 lets both stand.
type Atom struct {
	ID       string
	Lang     string
	Title    string
	Subtitle string
	Self     string // its own address
	Page     string // the page that shows the same
	Author   Person
	Rights   string
	Updated  time.Time
}

// A Person is whoever says what the feed says.
type Person struct{ Name, Email, URL string }

// An Entry is one piece of news, whole.
type Entry struct {
	ID        string
	Title     string
	Page      string
	Kind      string // what kind of news it is, for programs
	KindName  string // the same for people
	Published time.Time
	Updated   time.Time
	HTML      []byte
}

// AppendAtom adds a feed to b. The entries are asked for one by one.
func AppendAtom(b []byte, f *Atom, entries iter.Seq[Entry]) []byte {
	w := xml(append(b, `<?xml version="1.0" encoding="utf-8"?>`+"\n"+`<feed xmlns="http://www.w3.org/2005/Atom"`...))
	w.attribute("xml:lang", f.Lang)
	w.add(">\n")
	w.element("id", f.ID)
	w.element("title", f.Title)
	w.optional("subtitle", f.Subtitle)
	w.time("updated", f.Updated)
	w.link("self", "application/atom+xml", f.Self)
	w.link("alternate", "text/html", f.Page)
	w.add("<author>\n")
	w.element("name", f.Author.Name)
	w.optional("uri", f.Author.URL)
	w.optional("email", f.Author.Email)
	w.add("</author>\n")
	w.optional("rights", f.Rights)
	w.element("generator", "fiftysix")
	for e := range entries {
		w.entry(&e)
	}
	w.add("</feed>\n")
	return w
}

// xml is a text to which elements are added.
type xml []byte

func (w *xml) add(s string) { *w = append(*w, s...) }

func (w *xml) entry(e *Entry) {
	w.add("<entry>\n")
	w.element("id", e.ID)
	w.element("title", e.Title)
	w.time("published", e.Published)
	w.time("updated", e.Updated)
	w.link("alternate", "text/html", e.Page)
	if e.Kind != "" {
		w.add("<category")
		w.attribute("term", e.Kind)
		w.attribute("label", e.KindName)
		w.add("/>\n")
	}
	w.add(`<content type="html">`)
	*w = appendText(*w, e.HTML, false)
	w.add("</content>\n</entry>\n")
}

func (w *xml) element(name, text string) {
	w.begin(name)
	*w = appendText(*w, text, false)
	w.end(name)
}

func (w *xml) begin(name string) { *w = append(append(append(*w, '<'), name...), '>') }

func (w *xml) end(name string) { *w = append(append(append(*w, "</"...), name...), ">\n"...) }

func (w *xml) optional(name, text string) {
	if text != "" {
		w.element(name, text)
	}
}

func (w *xml) time(name string, t time.Time) {
	w.begin(name)
	*w = t.AppendFormat(*w, time.RFC3339)
	w.end(name)
}

func (w *xml) link(rel, kind, href string) {
	if href == "" {
		return
	}
	w.add("<link")
	w.attribute("rel", rel)
	w.attribute("type", kind)
	w.attribute("href", href)
	w.add("/>\n")
}

func (w *xml) attribute(name, value string) {
	w.add(" ")
	w.add(name)
	w.add(`="`)
	*w = appendText(*w, value, true)
	w.add(`"`)
}

// asItIs are the bytes that stand for themselves in any text.
var asItIs = func() (is [256]bool) {
	for c := byte(' '); c < utf8.RuneSelf; c++ {
		is[c] = c != '<' && c != '>' && c != '&' && c != '"'
	}
	return is
}()

// appendText adds text in which no mark is one of XML's, and which holds only
// what XML 1.0 lets a text hold: anything else is U+FFFD.
func appendText[T string | []byte](b []byte, s T, attribute bool) []byte {
	from := 0
	for i := 0; i < len(s); {
		if asItIs[s[i]] {
			i++
			continue
		}
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		}
		instead := ""
		switch {
		case c == '<':
			instead = "&lt;"
		case c == '>':
			instead = "&gt;"
		case c == '&':
			instead = "&amp;"
		case c == '\r':
			instead = "&#13;"
		case attribute && c == '"':
			instead = "&#34;"
		case attribute && c == '\n':
			instead = "&#10;"
		case attribute && c == '\t':
			instead = "&#9;"
		case c < ' ' && c != '\n' && c != '\t', c == 0xFFFE, c == 0xFFFF, c == utf8.RuneError && size == 1:
			instead = "\uFFFD"
		}
		if instead != "" {
			b = append(append(b, s[from:i]...), instead...)
			from = i + size
		}
		i += size
	}
	return append(b, s[from:]...)
}
