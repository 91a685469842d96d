package seal

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
// its name says it is. Words that stand apart in the file, such as a
// description in a tag, are read apart.
func each(name string, data []byte, words func(uint64), addresses func([]byte)) {
	eachAddress(data, addresses)
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".svg", "":
		(&reader{do: words}).read(data, markup)
		(&reader{do: words}).read(data, tags)
	case ".xml": // a feed holds pages, their marks escaped
		(&reader{do: words}).read(data, markup)
		(&reader{do: words}).read(data, markup|escaped)
		(&reader{do: words}).read(data, tags)
	case ".json", ".jsonl", ".ndjson", ".js", ".webmanifest":
		(&reader{do: words}).read(data, slashes)
	case ".ics": // a long line goes on after a line's end and a space
		(&reader{do: words}).read(bytes.ReplaceAll(data, []byte("\r\n "), nil), slashes|lines)
	case ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip":
		eachPacked(data, words, addresses)
	default:
		(&reader{do: words}).read(data, 0)
	}
}

// maxPacked is how much of a packed file is unpacked to be looked through.
const maxPacked = 64 << 20

func eachPacked(data []byte, words func(uint64), addresses func([]byte)) {
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
		each(file.Name, inside, words, addresses)
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

// A reader makes sums of the words that go past, run by run.
type reader struct {
	do   func(sum uint64)
	ring [run]uint64
	at   int // how many words went past
	sum  uint64
	word uint64 // of the word begun; 0 where none is
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

func (r *reader) letter(c rune) {
	if r.word == 0 {
		r.word = fnvOffset
	}
	r.word = (r.word ^ uint64(c)) * fnvPrime
}

func (r *reader) end() {
	if r.word == 0 {
		return
	}
	i := r.at % run
	r.sum = r.sum*base + r.word - r.ring[i]*leaving
	r.ring[i], r.word = r.word, 0
	if r.at++; r.at >= run {
		r.do(r.sum)
	}
}

// stop parts what went past from what comes: a run of words does not go on from
// one paragraph, or one value, to the next.
func (r *reader) stop() {
	r.end()
	r.at, r.sum, r.ring = 0, 0, [run]uint64{}
}

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

// read reads words: letters and digits, in any case. All else parts them.
func (r *reader) read(data []byte, how way) {
	within := false // a tag
	skip := how&markup != 0
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
		case how&(markup|tags) != 0 && c == '<':
			within = true
			if parts(data[i:]) {
				r.stop()
			}
		case how&(markup|tags) != 0 && c == '>':
			within = false
		case how&(markup|tags) != 0 && c == '&':
			name, size := entity(data[i:])
			i += size
			if how&escaped != 0 && name != "" {
				within = name == "lt" || within && name != "gt"
				if name == "lt" && parts(data[i:]) {
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
	r := &reader{}
	at := 0
	flush := func(end int) {
		if r.word == 0 {
			return
		}
		r.do = func(sum uint64) { do(sum, starts[(r.at)%run], end) }
		starts[r.at%run] = at
		r.end()
	}
	for i, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c) {
			if r.word == 0 {
				at = i
			}
			r.letter(unicode.ToLower(c))
			continue
		}
		flush(i)
	}
	flush(len(text))
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
func eachAddress(data []byte, do func([]byte)) {
	start, before := -1, -1
	for i := 0; i <= len(data); i++ {
		if i < len(data) && addressByte[data[i]] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			do(data[start:i])
			if before >= 0 {
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
