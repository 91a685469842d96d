package site

import (
	"path"
	"slices"
	"strings"

	"fiftysix/internal/source"
)

// This file finds outputs that would be one file on some disk, or a file where
// another needs a folder. In a report's folder only attachments have names that
// an author chose freely, and no two reports have the same id; what is outside
// of the folders is compared with itself, and with the folder that it is in if
// there is one.

// lateRoots are where lists stand that are planned when they are asked for.
// Nothing else the theme plans is late, so that the lists matter to a clash
// only where an author chose an address below these.
func (e *localeSite) lateRoots() []string {
	return []string{e.reportsURL(), e.recommendationsURL(), e.deadlinesURL(), e.updatesURL(), e.searchURL(), sitemapURL, "/sitemap-"}
}

// clashes finds them in everything but the lists, and in those too where an
// author's address could be one of theirs.
func (s *Site) clashes() []source.Problem {
	var problems []source.Problem
	for _, d := range s.folders {
		if len(d.report.Attachments) > 0 {
			problems = append(problems, clashes(inOrderOfWriting(s.itemsOf(d)))...)
		}
	}
	items := inOrderOfWriting(s.fixed.items)
	if s.meetsLists() {
		items = inOrderOfWriting(s.fixed.items, s.late().items)
	}
	problems = append(problems, clashes(items)...)
	problems = append(problems, s.meetsIndex()...)
	problems = append(problems, s.meetsForms()...)
	for _, it := range items {
		if d := s.folderOf(fold(it.URL)); d != nil {
			within := inOrderOfWriting(s.itemsOf(d))
			own := clashes(within)
			for _, p := range clashes(append(within, it)) {
				if !slices.Contains(own, p) {
					problems = append(problems, p)
				}
			}
		}
	}
	return problems
}

// meetsLists says whether an author's address could be one of a list's.
func (s *Site) meetsLists() bool {
	for _, e := range s.localeSites {
		for _, root := range e.lateRoots() {
			for i := range s.fixed.items {
				if it := &s.fixed.items[i]; len(it.Sources) > 0 && strings.HasPrefix(fold(it.URL), root) {
					return true
				}
			}
		}
		for i := range s.folders {
			if strings.HasPrefix(s.folders[i].report.ID, "page-") {
				return true
			}
		}
	}
	return false
}

// meetsIndex finds authors' addresses where the search's index stands, which is
// not planned for this.
func (s *Site) meetsIndex() []source.Problem {
	var problems []source.Problem
	for _, e := range s.localeSites {
		for i := range s.fixed.items {
			if it := &s.fixed.items[i]; len(it.Sources) > 0 && strings.HasPrefix(fold(it.URL)+"/", e.piecesURL()) {
				problems = append(problems, clash(it.Output, Output{URL: e.piecesURL()}))
			}
		}
	}
	return problems
}

// meetsForms finds authors' addresses where the compressed form of another file
// is to stand.
func (s *Site) meetsForms() []source.Problem {
	if !s.compress {
		return nil
	}
	var problems []source.Problem
	for i := range s.fixed.items {
		it := &s.fixed.items[i]
		if ext := path.Ext(it.URL); len(it.Sources) == 0 || ext != ".br" && ext != ".gz" {
			continue
		}
		address := strings.TrimSuffix(it.URL, path.Ext(it.URL))
		of, ok := s.Output(strings.TrimSuffix(address, "index.html"))
		if ok && fold(of.File()+path.Ext(it.URL)) == fold(it.File()) && of.packable() {
			problems = append(problems, clash(it.Output, Output{URL: it.URL}))
		}
	}
	return problems
}

func clashes(items []*item) []source.Problem {
	var problems []source.Problem
	first := make(map[string]*item, len(items))
	bare := map[string]*item{} // files that are not a folder's index
	for _, it := range items {
		name := fold(it.File())
		if other := first[name]; other != nil {
			problems = append(problems, clash(it.Output, other.Output))
			continue
		}
		first[name] = it
		if !strings.HasSuffix(name, "/index.html") {
			bare[name] = it
		}
	}
	for _, it := range items {
		name := fold(it.File())
		for at := strings.LastIndexByte(name, '/'); at > 0; at = strings.LastIndexByte(name[:at], '/') {
			if other := bare[name[:at]]; other != nil {
				problems = append(problems, clash(it.Output, other.Output))
			}
		}
	}
	return problems
}

func clash(here, there Output) source.Problem {
	if len(here.Sources) == 0 {
		here, there = there, here
	}
	return source.Problem{
		File: origin(here), Rule: RuleClash,
		Message: "this would stand at " + here.URL + ", which " + origin(there) + " has already, at " + there.URL,
		Hint:    "give one of the two another name; addresses that differ only in capitals or accents' form are the same on many disks",
	}
}

// origin names what an output is made from.
func origin(o Output) string {
	if len(o.Sources) > 0 {
		return o.Sources[0]
	}
	if name := theirs[o.URL]; name != "" {
		return name
	}
	if root := strings.Index(o.URL[1:], "/"); root > 0 { // in another language
		if name := theirs[o.URL[root+1:]]; name != "" {
			return name + " in " + o.URL[1:root+1]
		}
	}
	return "a page of the site's own"
}

var theirs = map[string]string{
	"/": "the home page", "/reports/": "the list of reports", "/recommendations/": "the list of recommendations", "/404.html": "the page for lost readers",
	"/deadlines/": "the list of deadlines", "/performance/": "the page of figures", "/updates/": "the list of changes",
	"/glossary/": "the glossary", "/search/": "the search page", dataRoot: "the page of open data", "/accessibility/": "the accessibility statement",
	robotsURL: "the file for search engines", sitemapURL: "the map of the site",
}

// fold is source.Fold, at no cost for the plain names that nearly all are.
func fold(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return source.Fold(name)
		}
	}
	return name
}
