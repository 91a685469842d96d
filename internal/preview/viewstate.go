package preview

import (
	"io/fs"
	"slices"
	"sync"
	"time"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
)

// A viewState is the site in one view: as it could last be built, and what is
// wrong with it now.
type viewState struct {
	view     view
	building sync.Mutex // one request at a time brings the view up to date

	mu        sync.Mutex
	version   int // of the preview when it was built; 0 before
	used      int // the version in which it was last asked for
	latest    *buildResult
	good      *buildResult      // the last that could be shown; nil if there has been none
	lastPages map[string][]byte // pages as they were shown, for when a layout fails; by URL
}

// buildResult is one build of the site.
type buildResult struct {
	reg      *inspection.Register // nil where it could not be read
	site     *site.Site           // nil where there are errors
	problems []diag.Problem
	at       inspection.Moment

	mu     sync.Mutex
	faults map[string]diag.Problem // of layouts, found while rendering pages; by URL
	pages  map[string]rendered
}

func (m *buildResult) failed() bool { return m.site == nil }

const (
	maxLastPages = 32
	maxStates    = 6 // how many views are kept built
)

// state returns the state of a view, or begins one. The caller holds p.mu.
func (p *Preview) state(v view) *viewState {
	s := p.states[v.key()]
	if s == nil {
		if len(p.states) >= maxStates {
			p.dropState()
		}
		s = &viewState{view: v, lastPages: map[string][]byte{}}
		p.states[v.key()] = s
	}
	s.used = p.version
	return s
}

// dropState drops the least recently used view, but never the one with drafts.
func (p *Preview) dropState() {
	oldest := ""
	for key, s := range p.states {
		if key != "" && (oldest == "" || s.used < p.states[oldest].used) {
			oldest = key
		}
	}
	delete(p.states, oldest)
}

// at returns a view, up to date. It waits while another request builds it.
func (p *Preview) at(v view) *viewState {
	p.mu.Lock()
	s, version := p.state(v), p.version
	p.mu.Unlock()
	if v == (view{}) {
		return s // only changed builds it
	}
	s.building.Lock()
	defer s.building.Unlock()
	if latest, _ := s.results(); latest == nil || s.version != version {
		s.setLatest(s.build(p), version)
	}
	return s
}

// build reads and plans the site.
func (s *viewState) build(p *Preview) *buildResult {
	files := p.folder.files()
	m := &buildResult{at: p.now(), faults: map[string]diag.Problem{}, pages: map[string]rendered{}}
	if !s.view.at.IsZero() {
		m.at = s.view.at
	}
	m.reg, m.problems = content.Load(files, content.Options{Now: m.at, IncludeUnpublished: !s.view.public, Cache: &p.cache})
	if m.reg == nil {
		return m
	}
	p.index.setLogo(m.reg.Office.Theme.Logo)
	opt := site.Options{BaseURL: p.opt.BaseURL}
	if _, good := s.results(); good != nil {
		opt.SameTheme = good.site
	}
	planned, problems := site.Plan(m.reg, files, themeOf(files, p.opt.Theme), opt)
	m.problems = slices.Concat(m.problems, problems)
	diag.SortProblems(m.problems)
	if !hasErrors(m.problems) {
		m.site = planned
	}
	return m
}

// themeOf returns the program's theme, overlaid with the site's own layouts
// folder if there is one.
func themeOf(files, own fs.FS) fs.FS {
	if _, err := fs.Stat(files, "layouts"); err != nil {
		return own
	}
	over, err := fs.Sub(files, "layouts")
	if err != nil {
		return own
	}
	return site.Overlay(over, own)
}

func (s *viewState) setLatest(m *buildResult, version int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.latest, s.version = m, version
	if !m.failed() {
		s.good = m
	}
}

// results returns the last build, and the last that can be shown.
func (s *viewState) results() (latest, good *buildResult) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.latest, s.good
}

// keep remembers a page that could be rendered.
func (s *viewState) keep(url string, page []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.lastPages) >= maxLastPages {
		clear(s.lastPages)
	}
	s.lastPages[url] = page
}

// lastPage returns a page as it was when it could last be rendered, or nil.
func (s *viewState) lastPage(url string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lastPages[url]
}

// due returns the first moment at which another build would differ from the
// last one with no file changed.
func (s *viewState) due() time.Time {
	m, _ := s.results()
	if m == nil {
		return time.Time{}
	}
	next, _ := inspection.ParseMoment(m.at.Date().AddDays(1).String())
	if m.reg != nil {
		for _, h := range m.reg.Withheld {
			if !h.Until.IsZero() && h.Until.Before(next) && m.at.Before(h.Until) {
				next = h.Until
			}
		}
	}
	return next.Time()
}
