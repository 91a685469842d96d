package press

import (
	"bytes"
	"strings"
)

// place is where in the markup a layout has come to.
type place struct {
	where where
	quote byte // within a tag: the quote that is open
	head  bool // between <head> and </head>, where no space is seen
	omit  bool // what stands before is a block's edge, or a space: a space is not seen
	name  string
}

type where int

const (
	inText where = iota
	inTag
	inScript
)

// join makes of two places where a branch ends one; ok says that they can be.
func (p *place) join(other place) (ok bool) {
	omit := p.omit && other.omit
	p.omit, other.omit = omit, omit
	if p.where == inText {
		p.name = other.name // of no use any more
	}
	return *p == other
}

// shrink leaves out of a layout's own markup the space that no reader sees: at
// the edges of blocks, and all but one of several. It stops at what space
// matters to, or may matter to.
func (p *place) shrink(s string) (small, stop string) {
	var b []byte
	for s != "" {
		switch p.where {
		case inScript:
			end := strings.Index(s, "</script")
			if end < 0 {
				return string(append(b, s...)), ""
			}
			b, s = append(b, s[:end]...), s[end:]
			p.where = inText
		case inTag:
			n, closed := p.tag(s)
			b, s = append(b, s[:n]...), s[n:]
			if closed {
				p.where = inText
				if p.name == "script" {
					p.where = inScript
				}
			}
		default:
			end := strings.IndexByte(s, '<')
			if end < 0 {
				end = len(s)
			}
			b = p.words(b, s[:end], s[end:])
			if s = s[end:]; s == "" {
				break
			}
			name, closing := tagName(s)
			if strange[name] || name == "" && !strings.HasPrefix(s, "<!doctype") {
				return "", "<" + name + ">"
			}
			if name == "head" {
				p.head = !closing
			}
			if isBlock(name) || p.head || name == "" {
				p.omit = true
			} else if objects[name] {
				p.omit = false
			}
			p.where, p.quote, p.name = inTag, 0, name
			if closing {
				p.name = ""
			}
		}
	}
	return string(b), ""
}

// tag finds the end of a tag.
func (p *place) tag(s string) (n int, closed bool) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case p.quote != 0:
			if c == p.quote {
				p.quote = 0
			}
		case c == '"' || c == '\'':
			p.quote = c
		case c == '>':
			return i + 1, true
		}
	}
	return len(s), false
}

// words adds the text between tags. Rest is what follows it.
func (p *place) words(b []byte, s, rest string) []byte {
	if s == "" {
		return b
	}
	from := len(b)
	for i := 0; i < len(s); {
		if c := s[i]; !isSpace(c) {
			b = append(b, c)
			p.omit = false
			i++
			continue
		}
		j, line := i, false
		for j < len(s) && isSpace(s[j]) {
			line = line || s[j] == '\n'
			j++
		}
		space := byte(' ')
		if line {
			space = '\n'
		}
		if !p.omit && !(j == len(s) && beforeBlock(rest, p.head)) {
			b = append(b, space)
		}
		p.omit, i = true, j
	}
	text := bytes.ReplaceAll(b[from:], []byte("&#39;"), []byte("'"))
	text = bytes.ReplaceAll(text, []byte("&#34;"), []byte(`"`))
	text = bytes.ReplaceAll(text, []byte("&#43;"), []byte("+"))
	text = bytes.ReplaceAll(text, []byte("&amp; "), []byte("& "))
	return append(b[:from], text...)
}

// beforeBlock says whether the edge of a block follows, perhaps after the ends
// of what stands in it.
func beforeBlock(s string, head bool) bool {
	for s != "" {
		name, closing := tagName(s)
		if isBlock(name) || head || strings.HasPrefix(s, "<!doctype") {
			return true
		}
		end := strings.IndexByte(s, '>')
		if !closing || end < 0 {
			return false
		}
		s = s[end+1:]
		if s = strings.TrimLeft(s, " \n\t\r"); s != "" && s[0] != '<' {
			return false
		}
	}
	return false
}

// tagName is the name of the tag that s begins with.
func tagName[T string | []byte](s T) (name T, closing bool) {
	i := 1
	if len(s) > 1 && s[1] == '/' {
		i, closing = 2, true
	}
	j := i
	for j < len(s) && (s[j] >= 'a' && s[j] <= 'z' || s[j] >= '0' && s[j] <= '9') {
		j++
	}
	return s[i:j], closing
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(names) {
		m[name] = true
	}
	return m
}

// isBlock says whether an element is set apart from what stands around it. It
// is asked of every tag of every passage, and this is five times as fast as a map.
func isBlock[T string | []byte](name T) bool {
	switch string(name) {
	case "address", "article", "aside", "blockquote", "br", "caption", "col", "colgroup", "dd", "details", "div",
		"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
		"head", "header", "hgroup", "hr", "html", "body", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
		"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul":
		return true
	}
	return false
}

var (
	// objects stand in a line of text as a word does.
	objects = set(`button canvas img input meter object progress q video wbr label audio`)
	// In these space is kept, or counts in other ways.
	strange = set(`pre textarea svg math style iframe select option optgroup template noscript xmp plaintext listing`)
)

// shrinkFrom leaves the space beside blocks out of the HTML that b holds from
// a place on. Omit says that a space at its beginning is not seen.
func shrinkFrom(b []byte, from int, omit bool) []byte {
	to, at := from, from // what is kept ends at to; what is not yet looked at begins at at
	if omit {
		for at < len(b) && isSpace(b[at]) {
			at++
		}
	}
	keep := func(end int) {
		if to != at {
			copy(b[to:], b[at:end])
		}
		to += end - at
		at = end
	}
	for {
		open := bytes.IndexByte(b[at:], '<')
		if open < 0 {
			break
		}
		open += at
		name, closing := tagName(b[open:])
		block := isBlock(name)
		if block {
			end := open
			for end > at && isSpace(b[end-1]) {
				end--
			}
			keep(end)
			at = open
		}
		if !closing && string(name) == "pre" {
			end := bytes.Index(b[open:], []byte("</pre>"))
			if end < 0 {
				break
			}
			keep(open + end)
			continue
		}
		end := bytes.IndexByte(b[open:], '>')
		if end < 0 {
			break
		}
		keep(open + end + 1)
		if block {
			for at < len(b) && isSpace(b[at]) {
				at++
			}
		}
	}
	keep(len(b))
	return b[:to]
}
