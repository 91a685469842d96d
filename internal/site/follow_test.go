package site

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every page leads programs to the feed of everything; a page that has more to
// follow leads to that too, and shows people where it is.
func TestPagesLeadToWhatCanBeFollowed(t *testing.T) {
	s := readSample(t, "testdata/states.txtar").plan(t, Options{})
	more := map[string][]string{
		"/deadlines/":                                {"/deadlines.ics"},
		"/reports/2026-waiting/":                     {"/reports/2026-waiting/feed.xml", "/reports/2026-waiting/deadlines.ics"},
		"/reports/2020-fire/":                        {"/reports/2020-fire/feed.xml"}, // it has no last day
		"/recommendations/by-status/complete/":       {"/recommendations/by-status/complete/feed.xml"},
		"/recommendations/by-status/none-published/": nil, // nobody can come to say it
		"/recommendations/by-addressee/home-office/": {"/recommendations/by-addressee/home-office/feed.xml"},
		"/recommendations/":                          nil,
	}
	for _, o := range s.Outputs() {
		if !strings.HasSuffix(o.File(), ".html") {
			continue
		}
		heads, links := alternates(t, draw(t, s, o.URL))
		if len(heads) == 0 || heads[0] != "/feed.xml" {
			t.Errorf("%s leads to %q, want the feed of everything first", o.URL, heads)
			continue
		}
		if want, known := more[o.URL]; known && !slices.Equal(heads[1:], want) {
			t.Errorf("%s leads to %q too, want %q", o.URL, heads[1:], want)
		}
		for _, href := range heads[1:] {
			if !slices.Contains(links, href) {
				t.Errorf("%s leads programs to %s, and nobody else", o.URL, href)
			}
		}
	}
}

// alternates are what a page's head says is to be followed, and where the
// links on the page lead, each from the site's root.
func alternates(t *testing.T, page []byte) (heads, links []string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		get := map[string]string{}
		for _, a := range n.Attr {
			get[a.Key] = a.Val
		}
		switch {
		case n.Data == "link" && get["rel"] == "alternate" && (get["type"] == typeFeed || get["type"] == typeCalendar):
			heads = append(heads, "/"+strings.TrimLeft(get["href"], "./"))
			if get["title"] == "" {
				t.Errorf("%s has no title", get["href"])
			}
		case n.Data == "a":
			links = append(links, "/"+strings.TrimLeft(get["href"], "./"))
		}
	}
	return heads, links
}
