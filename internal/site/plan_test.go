package site

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

// The real report's page says what the law wants known.
func TestReportPageSaysTheDates(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar").plan(t, Options{Minify: true})
	page := string(draw(t, s, "/reports/2020-prevent/"))
	for _, want := range []string{
		"9 March 2020", "3 May 2020", "26 May 2020", "Partly published", "23 days after the last day", "2,396 days overdue",
		"This counts to the date of the board paper. The answer may have been published elsewhere earlier.",
		"No comments by the Police and Crime Commissioner have been published here.",
		"The force says this is complete", "2 May 2017", "https://www.legislation.gov.uk/ukpga/1996/16/section/55",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// Two plans of one register give the same bytes, on one core and on many at
// once, in any order.
func TestRenderIsDeterministic(t *testing.T) {
	sample := readSample(t, "testdata/states.txtar")
	before := runtime.GOMAXPROCS(1)
	first := everything(t, sample.plan(t, Options{Minify: true}))
	runtime.GOMAXPROCS(max(before, 4))
	defer runtime.GOMAXPROCS(before)
	s := sample.plan(t, Options{Minify: true})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for url, want := range first {
				if got, err := s.Render(url); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s is not what it was (%v)", url, err)
				}
			}
		})
	}
	all.Wait()
}

func everything(t *testing.T, s *Site) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, o := range s.Outputs() {
		all[o.URL] = draw(t, s, o.URL)
	}
	return all
}

// What is held back is on no page of a build, by no name; a preview shows it,
// marked.
func TestHeld(t *testing.T) {
	sample := readSample(t, "testdata/states.txtar")
	for url, data := range everything(t, sample.plan(t, Options{})) {
		for _, secret := range []string{"A draft", "2026-draft", "Not yet.", "not public"} {
			if strings.Contains(string(data), secret) || strings.Contains(url, secret) {
				t.Errorf("%s gives %q away", url, secret)
			}
		}
	}
	s, problems := Plan(sample.register(t, true), sample.content, layouts.FS, Options{})
	if s == nil {
		t.Fatal(problems)
	}
	if page := string(draw(t, s, "/reports/2026-draft/")); !strings.Contains(page, "Draft – not public") {
		t.Error("the draft is not marked")
	}
	if page := string(draw(t, s, "/reports/2026-embargo/")); !strings.Contains(page, "held until 9:00am on 5 December 2026") {
		t.Error("the answer held back is not marked")
	}
}

// Two outputs for one file, on any disk, are a Problem that names both.
func TestClashes(t *testing.T) {
	tests := map[string]struct {
		change func(*inspection.Register)
		want   string
	}{
		"a page in the place of the list": {
			func(reg *inspection.Register) {
				reg.Pages = append(reg.Pages, &inspection.Page{ID: "reports", File: "content/reports.md"})
			},
			"content/reports.md: this would stand at /reports/, which the list of reports has already, at /reports/",
		},
		"an old address in capitals": {
			func(reg *inspection.Register) { reg.Reports[0].Aliases = []string{"/About/"} },
			"content/reports/2020-prevent/report.md: this would stand at /About/, which content/about.md has already, at /about/",
		},
		"a file where a folder is": {
			func(reg *inspection.Register) { reg.Pages[0].Aliases = []string{"/x.html", "/x.html/y.html"} },
			"content/about.md: this would stand at /x.html/y.html, which content/about.md has already, at /x.html",
		},
		"an old address in the place of a list that is planned late": {
			func(reg *inspection.Register) { reg.Pages[0].Aliases = []string{"/reports/by-year/2020"} },
			"content/about.md: this would stand at /reports/by-year/2020/, which a page of the site's own has already, at /reports/by-year/2020/",
		},
		"an old address in the place of a report's file": {
			func(reg *inspection.Register) { reg.Pages[0].Aliases = []string{"/reports/2020-prevent/Paper.txt"} },
			"content/about.md: this would stand at /reports/2020-prevent/Paper.txt, which content/reports/2020-prevent/paper.txt has already",
		},
		"a report in the place of a list's second page": {
			func(reg *inspection.Register) {
				for n := range perPage + 2 {
					r := *reg.Reports[0]
					r.ID, r.Findings = fmt.Sprint("page-", n), nil
					reg.Reports = append(reg.Reports, &r)
				}
			},
			"content/reports/2020-prevent/report.md: this would stand at /reports/page-2/, which a page of the site's own has already",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sample := readSample(t, "testdata/prevent.txtar")
			reg := sample.register(t, false)
			test.change(reg)
			s, problems := Plan(reg, sample.content, layouts.FS, Options{})
			if s != nil || len(problems) == 0 || !slices.ContainsFunc(problems, func(p diag.Problem) bool { return strings.HasPrefix(written(p), test.want) }) {
				t.Errorf("got %v\nwant %s", problems, test.want)
			}
		})
	}
}

func TestMovedURL(t *testing.T) {
	for alias, want := range map[string]string{
		"/reports/prevent/":   "/reports/prevent/",
		"reports/prevent":     "/reports/prevent/",
		"/old page.html":      "/old%20page.html",
		"/old%20page.html":    "/old%20page.html",
		"/../../etc/passwd":   "/etc/passwd/",
		"/a//b/./c/":          "/a/b/c/",
		"/hen-gyfeiriad/ŵyl/": "/hen-gyfeiriad/%C5%B5yl/",
	} {
		if got := redirectURL(alias); got != want {
			t.Errorf("redirectURL(%q) = %q, want %q", alias, got, want)
		}
	}
}

func TestReach(t *testing.T) {
	for _, test := range [][3]string{
		{"/", "/", "./"},
		{"/", "/reports/", "reports/"},
		{"/reports/a/", "/", "../../"},
		{"/reports/a/", "/about/", "../../about/"},
		{"/old.html", "/about/", "about/"},
	} {
		if got := relativeURL(toRoot(test[0]), test[1]); got != test[2] {
			t.Errorf("from %s to %s: %q, want %q", test[0], test[1], got, test[2])
		}
	}
}

func TestMoment(t *testing.T) {
	w, _ := readLocale(layouts.FS, "en")
	for text, want := range map[string]string{
		"2026-12-05 09:00": "9:00am on 5 December 2026",
		"2026-12-05":       "12:00am on 5 December 2026",
		"2026-06-05 12:30": "12:30pm on 5 June 2026",
		"2026-06-05 17:05": "5:05pm on 5 June 2026",
	} {
		m, err := inspection.ParseMoment(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.moment(m); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	w, _ := readLocale(layouts.FS, "en")
	for _, test := range []struct{ got, want string }{
		{w.text("outcome.late.short", "n", 1), "1 day late"},
		{w.text("outcome.late.short", "n", 1234), "1,234 days late"},
		{string(w.html("report.name_dated", "name", "<b>", "date", w.dateHTML(inspection.Date{Year: 2020, Month: 5, Day: 3}))), `&lt;b&gt; (<time datetime="2020-05-03">3 May 2020</time>)`},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

func TestOverlay(t *testing.T) {
	fsys := Overlay(
		fstest.MapFS{"parts/a.html": {Data: []byte("own")}, "parts/b.html": {Data: []byte("own")}},
		fstest.MapFS{"parts/b.html": {Data: []byte("theirs")}, "parts/c.html": {Data: []byte("theirs")}, "base.html": {Data: []byte("theirs")}},
	)
	if err := fstest.TestFS(fsys, "parts/a.html", "parts/b.html", "parts/c.html", "base.html"); err != nil {
		t.Error(err)
	}
}

// The stylesheet is small before compression, and every class that a status
// needs has a shape of its own in it.
func TestStylesheet(t *testing.T) {
	css, err := layouts.FS.ReadFile("css/site.css")
	if err != nil {
		t.Fatal(err)
	}
	if len(css) > 14*1024 {
		t.Errorf("the stylesheet has %d bytes, and 14 KB is the most", len(css))
	}
	for _, s := range inspection.Statuses {
		if s != inspection.Complete && !strings.Contains(string(css), "."+s.Slug()+"::before") {
			t.Errorf("the status %s has no shape", s.Slug())
		}
	}
}

// many is a register of n reports with eight findings each.
func many(tb testing.TB, n int) (*inspection.Register, fstest.MapFS) {
	tb.Helper()
	sample := readSample(tb, "testdata/prevent.txtar")
	report, finding := sample.content["content/reports/2020-prevent/report.md"].Data, sample.content["content/reports/2020-prevent/recommendation-7.md"].Data
	report = bytes.Replace(report, []byte("aliases: [/prevent/]\n"), nil, 1)
	finding = bytes.Replace(finding, []byte(" and [the first](recommendation-1.md)"), nil, 1)
	for i := range n {
		folder := fmt.Sprintf("content/reports/report-%d/", i)
		sample.content[folder+"report.md"] = &fstest.MapFile{Data: bytes.Replace(report, []byte("Prevent\n"), fmt.Appendf(nil, "Prevent %d\n", i), 1)}
		sample.content[folder+"paper.txt"] = &fstest.MapFile{Data: []byte("x")}
		for j := range 8 {
			sample.content[fmt.Sprintf("%srecommendation-%d.md", folder, j+1)] = &fstest.MapFile{Data: finding}
		}
	}
	return sample.register(tb, false), sample.content
}

func BenchmarkPlan(b *testing.B) {
	reg, files := many(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if s, problems := Plan(reg, files, layouts.FS, Options{Minify: true}); s == nil {
			b.Fatal(problems)
		}
	}
}

func benchmarkRender(b *testing.B, url string, minify bool) {
	reg, files := many(b, 10)
	s, _ := Plan(reg, files, layouts.FS, Options{Minify: minify})
	b.ReportAllocs()
	for b.Loop() {
		draw(b, s, url)
	}
}

func BenchmarkRenderReport(b *testing.B) { benchmarkRender(b, "/reports/report-5/", false) }
func BenchmarkRenderFinding(b *testing.B) {
	benchmarkRender(b, "/reports/report-5/recommendation-3/", false)
}
func BenchmarkRenderSmall(b *testing.B) {
	benchmarkRender(b, "/reports/report-5/recommendation-3/", true)
}

// BenchmarkFill executes a finding's layout with fasttemplate and with
// html/template.
func BenchmarkFill(b *testing.B) {
	reg, files := many(b, 10)
	for _, how := range []string{"fasttemplate", "html/template"} {
		s, _ := Plan(reg, files, layouts.FS, Options{Minify: true})
		e := s.localeSites[0]
		r := reg.Reports[5]
		sh := e.pageContext(e.findingURL(r.Findings[2]))
		view := &findingPage{Finding: sh.findingView(r.Findings[2], "", 2), Published: r.Published}
		if how == "html/template" {
			e.templates.fast = nil
		}
		b.Run(how, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := sh.render(io.Discard, layoutFinding, view); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
