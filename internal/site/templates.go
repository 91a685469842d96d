package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"fiftysix/internal/diag"
	"fiftysix/internal/fasttemplate"
	"fiftysix/internal/frontmatter"
)

// The layouts of pages, each with the "main" that base.html calls for.
const (
	layoutHome        = "pages/home.html"
	layoutFindings    = "pages/recommendations.html"
	layoutAddressees  = "pages/addressees.html"
	layoutDeadlines   = "pages/deadlines.html"
	layoutPerformance = "pages/performance.html"
	layoutUpdates     = "pages/updates.html"
	layoutSearch      = "pages/search.html"
	layoutLetter      = "pages/letter.html"
	layoutGlossary    = "pages/glossary.html"
	layoutStatement   = "pages/accessibility.html"
	layoutContact     = "pages/contact.html"
	layoutPrivacy     = "pages/privacy.html"
	layoutLicence     = "pages/licence.html"
	layoutOpenData    = "pages/data.html"
	layoutReports     = "pages/reports.html"
	layoutReport      = "pages/report.html"
	layoutFinding     = "pages/finding.html"
	layoutPage        = "pages/page.html"
	layoutNotFound    = "pages/404.html"
	layoutRedirect    = "pages/moved.html"
)

var pageLayouts = []string{layoutHome, layoutFindings, layoutAddressees, layoutReports, layoutReport, layoutFinding, layoutPage, layoutNotFound, layoutRedirect,
	layoutDeadlines, layoutPerformance, layoutUpdates, layoutGlossary, layoutStatement, layoutContact, layoutPrivacy, layoutLicence, layoutOpenData, layoutSearch, layoutLetter,
}

// The parts that are rendered once for many pages.
const (
	partHeader = "parts/header.html"
	partFooter = "parts/footer.html"

	partLanguages = "parts/languages.html" // rendered for each page of a site in several languages
)

// templates are the layouts of a theme, read and checked once, with the messages
// of one language.
type templates struct {
	words    *catalog
	required map[string][]string // messages that the program uses, with the placeholders that it fills
	funcs    template.FuncMap
	files    map[string]*diag.File
	shared   map[string]*parse.Tree            // base.html and the parts, with what they define
	own      map[string]map[string]*parse.Tree // of each page's layout
	ready    map[string]*template.Template     // by page layout, and the parts that are rendered separately
	fast     map[string]*fasttemplate.Template // the same, compiled
	problems []diag.Problem
}

// readTemplates reads every layout and reports all that is wrong with them.
// Required are the messages that the program itself uses, each with the
// placeholders that it fills.
func readTemplates(theme fs.FS, w *catalog, funcs template.FuncMap, required map[string][]string) (*templates, []diag.Problem) {
	l := &templates{
		words: w, funcs: funcs, required: required, files: map[string]*diag.File{},
		shared: map[string]*parse.Tree{}, own: map[string]map[string]*parse.Tree{},
		ready: map[string]*template.Template{}, fast: map[string]*fasttemplate.Template{},
	}
	for _, name := range layoutNames(theme) {
		l.read(theme, name)
	}
	for _, name := range append([]string{"base.html", partHeader, partFooter, partLanguages}, pageLayouts...) {
		if l.files[name] == nil {
			l.problems = append(l.problems, diag.Problem{File: "layouts/" + name, Rule: RuleLayout, Message: "this layout is missing", Hint: "the program brings one of its own; a layouts folder of yours need hold only what it changes"})
		}
	}
	l.check()
	if len(l.problems) == 0 {
		l.finish()
	}
	return l, l.problems
}

// layoutNames are base.html, the parts and the pages.
func layoutNames(theme fs.FS) []string {
	names := []string{"base.html"}
	for _, folder := range []string{"parts", "pages"} {
		entries, _ := fs.ReadDir(theme, folder) // if the folder is missing, its files are reported
		for _, entry := range entries {
			if path.Ext(entry.Name()) == ".html" {
				names = append(names, folder+"/"+entry.Name())
			}
		}
	}
	return names
}

// read reads one layout file into trees.
func (l *templates) read(theme fs.FS, name string) {
	raw, err := fs.ReadFile(theme, name)
	if err != nil {
		return // readTemplates reports it
	}
	f, problems := frontmatter.Open("layouts/"+name, raw)
	if f == nil {
		l.problems = append(l.problems, problems...)
		return
	}
	l.files[name] = f
	trees, err := parse.Parse(name, f.Text, "{{", "}}", builtins, l.funcs)
	if err != nil {
		l.problems = append(l.problems, l.problem(err))
		return
	}
	if strings.HasPrefix(name, "pages/") {
		l.own[name] = trees
		return
	}
	for id, tree := range trees {
		l.shared[id] = tree
	}
}

// builtins are html/template's own functions, whose names parse must know.
var builtins = func() map[string]any {
	m := map[string]any{}
	for _, name := range strings.Fields("and call html index slice js len not or print printf println urlquery eq ge gt le lt ne") {
		m[name] = true
	}
	return m
}()

// finish makes the templates that are executed. html/template escapes a template
// at its first execution; executing it here without data makes its errors part
// of the plan's problems.
func (l *templates) finish() {
	set := func(root string, own map[string]*parse.Tree) *template.Template {
		t := template.New("").Option("missingkey=error").Funcs(l.funcs)
		called := map[string]*parse.Tree{}
		l.collect(called, own, root)
		for _, name := range sortedKeys(called) {
			template.Must(t.AddParseTree(name, called[name].Copy()))
		}
		return t
	}
	try := func(t *template.Template, name, page string) {
		var fault *template.Error
		if err := t.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &fault) {
			p := l.problem(err)
			if p.Line == 0 { // the page's own layout is the likelier culprit
				p.File = "layouts/" + page
			}
			l.problems = append(l.problems, p)
		}
	}
	for _, name := range []string{partHeader, partFooter, partLanguages} {
		t := set(name, nil)
		try(t, name, name)
		l.ready[name] = t.Lookup(name)
	}
	for _, name := range pageLayouts {
		t := set("base.html", l.own[name])
		try(t, "base.html", name)
		l.ready[name] = t.Lookup("base.html")
	}
	for name, t := range l.ready {
		l.fast[name] = fasttemplate.New(t, l.funcs)
	}
}

// execute executes a layout. What fasttemplate does not support, or fails,
// html/template executes, with the same output.
func (l *templates) execute(layout string, data any) ([]byte, error) {
	html, err := l.fast[layout].Append(nil, data)
	if !errors.Is(err, fasttemplate.ErrUnsupported) {
		return html, err
	}
	var b bytes.Buffer
	err = l.ready[layout].Execute(&b, data)
	return b.Bytes(), err
}

// collect adds a layout and all that it calls to trees. What a page's own layout
// defines overrides what is shared.
func (l *templates) collect(trees, own map[string]*parse.Tree, name string) {
	tree := own[name]
	if tree == nil {
		tree = l.shared[name]
	}
	if tree == nil || trees[name] != nil {
		return
	}
	trees[name] = tree
	var walk func(node parse.Node)
	list := func(n *parse.ListNode) {
		if n != nil {
			for _, node := range n.Nodes {
				walk(node)
			}
		}
	}
	branch := func(b *parse.BranchNode) {
		list(b.List)
		list(b.ElseList)
	}
	walk = func(node parse.Node) {
		switch n := node.(type) {
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		case *parse.TemplateNode:
			l.collect(trees, own, n.Name)
		}
	}
	list(tree.Root)
}

// hashTheme is a hash of every layout and every message of a theme.
func hashTheme(theme fs.FS) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, folder := range []string{".", "parts", "pages", "words"} {
		entries, _ := fs.ReadDir(theme, folder) // if the folder is missing, its files are reported
		for _, e := range entries {
			if name := path.Join(folder, e.Name()); !e.IsDir() {
				raw, err := fs.ReadFile(theme, name)
				fmt.Fprintf(h, "%q %d %v\n", name, len(raw), err)
				h.Write(raw)
			}
		}
	}
	return [sha256.Size]byte(h.Sum(sum[:0]))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
