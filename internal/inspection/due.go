package inspection

import (
	"slices"
)

// AnswersDue are the reports with a last day whose answer the public cannot
// read yet, soonest first: for the office's own eyes, and so of a register
// that was read with what is held back. An answer that is written and held
// back is one that is still due.
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
		if d.Finding == nil {
			continue
		}
		switch d.Finding.Status() {
		case NoStatus, NotStarted, InProgress:
			due = append(due, d)
		}
	}
	slices.SortStableFunc(due, Deadline.compare)
	return due
}

// NextRelease is the first minute at which something that is held back may be
// seen; it is then for a build to put it out. Zero where nothing waits for a
// day of its own.
func NextRelease(held []Withheld) (next Moment) {
	for _, h := range held {
		if !h.Until.IsZero() && (next.IsZero() || h.Until.Before(next)) {
			next = h.Until
		}
	}
	return next
}
