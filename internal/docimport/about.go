package docimport

import (
	"net/url"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// This file finds what a paper says about the report as a whole.

// about is what was found. A …From field has the words of the paper that a
// value is from.
type about struct {
	title, shortTitle  string
	titleWhy           string // why this is taken for the title; "" if it is certain
	titleLine          string // the line of the paper that gives it, and nothing else
	kinds              []string
	scope, scopeWhy    string
	published          inspection.Date
	publishedFrom      string
	url, urlLine       string
	redacted           bool
	fieldwork          [2]string
	fieldworkFrom      string
	answered           inspection.Date
	answeredFrom       string
	basis              inspection.Basis
	basisWhy           string
	isLetter           bool
	subject            string
	subjectHeadsReport bool // the subject is the heading of one of several reports
	headerLines        []headerLine
}

// A headerLine is a line at the head of the paper that names a field.
type headerLine struct {
	field       headerField
	text, value string
	used        bool
}

// addHeaderLine keeps a line "Date: 26 May 2020", if its field is a report's.
func (a *about) addHeaderLine(text string) bool {
	field, value, ok := parseHeaderLine(text)
	if !ok || field == headerOther || value == "" {
		return false
	}
	a.headerLines = append(a.headerLines, headerLine{field: field, text: text, value: value})
	return true
}

// addDateLine keeps the first line that is nothing but a date.
func (a *about) addDateLine(text string) bool {
	if !onlyDate().MatchString(text) || slices.ContainsFunc(a.headerLines, func(l headerLine) bool { return l.field == headerDate }) {
		return false
	}
	a.headerLines = append(a.headerLines, headerLine{field: headerDate, text: text, value: text})
	return true
}

// useLine marks the first header line with a field and a fitting value as used.
func (a *about) useLine(field headerField, fits func(value string) bool) *headerLine {
	for i := range a.headerLines {
		if l := &a.headerLines[i]; l.field == field && !l.used && fits(l.value) {
			l.used = true
			return l
		}
	}
	return nil
}

var redactedReport = pattern(`(?i)\bredacted\b[^.]{0,30}\breport\b|\breport\b[^.]{0,40}\bredacted\b`)

// find fills in what the paper says about the report.
func (a *about) find(blocks, notes []Block, v *vocabulary, fileName string) {
	texts := textsOf(blocks...)
	links := linksIn(slices.Concat(blocks, notes))
	for _, l := range a.headerLines {
		texts = append(texts, l.value)
	}
	a.findSubject(blocks)
	sentences := splitSentences(texts)
	publication := a.findPublished(sentences)
	a.findTitle(publication, sentences, blocks, fileName)
	if l := a.useLine(headerDate, hasDate); l != nil {
		first, _ := firstDate(l.value)
		a.answered, a.answeredFrom, l.used = first.date, l.text, isBrief(l.text)
	}
	a.findURL(links, texts)
	a.findKinds()
	all := a.title + " " + a.subject + " " + strings.Join(texts, " ")
	a.findScope(all, v)
	a.findFieldwork(sentences)
	a.redacted = redactedReport().MatchString(all)
	a.shortTitle = shortTitle(a.title, a.subject)
	if a.subjectHeadsReport && len(a.subject) <= 60 {
		a.shortTitle = headingTitle(a.subject)
	}
	a.findBasis(texts)
}

func linksIn(blocks []Block) (links []string) {
	for i := range blocks {
		for b := range blocks[i].all() {
			for _, s := range b.Spans {
				if s.Link != "" {
					links = append(links, s.Link)
				}
			}
		}
	}
	return links
}

var sentenceEnd = pattern(`[.!?][”"’']?\s+`)

func splitSentences(texts []string) (all []string) {
	for _, t := range texts {
		start := 0
		for _, m := range sentenceEnd().FindAllStringIndex(t, -1) {
			inQuotes := strings.Count(t[start:m[1]], "“") > strings.Count(t[start:m[1]], "”")
			if !inQuotes && m[1] < len(t) && !startsLower(t[m[1]:]) {
				all = append(all, t[start:m[1]])
				start = m[1]
			}
		}
		all = append(all, t[start:])
	}
	return all
}

var (
	inspectorateWords = pattern(`(?i)\b(?:hmic(?:frs)?|inspectorate|inspect\w+|hmi|peel|arolyg\w+)\b`)
	publishedWords    = pattern(`(?i)\b(?:published|publication|publishes|released|issued|cyhoedd\w*)\b`)
)

func mentionsInspectorate(text string) bool { return inspectorateWords().MatchString(text) }

// findSubject finds the line at the head of the paper that says what it is
// about.
func (a *about) findSubject(blocks []Block) {
	if a.subject != "" {
		return // the heading of one of several reports
	}
	if l := a.useLine(headerSubject, mentionsInspectorate); l != nil {
		a.subject = l.value
		l.used = false // it stays unplaced, unless the title is made of it
		return
	}
	for _, b := range blocks[:min(26, len(blocks))] {
		if !b.Number.IsZero() {
			return
		}
		text := b.text()
		if (b.Kind == Heading || b.Kind == Para && isShort(text)) && mentionsInspectorate(text) && !isHeaderLine(text) {
			a.subject = text
			return
		}
	}
}

// isAboutPublication reports whether a passage says when a report was
// published.
func isAboutPublication(text string) bool {
	return hasDate(text) && publishedWords().MatchString(text) && mentionsInspectorate(text) && !isHeaderLine(text)
}

// findPublished finds the day on which the inspectorate published its report,
// and returns the sentence that says so.
func (a *about) findPublished(sentences []string) string {
	if l := a.useLine(headerPublished, hasDate); l != nil {
		first, _ := firstDate(l.value)
		a.published, a.publishedFrom, l.used = first.date, l.text, isBrief(l.text)
		return l.text
	}
	for _, strict := range []bool{true, false} {
		for _, s := range sentences {
			lower := strings.ToLower(s)
			m := publishedWords().FindStringIndex(s)
			day, ok := firstDate(s)
			ofReport := mentionsInspectorate(s) || !strict && (strings.Contains(lower, "report") || strings.Contains(lower, "adroddiad"))
			if m == nil || !ok || !ofReport || strings.Contains(lower, "response was published") || strings.Contains(lower, "must be published") {
				continue
			}
			if after, ok := firstDate(s[m[1]:]); ok && after.from < 60 && (day.to < m[0]-60 || day.from > m[1]) {
				day = after
			}
			a.published, a.publishedFrom = day.date, s
			return s
		}
	}
	return ""
}

// isBrief reports whether a comment can quote a line whole.
func isBrief(text string) bool { return len(strings.Fields(text)) <= 30 }

func isInspectorateLink(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && (strings.Contains(u.Host, "hmic") || strings.Contains(u.Host, "justiceinspectorates"))
}

var urlInText = pattern(`https?://[^\s<>"“”)\]]+`)

func (a *about) findURL(links, texts []string) {
	for _, t := range texts {
		for _, l := range urlInText().FindAllString(t, -1) {
			links = append(links, strings.TrimRight(l, ".,;:’”'"))
		}
	}
	i := slices.IndexFunc(links, func(l string) bool { return isInspectorateLink(l) && !strings.ContainsAny(l, " \t\"<>\\") })
	if i < 0 {
		return
	}
	a.url = strings.Replace(links[i], "http://", "https://", 1)
	if l := a.useLine(headerURL, func(v string) bool { return strings.Contains(v, strings.TrimPrefix(a.url, "https:")) }); l != nil {
		if l.used = l.value == a.url && isBrief(l.text); l.used {
			a.urlLine = l.text
		}
	}
}

var kindRules = []rule[string]{
	{"peel", pattern(`(?i)\bpeel\b`)},
	{"thematic", pattern(`(?i)\bthematic\b|\bthematig\b`)},
	{"joint", pattern(`(?i)\bjoint (?:targeted |thematic )?(?:area )?inspection\b|\bjtai\b|\bcriminal justice joint\b`)},
	{"child-protection", pattern(`(?i)\bchild protection\b|\bchild sexual\b|\bamddiffyn plant\b`)},
	{"custody", pattern(`(?i)\bcustody\b|\bdalfa\b`)},
	{"crime-data-integrity", pattern(`(?i)\bcrime data integrity\b|\bcrime recording\b`)},
	{"counter-terrorism", pattern(`(?i)\bcounter-? ?terrorism\b`)},
	{"super-complaint", pattern(`(?i)\bsuper-? ?complaint\b`)},
	{"rape", pattern(`(?i)\brape\b`)},
	{"regional", pattern(`(?i)\bregional organised crime\b|\brocu\b|\bregional\b`)},
	{"cause-of-concern", pattern(`(?i)\baccelerated cause of concern\b`)},
	{"revisit", pattern(`(?i)\brevisit\b|\bre-?inspection\b|\bpost-inspection review\b`)},
	{"state-of-policing", pattern(`(?i)\bstate of policing\b`)},
	{"fire", pattern(`(?i)\bfire and rescue\b`)},
}

func (a *about) findKinds() {
	for _, r := range kindRules {
		if r.pattern().MatchString(a.title + " . " + a.subject) {
			a.kinds = append(a.kinds, r.value)
		}
	}
}

var (
	nationalWords = pattern(`(?i)\ball 43\b|\b43 (?:police )?forces\b|\bnational recommendations\b|\bthematic\b|\bforces in england and wales\b|\bevery force\b|\bnational (?:inspection|report|thematic)\b`)
	titleOfForce  = pattern(`(?:An inspection of|inspection of|Arolygiad o) [\p{Lu}][\p{L}-]+(?: (?:and )?[\p{Lu}][\p{L}-]+)* (?:Police|Constabulary|Service)|Heddlu [\p{Lu}]|[\p{Lu}][\p{L}-]+ (?:Police|Constabulary)$`)
)

const scopeUnknown = "the paper does not say whom the report is about"

func (a *about) findScope(all string, v *vocabulary) {
	inTitle := v.Force != "" && strings.Contains(strings.ToLower(a.title), strings.ToLower(v.Force)) || titleOfForce().MatchString(a.title)
	ofForce := slices.ContainsFunc(a.kinds, func(k string) bool { return k == "peel" || k == "custody" || k == "crime-data-integrity" })
	a.scope = "force"
	switch national := nationalWords().FindString(all); {
	case inTitle:
	case ofForce:
		a.scopeWhy = "reports of this kind are most often about one force"
	case national != "":
		a.setNational("the paper says “" + national + "”")
	case slices.Contains(a.kinds, "regional"):
		a.scope, a.scopeWhy = "multi-force", "the report is a regional one"
	default:
		a.scopeWhy = scopeUnknown
	}
}

func (a *about) setNational(why string) {
	a.scope, a.scopeWhy = "national", why
	if len(a.kinds) == 0 {
		a.kinds = []string{"thematic"}
	}
}

var (
	fieldworkWords = pattern(`(?i)\b(?:visited|inspected|fieldwork|carried out|took place|conducted|arolyg\w+|gwaith maes)\b`)
	betweenMonths  = pattern(`(?i)\b(?:between|from|rhwng)\s+(?:` + dayExpr + `|` + monthExpr + `|(` + monthNames + `))\s+(?:and|to|until|a|–|-)\s+(?:` + dayExpr + `|` + monthExpr + `)`)
)

// findFieldwork finds "between March and May 2019". The first date may leave
// its year to the second.
func (a *about) findFieldwork(sentences []string) {
	value := func(day, month []string) string {
		switch {
		case day[0] != "":
			if first, ok := firstDate(strings.Join(day, " ")); ok {
				return first.date.String()
			}
		case month[0] != "":
			return monthText(month[0], month[1])
		}
		return ""
	}
	for _, s := range sentences {
		m := betweenMonths().FindStringSubmatch(s)
		if m == nil || !fieldworkWords().MatchString(s) {
			continue
		}
		firstMonth := m[4:6]
		if m[6] != "" {
			firstMonth = []string{m[6], m[9] + m[11]}
		}
		from, to := value(m[1:4], firstMonth), value(m[7:10], m[10:12])
		if from != "" && to != "" && from[:7] <= to[:7] {
			a.fieldwork, a.fieldworkFrom = [2]string{from, to}, m[0]
			return
		}
	}
}

var (
	letterWords  = pattern(`(?im)^(?:dear|annwyl)\b`)
	meetingWords = pattern(`(?i)\b(?:board|panel|committee|agenda|bwrdd)\b`)
)

func (a *about) findBasis(texts []string) {
	all := strings.Join(texts, "\n")
	a.basis = inspection.BasisBoardPaper
	switch {
	case a.isLetter || letterWords().MatchString(all):
		a.basis = inspection.BasisLetter
	case !meetingWords().MatchString(all):
		a.basisWhy = "the paper is neither a letter nor plainly for a meeting"
	}
}
