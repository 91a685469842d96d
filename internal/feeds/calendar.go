package feeds

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Calendar is published for calendar programs to subscribe to.
type Calendar struct {
	Lang        string
	Name        string
	Description string
	Self        string // its own absolute address, or "" while that is not known
	Page        string // the page that shows the same, likewise
	Events      []Event
}

// An Event takes a whole day. Calendars neither show people as busy for it nor
// remind them of it.
type Event struct {
	UID         string
	Day         time.Time // without the time of day
	Changed     time.Time // the day on which the event last changed
	Sequence    int       // how often it has changed
	Summary     string
	Description string
	Page        string // absolute, or ""
	Category    string
}

// ICS is the calendar as a file.
func (c *Calendar) ICS() []byte {
	w := &icsWriter{lang: c.Lang}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//fiftysix//fiftysix//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.text("NAME", c.Name)         // RFC 7986
	w.text("X-WR-CALNAME", c.Name) // for programs that are older than that
	w.text("DESCRIPTION", c.Description)
	w.optional("URL", c.Page)
	w.optional("SOURCE;VALUE=URI", c.Self)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	w.line("X-PUBLISHED-TTL", "P1D") // the same, for older programs
	for _, e := range c.Events {
		w.event(e)
	}
	if len(c.Events) == 0 { // a calendar has to contain something: RFC 5545, 3.6
		w.line("BEGIN", "VTIMEZONE")
		w.line("TZID", "UTC")
		w.line("BEGIN", "STANDARD")
		w.line("DTSTART", "19700101T000000")
		w.line("TZOFFSETFROM", "+0000")
		w.line("TZOFFSETTO", "+0000")
		w.line("END", "STANDARD")
		w.line("END", "VTIMEZONE")
	}
	w.line("END", "VCALENDAR")
	return w.b
}

type icsWriter struct {
	b    []byte
	lang string
}

func (w *icsWriter) event(e Event) {
	w.line("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	w.line("DTSTAMP", e.Changed.Format("20060102T000000Z"))
	w.line("LAST-MODIFIED", e.Changed.Format("20060102T000000Z"))
	w.line("SEQUENCE", strconv.Itoa(e.Sequence))
	w.line("DTSTART;VALUE=DATE", e.Day.Format("20060102"))
	w.text("SUMMARY;LANGUAGE="+w.lang, e.Summary)
	w.text("DESCRIPTION;LANGUAGE="+w.lang, e.Description)
	w.optional("URL", e.Page)
	w.text("CATEGORIES;LANGUAGE="+w.lang, e.Category)
	w.line("CLASS", "PUBLIC")
	w.line("TRANSP", "TRANSPARENT")
	w.line("END", "VEVENT")
}

// optional adds a line, unless its value is empty. The value is not escaped:
// commas in an address are part of it.
func (w *icsWriter) optional(name, value string) {
	if value != "" {
		w.line(name, value)
	}
}

var icsEscaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\r", `\n`, "\n", `\n`)

// text adds a line of text, unless it is empty.
func (w *icsWriter) text(name, value string) { w.optional(name, icsEscaper.Replace(value)) }

// maxLine is how many bytes a line may have, without its end.
const maxLine = 75

// line adds a line, folded where it is too long, but not within a letter or an
// escape sequence. Characters that a line cannot contain become U+FFFD.
func (w *icsWriter) line(name, value string) {
	rest, used := name+":"+value, 0
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		if r == '\\' && len(rest) > 1 && strings.IndexByte(`\;,n`, rest[1]) >= 0 {
			size = 2
		}
		unit := rest[:size]
		if r < ' ' && r != '\t' || r == 0x7F || r == utf8.RuneError && size == 1 {
			unit = "\uFFFD"
		}
		if used+len(unit) > maxLine {
			w.b = append(w.b, "\r\n "...)
			used = 1
		}
		w.b = append(w.b, unit...)
		used += len(unit)
		rest = rest[size:]
	}
	w.b = append(w.b, "\r\n"...)
}
