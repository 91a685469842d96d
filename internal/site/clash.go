package site

import (
	"path"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// clashes finds outputs that would be one file on some disk, or a file where
// another needs a folder.
func (s *Site) findClashes() []diag.Problem {
	var problems []diag.Problem
	first := make(map[string]*Output, len(s.outputs))
	names := make([]string, len(s.outputs))
	for i := range s.outputs {
		o := &s.outputs[i]
		names[i] = fold(o.File())
		if other := first[names[i]]; other != nil {
			problems = append(problems, clash(o, other))
			continue
		}
		first[names[i]] = o
	}
	for i := range s.outputs {
		o := &s.outputs[i]
		for dir := path.Dir(names[i]); dir != "."; dir = path.Dir(dir) {
			if other := first[dir]; other != nil {
				problems = append(problems, clash(o, other))
			}
		}
		if len(o.Sources) == 0 {
			continue
		}
		if ext := path.Ext(names[i]); ext == ".br" || ext == ".gz" {
			of := first[strings.TrimSuffix(names[i], ext)]
			if of != nil && s.Precompressed(of.File()) {
				problems = append(problems, clash(o, &Output{URL: o.URL}))
			}
		}
		if url := s.searchIndexOf(o.URL); url != "" {
			problems = append(problems, clash(o, &Output{URL: url}))
		}
	}
	return problems
}

// inIndex is the folder of a search index that an address is or is in, or "".
// The indexes have not been planned yet.
func (s *Site) searchIndexOf(url string) string {
	for _, e := range s.localeSites {
		if strings.HasPrefix(fold(url)+"/", e.piecesURL()) {
			return e.piecesURL()
		}
	}
	return ""
}

func clash(here, there *Output) diag.Problem {
	if len(here.Sources) == 0 {
		here, there = there, here
	}
	return diag.Problem{
		File: origin(here), Rule: RuleClash,
		Message: "this would stand at " + here.URL + ", which " + origin(there) + " has already, at " + there.URL,
		Hint:    "give one of the two another name; addresses that differ only in capitals or accents' form are the same on many disks",
	}
}

// origin names what an output is made from.
func origin(o *Output) string {
	if len(o.Sources) > 0 {
		return o.Sources[0]
	}
	if name := pageNames[o.URL]; name != "" {
		return name
	}
	if root := strings.Index(o.URL[1:], "/"); root > 0 { // in another language
		if name := pageNames[o.URL[root+1:]]; name != "" {
			return name + " in " + o.URL[1:root+1]
		}
	}
	return "a page of the site's own"
}

// pageNames are the theme's own pages as messages name them.
var pageNames = map[string]string{
	"/": "the home page", "/reports/": "the list of reports", "/recommendations/": "the list of recommendations", "/404.html": "the page for lost readers",
	"/deadlines/": "the list of deadlines", "/performance/": "the page of figures", "/updates/": "the list of changes",
	"/glossary/": "the glossary", "/search/": "the search page", dataRoot: "the page of open data", "/accessibility/": "the accessibility statement",
	robotsURL: "the file for search engines", sitemapURL: "the map of the site",
}

// fold is [inspection.Fold], without allocating for most names.
func fold(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return inspection.Fold(name)
		}
	}
	return name
}
