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
// what is held back and until when, both kept up to date as files are saved;
// every page there is; and what would change if the site were published now.
type dashboard struct {
	*toolbar
	Held  []inspection.Withheld
	Two   bool  // whether the site is in more than one language
	Lags  []lag // what one of them lacks, or has in an older state
	Pages []pageLine
	Total int
	Query string
	Site  bool // whether there is a site to publish
}

// pageLine is a page in the list of all.
type pageLine struct{ Href, File string }

// maxListed is how many pages are listed at once; the search finds the rest.
const maxListed = 300

func (p *Preview) serveDashboard(w http.ResponseWriter, r *http.Request) {
	s := p.at(view{})
	latest, good := s.look()
	d := &dashboard{toolbar: s.toolbarOf(ours, rendered{mark: "desk", found: true, body: []byte{}}, math.MaxInt), Query: r.URL.Query().Get("find")}
	d.Site = good != nil && latest == good
	if latest != nil && latest.reg != nil {
		d.Held = latest.reg.Withheld
		d.Two, d.Lags = len(latest.reg.Office.Languages) > 1, lags(latest.reg.TranslationGaps(), true)
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
	if err := screens().ExecuteTemplate(w, "desk.html", d); err != nil {
		return // the browser left
	}
	// What would change is rendered page by page, and can take a while: the rest
	// of the page is on the screen meanwhile.
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	_ = screens().ExecuteTemplate(w, "changes.html", p.changes(r.Context(), d.Site))
}

// list lists the pages, or those that are searched for.
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
	Possible bool   // whether it could be published at all
	Failed   string // why nobody can say
	Out      string
	Pages    struct{ New, Changed, Removed []string }
	Others   int // files that are no pages
}

func (p *Preview) changes(ctx context.Context, possible bool) *changes {
	c := &changes{Possible: possible, Out: p.opt.Out}
	if !possible || p.opt.Out == "" {
		c.Possible = false
		return c
	}
	files := p.folder.files()
	reg, problems := content.Load(files, content.Options{Now: p.now(), Cache: &p.cache})
	if reg == nil || errorsIn(problems) {
		c.Possible = false
		return c
	}
	planned, _ := site.Plan(reg, files, themeOf(files, p.opt.Theme), site.Options{BaseURL: p.opt.BaseURL, Minify: true})
	if planned == nil {
		c.Possible = false
		return c
	}
	var err error
	if c.Changes, err = publish.Compare(ctx, p.opt.Out, planned.Files(), publish.Options{Precompress: planned.Precompressed}); err != nil {
		c.Failed = err.Error()
		return c
	}
	pick := func(paths []string, into *[]string) {
		for _, file := range paths {
			if strings.HasSuffix(file, ".html") {
				*into = append(*into, "/"+strings.TrimSuffix(file, "index.html"))
			} else {
				c.Others++
			}
		}
	}
	pick(c.New, &c.Pages.New)
	pick(c.Changed, &c.Pages.Changed)
	pick(c.Removed, &c.Pages.Removed)
	return c
}
