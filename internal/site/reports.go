package site

import (
	"html/template"
	"io"
	"strconv"

	"fiftysix/internal/inspection"
)

// reportsPage is a page of a list of reports: all, those of a year, or those
// of a kind.
type reportsPage struct {
	listPage
	Intro string
	Rows  []reportRow
}

// reportRow is a report in a list.
type reportRow struct {
	link
	Kinds      []string
	Published  inspection.Date
	LastDay    inspection.Date
	Answered   inspection.Date
	AnsweredOn template.HTML // the date, and what it is the date of
	Outcome    outcome
	Progress   []string // "1 complete", "7 for others to act on"
	Withdrawn  inspection.Date
	Hold       string
}

func (e *localeSite) planReportLists(to *outputList) {
	text, office := e.words.text, e.office()
	whole := list{
		url: e.reportsURL(), section: e.reportsURL(), whole: text("reports.title"), name: text("reports.title"),
		description: text("reports.description", "office", office),
	}
	part := whole
	part.crumbs = []menuItem{{e.reportsURL(), whole.name}}
	for _, y := range e.groups().Years {
		year := strconv.Itoa(y.Year)
		part.url, part.name = e.reportYearURL(y.Year), text("reports.year", "year", year)
		part.description = text("reports.year_description", "office", office, "year", year)
		e.planReportList(to, part, y.Reports)
	}
	for _, k := range e.groups().ReportKinds {
		kind := text("report_kind." + k.Kind)
		part.url, part.name = e.reportKindURL(k.Kind), kind
		part.description = text("reports.kind_description", "office", office, "kind", kind)
		e.planReportList(to, part, k.Reports)
	}
	e.planReportList(to, whole, e.reg.Reports)
}

func (e *localeSite) planReportList(to *outputList, l list, reports []*inspection.Report) {
	e.planList(to, l.url, len(reports), func(w io.Writer, sh *pageContext, p paging) error {
		view := &reportsPage{}
		var err error
		if view.listPage, err = sh.listPage(l, p); err != nil {
			return err
		}
		sh.addTableTools(&view.listPage)
		if len(sh.reg.Reports) > 0 {
			view.Filters = sh.reportFilters(l.url)
		}
		if view.Intro = sh.words.text("reports.lead"); l.name != l.whole {
			view.Intro = sh.words.text("reports.part_lead")
		}
		for _, r := range onPage(reports, p) {
			view.Rows = append(view.Rows, sh.reportRow(r))
		}
		return sh.render(w, layoutReports, view)
	})
}

// reportRow shows a report in a list.
func (sh *pageContext) reportRow(r *inspection.Report) reportRow {
	o := r.Outcome(sh.reg.Today())
	row := reportRow{
		link: sh.toReport(r), Published: r.Published, LastDay: o.LastDay, Answered: o.Answered, AnsweredOn: sh.answerDate(o),
		Outcome: sh.outcome(r), Progress: sh.progress(r), Hold: sh.embargoReason(r.Embargo),
	}
	if r.Response != nil {
		row.Hold = first(row.Hold, sh.embargoReason(r.Response.Embargo))
	}
	if r.Withdrawn != nil {
		row.Withdrawn = r.Withdrawn.Date
	}
	for _, k := range r.Kinds {
		row.Kinds = append(row.Kinds, sh.words.text("report_kind."+k))
	}
	return row
}

// progress says how far a report's findings have come: by status, and those
// that are not this force's by themselves. A finding under a cause of
// concern is part of it.
func (sh *pageContext) progress(r *inspection.Report) []string {
	byStatus, others := map[inspection.Status]int{}, 0
	for _, f := range r.Findings {
		switch {
		case f.Parent != nil && f.Parent.Kind == inspection.CauseOfConcern:
		case f.Responsibility == inspection.Others:
			others++
		default:
			byStatus[f.Status()]++
		}
	}
	var lines []string
	for _, s := range inspection.Statuses {
		if n := byStatus[s]; n > 0 {
			lines = append(lines, sh.words.text("status."+s.Slug()+".count", "n", n))
		}
	}
	if others > 0 {
		lines = append(lines, sh.words.text("figures.others", "n", others))
	}
	return lines
}
