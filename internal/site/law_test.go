package site

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

// speaksOfLaw finds messages that make a claim about a law.
var speaksOfLaw = regexp.MustCompile(`\b[Ll]aw\b|[Ss]ection 55|Police Act|\{period\}|\b56\b|2 May 2017`)

// Each sentence about the law has a row with its source in docs/law.md, and each
// row has a sentence.
func TestEveryLegalSentenceHasASource(t *testing.T) {
	page, err := os.ReadFile("../../docs/law.md")
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9_.-]+)` \\| (.+) \\|$").FindAllStringSubmatch(string(page), -1) {
		sources[row[1]] = true
	}
	words, problems := readCatalog(layouts.FS, "en")
	if words == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	for key, m := range words.messages {
		text := joined(m.whole)
		switch {
		case speaksOfLaw.MatchString(text) && !sources[key]:
			t.Errorf("docs/law.md has no source for %s: %s", key, strings.TrimSpace(text))
		case !speaksOfLaw.MatchString(text) && sources[key]:
			t.Errorf("docs/law.md has a row for %s, which says nothing of a law any more", key)
		}
		delete(sources, key)
	}
	for key := range sources {
		t.Errorf("docs/law.md has a row for %s, and there is no such message", key)
	}
}

// A new Act changes no byte of any page about the reports of before its day.
func TestANewActLeavesOlderPagesAlone(t *testing.T) {
	sample := readSample(t, "testdata/prevent.txtar")
	before := everything(t, sample.plan(t, Options{}))
	duties := inspection.Duties
	t.Cleanup(func() { inspection.Duties = duties })
	act := inspection.Duty{ID: "invented-2028", From: inspection.Date{Year: 2028, Month: 1, Day: 1}, Period: 28, Service: inspection.Police}
	inspection.Duties = append([]inspection.Duty{act}, duties...)
	after := everything(t, sample.plan(t, Options{}))
	if len(after) != len(before) {
		t.Fatalf("%d files, and %d before", len(after), len(before))
	}
	for url, text := range before {
		if string(after[url]) != string(text) {
			t.Errorf("%s has changed", url)
		}
	}
}
