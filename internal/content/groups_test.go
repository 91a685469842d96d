package content_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/inspection"
)

// What is others' to act on stands under the statuses that are theirs alone,
// and is never unfinished here.
func TestListedUnder(t *testing.T) {
	for _, test := range []struct {
		whose      inspection.Responsibility
		status     inspection.Status
		listed     bool
		unfinished bool
	}{
		{inspection.ThisForce, inspection.NoStatus, true, true},
		{inspection.ThisForce, inspection.NotStarted, true, true},
		{inspection.Shared, inspection.InProgress, true, true},
		{inspection.Shared, inspection.AwaitingInspectorate, true, true},
		{inspection.ThisForce, inspection.Complete, true, false},
		{inspection.ThisForce, inspection.Closed, true, false},
		{inspection.ThisForce, inspection.Superseded, true, false},
		{inspection.ThisForce, inspection.NoAction, true, false},
		{inspection.Others, inspection.NoStatus, false, false},
		{inspection.Others, inspection.Superseded, false, false},
		{inspection.Others, inspection.AwaitingNationalBody, true, false},
		{inspection.Others, inspection.NotForThisForce, true, false},
	} {
		f := &inspection.Finding{Responsibility: test.whose, History: updates(test.status)}
		under, listed := f.ListedUnder()
		if listed != test.listed || listed && under != test.status || f.Unfinished() != test.unfinished {
			t.Errorf("%s, %s: listed %t under %q, unfinished %t", test.whose, test.status.Slug(), listed, under, f.Unfinished())
		}
	}
}

func updates(s inspection.Status) []inspection.Update {
	if s == inspection.NoStatus {
		return nil
	}
	return []inspection.Update{{Status: s}}
}

// Lists keep the register's order, hold what occurs, and every status always;
// what repeats a finding is listed and not counted again.
func TestGroups(t *testing.T) {
	chiefs, council := inspection.Addressee{ID: "chiefs", Name: "Chief constables"}, inspection.Addressee{ID: "npcc", Name: "a council"}
	newer := &inspection.Report{ID: "newer", Kinds: []string{"rape", "peel", "rape"}, Published: inspection.Date{Year: 2024, Month: 5, Day: 1}}
	older := &inspection.Report{ID: "older", Kinds: []string{"peel"}, Published: inspection.Date{Year: 2019, Month: 5, Day: 1}}
	add := func(r *inspection.Report, id string, kind inspection.FindingKind, whose inspection.Responsibility, status inspection.Status, to ...inspection.Addressee) *inspection.Finding {
		f := &inspection.Finding{ID: id, Report: r, Kind: kind, Responsibility: whose, History: updates(status), AddressedTo: to}
		r.Findings = append(r.Findings, f)
		return f
	}
	cause := add(newer, "c1", inspection.CauseOfConcern, inspection.ThisForce, inspection.InProgress, chiefs, chiefs)
	add(newer, "r1", inspection.Recommendation, inspection.ThisForce, inspection.Complete, chiefs).Parent = cause
	add(newer, "r2", inspection.Recommendation, inspection.Others, inspection.AwaitingNationalBody, council, chiefs)
	add(older, "r1", inspection.Recommendation, inspection.Shared, inspection.NoStatus, chiefs)
	add(older, "r2", inspection.Recommendation, inspection.Others, inspection.NoStatus, council)
	add(older, "r3", inspection.Recommendation, inspection.ThisForce, inspection.InProgress, chiefs).SameAs = cause
	reg := &inspection.Register{Reports: []*inspection.Report{newer, older}}
	g := reg.Groups()

	var got []string
	say := func(name string, l inspection.FindingList) {
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
	if len(g.Statuses) != len(inspection.Statuses) {
		t.Errorf("%d statuses, want all %d", len(g.Statuses), len(inspection.Statuses))
	}

	// The lists and the figures give one number for one thing.
	kinds, total := reg.FindingFigures()
	if g.Total != total.All {
		t.Errorf("the total is %d here and %d in the figures", g.Total, total.All)
	}
	for _, k := range g.Kinds {
		i := slices.IndexFunc(kinds, func(f inspection.FindingFigures) bool { return f.Kind == k.Kind })
		if k.Count() != kinds[i].All {
			t.Errorf("%s: %d here and %d in the figures", k.Kind, k.Count(), kinds[i].All)
		}
	}
	for _, s := range g.Statuses {
		sum := 0
		for _, k := range kinds {
			sum += k.ByStatus[s.Status]
		}
		if own := s.Status != inspection.AwaitingNationalBody && s.Status != inspection.NotForThisForce; own && s.Count() != sum {
			t.Errorf("%s: %d here and %d in the figures", s.Status.Slug(), s.Count(), sum)
		}
	}
}
