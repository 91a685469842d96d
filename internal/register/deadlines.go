package register

import (
	"cmp"
	"slices"
)

// A Deadline is a day by which something is to be done: the last day for the
// answer to a report, or the day by which a finding is to be done.
type Deadline struct {
	Day     Date
	Report  *Report
	Finding *Finding // nil for the last day of a report
}

// Deadlines are the days that matter today, in three lists that share none.
type Deadlines struct {
	ToCome []Deadline // today or later, soonest first
	Missed []Deadline // gone, and nothing said to be done; newest first
	Recent []Deadline // gone within the last twelve months, and met, late or early; newest first
}

// Deadlines lists the days as they stand today. A report with no last day has
// none here. What others have to do is left out, and so is a finding that
// repeats one of another report.
func (reg *Register) Deadlines() Deadlines {
	today := reg.Today()
	since := today.AddMonths(-12)
	var all Deadlines
	put := func(d Deadline, missed bool) {
		switch {
		case !d.Day.Before(today):
			all.ToCome = append(all.ToCome, d)
		case missed:
			all.Missed = append(all.Missed, d)
		case !d.Day.Before(since):
			all.Recent = append(all.Recent, d)
		}
	}
	for _, r := range reg.Reports {
		if o := r.Outcome(today); !o.LastDay.IsZero() {
			put(Deadline{o.LastDay, r, nil}, o.Standing == PastLastDay)
		}
		for _, f := range r.Findings {
			if day, ok := f.DueDate(); ok && f.Whose != Others && f.SameAs == nil {
				put(Deadline{day, r, f}, f.Missed(today))
			}
		}
	}
	slices.SortStableFunc(all.ToCome, Deadline.compare)
	for _, list := range [][]Deadline{all.Missed, all.Recent} {
		slices.SortStableFunc(list, func(a, b Deadline) int { return b.compare(a) })
	}
	return all
}

// compare puts the earlier day first; within a day, last days of reports.
func (d Deadline) compare(e Deadline) int {
	rank := func(d Deadline) int {
		if d.Finding == nil {
			return 0
		}
		return 1
	}
	return cmp.Or(d.Day.Compare(e.Day), cmp.Compare(rank(d), rank(e)))
}

// Missed says whether the finding's day is gone and nobody says that it is
// done. Work said to be done that the inspectorate has still to look at is not
// missed, and neither is what is not for this force to do.
func (f *Finding) Missed(today Date) bool {
	day, ok := f.DueDate()
	if !ok || !day.Before(today) || f.Whose == Others {
		return false
	}
	switch f.Status() {
	case NoStatus, NotStarted, InProgress:
		return true
	}
	return false
}
