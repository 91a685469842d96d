package site

import (
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	invented "fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// A reader without scripts reaches every finding by links alone: from the
// search page, and by way of the lists of any one kind.
func TestEveryFindingIsReachedWithoutScripts(t *testing.T) {
	moment, err := inspection.ParseMoment(invented.Now)
	if err != nil {
		t.Fatal(err)
	}
	office, problems := content.Load(invented.Exampleshire(), content.Options{Now: moment})
	if office == nil {
		t.Fatal(problems)
	}
	large, files := many(t, 12)
	for n := range onePage { // now the index does not fit on one page
		r := *large.Reports[n%12]
		r.ID, r.Aliases, r.Attachments, r.Findings = fmt.Sprint("more-", n), nil, nil, nil
		r.ShortTitle = fmt.Sprintf("%c-report %d", 'A'+n%26, n)
		large.Reports = append(large.Reports, &r)
	}
	for name, test := range map[string]struct {
		reg   *inspection.Register
		files fs.FS
	}{"the sample office": {office, invented.Exampleshire()}, "a large office": {large, files}} {
		t.Run(name, func(t *testing.T) {
			s, problems := Plan(test.reg, test.files, layouts.FS, Options{})
			if s == nil {
				t.Fatal(problems)
			}
			checkIndex(t, s)
			r := &noScripts{t: t, site: s, links: map[string][]string{}}
			for _, way := range []struct {
				name string
				by   func(url string) bool
			}{
				{"the index from A to Z", func(url string) bool { return strings.HasPrefix(url, "/search/") }},
				{"years", func(url string) bool { return strings.HasPrefix(url, "/reports/by-year/") }},
				{"kinds of report", func(url string) bool { return strings.HasPrefix(url, "/reports/by-kind/") }},
				{"kinds of finding", func(url string) bool { return strings.HasPrefix(url, "/recommendations/by-kind/") }},
				{"statuses", func(url string) bool {
					return strings.HasPrefix(url, "/recommendations/by-status/") || strings.HasPrefix(url, "/recommendations/for-others/")
				}},
				{"addressees", func(url string) bool { return strings.HasPrefix(url, "/recommendations/by-addressee/") }},
			} {
				reached, missed := r.reach(way.by), 0
				for _, report := range test.reg.Reports {
					for _, f := range report.Findings {
						if at := s.localeSites[0].findingURL(f); !reached[at] {
							missed++
							t.Errorf("by %s nobody reaches %s", way.name, at)
						}
					}
				}
				if missed > 0 || len(reached) == 0 {
					t.Errorf("%s: %d pages reached, %d findings missed", way.name, len(reached), missed)
				}
			}
		})
	}
}

// noScripts goes from page to page as a reader without scripts can.
type noScripts struct {
	t     *testing.T
	site  *Site
	links map[string][]string
}

// reach gives the pages that can be reached from the search page through lists
// of one kind alone, and then through reports.
func (r *noScripts) reach(by func(string) bool) map[string]bool {
	reached, next := map[string]bool{"/search/": true}, []string{"/search/"}
	for len(next) > 0 {
		from := next[0]
		next = next[1:]
		for _, to := range r.from(from) {
			isReport := strings.HasPrefix(to, "/reports/") && !strings.HasPrefix(to, "/reports/by-") && strings.Count(to, "/") == 3
			isFinding := strings.HasPrefix(to, "/reports/") && !strings.HasPrefix(to, "/reports/by-") && strings.Count(to, "/") == 4
			if reached[to] || !by(to) && !(isReport && from != "/search/" || isReport && by("/search/")) && !isFinding {
				continue
			}
			reached[to] = true
			if !isFinding {
				next = append(next, to)
			}
		}
	}
	return reached
}

// from are the links of a page's main part.
func (r *noScripts) from(at string) []string {
	if links, known := r.links[at]; known {
		return links
	}
	root, err := html.Parse(strings.NewReader(string(draw(r.t, r.site, at))))
	if err != nil {
		r.t.Fatal(err)
	}
	here, err := url.Parse("https://example.org" + at)
	if err != nil {
		r.t.Fatal(err)
	}
	links := []string{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			to, err := here.Parse(a.Val)
			if a.Key == "href" && err == nil && to.Host == here.Host && strings.HasSuffix(to.Path, "/") {
				links = append(links, to.EscapedPath())
			}
		}
	}
	r.links[at] = links
	return links
}

var toReport = regexp.MustCompile(`reports/([^/"]+)/"`)

// checkIndex finds every report in the index once, and no page of it too long
// to read.
func checkIndex(t *testing.T, s *Site) {
	t.Helper()
	listed := map[string]int{}
	for _, it := range s.outputs {
		if !strings.HasPrefix(it.URL, "/search/") {
			continue
		}
		page := string(draw(t, s, it.URL))
		if n := strings.Count(page, `<span class="note">`); n > perPage && it.URL != "/search/" || n > onePage {
			t.Errorf("%s has %d entries", it.URL, n)
		}
		for _, m := range toReport.FindAllStringSubmatch(page, -1) {
			listed[m[1]]++
		}
	}
	for _, r := range s.reg.Reports {
		if listed[r.ID] != 1 {
			t.Errorf("%s is listed %d times", r.ID, listed[r.ID])
		}
	}
}

// Names sort by their keys as they do when each is compared with each.
func TestKeysSortAsNamesDo(t *testing.T) {
	names := []string{"", "Custody 2018", "custody 20", "Chwilio", "Cwm", "Llŷn", "Lwfans", "ngwaith", "gwaith", "4(a)", "Ŵyr", "wyr", "Ωmega", "Custody", "Zoo", "Éa", "-"}
	for _, lang := range []string{"en", "cy"} {
		w, problems := readLocale(layouts.FS, lang)
		if w == nil {
			t.Fatal(problems)
		}
		for _, a := range names {
			for _, b := range names {
				if got, want := strings.Compare(w.sortKey(a), w.sortKey(b)), w.compare(a, b); got != want {
					t.Errorf("%s: %q and %q: %d by key, %d compared", lang, a, b, got, want)
				}
			}
		}
	}
}
