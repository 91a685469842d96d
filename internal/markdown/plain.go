package markdown

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"sync"
)

// Plain gives the passage's words without marks, for data, search and
// descriptions: blocks with an empty line between them, list items and table
// rows on lines of their own, cells with " | " between them. Numbered items
// keep their numbers; a footnote's mark is [1], and so begins its note, at the
// end. Pictures are the words that stand for them; the theme's own words are
// left out. It is worked out anew at each call.
func (t Text) Plain() string {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	*room = t.AppendPlain((*room)[:0])
	return string(*room)
}

// rooms are where plain words are put together.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// AppendPlain adds what Plain gives to b.
func (t Text) AppendPlain(b []byte) []byte { return t.appendPlain(b, math.MaxInt) }

// Beginning is what Plain begins with: at least so many bytes, if there are so
// many.
func (t Text) Beginning(bytes int) string {
	return string(t.AppendBeginning(make([]byte, 0, min(2*bytes, int(t.size))), bytes))
}

// AppendBeginning adds what Beginning gives to b.
func (t Text) AppendBeginning(b []byte, bytes int) []byte { return t.appendPlain(b, bytes) }

// appendPlain adds plain words until there are enough.
func (t Text) appendPlain(b []byte, enough int) []byte {
	p := plainer{b: b, from: len(b), enough: enough}
	skip := false
	for steps := t.follow(); len(p.b)-p.from < enough; {
		step, text, hole, more := steps.next()
		switch {
		case !more:
			return p.trimmed()
		case step == stepHole:
			switch h := t.holes[hole]; h.kind {
			case holeImage:
				p.say(t.links[h.n].Words)
				skip = true
			case holeLink:
				skip = true
			case holeTag:
				skip = false
			}
		case skip:
		case step == stepPlain && !p.inTag:
			p.sayPlain(text)
		case step == stepCopy && !p.inTag:
			p.say(text)
		default:
			p.read(text)
		}
	}
	return p.trimmed()
}

// trimmed is what there is without space at its ends.
func (p *plainer) trimmed() []byte {
	said := bytes.TrimSpace(p.b[p.from:])
	return append(p.b[:p.from], said...)
}

// plainer reads our own HTML, of which it knows all there can be, in pieces
// that may end within a tag.
type plainer struct {
	b      []byte
	from   int    // where its words begin
	enough int    // when to stop
	tag    string // of a tag begun in a piece before: its first piece, which says which it is
	inTag  bool
	gap    string // what stands before the next word: "\n", "\n\n" or a space
	mark   string // an item's number, written with its first word
	lists  []plainList
	cells  int  // in this row so far
	pre    bool // within code, where spaces and lines count
	back   bool // within a link back, which is no word of the author's
	notes  bool // the next list is that of the notes
}

type plainList struct {
	next  int // an ordered list's next number
	kind  byte
	begun bool
}

func (p *plainer) read(s string) {
	for s != "" && len(p.b)-p.from < p.enough {
		if p.inTag {
			end := strings.IndexByte(s, '>')
			piece := s
			if end >= 0 {
				piece = s[:end]
			}
			if p.tag == "" {
				p.tag = piece
			}
			if end < 0 {
				return
			}
			tag := p.tag
			p.inTag, p.tag, s = false, "", s[end+1:]
			p.element(tag)
			continue
		}
		words, after, ok := strings.Cut(s, "<")
		if strings.IndexByte(words, '&') >= 0 {
			words = unescaper.Replace(words)
		}
		p.say(words)
		p.inTag, s = ok, after
	}
}

var unescaper = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`)

// say adds words; outside code, any run of white space is one space.
func (p *plainer) say(words string) {
	switch {
	case p.back || words == "":
		return
	case p.pre:
		p.flush()
		p.b = append(p.b, strings.TrimSuffix(words, "\n")...) // code comes in one piece
		return
	}
	if !isBlank(words[0]) && !isBlank(words[len(words)-1]) && strings.IndexByte(words, '\n') < 0 && strings.IndexByte(words, '\t') < 0 && !strings.Contains(words, "  ") {
		p.flush() // as most are
		p.b = append(p.b, words...)
		return
	}
	for i := 0; i < len(words); {
		if isBlank(words[i]) {
			p.want(" ")
			i++
			continue
		}
		end := i + 1 // words with one space between them are added together
		for end < len(words) && (!isBlank(words[end]) || words[end] == ' ' && end+1 < len(words) && !isBlank(words[end+1])) {
			end++
		}
		p.flush()
		p.b = append(p.b, words[i:end]...)
		i = end
	}
}

// sayPlain is say for words with no white space but single spaces.
func (p *plainer) sayPlain(words string) {
	if p.back || p.pre {
		p.say(words)
		return
	}
	if words[0] == ' ' {
		p.want(" ")
		words = words[1:]
	}
	if words == "" {
		return
	}
	last := len(words) - 1
	p.flush()
	if words[last] != ' ' {
		p.b = append(p.b, words...)
		return
	}
	p.b = append(p.b, words[:last]...)
	p.want(" ")
}

// want asks for a gap before the next word; a larger one stays.
func (p *plainer) want(gap string) {
	if gap == " " && p.gap != "" || len(gap) < len(p.gap) || p.mark != "" {
		return
	}
	p.gap = gap
}

func (p *plainer) flush() {
	if len(p.b) > p.from {
		p.b = append(p.b, p.gap...)
	}
	p.b = append(p.b, p.mark...)
	p.gap, p.mark = "", ""
}

func (p *plainer) element(tag string) {
	name, attributes, _ := strings.Cut(tag, " ")
	switch name {
	case "p", "h", "blockquote", "table", "caption", "hr", "/p", "/h", "/blockquote", "/table", "/caption":
		p.want("\n\n")
	case "div", "/div":
		p.want("\n\n")
		p.notes = p.notes || attributes == `class="footnotes"`
	case "pre", "/pre":
		p.want("\n\n")
		p.pre = name == "pre"
	case "br":
		p.want("\n")
	case "ul", "ol", "/ul", "/ol", "li", "/li":
		p.list(name, attributes)
	case "tr", "/tr":
		p.cells = 0
		p.want("\n")
	case "th", "td":
		if p.cells++; p.cells > 1 {
			p.gap = strings.TrimSuffix(p.gap, " ")
			p.flush()
			p.b = append(p.b, " | "...)
		}
	case "sup":
		p.say("[")
	case "/sup":
		p.say("]")
	case "a":
		p.back = strings.HasPrefix(attributes, `class="footnote-back"`)
	case "/a":
		p.back = false
	}
}

func (p *plainer) list(name, attributes string) {
	switch name {
	case "ul", "ol":
		p.want("\n\n")
		l := plainList{next: 1, kind: name[0]}
		if start, ok := strings.CutPrefix(attributes, `start="`); ok {
			l.next, _ = strconv.Atoi(strings.TrimSuffix(start, `"`))
		}
		if p.notes {
			l.kind, p.notes = 'n', false
		}
		p.lists = append(p.lists, l)
	case "li":
		l := &p.lists[len(p.lists)-1]
		if l.begun || len(p.lists) > 1 {
			p.gap = "\n"
		}
		p.mark += l.mark()
		l.begun = true
	case "/li":
		p.mark = ""
		p.want("\n")
	default:
		p.lists = p.lists[:len(p.lists)-1]
		p.want("\n\n")
	}
}

// mark is what a list puts before its next item.
func (l *plainList) mark() string {
	l.next++
	switch l.kind {
	case 'o':
		return strconv.Itoa(l.next-1) + ". "
	case 'n':
		return "[" + strconv.Itoa(l.next-1) + "] "
	}
	return ""
}
