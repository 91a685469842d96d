package content

import (
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// checkSettingsLanguages warns of settings that are given by language and lack one
// of the site's. A setting without languages is the same in all.
func (o *officeFile) checkSettingsLanguages() {
	office := &o.office
	check := func(path string, l inspection.Localised) {
		if len(l.In) == 0 {
			return
		}
		for _, lang := range office.Languages {
			if l.In[lang] != "" {
				continue
			}
			_, from := l.Pick(office.InOrder(lang), office.First())
			o.problemAtField(diag.Warning, RuleTranslationMissing, path, "this is in "+inspection.LanguageName(from)+" and not in "+inspection.LanguageName(lang), "add "+lang+": and the words; where they are the same in both, write them once, without a language")
			office.SettingsGaps = append(office.SettingsGaps, inspection.TranslationGap{Kind: inspection.GapMissing, File: inspection.SettingsFile, Lang: lang, Source: inspection.SettingsFile, From: from, Name: "the settings", Fields: []string{path}})
		}
	}
	check("office.name", office.Name)
	for i, t := range office.Terms {
		check(at("office.terms", i)+".title", t.Titles)
	}
	check("office.contact.url", office.Contact.URLs)
	check("office.contact.address", office.Contact.Addresses)
	if s := office.Successor; s != nil {
		check("office.successor.name", s.Names)
	}
	check("force", o.force)
	if o.force.Default == "" {
		for i, s := range office.Services {
			check(at("services", i)+".name", s.Names)
		}
	}
	for i, a := range office.Addressees {
		check(at("addressees", i)+".name", a.Names)
	}
	if s := office.SummaryAssessment; s != nil {
		check("summary_assessment.title", s.Titles)
		check("summary_assessment.url", s.URLs)
	}
	check("licence", office.Licences)
	check("notice", office.Notice)
	if a := office.Accessibility; a != nil {
		check("accessibility.by", a.By)
		for i, l := range a.KnownProblems {
			check(at("accessibility.known_problems", i), l)
		}
	}
	check("theme.logo_alt", office.Theme.LogoAlts)
}

// checkParity warns of missing and outdated translations. An answer that is not in
// every language is an error if the settings say so.
func (l *loader) checkParity() {
	if l.office == nil || len(l.office.office.Languages) < 2 {
		return
	}
	o := &l.office.office
	for _, d := range l.dirs {
		if d.report == nil {
			continue
		}
		l.reportGaps(&d.report.contentFile, d.translations, d.report.report.Translatable(o))
		for _, f := range d.findings {
			if f.finding.Report != nil {
				l.reportGaps(&f.contentFile, d.translations, f.finding.Translatable(o))
			}
		}
	}
	for _, p := range l.pages {
		l.reportGaps(&p.contentFile, p.translations, p.page.Translatable(o))
	}
}

// reportGaps reports the missing translations of w. The problems belong to f, its
// first file, so that the allow: there applies to them.
func (l *loader) reportGaps(f *contentFile, translations []*contentFile, w inspection.Translatable) {
	o := &l.office.office
	in := func(file string) *contentFile {
		for _, t := range translations {
			if t.Path == file {
				return t
			}
		}
		return f
	}
	for _, text := range w.MisplacedTexts() {
		l.addProblemAt(f, in(o.FileIn(text.Lang, w.File)), diag.Error, RuleLanguage, text.Field, text.Message, text.Hint)
	}
	for _, g := range w.Gaps(o) {
		target := in(g.File)
		lang, from := inspection.LanguageName(g.Lang), inspection.LanguageName(g.From)
		switch g.Kind {
		case inspection.GapOlder:
			for _, change := range g.Changes {
				hint := "when " + g.File + " says the same: fiftysix translations --done " + g.File
				if change.Now != "" {
					hint = "the " + from + " now says: " + Shortened(change.Now) + "\n" + hint
				}
				l.addProblemAt(f, target, diag.Warning, RuleTranslationOlder, g.Key, "the "+lang+" is older than the "+from+": "+change.What, hint)
			}
		case inspection.GapUnrecorded:
			l.addProblemAt(f, target, diag.Advice, RuleTranslationUnrecorded, "", "nothing records what this translates ("+strings.Join(g.Fields, ", ")+"), so that a change of the "+from+" would go unseen",
				"when both say the same: fiftysix translations --done "+g.File)
		case inspection.GapMissing:
			l.reportMissing(f, target, in(g.Source), w, g)
		}
	}
}

// reportMissing reports what is in one language only: as an error for each part
// of an answer, if the settings say so, and else as a warning.
func (l *loader) reportMissing(f, target, source *contentFile, w inspection.Translatable, g inspection.TranslationGap) {
	lang, from := inspection.LanguageName(g.Lang), inspection.LanguageName(g.From)
	others := g.Fields
	if l.office.answersInEveryLanguage {
		for _, part := range g.Answer {
			others = slices.DeleteFunc(slices.Clone(others), func(name string) bool { return name == part.Name() })
			add := "put it into " + g.File
			if heading := inspection.HeadingOf(part.Key, g.Lang); heading != "" {
				add = "add ## " + heading + " to " + g.File
			}
			l.addProblemAt(f, source, diag.Error, RuleOneSided, part.Key, "this part of the answer is in "+from+" only: "+part.Name(),
				"fiftysix.yaml asks for answers in every language of the site; "+add+", or hold the answer back with draft: true")
		}
	}
	if len(others) == 0 {
		return
	}
	hint := "readers of the " + lang + " are shown the " + from + ", with a notice; all that is to be translated, as one file: fiftysix translations --output translations.docx"
	if g.Whole {
		l.addProblemAt(f, f, diag.Warning, RuleTranslationMissing, "", "this is in "+from+" only: there is no "+g.File, hint)
		return
	}
	l.addProblemAt(f, target, diag.Warning, RuleTranslationMissing, "", "in "+from+" only: "+strings.Join(others, ", "), hint)
}

// Shortened returns text in quotation marks, cut to 200 characters.
func Shortened(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > 200 {
		r = append(r[:199], '…')
	}
	return "“" + string(r) + "”"
}

// addProblemAt adds a problem of f at a part of the file at, which may be a
// translation of f. The allow: of f applies to it.
func (l *loader) addProblemAt(f, at *contentFile, level diag.Level, rule, key, message, hint string) {
	n := len(at.problems)
	at.problemAtPart(&l.office.office, level, rule, key, message, hint)
	if at == f {
		return
	}
	added := slices.Clone(at.problems[n:])
	at.problems = at.problems[:n]
	f.problems = append(f.problems, added...)
}

// problemAtPart adds a problem at a part: at its field, its heading, or the start
// of the text.
func (f *contentFile) problemAtPart(o *inspection.Office, level diag.Level, rule, key, message, hint string) {
	switch {
	case inspection.HeadingOf(key, "en") != "":
		for _, s := range f.prose.Sections {
			if o.SectionKey(s.Heading) == key {
				f.problems = append(f.problems, f.File.Problem(level, rule, s.At, s.Length, message, hint))
				return
			}
		}
		f.problemInFile(level, rule, message, hint)
	case key == "background" || key == "finding" || key == "text":
		at := f.Body
		for at < len(f.Text) && strings.ContainsRune(" \t\n", rune(f.Text[at])) {
			at++
		}
		f.problems = append(f.problems, f.File.Problem(level, rule, at, 0, message, hint))
	case key == "":
		f.problemInFile(level, rule, message, hint)
	case key == "late_reason" && f.ReparseFields().Field(key) == nil:
		f.problemAtField(level, rule, "response.late_reason", message, hint)
	default:
		f.problemAtField(level, rule, key, message, hint)
	}
}
