package scaffold_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/scaffold"
	"fiftysix/internal/testing/sample"

	"io/fs"
)

var entry = scaffold.Entry{Date: "2026-11-24", Status: "complete", By: "force", Note: `Done: "all" of it, # and more`, URL: "https://example.org/"}

const (
	asBlock = `- date: 2026-11-24
  status: complete
  by: force
  note: 'Done: "all" of it, # and more'
  url: "https://example.org/"
`
	asFlow = `{date: 2026-11-24, status: complete, by: force, note: 'Done: "all" of it, # and more', url: "https://example.org/"}`
)

// indented puts spaces before every line.
func indented(text, indent string) string {
	return indent + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+indent) + "\n"
}

// Each row is a file's fields as people write them; ^ is where the entry goes.
func TestAnEntryGoesToTheEndOfTheHistoryAndNothingElseChanges(t *testing.T) {
	two, four := indented(asBlock, "  "), indented(asBlock, "    ")
	for _, row := range []struct{ name, before, entry string }{
		{"no history yet", "whose: shared\n^", "history:\n" + two},
		{"no fields at all", "^", "history:\n" + two},
		{"a history that is only begun", "history:\n^whose: shared\n", two},
		{"with a note behind it", "history: # add below\n^whose: shared\n", two},
		{"a comment at the end", "whose: shared\n# history:\n^", "history:\n" + two},
		{"a list indented by two", "history:\n  - date: 2026-01-01\n    status: in-progress\n    by: force\n^whose: shared\n", two},
		{"a list not indented", "history:\n- date: 2026-01-01\n  status: in-progress\n  by: force\n^whose: shared\n", asBlock},
		{"a list indented by four", "history:\n    -   date: 2026-01-01\n        status: in-progress\n        by: force\n^", four},
		{"the last field", "whose: shared\nhistory:\n  - date: 2026-01-01\n    by: force\n    status: in-progress\n^", two},
		{"an empty line after it", "history:\n  - date: 2026-01-01\n    status: in-progress\n    by: force\n^\n\nwhose: shared\n", two},
		{"notes in and after it", "history:\n  # the first\n  - date: 2026-01-01 # Monday\n    status: in-progress\n\n    by: force\n    # checked by Ann\n^# and now\nwhose: shared\n", two},
		{"entries in curly brackets", "history:\n  - {date: 2026-01-01, status: in-progress, by: force}\n^whose: shared\n", "  - " + asFlow + "\n"},
		{"a long note below", "history:\n  - date: 2026-01-01\n    status: in-progress\n    by: force\n    note: |\n      Words.\n\n      # no comment\n^\nwhose: shared\n", two},
		{"a long note in quotes", "history:\n  - date: 2026-01-01\n    status: in-progress\n    by: force\n    note: \"Words\n      that go on\"\n^whose: shared\n", two},
		{"a list on one line", "history: [{date: 2026-01-01, status: in-progress, by: force}^]\nwhose: shared\n", ", " + asFlow},
		{"a list on one line with a bracket in a note", "history: [{date: 2026-01-01, status: in-progress, by: force, note: \"a ] b\"}^ ] # so far\n", ", " + asFlow},
		{"an empty list", "history: [^]\n", asFlow},
		{"a list over several lines", "history: [\n  {date: 2026-01-01, status: in-progress, by: force},^\n]\nwhose: shared\n", " " + asFlow},
		{"letters of more than a byte", "label: Tŷ Dŵr\nhistory: [{date: 2026-01-01, status: in-progress, by: force, note: Tŷ Dŵr – “da”}^] # Tŷ\n", ", " + asFlow},
	} {
		for _, ending := range []string{"\n", "\r\n", "\r"} {
			for _, bom := range []string{"", "\xef\xbb\xbf"} {
				for _, body := range []string{"\n\nWords.\n\n## Our response\n\nhistory:\n  - none\n", "\n", ""} {
					text := bom + strings.ReplaceAll("---\n"+row.before+"---"+body, "\n", ending)
					before := strings.Replace(text, "^", "", 1)
					want := strings.Replace(text, "^", strings.ReplaceAll(row.entry, "\n", ending), 1)
					after, err := scaffold.AddEntry([]byte(before), entry)
					if err != nil || string(after) != want {
						t.Errorf("%s, %q: %v\n%s\nwant\n%s", row.name, ending, err, after, want)
					}
				}
			}
		}
	}
}

func TestAnEntryThatIsAloneBecomesTheFirstOfAList(t *testing.T) {
	after, err := scaffold.AddEntry([]byte("---\nhistory: {date: 2026-01-01, status: in-progress, by: force, note: \"a } b\"}\n---\n"), entry)
	want := "---\nhistory: [{date: 2026-01-01, status: in-progress, by: force, note: \"a } b\"}, " + asFlow + "]\n---\n"
	if err != nil || string(after) != want {
		t.Errorf("%v\n%s", err, after)
	}
}

func TestWhatCannotBeAddedToIsLeftToAPerson(t *testing.T) {
	for _, row := range []struct{ name, text, says string }{
		{"fields that cannot be read", "---\nhistory: [\n---\n", "something is wrong with the file"},
		{"no front matter", "history:\n", "something is wrong with the file"},
		{"not text", "\xff\xfe", "something is wrong with the file"},
		{"one entry without a hyphen", "---\nhistory:\n  date: 2026-01-01\n  status: in-progress\n  by: force\n---\n", "on line 3 write a hyphen"},
		{"a comment before the bracket", "---\nhistory: [{date: 2026-01-01, status: in-progress, by: force} # so far\n]\n---\n", "write this before the ] that closes it"},
		{"a history of words", "---\nhistory: none\n---\n", "write this below line 2"},
	} {
		after, err := scaffold.AddEntry([]byte(row.text), entry)
		if err == nil || !strings.Contains(err.Error(), row.says) || after != nil {
			t.Errorf("%s: %v\n%s", row.name, err, after)
		}
	}
	var byHand *scaffold.ByHandError
	if _, err := scaffold.AddEntry([]byte("---\nhistory: none\n---\n"), entry); !errors.As(err, &byHand) || byHand.Text != strings.TrimSuffix(indented(asBlock, "  "), "\n") {
		t.Error(err)
	}
}

// findings are files of findings as they are written here.
func findings(t testing.TB) (texts [][]byte) {
	t.Helper()
	add := func(fsys fs.FS) {
		names, err := fs.Glob(fsys, "content/reports/*/*-*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.Count(filepath.Base(name), ".") > 1 {
				continue
			}
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, text)
		}
	}
	add(sample.Exampleshire())
	add(os.DirFS("../.."))
	return texts
}

func TestEveryFindingOfTheSampleTakesAnEntry(t *testing.T) {
	for _, text := range findings(t) {
		after, err := scaffold.AddEntry(text, entry)
		if err != nil {
			t.Errorf("%v\n%s", err, text)
			continue
		}
		if date, status := scaffold.LastEntry(after); date != entry.Date || status != entry.Status {
			t.Errorf("the last entry is %s %s\n%s", date, status, after)
		}
	}
}

// FuzzAddEntry holds that whatever a file looks like, an entry is put into it
// as one passage and read back as the last of its history, or not at all.
func FuzzAddEntry(f *testing.F) {
	for _, text := range findings(f)[:20] {
		f.Add(text, "Words")
	}
	f.Add([]byte("---\nhistory:\n  - date: 2026-01-01\n    note: |+\n      a\n\n\n---\n"), "a\n# b: \"c\" 'd' \\")
	f.Add([]byte("---\r\nhistory: [{date: x}, # ]\r\n {a: b}]\r\n---"), "]")
	f.Fuzz(func(t *testing.T, raw []byte, note string) {
		e := scaffold.Entry{Date: "2026-11-24", Status: "complete", By: "force", Note: note}
		after, err := scaffold.AddEntry(bytes.Clone(raw), e)
		if err != nil {
			return
		}
		if !oneOrTwoPassages(raw, after) {
			t.Fatalf("more than was to be put in has changed\n%q\n%q", raw, after)
		}
		doc, problems := frontmatter.Open("", after)
		if doc == nil {
			t.Fatal(problems)
		}
		if date, status := scaffold.LastEntry(after); date != e.Date || status != e.Status {
			t.Fatalf("the last entry is %q %q\n%q", date, status, after)
		}
	})
}

// oneOrTwoPassages says whether after is before with one passage put in, or
// with a bracket put before it too.
func oneOrTwoPassages(before, after []byte) bool {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	rest := before[head : len(before)-tail]
	return len(rest) == 0 || after[head] == '[' && bytes.HasPrefix(after[head+1:], rest)
}
