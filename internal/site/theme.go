package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
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

// The parts that are made once for many pages.
const (
	partHeader = "parts/header.html"
	partFooter = "parts/footer.html"

	partLanguages = "parts/languages.html" // made for each page, where there is more than one language
)

// templates are the layouts of a theme, read and checked once, with the messages
// of one language.
type templates struct {
	words    *catalog
	funcs    template.FuncMap
	files    map[string]*diag.File
	shared   map[string]*parse.Tree            // base.html and the parts, with what they define
	own      map[string]map[string]*parse.Tree // of each page's layout
	ready    map[string]*template.Template     // by page layout, and the parts that are made on their own
	fast     map[string]*fasttemplate.Template // the same, compiled
	problems []diag.Problem
}

// readTemplates reads every layout and says all that is wrong with them.
func readTemplates(theme fs.FS, w *catalog) (*templates, []diag.Problem) {
	l := &templates{
		words: w, funcs: w.funcs(), files: map[string]*diag.File{},
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
		entries, _ := fs.ReadDir(theme, folder) // a folder that is not there is missed by its files
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
		return // said by readTemplates
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

// check looks for words and layouts that are called for and not there, and
// writes in the words that are always the same: they then cost nothing.
func (l *templates) check() {
	for _, name := range sortedKeys(l.shared) {
		l.checkTree(l.shared[name], nil)
	}
	for _, page := range sortedKeys(l.own) {
		if l.own[page]["main"] == nil {
			l.problems = append(l.problems, diag.Problem{File: "layouts/" + page, Rule: RuleLayout, Message: `this layout does not say what "main" is`, Hint: `put what the page shows between {{define "main"}} and {{end}}`})
		}
		for _, name := range sortedKeys(l.own[page]) {
			l.checkTree(l.own[page][name], l.own[page])
		}
	}
	l.checkWords()
}

// checkWords checks the words that the program says itself.
func (l *templates) checkWords() {
	known := programMessages()
	for _, key := range sortedKeys(known) {
		p, ok := l.words.messages[key]
		if l.words.missing[key] {
			continue
		}
		if !ok {
			l.problems = append(l.problems, diag.Problem{
				File: l.words.file.Path, Rule: RuleWord,
				Message: fmt.Sprintf("the word %q is missing", key),
				Hint:    "the program itself says it; layouts/words/en.yaml of the program has it",
			})
			continue
		}
		for _, placeholder := range p.placeholders() {
			if !slices.Contains(known[key], placeholder) {
				l.problems = append(l.problems, l.words.file.Problem(diag.Error, RuleWord, p.at, 0,
					fmt.Sprintf("nothing fills the place {%s} in the word %q", placeholder, key),
					"places here are "+strings.Join(known[key], ", ")))
			}
		}
	}
}

func (l *templates) checkTree(tree *parse.Tree, own map[string]*parse.Tree) {
	if tree == nil || tree.Root == nil {
		return
	}
	c := checker{templates: l, tree: tree, own: own}
	c.list(tree.Root)
}

// finish makes the templates that run. html/template reads the markup around
// every value at a template's first use; one use with nothing to show makes it
// do so now, so that its complaints come with the plan.
func (l *templates) finish() {
	set := func(root string, own map[string]*parse.Tree) *template.Template {
		t := template.New("").Option("missingkey=error").Funcs(l.funcs)
		called := map[string]*parse.Tree{}
		l.called(called, own, root)
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

// called finds what a layout calls for, and what that calls for. Where a page's
// own layout defines what is also shared, its own counts.
func (l *templates) called(found, own map[string]*parse.Tree, name string) {
	tree := own[name]
	if tree == nil {
		tree = l.shared[name]
	}
	if tree == nil || found[name] != nil {
		return
	}
	found[name] = tree
	var look func(node parse.Node)
	list := func(n *parse.ListNode) {
		if n != nil {
			for _, node := range n.Nodes {
				look(node)
			}
		}
	}
	branch := func(b *parse.BranchNode) {
		list(b.List)
		list(b.ElseList)
	}
	look = func(node parse.Node) {
		switch n := node.(type) {
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		case *parse.TemplateNode:
			l.called(found, own, n.Name)
		}
	}
	list(tree.Root)
}

// A TemplateError is a layout that failed while a page was rendered.
type TemplateError struct {
	diag.Problem          // where in the layouts, and what
	Sources      []string // the content files of the page
}

func (f *TemplateError) Error() string {
	var b bytes.Buffer
	_ = f.Write(&b)
	if len(f.Sources) > 0 {
		fmt.Fprintf(&b, "  this was found while showing %s\n", f.Sources[0])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var (
	faultLocation = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:\s]+):(?:(\d+):)?(?:(\d+):)? (.*)$`)
	faultDoing    = regexp.MustCompile(`(?s)^executing "[^"]*" at <(.*?)>: (.*)$`)
	noField       = regexp.MustCompile(`can't evaluate field (\w+)`)
	noFunction    = regexp.MustCompile(`function "([^"]+)" not defined`)
	wrapped       = regexp.MustCompile(`^error calling \w+: `)
)

// problem makes a Problem of an error of html/template.
func (l *templates) problem(err error) diag.Problem {
	p := diag.Problem{File: "layouts", Rule: RuleLayout, Message: "a layout fails: " + err.Error()}
	m := faultLocation.FindStringSubmatch(err.Error())
	if m == nil {
		return p
	}
	p.File = "layouts/" + m[1]
	p.Line, _ = strconv.Atoi(m[2])
	if column, err := strconv.Atoi(m[3]); err == nil {
		p.Column = column + 1 // theirs begin at 0
	}
	if f := l.files[m[1]]; f != nil && p.Line > 0 {
		p.Excerpt = f.Line(p.Line)
	}
	what := m[4]
	if d := faultDoing.FindStringSubmatch(what); d != nil {
		p.Width, what = len([]rune(d[1])), wrapped.ReplaceAllString(d[2], "")
	}
	p.Message, p.Hint = explain(what)
	return p
}

// explain says in plain words what is wrong with a layout.
func explain(what string) (message, hint string) {
	if m := noField.FindStringSubmatch(what); m != nil {
		return fmt.Sprintf("this page has nothing called %q", "."+m[1]), "what each page can show is listed in internal/site, in the file named for the page"
	}
	if m := noFunction.FindStringSubmatch(what); m != nil {
		return fmt.Sprintf("there is no function called %q", m[1]), "layouts can use " + strings.Join(ourFunctions, ", ")
	}
	switch {
	case strings.Contains(what, "unexpected EOF"):
		return "the layout ends too early", "every {{if}}, {{range}}, {{with}} and {{define}} needs its {{end}}"
	case strings.Contains(what, "unexpected {{end}}"):
		return "this {{end}} closes nothing", "take it away, or look for an {{if}}, {{range}}, {{with}} or {{define}} that is missing above"
	case strings.Contains(what, "unclosed action"):
		return "a {{ is not closed on its line", "close it with }}"
	case strings.Contains(what, "non-text context"), strings.Contains(what, "different contexts"), strings.Contains(what, "in attribute name"):
		return "a tag or a value in quotes is opened and not closed, in the layout or in one branch of it", "look for a missing quote or >; both branches of an {{if}} must end in the same place"
	case strings.HasPrefix(what, "there is no word"), strings.HasPrefix(what, "the word"):
		return what, ""
	}
	return "the layout cannot be used here: " + what, ""
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
