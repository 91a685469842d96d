// Package letter writes the letter of section 55 of the Police Act 1996: the
// comments of a local policing body on a report, with the force's comments and
// the answer to each recommendation, sent to the Home Secretary and to the
// inspectorate. It has the same words as the site.
//
// Begin at [For]. The letter's own wording is in words.go, in each language. A
// letter is a list of blocks (block.go), which markdown.go, html.go and docx.go
// render. The package reads and writes no files.
package letter

import (
	"fmt"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A Letter can be rendered in any format.
type Letter struct {
	Title   string
	Lang    string
	Missing []string // what the answer lacks; if there is anything, the letter is a draft
	blocks  []block
}

// For writes the letter on a report in one of [Languages], from a register with
// the unpublished content. Words that exist in another language only are
// included with a note. missing is what the answer still lacks.
func For(reg *inspection.Register, r *inspection.Report, lang string, missing []string) *Letter {
	office := &reg.Office
	date := reg.Today()
	if r.Response != nil {
		date = r.Response.Published
	}
	w := &writer{office: office, report: r, term: office.TermOn(date), lang: lang, order: office.InOrder(lang), wording: wordings[lang]}
	title, _ := w.reportText(func(w *inspection.ReportWords) string { return w.Title })
	w.Letter = &Letter{Title: fmt.Sprintf(w.wording.title, title), Lang: lang, Missing: missing}
	w.draft()
	w.head(date)
	w.opening()
	w.comments()
	w.findings()
	w.close()
	return w.Letter
}

// A writer puts a letter together.
type writer struct {
	*Letter
	office  *inspection.Office
	report  *inspection.Report
	term    inspection.Term
	lang    string
	order   []string // of languages to choose words from
	wording *wording
	texts   int // so far, to keep the ids of their notes apart
}

func (w *writer) add(b ...block) { w.blocks = append(w.blocks, b...) }
func (w *writer) paragraphf(format string, args ...any) {
	w.add(paragraph(fmt.Sprintf(format, args...)))
}
func (w *writer) addText(text string) {
	if text != "" {
		w.add(paragraph(text))
	}
}
func (w *writer) heading(level int, text string) {
	w.add(block{kind: heading, level: level, words: plain(text)})
}

// reportText and reportWords are a part of the report's words, in the letter's
// language or else in one that has it.
func (w *writer) reportText(part func(*inspection.ReportWords) string) (text, lang string) {
	words, lang := inspection.Choose(w.order, w.office.First(), &w.report.ReportWords, w.report.In, func(r *inspection.ReportWords) bool { return part(r) != "" })
	return part(words), lang
}

func (w *writer) reportWords(part func(*inspection.ReportWords) markdown.Text) (text markdown.Text, lang string) {
	words, lang := inspection.Choose(w.order, w.office.First(), &w.report.ReportWords, w.report.In, func(r *inspection.ReportWords) bool { return !part(r).Empty() })
	return part(words), lang
}

// findingText and findingWords are a part of a finding's words.
func (w *writer) findingText(f *inspection.Finding, part func(*inspection.FindingWords) string) string {
	words, _ := inspection.Choose(w.order, w.office.First(), &f.FindingWords, f.In, func(r *inspection.FindingWords) bool { return part(r) != "" })
	return part(words)
}

func (w *writer) findingWords(f *inspection.Finding, part func(*inspection.FindingWords) markdown.Text) (text markdown.Text, lang string) {
	words, lang := inspection.Choose(w.order, w.office.First(), &f.FindingWords, f.In, func(r *inspection.FindingWords) bool { return !part(r).Empty() })
	return part(words), lang
}

func forceResponse(w *inspection.FindingWords) markdown.Text { return w.ForceResponse }
func ourResponse(w *inspection.FindingWords) markdown.Text   { return w.OurResponse }

// local is a text of the settings.
func (w *writer) local(l inspection.Localised) string {
	text, _ := l.Pick(w.order, w.office.First())
	return text
}

// draft puts what is missing above everything else.
func (w *writer) draft() {
	if len(w.Missing) == 0 {
		return
	}
	w.Title = w.wording.draft + w.Title
	w.add(block{kind: para, words: []run{{text: w.wording.missing, strong: true}}})
	list := block{kind: list}
	for _, m := range w.Missing {
		list.items = append(list.items, []block{paragraph(m)})
	}
	if w.lang != "en" {
		list = block{kind: foreign, lang: "en", items: [][]block{{list}}} // the messages of fiftysix check
	}
	w.add(list)
}

// head is who writes, to whom, and when.
func (w *writer) head(date inspection.Date) {
	w.addText(w.local(w.office.Name))
	c := w.office.Contact
	for _, line := range []string{w.local(c.Addresses), c.Email, c.Phone} {
		w.addText(line)
	}
	w.addText(w.wording.day(date))
	w.addText(w.wording.to)
	w.addText(w.wording.copy)
	w.addText(w.wording.dear)
}

// opening is what this answers, under which law, and by when it was due.
func (w *writer) opening() {
	r := w.report
	w.heading(1, w.Title)
	w.paragraphf(w.wording.published, w.wording.day(r.Published))
	if r.URL != "" {
		w.add(block{kind: para, words: []run{{text: w.wording.report}, {text: r.URL, href: r.URL}}})
	}
	w.paragraphf(w.wording.these, w.local(w.term.Titles), w.forces())
	if last, ok := r.LastDay(); ok {
		w.paragraphf(w.wording.lastDay, w.wording.day(last))
		if o := r.Outcome(last); r.Response != nil && o.PartsLate() > 0 {
			late := fmt.Sprintf(w.wording.late, w.wording.day(o.Answered), w.wording.daysLate(o.PartsLate()))
			reason, lang := w.reportText(func(w *inspection.ReportWords) string { return w.LateReason })
			switch {
			case reason != "" && lang != w.lang:
				reason = " " + w.wording.onlyIn(lang) + " " + reason
			case reason != "":
				reason = " " + reason
			}
			w.addText(late + reason)
		}
	}
}

// forces are the police forces that the report is about.
func (w *writer) forces() string {
	var names []string
	for _, s := range w.report.Services {
		if s.Regime == inspection.Police {
			names = append(names, w.local(s.Names))
		}
	}
	switch {
	case len(names) == 0:
		return w.wording.force
	case w.lang == "en":
		return strings.Join(names, " and ")
	}
	return strings.Join(names, ", ") // "a" would change the word after it
}

// comments are the three things that section 55(5) asks for.
func (w *writer) comments() {
	r := w.report
	w.heading(2, fmt.Sprintf(w.wording.ours, w.local(w.term.Titles)))
	ours, lang := w.reportWords(func(w *inspection.ReportWords) markdown.Text { return w.OurComments })
	w.text(ours, lang, 3, w.wording.none)
	w.heading(2, w.wording.forces)
	none := w.wording.below
	if r.Response != nil && r.Response.NoForceComments {
		none = w.wording.sentNone
	} else if !slices.ContainsFunc(r.Findings, w.hasForceResponse) {
		none = w.wording.none
	}
	forces, lang := w.reportWords(func(w *inspection.ReportWords) markdown.Text { return w.ForceComments })
	w.text(forces, lang, 3, none)
	if reply, lang := w.reportWords(func(w *inspection.ReportWords) markdown.Text { return w.Reply }); !reply.Empty() {
		w.heading(2, w.wording.reply)
		w.text(reply, lang, 3, "")
	}
}

func (w *writer) hasForceResponse(f *inspection.Finding) bool {
	text, _ := w.findingWords(f.Answer().From, forceResponse)
	return !text.Empty()
}

// findings are the answers to all findings, by kind: recommendations first, as
// section 55(5B) is about them.
func (w *writer) findings() {
	for _, kind := range []inspection.FindingKind{inspection.Recommendation, inspection.CauseOfConcern, inspection.AreaForImprovement} {
		first := true
		for _, f := range w.report.Findings {
			if f.Kind != kind || Withheld(f) {
				continue // the letter has no more than the site will have
			}
			if first {
				w.heading(2, w.wording.kinds[kind])
				first = false
			}
			w.finding(f)
		}
	}
}

func (w *writer) finding(f *inspection.Finding) {
	w.heading(3, w.name(f))
	words, lang := w.findingWords(f, func(w *inspection.FindingWords) markdown.Text { return w.Text })
	w.add(block{kind: quote, items: [][]block{w.read(words, lang, 4)}})
	var to []string
	for _, a := range f.AddressedTo {
		if to = append(to, a.Name); len(a.Names.In) > 0 {
			to[len(to)-1] = w.local(a.Names)
		}
	}
	addressed := fmt.Sprintf(w.wording.addressed, strings.Join(to, ", "))
	if due := w.findingText(f, func(w *inspection.FindingWords) string { return w.DueText }); due != "" {
		addressed += fmt.Sprintf(w.wording.due, due)
	}
	w.addText(addressed)
	answer := f.Answer()
	if f.Kind == inspection.Recommendation {
		w.addText(w.action(f, answer))
	}
	if answer.From != f && Withheld(answer.From) {
		return
	}
	forces, forcesLang := w.findingWords(answer.From, forceResponse)
	ours, oursLang := w.findingWords(answer.From, ourResponse)
	if answer.From != f && (!forces.Empty() || !ours.Empty()) {
		w.paragraphf(w.wording.same, w.name(answer.From))
		return
	}
	if !forces.Empty() {
		w.heading(4, w.wording.forceReply)
		w.text(forces, forcesLang, 5, "")
	}
	if !ours.Empty() {
		w.heading(4, w.wording.ourReply)
		w.text(ours, oursLang, 5, "")
	}
}

// Withheld reports whether a finding is not public yet, by itself or because the
// one that it is part of is not.
func Withheld(f *inspection.Finding) bool {
	return !f.Embargo.Public() || f.Parent != nil && !f.Parent.Embargo.Public()
}

// name is the inspectorate's label of a finding, or else its number.
func (w *writer) name(f *inspection.Finding) string {
	if label := w.findingText(f, func(w *inspection.FindingWords) string { return w.Label }); label != "" {
		return label
	}
	n, of := f.Position()
	return fmt.Sprintf(w.wording.numbered, w.wording.kind[f.Kind], n, of)
}

// action is the explanation that section 55(5B) asks for.
func (w *writer) action(f *inspection.Finding, a inspection.Answer) string {
	if f.Responsibility == inspection.Others {
		return w.wording.others
	}
	return w.wording.action[a.Action]
}

// close ends the letter with the name and the title of the office's holder.
func (w *writer) close() {
	w.addText(w.wording.yours)
	w.addText(w.term.Holder)
	w.addText(w.local(w.term.Titles))
}

// text adds an author's text, or what to write if there is none.
func (w *writer) text(t markdown.Text, lang string, level int, none string) {
	if t.Empty() {
		w.addText(none)
		return
	}
	w.add(w.read(t, lang, level)...)
}

// read is an author's text as blocks. A link to a file of the site would lead
// nowhere from a letter, so only its words are kept.
func (w *writer) read(t markdown.Text, lang string, level int) []block {
	w.texts++
	html := t.HTML(markdown.Context{
		Level: level, Prefix: fmt.Sprintf("t%d", w.texts),
		Link: func(string) string { return "" },
		Word: func(key string, args ...any) string {
			if key == markdown.WordNotes {
				return w.wording.notes
			}
			return ""
		},
	})
	blocks := readBlocks(string(html))
	if lang == w.lang || t.Empty() {
		return blocks
	}
	return []block{paragraph(w.wording.onlyIn(lang)), {kind: foreign, lang: lang, items: [][]block{blocks}}}
}
