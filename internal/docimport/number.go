package docimport

import (
	"regexp"
	"strconv"
	"strings"
)

// A Number is what stands before an item, as it is printed: 4.1, 1., (a), 4(a).
type Number struct {
	Printed string   // without the mark after it: "4.1", "(a)"
	Path    []string // 4.1 is 4, 1; 4(a) is 4, a; (a) is a
}

// IsZero says whether there is none.
func (n Number) IsZero() bool { return n.Printed == "" }

var (
	// numbered is a number with a mark that ends it: "4.1", "4.1.2.", "1.",
	// "1)", "(1)", "4(a)", "(a)", "a)", "a.", "iv)".
	numbered = regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,3})+(?:\([a-z]{1,4}\)|[a-z])?[.)]?|\d{1,3}\([a-z]{1,4}\)[.)]?|\d{1,3}[a-z]?[.)]|\(\d{1,3}\)|\([a-z]{1,4}\)|[a-z][.)]|[ivx]{2,4}[.)])(?:\s+|$)`)
	// bare is a number with nothing after it but words.
	bare = regexp.MustCompile(`^(\d{1,2})\s+\p{Lu}`)
	// parts takes a number apart.
	parts = regexp.MustCompile(`\d+|[a-z]+`)
)

// number reads the number at the start of text, and says where the words
// begin.
func number(text string) (n Number, rest int, ok bool) {
	m := numbered.FindStringSubmatch(text)
	if m == nil {
		return Number{}, 0, false
	}
	return numberOf(m[1]), len(m[0]), true
}

// numberOf is the Number that is printed so.
func numberOf(printed string) Number {
	printed = strings.TrimSpace(printed)
	bare := strings.TrimRight(printed, ".)")
	if strings.Count(bare, "(") > strings.Count(bare, ")") {
		bare += ")"
	}
	return Number{Printed: bare, Path: parts.FindAllString(strings.ToLower(bare), -1)}
}

// stem is the number as it stands in a file's name: 4, 4a.
func (n Number) stem() string { return strings.ReplaceAll(strings.Join(n.Path, ""), " ", "") }

// shape says how numbers of one list look: "N", "N.N", "(a)", "N(a)".
func (n Number) shape() string {
	return parts.ReplaceAllStringFunc(strings.ToLower(n.Printed), func(p string) string {
		if p[0] >= '0' && p[0] <= '9' {
			return "N"
		}
		return "a"
	})
}

// follows says whether n comes next after m in one list.
func (n Number) follows(m Number) bool {
	if len(n.Path) == 0 || len(n.Path) != len(m.Path) || n.shape() != m.shape() {
		return false
	}
	last := len(n.Path) - 1
	for i := range last {
		if n.Path[i] != m.Path[i] {
			return false
		}
	}
	return value(n.Path[last], false) == value(m.Path[last], false)+1 || value(n.Path[last], true) == value(m.Path[last], true)+1 && roman(m.Path[last]) > 0
}

// within says whether n is a part of m: 4.1 of 4, 4(a) of 4.
func (n Number) within(m Number) bool {
	if len(m.Path) == 0 || len(n.Path) != len(m.Path)+1 {
		return false
	}
	for i := range m.Path {
		if n.Path[i] != m.Path[i] {
			return false
		}
	}
	return true
}

func value(part string, asRoman bool) int {
	if v, err := strconv.Atoi(part); err == nil {
		return v
	}
	if asRoman {
		return roman(part)
	}
	if len(part) == 1 {
		return int(part[0]-'a') + 1
	}
	return 0
}

func roman(s string) (n int) {
	for i, small := range []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"} {
		if s == small {
			return i + 1
		}
	}
	return 0
}
