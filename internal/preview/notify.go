package preview

import (
	"errors"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// notifier is fsnotify's only home. It turns the system's notices into hints
// and knows nothing of what they mean: whatever happened to a name, its folder
// is to be looked at.
type notifier struct {
	top     string
	w       *fsnotify.Watcher
	changes chan change
	wait    sync.WaitGroup
	done    chan struct{}
}

// perFile is how many folders are watched where a notice costs an open file
// for every file (macOS, BSD); beyond, sweeps do.
const perFile = 100

func newNotifier(top string) (*notifier, error) {
	w, err := fsnotify.NewBufferedWatcher(256)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(top)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	n := &notifier{top: abs, w: w, changes: make(chan change, 256), done: make(chan struct{})}
	n.wait.Go(n.run)
	return n, nil
}

// add asks for notices of a folder. That it cannot be had is no fault: the
// folder may be gone again, and sweeps find what notices do not.
func (n *notifier) add(dir string) {
	_ = n.w.Add(filepath.Join(n.top, filepath.FromSlash(dir)))
}

func (n *notifier) addAll(dirs []string) {
	switch runtime.GOOS {
	case "linux", "windows":
	default:
		dirs = dirs[:min(len(dirs), perFile)]
	}
	for _, dir := range dirs {
		n.add(dir)
	}
	// Between the first look at the tree and now, notices went nowhere.
	n.send(change{lost: true})
}

func (n *notifier) run() {
	for {
		select {
		case e, ok := <-n.w.Events:
			if !ok {
				return
			}
			n.event(e)
		case _, ok := <-n.w.Errors: // ErrEventOverflow, or worse
			if !ok {
				return
			}
			n.send(change{lost: true})
		}
	}
}

// event hints at the folder that holds the name, and at the name itself, which
// may be a folder that came or went.
func (n *notifier) event(e fsnotify.Event) {
	rel, err := filepath.Rel(n.top, e.Name)
	if err != nil {
		return
	}
	at := filepath.ToSlash(rel)
	if at == "." {
		n.send(change{dir: "."})
		return
	}
	n.send(change{dir: path.Dir(at)})
}

func (n *notifier) send(c change) {
	select {
	case n.changes <- c:
	case <-n.done:
	}
}

func (n *notifier) close() {
	close(n.done)
	_ = n.w.Close()
	n.wait.Wait()
}
