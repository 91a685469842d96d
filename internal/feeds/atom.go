package feeds

import (
	"fmt"
	"strings"
	"time"
)

// An Atom feed. Its addresses are absolute, or relative to the feed's own while
// the site's is not known: RFC 4287 allows both.
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
	Entries  []Entry
}

// A Person is the author of a feed.
type Person struct{ Name, Email, URL string }

// An Entry is one piece of news.
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

// XML is the feed as a file.
func (f *Atom) XML() []byte {
	w := &xmlWriter{}
	w.printf(`<?xml version="1.0" encoding="utf-8"?>`+"\n"+`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s">`+"\n", attribute(f.Lang))
	w.element("id", f.ID)
	w.element("title", f.Title)
	w.optional("subtitle", f.Subtitle)
	w.element("updated", f.Updated.Format(time.RFC3339))
	w.link("self", "application/atom+xml", f.Self)
	w.link("alternate", "text/html", f.Page)
	w.printf("<author>\n")
	w.element("name", f.Author.Name)
	w.optional("uri", f.Author.URL)
	w.optional("email", f.Author.Email)
	w.printf("</author>\n")
	w.optional("rights", f.Rights)
	w.element("generator", "fiftysix")
	for _, e := range f.Entries {
		w.entry(e)
	}
	w.printf("</feed>\n")
	return w.b
}

type xmlWriter struct{ b []byte }

func (w *xmlWriter) printf(format string, args ...any) { w.b = fmt.Appendf(w.b, format, args...) }

func (w *xmlWriter) entry(e Entry) {
	w.printf("<entry>\n")
	w.element("id", e.ID)
	w.element("title", e.Title)
	w.element("published", e.Published.Format(time.RFC3339))
	w.element("updated", e.Updated.Format(time.RFC3339))
	w.link("alternate", "text/html", e.Page)
	if e.Kind != "" {
		w.printf(`<category term="%s" label="%s"/>`+"\n", attribute(e.Kind), attribute(e.KindName))
	}
	w.printf(`<content type="html">%s</content>`+"\n</entry>\n", text(string(e.HTML)))
}

func (w *xmlWriter) element(name, value string) {
	w.printf("<%[1]s>%[2]s</%[1]s>\n", name, text(value))
}

func (w *xmlWriter) optional(name, value string) {
	if value != "" {
		w.element(name, value)
	}
}

func (w *xmlWriter) link(rel, kind, href string) {
	if href != "" {
		w.printf(`<link rel="%s" type="%s" href="%s"/>`+"\n", rel, kind, attribute(href))
	}
}

var (
	textEscaper      = strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;", "\r", "&#13;")
	attributeEscaper = strings.NewReplacer(`"`, "&#34;", "\n", "&#10;", "\t", "&#9;")
)

// text escapes text for an element. Characters that XML 1.0 cannot contain
// become U+FFFD.
func text(s string) string {
	return textEscaper.Replace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, s))
}

// attribute escapes text for an attribute in double quotes.
func attribute(s string) string { return attributeEscaper.Replace(text(s)) }
