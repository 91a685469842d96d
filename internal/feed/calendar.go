package feed

import (
	"bufio"
	"io"
	"iter"
	"strconv"
	"time"
	"unicode/utf8"
)

// Calendar is what a calendar says of itself.
type Calendar struct {
	Lang        string
	Name        string
	Description string
	Self        string // its own address; "" where it is not known, since it must be absolute
	Page        string // likewise: the page that shows the same
}

// An Event is something that takes a whole day. Nobody is made busy by it, and
// nobody is woken.
type Event struct {
	UID         string
	Day         time.Time // of which only the day counts
	Changed     time.Time // the last day on which what is said of it changed
	Sequence    int       // how often that was
	Summary     string
	Description string
	Page        string // absolute, or ""
	Category    string
}

// WriteCalendar writes a calendar. The events are asked for one by one.
func WriteCalendar(to io.Writer, c *Calendar, events iter.Seq[Event]) error {
	w := &lines{Writer: bufio.NewWriter(to), lang: c.Lang}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//fiftysix//fiftysix//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.text("NAME", c.Name)         // RFC 7986
	w.text("X-WR-CALNAME", c.Name) // what calendars read that are older than that
	w.text("DESCRIPTION", c.Description)
	w.address("URL", c.Page)
	w.address("SOURCE;VALUE=URI", c.Self)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D") // look again once a day
	w.line("X-PUBLISHED-TTL", "P1D")                 // the same, older
	empty := true
	for e := range events {
		empty = false
		w.event(&e)
	}
	if empty { // a calendar must hold something: RFC 5545, 3.6
		for _, line := range [][2]string{
			{"BEGIN", "VTIMEZONE"},
			{"TZID", "UTC"},
			{"BEGIN", "STANDARD"},
			{"DTSTART", "19700101T000000"},
			{"TZOFFSETFROM", "+0000"},
			{"TZOFFSETTO", "+0000"},
			{"END", "STANDARD"},
			{"END", "VTIMEZONE"},
		} {
			w.line(line[0], line[1])
		}
	}
	w.line("END", "VCALENDAR")
	return w.Flush()
}

// lines writes content lines, each folded where it grows longer than 75 bytes.
type lines struct {
	*bufio.Writer
	lang string
	used int // bytes of the line so far
}

func (w *lines) event(e *Event) {
	w.line("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	w.day("DTSTAMP", e.Changed, "20060102T000000Z")
	w.day("LAST-MODIFIED", e.Changed, "20060102T000000Z")
	w.line("SEQUENCE", strconv.Itoa(e.Sequence))
	w.day("DTSTART;VALUE=DATE", e.Day, "20060102")
	w.text("SUMMARY;LANGUAGE="+w.lang, e.Summary)
	w.text("DESCRIPTION;LANGUAGE="+w.lang, e.Description)
	w.address("URL", e.Page)
	w.text("CATEGORIES;LANGUAGE="+w.lang, e.Category)
	w.line("CLASS", "PUBLIC")
	w.line("TRANSP", "TRANSPARENT")
	w.line("END", "VEVENT")
}

// line writes a line whose value needs no escape.
func (w *lines) line(name, value string) {
	w.put(name)
	w.put(":")
	w.put(value)
	w.end()
}

func (w *lines) day(name string, t time.Time, form string) { w.line(name, t.Format(form)) }

// address writes an address, which is no text: its commas stay as they are.
func (w *lines) address(name, value string) {
	if value != "" {
		w.line(name, value)
	}
}

// text writes words, in which some marks are escaped.
func (w *lines) text(name, value string) {
	if value == "" {
		return
	}
	w.put(name)
	w.put(":")
	from := 0
	for i := 0; i < len(value); {
		instead, size := "", 1
		switch value[i] {
		case '\\':
			instead = `\\`
		case ';':
			instead = `\;`
		case ',':
			instead = `\,`
		case '\n':
			instead = `\n`
		case '\r':
			instead = `\n`
			if i+1 < len(value) && value[i+1] == '\n' {
				size = 2
			}
		}
		if instead != "" {
			w.put(value[from:i])
			w.whole(instead)
			from = i + size
		}
		i += size
	}
	w.put(value[from:])
	w.end()
}

// put adds to the line, letter by letter. What no line may hold is U+FFFD.
func (w *lines) put(s string) {
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		if c < ' ' && c != '\t' || c == 0x7F || c == utf8.RuneError && size == 1 {
			w.whole("\uFFFD")
		} else {
			w.whole(s[i : i+size])
		}
		i += size
	}
}

// most is how many bytes a line may have, its end not counted.
const most = 75

// whole adds what is not to be cut, on a line that goes on below where there is
// no room for it.
func (w *lines) whole(s string) {
	if w.used+len(s) > most {
		w.WriteString("\r\n ")
		w.used = 1
	}
	w.WriteString(s)
	w.used += len(s)
}

func (w *lines) end() {
	w.WriteString("\r\n")
	w.used = 0
}
