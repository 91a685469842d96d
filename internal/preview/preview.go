// Package preview is WATCHING IT: the site in a browser while it is being
// written, so that a word that is saved is seen, and a mistake is explained on
// the page it would spoil.
//
// Begin at [New] and [Preview.Run]. Then follow a save: watch.go decides when
// to look, tree.go what has changed, [Preview.changed] takes it on, events.go
// tells the browsers, page.go makes what they ask for, and bar.go adds the
// preview's own lines on the way out. What a person can choose to look at is
// in view.go. The preview's words are in screen/, all in one place, and those
// with dates in them in words.go.
//
// The package never writes to a disk, never changes anything for a request,
// and never puts a line of its own into a build: nothing it does is public.
package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// Options say what is previewed, and how.
type Options struct {
	Source  string            // the folder that holds fiftysix.yaml
	Out     string            // the published site, to compare with; never written to
	Theme   fs.FS             // the program's own layouts
	BaseURL string            // overrides the office's own where it is not empty
	Now     inspection.Moment // stands still at this minute, where it is given
	Clock   func() time.Time  // time.Now, if nil
	Poll    bool              // do without the system's notices of changes
	Hosts   []string          // names, besides this computer's own, that browsers may call it by
	Log     func(line string) // for the person at the keyboard; may be nil
}

// A Preview serves one site's folder.
type Preview struct {
	opt   Options
	index *fileIndex
	ready chan struct{} // closed once the site has been read, or could not be
	stop  context.Context

	mu      sync.Mutex
	version int                   // counts what has changed
	news    chan struct{}         // closed when version counts on
	states  map[string]*viewState // by view
	saved   []string              // the files that the last change was of
	folder  siteDir               // what is open of the disk

	cache content.Cache

	clients atomic.Int64
}

// New prepares the preview of a folder, which must hold fiftysix.yaml.
func New(opt Options) (*Preview, error) {
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if opt.Log == nil {
		opt.Log = func(string) {}
	}
	p := &Preview{
		opt: opt, ready: make(chan struct{}), news: make(chan struct{}), stop: context.Background(),
		states: map[string]*viewState{},
	}
	if err := p.folder.open(opt.Source); err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	p.index = newFileIndex(&p.folder)
	return p, nil
}

// Run serves the preview on a listener until ctx is done, then ends within a
// second, whoever is connected. The listener is closed.
func (p *Preview) Run(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p.stop = ctx
	server := &http.Server{
		Handler:           p,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
	var wait sync.WaitGroup
	defer wait.Wait()
	defer p.folder.close()
	defer cancel()
	wait.Go(func() { p.watch(ctx) })
	wait.Go(func() {
		<-ctx.Done() // which ends the browsers' open connections too
		short, end := context.WithTimeout(context.Background(), 500*time.Millisecond)
		defer end()
		if server.Shutdown(short) != nil {
			_ = server.Close()
		}
	})
	err := server.Serve(listener)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve the preview: %w", err)
}

// now is the minute that the preview shows.
func (p *Preview) now() inspection.Moment {
	if !p.opt.Now.IsZero() {
		return p.opt.Now
	}
	return inspection.MomentOf(p.opt.Clock())
}

// watch reads the site once and then follows its changes.
func (p *Preview) watch(ctx context.Context) {
	p.index.begin()
	p.changed(nil, true)
	close(p.ready)
	var notices <-chan change
	if !p.opt.Poll {
		notes, err := newNotifier(p.opt.Source)
		if err != nil {
			p.opt.Log("this system gives no notice of changes, so files are looked at every second or so: " + err.Error())
		} else {
			defer notes.close()
			p.index.notice = notes.add
			notes.addAll(p.index.known())
			notices = notes.changes
		}
	}
	w := &watcher{index: p.index, notices: notices, clock: p.opt.Clock, due: p.due, changed: p.changed}
	w.run(ctx)
}

// changed takes on a change of the files named, or of the time where none
// are. A mistake that has just appeared may be a file that is half saved: then
// it answers that it wants to be asked again, unless this is the final word.
func (p *Preview) changed(files []string, final bool) (again bool) {
	p.cache.Forget(files)
	p.mu.Lock()
	s := p.state(view{})
	p.mu.Unlock()
	made := s.make(p)
	if made.failed() && !s.failing() && !final {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s.settle(made, p.version+1)
	p.version++
	p.saved = files
	close(p.news)
	p.news = make(chan struct{})
	return false
}

// due is when what is shown changes by itself: at midnight, and when something
// held is let out. It is zero where it never does.
func (p *Preview) due() time.Time {
	if !p.opt.Now.IsZero() {
		return time.Time{}
	}
	p.mu.Lock()
	s := p.states[view{}.key()]
	p.mu.Unlock()
	if s == nil {
		return time.Time{}
	}
	return s.due()
}

// current is the version, and a channel that is closed when it is past.
func (p *Preview) current() (version int, news <-chan struct{}, saved []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.version, p.news, p.saved
}

// A siteDir is the site's folder as it is open. One that was deleted and made
// again, or renamed and put back, is opened again.
type siteDir struct {
	mu   sync.Mutex
	name string
	root *os.Root
}

func (f *siteDir) open(name string) error {
	root, err := os.OpenRoot(name)
	f.name, f.root = name, root
	return err
}

// files are the folder's files. No link in it can lead out of it.
func (f *siteDir) files() fs.FS {
	f.mu.Lock()
	defer f.mu.Unlock()
	there, err := os.Stat(f.name)
	here, wrong := f.root.Stat(".")
	if err == nil && (wrong != nil || !os.SameFile(there, here)) {
		if root, err := os.OpenRoot(f.name); err == nil {
			// The old one is left open for those that read from it now; the
			// garbage collector closes it.
			f.root = root
		}
	}
	return f.root.FS()
}

func (f *siteDir) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.root.Close()
}

// errorsIn says whether there is an error among problems.
func errorsIn(problems []diag.Problem) bool {
	n, _ := diag.Count(problems)
	return n > 0
}
