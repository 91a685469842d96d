package content

import (
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// This file compares what is said in the site's languages: what is there in
// one and not in another, and what has changed since it was translated. No
// language is second, so each is held against each.

// tellGaps warns of what the settings give by language and not in each. What
// they give once is taken to be the same in all.
func (o *officeFile) tellGaps() {
	office := &o.office
	look := func(path string, l inspection.Localised) {
		if len(l.In) == 0 {
			return
		}
		for _, lang := range office.Languages {
			if l.In[lang] != "" {
				continue
			}
			_, from := l.Pick(office.InOrder(lang), office.First())
			o.problemIn(diag.Warning, RuleTranslationMissing, path, "this is in "+inspection.LanguageName(from)+" and not in "+inspection.LanguageName(lang), "add "+lang+": and the words; where they are the same in both, write them once, without a language")
			office.SettingsGaps = append(office.SettingsGaps, inspection.TranslationGap{Kind: inspection.GapMissing, File: inspection.SettingsFile, Lang: lang, Source: inspection.SettingsFile, From: from, Name: "the settings", Fields: []string{path}})
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
	for i, a := range office.Addressees {
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
		c.tellGaps(&d.report.contentFile, d.translations, d.report.report.Translatable(o))
		for _, f := range d.findings {
			if f.finding.Report != nil {
				c.tellGaps(&f.contentFile, d.translations, f.finding.Translatable(o))
			}
		}
	}
	for _, p := range c.pages {
		c.tellGaps(&p.contentFile, p.translations, p.page.Translatable(o))
	}
}

// tellGaps adds the gaps of a work to the problems of its first file, which is
// the one that can allow them.
func (c *loader) tellGaps(f *contentFile, translations []*contentFile, w inspection.Translatable) {
	o := &c.office.office
	in := func(file string) *contentFile {
		for _, t := range translations {
			if t.Path == file {
				return t
			}
		}
		return f
	}
	for _, lost := range w.MisplacedTexts() {
		c.borrow(f, in(o.FileIn(lost.Lang, w.File)), diag.Error, RuleLanguage, lost.Field, lost.Message, lost.Hint)
	}
	for _, g := range w.Gaps(o) {
		lacks := in(g.File)
		lang, from := inspection.LanguageName(g.Lang), inspection.LanguageName(g.From)
		switch g.Kind {
		case inspection.GapOlder:
			for _, change := range g.Changes {
				hint := "when " + g.File + " says the same: fiftysix translations --done " + g.File
				if change.Now != "" {
					hint = "the " + from + " now says: " + Shortened(change.Now) + "\n" + hint
				}
				c.borrow(f, lacks, diag.Warning, RuleTranslationOlder, g.Key, "the "+lang+" is older than the "+from+": "+change.What, hint)
			}
		case inspection.GapUnrecorded:
			c.borrow(f, lacks, diag.Advice, RuleTranslationUnrecorded, "", "nothing records what this translates ("+strings.Join(g.Fields, ", ")+"), so that a change of the "+from+" would go unseen",
				"when both say the same: fiftysix translations --done "+g.File)
		case inspection.GapMissing:
			c.tellMissing(f, lacks, in(g.Source), w, g)
		}
	}
}

// tellMissing says what is there in one language only: as an error of each
// part of an answer, where the settings ask for that, and else as a warning.
func (c *loader) tellMissing(f, lacks, has *contentFile, w inspection.Translatable, g inspection.TranslationGap) {
	lang, from := inspection.LanguageName(g.Lang), inspection.LanguageName(g.From)
	left := g.Fields
	if c.office.answersInAll {
		for _, part := range g.Answer {
			left = slices.DeleteFunc(slices.Clone(left), func(name string) bool { return name == part.Name() })
			add := "put it into " + g.File
			if heading := inspection.HeadingOf(part.Key, g.Lang); heading != "" {
				add = "add ## " + heading + " to " + g.File
			}
			c.borrow(f, has, diag.Error, RuleOneSided, part.Key, "this part of the answer is in "+from+" only: "+part.Name(),
				"fiftysix.yaml asks for answers in every language of the site; "+add+", or hold the answer back with draft: true")
		}
	}
	if len(left) == 0 {
		return
	}
	hint := "readers of the " + lang + " are shown the " + from + ", with a notice; all that is to be translated, as one file: fiftysix translations --output translations.docx"
	if g.Whole {
		c.borrow(f, f, diag.Warning, RuleTranslationMissing, "", "this is in "+from+" only: there is no "+g.File, hint)
		return
	}
	c.borrow(f, lacks, diag.Warning, RuleTranslationMissing, "", "in "+from+" only: "+strings.Join(left, ", "), hint)
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

// borrow adds a Problem at a part of another file of the same work. It is kept
// with f, whose allow: speaks for all of them.
func (c *loader) borrow(f, at *contentFile, level diag.Level, rule, key, message, hint string) {
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
func (f *contentFile) problemAtPart(o *inspection.Office, level diag.Level, rule, key, message, hint string) {
	switch {
	case inspection.HeadingOf(key, "en") != "":
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
