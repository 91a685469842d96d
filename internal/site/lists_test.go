package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

// A list of more than fifty is shown in pages, which between them show every
// entry once, in order, and whose titles differ.
func TestListsArePaged(t *testing.T) {
	reg, files := many(t, 15)
	s, problems := Plan(reg, files, layouts.FS, Options{})
	if s == nil {
		t.Fatal(problems)
	}
	var shown, wanted []string
	for n := 1; n <= 3; n++ {
		url := listURL("/recommendations/", n)
		o, ok := s.Output(url)
		if !ok || o.Page != (n == 1) {
			t.Fatalf("%s: there %t, promised to stay %t", url, ok, o.Page)
		}
		page := string(draw(t, s, url))
		title := "Recommendations and other findings"
		if n > 1 {
			title += fmt.Sprintf(" (page %d of 3)", n)
		}
		for _, want := range []string{"<title>" + title + " – ", "<h1>" + title + "</h1>", `aria-label="Page 2"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s has no %s", url, want)
			}
		}
		shown = append(shown, rowsOf(t, page)...)
	}
	for _, r := range reg.Reports {
		for _, f := range r.Findings {
			wanted = append(wanted, s.localeSites[0].findingURL(f))
		}
	}
	for i := range shown {
		shown[i] = "/" + strings.TrimLeft(shown[i], "./")
	}
	if !slices.Equal(shown, wanted) {
		t.Errorf("the pages show %d findings %q, want %d", len(shown), shown[:3], len(wanted))
	}
	if _, ok := s.Output("/recommendations/page-4/"); ok {
		t.Error("there is a page with nothing on it")
	}
}

// rowsOf are where the rows of a page's table lead.
func rowsOf(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "th" && n.FirstChild != nil && n.FirstChild.Data == "a" {
			links = append(links, n.FirstChild.Attr[0].Val)
		}
	}
	return links
}

func TestSteps(t *testing.T) {
	for _, test := range []struct {
		n, of int
		want  []int
	}{
		{1, 2, []int{1, 2}},
		{1, 3, []int{1, 2, 3}},
		{3, 5, []int{1, 2, 3, 4, 5}},
		{1, 9, []int{1, 2, 9}},
		{4, 9, []int{1, 2, 3, 4, 5, 9}},
		{5, 9, []int{1, 4, 5, 6, 9}},
		{9, 9, []int{1, 8, 9}},
		{800, 1600, []int{1, 799, 800, 801, 1600}},
	} {
		if got := steps(test.n, test.of); !slices.Equal(got, test.want) {
			t.Errorf("page %d of %d leads to %v, want %v", test.n, test.of, got, test.want)
		}
	}
}

// Every status has its page, also where no finding has it, with its public
// definition and who may say it.
func TestEveryStatusHasAPage(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar").plan(t, Options{})
	e := s.localeSites[0]
	for _, status := range inspection.Statuses {
		o, ok := s.Output(e.statusURL(status))
		if !ok || !o.Page {
			t.Errorf("the status %s has no page", status.Slug())
			continue
		}
		page := string(draw(t, s, o.URL))
		for _, want := range []string{
			e.words.text("status." + status.Slug() + ".meaning"),
			e.words.text(statusPartiesKey(status), "title", "Police and Crime Commissioner"),
		} {
			if !strings.Contains(page, html.EscapeString(want)) {
				t.Errorf("the page of %s does not say %q", status.Slug(), want)
			}
		}
		if none := "has this status, as at"; strings.Contains(page, none) == strings.Contains(page, "<table") {
			t.Errorf("the page of %s has both a table and none, or neither", status.Slug())
		}
	}
}

// What others are to do is in no list of what is unfinished or complete.
func TestOthersAreNeverOpenOrComplete(t *testing.T) {
	sample := readSample(t, "testdata/states.txtar")
	s := sample.plan(t, Options{})
	others := map[string]bool{}
	for _, f := range s.groups().Others.Findings {
		others[f.Ref()] = true
	}
	if len(others) == 0 {
		t.Fatal("the sample has nothing for others to act on")
	}
	for url, list := range map[string]string{
		"/recommendations/unfinished/":                      "unfinished",
		"/recommendations/by-status/complete/":              "complete",
		"/recommendations/by-status/none-published/":        "without progress",
		"/recommendations/by-status/in-progress/":           "in progress",
		"/recommendations/by-status/closed/":                "closed",
		"/recommendations/by-status/not-started/":           "not started",
		"/recommendations/by-status/no-action/":             "no action",
		"/recommendations/by-status/superseded/":            "superseded",
		"/recommendations/by-status/awaiting-inspectorate/": "awaiting the inspectorate",
	} {
		for _, row := range rowsOf(t, string(draw(t, s, url))) {
			ref := strings.TrimSuffix(row[strings.Index(row, "reports/")+len("reports/"):], "/")
			if others[ref] {
				t.Errorf("%s is others' to act on and is listed as %s", ref, list)
			}
		}
	}
}
