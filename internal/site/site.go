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
	"io/fs"
	"strings"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// Options are what a build may choose about the look of the site.
type Options struct {
	BaseURL string // overrides the office's own where it is not empty
	Minify  bool
	// Like is a Site planned before, or nil. Where the theme's files are still
	// the same, what was read of them is used again; the outcome is the same
	// either way.
	Like *Site
}

// A Site is every file of the site, named and not yet made. It never changes,
// so any number of goroutines may render from it at once.
type Site struct {
	reg      *register.Register
	files    fs.FS  // the folder that holds fiftysix.yaml
	base     string // the site's own address with a slash at its end; "" where it is not known
	minify   bool
	groups   *register.Groups
	editions []*edition        // the first stands at "/"
	theme    [sha256.Size]byte // of the layouts and words that the editions were read from
	items    []item            // in the order of writing
	byURL    map[string]int
}

// An item is an Output with how to make it.
type item struct {
	Output
	make func() ([]byte, error)
}

// Plan lists every output of a register and renders none. Files are the
// folder that holds fiftysix.yaml, from which attachments are copied; theme
// holds the layouts (see [Overlay]). Where a Problem is an error the Site is
// nil: half a site is never planned.
func Plan(reg *register.Register, files, theme fs.FS, opt Options) (*Site, []source.Problem) {
	s := &Site{reg: reg, files: files, minify: opt.Minify, groups: reg.Groups()}
	s.base = baseURL(opt.BaseURL, reg.Office.BaseURL)
	problems := s.dress(theme, opt.Like)
	if errors, _ := source.Count(problems); errors > 0 {
		return nil, problems
	}

	// Pages are written after what they show, and lists after what they lead
	// to, so that a reader who comes in the middle finds no dead link.
	s.editions[0].planAssets() // the same in every language
	s.each((*edition).planFindings)
	s.each((*edition).planReports)
	s.each((*edition).planPages)
	s.each((*edition).planMoved)
	s.each((*edition).planLost)
	s.each((*edition).planReportLists)
	s.each((*edition).planRecommendations)
	s.each((*edition).planNotices)
	s.each((*edition).planGlossary)
	s.each((*edition).planDeadlines)
	s.each((*edition).planPerformance)
	s.each((*edition).planUpdates)
	s.each((*edition).planHome)
	s.planRobots()
	s.planSitemap()

	problems = append(problems, s.clashes()...)
	source.SortProblems(problems)
	if errors, _ := source.Count(problems); errors > 0 {
		return nil, problems
	}
	s.index()
	return s, problems
}

func (s *Site) each(plan func(*edition)) {
	for _, e := range s.editions {
		plan(e)
	}
}

// add plans one output.
func (s *Site) add(o Output, make func() ([]byte, error)) {
	s.items = append(s.items, item{o, make})
}

func (s *Site) index() {
	s.byURL = make(map[string]int, len(s.items))
	for i := range s.items {
		s.byURL[s.items[i].URL] = i
	}
}

// Outputs are all files of the site, in the order in which they are to be
// written: what is linked to comes before what links to it.
func (s *Site) Outputs() []Output {
	outputs := make([]Output, len(s.items))
	for i := range s.items {
		outputs[i] = s.items[i].Output
	}
	return outputs
}

// Output finds an output by its URL.
func (s *Site) Output(url string) (o Output, ok bool) {
	i, ok := s.byURL[url]
	if !ok {
		return Output{}, false
	}
	return s.items[i].Output, true
}

// Render makes one output. The same Site gives the same bytes for a URL, at
// any time and in any order. A layout's fault is a [Fault].
func (s *Site) Render(url string) ([]byte, error) {
	i, ok := s.byURL[url]
	if !ok {
		return nil, fmt.Errorf("the site has no page %s", url)
	}
	data, err := s.items[i].make()
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", url, err)
	}
	return data, nil
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
