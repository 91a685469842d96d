package inspection

import "testing"

func d(text string) Date {
	if text == "" {
		return Date{}
	}
	return mustParse(ParseDate(text))
}

// policeReport is a report on a police force that must be answered, and was, in
// full, on a day or not at all.
func policeReport(published, answered string) *Report {
	r := &Report{AnswerRequired: true, Services: []Service{{Regime: Police}}, Published: d(published)}
	if answered != "" {
		AnswerWholly(r, d(answered))
	}
	return r
}

func TestLastDay(t *testing.T) {
	for _, test := range []struct{ why, published, want string }{
		{"the real one: a Sunday, across the clock change", "2020-03-09", "2020-05-03"},
		{"lands on a leap day", "2024-01-05", "2024-02-29"},
		{"the same in a common year", "2023-01-05", "2023-03-01"},
		{"starts on a leap day", "2024-02-29", "2024-04-24"},
		{"year end", "2023-12-20", "2024-02-13"},
		{"across Easter", "2024-02-09", "2024-04-04"},
		{"the day after an election", "2021-05-07", "2021-07-01"},
		{"Kent PEEL", "2019-05-02", "2019-06-26"},
		{"Kent crime data integrity", "2019-01-15", "2019-03-11"},
		{"across the autumn clock change", "2026-10-01", "2026-11-25"},
		{"the day on which the period came into force", "2017-05-02", "2017-06-26"},
		{"the day before", "2017-05-01", ""},
	} {
		t.Run(test.why, func(t *testing.T) {
			day, ok := policeReport(test.published, "").LastDay()
			if day.String() != test.want || ok != (test.want != "") {
				t.Errorf("published %s: last day %q, %v; want %q", test.published, day, ok, test.want)
			}
		})
	}
}

func TestOutcome(t *testing.T) {
	fire := policeReport("2022-07-27", "")
	fire.Services = []Service{{Regime: Fire}}
	fireAnswered := policeReport("2022-07-27", "2023-07-27")
	fireAnswered.Services = []Service{{Regime: Fire}}
	both := policeReport("2022-07-27", "")
	both.Services = []Service{{Regime: Fire}, {Regime: Police}}
	notAsked := policeReport("2022-07-27", "")
	notAsked.AnswerRequired = false
	complaint := policeReport("2024-01-05", "2024-03-01")
	complaint.Kinds = []string{"joint", "super-complaint"}
	corrected := policeReport("2024-01-05", "2024-03-01")
	corrected.Corrections = []Correction{{Date: d("2024-01-20")}}
	twin := policeReport("2024-01-05", "")
	twin.AnsweredIn = policeReport("2024-02-01", "2024-03-01")

	const today = "2026-11-24"
	for _, test := range []struct {
		why        string
		report     *Report
		today      string
		want       Standing
		used, late int
		inShare    bool
	}{
		{"the seed, to the date of the board paper", policeReport("2020-03-09", "2020-05-26"), today, Late, 79, 23, true},
		{"Kent PEEL: day 86, 30 days late", policeReport("2019-05-02", "2019-07-26"), today, Late, 86, 30, true},
		{"Kent crime data: day 53, in time", policeReport("2019-01-15", "2019-03-08"), today, InTime, 53, 0, true},
		{"on the last day", policeReport("2024-01-05", "2024-02-29"), today, InTime, 56, 0, true},
		{"on the day after", policeReport("2024-01-05", "2024-03-01"), today, Late, 57, 1, true},
		{"on the day of publication", policeReport("2024-01-05", "2024-01-05"), today, InTime, 1, 0, true},
		{"none yet, on the last day", policeReport("2024-01-05", ""), "2024-02-29", Awaiting, 0, 0, false},
		{"none yet, on the day after", policeReport("2024-01-05", ""), "2024-03-01", PastLastDay, 0, 1, true},
		{"before there was a period", policeReport("2017-05-01", "2019-01-01"), today, Answered, 611, 0, false},
		{"before there was a period, never answered", policeReport("2016-05-01", ""), today, Unanswered, 0, 0, false},
		{"fire, with no period", fire, today, Unanswered, 0, 0, false},
		{"fire, answered a year on", fireAnswered, today, Answered, 366, 0, false},
		{"fire and police together have the period", both, today, PastLastDay, 0, 1526, true},
		{"clearly not about this force", notAsked, today, NotRequired, 0, 0, false},
		{"a super-complaint has no period", complaint, today, Answered, 57, 0, false},
		{"a correction does not begin the period again", corrected, today, Late, 57, 1, true},
		{"answered in the twin report, against its own clock", twin, today, Late, 57, 1, false},
	} {
		t.Run(test.why, func(t *testing.T) {
			o := test.report.Outcome(d(test.today))
			if o.Standing != test.want || o.DaysUsed != test.used || o.DaysLate != test.late || o.InShare() != test.inShare {
				t.Errorf("got %s, day %d, %d late, in the share %v; want %s, day %d, %d late, %v",
					o.Standing, o.DaysUsed, o.DaysLate, o.InShare(), test.want, test.used, test.late, test.inShare)
			}
		})
	}
}

func TestDueDate(t *testing.T) {
	for _, test := range []struct{ why, published, due, want string }{
		{"a day", "2020-03-09", "2020-06-15", "2020-06-15"},
		{"a month means its last day", "2020-03-09", "2020-06", "2020-06-30"},
		{"February in a leap year", "2020-01-09", "2020-02", "2020-02-29"},
		{"at once has no date", "2020-03-09", "immediate", ""},
		{"six months", "2020-03-09", "6 months", "2020-09-09"},
		{"six months from 31 August", "2022-08-31", "6 months", "2023-02-28"},
		{"the same before a leap year", "2023-08-31", "6 months", "2024-02-29"},
		{"one month from 31 January", "2023-01-31", "1 month", "2023-02-28"},
		{"across a year end", "2023-11-30", "3 months", "2024-02-29"},
	} {
		t.Run(test.why, func(t *testing.T) {
			f := &Finding{Report: policeReport(test.published, ""), Due: mustParse(ParseDue(test.due))}
			day, ok := f.DueDate()
			if day.String() != test.want || ok != (test.want != "") {
				t.Errorf("due %q from %s: %q, %v; want %q", test.due, test.published, day, ok, test.want)
			}
		})
	}
}

func TestMomentsInLondon(t *testing.T) {
	for _, test := range []struct{ why, text, wantUTC, wantDate string }{
		{"winter", "2026-12-05 09:00", "2026-12-05 09:00", "2026-12-05"},
		{"summer", "2026-07-05T09:00", "2026-07-05 08:00", "2026-07-05"},
		{"a bare date is its first minute", "2026-07-05", "2026-07-04 23:00", "2026-07-05"},
		{"a time that autumn shows twice is the later one", "2026-10-25 01:30", "2026-10-25 01:30", "2026-10-25"},
		{"a time that spring leaves out is as much later", "2026-03-29 01:30", "2026-03-29 01:30", "2026-03-29"},
		{"the first minute of the day the clocks go forward", "2026-03-29", "2026-03-29 00:00", "2026-03-29"},
	} {
		t.Run(test.why, func(t *testing.T) {
			m := mustParse(ParseMoment(test.text))
			if got := m.t.UTC().Format("2006-01-02 15:04"); got != test.wantUTC || m.Date().String() != test.wantDate {
				t.Errorf("%s: %s UTC on %s; want %s UTC on %s", test.text, got, m.Date(), test.wantUTC, test.wantDate)
			}
		})
	}
}

func mustParse[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
