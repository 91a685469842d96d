package site

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/layouts"
)

// themed is the theme with some of its files in the office's own form.
func themed(files map[string]string) fs.FS {
	own := fstest.MapFS{}
	for name, text := range files {
		own[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Overlay(own, layouts.FS)
}

// What is wrong with a layout or with words is said when the site is planned,
// in plain words and with its place, though no page may ever show it.
func TestFaultsOfTheTheme(t *testing.T) {
	english, err := fs.ReadFile(layouts.FS, "words/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	without := func(line string) string { return strings.Replace(string(english), line, "", 1) }
	tests := map[string]struct {
		file, text, want string
	}{
		"a word that is not there, in a branch not taken": {
			"pages/404.html", "{{define \"main\"}}\n<h1>{{word \"lost.title\"}}</h1>{{if false}}{{word \"lost.titel\"}}{{end}}\n{{end}}",
			`layouts/pages/404.html:2:50: the word "lost.titel" is not in layouts/words/en.yaml`,
		},
		"a place in a word that is not filled": {
			"pages/404.html", "{{define \"main\"}}<h1>{{word \"moved.title\"}}</h1>{{end}}",
			`the word "moved.title" wants {title}, which is not given here`,
		},
		"a word that depends on the content": {
			"pages/404.html", "{{define \"main\"}}<h1>{{word .Title}}</h1>{{end}}",
			"the name of a word must be written out",
		},
		"a layout that is not there": {
			"pages/404.html", "{{define \"main\"}}{{template \"parts/no.html\"}}{{end}}",
			`there is no layout called "parts/no.html"`,
		},
		"a function that is not there": {
			"pages/404.html", "{{define \"main\"}}{{shout .Title}}{{end}}",
			`layouts/pages/404.html:1:1: there is no function called "shout"`,
		},
		"an if without its end": {
			"pages/404.html", "{{define \"main\"}}{{if .Title}}{{end}}",
			"the layout ends too early",
		},
		"no main": {
			"pages/404.html", "<h1>Lost</h1>",
			`layouts/pages/404.html: this layout does not say what "main" is`,
		},
		"markup that is not closed": {
			"pages/404.html", "{{define \"main\"}}<a href=\"{{end}}",
			"layouts/pages/404.html: a tag or a value in quotes is opened and not closed",
		},
		"a word of the program's that is missing": {
			"words/en.yaml", without("  crumb: \"Home\"\n"),
			`layouts/words/en.yaml: the word "home.crumb" is missing`,
		},
		"a place that nothing fills": {
			"words/en.yaml", strings.Replace(string(english), "\"In time\"", "\"In time, {dear}\"", 1),
			"nothing fills the place {dear} in the word \"outcome.in_time.short\"",
		},
		"a word without text": {
			"words/en.yaml", strings.Replace(string(english), "skip: \"Skip to the main content\"", "skip:", 1),
			`the word "skip" has no text`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := readSample(t, "testdata/prevent.txtar")
			planned, problems := Plan(s.register(t, false), s.content, themed(map[string]string{test.file: test.text}), Options{})
			if planned != nil {
				t.Error("a site is planned all the same")
			}
			var all strings.Builder
			for _, p := range problems {
				all.WriteString(written(p))
			}
			if !strings.Contains(all.String(), test.want) {
				t.Errorf("wanted\n\t%s\namong\n%s", test.want, all.String())
			}
		})
	}
}

// A layout that fails only when a page is made names its own line and the
// content.
func TestFaultWhileDrawing(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar")
	theme := themed(map[string]string{"pages/page.html": "{{define \"main\"}}\n<h1>{{.Headline}}</h1>\n{{end}}"})
	planned, problems := Plan(s.register(t, false), s.content, theme, Options{})
	if len(problems) > 0 {
		t.Fatal(written(problems[0]))
	}
	_, err := planned.Render("/about/")
	var fault *TemplateError
	if !errors.As(err, &fault) {
		t.Fatalf("got %v", err)
	}
	want := `layouts/pages/page.html:2:7: this page has nothing called ".Headline"`
	if !strings.HasPrefix(fault.Error(), want) || !strings.Contains(fault.Error(), "content/about.md") {
		t.Errorf("got\n%v\nwanted\n%s", fault, want)
	}
}

// Settings that name a language for which there are no words stop the build.
func TestLanguageWithoutWords(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar")
	reg := s.register(t, false)
	reg.Office.Languages = []string{"en", "gd"}
	planned, problems := Plan(reg, s.content, layouts.FS, Options{})
	if planned != nil || len(problems) != 1 || problems[0].Message != `the language "gd" has no words: there is no file layouts/words/gd.yaml` {
		t.Errorf("got %v", problems)
	}
}

// Every word is said somewhere: a word that nobody says is translated for
// nothing.
func TestEveryWordIsSaid(t *testing.T) {
	w, problems := readCatalog(layouts.FS, "en")
	for _, p := range problems {
		t.Error(written(p))
	}
	said := programMessages()
	err := fs.WalkDir(layouts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		text, err := fs.ReadFile(layouts.FS, name)
		for _, after := range strings.Split(string(text), `msg "`)[1:] {
			key, _, _ := strings.Cut(after, `"`)
			said[key] = nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range sortedKeys(w.messages) {
		if _, ok := said[key]; !ok && !strings.HasPrefix(key, "language.") {
			t.Errorf("nobody says the word %q", key)
		}
	}
}

// The list of words in vocabulary.go is that of the Go code, with the places
// it fills.
func TestVocabularyIsWhole(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string][]string{}
	for _, line := range plainMessages {
		names := strings.Fields(line)
		listed[names[0]] = names[1:]
	}
	found := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if text := literal(n); strings.Contains(text, ".") && listed[text] != nil {
				found[text] = true
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name := ""
			switch f := call.Fun.(type) {
			case *ast.SelectorExpr:
				name = f.Sel.Name
			case *ast.Ident:
				name = f.Name
			}
			key := literal(call.Args[0])
			if (name != "text" && name != "html" && name != "textOrHTML") || key == "" || strings.HasSuffix(key, ".") {
				return true
			}
			gaps, ok := listed[key]
			if !ok {
				t.Errorf("%s says %q, which plainMessages does not list", file, key)
				return true
			}
			for i := 1; i < len(call.Args); i += 2 {
				if gap := literal(call.Args[i]); gap != "" && !slices.Contains(gaps, gap) {
					t.Errorf("%s fills {%s} in %q, which plainMessages does not list", file, gap, key)
				}
			}
			return true
		})
	}
	for key := range listed {
		if !found[key] {
			t.Errorf("plainMessages lists %q, which the code does not say", key)
		}
	}
}

// literal is the text of a string written out, or "".
func literal(n ast.Node) string {
	b, ok := n.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(b.Value)
	return text
}
