package preview

import (
	"bytes"
	"html/template"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// screens are parsed when the first is shown: most runs of the program show none.
var screens = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(funcs).Funcs(template.FuncMap{"sentence": sentence}).ParseFS(screen, "screen/*.html"))
})

// toolbar is the data of the preview's own lines on a page.
type toolbar struct {
	Page     string // the site's address, without the view
	View     string // its name
	PageHash string
	Hash     string // of these lines themselves

	State    string // draft, until, public or lost; "" where the page shows many files
	Embargo  inspection.Embargo
	Answer   inspection.Embargo // of the report's answer, where the report is public
	Days     string             // about the report's deadline
	Now      inspection.Moment
	Public   bool // the view is the public's
	At       string
	Date     string // for the form's field
	File     string // the content file
	Words    []translationNote
	Broken   string // a fault of the program
	Stale    bool   // the page is shown as it last could be rendered
	Nothing  bool   // there is nothing to show
	Errors   int
	Warnings int
	Here     []mistake // mistakes of this page
	Rest     []mistake
	WarnHere []mistake
	WarnRest []mistake
	Unshown  int // mistakes and warnings beyond the limit
}

// toolbarOf describes a page, with at most so many mistakes and so many warnings.
func (s *viewState) toolbarOf(address string, d rendered, most int) *toolbar {
	latest, good := s.results()
	b := &toolbar{
		Page: address, View: s.view.key(), PageHash: d.hash,
		Now: latest.at, Public: s.view.public, Broken: d.broken, Nothing: d.body == nil, Stale: good != nil && (latest != good || d.stale),
	}
	if !s.view.at.IsZero() {
		b.At, b.Date = formatMoment(s.view.at, inspection.Moment{}), s.view.at.Date().String()
	} else {
		b.Date = latest.at.Date().AddDays(1).String()
	}
	var sources []string
	switch {
	case good == nil:
	case !d.exists:
		b.State = "lost"
	default:
		sources = d.output.Sources
		if len(sources) > 0 {
			b.File = sources[0]
		}
		r, embargo, known := good.subject(d.output)
		if known {
			b.Embargo, b.State = embargo, stateOf(embargo)
		}
		if r != nil {
			b.Days = describeDeadline(r, good.reg.Today())
			if r.Response != nil && embargo.Public() {
				b.Answer = r.Response.Embargo
			}
		}
	}
	if latest.reg != nil {
		b.Words = translationNotes(latest.reg.TranslationGapsIn(sourcesOfOnePage(sources)), false)
	}
	wrong := latest.allProblems()
	b.Errors, b.Warnings = diag.Count(wrong)
	here := isAbout(sources)
	b.Here, b.Rest = mistakes(wrong, diag.Error, here, most)
	b.WarnHere, b.WarnRest = mistakes(wrong, diag.Warning, here, most)
	b.Unshown = b.Errors + b.Warnings - len(b.Here) - len(b.Rest) - len(b.WarnHere) - len(b.WarnRest)
	b.Hash = b.hash()
	return b
}

func stateOf(h inspection.Embargo) string {
	switch h.Reason {
	case inspection.EmbargoDraft, inspection.EmbargoUnplaced:
		return "draft"
	case "":
		return "public"
	}
	return "until"
}

// isAbout returns a function that reports whether a file is a source of a page,
// or a translation of one.
func isAbout(sources []string) func(file string) bool {
	stems := make([]string, len(sources))
	for i, s := range sources {
		stems[i] = strings.TrimSuffix(s, ".md") + "."
	}
	return func(file string) bool {
		for i, s := range sources {
			if file == s || strings.HasPrefix(file, stems[i]) && path.Dir(file) == path.Dir(s) {
				return true
			}
		}
		return false
	}
}

// sourcesOfOnePage returns the sources of a page that shows one report or one plain
// page, and nil for a list of many.
func sourcesOfOnePage(sources []string) []string {
	for _, s := range sources {
		if path.Dir(s) != path.Dir(sources[0]) || path.Dir(s) == inspection.ContentDir && len(sources) > 1 {
			return nil
		}
	}
	return sources
}

// hash identifies what these lines show.
func (b *toolbar) hash() string {
	c := *b
	c.PageHash, c.Now = "", inspection.Moment{}
	var text bytes.Buffer
	if err := screens().ExecuteTemplate(&text, "inside", &c); err != nil {
		return "?"
	}
	return shortHash(text.Bytes())
}

// bodyTag is where a page's body begins, with the skip link if it comes first: that
// has to stay the first stop for the keyboard.
var bodyTag = regexp.MustCompile(`(?i)<body(?:\s[^>]*)?>(?:\s*<a [^>]*href="#[^>]*>[^<]*</a>)?`)

// Comments around the preview's own lines in a page.
const (
	oursBegin = "<!-- preview: these lines are not part of the site -->"
	oursEnd   = "<!-- preview: end -->"
)

// addToolbar adds the preview's own lines to a page.
func addToolbar(s *viewState, address string, d rendered) ([]byte, error) {
	var own bytes.Buffer
	own.WriteString("\n" + oursBegin + "\n")
	b := s.toolbarOf(address, d, maxShown)
	if err := screens().ExecuteTemplate(&own, "bar.html", b); err != nil {
		return nil, err
	}
	own.WriteString("\n" + oursEnd + "\n")
	if d.body == nil {
		var page bytes.Buffer
		err := screens().ExecuteTemplate(&page, "nothing.html", map[string]any{"Bar": template.HTML(own.String()), "Broken": d.broken})
		return page.Bytes(), err
	}
	page := relaxPolicy(d.body)
	at := bodyTag.FindIndex(page)
	if at == nil {
		return append(own.Bytes(), page...), nil // a layout with no body
	}
	return bytes.Join([][]byte{page[:at[1]], own.Bytes(), page[at[1]:]}, nil), nil
}

// serveToolbar serves the toolbar as it is now, for a page that is on the screen.
func (p *Preview) serveToolbar(w http.ResponseWriter, r *http.Request) {
	v, ok := parseView(r.URL.Query().Get("view"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	s, address := p.at(v), r.URL.Query().Get("page")
	var text bytes.Buffer
	if err := screens().ExecuteTemplate(&text, "inside", s.toolbarOf(address, s.page(address), maxShown)); err != nil {
		http.Error(w, "the preview's own page cannot be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", types[".html"])
	send(w, r, http.StatusOK, text.Bytes())
}
