package hostile

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fiftysix/internal/register"
	"fiftysix/internal/site"
	"fiftysix/internal/source"
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
		if b, ok := texts[string(a.Place)+a.Text]; ok {
			t.Errorf("%s and %s are the same", a, b)
		}
		texts[string(a.Place)+a.Text] = a
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
			planned, problems := plan(t, files, plain)
			var rules, said []string
			for _, p := range problems {
				if p.Level == source.Error {
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
func plan(t testing.TB, files fs.FS, like *site.Site) (*site.Site, []source.Problem) {
	t.Helper()
	now, err := register.ParseMoment("2026-11-24 09:00")
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := register.Read(files, register.Options{Now: now})
	if errors, _ := source.Count(problems); reg == nil || errors > 0 && len(reg.Reports) == 0 {
		return nil, problems
	}
	planned, more := site.Plan(reg, files, layouts.FS, site.Options{Minify: true, Like: like})
	problems = append(problems, more...)
	if errors, _ := source.Count(problems); errors > 0 {
		return nil, problems
	}
	return planned, problems
}

func unseen(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069)
}
