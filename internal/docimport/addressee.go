package docimport

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/inspection"
)

// This file finds who is asked to act: the words before "should".

// Names are the names that the settings know.
type Names struct {
	Force      string     // Cambridgeshire Constabulary
	Addressees [][]string // each a name and the other names it goes by
}

// A vocabulary is the names that the settings and a paper know.
type vocabulary struct {
	Names
	abbreviations map[string]string // OSCT: Office for Security and Counter-terrorism
}

func newVocabulary(n Names, p *Paper) *vocabulary {
	v := &vocabulary{n, map[string]string{}}
	for _, text := range textsOf(p.Blocks...) {
		v.learnAbbreviations(text)
	}
	return v
}

var abbreviation = pattern(`\((?:the\s+)?["“'‘]?([A-Z][A-Za-z&]{1,9})["”'’]?\)`)

// learnAbbreviations keeps the abbreviations that a text explains: "Office for
// Security and Counter-terrorism (OSCT)".
func (v *vocabulary) learnAbbreviations(text string) {
	for _, m := range abbreviation().FindAllStringSubmatchIndex(text, 30) {
		short := text[m[2]:m[3]]
		if v.abbreviations[short] != "" || strings.ToUpper(short) != short {
			continue
		}
		if full := expansion(text[:m[0]], short); full != "" {
			v.abbreviations[short] = full
		}
	}
}

// expansion is the end of text whose words begin with the letters of an
// abbreviation, or "".
func expansion(text, short string) string {
	words := strings.Fields(text)
	rest := strings.ToUpper(short)
	most := 2*utf8.RuneCountInString(short) + 2
	for i := len(words) - 1; i >= 0 && len(words)-i <= most; i-- {
		initials := []rune(initialsOf(words[i]))
		matched := false
		for n := len(initials); n > 0 && !matched; n-- {
			rest, matched = strings.CutSuffix(rest, string(initials[:n]))
		}
		if !matched && !smallWords[strings.ToLower(words[i])] {
			return ""
		}
		if rest == "" {
			return strings.Trim(strings.Join(words[i:], " "), ",;:")
		}
	}
	return ""
}

var smallWords = wordSet("for of and the to in on & with ’s")

// initialsOf are a word's first letters, with those of its parts: CT of
// "Counter-terrorism".
func initialsOf(word string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.Trim(word, "(),.;:'’“”\""), "-") {
		if r, _ := utf8.DecodeRuneInString(part); unicode.IsLetter(r) {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

var (
	// shall follows those who are asked to act.
	shall = pattern(`(?i)\s(?:should|must|needs? to|(?:is|are) to|ought to|will need to|shall|dylai|rhaid)\b`)
	// recommends may come before them.
	recommends = pattern(`(?i)^(?:(?:hmic(?:frs)?|we|the inspectorate)\s+(?:also\s+)?recommends?\s+that,?\s+|that,?\s+)`)
	// welshShall is "dylai", with those who are asked to act after it.
	welshShall = pattern(`(?i)^(?:.{0,60}?,\s+)?dylai\s+(.+?)\s+(?:sicrhau|adolygu|ddatblygu|wella|gyhoeddi|hyfforddi|roi|gofnodi)\b`)
	// bracketed is "Addressees (NPCC; College of Policing)" or "[NPCC; …]".
	bracketed = pattern(`(?i)(?:[(\[](?:addressed to|for|to):?\s+([^()\[\]]{3,200})[)\]]|[(\[]((?:[^()\[\]]{3,80};\s*)+[^()\[\]]{3,80})[)\]])\.?$`)
)

// addressees finds who a finding asks to act.
func (v *vocabulary) addressees(text string) []string {
	if m := bracketed().FindStringSubmatch(text); m != nil {
		if all := v.splitNames(m[1] + m[2]); len(all) > 0 {
			return all
		}
	}
	sentence := text[len(recommends().FindString(text)):]
	if welsh := welshShall().FindStringSubmatch(sentence); welsh != nil {
		return v.splitNames(welsh[1])
	}
	m := shall().FindStringIndex(sentence)
	if m == nil || m[0] > 400 {
		return nil
	}
	who := sentence[:m[0]]
	if i := strings.LastIndexAny(who, ".;:"); i >= 0 {
		who = strings.TrimSpace(who[i+1:])
	}
	for range 3 {
		who = strings.TrimLeft(who, " ,")
		if d, ok := dueAt(who, 0); ok {
			who = who[d.to:]
		}
		who = who[len(recommends().FindString(who)):]
	}
	if d, ok := firstDue(who); ok { // "Chief constables, within six months, should"
		who = who[:d.from]
	}
	return v.splitNames(who)
}

// splitNames takes a list of names apart. "And" within a name, as in "public
// protection and safeguarding", has no capital letter or "the" after it.
func (v *vocabulary) splitNames(text string) (all []string) {
	text = strings.Trim(strings.TrimSpace(text), ",;:.")
	if text == "" || len(text) > 400 {
		return nil
	}
	text, protected := v.protectNames(text)
	for _, part := range splitList(text) {
		for substitute, name := range protected {
			part = strings.ReplaceAll(part, substitute, name)
		}
		if name := v.canonicalName(part); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// protectNames puts a private-use character in the place of each known name,
// so that it is not taken apart.
func (v *vocabulary) protectNames(text string) (string, map[string]string) {
	names := slices.Concat(v.Addressees...)
	names = slices.AppendSeq(names, maps.Values(v.abbreviations))
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	protected := map[string]string{}
	for _, name := range names {
		if len(name) < 3 || !strings.Contains(name, " ") {
			continue
		}
		if i := strings.Index(strings.ToLower(text), strings.ToLower(name)); i >= 0 && i+len(name) <= len(text) {
			substitute := "\ue000" + string(rune('\ue100'+len(protected)))
			protected[substitute] = text[i : i+len(name)]
			text = text[:i] + substitute + text[i+len(name):]
		}
	}
	return text, protected
}

var listSeparator = pattern(`(?:\s*[;,]\s*(?:and\s+)?|\s+(?:and|&|together with|as well as|a|ac)\s+)`)

// splitList cuts a list at the separators that a new name follows.
func splitList(text string) (all []string) {
	start := 0
	for _, m := range listSeparator().FindAllStringIndex(text, -1) {
		inParens := strings.Count(text[:m[0]], "(") > strings.Count(text[:m[0]], ")")
		if m[0] >= start && !inParens && startsName(text[m[1]:]) {
			all = append(all, text[start:m[0]])
			start = m[1]
		}
	}
	return append(all, text[start:])
}

var nameBegins = wordSet("the each all every their other y yr chief forces police")

func startsName(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	r, _ := utf8.DecodeRuneInString(text)
	return nameBegins[strings.ToLower(word)] || unicode.IsUpper(r) || r == '\ue000'
}

// familiar are abbreviations that readers know better than the full names.
var familiar = wordSet("NPCC HMICFRS NHS CPS")

// canonicalName is a name as it is shown: without "the" before it and an
// abbreviation after it, and in the settings' own spelling.
func (v *vocabulary) canonicalName(part string) string {
	part = strings.Trim(strings.TrimSpace(part), ",;:.")
	if m := abbreviation().FindStringIndex(part); m != nil && m[1] == len(part) {
		part = strings.TrimSpace(part[:m[0]])
	}
	for _, article := range []string{"the ", "The ", "both ", "yr ", "y "} {
		part = strings.TrimPrefix(part, article)
	}
	part = strings.TrimSpace(part)
	if part == "" || len(part) > 120 || len(strings.Fields(part)) > 14 {
		return ""
	}
	for _, names := range v.Addressees {
		if slices.ContainsFunc(names, func(name string) bool { return inspection.Fold(name) == inspection.Fold(part) }) {
			return names[0]
		}
	}
	if full := v.abbreviations[part]; full != "" && !familiar[part] {
		return full
	}
	if v.isForce(part) && v.Force != "" {
		return v.Force
	}
	return upperFirst(part)
}

var (
	forceItself = pattern(`(?i)^(?:the\s+)?(?:force|constabulary|heddlu|llu)$`)
	everyForce  = pattern(`(?i)\b(?:(?:each|every|all|other)\s+(?:police\s+)?forces?|forces|(?:all\s+|each\s+)?chief constables?|(?:all\s+)?chief officers|each force\b.*|force [A-Z]?\w+ leads?|heddluoedd|prif gwnstabl\w*)\b`)
	someForce   = pattern(`(?i)\b(?:constabulary|police)$`)
)

// isForce reports whether a name means this force.
func (v *vocabulary) isForce(name string) bool {
	return forceItself().MatchString(name) || v.Force != "" && inspection.Fold(strings.TrimPrefix(name, "the ")) == inspection.Fold(v.Force)
}

// responsibility says whether those named are this force, others, or both, and
// whether that is certain.
func (v *vocabulary) responsibility(names []string) (r inspection.Responsibility, certain bool) {
	own, every, others := false, false, false
	for _, n := range names {
		switch {
		case v.isForce(n):
			own = true
		case everyForce().MatchString(n):
			every = true
		case v.Force == "" && someForce().MatchString(n):
			own = true
		default:
			others = true
		}
	}
	switch {
	case len(names) == 0:
		return inspection.ThisForce, false
	case own && !every && !others:
		return inspection.ThisForce, true
	case own || every:
		return inspection.Shared, !every || own
	}
	return inspection.Others, true
}
