package docimport

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/register"
)

// This file knows the words by which papers name their parts. A label is not
// one of a list of phrases: it is taken apart into its words, and each says
// something: who speaks, that it is an answer, what it answers.

// A party is who gives an answer.
type party int

const (
	nobody party = iota
	force
	body
	inspectorate
)

var (
	forceWords = map[string]bool{
		"force": true, "forces": true, "constabulary": true, "constabularys": true, "police": true, "chief": true, "constable": true, "constables": true, "officer": true, "officers": true,
		"deputy": true, "assistant": true, "heddlu": true, "prif": true, "gwnstabl": true, "brif": true, "dcc": true, "acc": true, "cc": true, "service": true, "fire": true, "rescue": true,
	}
	bodyWords = map[string]bool{
		"pcc": true, "pccs": true, "pfcc": true, "pfccs": true, "opcc": true, "opfcc": true, "commissioner": true, "commissioners": true, "mayor": true, "mayors": true, "mopac": true,
		"opccs": true, "office": true, "authority": true, "authoritys": true, "comisiynydd": true, "swyddfa": true, "our": true, "my": true, "lpb": true, "policing": true,
	}
	// body names that hold words of a force: they are taken out first.
	bodyNames = form(`(?i)\b(?:office of the )?(?:deputy )?(?:police(?:,? fire)?(?:,? and|,? &) crime commissioner|commissioner for police(?: and crime)?|police authority(?: board)?|local policing body|comisiynydd (?:yr )?heddlu a throseddu)\b`)

	answerNouns = map[string]bool{
		"response": true, "responses": true, "comment": true, "comments": true, "reply": true, "answer": true, "update": true, "updates": true, "action": true, "actions": true, "taken": true,
		"position": true, "progress": true, "commentary": true, "statement": true, "feedback": true, "ymateb": true, "sylwadau": true, "diweddariad": true, "cynnydd": true, "camau": true,
		"stated": true, "states": true, "said": true, "says": true, "responded": true, "commented": true,
	}
	fillers = map[string]bool{
		"the": true, "of": true, "from": true, "by": true, "on": true, "for": true, "and": true, "to": true, "this": true, "proposed": true, "initial": true, "formal": true, "latest": true,
		"current": true, "overall": true, "summary": true, "general": true, "written": true, "a": true, "as": true, "at": true, "in": true, "planned": true, "local": true,
		"s": true, "has": true, "have": true, "following": true, "management": true, "further": true, "yr": true, "y": true, "i": true, "ac": true, "a'r": true, "gan": true, "agreed": true, "full": true, "joint": true, "its": true,
	}
	findingNouns = map[string]bool{
		"recommendation": true, "recommendations": true, "afi": true, "afis": true, "area": true, "areas": true, "improvement": true, "cause": true, "causes": true, "concern": true,
		"argymhelliad": true, "argymhellion": true, "finding": true, "findings": true,
	}
)

// answers are what an answer's label says it answers: the numbers it names.
type answers struct {
	named  bool // it speaks of findings
	plural bool
	refs   []string // their numbers: "1", "2", "5"
}

// many says whether a label speaks of findings, and names none of them: then
// it heads a part of the paper, and is no label of an answer.
func (a answers) many() bool { return a.named && a.plural && len(a.refs) == 0 }

// answerLabel reads the label of an answer at the start of text: "Force
// response:", "Chief Constable’s comments", "Response to recommendations 1
// and 2 –". It gives who speaks, and where the answer's own words begin.
// names are further names of the force, word by word.
func answerLabel(text string, names []string) (who party, end int, ok bool) {
	who, _, end, ok = answerLabelOf(text, names)
	return who, end, ok
}

func answerLabelOf(text string, names []string) (who party, of answers, end int, ok bool) {
	label, end := labelPart(text)
	if label == "" || len(strings.Fields(label)) > 14 {
		return nobody, of, 0, false
	}
	ours := bodyNames.MatchString(label)
	rest := bodyNames.ReplaceAllString(label, " ")
	rest = dayInWords.ReplaceAllString(monthInWords.ReplaceAllString(dayInDigits.ReplaceAllString(rest, " "), " "), " ")
	noun, forces, generic := false, false, 0
	tokens := labelTokens(rest)
	for i, t := range tokens {
		lower := strings.ToLower(t)
		lower = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(lower, "'s"), "'r"), "'")
		switch {
		case strings.Trim(lower, "().'-–/") == "":
		case answerNouns[lower]:
			noun = true
		case bodyWords[lower]:
			ours = true
		case forceWords[lower] && !(ours && lower == "police"):
			forces = true
		case findingNouns[lower]:
			of.named = true
			of.plural = of.plural || strings.HasSuffix(lower, "s") && lower != "causes" || lower == "argymhellion"
		case fillers[lower]:
		case isRef(lower):
			of.refs = append(of.refs, refs(lower)...)
		case slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, lower) }):
			forces = true
		case startsLarge(t) && utf8.RuneCountInString(t) > 2 && i+1 < len(tokens) && forceWords[strings.ToLower(strings.TrimSuffix(tokens[i+1], "'s"))]:
			forces, generic = true, generic+1 // Exampleshire Police
		default:
			return nobody, of, 0, false
		}
	}
	if !noun {
		return nobody, of, 0, false
	}
	if first := strings.ToLower(tokens[0]); (first == "action" || first == "actions") && len(tokens) == 2 && strings.EqualFold(tokens[1], "plan") {
		return nobody, of, 0, false
	}
	switch {
	case ours && !forces:
		who = body
	case forces && !ours:
		who = force
	case ours && forces:
		who = body
		if lower := strings.ToLower(label); strings.HasPrefix(lower, "force") || strings.HasPrefix(lower, "chief") {
			who = force
		}
	}
	return who, of, end, true
}

// labelPart is what may be a label at the start of text: the words before a
// colon or a dash, or all of a short text.
func labelPart(text string) (label string, end int) {
	head := text
	if len(head) > 120 {
		head = head[:120]
	}
	for i, r := range head {
		switch {
		case r == ':':
			return strings.TrimSpace(head[:i]), i + 1
		case (r == '–' || r == '—') && i > 0 && head[i-1] == ' ':
			return strings.TrimSpace(head[:i]), i + utf8.RuneLen(r)
		case r == '-' && i > 0 && head[i-1] == ' ' && strings.HasPrefix(head[i:], "- "):
			return strings.TrimSpace(head[:i]), i + 1
		}
	}
	if len(text) <= 90 && !sentence(text) {
		return strings.TrimSpace(text), len(text)
	}
	return "", 0
}

func labelTokens(label string) []string {
	label = strings.NewReplacer("’", "'", "‘", "'").Replace(label)
	return strings.FieldsFunc(label, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '–' && r != '/' && r != '.' && r != '(' && r != ')' || unicode.IsSpace(r)
	})
}

var (
	refForm   = form(`^\(?\d{1,3}(?:\.\d{1,2})?(?:\(?[a-z]\)?)?\)?\.?$`)
	rangeForm = form(`^(\d{1,3})[-–](\d{1,3})$`)
)

func isRef(token string) bool { return refForm.MatchString(token) || rangeForm.MatchString(token) }

// refs are the numbers that a token names: 3, or 1-3.
func refs(token string) []string {
	if m := rangeForm.FindStringSubmatch(token); m != nil {
		from, to := value(m[1], false), value(m[2], false)
		var all []string
		for n := from; n <= to && n < from+50; n++ {
			all = append(all, numberText(n))
		}
		return all
	}
	return []string{numberOf(token).stem()}
}

var spelledRange = form(`(\d+)\s+(?:to|i)\s+(\d+)`)

// refsIn are the numbers of a label, with "1 to 3" as a range.
func refsIn(label string) []string {
	label = spelledRange.ReplaceAllString(label, "$1-$2")
	var all []string
	for _, t := range labelTokens(label) {
		if isRef(strings.ToLower(t)) {
			all = append(all, refs(strings.ToLower(t))...)
		}
	}
	return all
}

// A findingMark is the label of a finding at the start of a text.
type findingMark struct {
	ok     bool
	kind   register.FindingKind
	label  string // as printed: "Recommendation 3"
	number Number // 3; zero where there is none
	end    int    // where the finding's own words begin
	whole  bool   // the text is a label and nothing else
}

var findingForm = form(`(?i)^((?:hmic(?:frs)?(?:'s|’s)?\s+)?(?:national\s+|force\s+)?(recommendation|rec\.?|afi|area for improvement|cause of concern|coc|argymhelliad|maes i['’]w wella|achos (?:o )?bryder)(?:\s*(?:no\.?|number|rhif|#))?(?:\s*([0-9]{1,3}(?:\.[0-9]{1,2})*(?:\s?\([a-z]\)|[a-z]\b)?)|\s+((?-i:[A-Z])\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b))?)(\s*[:.)]|\s+[-–—]|\s*[-–—]\s|\s+|$)`)

var shortLabel = form(`^(R\s?(\d{1,3}))(?:[.:)]\s+|\s+[-–—]\s+)`)

var findingKinds = map[string]register.FindingKind{
	"rec": register.Recommendation, "rec.": register.Recommendation, "recommendation": register.Recommendation, "argymhelliad": register.Recommendation,
	"afi": register.AreaForImprovement, "area for improvement": register.AreaForImprovement, "maes i'w wella": register.AreaForImprovement,
	"cause of concern": register.CauseOfConcern, "coc": register.CauseOfConcern, "achos bryder": register.CauseOfConcern, "achos o bryder": register.CauseOfConcern,
}

// findingLabel reads the label of a finding: "Recommendation 3", "AFI 2:",
// "Cause of concern". A word alone needs a colon, or to stand alone.
func findingLabel(text string) (m findingMark) {
	if s := shortLabel.FindStringSubmatch(text); s != nil { // R1.
		m.ok, m.kind, m.label, m.end, m.number = true, register.Recommendation, s[1], len(s[0]), numberOf(s[2])
		m.whole = strings.TrimSpace(text[m.end:]) == ""
		return m
	}
	s := findingForm.FindStringSubmatch(text)
	if s == nil {
		return m
	}
	s[3] += s[4]
	mark := strings.TrimSpace(s[5])
	m.kind = findingKinds[strings.ReplaceAll(strings.ToLower(s[2]), "’", "'")]
	m.label, m.end = strings.TrimSpace(s[1]), len(s[0])
	m.whole = strings.TrimSpace(text[m.end:]) == ""
	if s[3] != "" {
		m.number = numberOf(spelled(s[3]))
		m.number.Printed = s[3]
		rest := strings.TrimSpace(text[m.end:])
		r, _ := utf8.DecodeRuneInString(rest)
		// "Recommendation 3 was accepted" speaks of a finding.
		m.ok = m.whole || mark != "" || unicode.IsUpper(r) || r == '(' || r == '“' || r == '"'
		if m.ok && mark == "" && !m.whole {
			if w := strings.ToLower(strings.Fields(rest)[0]); verbs[w] {
				m.ok = false
			}
		}
		return m
	}
	m.ok = m.whole && len(strings.Fields(text)) <= 6 || mark == ":"
	return m
}

var verbs = map[string]bool{"was": true, "is": true, "has": true, "and": true, "to": true, "of": true, "from": true}

func spelled(s string) string {
	if n := counted[strings.ToLower(s)]; n > 0 {
		return numberText(n)
	}
	return s
}

func numberText(n int) string {
	if n >= 10 {
		return numberText(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

// A role is what a part of a paper is for, as its heading says.
type role int

const (
	other role = iota
	background
	findingsPart
)

var (
	backgroundForm = form(`(?i)\b(background|introduction|context|overview|about (?:the|this) (?:inspection|report)|executive summary|cefndir|cyflwyniad|crynodeb)\b`)
	findingsForm   = form(`(?i)\b(recommendations?|recs|areas? for improvement|afis?|causes? of concern|findings|argymhelliad|argymhellion|meysydd i['’]w (?:g)?wella|achosion (?:o )?bryder|action plan|what (?:the )?inspectors (?:said|found|asked))\b`)
	areasForm      = form(`(?i)\b(areas? for improvement|afis?|meysydd i['’]w (?:g)?wella)\b`)
	causesForm     = form(`(?i)\b(causes? of concern|achosion (?:o )?bryder)\b`)
	recsForm       = form(`(?i)\b(recommendations?|argymhelliad|argymhellion)\b`)
	sectionForm    = form(`(?i)^(?:the\s+)?(?:purpose|recommendations?|background|introduction|context|implications|financial|legal|equality|risk|conclusions?|next steps|appendix|appendices|contact|decision|summary|overview|areas? for improvement|causes? of concern|response|proposed response|cefndir|cyflwyniad|argymhellion|diben|casgliad|camau nesaf)\b`)
	askForm        = form(`(?i)^(?:that\s+)?(?:the\s+)?(?:business coordination\s+|police and crime\s+|police,? fire and crime\s+|strategic\s+)?(?:board|panel|committee|members|commissioner|pcc|pfcc|authority|mayor|bwrdd|aelodau|comisiynydd)\s+(?:is|are|be)\s+(?:recommended|asked|invited|requested)\b|^(?:to\s+)?(?:note|endorse|approve)\s+th`)
)

// isSection says whether a short line is the heading of a part that papers
// have.
func isSection(text string) bool { return sectionForm.MatchString(strings.TrimSpace(text)) }

// roleOf is what a heading says its part is for.
func roleOf(heading string) (role, register.FindingKind) {
	kind := register.FindingKind("")
	switch {
	case recsForm.MatchString(heading) && (areasForm.MatchString(heading) || causesForm.MatchString(heading)):
	case areasForm.MatchString(heading):
		kind = register.AreaForImprovement
	case causesForm.MatchString(heading):
		kind = register.CauseOfConcern
	case recsForm.MatchString(heading):
		kind = register.Recommendation
	}
	switch {
	case findingsForm.MatchString(heading):
		return findingsPart, kind
	case backgroundForm.MatchString(heading):
		return background, ""
	}
	return other, ""
}

// A metaField is a line "Date: 26 May 2020" at the head of a paper.
type metaField string

const (
	metaDate      metaField = "date"
	metaPublished metaField = "published"
	metaTitle     metaField = "title"
	metaSubject   metaField = "subject"
	metaURL       metaField = "url"
	metaTo        metaField = "to"
	metaFieldwork metaField = "fieldwork"
	metaOther     metaField = "other"
)

var metaForms = []struct {
	field metaField
	form  *pattern
}{
	{metaPublished, form(`(?i)^(?:date (?:of publication|published|(?:the )?report (?:was )?published)(?: by hmicfrs)?|publication date|published(?: on| by hmicfrs)?|(?:hmicfrs )?report published|report date|date of (?:the )?report|dyddiad cyhoeddi)$`)},
	{metaTitle, form(`(?i)^(?:(?:hmicfrs )?(?:inspection )?report title|title of (?:the )?(?:hmicfrs )?(?:inspection )?report|(?:hmicfrs|inspection) report|name of (?:the )?report|inspection(?: title| name)?|report name|hmicfrs inspection|teitl yr adroddiad)$`)},
	{metaURL, form(`(?i)^(?:(?:report )?(?:link|url|web ?address)|link to (?:the )?report|(?:full )?report (?:available )?(?:at|here)|dolen(?: i'r adroddiad)?)$`)},
	{metaFieldwork, form(`(?i)^(?:fieldwork|inspected|inspection dates?|dates? of (?:the )?inspection|gwaith maes)$`)},
	{metaDate, form(`(?i)^(?:date|(?:date of )?meeting(?: date)?|date of (?:meeting|response|letter|paper)|response date|board date|meeting of|dyddiad(?: y cyfarfod)?|our response published|response published|published response|date of our response)$`)},
	{metaSubject, form(`(?i)^(?:subject|title|re|report|agenda item(?: title)?|paper title|pwnc|teitl)$`)},
	{metaTo, form(`(?i)^(?:to|from|author|report author|lead|presented by|agenda item(?: no\.?| number)?|item|classification|status|contact|ref(?:erence)?|our ref|your ref|cc|report of|at|oddi wrth|awdur|tel|email|e-mail|telephone)$`)},
}

// metaLine says whether text is such a line.
func metaLine(text string) bool { _, _, ok := meta(text); return ok }

// meta reads such a line, and says where its value begins.
func meta(text string) (field metaField, value int, ok bool) {
	i := strings.IndexByte(text, ':')
	if i < 1 || i > 50 {
		return "", 0, false
	}
	label := strings.TrimSpace(strings.ReplaceAll(text[:i], "’", "'"))
	for _, m := range metaForms {
		if m.form.MatchString(label) {
			return m.field, i + 1, true
		}
	}
	return "", 0, false
}
