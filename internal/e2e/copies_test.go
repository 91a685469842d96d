package e2e

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// copyOf makes a copy of a sample that is opened from a folder; a sign-off copy
// where it has a mark.
func copyOf(t *testing.T, name string, files fs.FS, mark string) *built {
	t.Helper()
	moment, err := inspection.ParseMoment(now)
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(files, content.Options{Now: moment, IncludeUnpublished: mark != ""})
	if err := refuse(problems); err != nil {
		t.Fatal(err)
	}
	opt, kind := site.Options{BaseURL: "https://example.org/inspections/", Minify: true, Offline: true}, publish.Offline
	if mark != "" {
		opt.SignOff, kind = &site.SignOff{InputHash: mark}, publish.SignOff
	}
	planned, problems := site.Plan(reg, files, layouts.FS, opt)
	if err := refuse(problems); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "a copy") // as people name folders
	if _, err := publish.Write(context.Background(), dir, planned.Files(), publish.Options{Precompress: planned.Precompressed, Kind: kind}); err != nil {
		t.Fatal(err)
	}
	b := &built{name: name, reg: reg, top: place{dir, "file://", filepath.ToSlash(dir) + "/"}}
	if b.pages, err = pages(b, planned); err != nil {
		t.Fatal(err)
	}
	return b
}

// file is the address of a page as a double click opens it.
func (pl place) file(p page) string {
	return "file://" + (&url.URL{Path: pl.at + p.File()}).EscapedPath()
}

const testMark = "0123-4567-89ab-cdef-0123-4567"

// Every link of a copy names a file that is there, and the place in it, and
// none leads to a folder, whose list of files a browser would show.
func TestACopyLeadsToFilesOnly(t *testing.T) {
	for _, b := range []*built{
		copyOf(t, "sample", sample.Exampleshire(), ""), copyOf(t, "twin", sample.Enghraifft(), ""),
		copyOf(t, "sample to sign", sample.Exampleshire(), testMark), copyOf(t, "twin to sign", sample.Enghraifft(), testMark),
	} {
		found, links := faults{}, 0
		docs := documents(t, b, b.top)
		byFile := map[string]*document{}
		for _, d := range docs {
			byFile[d.page.File()] = d
		}
		for _, d := range docs {
			base := url.URL{Scheme: "file", Path: "/" + d.page.File()}
			for _, r := range d.refs {
				given, err := url.Parse(r.value)
				if err != nil {
					t.Fatal(err)
				}
				to := base.ResolveReference(given)
				if to.Scheme != "file" {
					continue
				}
				links++
				inside := strings.TrimPrefix(to.Path, "/")
				if info, err := os.Stat(filepath.Join(b.top.dir, filepath.FromSlash(inside))); err != nil || !info.Mode().IsRegular() {
					found.add(fmt.Sprintf("<%s> leads to %s, which is no file", r.from, r.value), d.page.String())
				} else if target := byFile[inside]; to.Fragment != "" && (target == nil || target.ids[to.Fragment] == 0) {
					found.add(fmt.Sprintf("<%s> leads to %s, where there is no such id", r.from, r.value), d.page.String())
				}
			}
		}
		found.tell(t)
		if links < 1000 {
			t.Errorf("%s: only %d links were looked at", b.name, links)
		}
		t.Logf("%s: %d pages, %d links from file to file", b.name, len(docs), links)
		for _, none := range []string{"404.html", "robots.txt", "sitemap.xml", ".nginx.conf"} {
			if _, err := os.Stat(filepath.Join(b.top.dir, none)); err == nil {
				t.Errorf("%s: %s is only for servers", b.name, none)
			}
		}
	}
}

// The pages are opened from the folder in a browser, one of each kind in each
// language (all in the long run): nothing is amiss on the console.
func TestACopyOpensFromAFolder(t *testing.T) {
	needBrowser(t)
	b := copyOf(t, "twin", sample.Enghraifft(), "")
	onPages(t, toSweep([]*built{b}), func(tb *tab, p page) error {
		if err := tb.load(b.top, b.top.file(p)); err != nil {
			return err
		}
		title, err := ask[string](tb, "document.title + [...document.styleSheets].map(s => s.href ? '' : '!').join('')")
		if err != nil || title == "" {
			return fmt.Errorf("it has no title (%w)", err)
		}
		if told := tb.told(); len(told) > 0 {
			return fmt.Errorf("%s", strings.Join(told, "; "))
		}
		return nil
	})
}

// A person goes through the copy: search from the home page, a result, the
// other language, and home again.
func TestACopyIsGoneThroughByHand(t *testing.T) {
	needBrowser(t)
	b := copyOf(t, "twin", sample.Enghraifft(), "")
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	if err := tb.load(b.top, b.top.file(b.pages[indexOf(b, "/")])); err != nil {
		t.Fatal(err)
	}
	steps := stepper{t, tb}
	steps.says("the search box takes words", "(document.getElementById('top--q').focus(), true)")
	steps.typed("custody")
	steps.press("Enter")
	steps.comesTo("results are shown", "location.pathname.endsWith('/search/index.html') && document.querySelectorAll('#search--results h3 a').length > 1")
	steps.says("more is typed", "(document.getElementById('search--q').focus(), true)")
	steps.typed(" suites")
	steps.waits("the results are others", "new URLSearchParams(location.search).get('q') === 'custody suites' && document.querySelector('#search--results h3 a')")
	steps.says("a result is opened", "(document.querySelector('#search--results h3 a').click(), true)")
	steps.comesTo("it is the report", "location.pathname.endsWith('/reports/2021-custody/index.html') && document.querySelector('h1')")
	steps.says("the other language is asked for", "(document.querySelector('a[hreflang=cy]').click(), true)")
	steps.comesTo("it is the same report in Welsh", "location.pathname.endsWith('/cy/reports/2021-custody/index.html') && document.documentElement.lang === 'cy'")
	steps.says("the way home is taken", "(document.querySelector('a.office').click(), true)")
	steps.comesTo("it is the Welsh home page", "location.pathname.endsWith('/cy/index.html') && document.querySelector('h1')")
	for _, h := range tb.told() {
		t.Error(h)
	}
}

// comesTo waits as the browser goes to another page, which ends what is asked
// of the one before.
func (s stepper) comesTo(what, expression string) {
	s.t.Helper()
	var err error
	for range 200 {
		var there bool
		if there, err = ask[bool](s.tb, fmt.Sprintf("new Promise(done => setTimeout(() => done(Boolean(%s)), 10))", expression)); err == nil && there {
			return
		}
	}
	s.t.Fatalf("not so: %s (%v)", what, err)
}

func indexOf(b *built, url string) int {
	for i, p := range b.pages {
		if p.URL == url {
			return i
		}
	}
	return 0
}

// Nobody takes a sign-off copy for the public site: every page says what it
// is and carries the mark, no search engine may list it, and the watermark is
// seen on the screen, in forced colours and on every sheet of paper.
func TestASignOffCopySaysSoOnEveryPage(t *testing.T) {
	b := copyOf(t, "to sign", sample.Enghraifft(), testMark)
	robots := regexp.MustCompile(`<meta name="?robots"? content="?noindex`)
	for _, p := range b.pages {
		text, err := os.ReadFile(filepath.Join(b.top.dir, filepath.FromSlash(p.File())))
		if err != nil {
			t.Fatal(err)
		}
		page := string(text)
		if strings.Count(page, testMark) < 1 || !strings.Contains(page, "watermark") || !robots.MatchString(page) || !strings.Contains(page, "<title>DRAF") || strings.Contains(page, "canonical") {
			t.Errorf("%s could be taken for a public page", p)
		}
	}
	err := filepath.WalkDir(b.top.dir, func(name string, e fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); ext == ".json" || ext == ".csv" || ext == ".xml" || ext == ".ics" || ext == ".xlsx" {
			t.Errorf("%s says nowhere that it is a draft's", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	needBrowser(t)
	needAxe(t)
	var one []page
	for _, kind := range []string{"/", "/cy/reports/2021-custody/", "/search/"} {
		one = append(one, b.pages[indexOf(b, kind)])
	}
	looks := 0
	onPages(t, one, func(tb *tab, p page) error {
		if err := tb.load(b.top, b.top.file(p)); err != nil {
			return err
		}
		for _, h := range tb.told() { // before axe asks for style sheets, which nobody may in a folder
			t.Errorf("%s: %s", p, h)
		}
		for _, window := range []look{desktop, phone} {
			for _, c := range colours {
				for _, print := range []bool{false, true} {
					if print && (c.media != nil || window.name != desktop.name) {
						continue
					}
					window.media, window.print = c.media, print
					if err := tb.as(window); err != nil {
						return err
					}
					locked(func() { looks++ })
					seen, err := ask[string](tb, signOffSeen)
					if err != nil || seen != "" {
						t.Errorf("%s, %s, %s, print %v: %s (%v)", p, window.name, c.name, print, seen, err)
					}
					if print {
						continue
					}
					result, err := axe(tb)
					if err != nil {
						return err
					}
					for _, r := range result.Violations {
						t.Errorf("%s, %s, %s: %s", p, window.name, c.name, r)
					}
				}
			}
		}
		return nil
	})
	t.Logf("%d pages say so; %d looks at %d of them, on screens, in forced colours and in print", len(b.pages), looks, len(one))
}

// signOffSeen says what of a sign-off copy's marks cannot be seen.
const signOffSeen = `(() => {
	const mark = document.querySelector('.watermark'), note = document.querySelector('.sign-off'), style = getComputedStyle(mark), wrong = [];
	const box = mark.getBoundingClientRect();
	if (!mark.complete || !mark.naturalWidth) wrong.push('the watermark is not there');
	if (style.position !== 'fixed' || style.pointerEvents !== 'none' || +style.opacity < .15) wrong.push('the watermark is not over the page');
	if (!mark.checkVisibility() || box.width < innerWidth - 20 || box.height < 300) wrong.push('the watermark is too small');
	if (!note.checkVisibility() || !note.textContent.includes('` + testMark + `') || note.getBoundingClientRect().height < 20) wrong.push('the note is not shown');
	if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is wider than the window');
	return wrong.join('; ');
})()`
