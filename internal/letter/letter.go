// Package letter is the letter of section 55 of the Police Act 1996: what a
// local policing body says of a report, with the force's comments and the
// answer to each recommendation, sent to the Home Secretary and to the
// inspectorate. It says what the site says, and from the same words.
//
// Begin at [For]. What it says besides the words of the site stands in words.go,
// in each language. A letter is a list of blocks (block.go), which markdown.go,
// html.go and docx.go write down. The package reads nothing and writes nothing.
package letter

import (
	"fmt"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A Letter is ready to be written down in any form.
type Letter struct {
	Title   string
	Lang    string
	Missing []string // what is not there yet; a letter with anything in it is a draft
	blocks  []block
}

// For writes the letter on a report as it stands in a register that was read
// with what is held back, in one of [Languages]. Words that are there in another
// language alone stand in it, and are said to. What is missing from the answer
// is the caller's to say, as the reader of the content found it.
func For(reg *inspection.Register, r *inspection.Report, lang string, missing []string) *Letter {
	office := &reg.Office
	date := reg.Today()
	if r.Response != nil {
		date = r.Response.Published
	}
	w := &writer{office: office, report: r, term: office.TermOn(date), lang: lang, order: office.InOrder(lang), says: wordings[lang]}
	title, _ := w.reportText(func(w *inspection.ReportWords) string { return w.Title })
	w.Letter = &Letter{Title: fmt.Sprintf(w.says.title, title), Lang: lang, Missing: missing}
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
	office *inspection.Office
	report *inspection.Report
	term   inspection.Term
	lang   string
	order  []string // of languages in which words are looked for
	says   *wording
	texts  int // passages so far, so that their notes do not mix
}

func (w *writer) add(b ...block)                 { w.blocks = append(w.blocks, b...) }
func (w *writer) say(format string, args ...any) { w.add(paragraph(fmt.Sprintf(format, args...))) }
func (w *writer) heading(level int, text string) {
	w.add(block{kind: heading, level: level, words: plain(text)})
}

// reportText is a text of the report's, and reportWords a passage, in the
// letter's language or else in one that has it.
func (w *writer) reportText(part func(*inspection.ReportWords) string) (text, lang string) {
	found, lang := inspection.Choose(w.order, w.office.First(), &w.report.ReportWords, w.report.In, func(r *inspection.ReportWords) bool { return part(r) != "" })
	return part(found), lang
}

func (w *writer) reportWords(part func(*inspection.ReportWords) markdown.Text) (text markdown.Text, lang string) {
	found, lang := inspection.Choose(w.order, w.office.First(), &w.report.ReportWords, w.report.In, func(r *inspection.ReportWords) bool { return !part(r).Empty() })
	return part(found), lang
}

// findingText and findingWords are the same of a finding.
func (w *writer) findingText(f *inspection.Finding, part func(*inspection.FindingWords) string) string {
	found, _ := inspection.Choose(w.order, w.office.First(), &f.FindingWords, f.In, func(r *inspection.FindingWords) bool { return part(r) != "" })
	return part(found)
}

func (w *writer) findingWords(f *inspection.Finding, part func(*inspection.FindingWords) markdown.Text) (text markdown.Text, lang string) {
	found, lang := inspection.Choose(w.order, w.office.First(), &f.FindingWords, f.In, func(r *inspection.FindingWords) bool { return !part(r).Empty() })
	return part(found), lang
}

func forceResponse(w *inspection.FindingWords) markdown.Text { return w.ForceResponse }
func ourResponse(w *inspection.FindingWords) markdown.Text   { return w.OurResponse }

// local is a text of the settings.
func (w *writer) local(l inspection.Localised) string {
	text, _ := l.Pick(w.order, w.office.First())
	return text
}

// draft says, above everything else, that this is no letter yet.
func (w *writer) draft() {
	if len(w.Missing) == 0 {
		return
	}
	w.Title = w.says.draft + w.Title
	w.add(block{kind: para, words: []run{{text: w.says.missing, strong: true}}})
	list := block{kind: list}
	for _, m := range w.Missing {
		list.items = append(list.items, []block{paragraph(m)})
	}
	if w.lang != "en" {
		list = block{kind: foreign, lang: "en", items: [][]block{{list}}} // as check says it
	}
	w.add(list)
}

// head says who writes, to whom, and when.
func (w *writer) head(date inspection.Date) {
	w.say("%s", w.local(w.office.Name))
	c := w.office.Contact
	for _, line := range []string{w.local(c.Addresses), c.Email, c.Phone} {
		if line != "" {
			w.say("%s", line)
		}
	}
	w.say("%s", w.says.day(date))
	w.say("%s", w.says.to)
	w.say("%s", w.says.copy)
	w.say("%s", w.says.dear)
}

// opening says what this is an answer to, under which law, and by when it was due.
func (w *writer) opening() {
	r := w.report
	w.heading(1, w.Title)
	w.say(w.says.published, w.says.day(r.Published))
	if r.URL != "" {
		w.add(block{kind: para, words: []run{{text: w.says.report}, {text: r.URL, href: r.URL}}})
	}
	w.say(w.says.these, w.local(w.term.Titles), w.forces())
	if last, ok := r.LastDay(); ok {
		w.say(w.says.lastDay, w.says.day(last))
		if r.Response != nil && r.Response.Published.After(last) {
			late := fmt.Sprintf(w.says.late, w.says.day(r.Response.Published), w.says.daysLate(r.Response.Published.DaysSince(last)))
			reason, lang := w.reportText(func(w *inspection.ReportWords) string { return w.LateReason })
			switch {
			case reason != "" && lang != w.lang:
				reason = " " + w.says.onlyIn(lang) + " " + reason
			case reason != "":
				reason = " " + reason
			}
			w.say("%s", late+reason)
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
		return w.says.force
	case w.lang == "en":
		return strings.Join(names, " and ")
	}
	return strings.Join(names, ", ") // "a" would change the word after it
}

// comments are the three things that section 55(5) asks for.
func (w *writer) comments() {
	r := w.report
	w.heading(2, fmt.Sprintf(w.says.ours, w.local(w.term.Titles)))
	ours, lang := w.reportWords(func(w *inspection.ReportWords) markdown.Text { return w.OurComments })
	w.text(ours, lang, 3, w.says.none)
	w.heading(2, w.says.forces)
	none := w.says.below
	if r.Response != nil && r.Response.NoForceComments {
		none = w.says.sentNone
	} else if !w.forceAnswers() {
		none = w.says.none
	}
	forces, lang := w.reportWords(func(w *inspection.ReportWords) markdown.Text { return w.ForceComments })
	w.text(forces, lang, 3, none)
	if reply, lang := w.reportWords(func(w *inspection.ReportWords) markdown.Text { return w.Reply }); !reply.Empty() {
		w.heading(2, w.says.reply)
		w.text(reply, lang, 3, "")
	}
}

func (w *writer) forceAnswers() bool {
	for _, f := range w.report.Findings {
		if text, _ := w.findingWords(f.Answer().From, forceResponse); !text.Empty() {
			return true
		}
	}
	return false
}

// findings gives the answer to each finding, by kind: recommendations first,
// as section 55(5B) is about them.
func (w *writer) findings() {
	for _, kind := range []inspection.FindingKind{inspection.Recommendation, inspection.CauseOfConcern, inspection.AreaForImprovement} {
		first := true
		for _, f := range w.report.Findings {
			if f.Kind != kind || Held(f) {
				continue // the letter says no more than the site will
			}
			if first {
				w.heading(2, w.says.kinds[kind])
				first = false
			}
			w.finding(f)
		}
	}
}

func (w *writer) finding(f *inspection.Finding) {
	w.heading(3, w.name(f))
	words, lang := w.findingWords(f, func(w *inspection.FindingWords) markdown.Text { return w.Text })
	quoted := block{kind: quote, items: [][]block{w.read(words, lang, 4)}}
	w.add(quoted)
	var to []string
	for _, a := range f.AddressedTo {
		if to = append(to, a.Name); len(a.Names.In) > 0 {
			to[len(to)-1] = w.local(a.Names)
		}
	}
	said := fmt.Sprintf(w.says.addressed, strings.Join(to, ", "))
	if due := w.findingText(f, func(w *inspection.FindingWords) string { return w.DueText }); due != "" {
		said += fmt.Sprintf(w.says.due, due)
	}
	w.say("%s", said)
	answer := f.Answer()
	if f.Kind == inspection.Recommendation {
		w.say("%s", w.action(f, answer))
	}
	if answer.From != f && Held(answer.From) {
		return
	}
	forces, forcesLang := w.findingWords(answer.From, forceResponse)
	ours, oursLang := w.findingWords(answer.From, ourResponse)
	if answer.From != f && (!forces.Empty() || !ours.Empty()) {
		w.say(w.says.same, w.name(answer.From))
		return
	}
	if !forces.Empty() {
		w.heading(4, w.says.forceReply)
		w.text(forces, forcesLang, 5, "")
	}
	if !ours.Empty() {
		w.heading(4, w.says.ourReply)
		w.text(ours, oursLang, 5, "")
	}
}

// Held says whether a finding is held back, by itself or with the one that it
// is part of.
func Held(f *inspection.Finding) bool {
	return !f.Embargo.Public() || f.Parent != nil && !f.Parent.Embargo.Public()
}

// name is what a finding is called: by the inspectorate, or else by its place.
func (w *writer) name(f *inspection.Finding) string {
	if label := w.findingText(f, func(w *inspection.FindingWords) string { return w.Label }); label != "" {
		return label
	}
	n, of := f.Position()
	return fmt.Sprintf(w.says.placed, w.says.kind[f.Kind], n, of)
}

// action is the explanation that section 55(5B) asks for, in a sentence.
func (w *writer) action(f *inspection.Finding, a inspection.Answer) string {
	if f.Responsibility == inspection.Others {
		return w.says.others
	}
	return w.says.action[a.Action]
}

// close ends the letter with who answers for it.
func (w *writer) close() {
	w.say("%s", w.says.yours)
	if w.term.Holder != "" {
		w.say("%s", w.term.Holder)
	}
	w.say("%s", w.local(w.term.Titles))
}

// text adds a passage of the authors', or what is said where there is none.
func (w *writer) text(t markdown.Text, lang string, level int, none string) {
	if t.Empty() {
		if none != "" {
			w.say("%s", none)
		}
		return
	}
	w.add(w.read(t, lang, level)...)
}

// read takes a passage apart. A link to a file of the site leads nowhere from
// a letter, so its words stand alone.
func (w *writer) read(t markdown.Text, lang string, level int) []block {
	w.texts++
	html := t.HTML(markdown.Context{
		Level: level, Prefix: fmt.Sprintf("t%d", w.texts),
		Link: func(string) string { return "" },
		Word: func(key string, args ...any) string {
			if key == markdown.WordNotes {
				return w.says.notes
			}
			return ""
		},
	})
	blocks := readBlocks(string(html))
	if lang == w.lang || t.Empty() {
		return blocks
	}
	return []block{paragraph(w.says.onlyIn(lang)), {kind: foreign, lang: lang, items: [][]block{blocks}}}
}

// Day is a day as letters have it: 24 November 2026.
func Day(d inspection.Date) string { return wordings["en"].day(d) }
