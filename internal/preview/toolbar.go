package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// screens are read when the first is shown: most runs of the program show none.
var screens = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(funcs).Funcs(template.FuncMap{"sentence": sentence}).ParseFS(screen, "screen/*.html"))
})

// toolbar is what the preview's own lines on a page say.
type toolbar struct {
	Page string // the site's address, without the view
	View string // its name
	Mark string // of the page, as it is shown
	Own  string // mark of these lines themselves
	Base string // the view's root

	State    string // draft, until, future, public or lost; "" where the page is made of many
	Hold     inspection.Embargo
	Answer   inspection.Embargo // of the report's answer, where the report is public
	Days     string
	Now      inspection.Moment
	Public   bool // whether the view is the public's
	At       string
	Date     string // for the field of the form
	File     string // the content file
	Words    []lag  // what of the page one language lacks, or has in an older state
	Broken   string
	Stale    bool // the page is shown as it last could be
	Nothing  bool // there is nothing to show
	Errors   int
	Warnings int
	Here     []mistake // mistakes of this page
	Rest     []mistake
	WarnHere []mistake
	WarnRest []mistake
	Unshown  int // mistakes and warnings that are too many to stand here
}

// toolbarOf says what there is to say of a page.
func (s *viewState) toolbarOf(address string, d rendered, most int) *toolbar {
	latest, good := s.look()
	b := &toolbar{
		Page: address, View: s.view.key(), Base: s.view.root(), Mark: d.mark,
		Now: latest.at, Public: s.view.public, Broken: d.broken, Nothing: d.body == nil, Stale: good != nil && (latest != good || d.faulty),
	}
	if !s.view.at.IsZero() {
		b.At, b.Date = wordedUntil(s.view.at, inspection.Moment{}), s.view.at.Date().String()
	} else {
		b.Date = latest.at.Date().AddDays(1).String()
	}
	var sources []string
	switch {
	case good == nil:
	case !d.found:
		b.State = "lost"
	default:
		sources = d.output.Sources
		if len(sources) > 0 {
			b.File = sources[0]
		}
		r, hold, known := good.nouns(d.output)
		if known {
			b.Hold, b.State = hold, stateOf(hold)
		}
		if r != nil {
			b.Days = wordedDays(r, good.reg.Today())
			if r.Response != nil && hold.Public() {
				b.Answer = r.Response.Embargo
			}
		}
	}
	if latest.reg != nil {
		b.Words = lags(latest.reg.TranslationGapsIn(together(sources)), false)
	}
	wrong := latest.wrong()
	b.Errors, b.Warnings = diag.Count(wrong)
	here := concerns(sources)
	b.Here, b.Rest = mistakes(wrong, diag.Error, here, most)
	b.WarnHere, b.WarnRest = mistakes(wrong, diag.Warning, here, most)
	b.Unshown = b.Errors + b.Warnings - len(b.Here) - len(b.Rest) - len(b.WarnHere) - len(b.WarnRest)
	b.Own = b.own()
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

// concerns says whether a file is one of those that a page is made from, or a
// translation of one.
func concerns(sources []string) func(file string) bool {
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

// together are the files of a page that shows one report or one page; a list
// of many is not the place to speak of each.
func together(sources []string) []string {
	for _, s := range sources {
		if path.Dir(s) != path.Dir(sources[0]) || path.Dir(s) == inspection.ContentDir && len(sources) > 1 {
			return nil
		}
	}
	return sources
}

// own tells one state of these lines from another.
func (b *toolbar) own() string {
	c := *b
	c.Mark, c.Now = "", inspection.Moment{}
	var text bytes.Buffer
	if err := screens().ExecuteTemplate(&text, "inside", &c); err != nil {
		return "?"
	}
	sum := sha256.Sum256(text.Bytes())
	return hex.EncodeToString(sum[:8])
}

// bodyTag is where a page's body begins, with the link past everything if that
// comes first: it has to stay the first stop of all.
var bodyTag = regexp.MustCompile(`(?i)<body(?:\s[^>]*)?>(?:\s*<a [^>]*href="#[^>]*>[^<]*</a>)?`)

// These comments stand around the preview's own lines in a page.
const (
	oursBegin = "<!-- preview: these lines are not part of the site -->"
	oursEnd   = "<!-- preview: end -->"
)

// dress puts the preview's own lines into a page on its way out.
func (p *Preview) dress(s *viewState, address string, d rendered) ([]byte, error) {
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
	page := openPolicy(d.body)
	at := bodyTag.FindIndex(page)
	if at == nil {
		return append(own.Bytes(), page...), nil // a layout with no body
	}
	return bytes.Join([][]byte{page[:at[1]], own.Bytes(), page[at[1]:]}, nil), nil
}

// serveToolbar serves what the bar says now, for a page that is on the screen.
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
