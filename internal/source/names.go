package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Slug makes the part of an address that stands for text: lower case, accents
// folded away (ŵ to w), every run of anything but letters and digits one
// hyphen. Letters of other scripts are kept. It never begins or ends with a
// hyphen, never holds two together, and is empty where text has no letter or
// digit.
func Slug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for i := 0; ; i++ { // nearly all text is ASCII, letter for letter
		if i == len(text) {
			return b.String()
		}
		c := text[i]
		switch {
		case c >= utf8.RuneSelf:
			return slugOfAny(text)
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '\'':
			continue
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteByte(c)
	}
}

// slugOfAny is Slug for text in any letters.
func slugOfAny(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteString(foldLetter(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// Bare gives a letter or digit in lower case and without accents: "w" for Ŵ,
// "oe" for Œ, and nothing for an accent that stands alone.
func Bare(r rune) string {
	if r < unicode.MaxASCII {
		return string(unicode.ToLower(r))
	}
	var b strings.Builder
	for _, c := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteString(foldLetter(c))
		}
	}
	return b.String()
}

// foldLetter gives a letter's plain form where Unicode does not decompose it.
func foldLetter(r rune) string {
	switch r = unicode.ToLower(r); r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ς': // the form that σ has at a word's end
		return "σ"
	case 'ﬀ', 'ﬁ', 'ﬂ', 'ﬃ', 'ﬄ': // as text from a PDF has them
		return map[rune]string{'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl"}[r]
	}
	return string(r)
}

// Fold gives the name that a disk may see: two names with the same fold are
// one file where a disk ignores case (Windows, macOS) or Unicode form (macOS).
func Fold(name string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(name)))
}

// windowsDevices are names that Windows takes for devices, with any ending.
var windowsDevices = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// PortableName says whether a file can have this name on every system and in
// every address; if not, why.
func PortableName(name string) (why string, ok bool) {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case name == "":
		return "it is empty", false
	case windowsDevices[stem]:
		return "Windows keeps this name for itself", false
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return "it begins or ends with a space or a full stop", false
	case len(name) > 180:
		return "it is longer than 180 characters", false
	}
	for _, r := range name {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r):
			return "it holds " + string(r) + ", which Windows does not allow", false
		case r == unicode.ReplacementChar || !unicode.IsPrint(r):
			return "it holds a character that cannot be seen", false
		}
	}
	return "", true
}

// Nearest finds the candidate that word was most likely meant to be, so that a
// message can ask "did you mean …?". It gives up, with "", when none is near.
func Nearest(word string, candidates []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, c := range candidates {
		if d := Distance(strings.ToLower(word), strings.ToLower(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

// Distance counts the letters to add, drop, change or swap with a neighbour to
// make a into b (optimal string alignment).
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
