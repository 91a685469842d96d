// Package preview shows the site in a browser while it is being written: what is
// saved is seen at once, and a mistake is explained on the page that it is on.
//
// Begin at [New] and [Preview.Run]. Then follow a save: watch.go decides when
// to look for changes, index.go what has changed, [Preview.changed] builds the
// site, events.go notifies the browsers, page.go renders what they ask for, and
// toolbar.go adds the preview's own lines. view.go has what a person can choose to
// see. The preview's messages are in screen/, and those with dates in words.go.
//
// The package never writes to a disk, no request changes anything, and none of its
// own lines is ever part of a build.
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
	"time"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// Options say what to preview, and how.
type Options struct {
	Source  string            // the folder that holds fiftysix.yaml
	Out     string            // the published site, to compare with; never written to
	Theme   fs.FS             // the program's own layouts
	BaseURL string            // overrides the office's own where it is not empty
	Now     inspection.Moment // if set, the minute to show instead of the current one
	Clock   func() time.Time  // time.Now, if nil
	Poll    bool              // do without the system's notices of changes
	Hosts   []string          // names, besides localhost, that browsers may use for it
	Log     func(line string) // for the person at the keyboard; may be nil
}

// A Preview serves one site's folder.
type Preview struct {
	opt   Options
	index *fileIndex
	ready chan struct{} // closed once the site has been read, or could not be

	mu      sync.Mutex
	version int                   // counts changes
	next    chan struct{}         // closed when version increases
	states  map[string]*viewState // by view
	saved   []string              // files of the last change
	folder  siteDir

	cache content.Cache
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
		opt: opt, ready: make(chan struct{}), next: make(chan struct{}),
		states: map[string]*viewState{},
	}
	if err := p.folder.open(opt.Source); err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	p.index = newFileIndex(&p.folder)
	return p, nil
}

// Run serves the preview on a listener until ctx is done, then ends within a second,
// even with browsers connected. It closes the listener.
func (p *Preview) Run(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
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

// now returns the minute that the preview shows.
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
			notes.addAll(p.index.dirs())
			notices = notes.changes
		}
	}
	w := &watcher{index: p.index, notices: notices, clock: p.opt.Clock, due: p.due, changed: p.changed}
	w.run(ctx)
}

// changed builds the site after a change of the files named, or of the time where
// there are none. A mistake that has just appeared may be a file that is half
// saved: then it asks to be called again, unless the call is final.
func (p *Preview) changed(files []string, final bool) (again bool) {
	p.cache.Forget(files)
	p.mu.Lock()
	s := p.state(view{})
	p.mu.Unlock()
	built := s.build(p)
	before, _ := s.results()
	if wasFailing := before != nil && before.failed(); built.failed() && !wasFailing && !final {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s.setLatest(built, p.version+1)
	p.version++
	p.saved = files
	close(p.next)
	p.next = make(chan struct{})
	return false
}

// due returns when the site changes with no file changed: at midnight, and when an
// embargo ends. It is zero where it never does.
func (p *Preview) due() time.Time {
	if !p.opt.Now.IsZero() {
		return time.Time{}
	}
	p.mu.Lock()
	s := p.states[""]
	p.mu.Unlock()
	if s == nil {
		return time.Time{}
	}
	return s.due()
}

// current returns the version, and a channel that is closed when there is a newer one.
func (p *Preview) current() (version int, next <-chan struct{}, saved []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.version, p.next, p.saved
}

// A siteDir is the site's folder. If the folder is replaced by another of the same
// name, that one is opened.
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

// files returns the folder's files. No link in it is followed out of it.
func (f *siteDir) files() fs.FS {
	f.mu.Lock()
	defer f.mu.Unlock()
	there, err := os.Stat(f.name)
	here, wrong := f.root.Stat(".")
	if err == nil && (wrong != nil || !os.SameFile(there, here)) {
		if root, err := os.OpenRoot(f.name); err == nil {
			// The old one may still be read from; the garbage collector closes it.
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

func hasErrors(problems []diag.Problem) bool {
	n, _ := diag.Count(problems)
	return n > 0
}
