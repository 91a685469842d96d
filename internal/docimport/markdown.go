package docimport

import (
	"net/url"
	"strconv"
	"strings"
)

// A markdownWriter writes blocks as Markdown with the same words. Characters
// that Markdown would take for marks are escaped.
type markdownWriter struct {
	strings.Builder
	notes []string // the footnotes that its words refer to
}

// section writes blocks under a heading, if there are any.
func (m *markdownWriter) section(heading string, blocks []Block) {
	if len(blocks) > 0 {
		m.WriteString("## " + heading + "\n\n")
		m.blocks(blocks, 3)
	}
}

// blocks writes blocks one below the other, with headings of a level.
func (m *markdownWriter) blocks(blocks []Block, level int) {
	isListItem := func(b Block) bool { return b.Kind == Item && !b.Number.isDecimal() }
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		switch {
		case b.Kind == Table:
			m.table(b)
		case b.Kind == Heading:
			m.heading(b, level)
		case isListItem(*b):
			end := i + 1
			for end < len(blocks) && isListItem(blocks[end]) {
				end++
			}
			m.list(blocks[i:end])
			i = end - 1
		default:
			m.paragraph(m.numbered(b))
		}
	}
}

// numbered are the words of a block, with its number before them.
func (m *markdownWriter) numbered(b *Block) string {
	return escape(b.Number.prefix()) + m.inline(b.Spans)
}

func (m *markdownWriter) paragraph(text string) {
	if text = strings.TrimSpace(text); text != "" {
		m.WriteString(escapeStart(text) + "\n\n")
	}
}

func (m *markdownWriter) heading(b *Block, level int) {
	text := strings.TrimSpace(m.numbered(b))
	if text == "" {
		return
	}
	if rest, ok := strings.CutSuffix(text, "#"); ok {
		text = rest + `\#`
	}
	m.WriteString(strings.Repeat("#", level) + " " + text + "\n\n")
}

// list writes neighbouring items. Numbers that count up from one are the
// list's own; others are words.
func (m *markdownWriter) list(items []Block) {
	counted := true
	base := items[0].Level
	for i, b := range items {
		counted = counted && b.Number.Printed == strconv.Itoa(i+1)
		base = min(base, b.Level)
	}
	for i := range items {
		b := &items[i]
		switch {
		case counted:
			m.WriteString(b.Number.Printed + ". " + itemText(m.inline(b.Spans)) + "\n")
		case b.Level > base && i > 0:
			m.WriteString("  - " + itemText(m.numbered(b)) + "\n")
		default:
			m.WriteString("- " + itemText(m.numbered(b)) + "\n")
		}
	}
	m.WriteString("\n")
}

// itemText guards the beginning of an item, which could begin a list too.
func itemText(text string) string {
	if text = escapeStart(strings.TrimSpace(text)); text == "" {
		return `\-`
	}
	return text
}

// maxCells are as many as all tables of a page may have.
const maxCells = 20_000

func (m *markdownWriter) table(b *Block) {
	columns := 0
	for _, row := range b.Rows {
		n := 0
		for i := range row {
			n += max(1, row[i].Wide)
		}
		columns = max(columns, n)
	}
	if columns < 2 || columns*len(b.Rows) > maxCells { // no page could show it, and one row can be as wide as a million others are short
		for _, row := range b.Rows {
			for _, c := range row {
				m.blocks(c.Blocks, 3)
			}
		}
		return
	}
	for i, row := range b.Rows {
		m.WriteByte('|')
		n := 0
		for _, c := range row {
			wide := max(1, c.Wide)
			m.WriteString(" " + m.cell(c) + " |" + strings.Repeat("  |", wide-1))
			n += wide
		}
		m.WriteString(strings.Repeat("  |", columns-n) + "\n")
		if i == 0 {
			m.WriteString("|" + strings.Repeat(" --- |", columns) + "\n")
		}
	}
	m.WriteString("\n")
}

func (m *markdownWriter) cell(c Cell) string {
	var texts []string
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind != Table {
			texts = append(texts, m.numbered(b))
		}
		for _, row := range b.Rows {
			for _, inner := range row {
				texts = append(texts, m.cell(inner))
			}
		}
	}
	return strings.TrimSpace(strings.Join(texts, " "))
}

// inline writes words with their links and footnote references.
func (m *markdownWriter) inline(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch {
		case s.Note != "":
			m.notes = append(m.notes, s.Note)
			b.WriteString("[^" + noteName(s.Note) + "]")
		case s.Link != "" && isFollowable(s.Link) && strings.TrimSpace(s.Text) != "":
			if strings.HasPrefix(s.Text, " ") {
				b.WriteByte(' ')
			}
			if before, ok := strings.CutSuffix(b.String(), "!"); ok { // no picture
				b.Reset()
				b.WriteString(before + `\!`)
			}
			b.WriteString("[" + escapeAll(strings.Trim(s.Text, " ")) + "](" + destinationEscapes.Replace(s.Link) + ")")
			if strings.HasSuffix(s.Text, " ") {
				b.WriteByte(' ')
			}
		case strings.Trim(s.Link, "#") != "" && !strings.HasPrefix(s.Link, "#"):
			b.WriteString(escape(s.Text) + " (" + escapeAll(strings.Join(strings.Fields(s.Link), " ")) + ")")
		default:
			b.WriteString(escape(s.Text))
		}
	}
	return b.String()
}

// noteName is a footnote's id as Markdown allows it.
func noteName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r < 0x80 && isWordByte(byte(r)) {
			return r
		}
		return -1
	}, id)
	if name == "" {
		return "note"
	}
	return name
}

// isFollowable reports whether readers can follow a link.
func isFollowable(link string) bool {
	u, err := url.Parse(link)
	outsideASCII := func(r rune) bool { return r <= ' ' || r > 0x7e }
	if err != nil || len(link) > 2000 || strings.ContainsAny(link, "<>\\\"`") || strings.ContainsFunc(link, outsideASCII) {
		return false
	}
	switch u.Scheme {
	case "https", "http":
		return u.Hostname() != ""
	case "mailto":
		name, host, ok := strings.Cut(u.Opaque, "@")
		return ok && name != "" && host != ""
	}
	return false
}

var destinationEscapes = strings.NewReplacer("(", "%28", ")", "%29", "*", "%2A", "&", `\&`, "_", `\_`, "[", "%5B", "]", "%5D")

// plainURL is an address in the words that needs no escapes.
var plainURL = pattern(`https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[a-z]{2,}(?:/[A-Za-z0-9/%.~-]*)?`)

// escape puts a backslash before what Markdown would take for a mark.
func escape(text string) string {
	var b strings.Builder
	at := 0
	for _, m := range plainURL().FindAllStringIndex(text, -1) {
		before, after := text[:m[0]], text[m[1]:]
		alone := (before == "" || strings.HasSuffix(before, " ")) && (after == "" || after == "." || strings.IndexByte(" ,;)", after[0]) >= 0)
		if alone {
			b.WriteString(escapeAll(text[at:m[0]]) + text[m[0]:m[1]])
			at = m[1]
		}
	}
	b.WriteString(escapeAll(text[at:]))
	return b.String()
}

func escapeAll(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case strings.IndexByte("\\`*_[]<|~@", c) >= 0,
			c == '&' && i+1 < len(text) && (isWordByte(text[i+1]) || text[i+1] == '#'),
			c == ':' && strings.HasPrefix(text[i:], "://"),
			c == '.' && i >= 3 && strings.EqualFold(text[i-3:i], "www"):
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

var startsBlock = pattern(`^(?:[#>+=-]|:|\d{1,9}[.)](?:\s|$))`)

// escapeStart escapes what Markdown would take for a mark at the start of a
// line.
func escapeStart(text string) string {
	m := strings.TrimSpace(startsBlock().FindString(text))
	if m == "" {
		return text
	}
	return text[:len(m)-1] + `\` + text[len(m)-1:]
}
