package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
)

// This file looks at how the words are written, and for what should not be
// published of a person. It goes through each paragraph, list item, heading
// and cell once, word by word.

// A Mark is something in the words that is right or wrong by what stands in
// other files.
type Mark struct {
	Rule      string
	Word      string // the short form, the address or the number
	Explained bool   // of a short form: it is said here what it stands for
	Theirs    bool   // it stands in the inspectorate's own words
	At        int    // byte place in the file's Text
	Length    int
}

// mark notes a Mark, but not thousands of them.
func (c *checker) mark(m Mark) (n int, ok bool) {
	if len(c.marked) >= MaxListed {
		return 0, false
	}
	c.marked = append(c.marked, m)
	return len(c.marked) - 1, true
}

// MaxWords is how many words a sentence may have. The style guide of GOV.UK
// asks for 25 at most; a warning waits until nobody could take it for a matter
// of taste.
const MaxWords = 35

// oneLine is a block's words on one line, without marks, and where each piece
// of it stands in src.
type oneLine struct {
	text   []byte
	pieces []piece
}

type piece struct{ at, src int }

func (l *oneLine) add(text []byte, src int) {
	l.pieces = append(l.pieces, piece{len(l.text), src})
	l.text = append(l.text, text...)
}

// place is where a byte of the line stands in src.
func (l *oneLine) place(at int) int {
	low, high := 0, len(l.pieces)
	for low+1 < high {
		if mid := (low + high) / 2; l.pieces[mid].at <= at {
			low = mid
		} else {
			high = mid
		}
	}
	return l.pieces[low].src + at - l.pieces[low].at
}

// extent is the place and the length in src of a stretch of the line.
func (l *oneLine) extent(from, to int) (at, length int) {
	at = l.place(from)
	return at, max(1, l.place(to-1)+1-at)
}

// gather puts the words of a block on the line. Code and addresses are words,
// of which nothing more is said.
func (l *oneLine) gather(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := c.Segment
			l.add(s.Value(src), s.Start)
			if c.SoftLineBreak() || c.HardLineBreak() {
				l.add([]byte{' '}, s.Stop)
			}
		case *ast.CodeSpan, *ast.AutoLink:
			l.add([]byte{'_'}, max(c.Pos(), 0)) // a word that is no word
		case *ast.Link:
			if isVague(words(c, src)) { // which is said already
				l.add([]byte{'_'}, max(c.Pos(), 0))
				continue
			}
			l.gather(c, src)
		case *ast.Image, *ast.RawHTML, *noteMark:
		default:
			l.gather(c, src)
		}
	}
}

// sayings looks at the words of one block.
func (c *checker) sayings(n ast.Node) {
	l := c.line
	l.text, l.pieces = l.text[:0], l.pieces[:0]
	l.gather(n, c.src)
	if len(l.text) == 0 {
		return
	}
	s := speech{checker: c, ours: !c.theirs && !inQuote(n), run: c.room.runs[:0]}
	for at := 0; at < len(l.text); {
		if space(l.text[at]) {
			at++
			continue
		}
		end, small := at, true
		for end < len(l.text) && !space(l.text[end]) {
			small = small && 'a' <= l.text[end] && l.text[end] <= 'z'
			end++
		}
		if small {
			s.smallWord(at, end)
		} else {
			s.token(at, end)
		}
		at = end
	}
	s.endRun()
	s.endSentence(len(l.text))
	c.room.runs = s.run
}

// inQuote says whether a block stands within a quote: those are somebody
// else's words.
func inQuote(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindBlockquote {
			return true
		}
	}
	return false
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// speech is what must be remembered from word to word.
type speech struct {
	*checker
	ours     bool // words that the office or the force chose
	words    int  // of the sentence so far
	start    int  // where it begins
	ended    bool // the token before could end it
	before   []byte
	bracket  int   // words since a bracket was opened, from 1; 0 where none is
	run      []run // words in capitals, one after the other
	rankTill int   // the token before was a rank, and ended here
}

// A run is one word of several that are all in capitals.
type run struct {
	from, to  int
	known     bool // an abbreviation that everybody knows, or the glossary has
	explained bool
}

// smallWord is token for a word of small letters with no marks around it, as
// most are.
func (s *speech) smallWord(at, end int) {
	core := s.line.text[at:end]
	if s.bracket > 0 {
		s.bracket++
	}
	if s.words == 0 {
		s.start = at
	}
	s.words++
	s.rank(end, core)
	s.endRun()
	if s.ours {
		s.direction(at, end, core)
	}
	s.before, s.ended = core, false
}

// token looks at one word, with the marks around it.
func (s *speech) token(at, end int) {
	text := s.line.text
	from, to := bare(text, at, end)
	if s.ended && opens(text, at, from) {
		s.endSentence(at)
	}
	s.ended = false
	if text[at] == '(' || from > at && bytes.IndexByte(text[at:from], '(') >= 0 {
		s.bracket = 1
	} else if s.bracket > 0 {
		s.bracket++
	}
	core := text[from:to]
	if len(core) > 0 {
		if s.words == 0 {
			s.start = at
		}
		s.words++
		s.word(from, to, core)
		s.before = core
	} else {
		s.endRun()
	}
	if bytes.IndexByte(text[to:end], ')') >= 0 {
		s.bracket = 0
	}
	s.ended = closes(text[to:end], core)
}

// word looks at one word without the marks around it.
func (s *speech) word(from, to int, core []byte) {
	first := core[0]
	if bytes.IndexByte(core, '@') > 0 {
		at, length := s.line.extent(from, to)
		s.email(string(core), at, length)
	}
	if '0' <= first && first <= '9' {
		s.number(from, to, core)
	}
	s.rank(to, core)
	if !s.capitals(from, to, core) {
		s.endRun()
	}
	if s.ours {
		s.direction(from, to, core)
	}
}

// bare takes the marks around a word away.
func bare(text []byte, from, to int) (int, int) {
	for from < to && !letterOrDigit(text[from]) {
		size := markSize(text[from:to])
		if size == 0 {
			break
		}
		from += size
	}
	for to > from && !letterOrDigit(text[to-1]) {
		size := markBefore(text[from:to])
		if size == 0 {
			break
		}
		to -= size
	}
	return from, to
}

func letterOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// marks beyond ASCII that stand around words: quotes, dashes, dots, a space
// that does not break.
var marks = [][]byte{[]byte("“"), []byte("”"), []byte("‘"), []byte("’"), []byte("–"), []byte("—"), []byte("…"), []byte("•"), []byte("\u00a0")}

// markSize is how many bytes the mark that begins text has; 0 where it is none.
func markSize(text []byte) int {
	if text[0] < 0x80 {
		return 1
	}
	for _, m := range marks {
		if bytes.HasPrefix(text, m) {
			return len(m)
		}
	}
	return 0
}

func markBefore(text []byte) int {
	if text[len(text)-1] < 0x80 {
		return 1
	}
	for _, m := range marks {
		if bytes.HasSuffix(text, m) {
			return len(m)
		}
	}
	return 0
}

// closes says whether the marks after a word can end a sentence.
func closes(after, core []byte) bool {
	for _, c := range after {
		switch c {
		case '!', '?':
			return true
		case '.':
			return !shortened(core)
		}
	}
	return bytes.Contains(after, []byte("…"))
}

// shortened says whether the full stop after a word is a part of it: "e.g.",
// "No. 5", "J. Smith".
func shortened(core []byte) bool {
	if len(core) == 1 && 'A' <= core[0] && core[0] <= 'Z' {
		return true
	}
	switch string(core) {
	case "e.g", "i.e", "cf", "v", "vs", "No", "no", "Nos", "Mr", "Mrs", "Ms", "Dr", "St", "Rev", "Prof", "Sgt", "Insp", "Supt",
		"p", "pp", "para", "paras", "s", "ss", "c", "approx", "incl", "viz", "al", "Hon", "Rt", "Ltd", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

// opens says whether a word can begin a sentence: with a capital, a digit or
// a letter beyond ASCII.
func opens(text []byte, at, from int) bool {
	if from >= len(text) {
		return false
	}
	c := text[from]
	return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80 || from > at && c == '_'
}

// endSentence looks at the sentence that ends before at.
func (s *speech) endSentence(at int) {
	if s.ours && s.words > MaxWords {
		from, to := s.start, at
		for to > from && space(s.line.text[to-1]) {
			to--
		}
		place, length := s.line.extent(from, to)
		s.warnAt(place, length, RuleLongSentence, fmt.Sprintf("this sentence has %d words, and many readers lose the thread", s.words),
			"make two or three sentences of it, or a list; 25 words are a good length, and this warns of more than 35")
	}
	s.words = 0
}
