package docimport

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Block is one paragraph, heading, item of a list or table of a paper.
type Block struct {
	Kind   Kind
	Level  int    // of a heading, from 1, or 0 where nothing says it; of an item, how deep it stands
	Number Number // of an item or a numbered heading
	Bullet bool   // an item with a mark and no number
	Bold   bool   // all of its words are bold, in a Word file
	Spans  []Span
	Rows   []Row // of a table
	At     int   // the line of a text, or the paragraph of a Word file
}

// Kind is what a Block is.
type Kind int

// The kinds of Block.
const (
	Para Kind = iota
	Heading
	Item
	Table
	Furniture // page headers and footers, page numbers, a table of contents
)

// A Span is a stretch of a block's words.
type Span struct {
	Text string
	Link string // where the words lead to
	Note string // the mark of a footnote that stands here; then there is no text
}

// A Row is one row of a table.
type Row []Cell

// A Cell is one cell of a table.
type Cell struct {
	Blocks []Block
	Above  bool // it goes on with the cell above
	Wide   int  // how many columns it spans; 0 is one
}

// text is the block's words, with no marks.
func (b *Block) text() string { return plainSpans(b.Spans) }

func plainSpans(spans []Span) string {
	if len(spans) == 1 {
		return spans[0].Text
	}
	var s strings.Builder
	for _, p := range spans {
		s.WriteString(p.Text)
	}
	return s.String()
}

func (b *Block) empty() bool {
	return len(b.Rows) == 0 && strings.TrimSpace(b.text()) == "" && !hasNote(b.Spans)
}

func hasNote(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Note != "" })
}

// cut takes the first n bytes of the words away, and the space after them.
func cut(spans []Span, n int) []Span {
	var rest []Span
	for _, s := range spans {
		switch {
		case n >= len(s.Text) && (n > 0 || s.Text == "") && s.Note == "":
			n -= len(s.Text)
			continue
		case n > 0:
			s.Text = s.Text[n:]
			n = 0
		}
		rest = append(rest, s)
	}
	for len(rest) > 0 && rest[0].Note == "" {
		rest[0].Text = strings.TrimLeftFunc(rest[0].Text, unicode.IsSpace)
		if rest[0].Text != "" {
			break
		}
		rest = rest[1:]
	}
	return rest
}

// words makes one Span of text.
func words(text string) []Span { return []Span{{Text: text}} }

// join puts two runs of words together with a space between.
func join(a, b []Span) []Span {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	return append(append(slices.Clip(a), Span{Text: " "}), b...)
}

// tidy makes one space of every run of white space, drops what cannot be seen,
// and joins spans that differ in nothing.
func tidy(spans []Span) []Span {
	var all []Span
	space := true // whether a space here would be one too many
	for _, s := range spans {
		if s.Note != "" {
			all = append(all, s)
			continue
		}
		var b strings.Builder
		for _, r := range s.Text {
			switch {
			case unicode.Is(unicode.Cf, r):
				continue
			case unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Co, r):
				if !space {
					b.WriteByte(' ')
				}
				space = true
				continue
			}
			b.WriteRune(r)
			space = false
		}
		if s.Text = b.String(); s.Text == "" {
			continue
		}
		if n := len(all); n > 0 && all[n-1].Link == s.Link && all[n-1].Note == "" {
			all[n-1].Text += s.Text
			continue
		}
		all = append(all, s)
	}
	if n := len(all); n > 0 && all[n-1].Note == "" {
		if all[n-1].Text = strings.TrimRight(all[n-1].Text, " "); all[n-1].Text == "" {
			all = all[:n-1]
		}
	}
	return all
}
