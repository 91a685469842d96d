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

// A piece is a JavaScript file of one line that hands what it holds to the
// script, by the piece's name: a page opened from a folder may load scripts and
// nothing else.
//
//	w/3  words, in order, each with its group and how many docs have it
//	b/3  the same words read backwards, in order, for a mistake in a first letter
//	p/3  the docs of each group, one after another
//	d/3  docs, with their texts
//	x/7-1  how the text of doc 7 goes on, where it is long
//
// Numbers are written in letters: see number.

// How large pieces are, in bytes as they stand. Compressed, they have about
// half of that. Small sites have smaller ones, and large sites not too many.
const (
	wordsPiece = 4 << 10
	backPiece  = 8 << 10  // seldom wanted
	mostText   = 6 << 10  // of a doc's text beside others
	mostMore   = 24 << 10 // of the rest, in one piece
)

func postsPiece(all int) int { return min(max(all/1000, 3<<9), 6<<10) }
func docsPiece(all int) int  { return min(max(all/8000, 7<<9), 8<<10) }

// span is what a piece holds: from the first to before the last.
type span struct{ from, to int }

// long is a doc whose text needs so many pieces more.
type long struct{ doc, pieces int }

func textLength(d *Doc) int {
	n := 0
	for i := range d.Passages {
		n += len(d.Passages[i].Text)
	}
	return n
}

// cut decides what each piece holds.
func (x *Index) cut() {
	// Forms of one group stay together, so that all are known where one is.
	last := make([]int, x.bound)
	for i, f := range x.forms {
		last[f.group] = i
	}
	size, open := 0, 0
	x.words = cuts(len(x.forms), func(i int) bool {
		size += len(x.forms[i].word)/2 + 4
		open = max(open, last[x.forms[i].group])
		if size < wordsPiece || open > i {
			return false
		}
		size = 0
		return true
	})
	x.turned = make([]string, 0, len(x.forms))
	for i, f := range x.forms {
		if i == 0 || f.word != x.forms[i-1].word {
			x.turned = append(x.turned, turn(f.word))
		}
	}
	slices.Sort(x.turned)
	size = 0
	x.back = cuts(len(x.turned), func(i int) bool {
		if size += len(x.turned[i])/2 + 2; size < backPiece {
			return false
		}
		size = 0
		return true
	})
	all := 0
	for i := range x.lists {
		all += len(x.lists[i].data)
	}
	size = 0
	x.posts = cuts(len(x.lists), func(i int) bool {
		if size += len(x.lists[i].data); size < postsPiece(all) {
			return false
		}
		size = 0
		return true
	})
}

// cuts parts n things after each at which full says so.
func cuts(n int, full func(int) bool) []span {
	var spans []span
	from := 0
	for i := range n {
		if full(i) || i == n-1 {
			spans = append(spans, span{from, i + 1})
			from = i + 1
		}
	}
	return spans
}

func turn(word string) string {
	letters := []rune(word)
	slices.Reverse(letters)
	return string(letters)
}

// Pieces are the names of all pieces, in order.
func (x *Index) Pieces() []string {
	var names []string
	add := func(kind string, n int) {
		for i := range n {
			names = append(names, kind+"/"+strconv.Itoa(i))
		}
	}
	add("w", len(x.words))
	add("b", len(x.back))
	add("p", len(x.posts))
	add("d", (x.docs+x.per-1)/x.per)
	for _, l := range x.more {
		for i := range l.pieces {
			names = append(names, fmt.Sprintf("x/%d-%d", l.doc, i+1))
		}
	}
	return names
}

// Root is what the script must know before it asks for a piece, as JSON.
func (x *Index) Root() string {
	root := struct {
		Mark  string `json:"mark"` // another one for other pages
		Docs  int    `json:"docs"`
		Per   int    `json:"per"`
		Words string `json:"words"` // the first word of each piece
		Back  string `json:"back"`
		Posts string `json:"posts"` // how many groups each piece has
	}{Mark: strconv.FormatUint(x.mark, 36), Docs: x.docs, Per: x.per}
	root.Words = firsts(len(x.words), func(i int) (before, first string) {
		from := x.words[i].from
		if i > 0 {
			before = x.forms[from-1].word
		}
		return before, x.forms[from].word
	})
	root.Back = firsts(len(x.back), func(i int) (before, first string) {
		from := x.back[i].from
		if i > 0 {
			before = x.turned[from-1]
		}
		return before, x.turned[from]
	})
	var b []byte
	for _, s := range x.posts {
		b = number(b, s.to-s.from)
	}
	root.Posts = string(b)
	return string(marshal(root))
}

// firsts gives for each piece as much of its first word as tells it from the
// last of the piece before.
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
	for n < len(x) && n < len(y) && x[n] == y[n] && x[n] <= 0xffff { // a script counts beyond that as two
		n++
	}
	return n
}

// List is the number under which the script finds the nth of the site's lists.
func (x *Index) List(n int) int { return x.bound + n }

// Write makes one piece.
func (x *Index) Write(name string) ([]byte, error) { return x.Append(nil, name) }

// Append adds to room what Write gives.
func (x *Index) Append(room []byte, name string) ([]byte, error) {
	kind, rest, _ := strings.Cut(name, "/")
	first, second, _ := strings.Cut(rest, "-")
	n, err := strconv.Atoi(first)
	if err != nil {
		return room, fmt.Errorf("the index has no piece %s", name)
	}
	var holds any
	switch kind {
	case "w":
		holds = x.wordsOf(x.words[n])
	case "b":
		holds = packed(x.turned[x.back[n].from:x.back[n].to])
	case "p":
		holds = x.postsOf(x.posts[n])
	case "d":
		holds = x.docsOf(n)
	case "x":
		part, err := strconv.Atoi(second)
		if err != nil {
			return room, fmt.Errorf("the index has no piece %s", name)
		}
		var d Doc
		x.doc(n, &d)
		holds = parts(d.Passages)[part]
	}
	b := bytes.NewBuffer(room)
	fmt.Fprintf(b, "fiftysix(%q,", name)
	encode(b, holds)
	b.Truncate(b.Len() - 1) // a line's end
	b.WriteString(")\n")
	return b.Bytes(), nil
}

// encode writes v as JSON, and a line's end.
func encode(b *bytes.Buffer, v any) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // strings and numbers
}

func marshal(v any) []byte {
	var b bytes.Buffer
	encode(&b, v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// wordsOf gives words, their groups, each as its distance from the one before,
// and how many docs they have, to the nearest power of two.
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
		groups = number(groups, d)
		docs = number(docs, bits.Len32(uint32(x.lists[f.group].docs)))
	}
	return []string{packed(words), string(groups), string(docs)}
}

// packed writes words that are in order: how much each shares with the one
// before, and the rest of it.
func packed(words []string) string {
	var b []byte
	before := ""
	for _, w := range words {
		shared := min(commonRunes(before, w), 60)
		b = append(number(b, shared), string([]rune(w)[shared:])...)
		b = append(b, '!')
		before = w
	}
	return string(b)
}

// postsOf writes lists: of each weight, from the greatest, how many docs there
// are, then how many stand between each and the one before.
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
		gaps[w] = number(gaps[w], doc-last[w])
		last[w] = doc + 1
		count[w]++
	})
	for w := int(Named); w >= 0; w-- {
		b = number(b, count[w])
		b = append(b, gaps[w]...)
	}
	return b
}

// docsOf writes docs in full, but for texts that are too long.
func (x *Index) docsOf(n int) [][]any {
	var docs [][]any
	var d Doc
	for i := n * x.per; i < min((n+1)*x.per, x.docs); i++ {
		x.doc(i, &d)
		texts := parts(d.Passages)
		docs = append(docs, []any{d.URL, d.Name, d.Lang, d.Of, d.Kind, d.Date, d.Said, d.Hold, texts[0], len(texts) - 1})
	}
	return docs
}

// parts cuts a doc's passages: what stands beside other docs, and the pieces
// after that. Each passage is its heading's id, its language and its text.
func parts(passages []Passage) [][]string {
	all, room := [][]string{{}}, mostText
	for _, p := range passages {
		for rest := p.Text; rest != ""; {
			if room == 0 {
				all, room = append(all, []string{}), mostMore
			}
			n := min(room, len(rest))
			if n < len(rest) {
				if at := strings.LastIndexAny(rest[:n], " \n"); at > 0 {
					n = at + 1
				}
				for n < len(rest) && !utf8.RuneStart(rest[n]) {
					n++
				}
			}
			room -= min(room, n)
			if n < len(rest) {
				room = 0
			}
			end := len(all) - 1
			all[end] = append(all[end], p.ID, p.Lang, rest[:n])
			rest = rest[n:]
		}
	}
	return all
}

// digits are the letters that numbers are written in: 64 that end a number,
// then 28 that do not. None needs an escape in a string, and "!" stays free.
var digits = func() (set []byte) {
	for c := byte(' '); c < 0x7f; c++ {
		if c != '!' && c != '"' && c != '\\' {
			set = append(set, c)
		}
	}
	return set
}()

// number writes a number: one letter below 64, two below 1856.
func number(b []byte, n int) []byte {
	if high := n / 64; high > 0 {
		b = high28(b, high)
	}
	return append(b, digits[n%64])
}

func high28(b []byte, n int) []byte {
	if n >= 28 {
		b = high28(b, n/28)
	}
	return append(b, digits[64+n%28])
}
