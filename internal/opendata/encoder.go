package opendata

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// encoder writes JSON and the cells of tables, a piece at a time. It is ours
// because a build writes every word of the register several times over: it
// knows what there can be, and allocates nothing for it. A test holds that
// encoding/json reads back what was meant.
type encoder struct {
	w   io.Writer
	b   []byte
	err error

	said     *passages // nil where nothing is said twice
	plain    []byte    // of the last passage
	findings []span    // where in b each finding of a report stands
}

type span struct{ from, to int }

// words are the plain words of a passage, until others are asked for.
func (e *encoder) words(t *markdown.Text) []byte {
	if e.said != nil {
		return e.said.plain(t)
	}
	e.plain = append(e.plain[:0], t.Plain()...)
	return e.plain
}

// enough is how much is gathered before it is written.
const enough = 32 << 10

// flush writes what there is, if it is enough.
func (e *encoder) flush() {
	if len(e.b) >= enough {
		e.done()
	}
}

// done writes all that is left, and gives the first error.
func (e *encoder) done() error {
	if e.err == nil && len(e.b) > 0 {
		_, e.err = e.w.Write(e.b)
	}
	e.b = e.b[:0]
	return e.err
}

func (e *encoder) null() { e.b = append(e.b, "null"...) }

// text is a string, or null for none.
func (e *encoder) text(s string) {
	if s == "" {
		e.null()
		return
	}
	e.string(s)
}

const digits = "0123456789abcdef"

func (e *encoder) string(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	e.b = appendString(e.b, s)
}

// appendString adds a text that is known to be good UTF-8.
func appendString[T string | []byte](b []byte, s T) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func (e *encoder) number(n int) { e.b = strconv.AppendInt(e.b, int64(n), 10) }

func (e *encoder) truth(is bool) { e.b = strconv.AppendBool(e.b, is) }

// date is a day in quotes, or null for none.
func (e *encoder) date(d register.Day) {
	if d.IsZero() {
		e.null()
		return
	}
	e.b = append(e.b, '"')
	e.digits(d)
	e.b = append(e.b, '"')
}

// digits is a day as 2020-03-09 or 2020-03, and nothing for none.
func (e *encoder) digits(d register.Day) {
	if d.IsZero() {
		return
	}
	two := func(n int) { e.b = append(e.b, '-', byte('0'+n/10), byte('0'+n%10)) }
	if d.Year < 1000 {
		e.b = append(e.b, "0000"[:4-len(strconv.Itoa(d.Year))]...)
	}
	e.number(d.Year)
	two(int(d.Month))
	if d.Day != 0 {
		two(d.Day)
	}
}

// list writes a list, whose entries call next before each.
func (e *encoder) list(entries func(next func())) {
	e.b = append(e.b, '[')
	first := true
	entries(func() {
		if !first {
			e.b = append(e.b, ',')
		}
		first = false
	})
	e.b = append(e.b, ']')
}
