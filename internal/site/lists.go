package site

import (
	"html/template"

	"fiftysix/internal/register"
)

// reportsPage is the list of all reports.
type reportsPage struct {
	frame
	Rows []reportRow
	AsAt register.Date
}

// reportRow is a report in a list.
type reportRow struct {
	link
	Kinds      []string
	Published  register.Date
	LastDay    register.Date
	Answered   register.Date
	AnsweredOn template.HTML // the date, and what it is the date of
	Outcome    outcome
	Progress   []string // "1 complete", "7 for others to act on"
	Hold       string
}

func (e *edition) planLists() {
	o := Output{URL: e.reportsURL(), Page: true}
	e.add(o, func() ([]byte, error) {
		sh := e.sheet(o.URL)
		view := &reportsPage{AsAt: e.reg.Today()}
		for _, r := range e.reg.Reports {
			view.Rows = append(view.Rows, sh.row(r))
		}
		var err error
		view.frame, err = sh.frame(sh.words.text("reports.title"), sh.words.text("reports.description", "office", sh.office()), o.URL)
		if err != nil {
			return nil, err
		}
		view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
		return sh.draw(layoutReports, view)
	})
}

// row shows a report in a list.
func (sh *sheet) row(r *register.Report) reportRow {
	o := r.Outcome(sh.reg.Today())
	row := reportRow{
		link: *sh.reportLink(r), Published: r.Published, LastDay: o.LastDay, Answered: o.Answered, AnsweredOn: sh.answerDate(o),
		Outcome: sh.outcome(r), Progress: sh.progress(r), Hold: sh.held(r.Hold),
	}
	if r.Response != nil {
		row.Hold = first(row.Hold, sh.held(r.Response.Hold))
	}
	for _, k := range r.Kinds {
		row.Kinds = append(row.Kinds, sh.words.text("report_kind."+k))
	}
	return row
}

// progress says how far a report's findings have come: by status, and those
// that are not this force's by themselves. What stands under a cause of concern
// is part of it.
func (sh *sheet) progress(r *register.Report) []string {
	byStatus, others := map[register.Status]int{}, 0
	for _, f := range r.Findings {
		switch {
		case f.Parent != nil && f.Parent.Kind == register.CauseOfConcern:
		case f.Whose == register.Others:
			others++
		default:
			byStatus[f.Status()]++
		}
	}
	var lines []string
	for _, s := range register.Statuses {
		if n := byStatus[s]; n > 0 {
			lines = append(lines, sh.words.text("status."+s.Slug()+".count", "n", n))
		}
	}
	if others > 0 {
		lines = append(lines, sh.words.text("figures.others", "n", others))
	}
	return lines
}
