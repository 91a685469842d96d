package search

import (
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/markdown"
)

// A word is a run of letters, digits and accents, in lower case and without
// the accents: "ŵyr" is found by "wyr". Everything else separates words. The s
// of "force's" is no word. search.js has the same rules in fold and wordsOf.

// longest is how many bytes a word may have; nobody types longer ones.
const longest = 60

// A reader takes words out of texts, and reuses its buffers.
type reader struct {
	word    []byte
	before  []byte // the word before, where a hyphen joins the two
	letters map[rune]string
	noJoins bool // words joined by a hyphen are not given again as one
}

func newReader() *reader { return &reader{letters: map[rune]string{}} }

// each calls do for every word of a text, and once more for both parts of
// "counter-terrorism" as one word. A word is valid until the next.
func (r *reader) each(text string, do func(word []byte)) {
	r.word, r.before = r.word[:0], r.before[:0]
	apostrophe := false // before the word
	end := func() {
		if n := len(r.word); n > 0 && n <= longest && !(apostrophe && string(r.word) == "s") {
			do(r.word)
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			r.word = append(r.word, c)
			i++
			continue
		case 'A' <= c && c <= 'Z':
			r.word = append(r.word, c+'a'-'A')
			i++
			continue
		}
		letter, size := rune(c), 1
		if c >= utf8.RuneSelf {
			letter, size = utf8.DecodeRuneInString(text[i:])
			if isInvisible(letter) {
				i += size
				continue
			}
			if unicode.IsLetter(letter) || unicode.IsDigit(letter) || unicode.IsMark(letter) {
				r.word = append(r.word, r.plain(letter)...)
				i += size
				continue
			}
		}
		i += size
		if len(r.word) > 0 {
			end()
			r.join(do)
		}
		if r.word = r.word[:0]; letter != '-' && letter != '‐' && letter != '‑' {
			r.before = r.before[:0]
		}
		apostrophe = letter == '\'' || letter == '’'
	}
	if len(r.word) > 0 {
		end()
		r.join(do)
	}
}

// isInvisible reports whether a character within a word is not a part of it, such as a soft
// hyphen.
func isInvisible(r rune) bool {
	return r == '\u00ad' || r >= '\u200b' && r <= '\u200d' || r == '\u2060' || r == '\ufeff'
}

// pairs calls do for every two adjacent words of a title as one: in a search for
// "recommendation 3" neither word means much without the other.
func (r *reader) pairs(text string, do func(pair []byte)) {
	var before, pair []byte
	r.each(text, func(word []byte) {
		if len(before) > 0 && len(before)+len(word) <= longest {
			pair = append(append(pair[:0], before...), word...)
			do(pair)
		}
		before = append(before[:0], word...)
	})
}

// join calls do for two parts with a hyphen between them as one word, and keeps
// the second part for a third.
func (r *reader) join(do func([]byte)) {
	n := len(r.before)
	if !r.noJoins && n > 1 && len(r.word) > 1 && n+len(r.word) <= longest {
		do(append(r.before, r.word...))
	}
	r.before = append(r.before[:0], r.word...)
}

func (r *reader) plain(letter rune) string {
	s, ok := r.letters[letter]
	if !ok {
		s = markdown.BaseLetter(letter)
		r.letters[letter] = s
	}
	return s
}

// Words returns the words of a text, by the rules of the index and the script.
func Words(text string) []string {
	var words []string
	r := newReader()
	r.noJoins = true
	r.each(text, func(word []byte) { words = append(words, string(word)) })
	return words
}
