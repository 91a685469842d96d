package site

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"fiftysix/internal/register"
	office "fiftysix/internal/sample"
	"fiftysix/layouts"
)

// exampleshire plans the sample office, at an address or at none that is known.
func exampleshire(t testing.TB, base string, held bool) *Site {
	t.Helper()
	now, err := register.ParseMoment(office.Now)
	if err != nil {
		t.Fatal(err)
	}
	files := office.Exampleshire()
	reg, problems := register.Read(files, register.Options{Now: now, WithHeld: held})
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

// feedsOf are the site's feeds as a program of others' making reads them.
func feedsOf(t *testing.T, s *Site) map[string]*gofeed.Feed {
	t.Helper()
	feeds := map[string]*gofeed.Feed{}
	for _, o := range s.Outputs() {
		if !strings.HasSuffix(o.URL, "/"+feedName) {
			continue
		}
		f, err := gofeed.NewParser().Parse(bytes.NewReader(draw(t, s, o.URL)))
		if err != nil {
			t.Fatalf("%s: %v", o.URL, err)
		}
		feeds[o.URL] = f
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
		for _, o := range s.Outputs() {
			if o.Page {
				pages[o.URL] = parsePage(t, draw(t, s, o.URL))
			}
		}
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
				links := append(parsePage(t, []byte(e.Content)).links, e.Link)
				for i := range links {
					links[i] = arrived(t, s, pages, at, links[i])
				}
				text := strings.Join(append(links, e.Title, e.Published, e.Updated), "\n")
				if before, again := told[e.GUID]; again && before != text {
					t.Errorf("%s tells %s otherwise than another feed:\n%s\n%s", at, e.GUID, text, before)
				}
				told[e.GUID] = text
			}
		}
		if len(told) < 50 {
			t.Errorf("the feeds tell %d changes, so this test looks in the wrong place", len(told))
		}
	}
}

// arrived is where a link in a feed leads: an address of the site's own, or
// another's.
func arrived(t *testing.T, s *Site, pages map[string]*shown, feed, href string) string {
	t.Helper()
	root := "https://site.test/"
	if s.base != "" {
		root = s.base
	}
	from, _ := url.Parse(root + feed[1:])
	to, err := from.Parse(href)
	if err != nil {
		t.Fatalf("%s: %q: %v", feed, href, err)
	}
	if s.base != "" && href != to.String() {
		t.Errorf("%s: the link %q is not absolute", feed, href)
	}
	own, inside := strings.CutPrefix(to.String(), root)
	if !inside {
		return href
	}
	path, id, _ := strings.Cut("/"+own, "#")
	if id, err = url.PathUnescape(id); err != nil {
		t.Error(err)
	}
	if _, ok := s.Output(path); !ok {
		t.Errorf("%s: %q leads to %s, which is no output", feed, href, path)
	} else if id != "" && !pages[path].ids[id] {
		t.Errorf("%s: %q leads to an id that %s has not", feed, href, path)
	}
	return "/" + own
}
