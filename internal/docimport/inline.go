package docimport

import "strings"

const escapable = "\\`*_{}[]()#+-.!|<>~&\"'"

// parseInline reads the marks of Markdown within a line: links, footnote
// references, stars that make words bold, and backslashes.
func parseInline(text string) []Span {
	var spans []Span
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			spans = append(spans, Span{Text: b.String()})
			b.Reset()
		}
	}
	paired := strings.Count(text, "*")%2 == 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && strings.IndexByte(escapable, text[i+1]) >= 0:
			i++
			b.WriteByte(text[i])
		case c == '*' && strings.HasPrefix(text[i:], "**"):
			i++
		case c == '*' && (i == 0 || text[i-1] == ' ' || i+1 == len(text) || !isWordByte(text[i+1])) && paired:
		case c == '[':
			linked, n := parseLink(text[i:])
			if n == 0 {
				b.WriteByte(c)
				continue
			}
			flush()
			spans = append(spans, linked...)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	flush()
	return spans
}

func isWordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

var (
	linkPattern    = pattern(`^\[([^\[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)`)
	noteRefPattern = pattern(`^\[\^([^\]\s]{1,100})\]`)
)

// parseLink reads a link or a footnote reference at the start of text, and
// returns how many bytes it takes.
func parseLink(text string) (spans []Span, n int) {
	if m := noteRefPattern().FindStringSubmatch(text); m != nil && !strings.HasPrefix(text[len(m[0]):], "(") {
		return []Span{{Note: m[1]}}, len(m[0])
	}
	if m := linkPattern().FindStringSubmatch(text); m != nil {
		for _, s := range parseInline(m[1]) {
			s.Link = m[2]
			spans = append(spans, s)
		}
		return spans, len(m[0])
	}
	return nil, 0
}
