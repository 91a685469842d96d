package inspection

import "slices"

// The statutory clock. Police Act 1996 s.55(5A), inserted by the
// Policing and Crime Act 2017 s.37: what a local policing body publishes in
// answer to a report "must be published before the end of the period of 56
// days beginning with the day on which the report is published". Nothing
// lengthens the period for weekends, holidays or anything else, and nothing
// begins it again: not even a correction.

// Period is the number of days in which a report is to be answered; the day of
// publication is the first of them.
const Period = 56

// PeriodFrom is the day on which s.55(5A) came into force (SI 2017/399, reg.
// 4(a)). Reports published before it had no such period.
var PeriodFrom = Date{2017, 5, 2}

// LastDay is the last day of the period of the report's [Duty]; ok is false
// where the report has none.
func (r *Report) LastDay() (day Date, ok bool) {
	period := r.Duty().Period
	if !r.AnswerRequired || period == 0 {
		return Date{}, false
	}
	return r.Published.AddDays(period - 1), true
}

// Exemption is why a report has no last day.
type Exemption string

// The exemptions.
const (
	NotExempt        Exemption = ""
	ExemptNotAsked   Exemption = "not-required"    // clearly not about this force
	ExemptFire       Exemption = "fire"            // no fire report has a period
	ExemptComplaint  Exemption = "super-complaint" // not a report under s.54, so s.55 does not apply (SI 2018/748)
	ExemptBeforeRule Exemption = "before-rule"     // published before 2 May 2017
	ExemptOther      Exemption = "other"           // answered under a law that is not in [Duties]
)

// Exempt says why the report has no last day, if it has none.
func (r *Report) Exempt() Exemption {
	if !r.AnswerRequired {
		return ExemptNotAsked
	}
	return r.Duty().Exempt
}

// Section55 says whether section 55 of the Police Act 1996 applies, with or
// without its period.
func (r *Report) Section55() bool {
	id := r.Duty().ID
	return id == "section-55" || id == "section-55-before-2017"
}

// Police says whether the report is on any police service.
func (r *Report) Police() bool {
	return len(r.Services) == 0 || slices.ContainsFunc(r.Services, func(s Service) bool { return s.Regime == Police })
}

// Standing says whether a report was answered by its last day.
type Standing string

// The standings.
const (
	InTime      Standing = "in-time"
	Late        Standing = "late"
	Partly      Standing = "partly-published" // a part that the law asks for is missing
	Awaiting    Standing = "awaiting"         // no answer yet, and the last day is still to come
	PastLastDay Standing = "past-last-day"    // no answer yet, as at today
	Answered    Standing = "answered"         // with no period to be in time for
	Unanswered  Standing = "unanswered"       // likewise
	NotRequired Standing = "not-required"
)

// An Outcome is a report's standing on a day. In time or late is a claim about
// named people and a duty set by law: it is made only where every part is there
// that the law asks for, by the date of the last of them, and Basis says what
// kind of date that is.
type Outcome struct {
	Standing Standing
	LastDay  Date    // zero where there is none
	Answered Date    // the day of the last part that is there, zero where there is none
	Basis    Basis   // of Answered
	Missing  Missing // the parts that are not there
	DaysUsed int     // the day of the period on which the last part came, publication being day 1
	DaysLate int     // past the last day: of the answer, or so far
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
		o.Answered, o.Basis, o.Missing = r.lastPart(), response.Basis, r.Missing()
		o.DaysUsed = o.Answered.DaysSince(r.Published) + 1
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
	case o.Missing.Any():
		o.Standing, o.DaysLate = Partly, max(today.DaysSince(last), 0)
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

// Overdue says whether the last day is past and there is no whole answer.
func (o Outcome) Overdue() bool {
	return o.Standing == PastLastDay || o.Standing == Partly && o.DaysLate > 0
}

// PartsLate is how many days after the last day the last part came that is
// there; 0 where it came by then.
func (o Outcome) PartsLate() int {
	if o.Answered.IsZero() || o.LastDay.IsZero() {
		return 0
	}
	return max(o.Answered.DaysSince(o.LastDay), 0)
}

// InShare says whether the report counts in the share answered in time: it has
// a last day, is not answered in a twin, and was answered or is past that day.
func (o Outcome) InShare() bool {
	return !o.Elsewhere && (o.Standing == InTime || o.Standing == Late || o.Overdue())
}
