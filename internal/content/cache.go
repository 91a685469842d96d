package content

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"fiftysix/internal/inspection"
)

// A Cache keeps the report folders that [Load] has parsed, so that the next call
// parses only those that have changed. Everything else is done again at each
// call.
type Cache struct {
	mu   sync.Mutex            // locked while a site is read
	dirs map[string]*reportDir // by id, as parsed; only copies of them are connected
}

// Forget drops what was parsed of files that have changed, given by their paths
// relative to the folder of fiftysix.yaml.
func (cache *Cache) Forget(changed []string) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	for _, file := range changed {
		top, _, _ := strings.Cut(file, "/")
		rest, inReports := strings.CutPrefix(file, inspection.ContentDir+"/reports/")
		switch {
		case inReports:
			id, _, _ := strings.Cut(rest, "/")
			delete(cache.dirs, id)
		case top == "layouts" || path.Dir(file) == inspection.ContentDir && path.Base(file) != "reports":
			// pages are parsed at each call, and no report depends on layouts
		default: // the settings, which decide how every report is read, or whole folders
			clear(cache.dirs)
		}
	}
}

// keep stores the folders of one call of Load, and returns copies of them that
// can be connected.
func (cache *Cache) keep(dirs []*reportDir) []*reportDir {
	cache.dirs = make(map[string]*reportDir, len(dirs))
	copies := make([]*reportDir, len(dirs))
	for i, d := range dirs {
		cache.dirs[d.id] = d
		copies[i] = d.copy()
	}
	return copies
}

// copy returns a copy of the folder that can be connected without changing the
// original. Parts that connecting does not change are shared.
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
