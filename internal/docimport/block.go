package docimport

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Block is one paragraph, heading, list item or table of a paper.
type Block struct {
	Kind   Kind
	Level  int    // of a heading, from 1, or 0 if unknown; of an item, its depth
	Number Number // of an item or a numbered heading
	Bullet bool   // an item with a bullet and no number
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
	PageFurniture // page headers and footers, page numbers, a table of contents
)

// A Span is a run of a block's words.
type Span struct {
	Text string
	Link string // what the words link to
	Note string // a reference to this footnote; then there is no text
}

// A Row is one row of a table.
type Row []Cell

// A Cell is one cell of a table.
type Cell struct {
	Blocks []Block
	Merged bool // with the cell above
	Wide   int  // how many columns it spans; 0 is one
}

func (c *Cell) text() string { return blocksText(c.Blocks) }

// text is the block's own words, without links and notes.
func (b *Block) text() string { return plainText(b.Spans) }

// tail is the end of the text: its last 100 bytes or more, or all of it.
func (b *Block) tail() string {
	from := len(b.Spans)
	for n := 0; from > 0 && n < 100; from-- {
		n += len(b.Spans[from-1].Text)
	}
	return plainText(b.Spans[from:])
}

func plainText(spans []Span) string {
	var s strings.Builder
	for _, p := range spans {
		s.WriteString(p.Text)
	}
	return s.String()
}

// all are the block and, if it is a table, the blocks in its cells.
func (b *Block) all() iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		if !yield(b) {
			return
		}
		for _, row := range b.Rows {
			for _, c := range row {
				for i := range c.Blocks {
					for inner := range c.Blocks[i].all() {
						if !yield(inner) {
							return
						}
					}
				}
			}
		}
	}
}

// textsOf are the texts of blocks and of the cells of tables among them.
func textsOf(blocks ...Block) (texts []string) {
	for i := range blocks {
		for b := range blocks[i].all() {
			if len(b.Spans) > 0 {
				texts = append(texts, b.text())
			}
		}
	}
	return texts
}

func blocksText(blocks []Block) string { return strings.Join(textsOf(blocks...), " ") }

func (b *Block) empty() bool {
	return len(b.Rows) == 0 && strings.TrimSpace(b.text()) == "" && !slices.ContainsFunc(b.Spans, func(s Span) bool { return s.Note != "" })
}

// isNumbered reports whether b is a list item with a number.
func (b *Block) isNumbered() bool { return b.Kind == Item && !b.Bullet }

// paragraph is b without what makes it a list item.
func (b Block) paragraph() Block {
	b.Kind, b.Number, b.Bullet = Para, Number{}, false
	return b
}

// numberedText is the block's text with its number before it.
func (b *Block) numberedText() string { return b.Number.prefix() + b.text() }

// takeNumber makes the number that a heading's text begins with its Number.
func (b *Block) takeNumber() {
	if n, rest, ok := leadingNumber(b.text()); ok {
		b.Number, b.Spans = n, dropPrefix(b.Spans, rest)
	} else if m := bareNumber().FindStringSubmatch(b.text()); m != nil {
		b.Number, b.Spans = parseNumber(m[1]), dropPrefix(b.Spans, len(m[1]))
	}
}

func textSpan(text string) []Span { return []Span{{Text: text}} }

// prefixed puts text before spans.
func prefixed(text string, spans []Span) []Span {
	return tidy(append(textSpan(text), spans...))
}

// dropPrefix removes the first n bytes of the text, and the space after them.
func dropPrefix(spans []Span, n int) []Span {
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

// tidy makes one space of every run of white space, drops invisible
// characters, and joins neighbouring spans with the same link.
func tidy(spans []Span) []Span {
	var all []Span
	var words strings.Builder // of the last of all
	end := func() {
		if n := len(all); n > 0 && all[n-1].Note == "" {
			all[n-1].Text = words.String()
		}
		words.Reset()
	}
	space := true // whether a space here would be one too many
	for _, s := range spans {
		if s.Note != "" {
			end()
			all = append(all, s)
			continue
		}
		var text string
		text, space = oneSpace(s.Text, space)
		if n := len(all); n == 0 || all[n-1].Link != s.Link || all[n-1].Note != "" {
			if text == "" {
				continue
			}
			end()
			all = append(all, s)
		}
		words.WriteString(text)
	}
	end()
	if n := len(all); n > 0 && all[n-1].Note == "" {
		if all[n-1].Text = strings.TrimRight(all[n-1].Text, " "); all[n-1].Text == "" {
			all = all[:n-1]
		}
	}
	return all
}

// oneSpace is [tidy] for one text, after a space or not.
func oneSpace(text string, space bool) (tidied string, endsInSpace bool) {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Co, r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			b.WriteRune(r)
			space = false
		}
	}
	return b.String(), space
}
