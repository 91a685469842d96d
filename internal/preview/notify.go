package preview

import (
	"errors"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// notifier turns the system's notices into hints: whatever happened to a file, its
// folder is to be listed again. Only it uses fsnotify.
type notifier struct {
	top     string
	w       *fsnotify.Watcher
	changes chan change
	wait    sync.WaitGroup
	done    chan struct{}
}

// maxWatched is how many folders are watched where the system needs an open file for
// every file in them (macOS, BSD). Sweeps look at the rest.
const maxWatched = 100

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

// add asks for notices of a folder. An error is ignored: the folder may be gone
// again, and sweeps find what notices do not.
func (n *notifier) add(dir string) {
	_ = n.w.Add(filepath.Join(n.top, filepath.FromSlash(dir)))
}

func (n *notifier) addAll(dirs []string) {
	switch runtime.GOOS {
	case "linux", "windows":
	default:
		dirs = dirs[:min(len(dirs), maxWatched)]
	}
	for _, dir := range dirs {
		n.add(dir)
	}
	// Changes since the folders were first listed gave no notices.
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

// event sends a hint for the folder of a file.
func (n *notifier) event(e fsnotify.Event) {
	rel, err := filepath.Rel(n.top, e.Name)
	if err != nil {
		return
	}
	n.send(change{dir: path.Dir(filepath.ToSlash(rel))}) // of "." it is "."
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
