package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
)

// With the site's own strict policy in force: nothing is said on the console,
// nothing is asked of anybody else, and nothing is left with the reader.
func TestNoPageSaysAsksOrKeepsAnything(t *testing.T) {
	report(t, checkQuiet, "no word on the console, no request to others, nothing kept")
	noCookies(t)
}

// The same in a folder of a host, where nothing may lead to the host's root,
// and with scripts turned off, where every page still says the same. A page
// that has no script has none to turn off, so of those one of each kind will
// do; every page that has one is looked at.
func TestInAFolderAndWithoutScriptsEveryPageSaysTheSame(t *testing.T) {
	s := sweep(t)
	said := map[string]string{}
	for _, v := range s.visits {
		said[v.page.String()] = anywhere(v.page.site.top, v.text)
	}
	found := faults{}
	scripted, pages := 0, []page{}
	for _, v := range s.visits {
		if v.scripts > 0 {
			scripted++
		}
		if v.scripts > 0 || v.page.one {
			pages = append(pages, v.page)
		}
	}
	onPages(t, pages, func(tb *tab, p page) error {
		if err := tb.scripts(false); err != nil {
			return err
		}
		defer func() { _ = tb.scripts(true) }()
		if err := tb.load(p.site.sub, p.site.sub.address(p)); err != nil {
			return err
		}
		if err := tb.as(desktop); err != nil {
			return err
		}
		text, err := ask[string](tb, "look.words()")
		if err != nil {
			return err
		}
		locked(func() {
			for _, h := range tb.told() {
				found.add(h, p.String())
			}
			if want, text := said[p.String()], anywhere(p.site.sub, text); text != want {
				found.add("without scripts the page says something else: "+differ(want, text), p.String())
			}
		})
		return nil
	})
	found.tell(t)
	noCookies(t)
	t.Logf("scripts off, in %s: of %d pages %d have scripts; %d looked at, %d faults", subfolder, len(s.visits), scripted, len(pages), len(found))
}

func (v *visit) checkQuiet(tb *tab) error {
	v.add(checkQuiet, tb.told()...)
	return v.asked(tb, checkQuiet, "left with the reader", "look.kept()")
}

// anywhere is a text without the address at which it was read.
func anywhere(pl place, text string) string {
	return strings.ReplaceAll(text, pl.origin+pl.at, "/")
}

// noCookies asks the browser for all that it has been given so far.
func noCookies(t *testing.T) {
	t.Helper()
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	got, err := call(tb, storage.GetCookies, storage.GetCookiesParams{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Cookies {
		t.Errorf("the browser was given a cookie named %s", c.Name)
	}
}

func clearCookies(t *testing.T) {
	t.Helper()
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	if err := do(tb, storage.ClearCookies, storage.ClearCookiesParams{}); err != nil {
		t.Fatal(err)
	}
}
