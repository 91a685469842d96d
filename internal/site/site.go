// Package site turns a register into a web site: which files it has, at which
// URLs, and what is in each.
//
// Begin at [Plan], which names every output and renders none, and read
// downward; then [Site.Render], which makes one output in memory. Every
// address is decided in urls.go. What a page says is in the file named for it
// (home.go, reports.go, report.go, finding.go, page.go, …), its markup in the
// layouts, and every word of the theme's in the layouts' words.
//
// The package never decides what is public or what is late (package inspection
// does), never reads the clock, and never writes to a disk.
package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fiftysix/internal/diag"
	"fiftysix/internal/feeds"
	"fiftysix/internal/inspection"
	"fiftysix/internal/opendata"
)

// Options are what a build may choose about the look of the site.
type Options struct {
	BaseURL  string // overrides the office's own where it is not empty
	Minify   bool
	Offline  bool     // it is opened from a folder, with no server
	SignOff  *SignOff // it is a sign-off copy, and says so on every page
	Compress bool     // also write .gz and .br files, even if the office's settings do not ask for them
	// SameTheme is a Site planned before, or nil. Where the theme's files are
	// still the same, what was parsed of them is used again.
	SameTheme *Site
}

// A Site is every file of the site, planned and not yet rendered. It is
// immutable, so any number of goroutines may render from it at once.
type Site struct {
	reg         *inspection.Register
	files       fs.FS  // the folder that holds fiftysix.yaml
	base        string // the site's own address with a slash at its end; "" where it is not known
	minify      bool
	offline     bool
	compress    bool
	signOff     *SignOff
	feedIDs     feeds.IDs         // the IDs of entries in feeds and calendars
	localeSites []*localeSite     // the first is at "/"
	theme       [sha256.Size]byte // of the layouts and words that the localeSites were read from

	outputs     []Output       // all but the search's index, in the order of writing
	outputIndex map[string]int // in outputs, by URL
	reportIndex map[string]int // of a report in the register, by its id
	data        *opendata.Data // the register as data

	// What needs all reports is computed when it is first used: a preview of one
	// page may never need it.
	groups    func() *inspection.Groups
	changes   func() []inspection.Change
	changesBy func() *changesBy
	index     func() []Output // the search's
}

// Plan lists every output of a register and renders none. Files are the
// folder that holds fiftysix.yaml, from which attachments are copied; theme
// holds the layouts (see [Overlay]). Where a Problem is an error the Site is
// nil: half a site is never planned.
func Plan(reg *inspection.Register, files, theme fs.FS, opt Options) (*Site, []diag.Problem) {
	s := &Site{reg: reg, files: files, minify: opt.Minify, offline: opt.Offline, signOff: opt.SignOff, groups: sync.OnceValue(reg.Groups), changes: sync.OnceValue(reg.Changes)}
	s.compress = (opt.Compress || reg.Office.Compress) && !opt.Offline
	s.changesBy = sync.OnceValue(s.sortChanges)
	s.feedIDs = namesFor(&reg.Office)
	s.base = baseURL(opt.BaseURL, reg.Office.BaseURL)
	problems := s.loadTheme(theme, opt.SameTheme)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, problems
	}

	s.data = s.openData()
	s.reportIndex = make(map[string]int, len(reg.Reports))
	for i, r := range reg.Reports {
		s.reportIndex[r.ID] = i
	}
	for _, e := range s.localeSites {
		e.findingNamesOf = make([]atomic.Pointer[[]findingNames], len(reg.Reports))
	}
	s.planOutputs()
	s.index = sync.OnceValue(s.planIndex)

	problems = append(problems, s.findClashes()...)
	diag.SortProblems(problems)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, problems
	}
	return s, problems
}

// planOutputs plans every output but the search's index. Those of one phase
// come in the order in which they are planned here.
func (s *Site) planOutputs() {
	to := &outputList{phase: phaseFiles}
	s.localeSites[0].planAssets(to) // the same in every language
	if s.publishesData() {
		s.planData(to) // and so are these
	}
	to.phase = phasePages
	s.forEachLocale(to, (*localeSite).planPages)
	if !s.offline { // only for those who come by an address
		s.forEachLocale(to, (*localeSite).planRedirects)
		s.forEachLocale(to, (*localeSite).planNotFound)
	}
	s.forEachLocale(to, (*localeSite).planNotices)
	to.phase = phaseHome
	s.forEachLocale(to, (*localeSite).planGlossary)
	s.forEachLocale(to, (*localeSite).planPerformance)
	if s.publishesData() {
		s.forEachLocale(to, (*localeSite).planDataPage)
	}
	s.forEachLocale(to, (*localeSite).planHome)
	if !s.offline {
		s.planRobots(to)
		s.planHosts(to)
	}
	if s.publishesData() {
		to.phase = phaseFeeds
		s.forEachLocale(to, (*localeSite).planFeed)
		s.forEachLocale(to, (*localeSite).planCalendar)
	}
	to.phase = phaseLists
	s.forEachLocale(to, (*localeSite).planReportLists)
	s.forEachLocale(to, (*localeSite).planRecommendations)
	s.forEachLocale(to, (*localeSite).planDeadlines)
	s.forEachLocale(to, (*localeSite).planUpdates)
	to.phase = phaseHome
	s.forEachLocale(to, (*localeSite).planSearch)
	if s.publishesData() {
		to.phase = phaseFeeds
		s.forEachLocale(to, (*localeSite).planPartFeeds)
	}
	for _, r := range s.reg.Reports {
		s.planReport(to, r)
	}
	to.phase = phaseHome
	s.planSitemap(to)

	s.outputs = to.outputs
	slices.SortStableFunc(s.outputs, func(a, b Output) int { return cmp.Compare(a.phase, b.phase) })
	s.outputIndex = make(map[string]int, len(s.outputs))
	for i := range s.outputs {
		if _, clashes := s.outputIndex[s.outputs[i].URL]; !clashes {
			s.outputIndex[s.outputs[i].URL] = i
		}
	}
}

// planIndex plans the search's index, for which every page's text is read.
func (s *Site) planIndex() []Output {
	to := &outputList{phase: phaseIndex}
	s.forEachLocale(to, (*localeSite).planIndex)
	return to.outputs
}

func (s *Site) forEachLocale(to *outputList, plan func(*localeSite, *outputList)) {
	for _, e := range s.localeSites {
		plan(e, to)
	}
}

// Outputs are all files of the site, in the order in which they are to be
// written: what is linked to comes before what links to it.
func (s *Site) Outputs() []Output {
	home := slices.IndexFunc(s.outputs, func(o Output) bool { return o.phase > phaseIndex })
	return slices.Concat(s.outputs[:home], s.index(), s.outputs[home:])
}

// PageCount is how many of the outputs are pages.
func (s *Site) PageCount() int {
	n := 0
	for i := range s.outputs { // the index has none
		if s.outputs[i].Page {
			n++
		}
	}
	return n
}

// OutputsButSearch are all outputs except the search index, whose files are not
// known until it is built.
func (s *Site) OutputsButSearch() []Output { return s.outputs }

// Output gives an output by its URL.
func (s *Site) Output(url string) (o Output, ok bool) {
	if i, ok := s.outputIndex[url]; ok {
		return s.outputs[i], true
	}
	if s.searchIndexOf(url) != "" {
		for _, o := range s.index() {
			if o.URL == url {
				return o, true
			}
		}
	}
	return Output{}, false
}

// Showing finds the page that first of all shows a content file.
func (s *Site) PageOf(file string) (o Output, ok bool) {
	for _, e := range s.localeSites { // a file in another language is seen on the page in that one
		stem, ok := strings.CutSuffix(file, "."+e.words.lang+".md")
		if !ok {
			continue
		}
		if t, ok := e.target(stem + ".md"); ok {
			return s.Output(t.url(e))
		}
	}
	for _, e := range s.localeSites {
		if t, ok := e.target(file); ok {
			return s.Output(t.url(e))
		}
	}
	return Output{}, false
}

// Render renders one output into memory.
func (s *Site) Render(url string) ([]byte, error) {
	o, ok := s.Output(url)
	if !ok {
		return nil, fmt.Errorf("the site has no page %s", url)
	}
	var b bytes.Buffer
	if err := o.Render(&b); err != nil {
		return nil, fmt.Errorf("render %s: %w", url, err)
	}
	return b.Bytes(), nil
}

// baseURL is the first address that is given, with a slash at its end.
func baseURL(addresses ...string) string {
	for _, a := range addresses {
		if a != "" {
			return strings.TrimRight(a, "/") + "/"
		}
	}
	return ""
}
