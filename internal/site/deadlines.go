package site

import (
	"fiftysix/internal/inspection"
	"io"
)

// deadlinesPage is a page of the days by which something is to be done, in
// three parts: to come, gone with nothing said to be done, and gone lately.
type deadlinesPage struct {
	listPage
	Sections []deadlineSection
	Calendar followLink
}

// deadlineSection is as much of one part as fits on the page. On the first page
// every part is there, if only to say that it is empty or where it begins.
type deadlineSection struct {
	ID    string
	Title string
	Lead  string
	Count int
	Rows  []deadlineRow
	None  string // text for an empty section
	More  *link  // where the part begins, when that is on a later page
}

// deadlineRow is one day.
type deadlineRow struct {
	link
	Day   inspection.Date
	What  string // "Last day to answer"
	Slug  string // of the icon's shape
	State string
	Note  string // what kind of date an answer has
	Hold  string
}

// deadlinePart is one part before it is cut into pages.
type deadlinePart struct {
	id, title, lead, none string
	list                  []inspection.Deadline
}

func (e *localeSite) planDeadlines(to *outputList) {
	text := e.words.text
	days := e.reg.Deadlines()
	parts := []deadlinePart{
		{"to-come", text("deadlines.to_come"), text("deadlines.to_come_lead"), text("deadlines.to_come_none"), days.ToCome},
		{"missed", text("deadlines.missed"), text("deadlines.missed_lead"), text("deadlines.missed_none"), days.Missed},
		{"recent", text("deadlines.recent"), text("deadlines.recent_lead"), text("deadlines.recent_none"), days.Recent},
	}
	title := text("deadlines.title")
	l := list{
		url: e.deadlinesURL(), section: e.deadlinesURL(), whole: title, name: title,
		description: text("deadlines.description", "office", e.office()),
	}
	entries := len(days.ToCome) + len(days.Missed) + len(days.Recent)
	e.planList(to, l.url, entries, func(w io.Writer, sh *pageContext, p paging) error {
		view := &deadlinesPage{Sections: sh.deadlineSections(parts, p), Calendar: sh.siteCalendar()}
		var err error
		if view.listPage, err = sh.listPage(l, p); err != nil {
			return err
		}
		if sh.publishesData() {
			view.Follow = append(view.Follow, view.Calendar)
		}
		return sh.render(w, layoutDeadlines, view)
	})
}

// deadlineSections cut the parts, one after another, at the edges of the page.
func (sh *pageContext) deadlineSections(parts []deadlinePart, p paging) []deadlineSection {
	from, before := (p.Number-1)*perPage, 0
	var sections []deadlineSection
	for _, d := range parts {
		n := len(d.list)
		start, end := max(from-before, 0), min(from+perPage-before, n)
		s := deadlineSection{ID: d.id, Title: d.title, Lead: d.lead, Count: n}
		if start < end {
			for _, day := range d.list[start:end] {
				s.Rows = append(s.Rows, sh.deadlineRow(day))
			}
		} else if n == 0 {
			s.None = d.none
		} else {
			page := before/perPage + 1
			s.More = &link{
				sh.href(listURL(sh.deadlinesURL(), page)) + "#" + d.id,
				sh.words.text("list.page", "page", page),
			}
		}
		before += n
		if len(s.Rows) > 0 || p.Number == 1 {
			sections = append(sections, s)
		}
	}
	return sections
}

func (sh *pageContext) deadlineRow(d inspection.Deadline) deadlineRow {
	r, text := d.Report, sh.words.text
	if d.Finding == nil {
		o := sh.outcome(r)
		return deadlineRow{
			link: sh.toReport(r), Day: d.Day, What: text("deadlines.last_day"),
			Slug: o.Standing, State: o.Short, Note: o.Basis, Hold: sh.reportEmbargo(r),
		}
	}
	f := d.Finding
	s := f.Status()
	return deadlineRow{
		link: sh.toFinding(f, nil), Day: d.Day, What: text("deadlines.due"),
		Slug: s.Slug(), State: text("status." + s.Slug() + ".name"), Hold: first(sh.embargoReason(f.Embargo), sh.reportEmbargo(r)),
	}
}

// reportEmbargo says why a report or its answer is not public; "" where both are.
func (sh *pageContext) reportEmbargo(r *inspection.Report) string {
	hold := sh.embargoReason(r.Embargo)
	if r.Response != nil {
		hold = first(hold, sh.embargoReason(r.Response.Embargo))
	}
	return hold
}
