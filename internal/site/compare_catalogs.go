package site

import (
	"fmt"
	"strings"

	"fiftysix/internal/diag"
)

// compareCatalogs reports messages that one language has and another has not: a
// page in one language must not lack what the same page has in another.
func compareCatalogs(catalogs []*catalog) []diag.Problem {
	var problems []diag.Problem
	for _, c := range catalogs {
		for _, other := range catalogs {
			for _, key := range sortedKeys(other.messages) {
				if _, ok := c.messages[key]; ok || c.missing[key] {
					continue
				}
				if c.missing == nil {
					c.missing = map[string]bool{}
				}
				c.missing[key] = true
				there := other.file.Problem(diag.Error, RuleWord, other.messages[key].at, 0, "", "")
				problems = append(problems, diag.Problem{
					File: c.file.Path, Rule: RuleWord,
					Message: fmt.Sprintf("the word %q is missing, which %s has", key, there.File),
					Hint:    fmt.Sprintf("translate line %d of %s: %s", there.Line, there.File, strings.TrimSpace(there.Excerpt)),
				})
			}
		}
	}
	return problems
}
