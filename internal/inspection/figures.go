package inspection

import "slices"

// Figures are counted here and nowhere else, so that two pages never give two
// numbers for one thing.

// AnswerFigures count reports by their standing: each is answered, partly
// published, awaiting, past its last day, unanswered or not required, so these
// add up to all.
type AnswerFigures struct {
	Reports     int // all that are public
	Answered    int // with an answer of their own or in a twin
	Partly      int // answered in part: a part that the law asks for is missing
	Awaiting    int // no answer yet, the last day still to come
	PastLastDay int // no answer yet, the last day gone
	Unanswered  int // no answer yet, and no last day set by law
	NotRequired int // no answer is asked for
	// InTime of InShare is the share answered in time: of the reports with a
	// last day and no twin that were answered or are past it.
	InTime, InShare int
}

// AnswerFigures counts the reports as of today.
func (reg *Register) AnswerFigures() AnswerFigures {
	var f AnswerFigures
	for _, r := range reg.Reports {
		o := r.Outcome(reg.Today())
		f.Reports++
		switch o.Standing {
		case InTime, Late, Answered:
			f.Answered++
		case Partly:
			f.Partly++
		case Awaiting:
			f.Awaiting++
		case PastLastDay:
			f.PastLastDay++
		case Unanswered:
			f.Unanswered++
		case NotRequired:
			f.NotRequired++
		}
		if o.InShare() {
			f.InShare++
			if o.Standing == InTime {
				f.InTime++
			}
		}
	}
	return f
}

// FindingFigures count findings of one kind, or of all.
type FindingFigures struct {
	Kind     FindingKind // "" for all kinds together
	All      int
	Others   int            // not this force's to act on: never counted by status
	ByStatus map[Status]int // of those that are this force's, alone or shared
}

// FindingFigures counts findings by kind, in the order of [FindingKinds], and
// all together. A finding that repeats one of another report is counted there
// only. Those under a cause of concern count among their kind, but not in the
// total, where the cause of concern counts for them.
func (reg *Register) FindingFigures() (kinds []FindingFigures, total FindingFigures) {
	total.ByStatus = map[Status]int{}
	kinds = make([]FindingFigures, len(FindingKinds))
	for i, k := range FindingKinds {
		kinds[i] = FindingFigures{Kind: k, ByStatus: map[Status]int{}}
	}
	for _, r := range reg.Reports {
		for _, f := range r.Findings {
			if f.SameAs == nil {
				kinds[slices.Index(FindingKinds, f.Kind)].count(f)
			}
			if f.CountsInTotals() {
				total.count(f)
			}
		}
	}
	return kinds, total
}

func (n *FindingFigures) count(f *Finding) {
	n.All++
	if f.Responsibility == Others {
		n.Others++
		return
	}
	n.ByStatus[f.Status()]++
}

// Changed is the last day on which anything dated in the report's own files
// changed, for feeds and sitemaps. It never depends on the clock.
func (r *Report) Changed() Date {
	day := r.Published
	later := func(d Date) {
		if d.After(day) {
			day = d
		}
	}
	for _, c := range r.Corrections {
		later(c.Date)
	}
	if r.Withdrawn != nil {
		later(r.Withdrawn.Date)
	}
	if response := r.answer(); response != nil {
		later(response.Published)
		for _, c := range response.Corrections {
			later(c.Date)
		}
	}
	for _, f := range r.Findings {
		later(f.Changed())
	}
	return day
}

// Changed is the same for one finding.
func (f *Finding) Changed() Date {
	day := f.Report.Published
	if r := f.Report.answer(); r != nil && r.Published.After(day) {
		day = r.Published
	}
	for _, u := range f.AnsweredBy().History {
		if u.Date.After(day) {
			day = u.Date
		}
	}
	return day
}
