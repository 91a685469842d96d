package markdown

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"fiftysix/internal/diag"
)

// TestEveryRuleIsShown holds that each rule is seen at work: in a case of
// testdata, in a file of limits_test.go, or in an archive of internal/content,
// which judges three of them.
func TestEveryRuleIsShown(t *testing.T) {
	seen := map[string]bool{
		RuleAbbreviation: true, RulePersonalEmail: true, RulePhone: true, // internal/content/testdata/faults/warn_words.txtar
		RuleTooLong: true, RuleTooManyProblems: true, // TestLimits and those beside it
	}
	for _, h := range hostile {
		seen[h.rule] = true
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		shape := Sections
		if strings.Contains(string(archive.Comment), "page\n") {
			shape = Whole
		}
		_, problems := Parse(diag.NewFile("input.md", part(archive, "input.md").Data), 0, shape)
		for _, p := range problems {
			seen[p.Rule] = true
		}
	}
	for _, r := range Rules {
		if !seen[r.ID] {
			t.Errorf("no case shows the rule %q", r.ID)
		}
	}
}

// TestQuotedWordsAreNobodysToMend holds that the inspectorate's own words are
// not judged for how they are written, and what follows them is.
func TestQuotedWordsAreNobodysToMend(t *testing.T) {
	const words = "See above. THIS IS VERY LOUD INDEED. https://example.org [click here](x.md)\n"
	_, theirs := Parse(diag.NewFile("a.md", []byte(words)), 0, Quoted)
	if len(theirs) != 0 {
		t.Errorf("the inspectorate is told how to write:\n%s", showProblems(theirs))
	}
	_, both := Parse(diag.NewFile("a.md", []byte(words+"\n## Our response\n\n"+words)), 0, Quoted)
	_, ours := Parse(diag.NewFile("a.md", []byte(words)), 0, Sections)
	if len(both) != len(ours) || len(ours) != 4 {
		t.Errorf("under a section there are %d problems, and on their own %d:\n%s", len(both), len(ours), showProblems(both))
	}
}

func TestPersonalEmail(t *testing.T) {
	for address, want := range map[string]bool{
		"freda.bloggs@cambs.police.uk":          true,
		"Freda.Bloggs2@cambs.police.uk":         true,
		"f.bloggs@example.org":                  true,
		"freda_bloggs@example.org":              true,
		"fbloggs1970@gmail.com":                 true,
		"office@example.org":                    false,
		"press.office@example.org":              false,
		"cambs.pcc@example.org":                 false,
		"data.protection@example.org":           false,
		"hmicfrs-responses.team@example.org":    false,
		"opcc.exampleshire@gmail.com":           false,
		"cambridgeshire@example.org":            false,
		"commissioner.exampleshire@example.org": false,
		"a.b.c.d.e@example.org":                 false,
		"not-an-address":                        false,
		"@example.org":                          false,
	} {
		if got := PersonalEmail(address); got != want {
			t.Errorf("PersonalEmail(%q) is %v", address, got)
		}
	}
}
