package leakcheck

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// each reads the words of a file of the site, and the addresses in it, by what
// its name says it is, in one pass. Words that stand apart in the file, such as
// a description in a tag, are read apart. Only what may be wanted is given.
func each(name string, data []byte, want *wanted, words func(uint64), addresses func([]byte)) {
	eachAddress(data, want, addresses)
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".svg", "":
		readWords(data, want, words, markup, tags)
	case ".xml": // a feed holds pages, their marks escaped
		readWords(data, want, words, markup, markup|escaped, tags)
	case ".json", ".jsonl", ".ndjson", ".js", ".webmanifest":
		readWords(data, want, words, slashes)
	case ".ics": // a long line goes on after a line's end and a space
		readWords(bytes.ReplaceAll(data, []byte("\r\n "), nil), want, words, slashes|lines)
	case ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip":
		eachPacked(data, want, words, addresses)
	default:
		readWords(data, want, words, 0)
	}
}

// maxPacked is how much of a packed file is unpacked to be looked through.
const maxPacked = 64 << 20

func eachPacked(data []byte, want *wanted, words func(uint64), addresses func([]byte)) {
	pack, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return // no such file after all; what a public report's attachment holds is its author's own
	}
	left := int64(maxPacked)
	for _, file := range pack.File {
		part, err := file.Open()
		if err != nil {
			continue
		}
		inside, err := io.ReadAll(io.LimitReader(part, left))
		_ = part.Close()
		if err != nil || path.Ext(file.Name) == ".zip" {
			continue
		}
		left -= int64(len(inside))
		each(file.Name, inside, want, words, addresses)
	}
}

// way is how words stand in a file.
type way int

const (
	markup  way = 1 << iota // between tags
	tags                    // within tags
	escaped                 // tags are written &lt;p&gt;
	slashes                 // a backslash begins an escape, and a quote ends a value
	lines                   // a line's end ends a value
)

// wanted passes by nearly all that is not looked for.
type wanted struct {
	runs  [1 << 16 / 64]uint64 // of words, by the low bits of their sums
	sizes uint64               // the lengths of addresses, as bits
}

func (w *wanted) run(sum uint64) bool { return w.runs[sum>>6&1023]&(1<<(sum&63)) != 0 }

func (w *wanted) addRun(sum uint64) { w.runs[sum>>6&1023] |= 1 << (sum & 63) }

func (w *wanted) size(n int) bool { return w.sizes&(1<<(n&63)) != 0 }

func (w *wanted) addSize(n int) { w.sizes |= 1 << (n & 63) }

// allWords wants all words and no addresses.
var allWords = func() *wanted {
	w := &wanted{}
	for i := range w.runs {
		w.runs[i] = ^uint64(0)
	}
	return w
}()

// A lane makes sums of the words that go past in one of the places where words
// stand in a file, run by run.
type lane struct {
	way
	on   bool // words go past now
	do   func(sum uint64)
	want *wanted
	ring [run]uint64
	at   int // how many words went past
	sum  uint64
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
	base      = 0x9e3779b97f4a7c15 // odd, and large enough to mix with
)

// leaving is base to the power of run: what the word that leaves counts for.
var leaving = func() uint64 {
	p := uint64(1)
	for range run {
		p *= base
	}
	return p
}()

// spell is a word with one more letter.
func spell(word uint64, c rune) uint64 { return (word ^ uint64(c)) * fnvPrime }

func (l *lane) push(word uint64) {
	i := l.at % run
	l.sum = l.sum*base + word - l.ring[i]*leaving
	l.ring[i] = word
	if l.at++; l.at >= run && l.want.run(l.sum) {
		l.do(l.sum)
	}
}

// stop parts what went past from what comes: a run of words does not go on from
// one paragraph, or one value, to the next.
func (l *lane) stop() { l.at, l.sum, l.ring = 0, 0, [run]uint64{} }

// withinSentence are the tags that stand inside a sentence.
var withinSentence = map[string]bool{
	"a": true, "abbr": true, "b": true, "br": true, "cite": true, "code": true, "del": true, "em": true, "i": true, "ins": true, "mark": true,
	"q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true,
}

// parts says whether the tag whose < has been read ends a sentence.
func parts(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("/"))
	n := 0
	for n < len(data) && n < 10 && data[n]|0x20 >= 'a' && data[n]|0x20 <= 'z' {
		n++
	}
	return !withinSentence[string(data[:n])]
}

// readWords reads words: letters and digits, in any case. All else parts them. Each
// way has a lane of its own, so that one pass is enough.
func readWords(data []byte, want *wanted, do func(uint64), ways ...way) {
	var room [3]lane
	lanes := room[:len(ways)]
	all := way(0)
	for i, w := range ways {
		lanes[i] = lane{way: w, on: w&tags == 0, do: do, want: want}
		all |= w
	}
	for i := 0; i < len(data); {
		if c := data[i]; letterByte[c] != 0 || c >= utf8.RuneSelf {
			word, size := wordAt(data[i:])
			i += size
			if word != 0 {
				for n := range lanes {
					if lanes[n].on {
						lanes[n].push(word)
					}
				}
			}
			continue
		}
		c := data[i]
		i++
		switch {
		case all&(markup|tags) != 0 && (c == '<' || c == '>' || c == '&'):
			i += mark(c, data[i:], lanes)
		case c == '"' && all&(slashes|tags) != 0 || c == '\n' && all&lines != 0:
			for n := range lanes {
				if l := &lanes[n]; c == '\n' || l.way&(slashes|tags) != 0 {
					l.stop()
				}
			}
		case c == '\\' && all&slashes != 0 && i < len(data):
			if data[i] == 'u' {
				i += 4
			}
			i++
		}
	}
}

// mark takes in a character that means something between tags, and what comes
// with it, whose length is size.
func mark(c byte, rest []byte, lanes []lane) (size int) {
	name, stops := "", c == '<' && parts(rest)
	if c == '&' {
		name, size = entity(rest)
	}
	for n := range lanes {
		l := &lanes[n]
		switch {
		case c == '<':
			l.on = l.way&tags != 0
		case c == '>':
			l.on = l.way&tags == 0
		case l.way&escaped != 0 && name == "lt":
			if l.on = false; parts(rest[size:]) {
				l.stop()
			}
		case l.way&escaped != 0 && name == "gt":
			l.on = true
		}
		if stops {
			l.stop()
		}
	}
	return size
}

// wordAt is the word that begins at the beginning, and its length. Where no word
// begins there but a letter that is none, word is 0.
func wordAt(data []byte) (word uint64, size int) {
	for size < len(data) {
		c := data[size]
		if low := letterByte[c]; low != 0 {
			if word == 0 {
				word = fnvOffset
			}
			word = spell(word, rune(low))
			size++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		letter, n := utf8.DecodeRune(data[size:])
		if !isLetter(letter) {
			if size == 0 {
				size = n
			}
			break
		}
		if word == 0 {
			word = fnvOffset
		}
		word = spell(word, unicode.ToLower(letter))
		size += n
	}
	return word, size
}

func isLetter(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
}

// letterByte is a letter or digit of ASCII in lower case; 0 for all else.
var letterByte = func() (low [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		low[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		low[c], low[c-'a'+'A'] = c, c
	}
	return low
}()

// entity is the name of a character reference whose ampersand has been read,
// and its length; the length is 0 where there is none.
func entity(data []byte) (name string, size int) {
	for i := 0; i < len(data) && i < 10; i++ {
		if data[i] == ';' {
			return string(data[:i]), i + 1
		}
		if c := data[i]; c != '#' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			break
		}
	}
	return "", 0
}

// eachRun gives every run of words of a plain text, and where it stands.
func eachRun(text string, do func(sum uint64, from, to int)) {
	var starts [run]int
	end := 0
	l := &lane{want: allWords}
	l.do = func(sum uint64) { do(sum, starts[l.at%run], end) }
	for at, data := 0, []byte(text); at < len(data); {
		if data[at] < utf8.RuneSelf && letterByte[data[at]] == 0 {
			at++
			continue
		}
		word, size := wordAt(data[at:])
		if word != 0 {
			starts[l.at%run], end = at, at+size
			l.push(word)
		}
		at += size
	}
}

// sentences are the sentences of a plain text, cell by cell and line by line.
func sentences(text string) []string {
	var all []string
	from := 0
	for i, c := range text {
		end := c == '\n' || c == '|'
		if c == '.' || c == '?' || c == '!' || c == ';' {
			rest := text[i+1:]
			end = rest == "" || rest[0] == ' ' || rest[0] == '\n' || strings.HasPrefix(rest, "”") || strings.HasPrefix(rest, `"`)
		}
		if end {
			all = append(all, text[from:i])
			from = i + 1
		}
	}
	return append(all, text[from:])
}

// eachAddress gives every part of an address, and every two that stand
// together: "2020-prevent" and "reports/2020-prevent".
func eachAddress(data []byte, want *wanted, do func([]byte)) {
	start, before := -1, -1
	for i := 0; i <= len(data); i++ {
		if i < len(data) && addressByte[data[i]] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			if want.size(i - start) {
				do(data[start:i])
			}
			if before >= 0 && want.size(i-before) {
				do(data[before:i])
			}
		}
		before = -1
		if i < len(data) && data[i] == '/' && start >= 0 {
			before = start
		}
		start = -1
	}
}

var addressByte = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~%") {
		set[c] = true
	}
	return set
}()
