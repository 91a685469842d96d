package preview

import (
	"context"
	"sync"
	"time"
)

// This file decides when to look at files. A save is looked at as soon as no
// further notice has come for a moment, since many programs write a file in
// several steps. Notices get lost, and network drives send none, so a sweep
// looks at everything as well.
const (
	debounce   = 8 * time.Millisecond   // after the last notice
	longest    = time.Second            // and at most after the first
	recheck    = 100 * time.Millisecond // after which a file that may be half saved is read once more
	sweepEvery = time.Second
	sweepShare = 20 // sweeps take at most one part in so many of a core
)

// A change says that something may have changed in a folder, or, where lost is
// set, that notices were lost and anything may have changed anywhere.
type change struct {
	dir  string
	lost bool
}

// watched is what a watcher looks at: a fileIndex, or a fake one in a test.
type watched interface {
	known() []string
	differs(dir string) bool
	update(dirs []string) (changed []string)
}

// A watcher turns notices and sweeps into changes of files.
type watcher struct {
	index   watched
	notices <-chan change // nil where the system sends none
	clock   func() time.Time
	due     func() time.Time // when things change by themselves; zero for never
	changed func(files []string, final bool) (again bool)

	pending     map[string]bool // folders to look at
	first, last time.Time       // notices of those
	unsure      []string        // files that may be half saved
	since       time.Time       // when they were read
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
		timer.Reset(w.rest())
	}
}

// sweep reports folders that are not as they were last seen.
func (w *watcher) sweep(ctx context.Context, swept chan<- change) {
	pause := sweepEvery
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		began := time.Now()
		dirs := w.index.known()
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

// add notes a change that is to be looked at.
func (w *watcher) add(c change) {
	w.last = time.Now()
	if len(w.pending) == 0 {
		w.first = w.last
	}
	if !c.lost {
		w.pending[c.dir] = true
		return
	}
	for _, dir := range w.index.known() {
		w.pending[dir] = true
	}
	w.pending["."] = true
}

// rest is how long there is nothing to do. It is never long: the computer may
// sleep meanwhile.
func (w *watcher) rest() time.Duration {
	rest := sweepEvery
	if len(w.pending) > 0 {
		rest = min(rest, time.Until(w.last.Add(debounce)), time.Until(w.first.Add(longest)))
	}
	if w.unsure != nil {
		rest = min(rest, time.Until(w.since.Add(recheck)))
	}
	if due := w.due(); !due.IsZero() {
		rest = min(rest, due.Sub(w.clock()))
	}
	return max(rest, 0)
}

// act looks at the folders that are pending and passes on which files have
// changed, and what has changed because of the time. What cannot be read may be
// half saved: it is read once more before it is shown as a mistake.
func (w *watcher) act() {
	if due := w.due(); !due.IsZero() && !w.clock().Before(due) {
		w.changed(nil, true)
	}
	var files []string
	if len(w.pending) > 0 && (time.Since(w.last) >= debounce || time.Since(w.first) >= longest) {
		dirs := make([]string, 0, len(w.pending))
		for dir := range w.pending {
			dirs = append(dirs, dir)
		}
		clear(w.pending)
		files = w.index.update(dirs)
	}
	final := len(files) == 0 && w.unsure != nil && time.Since(w.since) >= recheck
	if len(files) == 0 && !final {
		return
	}
	files = append(files, w.unsure...)
	w.unsure = nil
	if w.changed(files, final) {
		w.unsure, w.since = files, time.Now()
	}
}
