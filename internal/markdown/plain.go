package markdown

import (
	"math"
	"strconv"
	"strings"
)

// Plain returns the text without markup, for data, search and descriptions: blocks with an empty line between them, list items and table
// rows on lines of their own, cells with " | " between them. Numbered items
// keep their numbers; a footnote's mark is [1], and so begins its note, at the
// end. Pictures are their alternative text; the theme's own words are left out.
func (t Text) Plain() string { return t.Beginning(math.MaxInt) }

// Beginning returns the beginning of Plain: at least so many bytes, if there are that
// many.
func (t Text) Beginning(bytes int) string {
	p := plainWriter{enough: bytes}
	p.b.Grow(min(bytes, int(t.size)))
	p.read(string(t.HTML(Context{})))
	return strings.TrimSpace(p.b.String())
}

// A plainWriter turns our own HTML, of which it knows every tag, into words.
type plainWriter struct {
	b        strings.Builder
	enough   int    // bytes after which it stops
	gap      string // what is written before the next word: "\n", "\n\n" or a space
	marker   string // an item's number, written with its first word
	lists    []plainList
	cells    int  // in this row so far
	pre      bool // within code, where spaces and lines count
	backLink bool // within a link back from a note, which is no word of the author's
	notes    bool // the next list is that of the notes
}

type plainList struct {
	kind  byte // of "ul", "ol" and "notes"
	next  int  // an ordered list's next number
	begun bool
}

func (p *plainWriter) read(html string) {
	for html != "" && p.b.Len() < p.enough {
		var words, tag string
		words, html, _ = strings.Cut(html, "<")
		if strings.Contains(words, "&") {
			words = unescaper.Replace(words)
		}
		p.write(words)
		tag, html, _ = strings.Cut(html, ">")
		name, attributes, _ := strings.Cut(tag, " ")
		p.element(name, attributes)
	}
}

var unescaper = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'")

// write adds words; outside code, any run of white space is one space.
func (p *plainWriter) write(words string) {
	switch {
	case p.backLink || words == "":
		return
	case p.pre:
		p.flush()
		p.b.WriteString(strings.TrimSuffix(words, "\n"))
		return
	}
	for i := 0; i < len(words); {
		if isBlank(words[i]) {
			p.separate(" ")
			i++
			continue
		}
		end := i + 1 // words with one space between them are added together
		for end < len(words) && (!isBlank(words[end]) || words[end] == ' ' && end+1 < len(words) && !isBlank(words[end+1])) {
			end++
		}
		p.flush()
		p.b.WriteString(words[i:end])
		i = end
	}
}

// separate sets the gap before the next word, unless a larger one is set.
func (p *plainWriter) separate(gap string) {
	if gap == " " && p.gap != "" || len(gap) < len(p.gap) || p.marker != "" {
		return
	}
	p.gap = gap
}

func (p *plainWriter) flush() {
	if p.b.Len() > 0 {
		p.b.WriteString(p.gap)
	}
	p.b.WriteString(p.marker)
	p.gap, p.marker = "", ""
}

func (p *plainWriter) element(name, attributes string) {
	switch strings.TrimPrefix(name, "/") {
	case "p", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "caption", "hr":
		p.separate("\n\n")
	case "div":
		p.separate("\n\n")
		p.notes = p.notes || attributes == `class="footnotes"`
	case "pre":
		p.separate("\n\n")
		p.pre = name == "pre"
	case "br":
		p.separate("\n")
	case "ul", "ol", "li":
		p.list(name, attributes)
	case "tr":
		p.cells = 0
		p.separate("\n")
	case "th", "td":
		if name[0] == '/' {
			return
		}
		if p.cells++; p.cells > 1 {
			p.gap = strings.TrimSuffix(p.gap, " ")
			p.flush()
			p.b.WriteString(" | ")
		}
	case "sup":
		p.write(map[string]string{"sup": "[", "/sup": "]"}[name])
	case "a":
		p.backLink = strings.HasPrefix(attributes, `class="footnote-back"`)
	case "img":
		_, alt, _ := strings.Cut(attributes, ` alt="`)
		alt, _, _ = strings.Cut(alt, `"`)
		p.write(unescaper.Replace(alt))
	}
}

func (p *plainWriter) list(name, attributes string) {
	switch name {
	case "ul", "ol":
		p.separate("\n\n")
		l := plainList{kind: name[0], next: 1}
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
		p.marker += l.marker()
		l.begun = true
	case "/li":
		p.marker = ""
		p.separate("\n")
	default:
		p.lists = p.lists[:len(p.lists)-1]
		p.separate("\n\n")
	}
}

// marker is what a list puts before its next item.
func (l *plainList) marker() string {
	l.next++
	switch l.kind {
	case 'o':
		return strconv.Itoa(l.next-1) + ". "
	case 'n':
		return "[" + strconv.Itoa(l.next-1) + "] "
	}
	return ""
}
