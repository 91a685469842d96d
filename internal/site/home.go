package site

import (
	"io"
	"slices"

	"fiftysix/internal/inspection"
)

// homePage is the front door.
type homePage struct {
	layoutData
	Body Text
	// Section55 says whether the office oversees a police service, so that
	// section 55 of the Police Act 1996 and its period bind it.
	Section55 bool
	Period    int
	Ways      []way
	Pinned    *pinned // nil where no law asks for it, or there is nothing to pin
	Answers   inspection.AnswerFigures
	Percent   int // of InShare, in time
	Kinds     []kindFigures
	Awaiting  []reportRow
	Newest    []reportRow
	Reports   string // the list's address
	Changes   []changeRow
	Updates   string // the log's address
	AsAt      inspection.Date
}

// way is a way in: a question that readers come with, and where it is answered.
type way struct {
	link
	Note string
}

// pinned is what elected bodies must publish in a prominent place: the latest
// PEEL report and the inspectorate's summary (see [inspection.Office]).
type pinned struct {
	Report  *reportRow
	Summary *summary
}

// summary is the inspectorate's own, elsewhere.
type summary struct {
	Title     Text
	URL       string
	Published inspection.Date
}

// kindFigures are the figures of one kind of finding.
type kindFigures struct {
	link
	All      int
	Statuses []statusCount
}

type statusCount struct{ Slug, Text string }

// How many answers and changes the home page shows.
const (
	homeAnswers = 4
	homeChanges = 6
)

func (e *localeSite) planHome(to *outputList) {
	o := Output{URL: e.homeURL(), Page: true}
	to.add(o, func(w io.Writer) error {
		sh := e.pageContext(o.URL)
		today := e.reg.Today()
		view := &homePage{
			Body: sh.bodyTitle(today), Section55: e.reg.Office.Police(), Period: inspection.Period, Reports: sh.href(sh.reportsURL()), Updates: sh.href(sh.updatesURL()),
			Answers: e.reg.AnswerFigures(), Kinds: sh.kinds(), Pinned: sh.pinned(), AsAt: today,
		}
		view.Percent = percent(view.Answers.InTime, view.Answers.InShare)
		view.Ways = sh.ways(view.Answers)
		awaiting, answered := e.splitByAnswer(today)
		for _, r := range awaiting {
			view.Awaiting = append(view.Awaiting, sh.reportRow(r))
		}
		for _, r := range answered[:min(homeAnswers, len(answered))] {
			view.Newest = append(view.Newest, sh.reportRow(r))
		}
		view.Changes = sh.recentChanges()
		var err error
		view.layoutData, err = sh.layoutData(sh.words.text("home.title"), sh.words.text("home.description", "office", sh.office()), o.URL)
		if err != nil {
			return err
		}
		view.about = sh.aboutOffice()
		return sh.render(w, layoutHome, view)
	})
}

// ways are the questions that bring most readers here.
func (sh *pageContext) ways(a inspection.AnswerFigures) []way {
	text := sh.words.text
	ways := []way{
		{link{sh.href(sh.reportsURL()), text("home.way_report")}, text("home.way_report_note", "n", a.Reports)},
		{link{sh.href(sh.unfinishedURL()), text("home.way_unfinished")}, text("home.way_unfinished_note", "n", sh.groups().Unfinished.Count())},
		{link{sh.href(sh.performanceURL()), text("home.way_time")}, text("home.way_time_none")},
	}
	if sh.groups().Unfinished.Count() == 0 {
		ways[1].Note = text("home.way_unfinished_none")
	}
	if a.InShare > 0 {
		ways[2].Note = text("home.way_time_note", "n", a.InTime, "of", a.InShare)
	}
	return ways
}

// recentChanges are the newest changes. Progress on several findings of one
// report on one day is one line: the log lists each.
func (sh *pageContext) recentChanges() []changeRow {
	var rows []changeRow
	changes := sh.changes()
	for i := 0; i < len(changes) && len(rows) < homeChanges; {
		c, n := changes[i], 1
		for c.Kind == inspection.Progress && i+n < len(changes) && sameProgress(c, changes[i+n]) {
			n++
		}
		row := sh.changeRow(c)
		if n > 1 {
			row = changeRow{link: sh.toReport(c.Report), On: c.Date, What: sh.words.text("home.progress", "n", n), Hold: row.Hold}
		}
		rows, i = append(rows, row), i+n
	}
	return rows
}

func sameProgress(a, b inspection.Change) bool {
	return a.Kind == b.Kind && a.Date == b.Date && a.Report == b.Report && a.Embargo == b.Embargo
}

// pinned is what an elected body has to show in a prominent place.
func (sh *pageContext) pinned() *pinned {
	if !sh.reg.Office.TermOn(sh.reg.Today()).Elected() {
		return nil
	}
	p := &pinned{}
	if s := sh.reg.Office.SummaryAssessment; s != nil {
		p.Summary = &summary{sh.local(s.Titles), plain(sh.local(s.URLs)), s.Published}
	}
	for _, r := range sh.reg.Reports { // newest first
		if slices.Contains(r.Kinds, "peel") && r.Withdrawn == nil {
			row := sh.reportRow(r)
			p.Report = &row
			break
		}
	}
	if p.Report == nil && p.Summary == nil {
		return nil
	}
	return p
}

// splitByAnswer divides the reports into those that await an answer, the earliest last
// day first, and those answered, the newest answer first.
func (e *localeSite) splitByAnswer(today inspection.Date) (awaiting, answered []*inspection.Report) {
	for _, r := range e.reg.Reports {
		switch o := r.Outcome(today); o.Standing {
		case inspection.Awaiting, inspection.Partly, inspection.PastLastDay, inspection.Unanswered:
			awaiting = append(awaiting, r)
		case inspection.InTime, inspection.Late, inspection.Answered:
			if r.AnsweredIn == nil {
				answered = append(answered, r)
			}
		}
	}
	slices.SortStableFunc(awaiting, func(a, b *inspection.Report) int {
		x, y := a.Outcome(today).LastDay, b.Outcome(today).LastDay
		if x.IsZero() != y.IsZero() { // those with a last day first
			if x.IsZero() {
				return 1
			}
			return -1
		}
		return x.Compare(y)
	})
	slices.SortStableFunc(answered, func(a, b *inspection.Report) int {
		return b.Response.Published.Compare(a.Response.Published)
	})
	return awaiting, answered
}

// kinds are the figures of every kind of finding that there is.
func (sh *pageContext) kinds() []kindFigures {
	var views []kindFigures
	kinds, _ := sh.reg.FindingFigures()
	for _, k := range kinds {
		if k.All == 0 {
			continue
		}
		v := kindFigures{link: link{sh.href(sh.findingKindURL(k.Kind)), sh.words.text("kind." + string(k.Kind) + ".many")}, All: k.All}
		for _, s := range inspection.Statuses {
			if n := k.ByStatus[s]; n > 0 {
				v.Statuses = append(v.Statuses, statusCount{s.Slug(), sh.words.text("status."+s.Slug()+".count", "n", n)})
			}
		}
		if k.Others > 0 {
			v.Statuses = append(v.Statuses, statusCount{inspection.NotForThisForce.Slug(), sh.words.text("figures.others", "n", k.Others)})
		}
		views = append(views, v)
	}
	return views
}
