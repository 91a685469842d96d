package feed

import (
	"bufio"
	"io"
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
	HTML      string
}

// WriteAtom writes a feed. The entries are asked for one by one.
func WriteAtom(to io.Writer, f *Atom, entries iter.Seq[Entry]) error {
	w := xml{bufio.NewWriter(to)}
	w.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<feed xmlns="http://www.w3.org/2005/Atom"`)
	w.attribute("xml:lang", f.Lang)
	w.WriteString(">\n")
	w.element("id", f.ID)
	w.element("title", f.Title)
	w.optional("subtitle", f.Subtitle)
	w.time("updated", f.Updated)
	w.link("self", "application/atom+xml", f.Self)
	w.link("alternate", "text/html", f.Page)
	w.WriteString("<author>\n")
	w.element("name", f.Author.Name)
	w.optional("uri", f.Author.URL)
	w.optional("email", f.Author.Email)
	w.WriteString("</author>\n")
	w.optional("rights", f.Rights)
	w.element("generator", "fiftysix")
	for e := range entries {
		w.entry(&e)
	}
	w.WriteString("</feed>\n")
	return w.Flush()
}

// xml writes elements. A failed write shows when it is flushed.
type xml struct{ *bufio.Writer }

func (w xml) entry(e *Entry) {
	w.WriteString("<entry>\n")
	w.element("id", e.ID)
	w.element("title", e.Title)
	w.time("published", e.Published)
	w.time("updated", e.Updated)
	w.link("alternate", "text/html", e.Page)
	if e.Kind != "" {
		w.WriteString("<category")
		w.attribute("term", e.Kind)
		w.attribute("label", e.KindName)
		w.WriteString("/>\n")
	}
	w.WriteString(`<content type="html">`)
	w.escape(e.HTML, false)
	w.WriteString("</content>\n</entry>\n")
}

func (w xml) element(name, text string) {
	w.WriteString("<" + name + ">")
	w.escape(text, false)
	w.WriteString("</" + name + ">\n")
}

func (w xml) optional(name, text string) {
	if text != "" {
		w.element(name, text)
	}
}

func (w xml) time(name string, t time.Time) {
	w.WriteString("<" + name + ">")
	w.Write(t.AppendFormat(w.AvailableBuffer(), time.RFC3339))
	w.WriteString("</" + name + ">\n")
}

func (w xml) link(rel, kind, href string) {
	if href == "" {
		return
	}
	w.WriteString("<link")
	w.attribute("rel", rel)
	w.attribute("type", kind)
	w.attribute("href", href)
	w.WriteString("/>\n")
}

func (w xml) attribute(name, value string) {
	w.WriteString(" " + name + `="`)
	w.escape(value, true)
	w.WriteByte('"')
}

// escape writes text in which no mark is one of XML's, and which holds only
// what XML 1.0 lets a text hold: anything else is U+FFFD.
func (w xml) escape(s string, attribute bool) {
	from := 0
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
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
			w.WriteString(s[from:i])
			w.WriteString(instead)
			from = i + size
		}
		i += size
	}
	w.WriteString(s[from:])
}
