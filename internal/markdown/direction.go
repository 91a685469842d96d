package markdown

import (
	"slices"
	"strings"
)

// pointers are words after which "above" and "below" are somewhere on a page,
// and not amounts: "see above", but not "10 degrees above".
var pointers = set(
	"see", "as", "table", "tables", "list", "lists", "listed", "shown", "stated", "mentioned", "described", "set", "out", "outlined", "detailed", "noted",
	"section", "sections", "paragraph", "paragraphs", "recommendation", "recommendations", "figure", "chart", "graph", "comment", "comments", "response",
	"responses", "answer", "answers", "link", "links", "information", "given", "box", "referred", "explained", "summarised", "points", "point", "text", "page", "the",
)

// afterAmount is what follows "above" where it speaks of an amount.
var afterAmount = []string{"average", "inflation", "all ", "zero", "target", "the average", "the national", "the level", "the threshold", "standard", "expected", "ground"}

// afterClick are the words after "click" where it is an instruction.
var afterClick = []string{"here", "on ", "the ", "this ", "below", "above", "through", "to ", "“", "'", "‘", "\""}

// checkDirection looks for words that refer to a position on the page.
func (s *styleChecker) checkDirection(from, to int, core string) {
	rest := strings.TrimLeft(s.text[to:], " ")
	followedBy := func(any []string) bool {
		return slices.ContainsFunc(any, func(prefix string) bool { return strings.HasPrefix(rest, prefix) })
	}
	message, hint := "\""+core+"\" is a place on one page, and these words are shown on several, and read aloud",
		"name what is meant, with a link to it: [recommendation 3](recommendation-3.md)"
	found := false
	switch word := strings.ToLower(core); word {
	case "above", "below":
		amount := rest != "" && (isDigit(rest[0]) || rest[0] == 0xc2) || followedBy(afterAmount) // 0xc2 begins a £
		found = pointers[strings.ToLower(s.before)] && !amount
	case "above-mentioned", "overleaf", "uchod", "isod":
		found = true
	case "click", "clicking", "cliciwch":
		found = word == "cliciwch" || followedBy(afterClick)
		message, hint = "not everyone clicks: people tap, use keys or speak", "say what there is, and let the link's own words do the rest: [the report](report.md)"
	}
	if found {
		at, length := s.extent(from, to)
		s.warnAt(at, length, RuleDirection, message, hint)
	}
}
