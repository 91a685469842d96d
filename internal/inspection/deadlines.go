package inspection

import "slices"

// A Deadline is a day by which something is to be done: the last day for the
// answer to a report, or the day by which a finding is to be done.
type Deadline struct {
	Day     Date
	Report  *Report
	Finding *Finding // nil for the last day of a report
}

// Deadlines are the days that matter today, each in one of three lists.
type Deadlines struct {
	ToCome []Deadline // today or later, soonest first
	Missed []Deadline // gone, and not said to be done; newest first
	Recent []Deadline // gone within the last twelve months, and met, late or early; newest first
}

// Deadlines lists the days as of today. A report without a last day has none.
// What others have to do is left out, and so is a finding that repeats one of
// another report.
func (reg *Register) Deadlines() Deadlines {
	today := reg.Today()
	since := today.AddMonths(-12)
	var all Deadlines
	add := func(d Deadline, missed bool) {
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
		for _, d := range r.Days() {
			switch {
			case d.Finding == nil:
				add(d, r.Outcome(today).Overdue())
			case d.Finding.SameAs == nil:
				add(d, d.Finding.Missed(today))
			}
		}
	}
	slices.SortStableFunc(all.ToCome, Deadline.compare)
	for _, list := range [][]Deadline{all.Missed, all.Recent} {
		slices.SortStableFunc(list, func(a, b Deadline) int { return b.compare(a) })
	}
	return all
}

// Calendar lists the days of the last twelve months and all that are to come,
// soonest first, whatever became of them. It leaves out what [Deadlines] leaves
// out, and the last day of a report that is answered in a twin: one answer
// has one day.
func (reg *Register) Calendar() []Deadline {
	since := reg.Today().AddMonths(-12)
	var all []Deadline
	for _, r := range reg.Reports {
		for _, d := range r.Days() {
			twin := d.Finding == nil && r.AnsweredIn != nil || d.Finding != nil && d.Finding.SameAs != nil
			if !twin && !d.Day.Before(since) {
				all = append(all, d)
			}
		}
	}
	slices.SortStableFunc(all, Deadline.compare)
	return all
}

// Days are every day of the report and its findings by which this force or
// body is to do something, soonest first.
func (r *Report) Days() []Deadline {
	var days []Deadline
	if last, ok := r.LastDay(); ok {
		days = append(days, Deadline{last, r, nil})
	}
	for _, f := range r.Findings {
		if day, ok := f.ownDay(); ok {
			days = append(days, Deadline{day, r, f})
		}
	}
	slices.SortStableFunc(days, Deadline.compare)
	return days
}

// HasDays says whether there is any such day.
func (r *Report) HasDays() bool {
	if _, ok := r.LastDay(); ok {
		return true
	}
	return slices.ContainsFunc(r.Findings, func(f *Finding) bool { _, ok := f.ownDay(); return ok })
}

// ownDay is the day by which this force or body is to have done the finding.
func (f *Finding) ownDay() (day Date, ok bool) {
	if f.Responsibility == Others {
		return Date{}, false
	}
	return f.DueDate()
}

// compare puts the earlier day first; within a day, last days of reports.
func (d Deadline) compare(e Deadline) int {
	if order := d.Day.Compare(e.Day); order != 0 || (d.Finding == nil) == (e.Finding == nil) {
		return order
	}
	if d.Finding == nil {
		return -1
	}
	return 1
}

// Missed says whether the finding's day is gone and nobody says that it is done.
// What waits for the inspectorate is not missed, and neither is what others have
// to do.
func (f *Finding) Missed(today Date) bool {
	day, ok := f.DueDate()
	if !ok || !day.Before(today) || f.Responsibility == Others {
		return false
	}
	return f.Status().notDone()
}
