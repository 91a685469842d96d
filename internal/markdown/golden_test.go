package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"fiftysix/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the wanted files in testdata")

// A case is testdata/<behaviour>.txtar: input.md, and what comes of it.
// want.html has every text of the file; want.plain, where it is there, its
// words; want.problems is as the author reads it. The comment on top says
// "page" for a plain page.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	if entries, _ := os.ReadDir("testdata"); len(entries) != len(files) {
		for _, e := range entries {
			if filepath.Ext(e.Name()) != ".txtar" && e.Name() != "fuzz" {
				t.Errorf("testdata/%s is no case", e.Name())
			}
		}
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	input := part(archive, "input.md")
	if input == nil {
		t.Fatal("no input.md")
	}
	shape := Sections
	if strings.Contains(string(archive.Comment), "page\n") {
		shape = Whole
	}
	doc, problems := Parse(diag.NewFile("input.md", input.Data), 0, shape)
	got := map[string]string{"want.html": showHTML(doc), "want.plain": showPlain(doc), "want.problems": showProblems(problems)}
	wellFormed(t, doc)
	kept := []txtar.File{*input}
	for _, f := range archive.Files {
		if f.Name == "input.md" {
			continue
		}
		want, known := got[f.Name]
		if !known {
			t.Errorf("%s is made by nothing", f.Name) // an orphan
			continue
		}
		if string(f.Data) != want && !*update {
			t.Errorf("%s:\n%s\nwant:\n%s", f.Name, want, f.Data)
		}
	}
	for _, name := range []string{"want.html", "want.plain", "want.problems"} {
		if name == "want.html" && got[name] != "" && part(archive, name) == nil && !*update {
			t.Error("no want.html; run with -update")
		}
		if got[name] != "" && (name != "want.plain" || part(archive, name) != nil) {
			kept = append(kept, txtar.File{Name: name, Data: []byte(got[name])})
		}
	}
	if part(archive, "want.problems") == nil && got["want.problems"] != "" && !*update {
		t.Errorf("problems that nobody wants:\n%s", got["want.problems"])
	}
	if *update {
		archive.Files = kept
		if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func part(a *txtar.Archive, name string) *txtar.File {
	for i := range a.Files {
		if a.Files[i].Name == name {
			return &a.Files[i]
		}
	}
	return nil
}

// context is a page like those the texts are made for.
func context(prefix string) Context {
	return Context{
		Level: 4, Prefix: prefix, Label: prefix,
		Link: func(dest string) string {
			if strings.Contains(dest, "gone") {
				return ""
			}
			return "up/" + dest
		},
		Word: func(key string, args ...any) string {
			return strings.TrimSpace(fmt.Sprintln(append([]any{key}, args...)...))
		},
	}
}

func showHTML(doc *Doc) string {
	var b strings.Builder
	b.WriteString(string(doc.Lead.HTML(context("lead"))))
	for i, s := range doc.Sections {
		fmt.Fprintf(&b, "== %s\n%s", s.Heading, s.Text.HTML(context(fmt.Sprintf("s%d", i+1))))
	}
	return b.String()
}

func showPlain(doc *Doc) string {
	var b strings.Builder
	fmt.Fprintln(&b, doc.Lead.Plain())
	for _, s := range doc.Sections {
		fmt.Fprintf(&b, "== %s\n%s\n", s.Heading, s.Text.Plain())
	}
	return b.String()
}

func showProblems(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		_ = p.Write(&b)
		fmt.Fprintf(&b, "  (%s)\n", p.Rule)
	}
	return b.String()
}
