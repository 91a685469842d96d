package inspection

import "slices"

// The statutory clock. Police Act 1996 s.55(5A), inserted by the
// Policing and Crime Act 2017 s.37: what a local policing body publishes in
// answer to a report "must be published before the end of the period of 56
// days beginning with the day on which the report is published". Nothing
// lengthens the period for weekends, holidays or anything else.

// Period is the number of days in which a report is to be answered; the day of
// publication is the first of them.
const Period = 56

// PeriodFrom is the day on which s.55(5A) came into force (SI 2017/399, reg.
// 4(a)). Reports published before it had no such period.
var PeriodFrom = Date{2017, 5, 2}

// LastDay is the last day of the statutory period; ok is false where the
// report has none.
func (r *Report) LastDay() (day Date, ok bool) {
	if r.Exempt() != NotExempt {
		return Date{}, false
	}
	return r.ClockStart().AddDays(Period - 1), true
}

// ClockStart is the day on which the period begins: that of publication, or of
// a correction with which the office says it began again.
func (r *Report) ClockStart() Date {
	start := r.Published
	for _, c := range r.Corrections {
		if c.RestartsClock && c.Date.After(start) {
			start = c.Date
		}
	}
	return start
}

// Exemption is why a report has no last day.
type Exemption string

// The exemptions.
const (
	NotExempt        Exemption = ""
	ExemptNotAsked   Exemption = "not-required" // clearly not about this force
	ExemptFire       Exemption = "fire"         // no fire report has a period
	ExemptBeforeRule Exemption = "before-rule"  // published before 2 May 2017
)

// Exempt says why the report has no last day, if it has none.
func (r *Report) Exempt() Exemption {
	switch {
	case !r.AnswerRequired:
		return ExemptNotAsked
	case !r.Police():
		return ExemptFire
	case r.Published.Before(PeriodFrom):
		return ExemptBeforeRule
	}
	return NotExempt
}

// Police says whether section 55 applies: to a report on any police service.
func (r *Report) Police() bool {
	return len(r.Services) == 0 || slices.ContainsFunc(r.Services, func(s Service) bool { return s.Regime == Police })
}

// Standing says whether a report was answered by its last day.
type Standing string

// The standings.
const (
	InTime      Standing = "in-time"
	Late        Standing = "late"
	Awaiting    Standing = "awaiting"      // no answer yet, and the last day is still to come
	PastLastDay Standing = "past-last-day" // no answer yet, as at today
	Answered    Standing = "answered"      // with no period to be in time for
	Unanswered  Standing = "unanswered"    // likewise
	NotRequired Standing = "not-required"
)

// An Outcome is a report's standing on a day. In time or late is a claim about
// named people: it depends on the response's date alone, and Basis says what kind
// of date that is.
type Outcome struct {
	Standing Standing
	LastDay  Date  // zero where there is none
	Answered Date  // the response's date, zero where there is none
	Basis    Basis // of Answered
	DaysUsed int   // the day of the period on which it was answered, publication being day 1
	DaysLate int   // past the last day: of the answer, or so far
	Exempt   Exemption
	// Elsewhere says that the report is answered in its twin: the answer is
	// compared with this report's own clock and left out of the share in time.
	Elsewhere bool
}

// Outcome is the report's standing today. An answer on the last day is in time.
func (r *Report) Outcome(today Date) Outcome {
	o := Outcome{Exempt: r.Exempt(), Elsewhere: r.AnsweredIn != nil}
	response := r.answer()
	if response != nil {
		o.Answered, o.Basis = response.Published, response.Basis
		o.DaysUsed = o.Answered.DaysSince(r.ClockStart()) + 1
	}
	last, period := r.LastDay()
	o.LastDay = last
	switch {
	case o.Exempt == ExemptNotAsked && response == nil:
		o.Standing = NotRequired
	case !period && response != nil:
		o.Standing = Answered
	case !period:
		o.Standing = Unanswered
	case response != nil && !o.Answered.After(last):
		o.Standing = InTime
	case response != nil:
		o.Standing, o.DaysLate = Late, o.Answered.DaysSince(last)
	case today.After(last):
		o.Standing, o.DaysLate = PastLastDay, today.DaysSince(last)
	default:
		o.Standing = Awaiting
	}
	return o
}

// InShare says whether the report counts in the share answered in time: it has
// a last day, is not answered in a twin, and was answered or is past that day.
func (o Outcome) InShare() bool {
	return !o.Elsewhere && (o.Standing == InTime || o.Standing == Late || o.Standing == PastLastDay)
}
