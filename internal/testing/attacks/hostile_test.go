package attacks

import (
	"fmt"
	"io/fs"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// fewest is how many attacks there must be, all different.
const fewest = 500

func attacks(t testing.TB) []Attack {
	t.Helper()
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheTablesHoldDifferentAttacks(t *testing.T) {
	all := attacks(t)
	names, texts := map[string]bool{}, map[string]Attack{}
	for _, a := range all {
		if names[a.String()] {
			t.Errorf("%s is there twice", a)
		}
		names[a.String()] = true
		if b, ok := texts[string(a.Target)+a.Text]; ok {
			t.Errorf("%s and %s are the same", a, b)
		}
		texts[string(a.Target)+a.Text] = a
	}
	if len(all) < fewest {
		t.Errorf("there are %d attacks, and %d were promised", len(all), fewest)
	}
	refused := len(all) - len(Accepted(all))
	t.Logf("%d attacks: %d refused, each by a rule; %d taken for words", len(all), refused, len(Accepted(all)))
}

// Each attack alone is refused by the rule that its row names, or read as
// words. Nothing else is wrong with the site that it stands in.
func TestEachAttackIsRefusedOrTakenForWords(t *testing.T) {
	plain, problems := plan(t, newFiles(), nil)
	if plain == nil {
		t.Fatalf("the plain site cannot be planned: %v", problems)
	}
	for _, a := range attacks(t) {
		files := a.Alone()
		if files == nil {
			continue // cmd/fiftysix makes those, on a disk
		}
		t.Run(a.String(), func(t *testing.T) {
			t.Parallel()
			planned, problems := plan(t, files, plain)
			var rules, said []string
			for _, p := range problems {
				if p.Level == diag.Error {
					rules = append(rules, p.Rule)
					said = append(said, fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message))
				}
			}
			switch {
			case a.Want == Words && planned == nil:
				t.Errorf("refused: %q", said)
			case a.Want != Words && planned != nil:
				t.Errorf("taken for words, and should be refused by the rule %s", a.Want)
			case a.Want != Words && !slices.Contains(rules, a.Want):
				t.Errorf("refused by %v, and not by the rule %s: %q", rules, a.Want, said)
			}
			var told strings.Builder // on a terminal
			for _, p := range problems {
				if err := p.Write(&told); err != nil {
					t.Fatal(err)
				}
			}
			if i := strings.IndexFunc(told.String(), unseen); i >= 0 {
				t.Errorf("what is told holds a control of the terminal: %q", told.String()[max(0, i-40):])
			}
		})
	}
}

// plan reads and plans as the build command does. What was read of the theme
// for another site is used again.
func plan(t testing.TB, files fs.FS, like *site.Site) (*site.Site, []diag.Problem) {
	t.Helper()
	now, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(files, content.Options{Now: now})
	if errors, _ := diag.Count(problems); reg == nil || errors > 0 && len(reg.Reports) == 0 {
		return nil, problems
	}
	planned, more := site.Plan(reg, files, layouts.FS, site.Options{Minify: true, SameTheme: like})
	problems = append(problems, more...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, problems
	}
	return planned, problems
}

func unseen(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069)
}

// What reading and showing costs grows with the length of what is read, and not
// faster: twice as much takes up no more than about twice the memory. Counted is
// what is taken up in all, which is the same on every machine.
func TestCostGrowsWithLength(t *testing.T) {
	const twice = 3 // some lists grow in leaps, and room that is very large is not kept for the next; by the square it would be 4
	if testing.Short() {
		t.Skip("it counts memory, of which the race detector takes some; go test without -short runs this")
	}
	_, problems := plan(t, newFiles(), nil)
	if errors, _ := diag.Count(problems); errors > 0 {
		t.Fatal(problems)
	}
	for _, row := range []struct {
		name, piece string
		most        int
	}{
		{"paragraphs", "Some words, *some* of them [linked](https://example.org/).\n\n", 1000},
		{"items of a list", "- a\n", 2000},
		{"lists within lists", "- a\n  - b\n    - c\n", 1000},
		{"headings of one name", "### a\n\nb\n\n", 1000},
		{"quotes", "> > > a\n\n", 1000},
		{"tables", "| a | b |\n| --- | --- |\n| c | d |\n\n", 500},
		{"code", "```\n<a>\n```\n\n", 1000},
		{"entities", "&#60;&amp;&#62; ", 20000},
		{"letters without width", "\u200fa", 200},
		{"letters piled up", "a\u0300\u0301\u0302\u0303 ", 30000},
		{"words without end", "xxxxxxxxxxxxxxxx", 30000},
	} {
		once := func(n int) int64 {
			f := newFiles()
			f.finding(ReportID, 1, findingFields, strings.Repeat(row.piece, n), "It is seen to.")
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s, problems := plan(t, f, nil)
			if s == nil {
				t.Fatalf("%s, %d times: %v", row.name, n, problems)
			}
			if _, err := s.Render("/reports/" + ReportID + "/"); err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			return int64(after.TotalAlloc - before.TotalAlloc)
		}
		cost := func(n int) int64 { // what is made once is made, and room is used again: for which none must be taken away meanwhile
			defer debug.SetGCPercent(debug.SetGCPercent(-1))
			return min(once(n), once(n), once(n))
		}
		none := cost(1)
		half, whole := cost(row.most/2)-none, cost(row.most)-none
		if grown := float64(whole) / float64(max(half, 1)); grown > twice {
			t.Errorf("%s: %d KiB for %d, %d KiB for twice as many: %.1f times", row.name, half>>10, row.most/2, whole>>10, grown)
		}
	}
}
