package register

import (
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/source"
)

// This file compares what is said in the site's languages: what is there in
// one and not in another, and what has changed since it was translated. No
// language is second, so each is held against each.

// A Gap is where one language says less than another, or what another said
// before.
type Gap struct {
	Kind GapKind
	File string // of the language that lags behind; it need not be there
	Lang string // that language
	Of   string // the file in the other language
	From string // the other language
	Name string // what people call the report, the finding or the page
	// Parts are what is missing or not recorded, in the order of the file; of
	// what is older, the one part that changed.
	Parts   []string
	Changes []Edit // of what is older
	Answer  []Part // of what is missing: the parts of an answer that is public
	Whole   bool   // the file is not there at all
}

// GapKind is what kind of Gap it is.
type GapKind string

// The kinds of Gap.
const (
	GapMissing    GapKind = "missing"
	GapOlder      GapKind = "older"
	GapUnrecorded GapKind = "unrecorded"
)

// An Edit is what has happened to a passage since it was translated.
type Edit struct {
	What string // "paragraph 2 of Our comments was changed"
	Now  string // its words as they are now; "" where it was taken out
}

// Gaps are all gaps of what the register holds, in the order of reports,
// findings and pages.
func (reg *Register) Gaps() (gaps []Gap) {
	if len(reg.Office.Languages) < 2 {
		return nil
	}
	gaps = append(gaps, reg.Office.gaps...)
	for _, w := range reg.Works() {
		gaps = append(gaps, w.Gaps(&reg.Office)...)
	}
	return gaps
}

// tellGaps warns of what the settings give by language and not in each. What
// they give once is taken to be the same in all.
func (o *officeFile) tellGaps() {
	office := &o.office
	look := func(path string, l Localised) {
		if len(l.In) == 0 {
			return
		}
		for _, lang := range office.Languages {
			if l.In[lang] != "" {
				continue
			}
			_, from := l.Said(office.InOrder(lang), office.First())
			o.problemIn(source.Warning, RuleTranslationMissing, path, "this is in "+LanguageName(from)+" and not in "+LanguageName(lang), "add "+lang+": and the words; where they are the same in both, write them once, without a language")
			office.gaps = append(office.gaps, Gap{Kind: GapMissing, File: SettingsFile, Lang: lang, Of: SettingsFile, From: from, Name: "the settings", Parts: []string{path}})
		}
	}
	look("office.name", office.Name)
	for i, t := range office.Terms {
		look(at("office.terms", i)+".title", t.Titles)
	}
	look("office.contact.url", office.Contact.URLs)
	look("office.contact.address", office.Contact.Addresses)
	if s := office.Successor; s != nil {
		look("office.successor.name", s.Names)
	}
	look("force", o.force)
	if o.force.Default == "" {
		for i, s := range office.Services {
			look(at("services", i)+".name", s.Names)
		}
	}
	for i, a := range office.addressees {
		look(at("addressees", i)+".name", a.Names)
	}
	if s := office.SummaryAssessment; s != nil {
		look("summary_assessment.title", s.Titles)
		look("summary_assessment.url", s.URLs)
	}
	look("licence", office.Licences)
	look("notice", office.Notice)
	if a := office.Accessibility; a != nil {
		look("accessibility.by", a.By)
		for i, l := range a.KnownProblems {
			look(at("accessibility.known_problems", i), l)
		}
	}
	look("theme.logo_alt", office.Theme.LogoAlts)
}

// Gaps compares the languages of one work.
func (w Work) Gaps(o *Office) (gaps []Gap) {
	said := make(map[string][]Part, 2)
	for _, lang := range o.Languages {
		said[lang] = w.shown(w.Parts(lang), lang == o.First())
	}
	for _, lang := range o.Languages {
		gap := func(kind GapKind, from string) Gap {
			return Gap{Kind: kind, File: o.FileIn(lang, w.File), Lang: lang, Of: o.FileIn(from, w.File), From: from, Name: w.Name, Whole: !slices.Contains(w.Written, lang)}
		}
		gaps = append(gaps, w.missing(said, lang, o, gap)...)
		if record := w.Record(lang); record != nil {
			from := o.translatedFrom(record.From, lang)
			gaps = append(gaps, w.older(said[from], said[lang], record, func(kind GapKind) Gap { return gap(kind, from) })...)
		} else if lang != o.First() && len(said[lang]) > 0 && !w.recordedIn(o) {
			if both := inBoth(said[o.First()], said[lang]); len(both) > 0 {
				g := gap(GapUnrecorded, o.First())
				g.Parts = both
				gaps = append(gaps, g)
			}
		}
	}
	return gaps
}

// shown are parts without what no page would show; that is told by itself.
func (w Work) shown(parts []Part, first bool) []Part {
	if first || w.takes == nil {
		return parts
	}
	for i, part := range parts {
		parts[i].Passages = slices.DeleteFunc(part.Passages, func(p Passage) bool {
			message, _ := w.takes(part, p)
			return message != ""
		})
	}
	return slices.DeleteFunc(parts, func(p Part) bool { return len(p.Passages) == 0 })
}

// translatedFrom is the language that a record in lang is of.
func (o *Office) translatedFrom(from, lang string) string {
	if from != "" && from != lang {
		return from
	}
	for _, l := range o.Languages {
		if l != lang {
			return l
		}
	}
	return lang
}

// recordedIn says whether the file of the first language says that it is the
// translation.
func (w Work) recordedIn(o *Office) bool { return w.Record(o.First()) != nil }

// missing finds what the other languages have and this one has not. It is
// told once, of the first of them that has it.
func (w Work) missing(said map[string][]Part, lang string, o *Office, gap func(GapKind, string) Gap) (gaps []Gap) {
	found := map[string]bool{}
	for _, from := range o.Languages {
		if from == lang {
			continue
		}
		g := gap(GapMissing, from)
		for _, part := range said[from] {
			if names := lacking(part, findPart(said[lang], part.Key), found); len(names) > 0 {
				g.Parts = append(g.Parts, names...)
				if part.Answer && w.Answering {
					g.Answer = append(g.Answer, part)
				}
			}
		}
		if len(g.Parts) > 0 {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// lacking names what of a part the other language has nothing of.
func lacking(part Part, other *Part, found map[string]bool) (names []string) {
	note := func(key, name string) {
		if !found[key] {
			found[key] = true
			names = append(names, name)
		}
	}
	if part.Kind != PartList {
		if other == nil && !part.Passages[0].Optional {
			note(part.Key, part.Name())
		}
		return names
	}
	for _, p := range part.Passages {
		if !p.Optional && (other == nil || !slices.ContainsFunc(other.Passages, func(q Passage) bool { return q.Key == p.Key })) {
			note(part.Key+" "+p.Key, part.NameOf(p))
		}
	}
	return names
}

func findPart(parts []Part, key string) *Part {
	for i := range parts {
		if parts[i].Key == key {
			return &parts[i]
		}
	}
	return nil
}

func inBoth(a, b []Part) (names []string) {
	for _, p := range a {
		if findPart(b, p.Key) != nil {
			names = append(names, p.Name())
		}
	}
	return names
}

// older finds what has changed since it was translated. What is not there in
// this language is missing and not older.
func (w Work) older(of, own []Part, record *Record, gap func(GapKind) Gap) (gaps []Gap) {
	unrecorded := gap(GapUnrecorded)
	for _, part := range of {
		mine := findPart(own, part.Key)
		if mine == nil {
			continue
		}
		marks, ok := record.Marks(part.Key)
		if !ok {
			unrecorded.Parts = append(unrecorded.Parts, part.Name())
			continue
		}
		if changes := part.since(marks, mine); len(changes) > 0 {
			g := gap(GapOlder)
			g.Parts, g.Changes = []string{part.Name()}, changes
			gaps = append(gaps, g)
		}
	}
	if len(unrecorded.Parts) > 0 {
		gaps = append(gaps, unrecorded)
	}
	return gaps
}

// since is what has happened to a part since its passages had these marks.
func (p Part) since(marks []string, mine *Part) (changes []Edit) {
	now := make([]string, len(p.Passages))
	for i, passage := range p.Passages {
		now[i] = MarkOf(passage.Text)
	}
	if slices.Equal(marks, now) {
		return nil
	}
	for _, s := range stretches(marks, now) {
		gone, come := s.gone, s.come
		for n := range max(gone, come) {
			switch {
			case n >= come && p.Kind != PartWords:
				continue // an entry that is gone from one language is shown in none
			case n >= come:
				after := "the beginning"
				if s.at+come > 0 {
					after = "paragraph " + strconv.Itoa(s.at+come)
				}
				changes = append(changes, Edit{What: p.Name() + ": a paragraph after " + after + " was taken out"})
				continue
			case p.Kind == PartList && !slices.ContainsFunc(mine.Passages, func(q Passage) bool { return q.Key == p.Passages[s.at+n].Key }):
				continue // it is missing, and told as that
			}
			passage, what := p.Passages[s.at+n], " was changed"
			if n >= gone {
				what = " is new"
			}
			changes = append(changes, Edit{What: p.NameOf(passage) + what, Now: passage.Text})
		}
	}
	return changes
}

// A stretch is where two lists differ: at a place of the second, so many of
// the first are gone, and so many have come.
type stretch struct{ at, gone, come int }

// stretches finds where lists differ, by the longest list of what they share.
func stretches(was, is []string) (all []stretch) {
	shared := make([][]int, len(was)+1)
	for i := range shared {
		shared[i] = make([]int, len(is)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			if was[i] == is[j] {
				shared[i][j] = shared[i+1][j+1] + 1
			} else {
				shared[i][j] = max(shared[i+1][j], shared[i][j+1])
			}
		}
	}
	s := stretch{}
	flush := func(next int) {
		if s.gone+s.come > 0 {
			all = append(all, s)
		}
		s = stretch{at: next}
	}
	i, j := 0, 0
	for i < len(was) || j < len(is) {
		switch {
		case i < len(was) && j < len(is) && was[i] == is[j]:
			i, j = i+1, j+1
			flush(j)
		case j == len(is) || i < len(was) && shared[i+1][j] >= shared[i][j+1]:
			i, s.gone = i+1, s.gone+1
		default:
			j, s.come = j+1, s.come+1
		}
	}
	flush(j)
	return all
}

// partNames are the parts as people call them who write the files.
var partNames = map[string]string{
	"title": "the title", "short_title": "the short title", "not_required_reason": "why no answer is required", "late_reason": "why the answer was late",
	"withdrawn_reason": "why the report was withdrawn", "redacted_note": "what is left out of the report",
	"corrections": "the corrections of the report", "answer_corrections": "the corrections of the answer", "areas": "what was judged", "attachments": "the titles of files",
	"background": "the background", "finding": "the finding’s words", "label": "the label", "due_text": "the time set", "history": "the history", "text": "the words",
}

// Name is what people call the part.
func (p Part) Name() string {
	if p.Heading != "" {
		return p.Heading
	}
	return partNames[p.Key]
}

// NameOf is what people call a passage of the part.
func (p Part) NameOf(passage Passage) string {
	date, _, _ := strings.Cut(passage.Key, "#")
	switch {
	case p.Kind == PartWords:
		return p.Name() + ", paragraph " + passage.Key
	case p.Key == "history":
		return "the note of " + date
	case p.Key == "corrections":
		return "the correction of the report of " + date
	case p.Key == "answer_corrections":
		return "the correction of the answer of " + date
	case p.Key == "areas":
		return "what was judged, " + passage.Key
	case p.Key == "attachments":
		return "the title of " + passage.Key
	}
	return p.Name()
}

// LanguageName is what a language is called in English.
func LanguageName(code string) string {
	switch code {
	case "en":
		return "English"
	case "cy":
		return "Welsh"
	}
	return "“" + code + "”"
}

// checkParity warns where languages do not say the same, and refuses an answer
// in one language where the settings ask for all.
func (c *loader) checkParity() {
	if c.office == nil || len(c.office.office.Languages) < 2 {
		return
	}
	o := &c.office.office
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		c.tellGaps(&d.report.contentFile, d.translations, d.report.report.work(o))
		for _, f := range d.findings {
			if f.finding.Report != nil {
				c.tellGaps(&f.contentFile, d.translations, f.finding.work(o))
			}
		}
	}
	for _, p := range c.pages {
		c.tellGaps(&p.contentFile, p.translations, p.page.work(o))
	}
}

// tellGaps adds the gaps of a work to the problems of its first file, which is
// the one that can allow them.
func (c *loader) tellGaps(f *contentFile, translations []*contentFile, w Work) {
	o := &c.office.office
	in := func(file string) *contentFile {
		for _, t := range translations {
			if t.Path == file {
				return t
			}
		}
		return f
	}
	for _, lost := range w.lost(o) {
		c.borrow(f, in(o.FileIn(lost.lang, w.File)), source.Error, RuleLanguage, lost.part, lost.message, lost.hint)
	}
	for _, g := range w.Gaps(o) {
		lacks := in(g.File)
		lang, from := LanguageName(g.Lang), LanguageName(g.From)
		switch g.Kind {
		case GapOlder:
			for _, change := range g.Changes {
				hint := "when " + g.File + " says the same: fiftysix translations --done " + g.File
				if change.Now != "" {
					hint = "the " + from + " now says: " + Shortened(change.Now) + "\n" + hint
				}
				c.borrow(f, lacks, source.Warning, RuleTranslationOlder, g.keyOf(w, o), "the "+lang+" is older than the "+from+": "+change.What, hint)
			}
		case GapUnrecorded:
			c.borrow(f, lacks, source.Advice, RuleTranslationUnrecorded, "", "nothing records what this translates ("+strings.Join(g.Parts, ", ")+"), so that a change of the "+from+" would go unseen",
				"when both say the same: fiftysix translations --done "+g.File)
		case GapMissing:
			c.tellMissing(f, lacks, in(g.Of), w, g)
		}
	}
}

// tellMissing says what is there in one language only: as an error of each
// part of an answer, where the settings ask for that, and else as a warning.
func (c *loader) tellMissing(f, lacks, has *contentFile, w Work, g Gap) {
	lang, from := LanguageName(g.Lang), LanguageName(g.From)
	left := g.Parts
	if c.office.answersInAll {
		for _, part := range g.Answer {
			left = slices.DeleteFunc(slices.Clone(left), func(name string) bool { return name == part.Name() })
			add := "put it into " + g.File
			if heading := HeadingOf(part.Key, g.Lang); heading != "" {
				add = "add ## " + heading + " to " + g.File
			}
			c.borrow(f, has, source.Error, RuleOneSided, part.Key, "this part of the answer is in "+from+" only: "+part.Name(),
				"fiftysix.yaml asks for answers in every language of the site; "+add+", or hold the answer back with draft: true")
		}
	}
	if len(left) == 0 {
		return
	}
	hint := "readers of the " + lang + " are shown the " + from + ", with a notice; all that is to be translated, as one file: fiftysix translations --output translations.docx"
	if g.Whole {
		c.borrow(f, f, source.Warning, RuleTranslationMissing, "", "this is in "+from+" only: there is no "+g.File, hint)
		return
	}
	c.borrow(f, lacks, source.Warning, RuleTranslationMissing, "", "in "+from+" only: "+strings.Join(left, ", "), hint)
}

// Shortened is a passage in quotation marks, and no longer than a person wants
// to read in a list.
func Shortened(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > 200 {
		r = append(r[:199], '…')
	}
	return "“" + string(r) + "”"
}

// keyOf is the key of the part that a gap is about.
func (g Gap) keyOf(w Work, o *Office) string {
	for _, p := range w.Parts(g.From) {
		if slices.Contains(g.Parts, p.Name()) {
			return p.Key
		}
	}
	return ""
}

// borrow adds a Problem at a part of another file of the same work. It is kept
// with f, whose allow: speaks for all of them.
func (c *loader) borrow(f, at *contentFile, level source.Level, rule, key, message, hint string) {
	n := len(at.problems)
	at.problemAtPart(&c.office.office, level, rule, key, message, hint)
	if at == f {
		return
	}
	added := slices.Clone(at.problems[n:])
	at.problems = at.problems[:n]
	f.problems = append(f.problems, added...)
}

// problemAtPart adds a Problem where a part stands: at its field, at its
// heading, or at its first words.
func (f *contentFile) problemAtPart(o *Office, level source.Level, rule, key, message, hint string) {
	switch {
	case HeadingOf(key, "en") != "":
		for _, s := range f.prose.Sections {
			if o.SectionKey(s.Heading) == key {
				f.problems = append(f.problems, f.File.Problem(level, rule, s.At, s.Length, message, hint))
				return
			}
		}
		f.about(level, rule, message, hint)
	case key == "background" || key == "finding" || key == "text":
		at := f.Body
		for at < len(f.Text) && strings.ContainsRune(" \t\n", rune(f.Text[at])) {
			at++
		}
		f.problems = append(f.problems, f.File.Problem(level, rule, at, 0, message, hint))
	case key == "":
		f.about(level, rule, message, hint)
	case key == "late_reason" && f.ReparseFields().Field(key) == nil:
		f.problemIn(level, rule, "response.late_reason", message, hint)
	default:
		f.problemIn(level, rule, key, message, hint)
	}
}

// lost finds words of a translation that no page would show, since the first
// language has nothing that they could be said of.
func (w Work) lost(o *Office) (all []lostWords) {
	if w.takes == nil {
		return nil
	}
	for _, lang := range w.Written {
		if lang == o.First() {
			continue
		}
		for _, part := range w.Parts(lang) {
			for _, p := range part.Passages {
				if message, hint := w.takes(part, p); message != "" {
					all = append(all, lostWords{lang, part.Key, message, hint})
				}
			}
		}
	}
	return all
}

type lostWords struct{ lang, part, message, hint string }
