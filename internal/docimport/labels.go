package docimport

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads the labels of answers: "Force response:", "Chief Constable’s
// comments". A label is not looked up in a list of phrases: it is taken apart
// into words, and each says something: who speaks, that it is an answer, what
// it answers.

// A speaker is who gives an answer.
type speaker int

const (
	nobody speaker = iota
	force
	policingBody
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

var (
	forceWords = wordSet("force forces constabulary constabularys police chief constable constables officer officers " +
		"deputy assistant heddlu prif gwnstabl brif dcc acc cc service fire rescue")
	bodyWords = wordSet("pcc pccs pfcc pfccs opcc opfcc commissioner commissioners mayor mayors mopac " +
		"opccs office authority authoritys comisiynydd swyddfa our my lpb policing")
	// bodyNames hold words of a force, so they are taken out first.
	bodyNames = pattern(`(?i)\b(?:office of the )?(?:deputy )?(?:police(?:,? fire)?(?:,? and|,? &) crime commissioner|commissioner for police(?: and crime)?|police authority(?: board)?|local policing body|comisiynydd (?:yr )?heddlu a throseddu)\b`)

	answerNouns = wordSet("response responses comment comments reply answer update updates action actions taken " +
		"position progress commentary statement feedback ymateb sylwadau diweddariad cynnydd camau " +
		"stated states said says responded commented")
	fillerWords = wordSet("the of from by on for and to this proposed initial formal latest " +
		"current overall summary general written a as at in planned local " +
		"s has have following management further yr y i ac a'r gan agreed full joint its")
	findingNouns = wordSet("recommendation recommendations afi afis area areas improvement cause causes concern " +
		"argymhelliad argymhellion finding findings")
)

// An answerLabel is the label of an answer at the start of a text.
type answerLabel struct {
	speaker  speaker
	findings bool     // it names findings
	plural   bool     // more than one
	refs     []string // their numbers: "1", "2", "5"
	end      int      // where the answer's own words begin
}

// headsMany reports whether a label names findings without their numbers: then
// it heads a part of the paper, and not an answer.
func (l answerLabel) headsMany() bool { return l.findings && l.plural && len(l.refs) == 0 }

func isAnswerLabel(text string) bool {
	_, ok := parseAnswerLabel(text, nil)
	return ok
}

// parseAnswerLabel reads the label of an answer at the start of text. The
// words of the force's name may occur in it.
func parseAnswerLabel(text string, forceName []string) (l answerLabel, ok bool) {
	label, end := labelPart(text)
	if label == "" || len(strings.Fields(label)) > 14 {
		return l, false
	}
	body := bodyNames().MatchString(label)
	rest := bodyNames().ReplaceAllString(label, " ")
	for _, date := range []func() *regexp.Regexp{dayInDigits, monthInWords, dayInWords} {
		rest = date().ReplaceAllString(rest, " ")
	}
	answers, forces := false, false
	tokens := labelTokens(rest)
	for i, t := range tokens {
		lower := withoutSuffix(strings.ToLower(t), "'s", "'r", "'")
		switch {
		case strings.Trim(lower, "().'-–/") == "" || fillerWords[lower]:
		case answerNouns[lower]:
			answers = true
		case bodyWords[lower]:
			body = true
		case forceWords[lower] && !(body && lower == "police"):
			forces = true
		case findingNouns[lower]:
			l.findings = true
			l.plural = l.plural || strings.HasSuffix(lower, "s") && lower != "causes" || lower == "argymhellion"
		case isRef(lower):
			l.refs = append(l.refs, expandRef(lower)...)
		case slices.ContainsFunc(forceName, func(n string) bool { return strings.EqualFold(n, lower) }):
			forces = true
		case startsUpper(t) && utf8.RuneCountInString(t) > 2 && i+1 < len(tokens) && forceWords[strings.TrimSuffix(strings.ToLower(tokens[i+1]), "'s")]:
			forces = true // Exampleshire Police
		default:
			return answerLabel{}, false
		}
	}
	actionPlan := len(tokens) == 2 && (strings.EqualFold(tokens[0], "action") || strings.EqualFold(tokens[0], "actions")) && strings.EqualFold(tokens[1], "plan")
	if !answers || actionPlan {
		return answerLabel{}, false
	}
	l.end = end
	switch lower := strings.ToLower(label); {
	case forces && (!body || strings.HasPrefix(lower, "force") || strings.HasPrefix(lower, "chief")):
		l.speaker = force
	case body:
		l.speaker = policingBody
	}
	return l, true
}

func withoutSuffix(s string, suffixes ...string) string {
	for _, suffix := range suffixes {
		s = strings.TrimSuffix(s, suffix)
	}
	return s
}

// labelPart is what may be a label at the start of text: the words before a
// colon or a dash, or all of a short text.
func labelPart(text string) (label string, end int) {
	head := text[:min(len(text), 120)]
	for i, r := range head {
		size := utf8.RuneLen(r)
		afterSpace := i > 0 && head[i-1] == ' '
		if r == ':' || afterSpace && (r == '–' || r == '—' || strings.HasPrefix(head[i:], "- ")) {
			return strings.TrimSpace(head[:i]), i + size
		}
	}
	if len(text) <= 90 && !isSentence(text) {
		return strings.TrimSpace(text), len(text)
	}
	return "", 0
}

func labelTokens(label string) []string {
	label = strings.NewReplacer("’", "'", "‘", "'").Replace(label)
	return strings.FieldsFunc(label, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'-–/.()", r)
	})
}

var (
	refPattern   = pattern(`^\(?\d{1,3}(?:\.\d{1,2})?(?:\(?[a-z]\)?)?\)?\.?$`)
	refRange     = pattern(`^(\d{1,3})[-–](\d{1,3})$`)
	spelledRange = pattern(`(\d+)\s+(?:to|i)\s+(\d+)`)
)

func isRef(token string) bool {
	return refPattern().MatchString(token) || refRange().MatchString(token)
}

// expandRef are the numbers that a token names: 3, or 1-3.
func expandRef(token string) (refs []string) {
	m := refRange().FindStringSubmatch(token)
	if m == nil {
		return []string{parseNumber(token).stem()}
	}
	from := atoi(m[1])
	for n := from; n <= atoi(m[2]) && n < from+50; n++ {
		refs = append(refs, strconv.Itoa(n))
	}
	return refs
}

// refsIn are the numbers in a label, with "1 to 3" as a range.
func refsIn(label string) (refs []string) {
	for _, t := range labelTokens(spelledRange().ReplaceAllString(label, "$1-$2")) {
		if t = strings.ToLower(t); isRef(t) {
			refs = append(refs, expandRef(t)...)
		}
	}
	return refs
}
