package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// A query is what a person types, and the page that must come first.
type query struct{ site, edition, text, want string }

// queries reads testdata/queries.txt.
func queries(t *testing.T) []query {
	t.Helper()
	text, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []query
	site, edition := "", ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "> "); ok {
			site, edition, _ = strings.Cut(name, " ")
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		at := strings.LastIndex(line, "  ")
		if at < 0 {
			t.Fatalf("queries.txt: %q has no page", line)
		}
		all = append(all, query{site, edition, strings.TrimSpace(line[:at]), strings.TrimSpace(line[at:])})
	}
	return all
}

// The score that the query list is held to.
const (
	mustBeFirst      = 0.95
	mustBeFirstThree = 1.0
)

// Every query of the list, put to the real page in the real browser.
func TestSearchFindsWhatPeopleLookFor(t *testing.T) {
	needBrowser(t)
	list := queries(t)
	if len(list) < 60 {
		t.Errorf("the list has %d queries, where 60 are the least", len(list))
	}
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	first, three := 0, 0
	for _, b := range theSites(t) {
		shown := ""
		for _, q := range list {
			if q.site != b.name {
				continue
			}
			root := b.top.origin + "/" + q.edition
			if shown != root {
				if err := tb.load(b.top, root+"search/"); err != nil {
					t.Fatal(err)
				}
				shown = root
			}
			found, err := searched(tb, q.text)
			if err != nil {
				t.Fatal(err)
			}
			place := 0
			for i, url := range found.Links {
				if page, _, _ := strings.Cut(strings.TrimPrefix(url, root), "#"); page == q.want {
					place = i + 1
					break
				}
			}
			if place == 1 {
				first++
			}
			if place >= 1 && place <= 3 {
				three++
			}
			if place != 1 {
				t.Logf("%s: %q: wanted %s, which comes in place %d; %s %q", b.name, q.text, q.want, place, found.Count, found.Links[:min(3, len(found.Links))])
			}
			if !found.Marked {
				t.Logf("%s: %q: the first result has no word marked: %s", b.name, q.text, found.Text)
			}
		}
		for _, h := range tb.told() {
			t.Error(h)
		}
	}
	n := len(list)
	t.Logf("search: %d queries, %d in first place (%d%%), %d in the first three (%d%%)", n, first, first*100/n, three, three*100/n)
	if float64(first) < mustBeFirst*float64(n) || float64(three) < mustBeFirstThree*float64(n) {
		t.Errorf("%d of %d in first place and %d in the first three, where %.0f%% and %.0f%% are the least", first, n, three, mustBeFirst*100, mustBeFirstThree*100)
	}
}

// A foundPage is what the page shows for a query.
type foundPage struct {
	Links  []string `json:"links"`
	Count  string   `json:"count"`
	Text   string   `json:"text"`   // of the first result
	Marked bool     `json:"marked"` // whether a word in it is
}

// searched goes to the address of a query and waits until the page shows what it found.
func searched(tb *tab, text string) (foundPage, error) {
	q, err := json.Marshal(text)
	if err != nil {
		return foundPage{}, err
	}
	return ask[foundPage](tb, fmt.Sprintf(`(async () => {
		const at = id => document.getElementById('search--' + id), results = at('results');
		history.replaceState(null, '', '?q=' + encodeURIComponent(%s)); // as a link that somebody shares
		dispatchEvent(new PopStateEvent('popstate'));
		while (results.ariaBusy === 'true') await new Promise(done => setTimeout(done, 2));
		return {links: [...results.querySelectorAll('h3 a')].map(a => a.href), count: at('count').textContent,
			text: results.firstElementChild?.innerText ?? '', marked: Boolean(results.querySelector('li:first-child mark'))};
	})()`, q))
}
