package preview

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// This file decides when to look for changes: as soon as no further notice has come
// for a moment, since many programs write a file in several steps. Notices get lost,
// and network drives send none, so a sweep looks at everything as well.
const (
	debounce   = 8 * time.Millisecond   // after the last notice
	maxDelay   = time.Second            // after the first notice
	recheck    = 100 * time.Millisecond // before a file that may be half saved is read again
	sweepEvery = time.Second
	sweepShare = 20 // sweeps take at most one part in so many of a core
)

// A change says that something may have changed in a folder, or, where lost is
// set, that notices were lost and anything may have changed anywhere.
type change struct {
	dir  string
	lost bool
}

// watched is a fileIndex, or a fake in a test.
type watched interface {
	dirs() []string
	differs(dir string) bool
	update(dirs []string) (changed []string)
}

// A watcher turns notices and sweeps into lists of changed files.
type watcher struct {
	index   watched
	notices <-chan change // nil where the system sends none
	clock   func() time.Time
	due     func() time.Time // when the site changes with no file changed; zero for never
	changed func(files []string, final bool) (again bool)

	pending     map[string]bool // folders to list again
	first, last time.Time       // notices of those
	unsure      []string        // files that may be half saved
	unsureSince time.Time       // when they were read
}

// run watches until ctx is done.
func (w *watcher) run(ctx context.Context) {
	w.pending = map[string]bool{}
	swept := make(chan change)
	var wait sync.WaitGroup
	defer wait.Wait()
	wait.Go(func() { w.sweep(ctx, swept) })
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case c := <-w.notices:
			w.add(c)
		case c := <-swept:
			w.add(c)
		case <-timer.C:
			w.act()
		}
		timer.Reset(w.wait())
	}
}

// sweep sends the folders that have changed.
func (w *watcher) sweep(ctx context.Context, swept chan<- change) {
	pause := sweepEvery
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		began := time.Now()
		dirs := w.index.dirs()
		if len(dirs) == 0 {
			dirs = []string{"."}
		}
		for _, dir := range dirs {
			if !w.index.differs(dir) {
				continue
			}
			select {
			case <-ctx.Done():
				return
			case swept <- change{dir: dir}:
			}
		}
		pause = max(sweepEvery, (sweepShare-1)*time.Since(began))
	}
}

// add schedules the folder of a change to be listed again.
func (w *watcher) add(c change) {
	w.last = time.Now()
	if len(w.pending) == 0 {
		w.first = w.last
	}
	if !c.lost {
		w.pending[c.dir] = true
		return
	}
	for _, dir := range w.index.dirs() {
		w.pending[dir] = true
	}
	w.pending["."] = true
}

// wait returns how long there is nothing to do. It is never long, as the computer may
// sleep meanwhile.
func (w *watcher) wait() time.Duration {
	wait := sweepEvery
	if len(w.pending) > 0 {
		wait = min(wait, time.Until(w.last.Add(debounce)), time.Until(w.first.Add(maxDelay)))
	}
	if w.unsure != nil {
		wait = min(wait, time.Until(w.unsureSince.Add(recheck)))
	}
	if due := w.due(); !due.IsZero() {
		wait = min(wait, due.Sub(w.clock()))
	}
	return max(wait, 0)
}

// act lists the pending folders again and reports which files have changed, and
// whether the time has come for a change. A file with a mistake may be half saved:
// it is read once more before the mistake is shown.
func (w *watcher) act() {
	if due := w.due(); !due.IsZero() && !w.clock().Before(due) {
		w.changed(nil, true)
	}
	var files []string
	if len(w.pending) > 0 && (time.Since(w.last) >= debounce || time.Since(w.first) >= maxDelay) {
		files = w.index.update(slices.Collect(maps.Keys(w.pending)))
		clear(w.pending)
	}
	final := len(files) == 0 && w.unsure != nil && time.Since(w.unsureSince) >= recheck
	if len(files) == 0 && !final {
		return
	}
	files = append(files, w.unsure...)
	w.unsure = nil
	if w.changed(files, final) {
		w.unsure, w.unsureSince = files, time.Now()
	}
}
