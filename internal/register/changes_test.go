package register_test

import (
	"strings"
	"testing"

	"fiftysix/internal/register"
)

// Everything dated is told, newest first, and of one day what matters most
// first. The clock changes nothing.
func TestChanges(t *testing.T) {
	r := answered(t, "2020-03-09", "2020-05-26")
	r.Corrections = []register.Correction{{Date: day(t, "2020-05-26"), Note: "A figure."}}
	r.Response.Corrections = []register.Correction{{Date: day(t, "2020-06-01"), Note: "A date."}}
	r.Withdrawn = &register.Withdrawal{Date: day(t, "2021-01-01"), Reason: "Replaced."}
	r.Findings = []*register.Finding{{ID: "recommendation-1", Report: r, History: []register.Update{
		{Date: day(t, "2020-05-26"), Status: register.InProgress}, {Date: day(t, "2022-01-01"), Status: register.Complete},
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
