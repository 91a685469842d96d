package docimport

import (
	"slices"
	"strconv"
	"strings"
)

// A Number is the printed number of an item: 4.1, 1., (a), 4(a).
type Number struct {
	Printed string   // without the mark after it: "4.1", "(a)"
	Path    []string // 4.1 is 4, 1; 4(a) is 4, a; (a) is a
}

// IsZero reports whether there is no number.
func (n Number) IsZero() bool { return n.Printed == "" }

// prefix is the number and a space, or "" if there is no number.
func (n Number) prefix() string {
	if n.IsZero() {
		return ""
	}
	return n.Printed + " "
}

var (
	// markedNumber is a number with a mark that ends it: "4.1", "4.1.2.",
	// "1.", "1)", "(1)", "4(a)", "(a)", "a)", "a.", "iv)".
	markedNumber = pattern(`^(\d{1,3}(?:\.\d{1,3})+(?:\([a-z]{1,4}\)|[a-z])?[.)]?|\d{1,3}\([a-z]{1,4}\)[.)]?|\d{1,3}[a-z]?[.)]|\(\d{1,3}\)|\([a-z]{1,4}\)|[a-z][.)]|[ivx]{2,4}[.)])(?:\s+|$)`)
	// bareNumber is a number without a mark, before words.
	bareNumber  = pattern(`^(\d{1,2})\s+\p{Lu}`)
	numberParts = pattern(`\d+|[a-z]+`)
)

// leadingNumber reads the number at the start of text, and where the words
// after it begin.
func leadingNumber(text string) (n Number, rest int, ok bool) {
	m := markedNumber().FindStringSubmatch(text)
	if m == nil {
		return Number{}, 0, false
	}
	return parseNumber(m[1]), len(m[0]), true
}

func parseNumber(printed string) Number {
	bare := strings.TrimRight(strings.TrimSpace(printed), ".)")
	if strings.Count(bare, "(") > strings.Count(bare, ")") {
		bare += ")"
	}
	return Number{Printed: bare, Path: numberParts().FindAllString(strings.ToLower(bare), -1)}
}

// stem is the number as part of a file's name: 4, 4a.
func (n Number) stem() string { return strings.Join(n.Path, "") }

// isDecimal reports whether the number looks like 4.1, a paragraph's.
func (n Number) isDecimal() bool { return n.shape() == "N.N" }

// shape is how numbers of one list look: "N", "N.N", "(a)", "N(a)".
func (n Number) shape() string {
	return numberParts().ReplaceAllStringFunc(strings.ToLower(n.Printed), func(p string) string {
		if isDigit(p) {
			return "N"
		}
		return "a"
	})
}

// follows reports whether n comes next after m in one list.
func (n Number) follows(m Number) bool {
	last := len(n.Path) - 1
	if last < 0 || len(m.Path) != len(n.Path) || n.shape() != m.shape() || !slices.Equal(n.Path[:last], m.Path[:last]) {
		return false
	}
	a, b := m.Path[last], n.Path[last]
	return ordinal(b) == ordinal(a)+1 || roman(a) > 0 && romanOrDecimal(b) == roman(a)+1
}

// within reports whether n is a part of m: 4.1 of 4, 4(a) of 4.
func (n Number) within(m Number) bool {
	return len(m.Path) > 0 && len(n.Path) == len(m.Path)+1 && slices.Equal(n.Path[:len(m.Path)], m.Path)
}

// ordinal is the place of a part in its list: 3 of "3" and of "c".
func ordinal(part string) int {
	if v, err := strconv.Atoi(part); err == nil {
		return v
	}
	if len(part) == 1 {
		return int(part[0]-'a') + 1
	}
	return 0
}

func romanOrDecimal(part string) int {
	if v, err := strconv.Atoi(part); err == nil {
		return v
	}
	return roman(part)
}

var romanNumerals = []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"}

// roman is the value of a roman numeral up to xv, or 0.
func roman(s string) int { return max(0, slices.Index(romanNumerals, s)) }

func isDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
