package inspection

import "slices"

// A Duty is the law under which a report is answered: a row of [Duties].
type Duty struct {
	ID       string    // what regime says in report.md
	From, To Date      // the first and the last day of publication that it covers; zero where there is no bound
	Period   int       // in how many days to answer, the day of publication being the first; 0 where no law says
	Exempt   Exemption // why there is no last day; NotExempt where there is one
	Kind     string    // of report that it covers, on whatever service; "" where Service decides
	Service  Regime    // Police: reports on any police service; Fire: those on none; "": only those that name the duty
	Source   string
}

// Duties are the laws under which reports are answered. The first row that
// covers a report is its own, so a new Act is a new row, with the day from which
// it holds; and a report of before that day keeps the row that held then.
var Duties = []Duty{
	{
		ID: "super-complaint", Exempt: ExemptComplaint, Kind: "super-complaint",
		Source: "Police Super-complaints (Designation and Procedure) Regulations 2018, SI 2018/748, reg. 8: not a report under section 54, so section 55 does not apply",
	},
	{
		ID: "fire", Exempt: ExemptFire, Service: Fire,
		Source: "no statute sets a period; Fire and Rescue National Framework for England",
	},
	{
		ID: "section-55-before-2017", To: PeriodFrom.AddDays(-1), Exempt: ExemptBeforeRule, Service: Police,
		Source: "Police Act 1996 s.55(5), before s.55(5A) came into force (SI 2017/399, reg. 4(a))",
	},
	{
		ID: "section-55", From: PeriodFrom, Period: Period, Service: Police,
		Source: "Police Act 1996 s.55(5), (5A) and (5B), the last two put in by the Policing and Crime Act 2017 s.37",
	},
	{
		ID: "other", Exempt: ExemptOther,
		Source: "a body whose law is not here, such as the British Transport Police Authority: nothing is claimed",
	},
}

// DutyIDs are the ids of all duties.
func DutyIDs() []string {
	var ids []string
	for _, d := range Duties {
		ids = append(ids, d.ID)
	}
	return ids
}

// Duty is the law under which the report is answered: the one that the office
// names, or the first that covers it.
func (r *Report) Duty() Duty {
	i := slices.IndexFunc(Duties, func(d Duty) bool {
		if r.Regime != "" {
			return d.ID == r.Regime
		}
		return d.covers(r) && !r.Published.Before(d.From) && (d.To.IsZero() || !r.Published.After(d.To))
	})
	if i < 0 {
		return Duty{ID: "other", Exempt: ExemptOther}
	}
	return Duties[i]
}

// covers says whether the duty is one for a report of its kind, on its services.
// One that names neither is only for reports that name it.
func (d Duty) covers(r *Report) bool {
	switch {
	case d.Kind != "":
		return slices.Contains(r.Kinds, d.Kind)
	case d.Service == "":
		return false
	}
	return r.Police() == (d.Service == Police)
}
