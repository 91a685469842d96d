// Package letter is the letter of section 55 of the Police Act 1996: what a
// local policing body says of a report, with the force's comments and the
// answer to each recommendation, sent to the Home Secretary and to the
// inspectorate. It says what the site says, and from the same words.
//
// Begin at [For]. A letter is a list of blocks (block.go), which markdown.go,
// html.go and docx.go write down. The package reads nothing and writes nothing.
package letter

import (
	"fmt"
	"strings"

	"fiftysix/internal/prose"
	"fiftysix/internal/register"
)

// A Letter is ready to be written down in any form.
type Letter struct {
	Title   string
	Lang    string
	Missing []string // what is not there yet; a letter with anything in it is a draft
	blocks  []block
}

// For writes the letter on a report as it stands in a register that was read
// with what is held back. What is missing from the answer is the caller's to
// say, as the reader of the content found it.
func For(reg *register.Register, r *register.Report, missing []string) *Letter {
	office := &reg.Office
	lang := office.Languages[0]
	date := reg.Today()
	if r.Response != nil {
		date = r.Response.Published
	}
	term := office.TermOn(date)
	w := &writer{office: office, report: r, term: term, lang: lang}
	w.Letter = &Letter{Title: "Answer to the report “" + r.Title + "”", Lang: lang, Missing: missing}
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
	office *register.Office
	report *register.Report
	term   register.Term
	lang   string
	texts  int // passages so far, so that their notes do not mix
}

func (w *writer) add(b ...block)                 { w.blocks = append(w.blocks, b...) }
func (w *writer) say(format string, args ...any) { w.add(paragraph(fmt.Sprintf(format, args...))) }
func (w *writer) heading(level int, text string) {
	w.add(block{kind: heading, level: level, words: plain(text)})
}

// draft says, above everything else, that this is no letter yet.
func (w *writer) draft() {
	if len(w.Missing) == 0 {
		return
	}
	w.Title = "DRAFT: " + w.Title
	w.add(block{kind: para, words: []run{{text: "DRAFT: not to be sent. This is missing:", strong: true}}})
	list := block{kind: list}
	for _, m := range w.Missing {
		list.items = append(list.items, []block{paragraph(m)})
	}
	w.add(list)
}

// head says who writes, to whom, and when.
func (w *writer) head(date register.Date) {
	w.say("%s", w.office.Name.Text(w.lang))
	c := w.office.Contact
	for _, line := range []string{c.Address, c.Email, c.Phone} {
		if line != "" {
			w.say("%s", line)
		}
	}
	w.say("%s", Day(date))
	w.say("To: the Home Secretary")
	w.say("Copy to: His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services")
	w.say("Dear Home Secretary")
}

// opening says what this is an answer to, under which law, and by when it was due.
func (w *writer) opening() {
	r := w.report
	w.heading(1, w.Title)
	w.say("His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) published this report on %s.", Day(r.Published))
	if r.URL != "" {
		w.add(block{kind: para, words: []run{{text: "The report: "}, {text: r.URL, href: r.URL}}})
	}
	w.say("These are the comments of the %s on the report, together with those of the chief officer of %s, within the meaning of section 55(5) of the Police Act 1996. A copy of what is published goes to you and to the inspectors of constabulary under section 55(6).", w.term.Title, w.forces())
	if last, ok := r.LastDay(); ok {
		w.say("The last day for publishing them is %s, the end of the period of 56 days in section 55(5A).", Day(last))
		if r.Response != nil && r.Response.Published.After(last) {
			late := fmt.Sprintf("They were published on %s, %s later.", Day(r.Response.Published), days(r.Response.Published.DaysSince(last)))
			if r.LateReason != "" {
				late += " " + r.LateReason
			}
			w.say("%s", late)
		}
	}
}

// forces are the police forces that the report is about.
func (w *writer) forces() string {
	var names []string
	for _, s := range w.report.Services {
		if s.Regime == register.Police {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return "the force"
	}
	return strings.Join(names, " and ")
}

// comments are the three things that section 55(5) asks for.
func (w *writer) comments() {
	r := w.report
	w.heading(2, "Comments of the "+w.term.Title)
	w.text(r.OurComments, 3, "There are none yet.")
	w.heading(2, "Comments of the force")
	none := "The force’s comments are in its response to each recommendation, below."
	if r.Response != nil && r.Response.NoForceComments {
		none = "The force was asked for its comments and sent none."
	} else if !w.forceAnswers() {
		none = "There are none yet."
	}
	w.text(r.ForceComments, 3, none)
	if !r.Reply.Empty() {
		w.heading(2, "Reply to the force’s comments")
		w.text(r.Reply, 3, "")
	}
}

func (w *writer) forceAnswers() bool {
	for _, f := range w.report.Findings {
		if !f.Answer().Force.Empty() {
			return true
		}
	}
	return false
}

// findings gives the answer to each finding, by kind: recommendations first,
// as section 55(5B) is about them.
func (w *writer) findings() {
	for _, kind := range []struct {
		kind  register.FindingKind
		title string
	}{
		{register.Recommendation, "Recommendations, and the action taken or proposed on each"},
		{register.CauseOfConcern, "Causes of concern"},
		{register.AreaForImprovement, "Areas for improvement"},
	} {
		first := true
		for _, f := range w.report.Findings {
			if f.Kind != kind.kind || Held(f) {
				continue // the letter says no more than the site will
			}
			if first {
				w.heading(2, kind.title)
				first = false
			}
			w.finding(f)
		}
	}
}

func (w *writer) finding(f *register.Finding) {
	w.heading(3, w.name(f))
	quoted := block{kind: quote}
	quoted.items = [][]block{w.read(f.Text, 4)}
	w.add(quoted)
	var to []string
	for _, a := range f.AddressedTo {
		to = append(to, a.Name)
	}
	said := "Addressed to: " + strings.Join(to, ", ") + "."
	if f.DueText != "" {
		said += " To be done: " + f.DueText + "."
	}
	w.say("%s", said)
	answer := f.Answer()
	if f.Kind == register.Recommendation {
		w.say("%s", action(f, answer))
	}
	if answer.From != f && Held(answer.From) {
		return
	}
	if answer.From != f && (!answer.Force.Empty() || !answer.Our.Empty()) {
		w.say("The answer is the same as to: %s.", w.name(answer.From))
		return
	}
	if !answer.Force.Empty() {
		w.heading(4, "The force’s response")
		w.text(answer.Force, 5, "")
	}
	if !answer.Our.Empty() {
		w.heading(4, "Our response")
		w.text(answer.Our, 5, "")
	}
}

// Held says whether a finding is held back, by itself or with the one that it
// is part of.
func Held(f *register.Finding) bool {
	return !f.Hold.Public() || f.Parent != nil && !f.Parent.Hold.Public()
}

// name is what a finding is called: by the inspectorate, or else by its place.
func (w *writer) name(f *register.Finding) string {
	if f.Label != "" {
		return f.Label
	}
	n, of := f.Position()
	kind := map[register.FindingKind]string{
		register.Recommendation: "Recommendation", register.CauseOfConcern: "Cause of concern", register.AreaForImprovement: "Area for improvement",
	}[f.Kind]
	return fmt.Sprintf("%s, %d of %d", kind, n, of)
}

// action is the explanation that section 55(5B) asks for, in a sentence.
func action(f *register.Finding, a register.Answer) string {
	switch {
	case f.Whose == register.Others:
		return "This recommendation is for others to act on."
	case a.Action == register.ActionTaken:
		return "Action has been taken."
	case a.Action == register.ActionProposed:
		return "Action is proposed."
	case a.Action == register.ActionNone:
		return "No action has been taken, and none is proposed."
	}
	return "Nothing says yet what action is taken or proposed."
}

// close ends the letter with who answers for it.
func (w *writer) close() {
	w.say("Yours sincerely")
	if w.term.Holder != "" {
		w.say("%s", w.term.Holder)
	}
	w.say("%s", w.term.Title)
}

// text adds a passage of the authors', or what is said where there is none.
func (w *writer) text(t prose.Text, level int, none string) {
	if t.Empty() {
		if none != "" {
			w.say("%s", none)
		}
		return
	}
	w.add(w.read(t, level)...)
}

// read takes a passage apart. A link to a file of the site leads nowhere from
// a letter, so its words stand alone.
func (w *writer) read(t prose.Text, level int) []block {
	w.texts++
	html := t.HTML(prose.Context{
		Level: level, Prefix: fmt.Sprintf("t%d", w.texts),
		Link: func(string) string { return "" },
		Word: func(key string, args ...any) string {
			if key == prose.WordNotes {
				return "Notes"
			}
			return ""
		},
	})
	return readBlocks(string(html))
}

// Day is a day as letters have it: 24 November 2026.
func Day(d register.Date) string { return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year) }

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
