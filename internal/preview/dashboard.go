package preview

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
	"fiftysix/internal/site"
)

// dashboard is the preview's own page, "/__preview/": everything that is wrong,
// what is withheld and until when, both kept up to date as files are saved; every
// page; and what would change if the site were published now.
type dashboard struct {
	*toolbar
	Withheld []inspection.Withheld
	Two      bool // the site is in more than one language
	Notes    []translationNote
	Pages    []pageLine
	Total    int
	Query    string
}

// pageLine is a page in the list of all.
type pageLine struct{ Href, File string }

// maxListed is how many pages are listed at once; the search finds the rest.
const maxListed = 300

func (p *Preview) serveDashboard(w http.ResponseWriter, r *http.Request) {
	s := p.at(view{})
	latest, good := s.results()
	d := &dashboard{toolbar: s.toolbarOf(ours, rendered{hash: "dashboard", exists: true, body: []byte{}}, math.MaxInt), Query: r.URL.Query().Get("find")}
	if latest != nil && latest.reg != nil {
		d.Withheld = latest.reg.Withheld
		d.Two, d.Notes = len(latest.reg.Office.Languages) > 1, translationNotes(latest.reg.TranslationGaps(), true)
	}
	w.Header().Set("Content-Type", types[".html"])
	if r.Method == http.MethodHead {
		return
	}
	if r.URL.Query().Has("now") { // what the page brings up to date by itself
		_ = screens().ExecuteTemplate(w, "now", d)
		return
	}
	if good != nil {
		d.list(good.site)
	}
	if err := screens().ExecuteTemplate(w, "dashboard.html", d); err != nil {
		return // the browser left
	}
	// The comparison renders every page, which can take a while: show the rest
	// meanwhile.
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	_ = screens().ExecuteTemplate(w, "changes.html", p.changes(r.Context(), good != nil && latest == good))
}

// list lists the pages, or those that match the query.
func (d *dashboard) list(s *site.Site) {
	for _, o := range s.Outputs() {
		if !o.Page {
			continue
		}
		line := pageLine{Href: o.URL}
		if len(o.Sources) > 0 {
			line.File = o.Sources[0]
		}
		if d.Query == "" || strings.Contains(strings.ToLower(line.Href+" "+line.File), strings.ToLower(d.Query)) {
			d.Total++
			d.Pages = append(d.Pages, line)
		}
	}
	slices.SortFunc(d.Pages, func(a, b pageLine) int { return strings.Compare(a.Href, b.Href) })
	d.Pages = d.Pages[:min(len(d.Pages), maxListed)]
}

// changes are what publishing now would do to the output folder.
type changes struct {
	publish.Changes
	Possible bool   // it could be published at all
	Failed   string // why the comparison failed
	Out      string
	Pages    struct{ New, Changed, Removed []string }
}

func (p *Preview) changes(ctx context.Context, possible bool) *changes {
	c := &changes{Out: p.opt.Out}
	if !possible || p.opt.Out == "" {
		return c
	}
	files := p.folder.files()
	reg, problems := content.Load(files, content.Options{Now: p.now(), Cache: &p.cache})
	if reg == nil || hasErrors(problems) {
		return c
	}
	planned, _ := site.Plan(reg, files, themeOf(files, p.opt.Theme), site.Options{BaseURL: p.opt.BaseURL, Minify: true})
	if planned == nil {
		return c
	}
	c.Possible = true
	var err error
	if c.Changes, err = publish.Compare(ctx, p.opt.Out, planned.Files(), publish.Options{Precompress: planned.Precompressed}); err != nil {
		c.Failed = err.Error()
		return c
	}
	c.Pages.New, c.Pages.Changed, c.Pages.Removed = pagesIn(c.New), pagesIn(c.Changed), pagesIn(c.Removed)
	return c
}

// pagesIn returns the addresses of the pages among files.
func pagesIn(files []string) (pages []string) {
	for _, file := range files {
		if strings.HasSuffix(file, ".html") {
			pages = append(pages, "/"+strings.TrimSuffix(file, "index.html"))
		}
	}
	return pages
}
