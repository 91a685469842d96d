package content

import (
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/inspection"
)

func TestFindingsInOrder(t *testing.T) {
	file := func(id string, order int, parent *findingFile) *findingFile {
		kind, _ := findingKind(id)
		f := &findingFile{finding: &inspection.Finding{ID: id, Kind: kind, Order: order, Ordered: order != 0}}
		if parent != nil {
			f.finding.Parent = parent.finding
		}
		return f
	}
	cause := file("cause-of-concern-1", 0, nil)
	four := file("recommendation-4", 0, nil)
	for _, test := range []struct {
		why   string
		files []*findingFile
		want  string
	}{
		{"two before ten, and 4a before 4b", []*findingFile{
			file("recommendation-10", 0, nil), file("recommendation-4b", 0, nil), file("recommendation-2", 0, nil), file("recommendation-4a", 0, nil), file("recommendation-4", 0, nil),
		}, "recommendation-2 recommendation-4 recommendation-4a recommendation-4b recommendation-10"},
		{"causes of concern, then recommendations, then areas for improvement", []*findingFile{
			file("area-for-improvement-1", 0, nil), file("recommendation-1", 0, nil), cause,
		}, "cause-of-concern-1 recommendation-1 area-for-improvement-1"},
		{"children under their parent", []*findingFile{
			file("recommendation-5", 0, nil), file("recommendation-9", 0, cause), cause, file("recommendation-1", 0, cause), four, file("recommendation-4b", 0, four), file("recommendation-4a", 0, four),
		}, "cause-of-concern-1 recommendation-1 recommendation-9 recommendation-4 recommendation-4a recommendation-4b recommendation-5"},
		{"those with an order first", []*findingFile{
			file("recommendation-1", 0, nil), file("recommendation-2", 2, nil), file("area-for-improvement-1", 1, nil),
		}, "area-for-improvement-1 recommendation-2 recommendation-1"},
		{"leading noughts", []*findingFile{
			file("recommendation-010", 0, nil), file("recommendation-9", 0, nil), file("recommendation-09", 0, nil),
		}, "recommendation-9 recommendation-09 recommendation-010"},
	} {
		t.Run(test.why, func(t *testing.T) {
			for range 2 {
				var got []string
				for _, f := range inOrder(test.files) {
					got = append(got, f.ID)
				}
				if strings.Join(got, " ") != test.want {
					t.Errorf("got  %s\nwant %s", strings.Join(got, " "), test.want)
				}
				slices.Reverse(test.files)
			}
		})
	}
}

func TestAddresseesAreOneBodyByAnyName(t *testing.T) {
	settings := officeFile{addressees: []inspection.KnownAddressee{{Addressee: inspection.Addressee{ID: "osct", Name: "Office for Security and Counter-terrorism"}, Also: []string{"OSCT", "Home Office (OSCT)"}}}}
	settings.resolveAddressees()
	o := &settings.office
	for name, want := range map[string]string{
		"OSCT": "osct",
		"osct": "osct",
		"Office for Security and Counter-Terrorism": "osct",
		"Home Office (OSCT)":                        "osct",
		"College of Policing":                       "college-of-policing",
		"Heddlu Gŵyr":                               "heddlu-gwyr",
	} {
		if got := o.Addressee(name).ID; got != want {
			t.Errorf("%q is %q; want %q", name, got, want)
		}
	}
}

// TestStatusesAndWhoMaySayThem is the table of DESIGN: which status goes with
// which whose, and whose word it is.
func TestStatusesAndWhoMaySayThem(t *testing.T) {
	for _, s := range inspection.Statuses[1:] {
		others := s == inspection.Superseded || s == inspection.AwaitingNationalBody || s == inspection.NotForThisForce
		ours := s != inspection.AwaitingNationalBody && s != inspection.NotForThisForce
		if s.AllowedFor(inspection.Others) != others || s.AllowedFor(inspection.ThisForce) != ours || s.AllowedFor(inspection.Shared) != ours {
			t.Errorf("%s: others %v, ours %v; want %v, %v", s, s.AllowedFor(inspection.Others), s.AllowedFor(inspection.ThisForce), others, ours)
		}
		if len(inspection.PartiesFor[s]) == 0 {
			t.Errorf("%s: nobody may say it", s)
		}
	}
	if slices.Contains(inspection.PartiesFor[inspection.Closed], inspection.ByForce) || slices.Contains(inspection.PartiesFor[inspection.Complete], inspection.ByInspectorate) {
		t.Error("“the force says done” and “the inspectorate agrees” must never be the same")
	}
}
