package docimport

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// This file finds who is asked to act: the words before "should".

// Names are what the settings know of names.
type Names struct {
	Force      string     // Cambridgeshire Constabulary
	Addressees [][]string // each a name and the other names it goes by
}

// known are the names that a paper and the settings know.
type known struct {
	force  string
	abbr   map[string]string // OSCT: Office for Security and Counter-terrorism
	listed [][]string
}

func (n Names) known(p *Paper) *known {
	k := &known{force: n.Force, abbr: map[string]string{}, listed: n.Addressees}
	for i := range p.Blocks {
		p.Blocks[i].eachText(k.abbreviations)
	}
	return k
}

// eachText goes through a block's words, and those of its cells.
func (b *Block) eachText(do func(string)) {
	if len(b.Spans) > 0 {
		do(b.text())
	}
	for _, row := range b.Rows {
		for _, c := range row {
			for i := range c.Blocks {
				c.Blocks[i].eachText(do)
			}
		}
	}
}

var abbreviation = form(`\((?:the\s+)?["“'‘]?([A-Z][A-Za-z&]{1,9})["”'’]?\)`)

// abbreviations learns what abbreviations a text explains: "Office for
// Security and Counter-terrorism (OSCT)".
func (k *known) abbreviations(text string) {
	for _, m := range abbreviation.FindAllStringSubmatchIndex(text, 30) {
		short := text[m[2]:m[3]]
		if k.abbr[short] != "" || strings.ToUpper(short) != short {
			continue
		}
		if full := expanded(text[:m[0]], short); full != "" {
			k.abbr[short] = full
		}
	}
}

// expanded is the end of text whose words begin with the letters of an
// abbreviation, or "".
func expanded(text, short string) string {
	words := strings.Fields(text)
	letters := []rune(strings.ToUpper(short))
	at := len(letters) - 1
	for i := len(words) - 1; i >= 0 && len(words)-i <= 2*len(letters)+2; i-- {
		initials := initialsOf(words[i])
		small := smallWord[strings.ToLower(words[i])]
		matched := false
		for n := len(initials); n > 0; n-- {
			if at-n+1 >= 0 && string(letters[at-n+1:at+1]) == string(initials[:n]) {
				at, matched = at-n, true
				break
			}
		}
		if !matched && !small {
			return ""
		}
		if at < 0 {
			return strings.Trim(strings.Join(words[i:], " "), ",;:")
		}
	}
	return ""
}

var smallWord = map[string]bool{"for": true, "of": true, "and": true, "the": true, "to": true, "in": true, "on": true, "&": true, "with": true, "’s": true}

// initialsOf are a word's first letters, with those of its parts: CT of
// "Counter-terrorism".
func initialsOf(word string) (all []rune) {
	for _, part := range strings.Split(strings.Trim(word, "(),.;:'’“”\""), "-") {
		if r, _ := utf8.DecodeRuneInString(part); unicode.IsLetter(r) {
			all = append(all, unicode.ToUpper(r))
		}
	}
	return all
}

// shall is what follows those who are asked to act.
var shall = form(`(?i)\s(?:should|must|needs? to|(?:is|are) to|ought to|will need to|shall|dylai|rhaid)\b`)

// recommends is what may stand before them.
var recommends = form(`(?i)^(?:(?:hmic(?:frs)?|we|the inspectorate)\s+(?:also\s+)?recommends?\s+that,?\s+|that,?\s+)`)

// addressedTo finds who a finding asks to act.
func (k *known) addressedTo(text string) []string {
	// "Addressees (NPCC; College of Policing)" and "[NPCC, College of Policing]"
	if m := inBrackets.FindStringSubmatch(text); m != nil {
		if all := k.list(m[1] + m[2]); len(all) > 0 {
			return all
		}
	}
	at := 0
	if m := recommends.FindString(text); m != "" {
		at = len(m)
	}
	sentence := text[at:]
	if welsh := welshShall.FindStringSubmatch(sentence); welsh != nil {
		return k.list(welsh[1])
	}
	m := shall.FindStringIndex(sentence)
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
		if m := recommends.FindString(who); m != "" {
			who = who[len(m):]
		}
	}
	if d, ok := dueIn(who); ok { // "Chief constables, within six months, should"
		who = who[:d.from]
	}
	return k.list(who)
}

// welshShall is "dylai", with those who are asked to act after it.
var welshShall = form(`(?i)^(?:.{0,60}?,\s+)?dylai\s+(.+?)\s+(?:sicrhau|adolygu|ddatblygu|wella|gyhoeddi|hyfforddi|roi|gofnodi)\b`)

var inBrackets = form(`(?i)(?:[(\[](?:addressed to|for|to):?\s+([^()\[\]]{3,200})[)\]]|[(\[]((?:[^()\[\]]{3,80};\s*)+[^()\[\]]{3,80})[)\]])\.?$`)

// list takes a list of names apart. "And" within a name, as in "public
// protection and safeguarding", has no capital letter or "the" after it.
func (k *known) list(text string) []string {
	text = strings.Trim(strings.TrimSpace(text), ",;:.")
	if text == "" || len(text) > 400 {
		return nil
	}
	text, kept := k.protect(text)
	var all []string
	for _, part := range divide(text) {
		for mark, name := range kept {
			part = strings.ReplaceAll(part, mark, name)
		}
		if name := k.name(part); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// protect puts a mark in the place of each name that is known, so that it is
// not taken apart.
func (k *known) protect(text string) (string, map[string]string) {
	kept := map[string]string{}
	hide := func(name string) {
		if len(name) < 3 || !strings.Contains(name, " ") {
			return
		}
		if i := strings.Index(strings.ToLower(text), strings.ToLower(name)); i >= 0 && i+len(name) <= len(text) {
			mark := "\ue000" + string(rune('\ue100'+len(kept)))
			kept[mark] = text[i : i+len(name)]
			text = text[:i] + mark + text[i+len(name):]
		}
	}
	var names []string
	for _, listed := range k.listed {
		names = append(names, listed...)
	}
	for _, full := range k.abbr {
		names = append(names, full)
	}
	slices.SortFunc(names, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	for _, n := range names {
		hide(n)
	}
	return text, kept
}

var between = form(`(?:\s*[;,]\s*(?:and\s+)?|\s+(?:and|&|together with|as well as|a|ac)\s+)`)

// divide cuts a list where a new name begins.
func divide(text string) []string {
	var all []string
	start := 0
	for _, m := range between.FindAllStringIndex(text, -1) {
		if m[0] < start || inParens(text[:m[0]]) {
			continue
		}
		if begins(text[m[1]:]) {
			all = append(all, text[start:m[0]])
			start = m[1]
		}
	}
	return append(all, text[start:])
}

func inParens(text string) bool { return strings.Count(text, "(") > strings.Count(text, ")") }

// begins says whether a new name begins here.
func begins(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	r, _ := utf8.DecodeRuneInString(text)
	switch strings.ToLower(word) {
	case "the", "each", "all", "every", "their", "other", "y", "yr":
		return true
	case "chief", "forces", "police":
		return true
	}
	return unicode.IsUpper(r) || r == '\ue000'
}

// name is a name as it is shown: without "the" before and an abbreviation
// after it, and in the settings' own spelling.
func (k *known) name(part string) string {
	part = strings.Trim(strings.TrimSpace(part), ",;:.")
	if m := abbreviation.FindStringIndex(part); m != nil && m[1] == len(part) {
		part = strings.TrimSpace(part[:m[0]])
	}
	for _, the := range []string{"the ", "The ", "both ", "yr ", "y "} {
		part = strings.TrimPrefix(part, the)
	}
	part = strings.TrimSpace(part)
	if part == "" || len(part) > 120 || len(strings.Fields(part)) > 14 {
		return ""
	}
	for _, listed := range k.listed {
		for _, name := range listed {
			if source.Fold(name) == source.Fold(part) {
				return listed[0]
			}
		}
	}
	if full := k.abbr[part]; full != "" && !inUse[part] {
		return full
	}
	if k.isForce(part) {
		if k.force != "" {
			return k.force
		}
	}
	r, size := utf8.DecodeRuneInString(part)
	return string(unicode.ToUpper(r)) + part[size:]
}

// inUse are abbreviations that readers know better than their full names.
var inUse = map[string]bool{"NPCC": true, "HMICFRS": true, "NHS": true, "CPS": true}

var forceItself = form(`(?i)^(?:the\s+)?(?:force|constabulary|heddlu|llu)$`)

// isForce says whether a name means this force.
func (k *known) isForce(name string) bool {
	return forceItself.MatchString(name) || k.force != "" && source.Fold(strings.TrimPrefix(name, "the ")) == source.Fold(k.force)
}

var (
	everyForce = form(`(?i)\b(?:(?:each|every|all|other)\s+(?:police\s+)?forces?|forces|(?:all\s+|each\s+)?chief constables?|(?:all\s+)?chief officers|each force\b.*|force [A-Z]?\w+ leads?|heddluoedd|prif gwnstabl\w*)\b`)
	thisForce  = form(`(?i)\b(?:constabulary|police)$`)
)

// whose says whether those named are this force, others, or both, and whether
// that is certain.
func (k *known) whose(names []string) (w register.Whose, sure bool) {
	own, every, others := false, false, false
	for _, n := range names {
		switch {
		case k.isForce(n):
			own = true
		case everyForce.MatchString(n):
			every = true
		case k.force == "" && thisForce.MatchString(n):
			own = true
		default:
			others = true
		}
	}
	switch {
	case len(names) == 0:
		return register.ThisForce, false
	case own && !every && !others:
		return register.ThisForce, true
	case own || every:
		return register.Shared, !every || own
	}
	return register.Others, true
}
