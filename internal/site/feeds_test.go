package site

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mmcdole/gofeed"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	office "fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// exampleshire plans the sample office, at an address or at none that is known.
func exampleshire(t testing.TB, base string, held bool) *Site {
	t.Helper()
	now, err := inspection.ParseMoment(office.Now)
	if err != nil {
		t.Fatal(err)
	}
	files := office.Exampleshire()
	reg, problems := content.Load(files, content.Options{Now: now, IncludeUnpublished: held})
	if reg == nil {
		t.Fatal(problems)
	}
	if base == "" {
		reg.Office.BaseURL = ""
	}
	s, problems := Plan(reg, files, layouts.FS, Options{BaseURL: base})
	if s == nil {
		t.Fatal(problems)
	}
	return s
}

// feedsOf are feeds as a program of others' making reads them: all of the
// site's, or some.
func feedsOf(t *testing.T, s *Site, urls ...string) map[string]*gofeed.Feed {
	t.Helper()
	if len(urls) == 0 {
		for _, o := range s.Outputs() {
			if strings.HasSuffix(o.URL, "/"+feedName) {
				urls = append(urls, o.URL)
			}
		}
	}
	feeds := map[string]*gofeed.Feed{}
	for _, url := range urls {
		f, err := gofeed.NewParser().Parse(bytes.NewReader(draw(t, s, url)))
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		feeds[url] = f
	}
	return feeds
}

// Every feed is read by another's parser. Its entries are told apart by their
// ids, one news has one id and one text in all feeds, and every link in them
// leads to a page of the site, from wherever the feed is read.
func TestFeedsAreReadByOthers(t *testing.T) {
	for _, base := range []string{"", "https://example.org/some/folder/"} {
		s := exampleshire(t, base, false)
		pages, told, ids := map[string]*shown{}, map[string]string{}, map[string]string{}
		for at, f := range feedsOf(t, s) {
			if f.FeedType != "atom" || f.FeedVersion != "1.0" || f.Language != "en" || f.Title == "" || f.UpdatedParsed == nil {
				t.Errorf("%s: type %s %s, language %q, title %q, updated %q", at, f.FeedType, f.FeedVersion, f.Language, f.Title, f.Updated)
			}
			if id, again := ids[f.Title]; again {
				t.Errorf("%s has the title of %s: %s", at, id, f.Title)
			}
			ids[f.Title] = at
			in := map[string]bool{}
			for _, e := range f.Items {
				if in[e.GUID] || e.GUID == "" || e.Title == "" || e.Content == "" || e.UpdatedParsed == nil || e.PublishedParsed == nil {
					t.Errorf("%s: id %q (told before: %t), title %q, updated %q", at, e.GUID, in[e.GUID], e.Title, e.Updated)
				}
				in[e.GUID] = true
				if e.UpdatedParsed.Before(*e.PublishedParsed) || e.UpdatedParsed.After(*f.UpdatedParsed) || e.UpdatedParsed.After(s.reg.Now.Time()) {
					t.Errorf("%s: %s was published %s, updated %s; the feed was updated %s", at, e.GUID, e.Published, e.Updated, f.Updated)
				}
				if base == "" && told[e.GUID] != "" {
					continue // the same in another place, so that its links differ
				}
				text := e.Title + e.Link + e.Published + e.Updated + e.Content
				if before, again := told[e.GUID]; !again {
					told[e.GUID] = text
					for _, href := range append(parsePage(t, []byte(e.Content)).links, e.Link) {
						checkNews(t, s, pages, at, href)
					}
				} else if before != text {
					t.Errorf("%s tells %s otherwise than another feed:\n%s\n%s", at, e.GUID, text, before)
				}
			}
		}
		if len(told) < 50 {
			t.Errorf("the feeds tell %d changes, so this test looks in the wrong place", len(told))
		}
	}
}

// checkNews checks a link in a feed: one to the site leads to something there.
func checkNews(t *testing.T, s *Site, pages map[string]*shown, feed, href string) {
	t.Helper()
	root := "https://site.test/"
	if s.base != "" {
		root = s.base
	}
	from, _ := url.Parse(root + feed[1:])
	to, err := from.Parse(href)
	if err != nil {
		t.Errorf("%s: %q: %v", feed, href, err)
		return
	}
	if s.base != "" && href != to.String() {
		t.Errorf("%s: the link %q is not absolute", feed, href)
	}
	own, inside := strings.CutPrefix(to.String(), root)
	if !inside {
		return
	}
	path, id, _ := strings.Cut("/"+own, "#")
	if id, err = url.PathUnescape(id); err != nil {
		t.Error(err)
	}
	if _, ok := s.Output(path); !ok {
		t.Errorf("%s: %q leads to %s, which is no output", feed, href, path)
		return
	}
	if id != "" && pages[path] == nil {
		pages[path] = parsePage(t, draw(t, s, path))
	}
	if id != "" && !pages[path].ids[id] {
		t.Errorf("%s: %q leads to an id that %s has not", feed, href, path)
	}
}

// ids are the names of all that a site's feeds and calendars tell.
func ids(t *testing.T, s *Site) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, o := range s.Outputs() {
		data := ""
		if follows(o) {
			data = string(draw(t, s, o.URL))
		}
		for _, m := range named.FindAllStringSubmatch(data, -1) {
			all[m[1]] = true
		}
	}
	return all
}

var named = regexp.MustCompile(`(?m)^(?:<id>|UID:)(.*?)(?:</id>)?\r?$`)

// follows says whether an output is a feed or a calendar.
func follows(o Output) bool {
	return strings.HasSuffix(o.URL, "/"+feedName) || strings.HasSuffix(o.URL, "/"+calendarName)
}

const toldReport = `---
title: A title
short_title: Short
kind: [custody]
scope: force
published: 2026-01-05
url: https://example.org/report/
corrections:
  - {date: 2026-02-01, note: The first.}
  - {date: 2026-02-01, note: The second.}
response:
  published: 2026-02-20
  corrections:
    - {date: 2026-03-01, note: A figure.}
---
Words.

## Our comments

Comments.
`

const toldFinding = `---
label: Recommendation 1
addressed_to: [The force]
whose: this-force
due: 2026-12
action: taken
history:
  - {date: 2026-02-20, status: not-started, by: force}
  - {date: 2026-02-20, status: in-progress, by: force}
  - {date: 2026-05-20, status: in-progress, by: body, note: Half.}
---
Do it.
`

// What was told keeps its name, whatever is edited, added or moved; else those
// who follow would be told it anew.
func TestNewsKeepsItsName(t *testing.T) {
	const report, finding, settings = "content/reports/2026-a/report.md", "content/reports/2026-a/recommendation-1.md", "fiftysix.yaml"
	files := map[string]string{
		settings: "office:\n  name: An office\n  terms:\n    - {kind: pcc, title: Commissioner, from: 2012-11-22}\n  contact: {email: office@example.org}\nforce: A force\nbase_url: https://old.example/\n",
		report:   toldReport, finding: toldFinding,
	}
	tell := func(t *testing.T, opt Options, edits ...string) map[string]bool {
		content := fstest.MapFS{}
		for name, text := range files {
			content[name] = &fstest.MapFile{Data: []byte(text)}
		}
		for i := 0; i < len(edits); i += 3 {
			name, old, new := edits[i], edits[i+1], edits[i+2]
			text := files[name]
			if !strings.Contains(text, old) {
				t.Fatalf("%s does not hold %q", name, old)
			}
			content[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
		now, err := inspection.ParseMoment("2026-11-24")
		if err != nil {
			t.Fatal(err)
		}
		return ids(t, (&sample{content: content, now: now}).plan(t, opt))
	}
	before := tell(t, Options{})
	if len(before) < 15 {
		t.Fatalf("only %d names: %v", len(before), before)
	}
	tests := map[string]struct {
		opt   Options
		edits []string
		more  bool // something new is told
	}{
		"nothing":                           {},
		"the title":                         {edits: []string{report, "title: A title", "title: Another"}},
		"the name":                          {edits: []string{report, "short_title: Short", "short_title: Shorter"}},
		"the day of the report":             {edits: []string{report, "published: 2026-01-05", "published: 2026-01-06"}},
		"the day of the answer":             {edits: []string{report, "published: 2026-02-20", "published: 2026-02-21"}},
		"the words":                         {edits: []string{report, "Comments.", "Other comments."}},
		"the words of a correction":         {edits: []string{report, "The first.", "The very first."}},
		"the order of two of one day":       {edits: []string{report, "The first.}\n  - {date: 2026-02-01, note: The second.", "The second.}\n  - {date: 2026-02-01, note: The first."}},
		"an earlier correction":             {edits: []string{report, "corrections:\n", "corrections:\n  - {date: 2026-01-20, note: Before.}\n"}, more: true},
		"a withdrawal":                      {edits: []string{report, "scope: force", "scope: force\nwithdrawn: {date: 2026-09-01, reason: Old.}"}, more: true},
		"the label":                         {edits: []string{finding, "label: Recommendation 1", "label: Recommendation 1(a)"}},
		"the order of the findings":         {edits: []string{finding, "whose: this-force", "whose: this-force\norder: 7"}},
		"the day by which it is to be done": {edits: []string{finding, "due: 2026-12", "due: 2027-01-31"}},
		"a note":                            {edits: []string{finding, "note: Half.", "note: More than half."}},
		"the order of two updates of a day": {edits: []string{finding, "not-started, by: force}\n  - {date: 2026-02-20, status: in-progress", "in-progress, by: force}\n  - {date: 2026-02-20, status: not-started"}},
		"an update":                         {edits: []string{finding, "note: Half.}", "note: Half.}\n  - {date: 2026-06-01, status: complete, by: force}"}, more: true},
		"a second update of the same":       {edits: []string{finding, "note: Half.}", "note: Half.}\n  - {date: 2026-05-20, status: in-progress, by: body}"}, more: true},
		"a build for another address":       {opt: Options{BaseURL: "https://test.example/"}},
		"a site that moves and says so":     {edits: []string{settings, "base_url: https://old.example/", "base_url: https://new.example/\nfirst_base_url: https://old.example/"}},
		"another way to reach the office":   {edits: []string{settings, "email: office@example.org", "email: new@example.com"}},
		"a new name and a new kind of body": {edits: []string{settings, "name: An office", "name: A board"}},
		"an older term of the body, put in": {edits: []string{settings, "  terms:\n", "  terms:\n    - {kind: authority, title: Authority, from: 1995-04-01, to: 2012-11-21}\n"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			after := tell(t, test.opt, test.edits...)
			for id := range before {
				if !after[id] {
					t.Errorf("%s is not told any more", id)
				}
			}
			if more := len(after) > len(before); more != test.more {
				t.Errorf("%d names, and %d before", len(after), len(before))
			}
		})
	}
}

// What is held back is told to nobody. A preview tells it, and says of each
// that it is not public.
func TestNewsHeldBack(t *testing.T) {
	public, preview := ids(t, exampleshire(t, "", false)), exampleshire(t, "", true)
	held := 0
	for at, f := range feedsOf(t, preview) {
		for _, e := range f.Items {
			marked := strings.Contains(e.Title, "not public:") || strings.HasPrefix(e.Title, "Not public yet: held until")
			if marked == public[e.GUID] {
				t.Errorf("%s: %q is public: %t; marked: %t", at, e.Title, public[e.GUID], marked)
			}
			if marked {
				held++
			}
		}
	}
	if held < 10 {
		t.Errorf("only %d held changes are told in a preview, so this test looks in the wrong place", held)
	}
}

// A day's news keeps its order for those who sort by time.
func TestNewsOfADayIsInOrder(t *testing.T) {
	s := exampleshire(t, "", false)
	changes := s.changes()
	for i := 1; i < len(changes); i++ {
		later, earlier := changes[i-1], changes[i]
		if later.Kind == inspection.Progress && later.Kind == earlier.Kind && later.Finding != earlier.Finding {
			continue // of one kind and one day: neither is before the other
		}
		if !changeTime(later).After(changeTime(earlier)) && (later.Report == earlier.Report || later.Kind != earlier.Kind) {
			t.Errorf("%s of %s, at %s, is told before %s of %s, at %s", later.Kind, later.Report.ID, changeTime(later), earlier.Kind, earlier.Report.ID, changeTime(earlier))
		}
	}
}

// A feed that is not of one report has so many entries and no more, and has
// the newest.
func TestLongFeedsAreCut(t *testing.T) {
	reg, files := many(t, 40)
	s, problems := Plan(reg, files, layouts.FS, Options{})
	if s == nil {
		t.Fatal(problems)
	}
	for at, f := range feedsOf(t, s, "/feed.xml", "/recommendations/by-status/complete/feed.xml", "/recommendations/by-addressee/npcc-prevent/feed.xml", "/reports/report-1/feed.xml") {
		want := feedMost
		if at == "/reports/report-1/feed.xml" {
			want = len(reg.Report("report-1").Changes())
		}
		if len(f.Items) != want {
			t.Errorf("%s has %d entries, want %d", at, len(f.Items), want)
		}
		if newest := s.feedIDs.ID(s.localeSites[0].changePath(s.changes()[0])); at == "/feed.xml" && f.Items[0].GUID != newest {
			t.Errorf("%s begins with %s, and %s is the newest", at, f.Items[0].GUID, newest)
		}
	}
}
