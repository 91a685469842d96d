package docimport

import (
	"net/url"
	"strconv"
	"strings"
)

// This file writes blocks as Markdown that says the same words, and makes
// nothing of a mark that the paper only happened to hold.

// A markdown writer knows which footnotes its words refer to.
type markdownWriter struct {
	strings.Builder
	notes []string
}

// blocks writes blocks one below the other. Headings begin with ###.
func (m *markdownWriter) blocks(blocks []Block, level int) {
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		switch {
		case b.Kind == Table:
			m.table(b)
		case b.Kind == Heading:
			m.heading(b, level)
		case b.Kind == Item && b.Number.shape() != "N.N":
			n := 1
			for i+n < len(blocks) && blocks[i+n].Kind == Item && blocks[i+n].Number.shape() != "N.N" {
				n++
			}
			m.list(blocks[i : i+n])
			i += n - 1
		default:
			text := m.inline(b.Spans)
			if !b.Number.IsZero() {
				text = escape(b.Number.Printed) + " " + text
			}
			m.paragraph(text)
		}
	}
}

func (m *markdownWriter) paragraph(text string) {
	if text = strings.TrimSpace(text); text != "" {
		m.WriteString(atStart(text) + "\n\n")
	}
}

func (m *markdownWriter) heading(b *Block, level int) {
	text := m.inline(b.Spans)
	if !b.Number.IsZero() {
		text = escape(b.Number.Printed) + " " + text
	}
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if strings.HasSuffix(text, "#") {
		text = text[:len(text)-1] + `\#`
	}
	m.WriteString(strings.Repeat("#", level) + " " + text + "\n\n")
}

// list writes items that stand together. Numbers that count up from one are a
// list's own; others are words.
func (m *markdownWriter) list(items []Block) {
	counted := true
	for i, b := range items {
		counted = counted && b.Number.Printed == strconv.Itoa(i+1)
	}
	base := items[0].Level
	for _, b := range items {
		base = min(base, b.Level)
	}
	for i, b := range items {
		indent := ""
		if b.Level > base && i > 0 && !counted {
			indent = "  "
		}
		text := m.inline(b.Spans)
		switch {
		case counted:
			m.WriteString(b.Number.Printed + ". " + inItem(text) + "\n")
		case b.Number.IsZero():
			m.WriteString(indent + "- " + inItem(text) + "\n")
		default:
			m.WriteString(indent + "- " + inItem(escape(b.Number.Printed)+" "+text) + "\n")
		}
	}
	m.WriteString("\n")
}

// inItem guards what begins an item: an item's text can begin a list too.
func inItem(text string) string {
	if text = atStart(strings.TrimSpace(text)); text == "" {
		return `\-`
	}
	return text
}

func (m *markdownWriter) table(b *Block) {
	columns := 0
	for _, row := range b.Rows {
		n := 0
		for i := range row {
			n += max(1, row[i].Wide)
		}
		columns = max(columns, n)
	}
	if columns < 2 {
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
		for c := range row {
			m.WriteString(" " + m.cell(&row[c]) + " |")
			n++
			for w := 1; w < row[c].Wide; w++ {
				m.WriteString("  |")
				n++
			}
		}
		m.WriteString(strings.Repeat("  |", columns-n) + "\n")
		if i == 0 {
			m.WriteString("|" + strings.Repeat(" --- |", columns) + "\n")
		}
	}
	m.WriteString("\n")
}

func (m *markdownWriter) cell(c *Cell) string {
	var all []string
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind == Table {
			for _, row := range b.Rows {
				for n := range row {
					all = append(all, m.cell(&row[n]))
				}
			}
			continue
		}
		text := m.inline(b.Spans)
		if !b.Number.IsZero() {
			text = escape(b.Number.Printed) + " " + text
		}
		all = append(all, text)
	}
	return strings.TrimSpace(strings.Join(all, " "))
}

// inline writes words with their links and footnote marks.
func (m *markdownWriter) inline(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch {
		case s.Note != "":
			m.notes = append(m.notes, s.Note)
			b.WriteString("[^" + noteName(s.Note) + "]")
		case s.Link != "" && goodLink(s.Link) && strings.TrimSpace(s.Text) != "":
			text := strings.TrimLeft(s.Text, " ")
			b.WriteString(strings.Repeat(" ", min(1, len(s.Text)-len(text))))
			trimmed := strings.TrimRight(text, " ")
			if before := b.String(); strings.HasSuffix(before, "!") {
				b.Reset()
				b.WriteString(before[:len(before)-1] + `\!`)
			}
			b.WriteString("[" + escapeAll(trimmed) + "](" + destination(s.Link) + ")")
			b.WriteString(strings.Repeat(" ", min(1, len(text)-len(trimmed))))
		case s.Link != "" && strings.Trim(s.Link, "#") != "" && !strings.HasPrefix(s.Link, "#"):
			b.WriteString(escape(s.Text) + " (" + escapeAll(strings.Join(strings.Fields(s.Link), " ")) + ")")
		default:
			b.WriteString(escape(s.Text))
		}
	}
	return b.String()
}

func noteName(mark string) string {
	var b strings.Builder
	for _, r := range mark {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return "note"
	}
	return b.String()
}

// goodLink says whether readers can follow a link.
func goodLink(link string) bool {
	u, err := url.Parse(link)
	if err != nil || len(link) > 2000 || strings.ContainsAny(link, " \t\n<>\\\"`") || !printable(link) {
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

func printable(s string) bool {
	for _, r := range s {
		if r <= ' ' || r == 0x7f || r > 0x7e {
			return false
		}
	}
	return true
}

func destination(link string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "*", "%2A", "&", `\&`, "_", `\_`, "[", "%5B", "]", "%5D").Replace(link)
}

// plainAddress is an address that stands in the words and can be left as it is.
var plainAddress = form(`https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[a-z]{2,}(?:/[A-Za-z0-9/%.~-]*)?`)

// escape puts a backslash before what Markdown would take for a mark.
func escape(text string) string {
	var b strings.Builder
	at := 0
	for _, m := range plainAddress.FindAllStringIndex(text, -1) {
		if m[0] > 0 && text[m[0]-1] != ' ' || m[1] < len(text) && !strings.ContainsRune(" ,;)", rune(text[m[1]])) && !(text[m[1]] == '.' && m[1]+1 == len(text)) {
			continue
		}
		b.WriteString(escapeAll(text[at:m[0]]))
		b.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(escapeAll(text[at:]))
	return b.String()
}

func escapeAll(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case strings.IndexByte("\\`*_[]<|~", c) >= 0,
			c == '&' && i+1 < len(text) && (isWordByte(text[i+1]) || text[i+1] == '#'),
			c == '@',
			c == ':' && strings.HasPrefix(text[i:], "://"),
			c == '.' && i >= 3 && strings.EqualFold(text[i-3:i], "www"):
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

var startsBlock = form(`^(?:[#>+=-]|:|\d{1,9}[.)](?:\s|$))`)

// atStart guards the beginning of a line.
func atStart(text string) string {
	m := strings.TrimSpace(startsBlock.FindString(text))
	switch {
	case m == "":
		return text
	case len(m) == 1:
		return `\` + text
	}
	return m[:len(m)-1] + `\` + text[len(m)-1:]
}
