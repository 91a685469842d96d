package markdown

import (
	"fmt"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// This file checks style, and looks for personal data. It goes through each paragraph,
// list item, heading and cell once, word by word.

// Pending is a possible problem that can only be decided with the report's other files.
type Pending struct {
	Rule      string
	Word      string // the abbreviation, the e-mail address or the telephone number
	Explained bool   // of an abbreviation: it is explained here
	Theirs    bool   // it is in the inspectorate's own words
	At        int    // byte offset in the file's Text
	Length    int
}

// addPending adds p and returns its index, unless there are too many already.
func (c *checker) addPending(p Pending) (n int, ok bool) {
	if len(c.pending) >= MaxListed {
		return 0, false
	}
	c.pending = append(c.pending, p)
	return len(c.pending) - 1, true
}

// MaxWords is how many words a sentence may have. The style guide of GOV.UK
// asks for 25 at most; a warning comes only where it is no matter of taste.
const MaxWords = 35

// blockText is a block's text on one line, without markup.
type blockText struct {
	strings.Builder
	pieces []piece
}

// A piece is where a part of a blockText begins, in it and in src.
type piece struct{ at, src int }

func (b *blockText) add(text string, src int) {
	b.pieces = append(b.pieces, piece{b.Len(), src})
	b.WriteString(text)
}

// gather adds the text of a block. Code and URLs become a word that is never reported.
func (b *blockText) gather(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := c.Segment
			b.add(string(s.Value(src)), s.Start)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.add(" ", s.Stop)
			}
		case *ast.CodeSpan, *ast.AutoLink:
			b.add("_", max(c.Pos(), 0))
		case *ast.Link:
			if isVague(words(c, src)) { // which is reported already
				b.add("_", max(c.Pos(), 0))
				continue
			}
			b.gather(c, src)
		case *ast.Image, *ast.RawHTML, *noteRef:
		default:
			b.gather(c, src)
		}
	}
}

// A styleChecker checks the words of one block.
type styleChecker struct {
	*checker
	text    string
	pieces  []piece
	ours    bool // words that the office or the force chose
	words   int  // of the sentence so far
	start   int  // where it begins
	ended   bool // the last word could end it
	before  string
	bracket int        // words since a bracket was opened, from 1; 0 where none is
	run     []capitals // words in capitals, one after the other
	rankEnd int        // where the last word ends, if it was a rank
}

// checkStyle checks the words of one block.
func (c *checker) checkStyle(n ast.Node) {
	var b blockText
	b.gather(n, c.src)
	if b.Len() == 0 {
		return
	}
	s := styleChecker{checker: c, text: b.String(), pieces: b.pieces, ours: !c.quoted && !inside(n, ast.KindBlockquote)}
	for at := 0; at < len(s.text); {
		if isBlank(s.text[at]) {
			at++
			continue
		}
		end := at
		for end < len(s.text) && !isBlank(s.text[end]) {
			end++
		}
		s.token(at, end)
		at = end
	}
	s.endRun()
	s.endSentence(len(s.text))
}

// srcOffset is where in src a byte of the text is.
func (s *styleChecker) srcOffset(at int) int {
	i := sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].at > at })
	p := s.pieces[max(i-1, 0)]
	return p.src + at - p.at
}

// extent is the offset and the length in src of a stretch of the text.
func (s *styleChecker) extent(from, to int) (at, length int) {
	at = s.srcOffset(from)
	return at, max(1, s.srcOffset(to-1)+1-at)
}

// token checks one word, with the punctuation around it.
func (s *styleChecker) token(at, end int) {
	word := s.text[at:end]
	rest := strings.TrimLeftFunc(word, isPunctuation)
	core := strings.TrimRightFunc(rest, isPunctuation)
	from := end - len(rest)
	to := from + len(core)
	if s.ended && beginsSentence(s.text[from:], from > at) {
		s.endSentence(at)
	}
	if word[0] == '(' || strings.Contains(s.text[at:from], "(") {
		s.bracket = 1
	} else if s.bracket > 0 {
		s.bracket++
	}
	if core != "" {
		if s.words == 0 {
			s.start = at
		}
		s.words++
		s.word(from, to, core)
		s.before = core
	} else {
		s.endRun()
	}
	if strings.Contains(s.text[to:end], ")") {
		s.bracket = 0
	}
	s.ended = endsSentence(core, s.text[to:end])
}

// word checks one word without the punctuation around it.
func (s *styleChecker) word(from, to int, core string) {
	if strings.IndexByte(core, '@') > 0 {
		at, length := s.extent(from, to)
		s.checkEmail(core, at, length)
	}
	if isDigit(core[0]) {
		s.checkNumber(from, to, core)
	}
	s.checkRank(to, core)
	if !s.addCapitals(from, to, core) {
		s.endRun()
	}
	if s.ours {
		s.checkDirection(from, to, core)
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetterOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || c == '_'
}

func isPunctuation(r rune) bool {
	return r < 0x80 && !isLetterOrDigit(byte(r)) || strings.ContainsRune("“”‘’–—…•\u00a0", r)
}

// endsSentence reports whether a word with punctuation after it can end a sentence.
func endsSentence(word, after string) bool {
	switch i := strings.IndexAny(after, "!?."); {
	case i < 0:
		return strings.Contains(after, "…")
	case after[i] == '.':
		return !shortened[word] && !(len(word) == 1 && 'A' <= word[0] && word[0] <= 'Z')
	}
	return true
}

// shortened are words with a full stop that ends no sentence: "e.g.", "No. 5".
var shortened = set(
	"e.g", "i.e", "cf", "v", "vs", "No", "no", "Nos", "Mr", "Mrs", "Ms", "Dr", "St", "Rev", "Prof", "Sgt", "Insp", "Supt",
	"p", "pp", "para", "paras", "s", "ss", "c", "approx", "incl", "viz", "al", "Hon", "Rt", "Ltd", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec",
)

// beginsSentence reports whether text can begin a sentence: with a capital, a digit
// or a letter beyond ASCII.
func beginsSentence(text string, punctuated bool) bool {
	if text == "" {
		return false
	}
	c := text[0]
	return 'A' <= c && c <= 'Z' || isDigit(c) || c >= 0x80 || punctuated && c == '_'
}

// endSentence checks the sentence that ends before at.
func (s *styleChecker) endSentence(at int) {
	if s.ours && s.words > MaxWords {
		sentence := strings.TrimRight(s.text[s.start:at], " \t\n")
		at, length := s.extent(s.start, s.start+len(sentence))
		s.warnAt(at, length, RuleLongSentence, fmt.Sprintf("this sentence has %d words, and many readers lose the thread", s.words),
			"make two or three sentences of it, or a list; 25 words are a good length, and this warns of more than 35")
	}
	s.words = 0
}
