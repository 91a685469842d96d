package inspection

import "slices"

// AnswersDue are the reports with a last day whose answer the public cannot read
// yet, soonest first. It is for the office, and needs a register that includes
// what is withheld: a withheld answer is still due.
func (reg *Register) AnswersDue() []Deadline {
	var due []Deadline
	for _, r := range reg.Reports {
		if day, ok := r.LastDay(); ok && !r.answerIsOut() {
			due = append(due, Deadline{Day: day, Report: r})
		}
	}
	slices.SortStableFunc(due, Deadline.compare)
	return due
}

// answerIsOut says whether the public can read an answer to the report: its
// own, or that of its twin.
func (r *Report) answerIsOut() bool {
	if r.AnsweredIn != nil {
		return r.AnsweredIn.answerIsOut()
	}
	return r.Embargo.Public() && r.Response != nil && r.Response.Embargo.Public()
}

// ActionsDue are the findings with a day by which they are to be done that
// nobody says are done, soonest first.
func (reg *Register) ActionsDue() []Deadline {
	all := reg.Deadlines()
	var due []Deadline
	for _, d := range append(all.Missed, all.ToCome...) {
		if d.Finding != nil && d.Finding.Status().notDone() {
			due = append(due, d)
		}
	}
	slices.SortStableFunc(due, Deadline.compare)
	return due
}

// NextRelease is the first minute at which a build would publish something that
// is withheld now, or zero.
func NextRelease(withheld []Withheld) (next Moment) {
	for _, w := range withheld {
		if !w.Until.IsZero() && (next.IsZero() || w.Until.Before(next)) {
			next = w.Until
		}
	}
	return next
}
