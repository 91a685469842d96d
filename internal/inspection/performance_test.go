package inspection_test

import (
	"testing"

	"fiftysix/internal/inspection"
)

func day(t *testing.T, text string) inspection.Date {
	t.Helper()
	if text == "" {
		return inspection.Date{}
	}
	d, err := inspection.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func answered(t *testing.T, published, answer string) *inspection.Report {
	t.Helper()
	r := &inspection.Report{ID: published, Published: day(t, published), AnswerRequired: true}
	if answer != "" {
		inspection.AnswerWholly(r, day(t, answer))
	}
	return r
}

func registerOn(t *testing.T, today string, reports ...*inspection.Report) *inspection.Register {
	t.Helper()
	now, err := inspection.ParseMoment(today)
	if err != nil {
		t.Fatal(err)
	}
	return &inspection.Register{Now: now, Reports: reports}
}

// Every report counts once in its year; a twin and a report with no last day
// are counted and left out of the share.
func TestPerformance(t *testing.T) {
	held := answered(t, "2020-03-09", "2020-05-26") // day 79
	held.Response.Basis = inspection.BasisBoardPaper
	twin := answered(t, "2020-03-09", "")
	twin.AnsweredIn = held
	fire := answered(t, "2020-04-01", "2021-04-01")
	fire.Services = []inspection.Service{{Regime: inspection.Fire}}
	notOurs := answered(t, "2026-04-01", "")
	notOurs.AnswerRequired = false
	reg := registerOn(t, "2026-11-24",
		answered(t, "2026-11-15", ""), notOurs, answered(t, "2026-01-15", ""),
		fire, held, twin, answered(t, "2020-01-01", "2020-02-25"), // day 56
		answered(t, "2016-01-15", "2017-03-08"),
	)
	years, all := reg.Performance()
	tests := map[string]struct {
		got  *inspection.YearFigures
		want inspection.YearFigures
		tens int
	}{
		"2026": {years[0], inspection.YearFigures{Year: 2026, Reports: 3, PastLastDay: 1, Awaiting: 1, NoLastDay: 1}, 0},
		"2020": {years[1], inspection.YearFigures{Year: 2020, Reports: 4, InTime: 1, Late: 1, Elsewhere: 1, NoLastDay: 1, ByPaper: 1}, 0},
		"2016": {years[2], inspection.YearFigures{Year: 2016, Reports: 1, NoLastDay: 1}, 0},
		"all":  {all, inspection.YearFigures{Reports: 8, InTime: 1, Late: 1, PastLastDay: 1, Awaiting: 1, Elsewhere: 1, NoLastDay: 3, ByPaper: 1}, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g, w := test.got, test.want
			if g.Year != w.Year || g.Reports != w.Reports || g.InTime != w.InTime || g.Late != w.Late ||
				g.PastLastDay != w.PastLastDay || g.Awaiting != w.Awaiting || g.Elsewhere != w.Elsewhere || g.NoLastDay != w.NoLastDay || g.ByPaper != w.ByPaper {
				t.Errorf("got %+v, want %+v", g, w)
			}
			if sum := g.WithLastDay() + g.Elsewhere + g.NoLastDay; sum != g.Reports {
				t.Errorf("the parts add up to %d of %d", sum, g.Reports)
			}
			if tens, ok := g.Median(); tens != test.tens || ok != (test.tens > 0) {
				t.Errorf("median %d %v, want %d", tens, ok, test.tens)
			}
		})
	}
	figures := reg.AnswerFigures()
	if figures.InShare != all.InShare() || figures.InTime != all.InTime {
		t.Errorf("the share is %d of %d here and %d of %d there", all.InTime, all.InShare(), figures.InTime, figures.InShare)
	}
	if years, all := registerOn(t, "2026-11-24").Performance(); len(years) != 0 || all.Reports != 0 {
		t.Error("an office without reports has years")
	}
}

// A middle of fewer than five says nothing, and is not given.
func TestMedian(t *testing.T) {
	var reports []*inspection.Report
	for n, answer := range []string{"2026-01-10", "2026-01-31", "2026-02-03", "2026-01-20", "2026-02-10"} {
		reports = append(reports, answered(t, "2026-01-01", answer))
		_, all := registerOn(t, "2026-11-24", reports...).Performance()
		tens, ok := all.Median()
		if ok != (n == 4) || ok && tens != 310 {
			t.Errorf("of %d answers: %d, %v", n+1, tens, ok)
		}
	}
}
