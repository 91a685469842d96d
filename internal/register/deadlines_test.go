package register_test

import (
	"strings"
	"testing"

	"fiftysix/internal/register"
)

// Each day of a report or a finding stands in one list, or in none.
func TestDeadlines(t *testing.T) {
	due := func(d string) register.Due {
		return register.Due{Kind: register.DueOn, Day: register.Day(day(t, d))}
	}
	history := func(s register.Status) []register.Update { return []register.Update{{Status: s}} }
	tests := []struct {
		name    string
		report  *register.Report
		finding *register.Finding
		want    string
	}{
		{"awaiting an answer", answered(t, "2026-11-01", ""), nil, "to come 2026-12-26"},
		{"the last day is today", answered(t, "2026-09-30", ""), nil, "to come 2026-11-24"},
		{"past the last day", answered(t, "2019-01-01", ""), nil, "missed 2019-02-25"},
		{"answered late", answered(t, "2026-06-01", "2026-09-01"), nil, "recent 2026-07-26"},
		{"answered, twelve months ago to the day", answered(t, "2025-09-30", "2025-10-01"), nil, "recent 2025-11-24"},
		{"answered, longer ago", answered(t, "2025-09-29", "2025-10-01"), nil, ""},
		{"before the rule", answered(t, "2017-05-01", ""), nil, ""},
		{"a finding to come", nil, &register.Finding{Due: due("2027-01-31")}, "to come 2027-01-31"},
		{"a finding missed, with no progress published", nil, &register.Finding{Due: due("2020-01-31")}, "missed 2020-01-31"},
		{"a finding missed, in progress", nil, &register.Finding{Due: due("2026-11-23"), History: history(register.InProgress)}, "missed 2026-11-23"},
		{"a finding said to be done", nil, &register.Finding{Due: due("2026-11-23"), History: history(register.Complete)}, "recent 2026-11-23"},
		{"a finding that the inspectorate has to look at", nil, &register.Finding{Due: due("2026-11-23"), History: history(register.AwaitingInspectorate)}, "recent 2026-11-23"},
		{"a finding for others", nil, &register.Finding{Due: due("2026-11-23"), Whose: register.Others}, ""},
		{"a finding told elsewhere", nil, &register.Finding{Due: due("2026-11-23"), SameAs: &register.Finding{Report: answered(t, "2016-01-01", "")}}, ""},
		{"a finding to be done at once", nil, &register.Finding{Due: register.Due{Kind: register.DueImmediately}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := test.report
			if r == nil {
				r = answered(t, "2016-01-01", "")
				test.finding.Report, r.Findings = r, []*register.Finding{test.finding}
			}
			all := registerOn(t, "2026-11-24", r).Deadlines()
			var got []string
			for name, list := range map[string][]register.Deadline{"to come": all.ToCome, "missed": all.Missed, "recent": all.Recent} {
				for _, d := range list {
					got = append(got, name+" "+d.Day.String())
				}
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// What is to come stands soonest first; what is gone, newest first.
func TestDeadlinesAreInOrder(t *testing.T) {
	all := registerOn(t, "2026-11-24",
		answered(t, "2026-11-20", ""), answered(t, "2026-11-10", ""),
		answered(t, "2020-01-01", ""), answered(t, "2021-01-01", ""),
		answered(t, "2026-05-01", "2026-05-02"), answered(t, "2026-06-01", "2026-06-02"),
	).Deadlines()
	for name, list := range map[string][]register.Deadline{"to come": all.ToCome, "missed": all.Missed, "recent": all.Recent} {
		if len(list) != 2 || list[0].Day.Before(list[1].Day) != (name == "to come") {
			t.Errorf("%s: %v", name, list)
		}
	}
}
