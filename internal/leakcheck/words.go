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

// scan reads the words and the parts of URLs in a file, by its extension. Text and
// attributes of tags are read as separate streams of words. It passes on only
// what the filter lets through.
func scan(name string, data []byte, filter *filter, words func(uint64), names func([]byte)) {
	eachURLPart(data, filter, names)
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".svg", "":
		readWords(data, filter, words, text, tags)
	case ".xml": // a feed contains pages as escaped HTML
		readWords(data, filter, words, text, text|escaped, tags)
	case ".json", ".jsonl", ".ndjson", ".js", ".webmanifest":
		readWords(data, filter, words, slashes)
	case ".ics": // a long line is folded: it goes on after a line break and a space
		readWords(bytes.ReplaceAll(data, []byte("\r\n "), nil), filter, words, slashes|lines)
	case ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip":
		scanZip(data, filter, words, names)
	default:
		readWords(data, filter, words, 0)
	}
}

// maxUnzipped is how much of a ZIP file is unpacked.
const maxUnzipped = 64 << 20

func scanZip(data []byte, filter *filter, words func(uint64), names func([]byte)) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return // not a ZIP file after all
	}
	left := int64(maxUnzipped)
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			continue
		}
		inside, err := io.ReadAll(io.LimitReader(r, left))
		_ = r.Close()
		if err != nil || path.Ext(file.Name) == ".zip" {
			continue
		}
		left -= int64(len(inside))
		scan(file.Name, inside, filter, words, names)
	}
}

// A syntax says which words of a file are read, and how.
type syntax int

const (
	text    syntax = 1 << iota // between tags
	tags                       // within tags: attributes
	escaped                    // tags are written &lt;p&gt;
	slashes                    // a backslash begins an escape, and a quote ends a value
	lines                      // a line break ends a value
)

// A filter rejects nearly everything that cannot be a leak: a Bloom filter with
// one hash, and a set of lengths.
type filter struct {
	runs    [1 << 16 / 64]uint64 // by the low bits of their hashes
	lengths uint64               // of names, modulo 64
}

func (f *filter) hasRun(hash uint64) bool { return f.runs[hash>>6&1023]&(1<<(hash&63)) != 0 }

func (f *filter) addRun(hash uint64) { f.runs[hash>>6&1023] |= 1 << (hash & 63) }

func (f *filter) hasLength(n int) bool { return f.lengths&(1<<(n&63)) != 0 }

func (f *filter) addLength(n int) { f.lengths |= 1 << (n & 63) }

// allWords lets all words through and no names.
var allWords = func() *filter {
	f := &filter{}
	for i := range f.runs {
		f.runs[i] = ^uint64(0)
	}
	return f
}()

// A stream computes the hash of every run in one of the streams of words of a
// file. It is a rolling hash: each word costs the same whatever the run's length.
type stream struct {
	syntax
	on     bool // the words being read belong to it
	do     func(hash uint64)
	filter *filter
	last   [runLength]uint64 // the hashes of the last words, in a ring
	count  int               // of words
	hash   uint64            // of the last words
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
	base      = 0x9e3779b97f4a7c15 // odd, and large enough to mix with
)

// oldestFactor is base to the power of runLength: the factor of the word that
// leaves the run.
var oldestFactor = func() uint64 {
	p := uint64(1)
	for range runLength {
		p *= base
	}
	return p
}()

// addLetter is the FNV hash of a word with one more letter.
func addLetter(word uint64, c rune) uint64 { return (word ^ uint64(c)) * fnvPrime }

func (s *stream) add(word uint64) {
	i := s.count % runLength
	s.hash = s.hash*base + word - s.last[i]*oldestFactor
	s.last[i] = word
	if s.count++; s.count >= runLength && s.filter.hasRun(s.hash) {
		s.do(s.hash)
	}
}

// reset ends a paragraph or a value: no run goes on from one to the next.
func (s *stream) reset() { s.count, s.hash, s.last = 0, 0, [runLength]uint64{} }

// inlineTags are the tags that do not end a sentence.
var inlineTags = map[string]bool{
	"a": true, "abbr": true, "b": true, "br": true, "cite": true, "code": true, "del": true, "em": true, "i": true, "ins": true, "mark": true,
	"q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true,
}

// endsSentence says whether the tag after a < ends a sentence.
func endsSentence(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("/"))
	n := 0
	for n < len(data) && n < 10 && data[n]|0x20 >= 'a' && data[n]|0x20 <= 'z' {
		n++
	}
	return !inlineTags[string(data[:n])]
}

// readWords reads the words of a file, which are letters and digits, in any case,
// in one pass, with a stream for each syntax.
func readWords(data []byte, filter *filter, do func(uint64), syntaxes ...syntax) {
	streams := make([]stream, len(syntaxes))
	all := syntax(0)
	for i, s := range syntaxes {
		streams[i] = stream{syntax: s, on: s&tags == 0, do: do, filter: filter}
		all |= s
	}
	for i := 0; i < len(data); {
		c := data[i]
		if lowerCase[c] != 0 || c >= utf8.RuneSelf {
			word, size := wordAt(data[i:])
			i += size
			for n := range streams {
				if word != 0 && streams[n].on {
					streams[n].add(word)
				}
			}
			continue
		}
		i++
		switch {
		case all&(text|tags) != 0 && (c == '<' || c == '>' || c == '&'):
			i += readMarkup(c, data[i:], streams)
		case c == '"' && all&(slashes|tags) != 0 || c == '\n' && all&lines != 0:
			for n := range streams {
				if s := &streams[n]; c == '\n' || s.syntax&(slashes|tags) != 0 {
					s.reset()
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

// readMarkup handles <, > and &; size is the length of the character reference
// after an &.
func readMarkup(c byte, rest []byte, streams []stream) (size int) {
	name, ends := "", c == '<' && endsSentence(rest)
	if c == '&' {
		name, size = entity(rest)
	}
	for n := range streams {
		s := &streams[n]
		switch {
		case c == '<':
			s.on = s.syntax&tags != 0
		case c == '>':
			s.on = s.syntax&tags == 0
		case s.syntax&escaped != 0 && name == "lt":
			if s.on = false; endsSentence(rest[size:]) {
				s.reset()
			}
		case s.syntax&escaped != 0 && name == "gt":
			s.on = true
		}
		if ends {
			s.reset()
		}
	}
	return size
}

// wordAt returns the hash of the word at the start of data, and its length. The
// hash is 0 for a character that is not part of a word.
func wordAt(data []byte) (word uint64, size int) {
	for size < len(data) {
		letter, n := rune(lowerCase[data[size]]), 1
		if data[size] >= utf8.RuneSelf {
			if letter, n = utf8.DecodeRune(data[size:]); isLetter(letter) {
				letter = unicode.ToLower(letter)
			} else if size == 0 {
				return 0, n
			} else {
				break
			}
		}
		if letter == 0 {
			break
		}
		if word == 0 {
			word = fnvOffset
		}
		word = addLetter(word, letter)
		size += n
	}
	return word, size
}

func isLetter(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
}

// lowerCase is an ASCII letter in lower case, or a digit; 0 for all else.
var lowerCase = func() (low [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		low[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		low[c], low[c-'a'+'A'] = c, c
	}
	return low
}()

// entity is the name of the character reference after an ampersand, and its
// length, which is 0 where there is none.
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

// eachRun calls do with every run of words of a plain text and where it is.
func eachRun(plain string, do func(hash uint64, from, to int)) {
	var starts [runLength]int
	end := 0
	s := &stream{filter: allWords}
	s.do = func(hash uint64) { do(hash, starts[s.count%runLength], end) }
	for at, data := 0, []byte(plain); at < len(data); {
		if data[at] < utf8.RuneSelf && lowerCase[data[at]] == 0 {
			at++
			continue
		}
		word, size := wordAt(data[at:])
		if word != 0 {
			starts[s.count%runLength], end = at, at+size
			s.add(word)
		}
		at += size
	}
}

// sentences are the sentences of a plain text, cell by cell and line by line.
func sentences(plain string) []string {
	var all []string
	from := 0
	for i, c := range plain {
		end := c == '\n' || c == '|'
		if c == '.' || c == '?' || c == '!' || c == ';' {
			rest := plain[i+1:]
			end = rest == "" || rest[0] == ' ' || rest[0] == '\n' || strings.HasPrefix(rest, "”") || strings.HasPrefix(rest, `"`)
		}
		if end {
			all = append(all, plain[from:i])
			from = i + 1
		}
	}
	return append(all, plain[from:])
}

// eachURLPart calls do with every segment of a URL, and every two segments in a
// row: "2020-prevent" and "reports/2020-prevent".
func eachURLPart(data []byte, filter *filter, do func([]byte)) {
	start, before := -1, -1
	for i := 0; i <= len(data); i++ {
		if i < len(data) && urlByte[data[i]] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			if filter.hasLength(i - start) {
				do(data[start:i])
			}
			if before >= 0 && filter.hasLength(i-before) {
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

var urlByte = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~%") {
		set[c] = true
	}
	return set
}()
