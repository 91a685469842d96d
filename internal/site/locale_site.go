package site

import (
	"html/template"
	"io"
	"io/fs"
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
	words                     *locale
	prefix                    string   // its root: "/" for the first language, "/cy/" for another
	order                     []string // of languages in which its pages show text: its own first
	templates                 *templates
	css                       asset
	icon                      asset
	logo                      asset                       // its url is "" where there is none
	names                     map[*inspection.Report]Text // of reports that share their name with another
	targets                   map[string]target           // the page for a content file, by the file's path
	menu                      []menuItem
	chrome                    sync.Map                         // what pages have in common, by pageChromeKey
	findingNamesOf            []atomic.Pointer[[]findingNames] // the names of each report's findings, in the order of the reports
	statusTexts               sync.Map                         // the words for a status, by its key
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
			w, wrong = readLocale(theme, lang)
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
	catalogs := make([]*catalog, len(s.localeSites))
	for i, e := range s.localeSites {
		catalogs[i] = e.words.catalog
	}
	problems = append(problems, compareCatalogs(catalogs)...)
	for i, e := range s.localeSites {
		if e.templates == nil {
			var wrong []diag.Problem
			e.templates, wrong = readTemplates(theme, e.words.catalog, e.words.funcs(), programMessages())
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

// reuseTheme returns what an earlier Site parsed, if its theme was the same.
func (s *Site) reuseTheme(before *Site, lang string) (*locale, *templates, []diag.Problem) {
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

// disambiguateReports gives longer names to reports that share one, as annual
// reports often do: the text of a link must say which page it is to.
func (e *localeSite) disambiguateReports() {
	e.names = map[*inspection.Report]Text{}
	count := map[string]int{}
	for _, r := range e.reg.Reports {
		count[e.report(r).Name()]++
	}
	seen := map[string]int{}
	for _, r := range e.reg.Reports {
		name := e.report(r).Name()
		if count[name] > 1 {
			longer := e.words.textOrHTML("report.name_dated", "name", e.ownName(r), "date", e.words.day(r.Published))
			if seen[plain(longer)]++; seen[plain(longer)] > 1 {
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

// reportName is a report's name, unlike any other's; name is the same without
// markup.
func (e *localeSite) reportName(r *inspection.Report) Text {
	if name, ok := e.names[r]; ok {
		return name
	}
	return e.ownName(r)
}

func (e *localeSite) name(r *inspection.Report) string { return plain(e.reportName(r)) }

// A pageContext is what rendering one page needs.
type pageContext struct {
	*localeSite
	url           string
	root          string // the relative path from the page to the site's root
	self          string // the page whose translations it links to: itself, or the target of a redirect
	sources       []string
	absoluteLinks bool // links are those of the published site, even in an offline copy
	// canonicalPage is the URL to which links within the page (#id) are changed when
	// its content is rendered into a feed.
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
func (sh *pageContext) prose(words *locale, t markdown.Text, file, prefix, id string, level int) template.HTML {
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
