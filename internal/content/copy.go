package content

import (
	"maps"
	"slices"
)

// This file copies what was read of a folder before anything is connected, so
// that connecting changes the copy only. What nobody changes is shared: the
// text of the files, their words, lists that are only read.

func (d *reportDir) copy() *reportDir {
	n := *d
	n.problems = slices.Clone(d.problems)
	if d.report != nil {
		n.report = d.report.copy()
	}
	n.findings = make([]*findingFile, len(d.findings))
	for i, f := range d.findings {
		n.findings[i] = f.copy()
		if n.report != nil {
			n.findings[i].finding.Report = n.report.report
		}
	}
	n.translations = make([]*contentFile, len(d.translations))
	for i, t := range d.translations {
		c := t.copy()
		n.translations[i] = &c
	}
	return &n
}

func (f *contentFile) copy() contentFile {
	n := *f
	n.reader = &reader{Document: f.Document, problems: slices.Clone(f.problems)}
	return n
}

func (f *reportFile) copy() *reportFile {
	n := *f
	n.contentFile = f.contentFile.copy()
	r := *f.report
	r.In = copyWords(r.In)
	if f.response != nil {
		response := *f.response
		n.response, r.Response = &response, &response.Response
	}
	n.report = &r
	return &n
}

func (f *findingFile) copy() *findingFile {
	n := *f
	n.contentFile = f.contentFile.copy()
	g := *f.finding
	g.In = copyWords(g.In)
	g.History = slices.Clone(g.History)
	n.finding = &g
	return &n
}

func copyWords[T any](in map[string]*T) map[string]*T {
	out := maps.Clone(in)
	for lang, words := range out {
		w := *words
		out[lang] = &w
	}
	return out
}
