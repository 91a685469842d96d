package site

import (
	"html/template"
	"slices"
	"strings"
	"unicode"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// This file shows text that may be in another language than the page's. What has
// not been translated is shown in the language that it is written in, with a lang
// attribute and, for a passage, a notice: it is never left out. It has no effect
// on a site in one language.

// withLang adds a lang attribute to text that is not in the page's language.
func (e *localeSite) withLang(lang, text string) Text {
	if lang == e.words.lang || text == "" {
		return text
	}
	return template.HTML(`<span lang="` + template.HTMLEscapeString(lang) + `">` + template.HTMLEscapeString(text) + `</span>`)
}

// inFirstLanguage is for text that is never translated: it is in the site's first
// language.
func (e *localeSite) inFirstLanguage(text string) Text { return e.withLang(e.reg.Office.First(), text) }

// local is a text of the settings, in the page's language if it has been
// translated.
func (e *localeSite) local(l inspection.Localised) Text {
	text, lang := l.Pick(e.order, e.reg.Office.First())
	return e.withLang(lang, text)
}

// ofReport, ofFinding and ofPage choose the language in which a part is shown.
func (e *localeSite) ofReport(r *inspection.Report, there func(*inspection.ReportWords) bool) (*inspection.ReportWords, string) {
	return inspection.Choose(e.order, e.reg.Office.First(), &r.ReportWords, r.In, there)
}

func (e *localeSite) ofFinding(f *inspection.Finding, there func(*inspection.FindingWords) bool) (*inspection.FindingWords, string) {
	return inspection.Choose(e.order, e.reg.Office.First(), &f.FindingWords, f.In, there)
}

func (e *localeSite) ofPage(p *inspection.Page, there func(*inspection.PageWords) bool) (*inspection.PageWords, string) {
	return inspection.Choose(e.order, e.reg.Office.First(), &p.PageWords, p.In, there)
}

// report, finding and page are the texts of each: every part in the site's
// language, or else in the first language that has it.
func (e *localeSite) report(r *inspection.Report) *inspection.ReportWords {
	if len(r.In) == 0 {
		return &r.ReportWords
	}
	text := func(part func(*inspection.ReportWords) string) string {
		w, _ := e.ofReport(r, func(w *inspection.ReportWords) bool { return part(w) != "" })
		return part(w)
	}
	passage := func(part func(*inspection.ReportWords) markdown.Text) markdown.Text {
		w, _ := e.ofReport(r, func(w *inspection.ReportWords) bool { return !part(w).Empty() })
		return part(w)
	}
	named, _ := e.ofReport(r, hasName)
	return &inspection.ReportWords{
		Title: text(reportTitle), ShortTitle: named.ShortTitle,
		NotRequiredReason: text(notRequiredReason), LateReason: text(lateReason),
		Background: passage(background), ForceComments: passage(forceComments),
		OurComments: passage(ourComments), Reply: passage(reply),
	}
}

func (e *localeSite) finding(f *inspection.Finding) *inspection.FindingWords {
	if len(f.In) == 0 {
		return &f.FindingWords
	}
	text := func(part func(*inspection.FindingWords) string) string {
		w, _ := e.ofFinding(f, func(w *inspection.FindingWords) bool { return part(w) != "" })
		return part(w)
	}
	passage := func(part func(*inspection.FindingWords) markdown.Text) markdown.Text {
		w, _ := e.ofFinding(f, func(w *inspection.FindingWords) bool { return !part(w).Empty() })
		return part(w)
	}
	return &inspection.FindingWords{
		Label: text(label), DueText: text(dueText), Text: passage(findingBody),
		ForceResponse: passage(forceResponse), OurResponse: passage(ourResponse),
	}
}

// findingLabel is the label alone, of what finding gives.
func (e *localeSite) findingLabel(f *inspection.Finding) string {
	w, _ := e.ofFinding(f, func(w *inspection.FindingWords) bool { return w.Label != "" })
	return w.Label
}

func (e *localeSite) page(p *inspection.Page) *inspection.PageWords {
	if len(p.In) == 0 {
		return &p.PageWords
	}
	titled, _ := e.ofPage(p, hasTitle)
	written, _ := e.ofPage(p, hasText)
	return &inspection.PageWords{Title: titled.Title, Text: written.Text}
}

// The parts of reports, findings and pages.
func reportTitle(w *inspection.ReportWords) string           { return w.Title }
func notRequiredReason(w *inspection.ReportWords) string     { return w.NotRequiredReason }
func lateReason(w *inspection.ReportWords) string            { return w.LateReason }
func background(w *inspection.ReportWords) markdown.Text     { return w.Background }
func forceComments(w *inspection.ReportWords) markdown.Text  { return w.ForceComments }
func ourComments(w *inspection.ReportWords) markdown.Text    { return w.OurComments }
func reply(w *inspection.ReportWords) markdown.Text          { return w.Reply }
func label(w *inspection.FindingWords) string                { return w.Label }
func dueText(w *inspection.FindingWords) string              { return w.DueText }
func findingBody(w *inspection.FindingWords) markdown.Text   { return w.Text }
func forceResponse(w *inspection.FindingWords) markdown.Text { return w.ForceResponse }
func ourResponse(w *inspection.FindingWords) markdown.Text   { return w.OurResponse }
func hasName(w *inspection.ReportWords) bool                 { return w.Name() != "" }
func hasTitle(w *inspection.PageWords) bool                  { return w.Title != "" }
func hasText(w *inspection.PageWords) bool                   { return !w.Text.Empty() }

// reportText and findingText are one text of a report or a finding, with its
// language.
func (e *localeSite) reportText(r *inspection.Report, part func(*inspection.ReportWords) string) Text {
	w, lang := e.ofReport(r, func(w *inspection.ReportWords) bool { return part(w) != "" })
	return e.withLang(lang, part(w))
}

func (e *localeSite) findingText(f *inspection.Finding, part func(*inspection.FindingWords) string) Text {
	w, lang := e.ofFinding(f, func(w *inspection.FindingWords) bool { return part(w) != "" })
	return e.withLang(lang, part(w))
}

// A passage is some of the authors' text, in the language that it is written in.
type passage struct {
	text markdown.Text
	lang string
	file string // relative to which its links are
}

func (e *localeSite) reportPassage(r *inspection.Report, part func(*inspection.ReportWords) markdown.Text) passage {
	w, lang := e.ofReport(r, func(w *inspection.ReportWords) bool { return !part(w).Empty() })
	return passage{part(w), lang, r.File}
}

func (e *localeSite) findingPassage(f *inspection.Finding, part func(*inspection.FindingWords) markdown.Text) passage {
	w, lang := e.ofFinding(f, func(w *inspection.FindingWords) bool { return !part(w).Empty() })
	return passage{part(w), lang, f.File}
}

func (e *localeSite) pagePassage(p *inspection.Page) passage {
	w, lang := e.ofPage(p, hasText)
	return passage{w.Text, lang, p.File}
}

func (e *localeSite) pageTitle(p *inspection.Page) Text {
	w, lang := e.ofPage(p, hasTitle)
	return e.withLang(lang, w.Title)
}

// describe is a description made of a passage, if that is in the page's language:
// a description cannot say that it is in another.
func (e *localeSite) describe(p passage, otherwise string) string {
	if p.lang != e.words.lang {
		return otherwise
	}
	return describe(p.text, otherwise)
}

// passage renders one, with a notice above where it is in another language.
func (sh *pageContext) passage(p passage, prefix, id string, level int) template.HTML {
	note, text := sh.passageParts(p, prefix, id, level)
	if note == "" {
		return text
	}
	return template.HTML(`<p class="note">`+template.HTMLEscapeString(note)+"</p>\n") + text
}

// passageParts is the same with the notice by itself, "" where there is none.
func (sh *pageContext) passageParts(p passage, prefix, id string, level int) (note string, text template.HTML) {
	if p.text.Empty() {
		return "", ""
	}
	text = sh.prose(sh.localeFor(p.lang), p.text, p.file, prefix, id, level)
	if p.lang == sh.words.lang {
		return "", text
	}
	return sh.words.text("languages.only", "language", sh.languageName(p.lang)),
		template.HTML(`<div lang="`+template.HTMLEscapeString(p.lang)+"\">\n") + text + "</div>\n"
}

// localeFor is the locale of a language of the site.
func (s *Site) localeFor(lang string) *locale {
	if i := slices.IndexFunc(s.localeSites, func(e *localeSite) bool { return e.words.lang == lang }); i >= 0 {
		return s.localeSites[i].words
	}
	return s.localeSites[0].words
}

// languageName is the name of a language in the page's language.
func (e *localeSite) languageName(lang string) string {
	if p, ok := e.words.messages["language."+lang]; ok {
		name, _ := p.static()
		return name
	}
	return lang
}

// A languageLink is the same page in one of the site's languages.
type languageLink struct {
	Lang    string
	Href    string
	Name    string // in that language: nobody needs to know another to find it
	Current bool
}

// languageLinks link to the page in each language; none if the site has only one.
func (sh *pageContext) languageLinks() []languageLink {
	if len(sh.localeSites) < 2 {
		return nil
	}
	var all []languageLink
	for _, e := range sh.localeSites {
		all = append(all, languageLink{e.words.lang, sh.href(sh.inLocale(e)), e.words.text("languages.self"), e == sh.localeSite})
	}
	return all
}

// inLocale is the page's address in another localeSite: the same path below its
// root.
func (sh *pageContext) inLocale(e *localeSite) string {
	return e.prefix + strings.TrimPrefix(sh.self, sh.prefix)
}

// anyNote is a note in the first language that has it. First is the note in the
// site's first language; in gives a translation, which is found by the date or the
// index of what it belongs to.
func (e *localeSite) anyNote(first string, in func(lang string) string) Text {
	for _, lang := range e.order {
		text := first
		if lang != e.reg.Office.First() {
			text = in(lang)
		}
		if text != "" {
			return e.withLang(lang, text)
		}
	}
	return ""
}

// note is that of the ith entry of a finding's history.
func (e *localeSite) note(f *inspection.Finding, i int) Text {
	u := &f.History[i]
	return e.anyNote(u.Note, func(lang string) string {
		w := f.In[lang]
		if w == nil {
			return ""
		}
		n := 0
		for _, before := range f.History[:i] {
			if before.Date == u.Date && before.Note != "" {
				n++
			}
		}
		return inspection.NoteOf(w.History, u.Date, n)
	})
}

// reportNote is one of a report's notes.
func (e *localeSite) reportNote(r *inspection.Report, first string, pick func(*inspection.ReportNotes) string) Text {
	return e.anyNote(first, func(lang string) string {
		if w := r.In[lang]; w != nil && w.Notes != nil {
			return pick(w.Notes)
		}
		return ""
	})
}

func (e *localeSite) reason(r *inspection.Report) Text {
	return e.reportNote(r, r.Withdrawn.Reason, func(n *inspection.ReportNotes) string { return n.Withdrawn })
}

func (e *localeSite) redacted(r *inspection.Report) Text {
	return e.reportNote(r, r.Redacted.Note, func(n *inspection.ReportNotes) string { return n.Redacted })
}

func (e *localeSite) area(r *inspection.Report, i int) Text {
	return e.reportNote(r, r.Grades[i].Area, func(n *inspection.ReportNotes) string {
		if i < len(n.Areas) {
			return n.Areas[i]
		}
		return ""
	})
}

// cycle is usually years, which are in no language.
func (e *localeSite) cycle(text string) Text {
	if strings.ContainsFunc(text, unicode.IsLetter) {
		return e.inFirstLanguage(text)
	}
	return text
}

// corrected is the note of the ith correction of the report, or of its response.
func (e *localeSite) corrected(r *inspection.Report, i int, answer bool) Text {
	all, of := r.Corrections, func(n *inspection.ReportNotes) []inspection.Note { return n.Corrections }
	if answer {
		all, of = r.Response.Corrections, func(n *inspection.ReportNotes) []inspection.Note { return n.AnswerCorrections }
	}
	nth := 0
	for _, before := range all[:i] {
		if before.Date == all[i].Date {
			nth++
		}
	}
	return e.reportNote(r, all[i].Note, func(n *inspection.ReportNotes) string { return inspection.NoteOf(of(n), all[i].Date, nth) })
}

// attachmentTitle is the title of an attachment.
func (e *localeSite) attachmentTitle(r *inspection.Report, a inspection.Attachment) Text {
	for _, lang := range e.order {
		if lang == e.reg.Office.First() {
			break
		}
		if w := r.In[lang]; w != nil && w.Notes != nil {
			for _, t := range w.Notes.Attachments {
				if t.File == a.Name {
					return e.withLang(lang, t.Title)
				}
			}
		}
	}
	if a.Lang != "" && len(e.localeSites) > 1 { // its title is most often in its own language
		return e.withLang(a.Lang, a.Title)
	}
	return e.inFirstLanguage(a.Title)
}

// addressee is the name of a body that findings are addressed to.
func (e *localeSite) addressee(a inspection.Addressee) Text {
	if a.Names.Default == "" {
		return e.inFirstLanguage(a.Name)
	}
	return e.local(a.Names)
}

// changeNote is the note of a change.
func (e *localeSite) changeNote(c inspection.Change) Text {
	switch c.Kind {
	case inspection.ReportWithdrawn:
		return e.reason(c.Report)
	case inspection.ReportCorrected:
		return e.corrected(c.Report, correctionIndex(c.Report.Corrections, c), false)
	case inspection.AnswerCorrected:
		return e.corrected(c.Report, correctionIndex(c.Report.Response.Corrections, c), true)
	case inspection.Progress:
		for i := range c.Finding.History {
			if &c.Finding.History[i] == c.Update {
				return e.note(c.Finding, i)
			}
		}
	}
	return ""
}

// correctionIndex is which of the corrections a change is.
func correctionIndex(all []inspection.Correction, c inspection.Change) int {
	return slices.IndexFunc(all, func(k inspection.Correction) bool { return k.Date == c.Date && k.Note == c.Note })
}
