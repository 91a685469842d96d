package inspection_test

import (
	"strings"
	"testing"

	"fiftysix/internal/inspection"
)

// Each day of a report or a finding stands in one list, or in none.
func TestDeadlines(t *testing.T) {
	due := func(d string) inspection.Due {
		return inspection.Due{Kind: inspection.DueOn, Day: inspection.Day(day(t, d))}
	}
	history := func(s inspection.Status) []inspection.Update { return []inspection.Update{{Status: s}} }
	tests := []struct {
		name    string
		report  *inspection.Report
		finding *inspection.Finding
		want    string
	}{
		{"awaiting an answer", answered(t, "2026-11-01", ""), nil, "to come 2026-12-26"},
		{"the last day is today", answered(t, "2026-09-30", ""), nil, "to come 2026-11-24"},
		{"past the last day", answered(t, "2019-01-01", ""), nil, "missed 2019-02-25"},
		{"answered late", answered(t, "2026-06-01", "2026-09-01"), nil, "recent 2026-07-26"},
		{"answered, twelve months ago to the day", answered(t, "2025-09-30", "2025-10-01"), nil, "recent 2025-11-24"},
		{"answered, longer ago", answered(t, "2025-09-29", "2025-10-01"), nil, ""},
		{"before the rule", answered(t, "2017-05-01", ""), nil, ""},
		{"a finding to come", nil, &inspection.Finding{Due: due("2027-01-31")}, "to come 2027-01-31"},
		{"a finding missed, with no progress published", nil, &inspection.Finding{Due: due("2020-01-31")}, "missed 2020-01-31"},
		{"a finding missed, in progress", nil, &inspection.Finding{Due: due("2026-11-23"), History: history(inspection.InProgress)}, "missed 2026-11-23"},
		{"a finding said to be done", nil, &inspection.Finding{Due: due("2026-11-23"), History: history(inspection.Complete)}, "recent 2026-11-23"},
		{"a finding that the inspectorate has to look at", nil, &inspection.Finding{Due: due("2026-11-23"), History: history(inspection.AwaitingInspectorate)}, "recent 2026-11-23"},
		{"a finding for others", nil, &inspection.Finding{Due: due("2026-11-23"), Responsibility: inspection.Others}, ""},
		{"a finding told elsewhere", nil, &inspection.Finding{Due: due("2026-11-23"), SameAs: &inspection.Finding{Report: answered(t, "2016-01-01", "")}}, ""},
		{"a finding to be done at once", nil, &inspection.Finding{Due: inspection.Due{Kind: inspection.DueImmediately}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := test.report
			if r == nil {
				r = answered(t, "2016-01-01", "")
				test.finding.Report, r.Findings = r, []*inspection.Finding{test.finding}
			}
			all := registerOn(t, "2026-11-24", r).Deadlines()
			var got []string
			for name, list := range map[string][]inspection.Deadline{"to come": all.ToCome, "missed": all.Missed, "recent": all.Recent} {
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
	for name, list := range map[string][]inspection.Deadline{"to come": all.ToCome, "missed": all.Missed, "recent": all.Recent} {
		if len(list) != 2 || list[0].Day.Before(list[1].Day) != (name == "to come") {
			t.Errorf("%s: %v", name, list)
		}
	}
}

// The calendar holds the days of twelve months back and all to come, whatever
// became of them; a report's own days are all there are.
func TestCalendar(t *testing.T) {
	due := func(d string) inspection.Due {
		return inspection.Due{Kind: inspection.DueOn, Day: inspection.Day(day(t, d))}
	}
	fire := answered(t, "2026-11-01", "")
	fire.Services = []inspection.Service{{ID: "fire", Regime: inspection.Fire}}
	twin := answered(t, "2026-11-01", "")
	twin.AnsweredIn = answered(t, "2026-11-02", "")
	tests := []struct {
		name     string
		report   *inspection.Report
		finding  *inspection.Finding
		calendar string
		own      string
	}{
		{"awaiting an answer", answered(t, "2026-11-01", ""), nil, "2026-12-26", "2026-12-26"},
		{"answered", answered(t, "2026-11-01", "2026-11-02"), nil, "2026-12-26", "2026-12-26"},
		{"past, and nothing answered", answered(t, "2026-06-01", ""), nil, "2026-07-26", "2026-07-26"},
		{"twelve months ago to the day", answered(t, "2025-09-30", ""), nil, "2025-11-24", "2025-11-24"},
		{"longer ago, and nothing answered", answered(t, "2025-09-29", ""), nil, "", "2025-11-23"},
		{"before the rule", answered(t, "2017-05-01", ""), nil, "", ""},
		{"fire", fire, nil, "", ""},
		{"answered in a twin", twin, nil, "", "2026-12-26"},
		{"a finding", nil, &inspection.Finding{Due: due("2027-01-31")}, "2027-01-31", "2027-01-31"},
		{"a finding with a month", nil, &inspection.Finding{Due: inspection.Due{Kind: inspection.DueOn, Day: inspection.Day{Year: 2028, Month: 2}}}, "2028-02-29", "2028-02-29"},
		{"a finding done", nil, &inspection.Finding{Due: due("2026-01-31"), History: []inspection.Update{{Status: inspection.Complete}}}, "2026-01-31", "2026-01-31"},
		{"a finding long due", nil, &inspection.Finding{Due: due("2020-01-31")}, "", "2020-01-31"},
		{"a finding for others", nil, &inspection.Finding{Due: due("2027-01-31"), Responsibility: inspection.Others}, "", ""},
		{"a finding told elsewhere", nil, &inspection.Finding{Due: due("2027-01-31"), SameAs: &inspection.Finding{}}, "", "2027-01-31"},
		{"a finding to be done at once", nil, &inspection.Finding{Due: inspection.Due{Kind: inspection.DueImmediately}}, "", ""},
		{"a finding with no day", nil, &inspection.Finding{}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := test.report
			if r == nil {
				r = answered(t, "2016-01-01", "")
				test.finding.Report, r.Findings = r, []*inspection.Finding{test.finding}
			}
			if got := written(registerOn(t, "2026-11-24", r).Calendar()); got != test.calendar {
				t.Errorf("the calendar has %q, want %q", got, test.calendar)
			}
			if got := written(r.Days()); got != test.own {
				t.Errorf("the report has %q, want %q", got, test.own)
			}
			if r.HasDays() != (test.own != "") {
				t.Errorf("HasDays is %t", r.HasDays())
			}
		})
	}
}

func written(days []inspection.Deadline) string {
	var all []string
	for _, d := range days {
		all = append(all, d.Day.String())
	}
	return strings.Join(all, " ")
}
