package site

import (
	"io"
	"strconv"

	"fiftysix/internal/inspection"
)

// performancePage is how often answers come in time, and what became of what
// the inspectors found.
type performancePage struct {
	layoutData
	AsAt    inspection.Date
	Period  int
	Body    Text
	All     yearRow
	Percent int       // of InShare, in time
	Years   []yearRow // those in which a report had a last day
	Chart   *chart    // nil where no report has a last day
	Key     []shade
	Total   int // findings of every kind
	Kinds   []kindFiguresView
}

// yearRow is one line of the table of years.
type yearRow struct {
	*inspection.YearFigures
	Name   string // "2024"; a year is no number with thousands
	Median string // "53.5", "" for none
}

// kindView is what became of the findings of one kind.
type kindFiguresView struct {
	inspection.FindingFigures
	ID               string
	Name             string
	Own              int // this force's to act on
	Complete, Closed int // said to be complete; closed by the inspectorate
	Chart            *chart
	Rows             []statusRow
}

type statusRow struct {
	Name, Meaning, Term string
	N                   int
}

func (e *localeSite) planPerformance(to *outputList) {
	o := Output{URL: e.performanceURL(), Page: true}
	to.add(o, func(w io.Writer) error {
		sh := e.pageContext(o.URL)
		today := e.reg.Today()
		view := &performancePage{AsAt: today, Period: inspection.Period, Body: sh.bodyTitle(today)}
		sh.answerFigures(view)
		kinds, _ := e.reg.FindingFigures()
		for _, k := range kinds {
			view.Total += k.All
			view.Kinds = append(view.Kinds, sh.kindFiguresView(k))
		}
		var err error
		view.layoutData, err = sh.layoutData(sh.words.text("performance.title"), sh.words.text("performance.description", "office", sh.office()), o.URL)
		if err != nil {
			return err
		}
		view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
		return sh.render(w, layoutPerformance, view)
	})
}

// answerFigures are the years, their chart, and all of them together.
func (sh *pageContext) answerFigures(view *performancePage) {
	years, all := sh.reg.Performance()
	view.All, view.Percent = newYearRow(all), percent(all.InTime, all.InShare())
	most := 0
	for _, y := range years {
		if y.WithLastDay() > 0 {
			view.Years = append(view.Years, newYearRow(y))
			most = max(most, y.WithLastDay())
		}
	}
	if most == 0 {
		return
	}
	text := sh.words.text
	view.Chart = &chart{ID: "years", Title: text("performance.years_chart")}
	for _, y := range view.Years {
		view.Chart.add(sh.yearLabel(y), most, yearShades(y.YearFigures)...)
	}
	names := []string{
		text("performance.in_time"), text("performance.late"), text("performance.past"), text("performance.awaiting"),
	}
	for i, s := range yearShades(all) {
		if s.N > 0 {
			s.Name = names[i]
			view.Key = append(view.Key, s)
		}
	}
}

// yearLabel describes what a year's bar shows.
func (sh *pageContext) yearLabel(y yearRow) string {
	switch text := sh.words.text; {
	case y.Awaiting == 0:
		return text("performance.years_bar", "year", y.Name, "n", y.InTime, "of", y.InShare())
	case y.InShare() == 0:
		return text("performance.years_bar_only", "year", y.Name, "waiting", y.Awaiting)
	default:
		return text("performance.years_bar_awaiting", "year", y.Name, "n", y.InTime, "of", y.InShare(), "waiting", y.Awaiting)
	}
}

// shadesOf are the parts of a year's bar.
func yearShades(y *inspection.YearFigures) []shade {
	return []shade{
		{Shade: "solid", N: y.InTime}, {Shade: "stripe", N: y.Late}, {Shade: "cross", N: y.PastLastDay}, {Shade: "open", N: y.Awaiting},
	}
}

func newYearRow(y *inspection.YearFigures) yearRow {
	row := yearRow{YearFigures: y, Name: strconv.Itoa(y.Year)}
	if median, ok := y.Median(); ok {
		row.Median = tenths(median)
	}
	return row
}

// kindView shows the figures of one kind. What the force or the local policing
// body says is done and what the inspectorate has closed are never one bar.
func (sh *pageContext) kindFiguresView(k inspection.FindingFigures) kindFiguresView {
	text := sh.words.text
	v := kindFiguresView{
		FindingFigures: k, ID: string(k.Kind), Name: text("kind." + string(k.Kind) + ".many"), Own: k.All - k.Others,
		Complete: k.ByStatus[inspection.Complete], Closed: k.ByStatus[inspection.Closed],
	}
	if k.All == 0 {
		return v
	}
	v.Chart = &chart{ID: v.ID, Title: text("performance.kind_chart", "kind", v.Name)}
	most := k.Others
	for _, n := range k.ByStatus {
		most = max(most, n)
	}
	for _, s := range inspection.Statuses {
		n := k.ByStatus[s]
		if n == 0 {
			continue
		}
		status := "status." + s.Slug()
		v.Chart.add(text("performance.kind_bar", "name", text(status+".name"), "n", n), most, shade{Shade: statusShade(s), N: n})
		v.Rows = append(v.Rows, statusRow{text(status + ".name"), text(status + ".meaning"), sh.term(statusTerm(s)), n})
	}
	if k.Others > 0 {
		others := text("whose." + string(inspection.Others))
		v.Chart.add(text("performance.kind_bar", "name", others, "n", k.Others), most, shade{Shade: "dot", N: k.Others})
		v.Rows = append(v.Rows, statusRow{others, text("performance.others_meaning"), sh.term("whose"), k.Others})
	}
	return v
}

// statusShade shows who says that work is done: solid is the inspectorate,
// stripes are those who had to act.
func statusShade(s inspection.Status) string {
	switch s {
	case inspection.Closed:
		return "solid"
	case inspection.Complete, inspection.AwaitingInspectorate:
		return "stripe"
	}
	return "open"
}
