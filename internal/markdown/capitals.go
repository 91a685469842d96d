package markdown

import (
	"regexp"
	"strings"
)

// InGlossary are the abbreviations that the glossary of every site explains.
var InGlossary = []string{"HMICFRS", "NPCC", "PEEL", "AFI"}

// everyday are abbreviations that need no explanation, and Roman numerals.
var everyday = set(
	"UK", "GB", "US", "USA", "EU", "UN", "NHS", "BBC", "MP", "GP", "PDF", "CSV", "HTML", "CCTV", "DNA", "ID", "IT", "TV", "DVD", "USB", "OK", "HIV", "VAT", "COVID",
	"AM", "PM", "FAQ", "CD", "IQ", "PE", "BST", "GMT", "AD", "BC", "PIN", "SIM", "DRAFT", "TBC", "SMS", "PC", "PCC", "PFCC",
	"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV",
)

var glossary = set(InGlossary...)

// shouted are words that some people write in capitals for emphasis.
var shouted = set(
	"ALL", "AND", "ANY", "ARE", "BE", "BUT", "CAN", "DO", "DOES", "FOR", "FROM", "HAS", "HAVE", "IN", "IS", "IT'S", "MAY", "MUST", "NEVER", "NO", "NONE", "NOT", "NOTE", "NOW", "OF", "ON",
	"ONLY", "OR", "OUR", "SHALL", "SHOULD", "THAT", "THE", "THEIR", "THIS", "TO", "URGENT", "VERY", "WAS", "WE", "WERE", "WILL", "WITH", "YES", "YOU", "FORCE", "POLICE", "REPORT",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// longestAbbr is how many letters an abbreviation has at most; what is longer
// is a word.
const longestAbbr = 6

// inCapitals matches the capitals of a word: HMICFRS, and PCCs, NPCC’s and
// PCC-led, which are one with something after it.
var inCapitals = regexp.MustCompile(`^([A-Z]+)(?:s?$|[-/'’–])`)

// capitals is one word of a run of words that are all in capitals.
type capitals struct {
	from, to  int
	known     bool // an abbreviation that everybody knows, or the glossary has
	explained bool
}

// addCapitals adds a word to the run if it is all in capitals, and says whether
// it is.
func (s *styleChecker) addCapitals(from, to int, core string) bool {
	if core[0] < 'A' || core[0] > 'Z' {
		return false
	}
	m := inCapitals.FindStringSubmatch(core)
	if m == nil || len(m[1]) < 2 {
		// "A" and "I" are small words within a run of capitals.
		return len(s.run) > 0 && (core == "A" || core == "I")
	}
	word := m[1]
	s.run = append(s.run, capitals{from: from, to: from + len(word),
		known:     everyday[word] || glossary[word],
		explained: s.bracket == 1 || s.bracket == 2 || strings.HasPrefix(s.text[to:], " ("),
	})
	return true
}

// endRun checks the words in capitals that follow one another.
func (s *styleChecker) endRun() {
	run := s.run
	s.run = nil
	unknown, shout := 0, false
	for _, w := range run {
		if !w.known && !w.explained {
			unknown++
			word := s.text[w.from:w.to]
			shout = shout || len(word) > longestAbbr || shouted[word]
		}
	}
	switch {
	case !shout && unknown < 3:
		for _, w := range run {
			if !w.known {
				s.abbreviation(w)
			}
		}
	case s.ours:
		at, length := s.extent(run[0].from, run[len(run)-1].to)
		s.warnAt(at, length, RuleCapitals, "words all in capitals are harder to read, and look like shouting",
			"write small letters; to set words apart, make them **bold**")
	}
}

// abbreviation adds an abbreviation to what is pending, once a file. The first
// that the office or the force uses is the one to fix.
func (s *styleChecker) abbreviation(w capitals) {
	at, length := s.extent(w.from, w.to)
	p := Pending{Rule: RuleAbbreviation, Word: s.text[w.from:w.to], Explained: w.explained, Theirs: !s.ours, At: s.from + at, Length: length}
	i, seen := s.abbrs[p.Word]
	switch {
	case !seen:
		if n, ok := s.addPending(p); ok {
			s.abbrs[p.Word] = n
		}
	case s.pending[i].Explained || !s.pending[i].Theirs || p.Theirs && !p.Explained:
		s.pending[i].Explained = s.pending[i].Explained || p.Explained
	default:
		s.pending[i] = p
	}
}
