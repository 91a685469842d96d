package site

import (
	"strings"
	"testing"
)

// What the Specified Information Order wants in a prominent place is pinned
// for an elected body, and not for another; a withdrawn report never is.
func TestPinned(t *testing.T) {
	home := func(kind, withdrawn string) string {
		s := readSample(t, "testdata/prevent.txtar")
		settings := s.content["fiftysix.yaml"]
		settings.Data = []byte(strings.Replace(string(settings.Data), "kind: pcc", "kind: "+kind, 1) +
			"\nsummary_assessment: {title: The summary, url: https://example.org/summary/, published: 2020-01-02}\n")
		report := s.content["content/reports/2020-prevent/report.md"]
		report.Data = []byte(strings.Replace(string(report.Data), "\nkind: ", "\n"+withdrawn+"kind: [peel] #", 1))
		return string(draw(t, s.plan(t, Options{}), "/"))
	}
	for _, c := range []struct {
		name, kind, withdrawn string
		pinned, report        bool
	}{
		{"a commissioner", "pcc", "", true, true},
		{"a mayor", "mayor", "", true, true},
		{"a board", "board", "", false, false},
		{"withdrawn", "pcc", "withdrawn: {date: 2020-06-01, reason: Wrong.}\n", true, false},
	} {
		page := home(c.kind, c.withdrawn)
		_, block, pinned := strings.Cut(page, `id="peel"`)
		block, _, _ = strings.Cut(block, "</section>")
		if pinned != c.pinned || strings.Contains(block, "reports/2020-prevent/") != c.report {
			t.Errorf("%s: pinned %v, want %v with the report %v:\n%s", c.name, pinned, c.pinned, c.report, block)
		}
	}
}

// From the home page a reader is two clicks or fewer from the answer to a
// named report, from all that is unfinished, and from how often answers come
// in time.
func TestTwoClicksFromHome(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar").plan(t, Options{})
	home := parsePage(t, draw(t, s, "/"))
	has := func(p *shown, href string) bool {
		for _, l := range p.links {
			if l == href {
				return true
			}
		}
		return false
	}
	for _, one := range []string{"reports/", "recommendations/unfinished/", "performance/", "updates/"} {
		if !has(home, one) {
			t.Errorf("the home page does not lead to %s", one)
		}
	}
	if !has(parsePage(t, draw(t, s, "/reports/")), "../reports/2020-prevent/") {
		t.Error("the list of reports does not lead to the report")
	}
}
