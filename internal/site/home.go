package site

import (
	"cmp"
	"slices"

	"fiftysix/internal/register"
)

// homePage is the front door.
type homePage struct {
	frame
	Office   string
	Body     string
	Period   int
	Forces   []string
	Reports  string // the list's address
	Awaiting []reportRow
	Newest   []reportRow
	Answers  register.AnswerFigures
	Percent  int // of InShare, in time
	Kinds    []kindFigures
	AsAt     register.Date
}

// kindFigures are the figures of one kind of finding.
type kindFigures struct {
	Name     string
	All      int
	Statuses []string // "1 complete"
}

// newest is how many answers the home page shows.
const newest = 5

func (e *edition) planHome() {
	o := Output{URL: e.homeURL(), Page: true}
	e.add(o, func() ([]byte, error) {
		sh := e.sheet(o.URL)
		today := e.reg.Today()
		view := &homePage{
			Office: sh.office(), Body: sh.body(today), Period: register.Period, Reports: sh.href(sh.reportsURL()),
			Answers: e.reg.AnswerFigures(), Kinds: sh.kinds(), AsAt: today,
		}
		for _, s := range e.reg.Office.Services {
			view.Forces = append(view.Forces, s.Name)
		}
		if view.Answers.InShare > 0 {
			view.Percent = (100*view.Answers.InTime + view.Answers.InShare/2) / view.Answers.InShare
		}
		awaiting, answered := e.stand(today)
		for _, r := range awaiting {
			view.Awaiting = append(view.Awaiting, sh.row(r))
		}
		for _, r := range answered[:min(newest, len(answered))] {
			view.Newest = append(view.Newest, sh.row(r))
		}
		var err error
		view.frame, err = sh.frame(sh.words.text("home.title"), sh.words.text("home.description", "office", sh.office()), o.URL)
		if err != nil {
			return nil, err
		}
		return sh.draw(layoutHome, view)
	})
}

// stand divides the reports into those that await an answer, the earliest last
// day first, and those answered, the newest answer first.
func (e *edition) stand(today register.Date) (awaiting, answered []*register.Report) {
	for _, r := range e.reg.Reports {
		switch o := r.Outcome(today); o.Standing {
		case register.Awaiting, register.PastLastDay, register.Unanswered:
			awaiting = append(awaiting, r)
		case register.InTime, register.Late, register.Answered:
			if r.AnsweredIn == nil {
				answered = append(answered, r)
			}
		}
	}
	slices.SortStableFunc(awaiting, func(a, b *register.Report) int {
		x, y := a.Outcome(today).LastDay, b.Outcome(today).LastDay
		if x.IsZero() != y.IsZero() { // those with a last day first
			return cmp.Compare(btoi(x.IsZero()), btoi(y.IsZero()))
		}
		return x.Compare(y)
	})
	slices.SortStableFunc(answered, func(a, b *register.Report) int {
		return b.Response.Published.Compare(a.Response.Published)
	})
	return awaiting, answered
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// kinds are the figures of every kind of finding that there is.
func (sh *sheet) kinds() []kindFigures {
	var views []kindFigures
	kinds, _ := sh.reg.FindingFigures()
	for _, k := range kinds {
		if k.All == 0 {
			continue
		}
		v := kindFigures{Name: sh.words.text("kind." + string(k.Kind) + ".many"), All: k.All}
		for _, s := range register.Statuses {
			if n := k.ByStatus[s]; n > 0 {
				v.Statuses = append(v.Statuses, sh.words.text("status."+s.Slug()+".count", "n", n))
			}
		}
		if k.Others > 0 {
			v.Statuses = append(v.Statuses, sh.words.text("figures.others", "n", k.Others))
		}
		views = append(views, v)
	}
	return views
}
