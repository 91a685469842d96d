package markdown

// InGlossary are the abbreviations that the glossary of every site explains.
var InGlossary = []string{"HMICFRS", "NPCC", "PEEL", "AFI"}

// everyday are those that nobody needs to have explained, and numbers as the
// Romans wrote them.
var everyday = set(
	"UK", "GB", "US", "USA", "EU", "UN", "NHS", "BBC", "MP", "GP", "PDF", "CSV", "HTML", "CCTV", "DNA", "ID", "IT", "TV", "DVD", "USB", "OK", "HIV", "VAT", "COVID",
	"AM", "PM", "FAQ", "CD", "IQ", "PE", "BST", "GMT", "AD", "BC", "PIN", "SIM", "DRAFT", "TBC", "SMS", "PC", "PCC", "PFCC",
	"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV",
)

var glossary = set(InGlossary...)

// shouted are words that some people write in capitals to be heard.
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

// longestShort is how many letters an abbreviation has at most; what is longer
// is a word.
const longestShort = 6

// capitals looks for a word all in capitals, and says whether it is one.
func (s *speech) capitals(from, to int, core []byte) bool {
	if c := core[0]; c < 'A' || c > 'Z' {
		return false
	}
	length := upper(core)
	if length < 2 {
		// "A" and "I" are small words within a run of capitals.
		return len(core) == 1 && len(s.run) > 0 && (core[0] == 'A' || core[0] == 'I')
	}
	word := core[:length]
	next := s.line.text[min(to, len(s.line.text)):]
	s.run = append(s.run, run{from: from, to: from + length,
		known:     everyday[string(word)] || glossary[string(word)],
		explained: s.bracket == 1 || s.bracket == 2 || len(next) > 1 && next[0] == ' ' && next[1] == '(',
	})
	return true
}

// upper is how many letters a word in capitals has: HMICFRS, and PCCs, NPCC’s
// and PCC-led, which are one with something after it. 0 is for other words.
func upper(core []byte) int {
	n := 0
	for n < len(core) && 'A' <= core[n] && core[n] <= 'Z' {
		n++
	}
	rest := string(core[n:])
	switch {
	case rest == "", rest == "s", rest[0] == '-', rest[0] == '/', rest[0] == '\'':
		return n
	case len(rest) >= 3 && (rest[:3] == "’" || rest[:3] == "–"):
		return n
	}
	return 0
}

// endRun looks at the words in capitals that stand one after the other.
func (s *speech) endRun() {
	if len(s.run) == 0 {
		return
	}
	words := s.run
	s.run = s.run[:0]
	unknown, loud := 0, false
	for _, w := range words {
		if w.known || w.explained {
			continue
		}
		unknown++
		text := s.line.text[w.from:w.to]
		loud = loud || len(text) > longestShort || shouted[string(text)]
	}
	if unknown == 0 {
		s.explain(words)
		return
	}
	if loud || unknown >= 3 {
		if s.ours {
			at, length := s.line.extent(words[0].from, words[len(words)-1].to)
			s.warnAt(at, length, RuleCapitals, "words all in capitals are harder to read, and look like shouting",
				"write small letters; to set words apart, make them **bold**")
		}
		return
	}
	s.explain(words)
}

// explain notes the abbreviations of a run, each once a file, unless everybody
// knows them. The first that the office or the force uses is the one to mend.
func (s *speech) explain(words []run) {
	for _, w := range words {
		if w.known {
			continue
		}
		text := s.line.text[w.from:w.to]
		i, there := s.short[string(text)]
		if there && (s.marked[i].Explained || !s.marked[i].Theirs || !s.ours && !w.explained) {
			s.marked[i].Explained = s.marked[i].Explained || w.explained
			continue
		}
		at, length := s.line.extent(w.from, w.to)
		m := Mark{Rule: RuleAbbreviation, Word: string(text), Explained: w.explained, Theirs: !s.ours, At: s.from + at, Length: length}
		if there {
			s.marked[i] = m
		} else if n, ok := s.mark(m); ok {
			if s.short == nil {
				s.short = map[string]int{}
			}
			s.short[m.Word] = n
		}
	}
}
