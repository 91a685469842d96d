package docimport

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/inspection"
)

// A findingLabel is the label of a finding at the start of a text.
type findingLabel struct {
	ok     bool
	kind   inspection.FindingKind
	label  string // as printed: "Recommendation 3"
	number Number // 3; zero if there is none
	end    int    // where the finding's own words begin
	whole  bool   // the text is a label and nothing else
}

// key is what two labels without numbers have in common if they are the same.
func (l findingLabel) key() string { return strings.ToLower(l.label) }

var (
	findingPattern = pattern(`(?i)^((?:hmic(?:frs)?(?:'s|’s)?\s+)?(?:national\s+|force\s+)?(recommendation|rec\.?|afi|area for improvement|cause of concern|coc|argymhelliad|maes i['’]w wella|achos (?:o )?bryder)(?:\s*(?:no\.?|number|rhif|#))?(?:\s*([0-9]{1,3}(?:\.[0-9]{1,2})*(?:\s?\([a-z]\)|[a-z]\b)?)|\s+((?-i:[A-Z])\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b))?)(\s*[:.)]|\s+[-–—]|\s*[-–—]\s|\s+|$)`)
	shortLabel     = pattern(`^(R\s?(\d{1,3}))(?:[.:)]\s+|\s+[-–—]\s+)`)
)

var findingKinds = map[string]inspection.FindingKind{
	"rec": inspection.Recommendation, "rec.": inspection.Recommendation, "recommendation": inspection.Recommendation, "argymhelliad": inspection.Recommendation,
	"afi": inspection.AreaForImprovement, "area for improvement": inspection.AreaForImprovement, "maes i'w wella": inspection.AreaForImprovement,
	"cause of concern": inspection.CauseOfConcern, "coc": inspection.CauseOfConcern, "achos bryder": inspection.CauseOfConcern, "achos o bryder": inspection.CauseOfConcern,
}

// wordsAfterReference follow "Recommendation 3" where a sentence is about it.
var wordsAfterReference = wordSet("was is has and to of from")

// parseFindingLabel reads the label of a finding: "Recommendation 3", "AFI 2:",
// "Cause of concern". A label without a number needs a colon, or to be alone.
func parseFindingLabel(text string) (l findingLabel) {
	if m := shortLabel().FindStringSubmatch(text); m != nil { // R1.
		rest := strings.TrimSpace(text[len(m[0]):])
		return findingLabel{ok: true, kind: inspection.Recommendation, label: m[1], number: parseNumber(m[2]), end: len(m[0]), whole: rest == ""}
	}
	m := findingPattern().FindStringSubmatch(text)
	if m == nil {
		return l
	}
	rest := strings.TrimSpace(text[len(m[0]):])
	punctuation := strings.TrimSpace(m[5])
	l = findingLabel{
		kind:  findingKinds[strings.ReplaceAll(strings.ToLower(m[2]), "’", "'")],
		label: strings.TrimSpace(m[1]), end: len(m[0]), whole: rest == "",
	}
	number := m[3] + m[4]
	if number == "" {
		l.ok = l.whole && len(strings.Fields(text)) <= 6 || punctuation == ":"
		return l
	}
	l.number = parseNumber(number)
	if n := spelledNumbers[strings.ToLower(number)]; n > 0 {
		l.number = parseNumber(strconv.Itoa(n))
	}
	l.number.Printed = number
	if l.ok = l.whole || punctuation != ""; !l.ok {
		r, _ := utf8.DecodeRuneInString(rest)
		first := strings.ToLower(strings.Fields(rest)[0])
		l.ok = (unicode.IsUpper(r) || strings.ContainsRune(`(“"`, r)) && !wordsAfterReference[first]
	}
	return l
}
