package inspection

import (
	"cmp"
	"slices"
)

// YearFigures count the reports published in one year, or in all, against
// their last days. Each report with a last day is in time, late, past the last
// day or awaiting; the rest are left out, as twins or without a last day.
type YearFigures struct {
	Year        int // 0 for all years together
	Reports     int
	InTime      int
	Late        int
	PastLastDay int // no whole answer yet, the last day gone
	Awaiting    int // no whole answer yet, the last day still to come
	Elsewhere   int // with a last day, and answered in a twin: left out of the share
	NoLastDay   int // fire, before the rule, or not required
	// ByPaper is how many of those in time or late are dated by a letter or
	// a board paper, and may have been published on another day.
	ByPaper int
	used    []int
}

// WithLastDay is how many have a last day and no twin.
func (f *YearFigures) WithLastDay() int { return f.InShare() + f.Awaiting }

// InShare is how many of those were answered or are past the last day: what
// the share in time is a share of.
func (f *YearFigures) InShare() int { return f.InTime + f.Late + f.PastLastDay }

// Answers is how many were answered, in time or late.
func (f *YearFigures) Answers() int { return f.InTime + f.Late }

// Median is the day of the period by which half of the answers had come, the
// day of publication being day 1, in tenths: 535 is day 53.5. It counts answers to
// reports with a last day. ok is false where there are fewer than five, of which
// a middle says nothing.
func (f *YearFigures) Median() (tenths int, ok bool) {
	n := len(f.used)
	if n < 5 {
		return 0, false
	}
	used := slices.Sorted(slices.Values(f.used))
	return (used[(n-1)/2] + used[n/2]) * 5, true
}

func (f *YearFigures) count(o Outcome) {
	f.Reports++
	switch {
	case o.LastDay.IsZero():
		f.NoLastDay++
		return
	case o.Elsewhere:
		f.Elsewhere++
		return
	}
	switch o.Standing {
	case InTime:
		f.InTime++
	case Late:
		f.Late++
	case PastLastDay, Partly, Awaiting:
		if o.Overdue() {
			f.PastLastDay++
		} else {
			f.Awaiting++
		}
		return
	}
	if !o.Answered.IsZero() {
		f.used = append(f.used, o.DaysUsed)
		if o.Basis != BasisPublished {
			f.ByPaper++
		}
	}
}

// Performance counts reports by year of publication, newest year first, and
// all together, as of today.
func (reg *Register) Performance() (years []*YearFigures, all *YearFigures) {
	byYear := map[int]*YearFigures{}
	all = &YearFigures{}
	for _, r := range reg.Reports {
		year := byYear[r.Published.Year]
		if year == nil {
			year = &YearFigures{Year: r.Published.Year}
			byYear[year.Year] = year
			years = append(years, year)
		}
		o := r.Outcome(reg.Today())
		year.count(o)
		all.count(o)
	}
	slices.SortFunc(years, func(a, b *YearFigures) int { return cmp.Compare(b.Year, a.Year) })
	return years, all
}
