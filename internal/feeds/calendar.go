package feeds

import (
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

// AppendCalendar adds a calendar to b. The events are asked for one by one.
func AppendCalendar(b []byte, c *Calendar, events iter.Seq[Event]) []byte {
	w := &lines{b: b, from: len(b), lang: c.Lang}
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
	return w.b
}

// lines adds content lines, each folded where it grows longer than 75 bytes.
type lines struct {
	b    []byte
	from int // where the line begins, or what of it was folded last
	lang string
}

func (w *lines) event(e *Event) {
	w.line("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	w.day("DTSTAMP:", e.Changed, "20060102T000000Z")
	w.day("LAST-MODIFIED:", e.Changed, "20060102T000000Z")
	w.line("SEQUENCE", strconv.Itoa(e.Sequence))
	w.day("DTSTART;VALUE=DATE:", e.Day, "20060102")
	w.inLanguage("SUMMARY", e.Summary)
	w.inLanguage("DESCRIPTION", e.Description)
	w.address("URL", e.Page)
	w.inLanguage("CATEGORIES", e.Category)
	w.line("CLASS", "PUBLIC")
	w.line("TRANSP", "TRANSPARENT")
	w.line("END", "VEVENT")
}

// line adds a line whose value needs no escape.
func (w *lines) line(name, value string) {
	w.put(name)
	w.put(":")
	w.put(value)
	w.end()
}

// day adds a line that holds a day, and has room for it.
func (w *lines) day(name string, t time.Time, form string) {
	w.put(name)
	w.b = t.AppendFormat(w.b, form)
	w.end()
}

// address adds an address, which is no text: its commas stay as they are.
func (w *lines) address(name, value string) {
	if value != "" {
		w.line(name, value)
	}
}

// text adds words, in which some marks are escaped.
func (w *lines) text(name, value string) {
	if value != "" {
		w.put(name)
		w.words(value)
	}
}

func (w *lines) inLanguage(name, value string) {
	if value != "" {
		w.put(name)
		w.put(";LANGUAGE=")
		w.put(w.lang)
		w.words(value)
	}
}

func (w *lines) words(value string) {
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

// put adds to the line; it may be folded between letters. What no line may hold
// is U+FFFD.
func (w *lines) put(s string) {
	for s != "" {
		n := 0
		for n < len(s) && (' ' <= s[n] && s[n] < 0x7F || s[n] == '\t') {
			n++
		}
		for room := most - w.used(); n > room; room = most - w.used() {
			w.b = append(w.b, s[:room]...)
			w.fold()
			s, n = s[room:], n-room
		}
		w.b = append(w.b, s[:n]...)
		if s = s[n:]; s == "" {
			return
		}
		if c, size := utf8.DecodeRuneInString(s); c < utf8.RuneSelf || c == utf8.RuneError && size == 1 {
			w.whole("\uFFFD")
			s = s[1:]
		} else {
			w.whole(s[:size])
			s = s[size:]
		}
	}
}

// most is how many bytes a line may have, its end not counted.
const most = 75

func (w *lines) used() int { return len(w.b) - w.from }

// whole adds what is not to be cut.
func (w *lines) whole(s string) {
	if w.used()+len(s) > most {
		w.fold()
	}
	w.b = append(w.b, s...)
}

// fold goes on with the line below.
func (w *lines) fold() {
	w.b = append(w.b, "\r\n "...)
	w.from = len(w.b) - 1
}

func (w *lines) end() {
	w.b = append(w.b, "\r\n"...)
	w.from = len(w.b)
}
