package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A piece is a JavaScript file of one line that passes its content to the
// script: a page opened from a folder may load scripts and nothing else.
//
//	w/3  words, sorted, each with its group and how many docs have it
//	b/3  the same words backwards, sorted, for a typing error in a first letter
//	p/3  the docs of each group, one after another
//	d/3  docs, with their texts
//	x/7-1  how the text of doc 7 goes on, where it is long
//
// Numbers are written in letters: see appendNumber.

// The sizes of pieces, in bytes; compressed, they have about half of that. Small
// sites have smaller ones, and large sites not too many.
const (
	wordsPiece    = 4 << 10
	reversedPiece = 8 << 10  // seldom needed
	maxText       = 6 << 10  // of a doc's text beside others
	maxMore       = 24 << 10 // of the rest, in one piece
)

func postsPiece(all int) int { return min(max(all/1000, 3<<9), 6<<10) }
func docsPiece(all int) int  { return min(max(all/60, 7<<9), 24<<10) }

// A span is what is in a piece: from one index up to, but not including, another.
type span struct{ from, to int }

// A longDoc is a doc whose text needs more pieces.
type longDoc struct{ doc, pieces int }

func textLength(d *Doc) int {
	n := 0
	for i := range d.Passages {
		n += len(d.Passages[i].Text)
	}
	return n
}

// split decides what is in each piece.
func (x *Index) split() {
	// Forms of one group are in one piece, so that the script knows all or none.
	last := make([]int, x.firstFilter)
	for i, f := range x.forms {
		last[f.group] = i
	}
	open := 0
	x.wordSpans = spans(len(x.forms), wordsPiece, func(i int) (size int, whole bool) {
		open = max(open, last[x.forms[i].group])
		return len(x.forms[i].word)/2 + 4, open <= i
	})
	for i, f := range x.forms {
		if i == 0 || f.word != x.forms[i-1].word {
			letters := []rune(f.word)
			slices.Reverse(letters)
			x.reversed = append(x.reversed, string(letters))
		}
	}
	slices.Sort(x.reversed)
	x.reversedSpans = spans(len(x.reversed), reversedPiece, func(i int) (int, bool) { return len(x.reversed[i])/2 + 2, true })
	all := 0
	for i := range x.lists {
		all += len(x.lists[i].data)
	}
	x.listSpans = spans(len(x.lists), postsPiece(all), func(i int) (int, bool) { return len(x.lists[i].data), true })
}

// spans splits n things into pieces of at least limit bytes, each of which ends
// with a thing that is whole.
func spans(n, limit int, measure func(i int) (size int, whole bool)) (all []span) {
	from, total := 0, 0
	for i := range n {
		size, whole := measure(i)
		if total += size; total >= limit && whole || i == n-1 {
			all = append(all, span{from, i + 1})
			from, total = i+1, 0
		}
	}
	return all
}

// Pieces are the names of all pieces, in order.
func (x *Index) Pieces() []string {
	var names []string
	add := func(kind string, n int) {
		for i := range n {
			names = append(names, kind+"/"+strconv.Itoa(i))
		}
	}
	add("w", len(x.wordSpans))
	add("b", len(x.reversedSpans))
	add("p", len(x.listSpans))
	add("d", (x.docs+x.docsPer-1)/x.docsPer)
	for _, l := range x.long {
		for i := range l.pieces {
			names = append(names, fmt.Sprintf("x/%d-%d", l.doc, i+1))
		}
	}
	return names
}

// Root is what the script must know before it fetches a piece, as JSON.
func (x *Index) Root() string {
	root := struct {
		Fingerprint string `json:"mark"` // a fingerprint
		Docs        int    `json:"docs"`
		Per         int    `json:"per"`
		Words       string `json:"words"` // the first word of each piece
		Back        string `json:"back"`
		Posts       string `json:"posts"` // how many groups each piece has
	}{Fingerprint: strconv.FormatUint(x.fingerprint, 36), Docs: x.docs, Per: x.docsPer}
	root.Words = firsts(len(x.wordSpans), func(i int) (before, first string) {
		from := x.wordSpans[i].from
		if i > 0 {
			before = x.forms[from-1].word
		}
		return before, x.forms[from].word
	})
	root.Back = firsts(len(x.reversedSpans), func(i int) (before, first string) {
		from := x.reversedSpans[i].from
		if i > 0 {
			before = x.reversed[from-1]
		}
		return before, x.reversed[from]
	})
	var b []byte
	for _, s := range x.listSpans {
		b = appendNumber(b, s.to-s.from)
	}
	root.Posts = string(b)
	return string(marshal(root))
}

// firsts returns for each piece as much of its first word as distinguishes it from
// the last of the piece before.
func firsts(n int, of func(int) (before, first string)) string {
	words := make([]string, n)
	for i := range n {
		before, first := of(i)
		letters, shared := []rune(first), commonRunes(before, first)
		words[i] = string(letters[:min(shared+1, len(letters))])
	}
	return strings.Join(words, " ")
}

func commonRunes(a, b string) int {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] && x[n] <= 0xffff { // JavaScript counts others as two
		n++
	}
	return n
}

// List is the number of the nth filter for the script.
func (x *Index) List(n int) int { return x.firstFilter + n }

// Write returns a piece.
func (x *Index) Write(name string) ([]byte, error) {
	kind, rest, _ := strings.Cut(name, "/")
	first, second, _ := strings.Cut(rest, "-")
	n, err := strconv.Atoi(first)
	if err != nil {
		return nil, fmt.Errorf("the index has no piece %s", name)
	}
	var content any
	switch kind {
	case "w":
		content = x.wordsOf(x.wordSpans[n])
	case "b":
		content = packed(x.reversed[x.reversedSpans[n].from:x.reversedSpans[n].to])
	case "p":
		content = x.postsOf(x.listSpans[n])
	case "d":
		content = x.docsOf(n)
	case "x":
		part, err := strconv.Atoi(second)
		if err != nil {
			return nil, fmt.Errorf("the index has no piece %s", name)
		}
		var d Doc
		x.doc(n, &d)
		content = splitText(d.Passages)[part]
	}
	return fmt.Appendf(nil, "fiftysix(%q,%s)\n", name, marshal(content)), nil
}

// marshal encodes JSON without escaping < and >.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // strings and numbers
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// wordsOf writes words, their groups, each as its distance from the one before,
// and how many docs contain them, as a power of two.
func (x *Index) wordsOf(s span) []string {
	words := make([]string, 0, s.to-s.from)
	var groups, docs []byte
	before := 0
	for _, f := range x.forms[s.from:s.to] {
		words = append(words, f.word)
		d := int(f.group) - before
		before = int(f.group)
		if d < 0 {
			d = -2*d - 1
		} else {
			d *= 2
		}
		groups = appendNumber(groups, d)
		docs = appendNumber(docs, bits.Len32(uint32(x.lists[f.group].docs)))
	}
	return []string{packed(words), string(groups), string(docs)}
}

// packed writes sorted words: how many letters each shares with the one before,
// and the rest of it.
func packed(words []string) string {
	var b []byte
	before := ""
	for _, w := range words {
		shared := min(commonRunes(before, w), 60)
		b = append(appendNumber(b, shared), string([]rune(w)[shared:])...)
		b = append(b, '!')
		before = w
	}
	return string(b)
}

// postsOf writes lists: for each weight, the greatest first, how many docs there
// are, then how many are between each and the one before.
func (x *Index) postsOf(s span) string {
	var b []byte
	for i := s.from; i < s.to; i++ {
		b = x.lists[i].write(b)
		b = append(b, '!')
	}
	return string(b)
}

func (l *list) write(b []byte) []byte {
	var gaps [Named + 1][]byte
	var count, last [Named + 1]int
	l.each(func(doc int, w Weight) {
		gaps[w] = appendNumber(gaps[w], doc-last[w])
		last[w] = doc + 1
		count[w]++
	})
	for w := int(Named); w >= 0; w-- {
		b = appendNumber(b, count[w])
		b = append(b, gaps[w]...)
	}
	return b
}

// docsOf writes docs in full, except for texts that are too long.
func (x *Index) docsOf(n int) [][]any {
	var docs [][]any
	var d Doc
	for i := n * x.docsPer; i < min((n+1)*x.docsPer, x.docs); i++ {
		x.doc(i, &d)
		texts := splitText(d.Passages)
		docs = append(docs, []any{d.URL, d.Name, d.Lang, d.Of, d.Kind, d.Date, d.Status, d.Embargo, texts[0], len(texts) - 1})
	}
	return docs
}

// splitText cuts a doc's passages into what is in a piece with other docs, and
// pieces of its own. Each passage is its heading's id, its language and its text.
func splitText(passages []Passage) [][]string {
	all, left := [][]string{{}}, maxText
	for _, p := range passages {
		for rest := p.Text; rest != ""; {
			if left == 0 {
				all, left = append(all, []string{}), maxMore
			}
			n := min(left, len(rest))
			if n < len(rest) {
				if at := strings.LastIndexAny(rest[:n], " \n"); at > 0 {
					n = at + 1
				}
				for n < len(rest) && !utf8.RuneStart(rest[n]) {
					n++
				}
			}
			left -= min(left, n)
			if n < len(rest) {
				left = 0
			}
			end := len(all) - 1
			all[end] = append(all[end], p.ID, p.Lang, rest[:n])
			rest = rest[n:]
		}
	}
	return all
}

// digits are the characters of numbers: 64 that end a number, then 28 that do
// not. None needs an escape in a string, and "!" is a separator.
var digits = func() (set []byte) {
	for c := byte(' '); c < 0x7f; c++ {
		if c != '!' && c != '"' && c != '\\' {
			set = append(set, c)
		}
	}
	return set
}()

// appendNumber writes a number: in one character below 64, two below 1856.
func appendNumber(b []byte, n int) []byte {
	if high := n / 64; high > 0 {
		b = appendHigh(b, high)
	}
	return append(b, digits[n%64])
}

func appendHigh(b []byte, n int) []byte {
	if n >= 28 {
		b = appendHigh(b, n/28)
	}
	return append(b, digits[64+n%28])
}
