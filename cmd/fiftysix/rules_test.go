package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/markdown"
	"fiftysix/layouts"
)

// TestRulesPage holds docs/rules.md against the tables that it is made from.
func TestRulesPage(t *testing.T) {
	const file = "../../docs/rules.md"
	want := rulesPage()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/rules.md is not what the tables say; run go test ./cmd/fiftysix -run TestRulesPage -update (%v)", err)
	}
}

// rulesPage is the manual's page of rules.
func rulesPage() []byte {
	var b bytes.Buffer
	b.WriteString(`# Rules

Made from the program's own tables by ` + "`go test ./cmd/fiftysix -run TestRulesPage -update`" + `; change it there.

` + "`fiftysix check`, `build` and `serve`" + ` hold a site to these rules. An error stops a build: it would lose, alter or hide
words, or could publish what should be held back. A warning stops nothing, unless you say ` + "`--strict`" + `.

A warning that is right as it is can be allowed among the fields of its file, with a reason. An error never can. When
nothing needs an entry any more, check says so.

    allow:
      - rule: long-sentence
        reason: these are the words of the Chief Constable's letter
`)
	last := diag.Category(-1)
	for _, r := range allRules {
		if r.Category != last {
			last = r.Category
			fmt.Fprintf(&b, "\n## %s\n", r.Category.Title())
		}
		fmt.Fprintf(&b, "\n### %s\n\n", r.ID)
		if r.Either {
			fmt.Fprintf(&b, "%s.\n\n", strings.ToUpper(levelInWords(r)[:1])+levelInWords(r)[1:])
		}
		fmt.Fprintf(&b, "%s %s\n\nWhat would do: %s\n", escaped(r.What), escaped(r.Why), escaped(r.Do))
		if r.From != "" {
			fmt.Fprintf(&b, "\nIt rests on: %s.\n", escaped(r.From))
		}
	}
	return b.Bytes()
}

// escaped keeps Markdown from taking a rule's words for marks.
func escaped(s string) string {
	return strings.NewReplacer("<", `\<`, "*", `\*`, "[", `\[`, "|", `\|`, "_", `\_`, "#", `\#`, `\`, `\\`).Replace(s)
}

// TestEveryRuleIsInATable looks for the constants that name rules, in the
// source, so that none can be used without a word on why it is one.
func TestEveryRuleIsInATable(t *testing.T) {
	found := 0
	for _, dir := range []string{"diag", "frontmatter", "markdown", "content", "site", "linkcheck"} {
		files, err := filepath.Glob("../../internal/" + dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok {
					return true
				}
				for i, name := range spec.Names {
					if !strings.HasPrefix(name.Name, "Rule") || i >= len(spec.Values) {
						continue
					}
					value, ok := spec.Values[i].(*ast.BasicLit)
					if !ok {
						continue // another package's rule
					}
					id, _ := strconv.Unquote(value.Value)
					if _, known := ruleByID[id]; !known {
						t.Errorf("%s: %s, %q, is in no table of rules", file, name.Name, id)
					}
					found++
				}
				return true
			})
		}
	}
	if found != len(allRules) {
		t.Errorf("%d constants name rules, and the tables have %d", found, len(allRules))
	}
}

func TestRulesAreExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range allRules {
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
		for what, text := range map[string]string{"what": r.What, "why": r.Why, "do": r.Do} {
			if !strings.HasSuffix(text, ".") || text[0] < 'A' || text[0] > 'Z' {
				t.Errorf("%s: %s is no sentence: %q", r.ID, what, text)
			}
		}
		if _, ok := content.Allowable[r.ID]; ok && !r.MayWarn() {
			t.Errorf("%s is an error and can be allowed", r.ID)
		}
		if r.Level == diag.Warning && r.Category == diag.Lost {
			t.Errorf("%s is a warning that loses words", r.ID)
		}
	}
}

// TestTheGlossaryExplainsWhatNeedsNoExplaining holds that an abbreviation which
// is never warned of, since the glossary has it, is there.
func TestTheGlossaryExplainsWhatNeedsNoExplaining(t *testing.T) {
	words, err := fs.ReadFile(layouts.FS, "words/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, glossary, ok := strings.Cut(string(words), "\nglossary:")
	if !ok {
		t.Fatal("the theme has no glossary")
	}
	for _, short := range markdown.InGlossary {
		if !strings.Contains(glossary, short) {
			t.Errorf("the glossary does not have %s", short)
		}
	}
}
