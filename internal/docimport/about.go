package docimport

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// about is what was found of a report as a whole.
type about struct {
	title, short  string
	titleFrom     string // why this is taken for the title; "" where it is certain
	kinds         []string
	scope         string
	scopeWhy      string
	published     register.Date
	publishedFrom string // the words it is from
	titleLine     string // the line of the paper that gives it, and nothing else
	url           string
	urlLine       string
	redacted      bool
	fieldwork     [2]string
	fieldworkFrom string
	answered      register.Date
	answeredFrom  string
	basis         register.Basis
	basisWhy      string
	letter        bool
	subject       string
	heads         bool         // the subject is the heading under which one of several reports stands
	lines         []metaLineOf // lines at the head of the paper that name a field
}

type metaLineOf struct {
	field       metaField
	text, value string
	used        bool
}

// meta keeps a line "Date: 26 May 2020", if its field is one of a report's.
func (a *about) meta(text string) bool {
	field, at, ok := meta(text)
	if !ok || field == metaTo || field == metaOther {
		return false
	}
	value := strings.TrimSpace(text[at:])
	if value == "" {
		return false
	}
	a.lines = append(a.lines, metaLineOf{field: field, text: text, value: value})
	return true
}

var onlyDate = form(`(?i)^(?:\w+day,?\s+)?(?:` + dayForm + `|\d{1,2}[/.]\d{1,2}[/.]\d{4})\.?$`)

// dateLine keeps a line that is nothing but a date.
func (a *about) dateLine(text string) bool {
	if !onlyDate.MatchString(text) || slices.ContainsFunc(a.lines, func(l metaLineOf) bool { return l.field == metaDate }) {
		return false
	}
	a.lines = append(a.lines, metaLineOf{field: metaDate, text: text, value: text})
	return true
}

// line is the first line that names a field and whose value will do.
func (a *about) line(field metaField, fits func(value string) bool) *metaLineOf {
	for i := range a.lines {
		if l := &a.lines[i]; l.field == field && !l.used && fits(l.value) {
			l.used = true
			return l
		}
	}
	return nil
}

// settle finds what a report says of itself. texts are all of its passages.
func (a *about) settle(blocks, notes []Block, k *known, name string) {
	var texts, links []string
	for i := range blocks {
		b := &blocks[i]
		b.eachText(func(t string) { texts = append(texts, t) })
		b.eachLink(func(l string) { links = append(links, l) })
	}
	for i := range notes {
		notes[i].eachLink(func(l string) { links = append(links, l) })
	}
	for i := range a.lines {
		texts = append(texts, a.lines[i].value)
	}
	a.settleSubject(blocks)
	sentences := sentencesOf(texts)
	spoken := a.settlePublished(sentences)
	a.settleTitle(spoken, sentences, blocks, name)
	a.settleAnswered()
	a.settleURL(links, texts)
	all := a.title + " " + a.subject + " " + strings.Join(texts, " ")
	a.settleKinds()
	a.settleScope(all, k)
	a.settleFieldwork(sentences)
	a.redacted = regexp.MustCompile(`(?i)\bredacted\b[^.]{0,30}\breport\b|\breport\b[^.]{0,40}\bredacted\b`).MatchString(all)
	a.short = shortTitle(a.title, a.subject)
	if a.heads && len(a.subject) <= 60 {
		a.short = headingName(a.subject)
	}
	a.settleBasis(texts)
}

func (b *Block) eachLink(do func(string)) {
	for _, s := range b.Spans {
		if s.Link != "" {
			do(s.Link)
		}
	}
	for _, row := range b.Rows {
		for _, c := range row {
			for i := range c.Blocks {
				c.Blocks[i].eachLink(do)
			}
		}
	}
}

var sentenceEnd = form(`[.!?][”"’']?\s+`)

func sentencesOf(texts []string) (all []string) {
	for _, t := range texts {
		start := 0
		for _, m := range sentenceEnd.FindAllStringIndex(t, -1) {
			if strings.Count(t[start:m[1]], "“") > strings.Count(t[start:m[1]], "”") {
				continue // a question within a title
			}
			if r := []rune(t[m[1]:]); len(r) > 0 && !unicode.IsLower(r[0]) {
				all = append(all, t[start:m[1]])
				start = m[1]
			}
		}
		all = append(all, t[start:])
	}
	return all
}

var inspectorateForm = form(`(?i)\b(?:hmic(?:frs)?|inspectorate|inspect\w+|hmi|peel|arolyg\w+)\b`)

// settleSubject finds the line at the head of the paper that says what it is
// about.
func (a *about) settleSubject(blocks []Block) {
	if a.subject != "" {
		return // the heading under which one of several reports stands
	}
	if l := a.line(metaSubject, func(v string) bool { return inspectorateForm.MatchString(v) }); l != nil {
		a.subject = l.value
		l.used = false // it stays with what is left over, unless the title is made of it
		return
	}
	for i, b := range blocks {
		if i > 25 || !b.Number.IsZero() {
			return
		}
		if (b.Kind == Heading || b.Kind == Para && shortLine(b.text())) && inspectorateForm.MatchString(b.text()) && !metaLine(b.text()) {
			a.subject = b.text()
			return
		}
	}
}

// tellsOfPublication says whether a passage tells when a report was published.
func tellsOfPublication(text string) bool {
	_, dated := firstDate(text)
	return dated && publishedForm.MatchString(text) && inspectorateForm.MatchString(text) && !metaLine(text)
}

var publishedForm = form(`(?i)\b(?:published|publication|publishes|released|issued|cyhoedd\w*)\b`)

// settlePublished finds the day on which the inspectorate published its
// report, and gives the sentence that says so.
func (a *about) settlePublished(sentences []string) string {
	fits := func(v string) bool { _, ok := firstDate(v); return ok }
	if l := a.line(metaPublished, fits); l != nil {
		d, _ := firstDate(l.value)
		a.published, a.publishedFrom, l.used = d.date, l.text, brief(l.text)
		return l.text
	}
	for _, strict := range []bool{true, false} {
		for _, s := range sentences {
			m := publishedForm.FindStringIndex(s)
			d, ok := firstDate(s)
			if m == nil || !ok || !inspectorateForm.MatchString(s) && (strict || !strings.Contains(strings.ToLower(s), "report") && !strings.Contains(strings.ToLower(s), "adroddiad")) {
				continue
			}
			if strings.Contains(strings.ToLower(s), "response was published") || strings.Contains(strings.ToLower(s), "must be published") {
				continue
			}
			if after, ok := firstDate(s[m[1]:]); ok && after.from < 60 && (d.to < m[0]-60 || d.from > m[1]) {
				d = after
			}
			a.published, a.publishedFrom = d.date, s
			return s
		}
	}
	return ""
}

var quotes = form(`“([^“”]{8,300})”|"([^"]{8,300})"|‘([^‘]{8,300}?)’(?:[\s.,;:)]|$)|'([^']{8,300})'(?:[\s.,;:)]|$)`)

func quoted(text string) string {
	best := ""
	for _, m := range quotes.FindAllStringSubmatch(text, 10) {
		if whole := strings.Join(m[1:], ""); strings.HasSuffix(whole, ".") && (strings.HasPrefix(whole, "I ") || strings.HasPrefix(whole, "We ")) {
			continue // somebody is speaking
		}
		if q := strings.TrimRight(strings.Join(m[1:], ""), " .,;"); len(q) > len(best) && startsLarge(q) && len(strings.Fields(q)) > 1 {
			best = q
		}
	}
	return best
}

var headTitle = form(`^PEEL\b.*[Ii]nspection|[–:-] An inspection of\b`)

var entitled = form(`(?:entitled|titled|called|teitl)\s+([\p{Lu}\d].{10,250})$`)

// settleTitle finds the report's title: on a line of its own, in quotes where
// its publication is told, or as the words of a link to it.
func (a *about) settleTitle(spoken string, sentences []string, blocks []Block, name string) {
	if l := a.line(metaTitle, func(v string) bool { return len(v) > 5 }); l != nil {
		if a.title = quoted(l.value); a.title == "" {
			a.title = strings.TrimRight(strings.Trim(l.value, "“”\""), ". ")
		}
		if l.used = a.title == l.value && brief(l.text); l.used {
			a.titleLine = l.text
		}
		return
	}
	if a.title = quoted(spoken); a.title != "" {
		return
	}
	for _, s := range append([]string{spoken}, sentences...) {
		if m := entitled.FindStringSubmatch(strings.TrimSpace(s)); m != nil && inspectorateForm.MatchString(s) {
			t := m[1]
			for _, end := range []string{", was ", " was published", " on ", ". "} {
				if i := strings.Index(t, end); i > 10 {
					t = t[:i]
				}
			}
			a.title, a.titleFrom = strings.Trim(t, " .,;“”\""), "these words stand after “entitled” in the paper; look where the title ends"
			return
		}
	}
	for i := range blocks[:min(10, len(blocks))] {
		if text := blocks[i].text(); headTitle.MatchString(text) && !sentence(text) && !metaLine(text) && !publishedForm.MatchString(text) && len(text) < 250 {
			a.title, a.titleFrom = text, "this line stands at the head of the paper"
			return
		}
	}
	best := ""
	for _, s := range sentences {
		if q := quoted(s); inspectorateForm.MatchString(s) && len(q) > len(best) {
			best = q
		}
	}
	if best != "" {
		a.title, a.titleFrom = best, "these words stand in quotes in the paper"
		return
	}
	for i := range blocks {
		for _, s := range blocks[i].Spans {
			if inspectorateLink(s.Link) && len(strings.Fields(s.Text)) > 2 && !strings.HasPrefix(s.Text, "http") {
				a.title, a.titleFrom = strings.TrimSpace(s.Text), "these are the words of the link to the inspectorate's site"
				return
			}
		}
	}
	for i := range blocks {
		if b := &blocks[i]; b.Kind == Heading && inspectorateForm.MatchString(b.text()) && len(strings.Fields(b.text())) > 3 {
			a.title, a.titleFrom = strings.TrimRight(b.text(), ":"), "the paper does not give the report's title, so this is a heading of the paper"
			return
		}
	}
	if a.subject != "" {
		a.title, a.titleFrom = a.subject, "the paper does not give the report's title, so this is the line that says what the paper is about"
		return
	}
	a.title = strings.TrimSuffix(name, "."+extension(name))
	a.titleFrom = "the paper does not give the report's title, so this is the name of the file"
}

// brief says whether a comment can quote a line whole.
func brief(text string) bool { return len(strings.Fields(text)) <= 30 }

func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i+1:]
	}
	return ""
}

// settleAnswered finds the date of the paper.
func (a *about) settleAnswered() {
	if l := a.line(metaDate, func(v string) bool { _, ok := firstDate(v); return ok }); l != nil {
		d, _ := firstDate(l.value)
		a.answered, a.answeredFrom, l.used = d.date, l.text, brief(l.text)
	}
}

func inspectorateLink(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && (strings.Contains(u.Host, "hmic") || strings.Contains(u.Host, "justiceinspectorates"))
}

var addressForm = form(`https?://[^\s<>"“”)\]]+`)

func (a *about) settleURL(links, texts []string) {
	for _, t := range texts {
		for _, l := range addressForm.FindAllString(t, -1) {
			links = append(links, strings.TrimRight(l, ".,;:’”'"))
		}
	}
	for _, l := range links {
		if inspectorateLink(l) && !strings.ContainsAny(l, " \t\"<>\\") {
			a.url = strings.Replace(l, "http://", "https://", 1)
			break
		}
	}
	if l := a.line(metaURL, func(v string) bool { return a.url != "" && strings.Contains(v, strings.TrimPrefix(a.url, "https:")) }); l != nil {
		if l.used = strings.TrimSpace(l.value) == a.url && brief(l.text); l.used {
			a.urlLine = l.text
		}
	}
}

var kindForms = []struct {
	kind string
	form *pattern
}{
	{"peel", form(`(?i)\bpeel\b`)},
	{"thematic", form(`(?i)\bthematic\b|\bthematig\b`)},
	{"joint", form(`(?i)\bjoint (?:targeted |thematic )?(?:area )?inspection\b|\bjtai\b|\bcriminal justice joint\b`)},
	{"child-protection", form(`(?i)\bchild protection\b|\bchild sexual\b|\bamddiffyn plant\b`)},
	{"custody", form(`(?i)\bcustody\b|\bdalfa\b`)},
	{"crime-data-integrity", form(`(?i)\bcrime data integrity\b|\bcrime recording\b`)},
	{"counter-terrorism", form(`(?i)\bcounter-? ?terrorism\b`)},
	{"super-complaint", form(`(?i)\bsuper-? ?complaint\b`)},
	{"rape", form(`(?i)\brape\b`)},
	{"regional", form(`(?i)\bregional organised crime\b|\brocu\b|\bregional\b`)},
	{"cause-of-concern", form(`(?i)\baccelerated cause of concern\b`)},
	{"revisit", form(`(?i)\brevisit\b|\bre-?inspection\b|\bpost-inspection review\b`)},
	{"state-of-policing", form(`(?i)\bstate of policing\b`)},
	{"fire", form(`(?i)\bfire and rescue\b`)},
}

func (a *about) settleKinds() {
	for _, k := range kindForms {
		if k.form.MatchString(a.title + " . " + a.subject) {
			a.kinds = append(a.kinds, k.kind)
		}
	}
}

var (
	nationalForm = form(`(?i)\ball 43\b|\b43 (?:police )?forces\b|\bnational recommendations\b|\bthematic\b|\bforces in england and wales\b|\bevery force\b|\bnational (?:inspection|report|thematic)\b`)
	forceForm    = form(`(?:An inspection of|inspection of|Arolygiad o) [\p{Lu}][\p{L}-]+(?: (?:and )?[\p{Lu}][\p{L}-]+)* (?:Police|Constabulary|Service)|Heddlu [\p{Lu}]|[\p{Lu}][\p{L}-]+ (?:Police|Constabulary)$`)
)

const scopeUnsaid = "the paper does not say whom the report is about"

func (a *about) settleScope(all string, k *known) {
	inTitle := k.force != "" && strings.Contains(strings.ToLower(a.title), strings.ToLower(k.force)) || forceForm.MatchString(a.title)
	switch national := nationalForm.FindString(all); {
	case inTitle || slices.Contains(a.kinds, "peel") || slices.Contains(a.kinds, "custody") || slices.Contains(a.kinds, "crime-data-integrity"):
		a.scope = "force"
		if !inTitle {
			a.scopeWhy = "reports of this kind are most often about one force"
		}
	case national != "":
		a.scope, a.scopeWhy = "national", "the paper says “"+national+"”"
	case slices.Contains(a.kinds, "regional"):
		a.scope, a.scopeWhy = "multi-force", "the report is a regional one"
	default:
		a.scope, a.scopeWhy = "force", scopeUnsaid
	}
	if len(a.kinds) == 0 && a.scope == "national" {
		a.kinds = []string{"thematic"}
	}
}

var (
	fieldworkWords = form(`(?i)\b(?:visited|inspected|fieldwork|carried out|took place|conducted|arolyg\w+|gwaith maes)\b`)
	betweenMonths  = form(`(?i)\b(?:between|from|rhwng)\s+(?:` + dayForm + `|` + monthForm + `|(` + monthNames + `))\s+(?:and|to|until|a|–|-)\s+(?:` + dayForm + `|` + monthForm + `)`)
)

func (a *about) settleFieldwork(sentences []string) {
	value := func(day, month1, year1, month2, year2, month3, year string) string {
		switch {
		case day != "":
			if d, ok := firstDate(day + " " + month1 + " " + year1); ok {
				return d.date.String()
			}
		case month2 != "":
			return register.Day{Year: atoi(year2), Month: monthOf(month2)}.String()
		case month3 != "":
			return register.Day{Year: atoi(year), Month: monthOf(month3)}.String()
		}
		return ""
	}
	for _, s := range sentences {
		m := betweenMonths.FindStringSubmatch(s)
		if m == nil || !fieldworkWords.MatchString(s) {
			continue
		}
		year := m[9]
		if year == "" {
			year = m[11]
		}
		from := value(m[1], m[2], m[3], m[4], m[5], m[6], year)
		to := value(m[7], m[8], m[9], m[10], m[11], "", "")
		if from != "" && to != "" && from[:7] <= to[:7] {
			a.fieldwork, a.fieldworkFrom = [2]string{from, to}, m[0]
			return
		}
	}
}

func atoi(s string) (n int) {
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

var generic = map[string]bool{
	"hmicfrs": true, "hmic": true, "report": true, "reports": true, "thematic": true, "inspection": true, "inspections": true, "response": true, "to": true, "the": true, "of": true, "an": true,
	"a": true, "on": true, "and": true, "in": true, "by": true, "for": true, "our": true, "national": true, "recommendations": true, "re": true, "from": true, "into": true, "force": true,
	"findings": true, "update": true, "police": true, "with": true, "at": true, "published": true, "action": true, "plan": true,
}

// shortTitle proposes a short name: those words of the line that says what the
// paper is about that the title has too, as the title spells them, with a dash
// where it has others between.
func shortTitle(title, subject string) string {
	spelled := labelTokens(title)
	at := map[string]int{}
	for i := len(spelled) - 1; i >= 0; i-- {
		at[source.Fold(strings.Trim(spelled[i], ".()"))] = i
	}
	var groups [][]string
	last, count := -2, 0
	for _, t := range labelTokens(subject) {
		fold := source.Fold(strings.Trim(t, ".()"))
		i, ok := at[fold]
		if !ok || generic[fold] {
			continue
		}
		if i == last+1 && len(groups) > 0 {
			groups[len(groups)-1] = append(groups[len(groups)-1], spelled[i])
		} else if i > last {
			groups = append(groups, []string{spelled[i]})
		} else {
			continue
		}
		last, count = i, count+1
	}
	head, _, colon := strings.Cut(title, ":")
	colon = colon && len(head) <= 60 && !thisForce.MatchString(head)
	if colon && allIn(labelTokens(head), labelTokens(subject)) {
		return strings.TrimSpace(head)
	}
	if count > 0 && count <= 6 && subject != title {
		var names []string
		for _, g := range groups {
			names = append(names, strings.Trim(strings.Join(g, " "), ".()"))
		}
		if short := strings.Join(names, " – "); len(short) < len(title) && len(short) > 3 {
			r, size := utf8.DecodeRuneInString(short)
			return string(unicode.ToUpper(r)) + short[size:]
		}
	}
	if colon {
		return strings.TrimSpace(head)
	}
	if _, tail, ok := strings.Cut(title, ":"); ok && len(tail) <= 60 && len(tail) > 3 { // the force's name stands before it
		return strings.TrimSpace(tail)
	}
	if head, _, ok := strings.Cut(title, " – "); ok && len(head) <= 60 {
		return strings.TrimSpace(head)
	}
	return ""
}

// headingName is a heading as a report's short name.
func headingName(heading string) string {
	name := regexp.MustCompile(`(?i)^(?:an?\s+|the\s+)?(?:(?:joint|thematic)\s+)?inspection\s+(?:of|into|on)\s+(?:how\s+)?`).ReplaceAllString(heading, "")
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[size:]
}

func allIn(some, all []string) bool {
	for _, s := range some {
		if !slices.ContainsFunc(all, func(t string) bool { return source.Fold(s) == source.Fold(t) }) {
			return false
		}
	}
	return len(some) > 0
}

func (a *about) settleBasis(texts []string) {
	a.basis, a.basisWhy = register.BasisBoardPaper, ""
	all := strings.Join(texts, "\n")
	switch {
	case a.letter || regexp.MustCompile(`(?im)^(?:dear|annwyl)\b`).MatchString(all):
		a.basis = register.BasisLetter
	case regexp.MustCompile(`(?i)\b(?:board|panel|committee|agenda|bwrdd)\b`).MatchString(all):
	default:
		a.basisWhy = "the paper is neither a letter nor plainly for a meeting"
	}
}
