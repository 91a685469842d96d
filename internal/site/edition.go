package site

import (
	"crypto/sha256"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A localeSite is the site in one language.
type localeSite struct {
	*Site
	words                     *catalog
	prefix                    string   // its root: "/" for the first language, "/cy/" for another
	order                     []string // of languages in which its pages show words: its own first
	templates                 *templates
	css                       asset
	icon                      asset
	logo                      asset                       // its url is "" where there is none
	names                     map[*inspection.Report]Text // of reports whose name alone would not tell them apart
	targets                   map[string]target           // what shows a content file, by the file's path
	menu                      []menuItem
	chrome                    sync.Map                         // what pages have in common, by pageChromeKey
	findingNamesOf            []atomic.Pointer[[]findingNames] // what each report's findings are called, in the register's order
	statusTexts               sync.Map                         // what is said of a status, by sayingKey
	toolsCSS                  asset                            // of pages that have a script
	searchScript, listsScript asset
	draftCSS, watermark       asset               // of a sign-off copy
	entries                   func() []entryGroup // of the index that people read
	searchIndex               func() *searchIndex // the index that the script reads
}

// loadTheme reads the theme for every language of the office.
func (s *Site) loadTheme(theme fs.FS, before *Site) []diag.Problem {
	s.theme = hashTheme(theme)
	languages := s.reg.Office.Languages
	if len(languages) == 0 {
		languages = []string{"en"}
	}
	var problems []diag.Problem
	for i, lang := range languages {
		w, l, wrong := s.reuseTheme(before, lang)
		if w == nil {
			w, wrong = readCatalog(theme, lang)
		}
		problems = append(problems, wrong...)
		if w == nil {
			continue
		}
		e := &localeSite{Site: s, words: w, prefix: "/", templates: l, order: s.reg.Office.InOrder(lang)}
		if i > 0 {
			e.prefix = "/" + lang + "/"
		}
		s.localeSites = append(s.localeSites, e)
	}
	problems = append(problems, s.compareCatalogs()...)
	for i, e := range s.localeSites {
		if e.templates == nil {
			var wrong []diag.Problem
			e.templates, wrong = readTemplates(theme, e.words)
			problems = append(problems, wrong...)
		}
		if i == 0 {
			problems = append(problems, e.readAssets(theme)...)
		} else { // the same in every language
			first := s.localeSites[0]
			e.css, e.icon, e.logo = first.css, first.icon, first.logo
			e.toolsCSS, e.searchScript, e.listsScript = first.toolsCSS, first.searchScript, first.listsScript
			e.draftCSS = first.draftCSS
		}
	}
	if errors, _ := diag.Count(problems); errors > 0 {
		return problems
	}
	for _, e := range s.localeSites {
		e.readWatermark()
		e.disambiguateReports()
		e.addTargets()
		e.entries = sync.OnceValue(e.newEntries)
		e.searchIndex = sync.OnceValue(e.newSearchIndex)
		e.buildMenu()
	}
	return problems
}

// compareCatalogs looks for words that one language has and another has not: a
// page must not be silent where the same page speaks.
func (s *Site) compareCatalogs() []diag.Problem {
	var problems []diag.Problem
	for _, e := range s.localeSites {
		for _, other := range s.localeSites {
			for _, key := range sortedKeys(other.words.messages) {
				if _, ok := e.words.messages[key]; ok || e.words.missing[key] {
					continue
				}
				if e.words.missing == nil {
					e.words.missing = map[string]bool{}
				}
				e.words.missing[key] = true
				place := other.words.file.Problem(diag.Error, RuleWord, other.words.messages[key].at, 0, "", "")
				problems = append(problems, diag.Problem{
					File: e.words.file.Path, Rule: RuleWord,
					Message: fmt.Sprintf("the word %q is missing, which %s has", key, place.File),
					Hint:    fmt.Sprintf("translate line %d of %s: %s", place.Line, place.File, strings.TrimSpace(place.Excerpt)),
				})
			}
		}
	}
	return problems
}

// hashTheme stands for every layout and every word of a theme.
func hashTheme(theme fs.FS) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, folder := range []string{".", "parts", "pages", "words"} {
		entries, _ := fs.ReadDir(theme, folder) // a folder that is not there is missed by its files
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

// reuseTheme is what a Site planned before read of the same theme, if it did.
func (s *Site) reuseTheme(before *Site, lang string) (*catalog, *templates, []diag.Problem) {
	if before == nil || before.theme != s.theme {
		return nil, nil, nil
	}
	for _, e := range before.localeSites {
		if e.words.lang == lang {
			return e.words, e.templates, nil
		}
	}
	return nil, nil, nil
}

func (e *localeSite) office() string { return plain(e.officeName()) }

func (e *localeSite) officeName() Text { return e.local(e.reg.Office.Name) }

// disambiguateReports finds longer names for reports that have the same one: annual
// reports often do, and a link's words must say where it leads.
func (e *localeSite) disambiguateReports() {
	e.names = map[*inspection.Report]Text{}
	count := map[string]int{}
	for _, r := range e.reg.Reports {
		count[e.report(r).Name()]++
	}
	again := map[string]int{}
	for _, r := range e.reg.Reports {
		name := e.report(r).Name()
		if count[name] > 1 {
			longer := e.words.textOrHTML("report.name_dated", "name", e.ownName(r), "date", e.words.day(r.Published))
			if again[plain(longer)]++; again[plain(longer)] > 1 {
				longer = asHTML(longer) + template.HTML(" ("+template.HTMLEscapeString(r.ID)+")")
			}
			e.names[r] = longer
		}
	}
}

// ownName is a report's name, which another may have too.
func (e *localeSite) ownName(r *inspection.Report) Text {
	w, lang := e.ofReport(r, hasName)
	return e.withLang(lang, w.Name())
}

// reportName is a report's name, different from every other's; name is the same
// without markup.
func (e *localeSite) reportName(r *inspection.Report) Text {
	if name, ok := e.names[r]; ok {
		return name
	}
	return e.ownName(r)
}

func (e *localeSite) name(r *inspection.Report) string { return plain(e.reportName(r)) }

// A pageContext is one page of the site while it is being made.
type pageContext struct {
	*localeSite
	url           string
	root          string // leads from the page to the site's root
	self          string // the page that its links to other languages lead to: itself, or the one it leads on to
	sources       []string
	absoluteLinks bool // its links lead to the site as it stands on its host
	// elsewhere is the page that says the same where the pageContext is no page: what
	// it says is read elsewhere, and links to a place on the page lead there.
	canonicalPage string
}

func (e *localeSite) pageContext(url string, sources ...string) *pageContext {
	return &pageContext{localeSite: e, url: url, root: toRoot(url), self: url, sources: sources}
}

// href is a relative link from the page to an address of the site.
func (sh *pageContext) href(to string) string {
	if sh.absoluteLinks {
		return relativeURL(sh.root, to)
	}
	return relativeURL(sh.root, sh.withFileName(to))
}

// prose is a text of the authors' on this page, under the heading with the given
// id. Prefix begins the ids of the file's sections here; words are in the text's
// language.
func (sh *pageContext) prose(words *catalog, t markdown.Text, file, prefix, id string, level int) template.HTML {
	if t.Empty() {
		return ""
	}
	c := markdown.Context{Level: level, Prefix: id, Label: id, Word: words.text}
	if len(t.Links()) > 0 {
		c.Link = func(dest string) string { return sh.pageLink(file, prefix, dest) }
	}
	html := t.HTML(c)
	switch {
	case sh.canonicalPage != "":
		return template.HTML(strings.ReplaceAll(string(html), `href="#`, `href="`+template.HTMLEscapeString(sh.canonicalPage)+"#"))
	case len(t.Headings()) > 0:
		return words.linkHeadings(html)
	}
	return html
}

// render executes a page's layout.
func (sh *pageContext) render(w io.Writer, layout string, view any) error {
	html, err := sh.execute(layout, view)
	if err != nil {
		return err
	}
	_, err = w.Write(html)
	return err
}

// part renders one of the parts that many pages share.
func (sh *pageContext) part(name string, view any) (template.HTML, error) {
	html, err := sh.execute(name, view)
	return template.HTML(html), err
}

func (sh *pageContext) execute(layout string, view any) ([]byte, error) {
	html, err := sh.templates.execute(layout, view)
	if err != nil {
		return nil, &TemplateError{sh.templates.problem(err), sh.sources}
	}
	return html, nil
}
