package inspection_test

import (
	"fmt"
	"strings"
	"testing"

	"fiftysix/internal/inspection"
)

// Everything dated is told, newest first, and of one day what matters most
// first. The clock changes nothing.
func TestChanges(t *testing.T) {
	r := answered(t, "2020-03-09", "2020-05-26")
	r.Corrections = []inspection.Correction{{Date: day(t, "2020-05-26"), Note: "A figure."}}
	r.Response.Corrections = []inspection.Correction{{Date: day(t, "2020-06-01"), Note: "A date."}}
	r.Withdrawn = &inspection.Withdrawal{Date: day(t, "2021-01-01"), Reason: "Replaced."}
	r.Findings = []*inspection.Finding{{ID: "recommendation-1", Report: r, History: []inspection.Update{
		{Date: day(t, "2020-05-26"), Status: inspection.InProgress}, {Date: day(t, "2022-01-01"), Status: inspection.Complete},
	}}}
	twin := answered(t, "2020-03-09", "")
	twin.AnsweredIn = r
	want := strings.Fields(`
		2022-01-01/progress 2021-01-01/report-withdrawn 2020-06-01/answer-corrected
		2020-05-26/report-corrected 2020-05-26/answer-published 2020-05-26/progress
		2020-03-09/report-published 2020-03-09/report-published`)
	for _, today := range []string{"2020-03-09", "2026-11-24"} {
		var got []string
		for _, c := range registerOn(t, today, twin, r).Changes() {
			got = append(got, c.Date.String()+"/"+string(c.Kind))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("on %s: got %v, want %v", today, got, want)
		}
	}
}

// Of two changes of one kind on one day the later stands first, and each knows
// its place on that day.
func TestChangesOfOneDay(t *testing.T) {
	on := day(t, "2020-05-26")
	r := answered(t, "2020-03-09", "2020-05-26")
	r.Corrections = []inspection.Correction{{Date: on, Note: "One."}, {Date: day(t, "2020-05-27"), Note: "Other day."}, {Date: on, Note: "Two."}}
	r.Findings = []*inspection.Finding{{ID: "recommendation-1", Report: r, History: []inspection.Update{
		{Date: on, Status: inspection.NotStarted}, {Date: on, Status: inspection.InProgress}, {Date: on, Status: inspection.Complete},
	}}}
	var got []string
	for _, c := range r.Changes() {
		if c.Kind == inspection.Progress {
			got = append(got, fmt.Sprint(c.Update.Status, c.Nth))
		}
		if c.Kind == inspection.ReportCorrected {
			got = append(got, fmt.Sprint(c.Note, c.Nth))
		}
	}
	if want := "Other day.0 Two.1 One.0 complete2 in-progress1 not-started0"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

// A report whose answer stands in a twin changes with that answer: what was
// answered, and what was said of the findings that it shares.
func TestChangesOfATwin(t *testing.T) {
	r := answered(t, "2020-03-09", "2020-05-26")
	r.Response.Corrections = []inspection.Correction{{Date: day(t, "2020-06-01"), Note: "A date."}}
	r.Corrections = []inspection.Correction{{Date: day(t, "2020-06-02"), Note: "Not the twin's."}}
	said := func(d string) []inspection.Update {
		return []inspection.Update{{Date: day(t, d), Status: inspection.Complete}}
	}
	shared := &inspection.Finding{ID: "recommendation-1", Report: r, History: said("2020-07-01")}
	r.Findings = []*inspection.Finding{shared, {ID: "recommendation-2", Report: r, History: said("2020-07-02")}}
	twin := answered(t, "2020-03-02", "")
	twin.AnsweredIn = r
	twin.Findings = []*inspection.Finding{{ID: "recommendation-9", Report: twin, SameAs: shared}}
	var got []string
	for _, c := range twin.Changes() {
		got = append(got, c.Date.String()+"/"+string(c.Kind))
	}
	if want := "2020-07-01/progress 2020-06-01/answer-corrected 2020-05-26/answer-published 2020-03-02/report-published"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}
