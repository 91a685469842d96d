package preview

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// fakeTree is a tree of which a test says what has changed.
type fakeTree struct {
	mu      sync.Mutex
	folders []string
	changes map[string][]string // by folder, until it is looked at
	looks   []string
}

func (t *fakeTree) known() []string { return t.folders }
func (t *fakeTree) differs(dir string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.changes[dir]) > 0
}

func (t *fakeTree) look(dirs []string) (changed []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.Sort(dirs)
	for _, dir := range dirs {
		changed = append(changed, t.changes[dir]...)
		delete(t.changes, dir)
	}
	t.looks = append(t.looks, strings.Join(dirs, " "))
	return changed
}

// watching runs a watcher for a test in which no time passes.
type watching struct {
	*fakeTree
	hints chan hint
	began time.Time
	told  []string // what was taken on, and when
	again func(files []string) bool
	due   time.Time
}

func watchFor(t *testing.T, poll bool, story func(*watching)) {
	synctest.Test(t, func(t *testing.T) {
		w := &watching{fakeTree: &fakeTree{folders: []string{".", "content"}, changes: map[string][]string{}}, hints: make(chan hint), began: time.Now()}
		ctx, stop := context.WithCancel(t.Context())
		run := &watcher{tree: w.fakeTree, hints: w.hints, poll: poll, clock: time.Now, due: w.dueNow}
		run.changed = func(files []string, final bool) bool {
			mark := ""
			if final {
				mark = " for good"
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			if len(files) == 0 {
				w.due = time.Time{}
			}
			w.told = append(w.told, fmt.Sprintf("%s at %v%s", strings.Join(files, " "), time.Since(w.began).Round(time.Millisecond), mark))
			return w.again != nil && !final && w.again(files)
		}
		go run.run(ctx)
		story(w)
		stop()
		synctest.Wait()
	})
}

func (w *watching) dueNow() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.due
}

// set changes what the watcher's goroutine reads.
func (w *watching) set(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

func (w *watching) save(dir, file string) {
	w.set(func() { w.changes[dir] = append(w.changes[dir], file) })
	w.hints <- hint{dir: dir}
}

func (w *watching) want(t *testing.T, want ...string) {
	t.Helper()
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Equal(w.told, want) {
		t.Errorf("told\n  %s\nwant\n  %s", strings.Join(w.told, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestASaveIsTakenOnAlmostAtOnce(t *testing.T) {
	watchFor(t, false, func(w *watching) {
		w.save("content", "content/about.md")
		time.Sleep(time.Second)
		w.want(t, "content/about.md at 4ms")
	})
}

func TestASaveInStepsIsOne(t *testing.T) {
	watchFor(t, false, func(w *watching) {
		for range 8 { // as vim does: swap file, backup, write, rename
			w.save("content", "content/about.md")
			time.Sleep(2 * time.Millisecond)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.told) != 1 {
			t.Errorf("told %q; want it once", w.told)
		}
	})
}

// A burst is waited for, up to a second: git brings 5,000 files in one go.
func TestABurstIsWaitedFor(t *testing.T) {
	watchFor(t, false, func(w *watching) {
		for n := range 100 {
			w.save(fmt.Sprintf("content/reports/%d", n), fmt.Sprintf("content/reports/%d/report.md", n))
			time.Sleep(time.Millisecond)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.looks) != 1 || len(w.told) != 1 || !strings.Contains(w.told[0], "at 199ms") {
			t.Errorf("looked %d times, told %d times: %.80q", len(w.looks), len(w.told), w.told)
		}
	})
	watchFor(t, false, func(w *watching) {
		for range 300 { // something writes without end
			w.save("content", "content/about.md")
			w.save("content/reports/a", "content/reports/a/report.md")
			w.save("content/reports/b", "content/reports/b/report.md")
			w.save("content/reports/c", "content/reports/c/report.md")
			time.Sleep(10 * time.Millisecond)
		}
		synctest.Wait()
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.told) < 2 || len(w.told) > 4 {
			t.Errorf("told %d times in three seconds; want about one a second", len(w.told))
		}
	})
}

// What cannot be read may be half saved: nobody is told before a quiet time has
// passed, and nobody at all where the rest follows.
func TestAHalfSavedFileIsLookedAtAgain(t *testing.T) {
	watchFor(t, false, func(w *watching) {
		w.set(func() { w.again = func([]string) bool { return true } })
		w.save("content", "content/half.md")
		time.Sleep(50 * time.Millisecond)
		w.set(func() { w.again = nil })
		w.save("content", "content/half.md")
		time.Sleep(time.Second)
		w.want(t, "content/half.md at 4ms", "content/half.md content/half.md at 54ms")
	})
	watchFor(t, false, func(w *watching) {
		w.set(func() { w.again = func([]string) bool { return true } })
		w.save("content", "content/wrong.md")
		time.Sleep(time.Second)
		w.want(t, "content/wrong.md at 4ms", "content/wrong.md at 104ms for good")
	})
}

func TestLostNoticesMakeItLookAtEverything(t *testing.T) {
	watchFor(t, false, func(w *watching) {
		w.set(func() { w.changes["content"] = []string{"content/unseen.md"} })
		w.hints <- hint{lost: true}
		time.Sleep(200 * time.Millisecond)
		w.want(t, "content/unseen.md at 4ms")
	})
}

func TestWhatNoNoticeTellsOfIsFoundAllTheSame(t *testing.T) {
	for _, poll := range []bool{false, true} {
		watchFor(t, poll, func(w *watching) {
			time.Sleep(50 * time.Millisecond)
			w.set(func() { w.changes["content"] = []string{"content/network.md"} })
			time.Sleep(3 * time.Second)
			want := "content/network.md at 1.504s"
			if poll {
				want = "content/network.md at 404ms"
			}
			w.want(t, want)
		})
	}
}

// At midnight, and when something is let out, what is shown changes by itself.
func TestTheTimeChangesWhatIsShown(t *testing.T) {
	watchFor(t, false, func(w *watching) {
		w.set(func() { w.due = w.began.Add(10*time.Hour + 7*time.Millisecond) })
		time.Sleep(10 * time.Hour)
		w.want(t)
		time.Sleep(8 * time.Millisecond)
		w.want(t, " at 10h0m0.007s for good")
	})
}

// A sweep takes no more than its share, however long it takes to look.
func TestSweepsRest(t *testing.T) {
	w := &watcher{took: 10 * time.Millisecond, due: func() time.Time { return time.Time{} }, clock: time.Now, sweep: []string{"more"}}
	if rest := w.step(); rest != 190*time.Millisecond {
		t.Errorf("rests for %v after 10ms; want nineteen times as long", rest)
	}
}
