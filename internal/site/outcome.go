package site

import (
	"html/template"

	"fiftysix/internal/inspection"
)

// outcome is the state of a report's answer, in words. "Late" is about named
// people, so the kind of date that it is based on is always shown beside it.
type outcome struct {
	Standing string        // in-time, late, …: for the icon's shape
	Short    string        // "23 days late"; what may change is shown near its date
	Long     template.HTML // a sentence or two
	Today    template.HTML // what is so today and may not be tomorrow, where Long does not say it
	Basis    string        // what the date is the date of, where it is not that of publication
}

func (sh *pageContext) outcome(r *inspection.Report) outcome {
	w, today := sh.words, sh.reg.Today()
	o := r.Outcome(today)
	v := outcome{Standing: string(o.Standing)}
	switch o.Standing {
	case inspection.InTime:
		v.Short = w.text("outcome.in_time.short")
		v.Long = w.html("outcome.in_time.long", "used", o.DaysUsed, "period", r.Duty().Period)
	case inspection.Late:
		v.Short = w.text("outcome.late.short", "n", o.DaysLate)
		v.Long = w.html("outcome.late.long", "n", o.DaysLate, "used", o.DaysUsed, "last", w.dateHTML(o.LastDay))
	case inspection.Partly:
		sh.partly(&v, r, o)
	case inspection.Awaiting:
		v.Short = w.text("outcome.awaiting.short")
		v.Long = w.html("outcome.awaiting.long", "today", w.dateHTML(today), "last", w.dateHTML(o.LastDay))
	case inspection.PastLastDay:
		v.Short = w.text("outcome.past_last_day.short")
		v.Long = w.html("outcome.past_last_day.long", "n", o.DaysLate, "today", w.dateHTML(today), "last", w.dateHTML(o.LastDay))
	case inspection.Answered:
		v.Short = w.text("outcome.answered.short")
		v.Long = w.html("outcome.answered.long")
	case inspection.Unanswered:
		v.Short = w.text("outcome.unanswered.short")
		v.Long = w.html("outcome.unanswered.long", "today", w.dateHTML(today))
	case inspection.NotRequired:
		v.Short = w.text("outcome.not_required.short")
		v.Long = w.html("outcome.not_required.long")
	}
	switch {
	case o.Answered.IsZero():
	case o.Basis == inspection.BasisBoardPaper:
		v.Basis = w.text("outcome.basis.board_paper")
	case o.Basis == inspection.BasisLetter:
		v.Basis = w.text("outcome.basis.letter")
	}
	return v
}

// partly says of an answer that lacks a part what it lacks, when the parts came
// that are there, and whether the rest is overdue. Its icon is that of a report
// with no answer.
func (sh *pageContext) partly(v *outcome, r *inspection.Report, o inspection.Outcome) {
	w, last := sh.words, sh.words.dateHTML(o.LastDay)
	v.Long = w.html("outcome.partly.long") + " " + sh.missingParts(r, o.Missing) + " "
	if late := o.PartsLate(); late > 0 {
		v.Long += w.html("outcome.partly.came_late", "n", late, "last", last)
	} else {
		v.Long += w.html("outcome.partly.came", "used", o.DaysUsed, "period", r.Duty().Period)
	}
	if o.Overdue() {
		v.Standing, v.Short = string(inspection.PastLastDay), w.text("outcome.partly.short_overdue")
		v.Today = w.html("outcome.partly.overdue", "n", o.DaysLate, "today", w.dateHTML(sh.reg.Today()))
		return
	}
	v.Standing, v.Short = string(inspection.Awaiting), w.text("outcome.partly.short")
	v.Today = w.html("outcome.partly.due", "last", last)
}

// missingParts names the parts that the law asks for and that are not there, a
// sentence for each.
func (sh *pageContext) missingParts(r *inspection.Report, m inspection.Missing) (sentences template.HTML) {
	body := sh.bodyTitle(sh.answeredOn(r))
	add := func(sentence Text) {
		if sentences != "" {
			sentences += " "
		}
		sentences += asHTML(sentence)
	}
	if m.OurComments {
		add(sh.words.textOrHTML("report.no_our_comments", "title", body))
	}
	if m.ForceComments {
		add(sh.words.text("report.no_force_comments"))
	}
	if n := len(m.Explanations); n > 0 {
		add(sh.words.textOrHTML("outcome.partly.unexplained", "n", n, "title", body))
	}
	return sentences
}

// answerDate is the day of an answer with what it is the date of, where that
// is not publication.
func (sh *pageContext) answerDate(o inspection.Outcome) template.HTML {
	if o.Answered.IsZero() {
		return ""
	}
	w := sh.words
	day := w.dateHTML(o.Answered)
	switch {
	case o.Basis == inspection.BasisBoardPaper:
		day = w.html("outcome.date_of_board_paper", "date", day)
	case o.Basis == inspection.BasisLetter:
		day = w.html("outcome.date_of_letter", "date", day)
	}
	if o.Standing == inspection.Partly {
		return w.html("outcome.date_of_part", "date", day)
	}
	return day
}

// answerDateText is the same without markup.
func (sh *pageContext) answerDateText(o inspection.Outcome) string {
	w, day := sh.words, sh.words.day(o.Answered)
	switch o.Basis {
	case inspection.BasisBoardPaper:
		day = w.text("outcome.date_of_board_paper", "date", day)
	case inspection.BasisLetter:
		day = w.text("outcome.date_of_letter", "date", day)
	}
	if o.Standing == inspection.Partly {
		return w.text("outcome.date_of_part", "date", day)
	}
	return day
}

// status is the status of a finding, and who gave it.
type status struct {
	Slug      string // for the icon's shape
	Name      string // "Complete"
	Meaning   string // one sentence for the public
	List      string // the URL of all findings with this status
	Statement Text   // "The force says this is complete"; "" without a status
	On        inspection.Date
}

func (sh *pageContext) status(f *inspection.Finding, s inspection.Status, by inspection.Party, on inspection.Date) status {
	key := statusTextKey{status: s, by: by, fire: isFire(f.Report), others: !s.ListsFindingsOf(f.Responsibility)}
	if by == inspection.ByBody {
		key.title = plain(sh.bodyTitle(on))
	}
	said := sh.statusText(key, f.Report, on)
	v := status{Slug: s.Slug(), Name: said.name, Meaning: said.meaning, List: sh.href(said.list), Statement: said.statement}
	if s != inspection.NoStatus {
		v.On = on
	}
	return v
}

// statusTextKey is all that the text of a status depends on.
type statusTextKey struct {
	status       inspection.Status
	by           inspection.Party
	title        string // of the local policing body, where it said so
	fire, others bool
}

// statusText is the text of a status, cached since very many pages show it. The
// list is that of the findings with the status; those that are for others to
// act on have one of their own.
type statusText struct {
	name, meaning, list string
	statement           Text
}

func (sh *pageContext) statusText(key statusTextKey, r *inspection.Report, on inspection.Date) *statusText {
	if known, ok := sh.statusTexts.Load(key); ok {
		return known.(*statusText)
	}
	w, word := sh.words, "status."+key.status.Slug()
	s := &statusText{name: w.text(word + ".name"), meaning: w.text(word + ".meaning"), list: sh.statusURL(key.status)}
	if key.others {
		s.list = sh.forOthersURL()
	}
	if key.status != inspection.NoStatus {
		s.statement = w.textOrHTML(word+".said", "who", sh.party(key.by, r, on))
	}
	sh.statusTexts.Store(key, s)
	return s
}

// party names who said something on a day, to begin a sentence with.
func (sh *pageContext) party(by inspection.Party, r *inspection.Report, on inspection.Date) Text {
	switch by {
	case inspection.ByBody:
		return sh.words.textOrHTML("party.body", "title", sh.bodyTitle(on))
	case inspection.ByInspectorate:
		return sh.words.text("party.inspectorate")
	}
	if isFire(r) {
		return sh.words.text("party.service")
	}
	return sh.words.text("party.force")
}

// bodySaid is the title of the local policing body on a day.
func (sh *pageContext) bodyTitle(on inspection.Date) Text {
	if term := sh.reg.Office.TermOn(on); term.Title != "" {
		return sh.termTitle(term)
	}
	return sh.words.text("party.unnamed")
}

func (e *localeSite) termTitle(t inspection.Term) Text {
	if t.Titles.Default == "" {
		return e.inFirstLanguage(t.Title)
	}
	return e.local(t.Titles)
}

// isFire says whether a report is about fire and rescue services alone.
func isFire(r *inspection.Report) bool {
	for _, s := range r.Services {
		if s.Regime != inspection.Fire {
			return false
		}
	}
	return len(r.Services) > 0
}
