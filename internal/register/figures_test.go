package register_test

import (
	"testing"

	"fiftysix/internal/register"
)

// A total leaves out what stands under a cause of concern and what repeats a
// finding of another report; what is others' to act on has no status.
func TestFindingFigures(t *testing.T) {
	r := &register.Report{ID: "r"}
	add := func(kind register.FindingKind, whose register.Whose, status register.Status) *register.Finding {
		f := &register.Finding{Report: r, Kind: kind, Whose: whose}
		if status != register.NoStatus {
			f.History = []register.Update{{Status: status}}
		}
		r.Findings = append(r.Findings, f)
		return f
	}
	cause := add(register.CauseOfConcern, register.ThisForce, register.InProgress)
	add(register.Recommendation, register.ThisForce, register.Complete).Parent = cause
	add(register.Recommendation, register.Shared, register.NoStatus)
	add(register.Recommendation, register.Others, register.AwaitingNationalBody)
	add(register.Recommendation, register.Others, register.NoStatus)
	add(register.Recommendation, register.ThisForce, register.Closed).SameAs = cause
	reg := &register.Register{Reports: []*register.Report{r}}

	kinds, total := reg.FindingFigures()
	check := func(name string, f register.FindingFigures, all, others int, byStatus map[register.Status]int) {
		t.Helper()
		if f.All != all || f.Others != others || len(f.ByStatus) != len(byStatus) {
			t.Errorf("%s: got %+v", name, f)
		}
		for s, n := range byStatus {
			if f.ByStatus[s] != n {
				t.Errorf("%s: %d with the status %q, want %d", name, f.ByStatus[s], s, n)
			}
		}
	}
	check("causes of concern", kinds[0], 1, 0, map[register.Status]int{register.InProgress: 1})
	check("recommendations", kinds[1], 4, 2, map[register.Status]int{register.Complete: 1, register.NoStatus: 1})
	check("areas for improvement", kinds[2], 0, 0, nil)
	check("total", total, 4, 2, map[register.Status]int{register.InProgress: 1, register.NoStatus: 1})
}

// The share in time is of the reports that had a last day to keep and hold
// their own answer.
func TestAnswerFigures(t *testing.T) {
	day := func(text string) register.Date {
		d, err := register.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	report := func(published, answered string) *register.Report {
		r := &register.Report{Published: day(published), AnswerRequired: true}
		if answered != "" {
			r.Response = &register.Response{Published: day(answered), Basis: register.BasisPublished}
		}
		return r
	}
	late := report("2020-03-09", "2020-05-26")
	twin := report("2020-03-09", "")
	twin.AnsweredIn = late
	fire := report("2025-03-09", "")
	fire.Services = []register.Service{{Regime: register.Fire}}
	notOurs := report("2025-03-09", "")
	notOurs.AnswerRequired = false
	now, err := register.ParseMoment("2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	reg := &register.Register{Now: now, Reports: []*register.Report{
		report("2019-01-15", "2019-03-08"), late, twin,
		report("2016-01-15", "2017-03-08"), report("2016-02-15", ""), fire, notOurs,
		report("2026-01-15", ""), report("2026-11-15", ""),
	}}
	want := register.AnswerFigures{
		Reports: 9, Answered: 4, Awaiting: 1, PastLastDay: 1, Unanswered: 2, NotRequired: 1, InTime: 1, InShare: 3,
	}
	got := reg.AnswerFigures()
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if sum := got.Answered + got.Awaiting + got.PastLastDay + got.Unanswered + got.NotRequired; sum != got.Reports {
		t.Errorf("the parts add up to %d, and there are %d reports", sum, got.Reports)
	}
	if got, want := late.Changed(), day("2020-05-26"); got != want {
		t.Errorf("changed on %s, want %s", got, want)
	}
}
