package leakcheck

import (
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"
)

// A onePass reads words in one syntax, rune by rune, as plainly as can be:
// readWords is compared with it.
type onePass struct {
	do   func(sum uint64)
	last [runLength]uint64
	at   int // how many words went past
	sum  uint64
	word uint64 // of the word begun; 0 where none is
}

func (r *onePass) letter(c rune) {
	if r.word == 0 {
		r.word = fnvOffset
	}
	r.word = (r.word ^ uint64(c)) * fnvPrime
}

func (r *onePass) end() {
	if r.word == 0 {
		return
	}
	i := r.at % runLength
	r.sum = r.sum*base + r.word - r.last[i]*oldestFactor
	r.last[i], r.word = r.word, 0
	if r.at++; r.at >= runLength {
		r.do(r.sum)
	}
}

// stop parts what went past from what comes: a run of words does not go on from
// one paragraph, or one value, to the next.
func (r *onePass) stop() {
	r.end()
	r.at, r.sum, r.last = 0, 0, [runLength]uint64{}
}

// read reads words: letters and digits, in any case. All else parts them.
func (r *onePass) read(data []byte, how syntax) {
	within := false // a tag
	skip := how&text != 0
	if how&tags == 0 && !skip {
		within, skip = true, false
	}
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c >= utf8.RuneSelf:
			letter, size := utf8.DecodeRune(data[i:])
			i += size
			if within != skip && (unicode.IsLetter(letter) || unicode.IsDigit(letter) || unicode.Is(unicode.Mn, letter)) {
				r.letter(unicode.ToLower(letter))
			} else {
				r.end()
			}
			continue
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			if within != skip {
				r.letter(rune(c))
			}
			i++
			continue
		case 'A' <= c && c <= 'Z':
			if within != skip {
				r.letter(rune(c) + 'a' - 'A')
			}
			i++
			continue
		}
		r.end()
		i++
		switch {
		case how&(text|tags) != 0 && c == '<':
			within = true
			if endsSentence(data[i:]) {
				r.stop()
			}
		case how&(text|tags) != 0 && c == '>':
			within = false
		case how&(text|tags) != 0 && c == '&':
			name, size := entity(data[i:])
			i += size
			if how&escaped != 0 && name != "" {
				within = name == "lt" || within && name != "gt"
				if name == "lt" && endsSentence(data[i:]) {
					r.stop()
				}
			}
		case how&(slashes|tags) != 0 && c == '"' || how&lines != 0 && c == '\n':
			r.stop()
		case how&slashes != 0 && c == '\\' && i < len(data):
			if data[i] == 'u' {
				i += 4
			}
			i++
		}
	}
	r.end()
}

// One pass with several streams finds the runs that a pass for each would.
func FuzzReadWords(f *testing.F) {
	for _, sample := range []string{
		"<p>One two three <em>four</em> five six seven eight nine.</p><p title=\"a b c d e f g h i\">ten</p>",
		"&lt;p&gt;One &amp;amp; two three four five six seven eight nine&lt;/p&gt; <a b=\"c d e f g h i j k\">",
		`{"a":"one two\nthree f\u00f4ur five six seven eight nine ten","b":"x"}`,
		"Un dŵr tŷ ÉÀ \u0301 pump chwech saith wyth naw deg\nSUMMARY:a b c d e f g h i\xff\xfe<&;>",
	} {
		f.Add([]byte(sample))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, syntaxes := range [][]syntax{{text, tags}, {text, text | escaped, tags}, {slashes}, {slashes | lines}, {0}} {
			var got, want []uint64
			readWords(data, allWords, func(sum uint64) { got = append(got, sum) }, syntaxes...)
			for _, w := range syntaxes {
				(&onePass{do: func(sum uint64) { want = append(want, sum) }}).read(data, w)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("%q, read in the syntaxes %v: %d runs, and %d in passes of their own", data, syntaxes, len(got), len(want))
			}
		}
	})
}
