package markdown

import "bytes"

// pointers are words after which "above" and "below" are places on a page, and
// not amounts: "see above", but not "10 degrees above".
var pointers = set(
	"see", "as", "table", "tables", "list", "lists", "listed", "shown", "stated", "mentioned", "described", "set", "out", "outlined", "detailed", "noted",
	"section", "sections", "paragraph", "paragraphs", "recommendation", "recommendations", "figure", "chart", "graph", "comment", "comments", "response",
	"responses", "answer", "answers", "link", "links", "information", "given", "box", "referred", "explained", "summarised", "points", "point", "text", "page", "the",
)

// direction looks for words that send the reader to a place on a page.
func (s *speech) direction(from, to int, core []byte) {
	if len(core) > 15 {
		return
	}
	switch core[0] | 0x20 { // the words below begin so
	case 'a', 'b', 'c', 'o', 'u', 'i':
	default:
		return
	}
	var buf [16]byte
	word := lower(buf[:0], core)
	found := false
	switch string(word) {
	case "above", "below":
		var prior [24]byte
		found = len(s.before) <= len(prior) && pointers[string(lower(prior[:0], s.before))] && !s.amount(to)
	case "above-mentioned", "overleaf", "uchod", "isod":
		found = true
	case "click", "clicking":
		found = s.clicks(to)
	case "cliciwch":
		found = true
	}
	if !found {
		return
	}
	at, length := s.line.extent(from, to)
	message, hint := "\""+string(core)+"\" is a place on one page, and these words are shown on several, and read aloud",
		"name what is meant, with a link to it: [recommendation 3](recommendation-3.md)"
	if word[0] == 'c' {
		message, hint = "not everyone clicks: people tap, use keys or speak", "say what there is, and let the link's own words do the rest: [the report](report.md)"
	}
	s.warnAt(at, length, RuleDirection, message, hint)
}

// amount says whether "above" speaks of a number: what follows is one.
func (s *speech) amount(to int) bool {
	rest := bytes.TrimLeft(s.line.text[to:], " ")
	if len(rest) == 0 {
		return false
	}
	if c := rest[0]; '0' <= c && c <= '9' || c == 0xc2 { // a number, or £
		return true
	}
	for _, after := range []string{"average", "inflation", "all ", "zero", "target", "the average", "the national", "the level", "the threshold", "standard", "expected", "ground"} {
		if bytes.HasPrefix(rest, []byte(after)) {
			return true
		}
	}
	return false
}

// clicks says whether "click" tells the reader to do so.
func (s *speech) clicks(to int) bool {
	rest := bytes.TrimLeft(s.line.text[to:], " ")
	for _, after := range []string{"here", "on ", "the ", "this ", "below", "above", "through", "to ", "“", "'", "‘", "\""} {
		if bytes.HasPrefix(rest, []byte(after)) {
			return true
		}
	}
	return false
}

// lower writes ASCII capitals small.
func lower(into, word []byte) []byte {
	for _, c := range word {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		into = append(into, c)
	}
	return into
}
