package inspection

import "testing"

func TestDuty(t *testing.T) {
	report := func(published string, kinds ...string) *Report {
		return &Report{AnswerRequired: true, Published: d(published), Kinds: kinds}
	}
	fire, both, named, transport := report("2024-01-05"), report("2024-01-05"), report("2024-01-05", "super-complaint"), report("2024-01-05")
	fire.Services = []Service{{Regime: Fire}}
	both.Services = []Service{{Regime: Fire}, {Regime: Police}}
	named.Regime, transport.Regime = "section-55", "other"
	for _, test := range []struct {
		name   string
		report *Report
		want   string
		last   string
	}{
		{"since 2 May 2017", report("2017-05-02"), "section-55", "2017-06-26"},
		{"the day before", report("2017-05-01"), "section-55-before-2017", ""},
		{"fire", fire, "fire", ""},
		{"fire and police", both, "section-55", "2024-02-29"},
		{"a super-complaint", report("2024-01-05", "joint", "super-complaint"), "super-complaint", ""},
		{"the office names the law", named, "section-55", "2024-02-29"},
		{"a body whose law is not here", transport, "other", ""},
	} {
		day, _ := test.report.LastDay()
		if got := test.report.Duty().ID; got != test.want || day.String() != test.last {
			t.Errorf("%s: %s, last day %q; want %s, %q", test.name, got, day, test.want, test.last)
		}
	}
}

// A new Act is a new row: reports of before its day keep theirs.
func TestANewActIsANewRow(t *testing.T) {
	AddAct(t)
	for published, want := range map[string]string{"2027-12-31": "2028-02-24", "2028-01-01": "2028-01-28", "2017-05-02": "2017-06-26", "2017-05-01": ""} {
		if day, _ := policeReport(published, "").LastDay(); day.String() != want {
			t.Errorf("published %s: last day %s, want %s", published, day, want)
		}
	}
}
