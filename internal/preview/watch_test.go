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

// fakeIndex is a fileIndex of which a test says what has changed.
type fakeIndex struct {
	mu      sync.Mutex
	folders []string
	changes map[string][]string // by folder, until it is looked at
	looks   []string
}

func (t *fakeIndex) dirs() []string { return t.folders }
func (t *fakeIndex) differs(dir string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.changes[dir]) > 0
}

func (t *fakeIndex) update(dirs []string) (changed []string) {
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
	*fakeIndex
	notices chan change
	began   time.Time
	told    []string // what was taken on, and when
	again   func(files []string) bool
	due     time.Time
}

func watchFor(t *testing.T, story func(*watching)) {
	synctest.Test(t, func(t *testing.T) {
		w := &watching{fakeIndex: &fakeIndex{folders: []string{".", "content"}, changes: map[string][]string{}}, notices: make(chan change), began: time.Now()}
		ctx, stop := context.WithCancel(t.Context())
		run := &watcher{index: w.fakeIndex, notices: w.notices, clock: time.Now, due: w.dueNow}
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
	w.notices <- change{dir: dir}
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
	watchFor(t, func(w *watching) {
		w.save("content", "content/about.md")
		time.Sleep(time.Second)
		w.want(t, "content/about.md at 8ms")
	})
}

func TestASaveInStepsIsOne(t *testing.T) {
	watchFor(t, func(w *watching) {
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
	watchFor(t, func(w *watching) {
		for n := range 100 {
			w.save(fmt.Sprintf("content/reports/%d", n), fmt.Sprintf("content/reports/%d/report.md", n))
			time.Sleep(time.Millisecond)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.looks) != 1 || len(w.told) != 1 || !strings.Contains(w.told[0], "at 107ms") {
			t.Errorf("looked %d times, told %d times: %.80q", len(w.looks), len(w.told), w.told)
		}
	})
	watchFor(t, func(w *watching) {
		for range 600 { // something writes without end
			w.save("content", "content/about.md")
			w.save("content/reports/a", "content/reports/a/report.md")
			w.save("content/reports/b", "content/reports/b/report.md")
			w.save("content/reports/c", "content/reports/c/report.md")
			time.Sleep(5 * time.Millisecond) // less than the debounce
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
	watchFor(t, func(w *watching) {
		w.set(func() { w.again = func([]string) bool { return true } })
		w.save("content", "content/half.md")
		time.Sleep(50 * time.Millisecond)
		w.set(func() { w.again = nil })
		w.save("content", "content/half.md")
		time.Sleep(time.Second)
		w.want(t, "content/half.md at 8ms", "content/half.md content/half.md at 58ms")
	})
	watchFor(t, func(w *watching) {
		w.set(func() { w.again = func([]string) bool { return true } })
		w.save("content", "content/wrong.md")
		time.Sleep(time.Second)
		w.want(t, "content/wrong.md at 8ms", "content/wrong.md at 108ms for good")
	})
}

func TestLostNoticesMakeItLookAtEverything(t *testing.T) {
	watchFor(t, func(w *watching) {
		w.set(func() { w.changes["content"] = []string{"content/unseen.md"} })
		w.notices <- change{lost: true}
		time.Sleep(200 * time.Millisecond)
		w.want(t, "content/unseen.md at 8ms")
	})
}

func TestWhatNoNoticeTellsOfIsFoundAllTheSame(t *testing.T) {
	watchFor(t, func(w *watching) {
		time.Sleep(50 * time.Millisecond)
		w.set(func() { w.changes["content"] = []string{"content/network.md"} })
		time.Sleep(3 * time.Second)
		w.want(t, "content/network.md at 1.008s")
	})
}

// At midnight, and when something is let out, what is shown changes by itself.
func TestTheTimeChangesWhatIsShown(t *testing.T) {
	watchFor(t, func(w *watching) {
		w.set(func() { w.due = w.began.Add(10*time.Hour + 7*time.Millisecond) })
		time.Sleep(10 * time.Hour)
		w.want(t)
		time.Sleep(8 * time.Millisecond)
		w.want(t, " at 10h0m0.007s for good")
	})
}
