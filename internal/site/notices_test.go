package site

import (
	"strings"
	"testing"

	"fiftysix/internal/inspection"
)

// A page that the office wrote takes the place of the theme's, and so does an
// old address of another; the statement stands on one page with its words.
func TestOfficesOwnPagesComeFirst(t *testing.T) {
	s := readSample(t, "testdata/improvements.txtar").plan(t, Options{})
	for url, want := range map[string]string{
		"/privacy/": "We keep nothing.", "/contact/": "This page has a new address.", "/licence/": "Using what is on this site",
	} {
		if page := string(draw(t, s, url)); !strings.Contains(page, want) {
			t.Errorf("%s does not say %q", url, want)
		}
	}
	page := string(draw(t, readSample(t, "testdata/prevent.txtar").plan(t, Options{}), "/accessibility/"))
	own, model := strings.Index(page, "This site has not been assessed yet."), strings.Index(page, "Enforcement procedure")
	if own < 0 || model < own {
		t.Error("the office's words and the statement do not stand on one page, one after the other")
	}
}

// The statement says nothing of the site that the office has not said.
func TestStatementAssertsNothing(t *testing.T) {
	page := string(draw(t, readSample(t, "testdata/empty.txtar").plan(t, Options{}), "/accessibility/"))
	if !strings.Contains(page, "has not yet been assessed") {
		t.Error("the statement does not say that the site has not been assessed")
	}
	for _, claim := range []string{"compliant with", "is committed", "was last tested"} {
		if strings.Contains(page, claim) {
			t.Errorf("the statement says %q, which nobody has", claim)
		}
	}
}

// What ages is said with its day; nothing else changes from day to day.
func TestOnlyWhatAgesChanges(t *testing.T) {
	sample := readSample(t, "testdata/prevent.txtar")
	today := everything(t, sample.plan(t, Options{}))
	var err error
	if sample.now, err = inspection.ParseMoment("2026-11-25"); err != nil {
		t.Fatal(err)
	}
	for url, data := range everything(t, sample.plan(t, Options{})) {
		if string(data) == string(today[url]) {
			continue
		}
		switch {
		case url == dataURL("checksums.txt"): // speaks of those that do
		case strings.HasPrefix(url, dataRoot) && !strings.HasSuffix(url, "/"):
			if n := strings.Count(string(data), "2026-11-25"); n != 1 {
				t.Errorf("%s changes from day to day, and says %d times as at which day it is", url, n)
			}
		case !strings.Contains(string(data), "s at <time"):
			t.Errorf("%s changes from day to day, and does not say as at which day it is", url)
		}
		if url == "/reports/2020-prevent/" {
			continue // its answer is not whole, and the page says for how long
		}
		if strings.HasPrefix(url, "/reports/2020-prevent/") || strings.HasPrefix(url, "/updates/") || strings.HasPrefix(url, "/glossary/") {
			t.Errorf("%s changes from day to day", url)
		}
	}
}
