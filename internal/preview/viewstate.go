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

// A viewState is the site in one view: as it could last be made, and what is
// wrong with it now.
type viewState struct {
	view view

	mu      sync.Mutex
	version int // of the preview when it was made; 0 before
	used    int // the version in which somebody last looked
	made    *buildResult
	good    *buildResult      // the last that could be shown; nil if there has been none
	kept    map[string][]byte // pages that were shown, for when a layout fails; by URL
	order   []string          // of kept, the oldest first

	renewing sync.Mutex
	making   sync.Mutex
}

// buildResult is one build of the site.
type buildResult struct {
	reg      *inspection.Register // nil where it could not be read
	site     *site.Site           // nil where there are errors
	problems []diag.Problem
	at       inspection.Moment

	mu     sync.Mutex
	faults map[string]diag.Problem // of layouts, found while pages were made; by URL
	pages  map[string]rendered
}

func (m *buildResult) failed() bool { return m.site == nil }

// maxPages is how many pages are kept for when a layout fails, and
// maxStates how many views are kept made.
const (
	maxPages  = 32
	maxStates = 6
)

// state finds the showing of a view, or begins one. It is called with p.mu
// held.
func (p *Preview) state(v view) *viewState {
	s := p.states[v.key()]
	if s == nil {
		if len(p.states) >= maxStates {
			p.dropState()
		}
		s = &viewState{view: v, kept: map[string][]byte{}}
		p.states[v.key()] = s
	}
	s.used = p.version
	return s
}

// dropState lets the view go that nobody has looked at for longest. The
// one with drafts stays.
func (p *Preview) dropState() {
	oldest := ""
	for key, s := range p.states {
		if key != "" && (oldest == "" || s.used < p.states[oldest].used) {
			oldest = key
		}
	}
	delete(p.states, oldest)
}

// at makes a view's showing as it is now, and waits while another does.
func (p *Preview) at(v view) *viewState {
	p.mu.Lock()
	s, version := p.state(v), p.version
	p.mu.Unlock()
	if v == (view{}) {
		return s // made by changed, which alone decides when
	}
	s.renewing.Lock()
	defer s.renewing.Unlock()
	if latest, _ := s.look(); latest == nil || s.version != version {
		s.settle(s.make(p), version)
	}
	return s
}

// make plans the site as it was last read.
func (s *viewState) make(p *Preview) *buildResult {
	s.making.Lock()
	defer s.making.Unlock()
	files := p.folder.files()
	m := &buildResult{at: p.now(), faults: map[string]diag.Problem{}, pages: map[string]rendered{}}
	if !s.view.at.IsZero() {
		m.at = s.view.at
	}
	m.reg, m.problems = content.Load(files, content.Options{Now: m.at, IncludeUnpublished: !s.view.public, Cache: &p.cache})
	if m.reg == nil {
		return m
	}
	p.index.follow(m.reg.Office.Theme.Logo)
	planned, problems := site.Plan(m.reg, files, themeOf(files, p.opt.Theme), site.Options{BaseURL: p.opt.BaseURL, SameTheme: s.planned()})
	m.problems = slices.Concat(m.problems, problems)
	diag.SortProblems(m.problems)
	if !errorsIn(m.problems) {
		m.site = planned
	}
	return m
}

// themeOf is the program's theme, with the files of the site's own layouts
// folder, if it has one, in place of those of the same name.
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

// planned is the last site that could be shown, or nil.
func (s *viewState) planned() *site.Site {
	if _, good := s.look(); good != nil {
		return good.site
	}
	return nil
}

// settle takes a making on.
func (s *viewState) settle(m *buildResult, version int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made, s.version = m, version
	if !m.failed() {
		s.good = m
	}
}

// failing says whether what is wrong now was wrong before.
func (s *viewState) failing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.made != nil && s.made.failed()
}

// look gives the last making, and the last that can be shown.
func (s *viewState) look() (latest, good *buildResult) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.made, s.good
}

// keep remembers a page that could be made.
func (s *viewState) keep(url string, page []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.kept[url]; !there {
		s.order = append(s.order, url)
		if len(s.order) > maxPages {
			delete(s.kept, s.order[0])
			s.order = s.order[1:]
		}
	}
	s.kept[url] = page
}

// before is a page as it was when it could last be made.
func (s *viewState) before(url string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept[url]
}

// due is the first moment after the last making at which another one would be
// different.
func (s *viewState) due() time.Time {
	m, _ := s.look()
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
