// Package architecture holds the rules of ARCHITECTURE.md as tests. Each
// failure says why the rule exists.
package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows lists our packages and which of ours each may import. A package that
// imports one above it can no longer be read, tested or replaced by itself.
var arrows = map[string][]string{
	"internal/diag":            {},
	"internal/frontmatter":     {"internal/diag"},
	"internal/markdown":        {"internal/diag"},
	"internal/media":           {},
	"internal/inspection":      {"internal/markdown"},
	"internal/content":         {"internal/diag", "internal/frontmatter", "internal/markdown", "internal/media", "internal/inspection", "internal/hosting"},
	"internal/opendata":        {"internal/markdown", "internal/inspection"},
	"internal/feeds":           {},
	"internal/search":          {"internal/markdown"},
	"internal/hosting":         {},
	"internal/fasttemplate":    {},
	"internal/site":            {"internal/diag", "internal/frontmatter", "internal/markdown", "internal/media", "internal/inspection", "internal/fasttemplate", "internal/feeds", "internal/opendata", "internal/hosting", "internal/search"},
	"internal/publish":         {},
	"internal/leakcheck":       {"internal/markdown", "internal/inspection"},
	"internal/preview":         {"internal/diag", "internal/content", "internal/inspection", "internal/site", "internal/publish"},
	"internal/docimport":       {"internal/frontmatter", "internal/markdown", "internal/inspection", "internal/content"},
	"internal/scaffold":        {"internal/frontmatter", "internal/markdown", "internal/inspection", "internal/content", "internal/testing/sample"},
	"internal/letter":          {"internal/markdown", "internal/inspection"},
	"internal/translation":     {"internal/diag", "internal/frontmatter", "internal/markdown", "internal/inspection", "internal/content", "internal/docimport", "internal/letter"},
	"internal/linkcheck":       {},
	"internal/deploy":          {"internal/hosting"},
	"internal/testing/sample":  {},
	"internal/testing/corpus":  {"internal/testing/sample"},
	"internal/testing/attacks": {},
	"layouts":                  {},
	"cmd/dist":                 {},
	"cmd/fiftysix": {
		"internal/diag", "internal/frontmatter", "internal/inspection", "internal/content", "internal/opendata", "internal/site", "internal/publish", "internal/deploy", "internal/preview", "internal/leakcheck", "internal/scaffold", "internal/docimport", "internal/letter", "internal/linkcheck", "internal/translation", "layouts",
	},
}

// homes lists the outside modules and the one package that may import each, so
// that a library can be replaced in one place. Tests may import any.
var homes = map[string]string{
	"github.com/adrg/frontmatter":       "internal/frontmatter",
	"go.yaml.in/yaml/v4":                "internal/frontmatter",
	"golang.org/x/text/unicode/norm":    "internal/markdown",
	"github.com/yuin/goldmark":          "internal/markdown",
	"github.com/kljensen/snowball":      "internal/search",
	"github.com/tdewolff/minify/v2":     "internal/site",
	"golang.org/x/text/feature/plural":  "internal/site",
	"golang.org/x/text/language":        "internal/site",
	"github.com/gofrs/flock":            "internal/publish",
	"github.com/andybalholm/brotli":     "internal/publish",
	"github.com/fsnotify/fsnotify":      "internal/preview",
	"github.com/minio/minio-go/v7":      "internal/deploy",
	"github.com/pkg/sftp":               "internal/deploy",
	"github.com/CycloneDX/cyclonedx-go": "cmd/dist",
	"golang.org/x/crypto/ssh":           "internal/deploy",
	"github.com/spf13/cobra":            "cmd/fiftysix",
	"golang.org/x/term":                 "cmd/fiftysix",
}

// privileged lists the packages that may read the clock, write the disk, or open
// a folder of the disk for reading.
var privileged = map[string][]string{
	"clock":  {"cmd/fiftysix", "internal/preview"},
	"disk":   {"cmd/fiftysix", "cmd/dist", "internal/publish"},
	"folder": {"cmd/fiftysix", "internal/publish", "internal/preview"}, // opened, to be read
}

// startsPrograms lists the files that may start other programs, and why.
var startsPrograms = map[string]string{
	"cmd/fiftysix/browser.go": "the preview opens the person's own browser, by a fixed command",
	"cmd/dist/go.go":          "a release is compiled by the go command; it is no part of the program",
}

// vague lists package names that do not say what is inside.
var vague = []string{"model", "types", "util", "utils", "common", "helpers", "config", "errors"}

func TestArrowsPointOneWay(t *testing.T) {
	for file, f := range sources(t) {
		dir := path.Dir(file)
		allowed, known := arrows[dir]
		if !known {
			t.Errorf("%s: add the package %s to the table in architecture_test.go and to ARCHITECTURE.md, with what it is for", file, dir)
			continue
		}
		for _, imported := range imports(f) {
			ours, ok := strings.CutPrefix(imported, "fiftysix/")
			if ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s: imports go only as ARCHITECTURE.md draws them, so that each package can be read without those above it", file, ours)
			}
		}
	}
}

func TestEveryModuleHasOneHome(t *testing.T) {
	for file, f := range sources(t) {
		for _, imported := range imports(f) {
			if !strings.Contains(strings.Split(imported, "/")[0], ".") {
				continue // the standard library
			}
			home, known := homeOf(imported)
			switch {
			case !known:
				t.Errorf("%s imports %s, which has no home: a dependency brings a line in ARCHITECTURE.md that says why it was chosen", file, imported)
			case home != path.Dir(file):
				t.Errorf("%s imports %s, whose home is %s: a library that is used in one place can be replaced in one place", file, imported, home)
			}
		}
	}
}

func homeOf(imported string) (home string, known bool) {
	for module, home := range homes {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return home, true
		}
	}
	return "", false
}

func TestOnlySomeReadTheClockOrWriteTheDisk(t *testing.T) {
	forbidden := map[string]string{
		"time.Now": "clock", "time.Since": "clock", "time.Until": "clock", "time.Sleep": "clock", "time.After": "clock",
		"os.Create": "disk", "os.WriteFile": "disk", "os.Mkdir": "disk", "os.MkdirAll": "disk", "os.OpenFile": "disk", "os.OpenRoot": "folder",
		"os.Remove": "disk", "os.RemoveAll": "disk", "os.Rename": "disk", "os.CreateTemp": "disk", "os.MkdirTemp": "disk",
		"os.Symlink": "disk", "os.Link": "disk", "os.Chmod": "disk", "os.Chtimes": "disk", "os.Truncate": "disk",
	}
	for file, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := s.X.(*ast.Ident)
			if !ok {
				return true
			}
			name := x.Name + "." + s.Sel.Name
			if what := forbidden[name]; what != "" && !slices.Contains(privileged[what], path.Dir(file)) {
				t.Errorf("%s uses %s: a build is a function of its content and its moment; only %s may touch the %s", file, name, strings.Join(privileged[what], " and "), what)
			}
			return true
		})
	}
}

func TestNothingUnsafeAndNoOtherPrograms(t *testing.T) {
	starting := []string{"os.StartProcess", "syscall.StartProcess", "syscall.ForkExec", "syscall.Exec", "syscall.RawSyscall", "syscall.Syscall"}
	for file, f := range sources(t) {
		for _, imported := range imports(f) {
			if imported == "os/exec" && startsPrograms[file] != "" {
				continue
			}
			if imported == "unsafe" || imported == "C" || imported == "os/exec" || imported == "plugin" {
				t.Errorf("%s imports %s: untrusted text goes through this program, and it must run anywhere", file, imported)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && slices.Contains(starting, x.Name+"."+s.Sel.Name) {
					t.Errorf("%s uses %s.%s: no other program is started", file, x.Name, s.Sel.Name)
				}
			}
			return true
		})
		for _, group := range f.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "//go:linkname") || strings.HasPrefix(c.Text, "//go:cgo") || strings.HasPrefix(c.Text, "#cgo") {
					t.Errorf("%s has %s, which goes around the language", file, c.Text)
				}
			}
		}
	}
	for _, pattern := range []string{"*/*/*.s", "*/*/*/*.s", "*/*/*.c", "*/*/*.syso", "*.s", "*.c", "*.syso"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			t.Errorf("%s: nothing but Go is compiled", found)
		}
	}
}

// TestEveryPromiseHasItsTest checks that each row of SECURITY.md's table names
// tests that exist.
func TestEveryPromiseHasItsTest(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	_, promises, _ := strings.Cut(string(text), "\n## Promises\n")
	rows := 0
	for row := range strings.Lines(promises) {
		if !strings.HasPrefix(row, "| ") || strings.HasPrefix(row, "| promise ") {
			continue
		}
		rows++
		commands := regexp.MustCompile("`((?:[A-Z0-9_]+=[0-9]+ )?(?:go|make) [^`]+)`").FindAllStringSubmatch(row, -1)
		if len(commands) == 0 {
			t.Errorf("no command tests the promise: %s", row)
		}
		for _, c := range commands {
			_, test, ok := strings.Cut(c[1], "go test ")
			if !ok {
				continue
			}
			dirs, pattern, _ := strings.Cut(test, " -run ")
			pattern, script, hasScript := strings.Cut(strings.Trim(strings.Fields(pattern + " .")[0], "'"), "/")
			names, err := regexp.Compile(pattern)
			if err != nil {
				t.Errorf("%s: %v", c[1], err)
				continue
			}
			for _, dir := range strings.Fields(dirs) {
				if !testIn(t, dir, names) {
					t.Errorf("%s: there is no such test in %s", c[1], dir)
				}
				if hasScript && !scriptIn(t, dir, script) {
					t.Errorf("%s: there is no such script in %s", c[1], dir)
				}
			}
		}
	}
	if rows < 10 {
		t.Errorf("the table has %d rows, so this test looks in the wrong place", rows)
	}
}

// testIn reports whether a package has a test whose name matches.
func testIn(t *testing.T, dir string, name *regexp.Regexp) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(text), -1) {
			if name.MatchString(m[1]) {
				return true
			}
		}
	}
	return false
}

// scriptIn reports whether a package has every test script that a pattern such
// as (build_offline|approve) names.
func scriptIn(t *testing.T, dir, pattern string) bool {
	t.Helper()
	for _, name := range strings.Split(strings.Trim(pattern, "()"), "|") {
		found, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "testdata", "script", name+"*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			return false
		}
	}
	return true
}

// callbacks lists every func and every interface of our own that an exported
// function takes or an exported struct has a field for. Through each of them a
// package calls code of a package above it, which no import shows; so it is an
// arrow too, and the table says who supplies it.
var callbacks = map[string]string{
	"content.Options.BeforeWithholding": "cmd: the whole register, for the leak check, before what is withheld is taken out",
	"deploy.Deploy.store":               "deploy itself: the store it writes to",
	"deploy.Env.Getenv":                 "cmd: the environment",
	"deploy.Env.ReadFile":               "cmd: key files",
	"deploy.Options.Progress":           "cmd: the line of progress",
	"deploy.Options.Wait":               "cmd: waiting before a retry",
	"deploy.Site.Open":                  "publish, through cmd: a file of the built folder",
	"inspection.Choose.has":             "the caller: whether a language has the part",
	"inspection.HasInAnyLanguage.has":   "the caller: whether a language has the part",
	"inspection.InAnyLanguage.has":      "the caller: whether a language has the part",
	"inspection.Section.At":             "inspection itself: where a section is kept",
	"inspection.TextInAnyLanguage.text": "the caller: the part",
	"linkcheck.Checker.Now":             "cmd: the clock",
	"linkcheck.Checker.Wait":            "cmd: waiting between two requests",
	"markdown.Context.Link":             "site: the URL of a link",
	"markdown.Context.Word":             "site: a message of the theme",
	"markdown.RewriteLinks.link":        "opendata: where a link leads outside the page",
	"opendata.File.Render":              "opendata itself, run by publish through site",
	"opendata.Options.AttachmentURL":    "site: URLs",
	"opendata.Options.Changes":          "site: the changes with their URLs",
	"opendata.Options.FindingURL":       "site: URLs",
	"opendata.Options.LinkURL":          "site: URLs",
	"opendata.Options.Message":          "site: a message of the theme",
	"opendata.Options.ReportDataURL":    "site: URLs",
	"opendata.Options.ReportURL":        "site: URLs",
	"preview.Options.Clock":             "cmd: the clock",
	"preview.Options.Log":               "cmd: the terminal",
	"publish.Options.CheckRemovals":     "site, through cmd: which removed files a reader could miss",
	"publish.Options.Inspect":           "leakcheck, through cmd",
	"publish.Options.Precompress":       "site, through cmd: which files hosts compress",
	"publish.Options.Progress":          "cmd: the line of progress",
	"publish.Options.Verify":            "cmd: whether content was saved meanwhile",
	"search.Make.doc":                   "site: the words of a page",
	"site.Output.Render":                "site itself, run by publish through cmd",
	"testing/corpus.Each.put":           "tests: where generated files go",
}

func TestEveryCallbackIsListed(t *testing.T) {
	files := sources(t)
	seen := map[string]bool{}
	for file, f := range files {
		dir := path.Dir(file)
		if !strings.HasPrefix(dir, "internal/") {
			continue
		}
		pkg := strings.TrimPrefix(dir, "internal/")
		for _, name := range callbacksIn(f, interfacesIn(files, dir)) {
			name = pkg + "." + name
			seen[name] = true
			if callbacks[name] == "" {
				t.Errorf("%s: %s lets another package hand in code to be called; add it to the table in architecture_test.go, with who supplies it", file, name)
			}
		}
	}
	for name := range callbacks {
		if !seen[name] {
			t.Errorf("there is no callback %s any more; take it out of the table", name)
		}
	}
}

// interfacesIn returns the names of the interfaces and func types that a
// package declares. Constraints of type parameters are not called, so they are
// left out.
func interfacesIn(files map[string]*ast.File, dir string) map[string]bool {
	names := map[string]bool{}
	for file, f := range files {
		if path.Dir(file) != dir {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				switch spec.Type.(type) {
				case *ast.InterfaceType, *ast.FuncType:
					names[spec.Name.Name] = true
				}
			}
			return true
		})
	}
	return names
}

// callbacksIn returns the parameters of exported functions and the exported
// fields of exported structs that are funcs or interfaces of the package.
func callbacksIn(f *ast.File, interfaces map[string]bool) []string {
	called := func(e ast.Expr) bool {
		callback := false
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncType:
				callback = true
			case *ast.Ident:
				callback = callback || interfaces[n.Name]
			case *ast.SelectorExpr:
				return false // of another package, which lists it
			}
			return true
		})
		return callback
	}
	var names []string
	fields := func(owner string, list *ast.FieldList, exported bool) {
		for _, field := range list.List {
			for _, name := range field.Names {
				if called(field.Type) && (name.IsExported() || !exported) {
					names = append(names, owner+"."+name.Name)
				}
			}
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() {
				fields(d.Name.Name, d.Type.Params, false)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
					if st, ok := spec.Type.(*ast.StructType); ok {
						fields(spec.Name.Name, st.Fields, true)
					}
				}
			}
		}
	}
	return names
}

// banned are words that meant a dozen things each. A name says which thing it is.
var banned = []string{
	"look", "looks", "mark", "marks", "told", "said", "place", "places", "made", "settle", "settled", "room", "rooms",
	"held", "found", "stand", "stands", "mend", "mended", "shelf", "sheet", "dress", "tongue", "leads", "away",
}

// allowedNames use a banned word in the sense that every programmer knows.
var allowedNames = []string{"layoutNotFound", "notFoundIn", "notFoundPage", "notFoundURL", "planNotFound"}

func TestNamesAreOfTheField(t *testing.T) {
	for file, f := range sources(t) {
		for _, name := range declaredNames(f) {
			for _, word := range wordsOf(name) {
				if slices.Contains(banned, word) && !slices.Contains(allowedNames, name) {
					t.Errorf("%s declares %s: %q meant a dozen things, so no name uses it; say which thing it is", file, name, word)
				}
			}
		}
	}
}

// declaredNames returns what a file declares at the top level, with methods,
// fields and parameters.
func declaredNames(f *ast.File) []string {
	var names []string
	add := func(idents ...*ast.Ident) {
		for _, id := range idents {
			names = append(names, id.Name)
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			add(d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					add(spec.Name)
				case *ast.ValueSpec:
					add(spec.Names...)
				}
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok {
			add(field.Names...)
		}
		return true
	})
	return names
}

// wordsOf splits a Go name into its words, in lower case: notFoundPage is not,
// found, page.
func wordsOf(name string) []string {
	words := regexp.MustCompile(`[A-Z]+(?:[a-z0-9]+)?|[a-z0-9]+`).FindAllString(name, -1)
	for i, w := range words {
		words[i] = strings.ToLower(w)
	}
	return words
}

func TestNamesSayWhatIsInside(t *testing.T) {
	for file := range sources(t) {
		if slices.Contains(vague, path.Base(path.Dir(file))) {
			t.Errorf("%s: the name %s does not say what is in the package", file, path.Base(path.Dir(file)))
		}
	}
}

// sources parses the program's own Go files, without tests.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && at != "." || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(at)], err = parser.ParseFile(token.NewFileSet(), at, text, parser.ParseComments)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("found %d Go files, so these tests look in the wrong place", len(files))
	}
	return files
}

func imports(f *ast.File) []string {
	var paths []string
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}
