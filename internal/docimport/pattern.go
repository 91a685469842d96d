package docimport

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled at its first use: there are
// about a hundred, and most runs of the program import nothing.
func pattern(expr string) func() *regexp.Regexp {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
	patterns = append(patterns, compiled)
	return compiled
}

// patterns are all of them, for the test that compiles each.
var patterns []func() *regexp.Regexp

// A rule gives the value that a text has if its pattern matches.
type rule[T any] struct {
	value   T
	pattern func() *regexp.Regexp
}

// firstMatch is the value of the first rule that matches text.
func firstMatch[T any](rules []rule[T], text string) (value T, ok bool) {
	for _, r := range rules {
		if r.pattern().MatchString(text) {
			return r.value, true
		}
	}
	return value, false
}
