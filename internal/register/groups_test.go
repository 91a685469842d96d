package register_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/register"
)

// What is others' to act on stands under the statuses that are theirs alone,
// and is never unfinished here.
func TestListedUnder(t *testing.T) {
	for _, test := range []struct {
		whose      register.Whose
		status     register.Status
		listed     bool
		unfinished bool
	}{
		{register.ThisForce, register.NoStatus, true, true},
		{register.ThisForce, register.NotStarted, true, true},
		{register.Shared, register.InProgress, true, true},
		{register.Shared, register.AwaitingInspectorate, true, true},
		{register.ThisForce, register.Complete, true, false},
		{register.ThisForce, register.Closed, true, false},
		{register.ThisForce, register.Superseded, true, false},
		{register.ThisForce, register.NoAction, true, false},
		{register.Others, register.NoStatus, false, false},
		{register.Others, register.Superseded, false, false},
		{register.Others, register.AwaitingNationalBody, true, false},
		{register.Others, register.NotForThisForce, true, false},
	} {
		f := &register.Finding{Whose: test.whose, History: updates(test.status)}
		under, listed := f.ListedUnder()
		if listed != test.listed || listed && under != test.status || f.Unfinished() != test.unfinished {
			t.Errorf("%s, %s: listed %t under %q, unfinished %t", test.whose, test.status.Slug(), listed, under, f.Unfinished())
		}
	}
}

func updates(s register.Status) []register.Update {
	if s == register.NoStatus {
		return nil
	}
	return []register.Update{{Status: s}}
}

// Lists keep the register's order, hold what occurs, and every status always;
// what repeats a finding is listed and not counted again.
func TestGroups(t *testing.T) {
	chiefs, council := register.Addressee{ID: "chiefs", Name: "Chief constables"}, register.Addressee{ID: "npcc", Name: "a council"}
	newer := &register.Report{ID: "newer", Kinds: []string{"rape", "peel", "rape"}, Published: register.Date{Year: 2024, Month: 5, Day: 1}}
	older := &register.Report{ID: "older", Kinds: []string{"peel"}, Published: register.Date{Year: 2019, Month: 5, Day: 1}}
	add := func(r *register.Report, id string, kind register.FindingKind, whose register.Whose, status register.Status, to ...register.Addressee) *register.Finding {
		f := &register.Finding{ID: id, Report: r, Kind: kind, Whose: whose, History: updates(status), AddressedTo: to}
		r.Findings = append(r.Findings, f)
		return f
	}
	cause := add(newer, "c1", register.CauseOfConcern, register.ThisForce, register.InProgress, chiefs, chiefs)
	add(newer, "r1", register.Recommendation, register.ThisForce, register.Complete, chiefs).Parent = cause
	add(newer, "r2", register.Recommendation, register.Others, register.AwaitingNationalBody, council, chiefs)
	add(older, "r1", register.Recommendation, register.Shared, register.NoStatus, chiefs)
	add(older, "r2", register.Recommendation, register.Others, register.NoStatus, council)
	add(older, "r3", register.Recommendation, register.ThisForce, register.InProgress, chiefs).SameAs = cause
	reg := &register.Register{Reports: []*register.Report{newer, older}}
	g := reg.Groups()

	var got []string
	say := func(name string, l register.FindingList) {
		var refs []string
		for _, f := range l.Findings {
			refs = append(refs, f.Ref())
		}
		got = append(got, fmt.Sprintf("%s %d: %s", name, l.Count(), strings.Join(refs, " ")))
	}
	for _, y := range g.Years {
		got = append(got, fmt.Sprintf("%d %d", y.Year, len(y.Reports)))
	}
	for _, k := range g.ReportKinds {
		got = append(got, fmt.Sprintf("%s %d", k.Kind, len(k.Reports)))
	}
	say("all", g.All)
	say("unfinished", g.Unfinished)
	say("others", g.Others)
	for _, s := range g.Statuses {
		if len(s.Findings) > 0 {
			say(s.Status.Slug(), s.FindingList)
		}
	}
	for _, k := range g.Kinds {
		say(string(k.Kind), k.FindingList)
	}
	for _, a := range g.Addressees {
		say(a.Name, a.FindingList)
	}
	want := []string{
		"2024 1", "2019 1", "peel 2", "rape 1",
		"all 5: newer/c1 newer/r1 newer/r2 older/r1 older/r2 older/r3",
		"unfinished 2: newer/c1 older/r1 older/r3",
		"others 2: newer/r2 older/r2",
		"none-published 1: older/r1",
		"in-progress 1: newer/c1 older/r3",
		"complete 1: newer/r1",
		"awaiting-national-body 1: newer/r2",
		"cause-of-concern 1: newer/c1",
		"recommendation 4: newer/r1 newer/r2 older/r1 older/r2 older/r3",
		"a council 2: newer/r2 older/r2",
		"Chief constables 4: newer/c1 newer/r1 newer/r2 older/r1 older/r3",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(g.Statuses) != len(register.Statuses) {
		t.Errorf("%d statuses, want all %d", len(g.Statuses), len(register.Statuses))
	}

	// The lists and the figures give one number for one thing.
	kinds, total := reg.FindingFigures()
	if g.Total != total.All {
		t.Errorf("the total is %d here and %d in the figures", g.Total, total.All)
	}
	for _, k := range g.Kinds {
		i := slices.IndexFunc(kinds, func(f register.FindingFigures) bool { return f.Kind == k.Kind })
		if k.Count() != kinds[i].All {
			t.Errorf("%s: %d here and %d in the figures", k.Kind, k.Count(), kinds[i].All)
		}
	}
	for _, s := range g.Statuses {
		sum := 0
		for _, k := range kinds {
			sum += k.ByStatus[s.Status]
		}
		if own := s.Status != register.AwaitingNationalBody && s.Status != register.NotForThisForce; own && s.Count() != sum {
			t.Errorf("%s: %d here and %d in the figures", s.Status.Slug(), s.Count(), sum)
		}
	}
}
