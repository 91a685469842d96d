package preview

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"
)

// exampleshire is the sample office, which has drafts and things held.
func exampleshire(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, sample.Exampleshire()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOnlyThisComputerIsAnswered(t *testing.T) {
	s := serve(t, Options{Source: corpus(t, 1, 1)})
	for _, c := range []struct {
		name   string
		change func(*http.Request)
		want   int
	}{
		{"by its address", func(*http.Request) {}, 200},
		{"by its name", func(r *http.Request) { r.Host = "localhost:5656" }, 200},
		{"by its address in IPv6", func(r *http.Request) { r.Host = "[::1]:5656" }, 200},
		{"by a name that leads here by a trick", func(r *http.Request) { r.Host = "evil.example" }, 403},
		{"by a name that only looks like one", func(r *http.Request) { r.Host = "localhost.evil.example:5656" }, 403},
		{"from another site", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		{"from another port", func(r *http.Request) { r.Header.Set("Origin", "http://localhost:1") }, 403},
		{"from nowhere", func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
		{"as a picture of another site", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "no-cors")
		}, 403},
		{"by a link from another site", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
		}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			if answer, _ := s.ask(t, "GET", "/", c.change); answer.StatusCode != c.want {
				t.Errorf("%s; want %d", answer.Status, c.want)
			}
		})
	}
}

func TestNoRequestChangesAnything(t *testing.T) {
	s := serve(t, Options{Source: corpus(t, 1, 1)})
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		if answer, _ := s.ask(t, method, "/", nil); answer.StatusCode != 405 {
			t.Errorf("%s: %s", method, answer.Status)
		}
	}
	for _, page := range []string{"/", "/__preview/", "/__preview/bar?page=/", "/nothing/", "/__preview/events?page=/"} {
		answer, body := s.ask(t, "HEAD", page, nil)
		if len(body) > 0 || answer.StatusCode == 405 {
			t.Errorf("HEAD %s: %s, %d bytes", page, answer.Status, len(body))
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", page, name, got)
			}
		}
		if answer.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a cookie", page)
		}
	}
}

func TestNoWayOut(t *testing.T) {
	dir := corpus(t, 1, 1)
	put(t, dir, "secret.txt", "SECRET")
	put(t, dir, ".env", "SECRET")
	s := serve(t, Options{Source: dir})
	for _, page := range []string{
		"/secret.txt", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/content/../secret.txt", "/.env",
		"/__preview/../secret.txt", "/__preview/as/public/../../../secret.txt", "/__preview/as/public//secret.txt", "/fiftysix.yaml",
		"/content/about.md", "//secret.txt", "/%5c..%5csecret.txt", "/__preview/screen/bar.html", "/__preview/as/x/", "/__preview/as/public/__preview/",
	} {
		answer, body := s.ask(t, "GET", page, func(r *http.Request) { r.URL.RawPath = strings.Split(page, "?")[0] })
		if answer.StatusCode == 200 || strings.Contains(string(body), "SECRET") {
			t.Errorf("%s: %s", page, answer.Status)
		}
	}
}

func TestViews(t *testing.T) {
	dir := exampleshire(t)
	put(t, dir, "content/reports/2026-secret/report.md", strings.Replace(reportText(1, "Not yet."), "---\n", "---\nservices: [police]\npublish_after: 2026-12-05 09:00\n", 1))
	put(t, dir, "content/reports/2026-draft/report.md", strings.Replace(reportText(2, "Never mind."), "---\n", "---\nservices: [police]\ndraft: true\n", 1))
	s := serve(t, Options{Source: dir})
	for _, c := range []struct {
		page string
		want int
		says string
	}{
		{"/reports/2026-secret/", 200, "Held until 9:00 on 5 December"},
		{"/reports/2026-draft/", 200, ">Draft<"},
		{"/about/", 200, ">Public<"},
		{"/__preview/as/public/reports/2026-secret/", 404, "No page at this address"},
		{"/__preview/as/public/reports/2026-draft/", 404, ""},
		{"/__preview/as/2026-12-04/reports/2026-secret/", 404, "as the public would see it on 4 December 2026"},
		{"/__preview/as/2026-12-05T08:59/reports/2026-secret/", 404, ""},
		{"/__preview/as/2026-12-05T09:00/reports/2026-secret/", 200, ">Public<"},
		{"/__preview/as/2026-12-06/reports/2026-draft/", 404, ""},
		{"/__preview/as/public/", 200, "as the public sees it today"},
		{"/__preview/as/nonsense/", 404, ""},
	} {
		answer, body := s.ask(t, "GET", c.page, nil)
		if answer.StatusCode != c.want || !strings.Contains(string(body), c.says) {
			t.Errorf("%s: %s; want %d with %q\n%.1500s", c.page, answer.Status, c.want, c.says, body)
		}
	}
	answer, _ := s.ask(t, "GET", "/__preview/as?page=/about/&date=2026-12-05", nil)
	if got := answer.Header.Get("Location"); answer.StatusCode != 303 || got != "/__preview/as/2026-12-05/about/" {
		t.Errorf("the form leads to %q", got)
	}
	if answer, _ := s.ask(t, "GET", "/__preview/as?page=//evil.example/&date=2026-12-05", nil); strings.HasPrefix(answer.Header.Get("Location"), "//") {
		t.Errorf("the form leads to another site: %q", answer.Header.Get("Location"))
	}
	// Links are relative, so that they keep the view.
	if body := string(s.get(t, "/__preview/as/public/about/")); strings.Contains(lessOwnText(body), `href="/`) {
		t.Error("a page has a link from the root, which would lose the view")
	}
}

func lessOwnText(page string) string { return string(lessOwn([]byte(page))) }

func TestAFolderWithoutItsSlash(t *testing.T) {
	s := serve(t, Options{Source: corpus(t, 1, 1)})
	for from, to := range map[string]string{"/about": "/about/", "/about/index.html": "/about/", "/__preview/as/public/about": "/__preview/as/public/about/"} {
		if answer, _ := s.ask(t, "GET", from, nil); answer.Header.Get("Location") != to {
			t.Errorf("%s leads to %q; want %s", from, answer.Header.Get("Location"), to)
		}
	}
}

func TestMistakes(t *testing.T) {
	dir := corpus(t, 2, 1)
	s := serve(t, Options{Source: dir})
	page := "/reports/" + reportID(1) + "/"
	good := string(lessOwn(s.get(t, page)))
	report := "content/reports/" + reportID(1) + "/report.md"
	put(t, dir, report, strings.Replace(reportText(1, "New words."), "kind: [thematic]", "kind: [thematik]\ntitel: It says: this", 1))
	put(t, dir, "content/about.md", "---\ntitle: About\nin_menu: yes\n---\nWords\n")
	s.shows(t, page, "5 mistakes", false)
	s.shows(t, page, "mistakes to put right", true)
	body := string(s.get(t, page))
	if lessOwnText(body) != good {
		t.Error("the last good page does not stay")
	}
	for _, want := range []string{
		report + ", line ", "content/about.md, line 3", "did you mean", "On this page", "Elsewhere", `data-copy="`, "^^^", "Until then the page below is as it was before",
	} {
		if !strings.Contains(body, want) && !strings.Contains(strings.ToLower(body), strings.ToLower(want)) {
			t.Errorf("the panel does not say %q", want)
		}
	}
	if strings.Index(body, report+", line") > strings.Index(body, "content/about.md, line 3") {
		t.Error("another page's mistakes stand before this page's")
	}
	put(t, dir, report, reportText(1, "New words."))
	put(t, dir, "content/about.md", aboutText("Words."))
	s.shows(t, page, "New words.", true)
	s.shows(t, page, "to put right", false)
}

func TestNothingToShowYet(t *testing.T) {
	dir := corpus(t, 1, 1)
	put(t, dir, "content/about.md", "no front matter")
	s := serve(t, Options{Source: dir})
	answer, body := s.ask(t, "GET", "/reports/", nil)
	if answer.StatusCode != 503 || !strings.Contains(string(body), "There is nothing to show yet") || !strings.Contains(string(body), "content/about.md, line 1") {
		t.Errorf("%s\n%s", answer.Status, body)
	}
	put(t, dir, "content/about.md", aboutText("Words."))
	s.shows(t, aboutPage, "Words.", true)
}

func TestALayoutFails(t *testing.T) {
	dir := corpus(t, 1, 1)
	s := serve(t, Options{Source: dir})
	s.get(t, aboutPage)
	layout := string(s.theme(t, "pages/page.html"))
	put(t, dir, "layouts/pages/page.html", strings.Replace(layout, `{{define "main"}}`, `{{define "main"}}`+"\n<p>{{.Nonsense}}</p>", 1))
	s.shows(t, aboutPage, "layouts/pages/page.html, line 2", true)
	if body := string(s.get(t, aboutPage)); !strings.Contains(body, "What this site is for") || !strings.Contains(body, ".Nonsense") {
		t.Errorf("the page as it was does not stay, or the line is not shown\n%s", body)
	}
	put(t, dir, "layouts/pages/page.html", "{{define \"main\"}}\n{{if}}")
	s.shows(t, "/", "layouts/pages/page.html, line 2", true)
	put(t, dir, "layouts/pages/page.html", layout)
	s.shows(t, aboutPage, "to put right", false)
}

// A panic while one page is made is that page's end, and not the server's.
func TestAPanicIsOnePage(t *testing.T) {
	dir := corpus(t, 1, 1)
	s := serve(t, Options{Source: dir})
	s.get(t, "/")
	showing := s.viewStateAt(view{})
	latest, _ := showing.results()
	if _, err := render(nil, "/"); err == nil || !strings.Contains(err.Error(), "nil pointer") {
		t.Errorf("a panic comes out as %v", err)
	}
	latest.cache("/about/", rendered{status: 500, html: true, exists: true, broken: "boom", hash: "nothing"})
	answer, body := s.ask(t, "GET", aboutPage, nil)
	if answer.StatusCode != 500 || !strings.Contains(string(body), "This page could not be made") || !strings.Contains(string(body), "boom") {
		t.Errorf("%s\n%s", answer.Status, body)
	}
	if answer, _ := s.ask(t, "GET", "/", nil); answer.StatusCode != 200 {
		t.Error("the other pages went with it")
	}
}

func (s *served) viewStateAt(v view) *viewState { return s.Preview.at(v) }

func TestThePreviewsOwnPage(t *testing.T) {
	dir := exampleshire(t)
	put(t, dir, "content/reports/2026-secret/report.md", strings.Replace(reportText(1, "Not yet."), "---\n", "---\nservices: [police]\npublish_after: 2026-12-05 09:00\n", 1))
	out := filepath.Join(t.TempDir(), "public")
	s := serve(t, Options{Source: dir, Out: out})
	body := string(s.get(t, ours))
	for _, want := range []string{
		"Ready to publish?", "The whole report: until 9:00 on 5 December", "content/reports/2026-secret/report.md",
		"Pages that would appear", `href="/__preview/as/public/about/"`, `<a href="/about/">/about/</a>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if strings.Contains(body, `/__preview/as/public/reports/2026-secret/`) {
		t.Error("what is held is said to appear")
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the preview has written to the output folder")
	}
	if found := string(s.get(t, ours+"?find=accessib")); !strings.Contains(found, `<a href="/accessibility/">`) || strings.Contains(found, `<a href="/about/">`) {
		t.Error("the search does not search")
	}
}

// Browsers that listen do not hold up the end.
func TestEndsWhileBrowsersListen(t *testing.T) {
	s := serve(t, Options{Source: corpus(t, 1, 1)})
	for range 5 {
		<-s.listen(t, "/")
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
}

// What is held is let out at its minute, and midnight is another day.
func TestTimeLetsThingsOut(t *testing.T) {
	dir := corpus(t, 2, 1)
	put(t, dir, "content/reports/2026-secret/report.md", strings.Replace(reportText(1, "Not yet."), "---\n", "---\npublish_after: 2026-12-05 09:00\n", 1))
	clock := newClock(time.Date(2026, 12, 5, 8, 59, 58, 0, inspection.London))
	s := serve(t, Options{Source: dir, Clock: clock.now})
	public := "/__preview/as/public/reports/2026-secret/"
	if answer, _ := s.ask(t, "GET", public, nil); answer.StatusCode != 404 {
		t.Fatal("it is public before its time: ", answer.Status)
	}
	s.shows(t, "/reports/2026-secret/", "Held until 9:00", true)
	clock.set(time.Date(2026, 12, 5, 9, 0, 0, 0, inspection.London))
	s.shows(t, "/reports/2026-secret/", "Held until 9:00", false)
	s.shows(t, public, "Not yet.", true)
	s.shows(t, "/", "5 December 2026", true)
	clock.set(time.Date(2026, 12, 6, 0, 0, 0, 0, inspection.London))
	put(t, dir, "content/about.md", aboutText("Before midnight.")) // so that it looks at the clock again
	s.shows(t, "/", "6 December 2026", true)
}

// A testClock tells the time that the test has set last.
type testClock struct {
	mu   sync.Mutex
	time time.Time
}

func newClock(at time.Time) *testClock { return &testClock{time: at} }

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *testClock) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = to
}

func TestPolicyIsOpenedNoWider(t *testing.T) {
	for policy, want := range map[string]string{
		"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; script-src 'self'; connect-src 'self'",
		"default-src 'none'; script-src 'self' 'sha256-x='; connect-src 'none'":                     "default-src 'none'; script-src 'self' 'sha256-x='; connect-src 'self'; style-src 'self'; form-action 'self'",
	} {
		page := `<head><meta http-equiv="Content-Security-Policy" content="` + policy + `"></head>`
		if got := string(relaxPolicy([]byte(page))); got != strings.Replace(page, policy, want, 1) {
			t.Errorf("%s\nbecame\n%s", page, got)
		}
	}
}

func TestOffersThePageThatWasSaved(t *testing.T) {
	dir := corpus(t, 2, 1)
	s := serve(t, Options{Source: dir})
	events := s.listen(t, aboutPage)
	<-events
	put(t, dir, "content/reports/"+reportID(1)+"/recommendation-1.md", findingText(1, "Saved elsewhere."))
	select {
	case e := <-events:
		if want := `"href":"/reports/` + reportID(1) + `/recommendation-1/"`; !strings.Contains(e, want) {
			t.Errorf("%s does not hold %s", e, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("no event")
	}
}

// twin is the sample office in two languages: one report's Welsh is older than
// its English, one report is in English only and one in Welsh only.
func twin(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, sample.Enghraifft()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOffersThePageInTheLanguageThatWasSaved(t *testing.T) {
	dir := twin(t)
	s := serve(t, Options{Source: dir})
	for _, page := range []string{aboutPage, "/reports/2024-roads/"} {
		events := s.listen(t, page)
		<-events
		put(t, dir, "content/reports/2024-roads/report.cy.md", "---\ntitle: Ffyrdd "+strings.Trim(page, "/")+"\n---\n\nGeiriau.\n")
		select {
		case e := <-events:
			if want := `"href":"/cy/reports/2024-roads/"`; !strings.Contains(e, want) {
				t.Errorf("on %s, %s does not hold %s", page, e, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no event")
		}
	}
}

// What is missing in a language, what is older than its source, and an answer
// in one language only are each told in the bar of the page that they are
// about, and on the preview's own page.
func TestTheBarTellsOfTranslations(t *testing.T) {
	dir := twin(t)
	s := serve(t, Options{Source: dir, Now: inspection.MomentOf(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))})
	for page, wants := range map[string][]string{
		"/reports/2024-roads/": {`<span class="tag held">Welsh older than the English</span> Rural roads: Our comments, paragraph 1 was changed`,
			`The Welsh is older than the English: Our comments, paragraph 1 was changed.`, `The English now says: “Thirty-one people died on our roads last year.`},
		"/cy/reports/2024-roads/":    {`Welsh older than the English</span> Rural roads`},
		"/reports/2025-vehicles/":    {`<span class="tag held">Not in Welsh</span> Police vehicles: all of it is in English only (the answer is one-sided)`},
		"/cy/reports/2025-vehicles/": {`Not in Welsh</span> Police vehicles: all of it`},
		"/reports/2025-listening/":   {`<span class="tag held">Not in English</span> Gwrando: the title, the short title, the background, Force comments, Our comments (the answer is one-sided)`},
		"/__preview/":                {`<h2 id="translations">Translations</h2>`, `Welsh older than the English</span> Rural roads: Our comments, paragraph 1 was changed, which now says: “Thirty-one`, `<code>content/reports/2025-vehicles/report.cy.md</code>`, `fiftysix translations --output`},
	} {
		body := string(s.get(t, page))
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say\n%s", page, want)
			}
		}
	}
	if body := string(s.get(t, "/reports/2021-custody/")); strings.Contains(body, "Not in Welsh") || strings.Contains(body, "older than") && strings.Contains(body, `class="words"`) {
		t.Error("a report that is whole in both languages is told of")
	}
	settings, err := os.ReadFile(filepath.Join(dir, "fiftysix.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	events := s.listen(t, "/reports/2025-vehicles/")
	<-events
	put(t, dir, "fiftysix.yaml", string(settings)+"\nanswers_in_every_language: true\n")
	<-events
	if body := string(s.get(t, "/reports/2025-vehicles/")); !strings.Contains(body, "This part of the answer is in English only: Our comments.") {
		t.Error("a one-sided answer that the settings refuse is no mistake on its page")
	}
}
