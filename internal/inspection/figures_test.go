package inspection_test

import (
	"testing"

	"fiftysix/internal/inspection"
)

// A total leaves out what stands under a cause of concern and what repeats a
// finding of another report; what is others' to act on has no status.
func TestFindingFigures(t *testing.T) {
	r := &inspection.Report{ID: "r"}
	add := func(kind inspection.FindingKind, whose inspection.Responsibility, status inspection.Status) *inspection.Finding {
		f := &inspection.Finding{Report: r, Kind: kind, Responsibility: whose}
		if status != inspection.NoStatus {
			f.History = []inspection.Update{{Status: status}}
		}
		r.Findings = append(r.Findings, f)
		return f
	}
	cause := add(inspection.CauseOfConcern, inspection.ThisForce, inspection.InProgress)
	add(inspection.Recommendation, inspection.ThisForce, inspection.Complete).Parent = cause
	add(inspection.Recommendation, inspection.Shared, inspection.NoStatus)
	add(inspection.Recommendation, inspection.Others, inspection.AwaitingNationalBody)
	add(inspection.Recommendation, inspection.Others, inspection.NoStatus)
	add(inspection.Recommendation, inspection.ThisForce, inspection.Closed).SameAs = cause
	reg := &inspection.Register{Reports: []*inspection.Report{r}}

	kinds, total := reg.FindingFigures()
	check := func(name string, f inspection.FindingFigures, all, others int, byStatus map[inspection.Status]int) {
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
	check("causes of concern", kinds[0], 1, 0, map[inspection.Status]int{inspection.InProgress: 1})
	check("recommendations", kinds[1], 4, 2, map[inspection.Status]int{inspection.Complete: 1, inspection.NoStatus: 1})
	check("areas for improvement", kinds[2], 0, 0, nil)
	check("total", total, 4, 2, map[inspection.Status]int{inspection.InProgress: 1, inspection.NoStatus: 1})
}

// The share in time is of the reports that had a last day to keep and hold
// their own answer.
func TestAnswerFigures(t *testing.T) {
	day := func(text string) inspection.Date {
		d, err := inspection.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	report := func(published, answered string) *inspection.Report {
		r := &inspection.Report{Published: day(published), AnswerRequired: true}
		if answered != "" {
			inspection.AnswerWholly(r, day(answered))
		}
		return r
	}
	late := report("2020-03-09", "2020-05-26")
	twin := report("2020-03-09", "")
	twin.AnsweredIn = late
	fire := report("2025-03-09", "")
	fire.Services = []inspection.Service{{Regime: inspection.Fire}}
	partly := report("2024-01-05", "2024-01-06")
	partly.Response.NoForceComments = false
	notOurs := report("2025-03-09", "")
	notOurs.AnswerRequired = false
	now, err := inspection.ParseMoment("2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	reg := &inspection.Register{Now: now, Reports: []*inspection.Report{
		report("2019-01-15", "2019-03-08"), late, twin,
		report("2016-01-15", "2017-03-08"), report("2016-02-15", ""), fire, notOurs,
		report("2026-01-15", ""), report("2026-11-15", ""), partly,
	}}
	want := inspection.AnswerFigures{
		Reports: 10, Answered: 4, Partly: 1, Awaiting: 1, PastLastDay: 1, Unanswered: 2, NotRequired: 1, InTime: 1, InShare: 4,
	}
	got := reg.AnswerFigures()
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if sum := got.Answered + got.Partly + got.Awaiting + got.PastLastDay + got.Unanswered + got.NotRequired; sum != got.Reports {
		t.Errorf("the parts add up to %d, and there are %d reports", sum, got.Reports)
	}
	if got, want := late.Changed(), day("2020-05-26"); got != want {
		t.Errorf("changed on %s, want %s", got, want)
	}
}
