package preview

import (
	"context"
	"time"
)

// This file decides when to look. A save is looked at almost at once: the time
// is only as long as a program needs that writes a file in two steps. While
// more and more changes come, as when git brings another branch, it waits until
// they end, and never longer than a second.
const (
	grace    = 4 * time.Millisecond   // after the last hint of a single save
	patience = 20 * time.Millisecond  // and this at most after the first
	quiet    = 100 * time.Millisecond // after the last hint of a burst
	enough   = time.Second            // and this at most after the first
	many     = 3                      // folders hinted at make a burst

	safety  = 1500 * time.Millisecond // between full sweeps where there are notices too
	polling = 400 * time.Millisecond  // and where there are none
	share   = 20                      // sweeps take one part in so many of a core
	slice   = 5 * time.Millisecond    // of sweeping between rests
)

// A hint says that something may have changed in a folder, or, where lost is
// set, that notices were lost and anything may have changed anywhere.
type hint struct {
	dir  string
	lost bool
}

// watched is what a watcher looks at: a tree, or a stand-in in a test.
type watched interface {
	known() []string
	differs(dir string) bool
	look(dirs []string) (changed []string)
}

// A watcher turns hints and sweeps into changes.
type watcher struct {
	tree    watched
	hints   <-chan hint // nil where the system sends no notices
	poll    bool
	clock   func() time.Time
	due     func() time.Time // when things change by themselves; zero for never
	changed func(files []string, final bool) (again bool)

	pending     map[string]bool // folders to look at
	first, last time.Time       // hints of those
	handled     time.Time       // when changes were last taken on
	unsure      []string        // files that may be half saved
	sweep       []string        // folders still to look at in this sweep
	took        time.Duration   // by the last slice of it
}

// run watches until ctx is done.
func (w *watcher) run(ctx context.Context) {
	w.pending = map[string]bool{}
	hurry, rest := time.NewTimer(0), time.NewTimer(w.period())
	defer hurry.Stop()
	defer rest.Stop()
	<-hurry.C
	for {
		if at, any := w.deadline(); any {
			hurry.Reset(time.Until(at))
		} else {
			hurry.Stop()
		}
		select {
		case <-ctx.Done():
			return
		case h := <-w.hints:
			w.take(h)
		case <-hurry.C:
			w.act()
		case <-rest.C:
			w.tick()
			rest.Reset(w.step())
		}
	}
}

func (w *watcher) period() time.Duration {
	if w.poll {
		return polling
	}
	return safety
}

// take notes a hint.
func (w *watcher) take(h hint) {
	now := time.Now()
	if len(w.pending) == 0 {
		w.first = now
	}
	w.last = now
	if !h.lost {
		w.pending[h.dir] = true
		return
	}
	for _, dir := range w.tree.known() {
		w.pending[dir] = true
	}
	w.pending["."] = true
}

// deadline is when to look at what is pending.
func (w *watcher) deadline() (at time.Time, any bool) {
	if len(w.pending) == 0 {
		if w.unsure != nil {
			return w.last.Add(quiet), true
		}
		return at, false
	}
	after, most := grace, patience
	if len(w.pending) > many || w.unsure == nil && w.first.Sub(w.handled) < quiet {
		after, most = quiet, enough
	}
	at = w.last.Add(after)
	if limit := w.first.Add(most); limit.Before(at) {
		at = limit
	}
	return at, true
}

// act looks at the folders that are pending and takes their changes on. What
// cannot be read may be half saved: it is looked at once more, a quiet time
// later, before anybody is told of a mistake.
func (w *watcher) act() {
	dirs := make([]string, 0, len(w.pending))
	for dir := range w.pending {
		dirs = append(dirs, dir)
	}
	clear(w.pending)
	changed := w.tree.look(dirs)
	again := w.unsure != nil
	late := again && len(changed) == 0 && !time.Now().Before(w.last.Add(quiet))
	if len(changed) == 0 && !late {
		return
	}
	if len(changed) > 0 && again {
		changed = append(changed, w.unsure...)
	}
	if late {
		changed = w.unsure
	}
	w.unsure = nil
	if w.changed(changed, late) {
		w.unsure, w.last = changed, time.Now()
		return
	}
	w.handled = time.Now()
}

// tick does a slice of the sweep, and takes on what the time brings.
func (w *watcher) tick() {
	if due := w.due(); !due.IsZero() && !w.clock().Before(due) {
		w.changed(nil, true)
	}
	if len(w.sweep) == 0 {
		w.sweep = w.tree.known()
		if len(w.sweep) == 0 || w.sweep[0] != "." {
			w.sweep = append([]string{"."}, w.sweep...)
		}
	}
	began := time.Now()
	for len(w.sweep) > 0 && time.Since(began) < slice {
		if w.tree.differs(w.sweep[0]) {
			w.take(hint{dir: w.sweep[0]})
		}
		w.sweep = w.sweep[1:]
	}
	w.took = time.Since(began)
}

// step is how long to rest before the next slice.
func (w *watcher) step() time.Duration {
	rest := (share - 1) * w.took
	if len(w.sweep) == 0 {
		rest = max(rest, w.period())
	}
	if due := w.due(); !due.IsZero() {
		rest = min(rest, max(due.Sub(w.clock()), time.Millisecond))
	}
	return max(rest, time.Millisecond)
}
