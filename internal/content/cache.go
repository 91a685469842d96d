package content

import (
	"path"
	"strings"
	"sync"

	"fiftysix/internal/inspection"
)

// A Cache keeps the report folders that [Read] has parsed, so that the next
// call parses only those that have changed. Parsing is most of the work; all
// the rest is done anew at each call.
type Cache struct {
	mu   sync.Mutex            // held while a site is read
	dirs map[string]*reportDir // by id, as parsed; only copies of them are connected
}

// Forget drops what was parsed of files that have changed, come or gone. They
// are named by their paths from the folder that holds fiftysix.yaml.
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

// keep replaces what is kept by the folders that a call of Read has parsed or
// taken from the cache, and returns copies of them.
func (cache *Cache) keep(dirs []*reportDir) []*reportDir {
	cache.dirs = make(map[string]*reportDir, len(dirs))
	copies := make([]*reportDir, len(dirs))
	for i, d := range dirs {
		cache.dirs[d.id] = d
		copies[i] = d.copy()
	}
	return copies
}
