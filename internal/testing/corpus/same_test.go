package corpus

import (
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// This file proves that the two sites which are compared say the same: a page
// of a report or a finding has the same words and links in the same order, and
// lists have the same rows. Only what was published on one day may follow
// in another order.

// kindOfPage is what is made in both sites, and where it stands in each.
type kindOfPage struct {
	what        string
	ours, hugos *regexp.Regexp
}

var pageKinds = []kindOfPage{
	{"findings", regexp.MustCompile(`^reports/[^/]+/recommendation-\d+/index.html$`), regexp.MustCompile(`^reports/[^/]+/recommendation-\d+/index.html$`)},
	{"reports", regexp.MustCompile(`^reports/\d{4}-[^/]+/index.html$`), regexp.MustCompile(`^reports/\d{4}-[^/]+/index.html$`)},
	{"the list of reports", regexp.MustCompile(`^reports/(page-\d+/)?index.html$`), regexp.MustCompile(`^reports/(page/\d+/)?index.html$`)},
	{"lists by status", regexp.MustCompile(`^recommendations/by-status/.*html$`), regexp.MustCompile(`^status/.+/.*html$`)},
	{"lists by addressee", regexp.MustCompile(`^recommendations/by-addressee/.*html$`), regexp.MustCompile(`^addressee/.*html$`)},
	{"data", regexp.MustCompile(`\.(csv|json)$`), regexp.MustCompile(`\.(csv|json)$`)},
	{"feed and sitemap", regexp.MustCompile(`\.xml$`), regexp.MustCompile(`\.xml$`)},
	{"the rest", regexp.MustCompile(`^[^/]+\.html$|\.css$`), regexp.MustCompile(`^([^/]+|status/index)\.html$|\.css$`)},
}

// named are the files of a site whose names are of a kind, with their sizes.
func named(t *testing.T, site fs.FS, kind *regexp.Regexp) (names []string, bytes int64) {
	t.Helper()
	err := fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(path.Base(name), ".") || !kind.MatchString(name) {
			return err
		}
		info, err := e.Info()
		if err == nil {
			names, bytes = append(names, name), bytes+info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names, bytes
}

// saySame fails the test where the sites differ in what they say.
func saySame(t *testing.T, ours, hugos fs.FS) {
	t.Helper()
	for _, kind := range pageKinds[:2] {
		names, _ := named(t, hugos, kind.hugos)
		for i := range min(50, len(names)) {
			name := names[i*(len(names)-1)/49]
			if want, got := saidOn(t, hugos, name), saidOn(t, ours, name); !slices.Equal(want, got) {
				t.Errorf("%s does not say what Hugo's page says:\nours   %q\nHugo's %q", name, after(want, got), after(got, want))
			}
		}
	}
	for _, kind := range pageKinds[2:5] {
		if want, got := rowsOn(t, hugos, kind.hugos), rowsOn(t, ours, kind.ours); !maps.Equal(want, got) {
			for row, n := range want {
				if got[row] != n {
					t.Errorf("%s: %s: %d times with us, %d times with Hugo", kind.what, row, got[row], n)
					break
				}
			}
			t.Errorf("%s: %d rows with us, %d with Hugo", kind.what, len(got), len(want))
		}
	}
}

// after is where said begins to differ from other.
func after(other, said []string) []string {
	for i := range said {
		if i == len(other) || said[i] != other[i] {
			return said[i:min(i+20, len(said))]
		}
	}
	return nil
}

// saidOn are the words of a page's article, and where its links lead. Those to
// the pages before and after stand below it.
func saidOn(t *testing.T, site fs.FS, name string) (said []string) {
	t.Helper()
	each(t, site, name, func(n *html.Node) bool { return n.Data == "article" }, func(n *html.Node) {
		said = append(said, saidIn(n, name)...)
	})
	return said
}

// rowsOn are the rows of tables on all pages of a kind, and how often each is
// there. Those of one list may stand in another order.
func rowsOn(t *testing.T, site fs.FS, kind *regexp.Regexp) map[string]int {
	t.Helper()
	rows := map[string]int{}
	names, _ := named(t, site, kind)
	for _, name := range names {
		each(t, site, name, func(n *html.Node) bool { return n.Data == "tr" && n.Parent.Data == "tbody" }, func(n *html.Node) {
			rows[fmt.Sprint(saidIn(n, name))]++
		})
	}
	return rows
}

func each(t *testing.T, site fs.FS, name string, is func(*html.Node) bool, do func(*html.Node)) {
	t.Helper()
	f, err := site.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			do(n)
		}
	}
}

func saidIn(top *html.Node, page string) (said []string) {
	for n := range top.Descendants() {
		switch {
		case n.Type == html.TextNode:
			said = append(said, strings.Fields(n.Data)...)
		case n.Data == "a" || n.Data == "time":
			for _, a := range n.Attr {
				if a.Key == "href" {
					said = append(said, "to "+asHugo(resolved(a.Val, page)))
				} else if a.Key == "datetime" {
					said = append(said, a.Val)
				}
			}
		}
	}
	return said
}

func resolved(href, page string) string {
	base := url.URL{Path: "/" + strings.TrimSuffix(page, "index.html")}
	to, err := base.Parse(href)
	if err != nil || to.IsAbs() {
		return href
	}
	return to.String()
}

// asHugo is an address of ours as the site for Hugo has it.
func asHugo(address string) string {
	address = strings.Replace(address, "/recommendations/by-addressee/", "/addressee/", 1)
	if slug, ok := strings.CutPrefix(address, "/recommendations/by-status/"); ok {
		for status, words := range statusWords {
			if slug == status.Slug()+"/" {
				address = "/status/" + strings.ReplaceAll(strings.ToLower(words), " ", "-") + "/"
			}
		}
	}
	return address
}

// The lean layouts say what content there is, on a finding's page and on its
// report's.
func TestLeanPagesSayTheirContent(t *testing.T) {
	files := Office(3)
	s, err := planned(files, lean())
	if err != nil {
		t.Fatal(err)
	}
	pages := fstest.MapFS{}
	for _, o := range (likeHugo{s}).Outputs() {
		data, err := s.Render(o.URL)
		if err != nil {
			t.Fatal(err)
		}
		pages[o.File()] = &fstest.MapFile{Data: data}
	}
	for _, r := range read(t, files).Reports {
		on := func(page string) string {
			said := slices.DeleteFunc(saidOn(t, pages, "reports/"+r.ID+"/"+page+"index.html"), func(s string) bool { return strings.HasPrefix(s, "to ") })
			return strings.Join(said, " ")
		}
		for _, f := range r.Findings {
			due, _ := f.DueDate()
			for _, page := range []string{"", f.ID + "/"} {
				said := on(page)
				for _, words := range []string{
					f.Label, f.Text.Plain(), f.ForceResponse.Beginning(200), f.OurResponse.Plain(), statusWords[f.Status()], f.AddressedTo[0].Name, f.AddressedTo[1].Name,
					r.Published.String(), fmt.Sprintf("%d %s %d", due.Day, due.Month, due.Year),
				} {
					if !strings.Contains(said, strings.Join(strings.Fields(words), " ")) {
						t.Errorf("%s %q does not say %q", r.ID, page, words)
					}
				}
			}
		}
	}
}
