package site

import (
	"strings"
	"testing"

	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

// A closed site says so at the head of every page, and who goes on with the
// work; one whose work passes on says when, at the foot until that day comes.
func TestClosedSiteSaysSoOnEveryPage(t *testing.T) {
	const takesOver = `this work passes to <a href="https://board.example/">Exampleshire Board</a>`
	sample := readSample(t, "testdata/welsh.txtar")
	for _, c := range []struct {
		name           string
		closed         bool
		from           string
		words          string // "" for none
		atHead, atFoot bool
	}{
		{"closed", true, "2026-11-25", "It shows how things stood on <time", true, false},
		{"taken over", false, "2026-11-01", "", true, false},
		{"to be taken over", false, "2028-05-08", "", false, true},
	} {
		reg := *sample.register(t, false)
		from, err := inspection.ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		reg.Closed, reg.Office.Closed = c.closed, reg.Today()
		reg.Office.Successor = &inspection.Successor{Name: "Exampleshire Board", Names: inspection.Localised{Default: "Exampleshire Board"}, URL: "https://board.example/", From: from}
		s, problems := Plan(&reg, sample.content, layouts.FS, Options{})
		if s == nil {
			t.Fatal(problems)
		}
		for _, o := range s.Outputs() {
			if !o.Page || strings.HasPrefix(o.URL, "/cy/") {
				continue
			}
			page := string(draw(t, s, o.URL))
			head, foot, _ := strings.Cut(page, "<main")
			if got := strings.Contains(head, takesOver); got != c.atHead {
				t.Errorf("%s: %s says at its head who takes over: %v", c.name, o.URL, got)
			}
			if got := strings.Contains(foot, takesOver); got != c.atFoot {
				t.Errorf("%s: %s says at its foot who takes over: %v", c.name, o.URL, got)
			}
			if c.words != "" && !strings.Contains(head, c.words) {
				t.Errorf("%s: %s does not say %q", c.name, o.URL, c.words)
			}
		}
		if page := string(draw(t, s, "/cy/")); c.closed && !strings.Contains(page, "Nid yw’r safle hwn yn cael ei ddiweddaru mwyach.") {
			t.Error("the Welsh front page does not say that the site is closed")
		}
	}
}
