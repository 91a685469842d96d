// Package site is how a register is shown: which files the site has, at which
// addresses, and what each of them says.
//
// Begin at [Plan], which names every output and renders none, and read
// downward; then [Site.Render], which makes one output in memory. Every
// address is decided in urls.go. What a page says is in the file named for it
// (home.go, reports.go, report.go, finding.go, page.go, …), its markup in the
// layouts, and every word of the theme's in the layouts' words.
//
// The package never decides what is public or what is late (that is the
// register's), never reads the clock, and never writes to a disk.
package site

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fiftysix/internal/feeds"
	"fiftysix/internal/opendata"
	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// Options are what a build may choose about the look of the site.
type Options struct {
	BaseURL  string // overrides the office's own where it is not empty
	Minify   bool
	Offline  bool     // it is opened from a folder, with no server
	SignOff  *SignOff // it is a sign-off copy, and says so on every page
	Compress bool     // compressed forms stand beside what is text, also where the office's settings ask for none
	// SameTheme is a Site planned before, or nil. Where the theme's files are
	// still the same, what was parsed of them is used again.
	SameTheme *Site
}

// A Site is every file of the site, named and not yet made. It never changes,
// so any number of goroutines may render from it at once.
type Site struct {
	reg         *register.Register
	files       fs.FS  // the folder that holds fiftysix.yaml
	base        string // the site's own address with a slash at its end; "" where it is not known
	minify      bool
	offline     bool
	compress    bool
	signOff     *SignOff
	told        feeds.Names       // of what feeds and calendars tell
	localeSites []*localeSite     // the first stands at "/"
	theme       [sha256.Size]byte // of the layouts and words that the localeSites were read from

	folders []*reportFolder // what stands at each report's address, in the register's order
	place   map[string]int  // of a report's folder, by the report's id
	fixed   *shelf          // what has an address of its own
	data    *opendata.Data  // the register as data

	// What rests on all reports at once is found out when it is first asked
	// for: a preview that shows one page of ten thousand never does.
	groups    func() *register.Groups
	changes   func() []register.Change
	changesBy func() *changesBy
	late      func() *shelf // lists, and what lists them
	found     func() *shelf // the search's index
}

// Plan lists every output of a register and renders none. Files are the
// folder that holds fiftysix.yaml, from which attachments are copied; theme
// holds the layouts (see [Overlay]). Where a Problem is an error the Site is
// nil: half a site is never planned.
func Plan(reg *register.Register, files, theme fs.FS, opt Options) (*Site, []source.Problem) {
	s := &Site{reg: reg, files: files, minify: opt.Minify, offline: opt.Offline, signOff: opt.SignOff, groups: sync.OnceValue(reg.Groups), changes: sync.OnceValue(reg.Changes)}
	s.compress = (opt.Compress || reg.Office.Compress) && !opt.Offline
	s.changesBy = sync.OnceValue(s.sortChanges)
	s.told = namesFor(&reg.Office)
	s.base = baseURL(opt.BaseURL, reg.Office.BaseURL)
	problems := s.loadTheme(theme, opt.SameTheme)
	if errors, _ := source.Count(problems); errors > 0 {
		return nil, problems
	}

	s.data = s.openData()
	s.planFolders() // findings, their reports, and their files
	for _, e := range s.localeSites {
		e.calls = make([]atomic.Pointer[[]called], len(s.folders))
	}
	s.planFixed()
	s.late = sync.OnceValue(s.planLate)
	s.found = sync.OnceValue(s.planFound)

	problems = append(problems, s.clashes()...)
	source.SortProblems(problems)
	if errors, _ := source.Count(problems); errors > 0 {
		return nil, problems
	}
	return s, problems
}

// planFixed plans what has an address of its own.
func (s *Site) planFixed() {
	s.fixed = &shelf{stage: stageFiles}
	s.localeSites[0].planAssets(s.fixed) // the same in every language
	if s.speaks() {
		s.planData(s.fixed) // and so are these
	}
	s.fixed.stage = stagePages
	s.each(s.fixed, (*localeSite).planPages)
	if !s.offline { // what only those come to who have an address
		s.each(s.fixed, (*localeSite).planMoved)
		s.each(s.fixed, (*localeSite).planLost)
	}
	s.each(s.fixed, (*localeSite).planNotices)
	s.fixed.stage = stageHome
	s.each(s.fixed, (*localeSite).planGlossary)
	s.each(s.fixed, (*localeSite).planPerformance)
	if s.speaks() {
		s.each(s.fixed, (*localeSite).planDataPage)
	}
	s.each(s.fixed, (*localeSite).planHome)
	if !s.offline {
		s.planRobots(s.fixed)
		s.planHosts(s.fixed)
	}
	if s.speaks() {
		s.fixed.stage = stageFeeds
		s.each(s.fixed, (*localeSite).planFeed)
		s.each(s.fixed, (*localeSite).planCalendar)
	}
	s.fixed.close()
}

// planLate plans the lists, whose number and pages depend on all reports.
func (s *Site) planLate() *shelf {
	late := &shelf{stage: stageLists}
	s.each(late, (*localeSite).planReportLists)
	s.each(late, (*localeSite).planRecommendations)
	s.each(late, (*localeSite).planDeadlines)
	s.each(late, (*localeSite).planUpdates)
	late.stage = stageHome
	s.each(late, (*localeSite).planSearch)
	s.planSitemap(late)
	if s.speaks() {
		late.stage = stageFeeds
		s.each(late, (*localeSite).planPartFeeds)
	}
	return late.close()
}

// planFound plans the search's index, which takes reading every page's words.
func (s *Site) planFound() *shelf {
	found := &shelf{stage: stageIndex}
	s.each(found, (*localeSite).planIndex)
	return found.close()
}

func (s *Site) each(to *shelf, plan func(*localeSite, *shelf)) {
	for _, e := range s.localeSites {
		plan(e, to)
	}
}

// find finds an item by its URL, or nil.
func (s *Site) find(url string) *item { return (&Drawer{Site: s}).find(url) }

// findFixed finds an item that is in no report's folder.
func (s *Site) findFixed(url string) *item {
	if it := s.fixed.find(url); it != nil {
		return it
	}
	for _, e := range s.localeSites {
		if strings.HasPrefix(url, e.piecesURL()) {
			return s.found().find(url)
		}
	}
	return s.late().find(url)
}

// Outputs are all files of the site, in the order in which they are to be
// written: what is linked to comes before what links to it.
func (s *Site) Outputs() []Output { return s.pagesAnd(s.found().items) }

// OutputsButSearch are all outputs but the search's index, which has to be made
// before it is known of how many files it is.
func (s *Site) OutputsButSearch() []Output { return s.pagesAnd(nil) }

// pagesAnd are all outputs but the search's index, and those of what else is
// given.
func (s *Site) pagesAnd(more []item) []Output {
	var inStages [stages][]Output
	put := func(items []item) {
		for i := range items {
			o := items[i].Output
			o.Packed = s.compress && o.packable()
			inStages[items[i].stage] = append(inStages[items[i].stage], o)
		}
	}
	put(more)
	put(s.fixed.items)
	put(s.late().items)
	for _, d := range s.folders {
		put(s.itemsOf(d))
	}
	return slices.Concat(inStages[:]...)
}

// Output finds an output by its URL.
func (s *Site) Output(url string) (o Output, ok bool) {
	if it := s.find(url); it != nil {
		return it.Output, true
	}
	return Output{}, false
}

// Showing finds the page that first of all shows a content file.
func (s *Site) Showing(file string) (o Output, ok bool) {
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

// Render makes one output. The same Site gives the same bytes for a URL, at
// any time and in any order. A layout's fault is a [TemplateError].
func (s *Site) Render(url string) ([]byte, error) { return s.Append(nil, url) }

// Append makes one output as Render does, and adds it to b, so that one output
// after another can be made in the same room.
func (s *Site) Append(b []byte, url string) ([]byte, error) { return s.Drawer().Append(b, url) }

// RenderTo makes Large outputs of one Group as Render does, and writes each to
// the writer for its URL: none is ever whole in memory, and what several have is
// made once.
func (s *Site) RenderTo(to map[string]io.Writer) error {
	var write func(map[string]io.Writer) error
	group := ""
	for url := range to {
		it := s.find(url)
		if it == nil || it.write == nil || write != nil && (it.Group != group || group == "") {
			return fmt.Errorf("%s cannot be rendered piece by piece, or not with the others", url)
		}
		write, group = it.write, it.Group
	}
	if write == nil {
		return nil
	}
	if err := write(to); err != nil {
		return fmt.Errorf("render %s: %w", strings.Join(slices.Sorted(maps.Keys(to)), ", "), err)
	}
	return nil
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
