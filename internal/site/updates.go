package site

import (
	"html/template"
	"io"

	"fiftysix/internal/inspection"
)

// updatesPage is a page of the log of everything that changed.
type updatesPage struct {
	listPage
	Months   []month
	Feed     followLink
	Calendar followLink
}

// month groups changes by the month, and within it by the day.
type month struct {
	ID   string
	Name string
	Days []changeDay
}

type changeDay struct {
	Day  inspection.Date
	Rows []changeRow
}

// changeRow is one change, as the log and the home page show it.
type changeRow struct {
	link      // to what changed
	On        inspection.Date
	What      string // "Answer published"; "" for progress, which has a Statement
	Statement Text   // "The force says this is complete"
	Note      Text
	Date      template.HTML // of an answer, with what it is the date of, where that is not publication
	Hold      string
}

func (e *localeSite) planUpdates(to *outputList) {
	changes := e.changes()
	title := e.words.text("updates.title")
	l := list{
		url: e.updatesURL(), section: e.updatesURL(), whole: title, name: title,
		description: e.words.text("updates.description", "office", e.office()),
	}
	e.planList(to, l.url, len(changes), func(w io.Writer, sh *pageContext, p paging) error {
		view := &updatesPage{Months: sh.byMonth(onPage(changes, p)), Feed: sh.siteFeed(), Calendar: sh.siteCalendar()}
		var err error
		if view.listPage, err = sh.listPage(l, p); err != nil {
			return err
		}
		return sh.render(w, layoutUpdates, view)
	})
}

// byMonth groups changes that are in order.
func (sh *pageContext) byMonth(changes []inspection.Change) []month {
	var months []month
	for _, c := range changes {
		first := inspection.Day{Year: c.Date.Year, Month: c.Date.Month}
		if len(months) == 0 || months[len(months)-1].ID != "m-"+first.String() {
			months = append(months, month{ID: "m-" + first.String(), Name: sh.words.either(first)})
		}
		m := &months[len(months)-1]
		if len(m.Days) == 0 || m.Days[len(m.Days)-1].Day != c.Date {
			m.Days = append(m.Days, changeDay{Day: c.Date})
		}
		d := &m.Days[len(m.Days)-1]
		d.Rows = append(d.Rows, sh.changeRow(c))
	}
	return months
}

// changeRow shows one change.
func (sh *pageContext) changeRow(c inspection.Change) changeRow {
	row := changeRow{On: c.Date, Note: sh.changeNote(c), Hold: sh.embargoReason(c.Embargo)}
	if c.Kind == inspection.Progress {
		row.link = sh.toFinding(c.Finding, nil)
		row.Statement = sh.status(c.Finding, c.Update.Status, c.Update.By, c.Date).Statement
		return row
	}
	row.link, row.What = sh.toReport(c.Report), sh.words.text("updates."+string(c.Kind))
	if c.Kind == inspection.AnswerPublished && c.Report.Response.Basis != inspection.BasisPublished {
		row.Date = sh.answerDate(c.Report.Outcome(sh.reg.Today()))
	}
	return row
}

// updateMessages are the words of the log that are called for by family.
func updateMessages(family func(prefix, gaps string, names ...string)) {
	for _, k := range inspection.ChangeKinds {
		if k != inspection.Progress {
			family("updates.", "", string(k))
		}
	}
}
