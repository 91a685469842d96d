package markdown

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes text into a part of a URL: lower case, accents folded away (ŵ to
// w), every run of anything but letters and digits one hyphen. Letters of other
// scripts are kept. It never begins or ends with a hyphen, and is empty where
// text has no letter or digit.
func Slug(text string) string {
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

// BaseLetter gives a letter or digit in lower case and without accents: "w" for
// Ŵ, "oe" for Œ, and nothing for an accent by itself.
func BaseLetter(r rune) string {
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

// foldedLetters are letters that Unicode does not decompose.
var foldedLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d",
	'ς': "σ",                                                // the form that σ has at a word's end
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", // as text from a PDF has them
}

func foldLetter(r rune) string {
	r = unicode.ToLower(r)
	if folded, ok := foldedLetters[r]; ok && r > unicode.MaxASCII {
		return folded
	}
	return string(r)
}

// NFC is text with each accented letter as one character, so that two ways of
// writing it compare equal.
func NFC(text string) string { return norm.NFC.String(text) }
