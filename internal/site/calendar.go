package site

import (
	"io"
	"slices"
	"strings"
	"time"

	"fiftysix/internal/feeds"
	"fiftysix/internal/inspection"
)

// This file makes the calendars: the last days for answers, and the days by
// which findings are due. An event gives statements with their dates, never
// today's state, since a calendar is read long after it was fetched.

// planCalendar plans the calendar of the whole site.
func (e *localeSite) planCalendar(to *outputList) {
	to.add(Output{URL: e.calendarURL()}, func(w io.Writer) error {
		return e.renderCalendar(w, e.calendarURL(), e.deadlinesURL(), e.calendarTitle(), e.reg.Calendar())
	})
}

func (e *localeSite) calendarTitle() string {
	return e.words.text("follow.calendar_title", "office", e.office())
}

func (e *localeSite) reportCalendarTitle(r *inspection.Report) string {
	return e.words.text("follow.calendar_of", "name", e.name(r), "office", e.office())
}

// planCalendar plans the report's calendar in one language, where it has a
// day to put in one.
func (p *reportOutputs) planCalendar(e *localeSite) {
	r := p.report
	if !r.HasDays() {
		return
	}
	url := e.reportURL(r) + calendarName
	p.add(url, phaseFeeds, r.File, func(w io.Writer) error {
		return e.renderCalendar(w, url, e.reportURL(r), e.reportCalendarTitle(r), r.Days())
	})
}

func (e *localeSite) renderCalendar(w io.Writer, url, page, name string, days []inspection.Deadline) error {
	sh := e.feedContext(url)
	c := &feeds.Calendar{
		Lang: e.words.lang, Name: name,
		Description: e.words.text("deadlines.description", "office", e.office()),
		Self:        sh.absoluteURL(url), Page: sh.absoluteURL(page),
	}
	for _, d := range days {
		c.Events = append(c.Events, sh.calendarEvent(d))
	}
	_, err := w.Write(c.ICS())
	return err
}

// absoluteURL is "" while the site's own address is not known: calendar programs
// cannot resolve relative links.
func (sh *pageContext) absoluteURL(url string) string {
	if sh.base == "" {
		return ""
	}
	return sh.href(url)
}

// calendarEvent is the event of one deadline.
func (sh *pageContext) calendarEvent(d inspection.Deadline) feeds.Event {
	e, url := feeds.Event{Day: instantUTC(d.Day)}, ""
	var lines []string
	var changes []inspection.Date // when its text changed
	text, path, hold := sh.words.text, "", sh.reportEmbargo(d.Report)
	if d.Finding == nil {
		url, path = sh.reportURL(d.Report), "/last-day"
		e.Summary, e.Category = text("follow.event_last_day", "name", sh.name(d.Report)), text("follow.last_days")
		lines, changes = sh.lastDayText(d.Report)
	} else {
		url, path = sh.findingURL(d.Finding), "/due"
		hold = first(sh.embargoReason(d.Finding.Embargo), hold)
		e.Summary, e.Category = text("follow.event_due", "name", sh.findingFull(d.Finding)), text("kind."+string(d.Finding.Kind)+".only")
		lines, changes = sh.dueText(d.Finding)
	}
	if hold != "" { // only a preview has such
		e.Summary = hold + ": " + e.Summary
	}
	e.UID = sh.feedIDs.UID(sh.words.lang + strings.TrimSuffix(url[len(sh.prefix)-1:], "/") + path)
	e.Changed = instantUTC(slices.MaxFunc(changes, inspection.Date.Compare))
	e.Sequence = len(changes) - 1
	if e.Page = sh.absoluteURL(url); e.Page != "" {
		lines = append(lines, e.Page)
	}
	e.Description = strings.Join(lines, "\n")
	return e
}

// lastDayText is what is to be answered and what was, with the days on which
// that text changed, the publication of the report first.
func (sh *pageContext) lastDayText(r *inspection.Report) (lines []string, changes []inspection.Date) {
	text := sh.words.text
	lines, changes = []string{text("follow.event_report", "title", sh.report(r).Title, "date", sh.words.day(r.Published))}, []inspection.Date{r.Published}
	if o := r.Outcome(sh.reg.Today()); !o.Answered.IsZero() {
		lines = append(lines, text("follow.event_answered", "date", sh.answerDateText(o)))
		changes = append(changes, o.Answered)
	}
	return lines, changes
}

// dueText is what is to be done, and the latest statement about it.
func (sh *pageContext) dueText(f *inspection.Finding) (lines []string, changes []inspection.Date) {
	changes = []inspection.Date{f.Report.Published}
	w := sh.finding(f)
	lines = append(lines, describe(w.Text, ""))
	if due := w.DueText; due != "" {
		lines = append(lines, sh.words.text("follow.event_printed", "text", due))
	}
	for _, u := range f.AnsweredBy().History {
		changes = append(changes, u.Date)
	}
	if u, ok := f.Latest(); ok {
		said := sh.status(f, u.Status, u.By, u.Date).Statement
		lines = append(lines, sh.words.text("status.said_on", "said", plain(said), "date", sh.words.day(u.Date)))
	}
	return lines, changes
}

// instantUTC is the beginning of a day where there are no clocks to change.
func instantUTC(d inspection.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
