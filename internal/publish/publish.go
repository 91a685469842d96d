// Package publish is PUTTING IT OUT: it turns the outputs of a site into a
// folder of files that any web server can serve.
//
// Begin at Publish and read down: refuse, lock, draw into staging, check,
// put in place, remove. Each step has a file of its own.
//
// What it never does:
//   - leave a half-written file in the output folder, even when it is killed
//     with no warning: a file is written in staging, on the same disk, and
//     renamed into place;
//   - change, move or remove a file that it did not write. What it wrote is
//     in the manifest (manifest.go), which at every moment lists at least
//     that much, so that the next build can put right whatever a killed one
//     left behind;
//   - follow a symbolic link out of the output folder;
//   - begin to change the output folder before every output has been drawn:
//     a site that cannot be drawn whole leaves the old one as it was;
//   - hold the whole site in memory, or read the clock.
//
// It guards against being killed, not against the power failing. Files are
// not synced to the disk one by one, which would make a large build many times
// slower: should the power fail, files may come back empty, and the next build
// sees that their bytes are wrong and writes them again. Only the manifest of
// an existing site is synced, as without it nothing could be put right.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"fiftysix/internal/site"
)

// Site is what is put out: a site.Plan, or a stand-in in a test.
type Site interface {
	// Outputs are all files of the site, in the order they are to appear.
	Outputs() []site.Output
	// Render draws one output. It must be safe for concurrent use.
	Render(url string) ([]byte, error)
}

// A Streamer is a Site that can also write outputs piece by piece, each to the
// writer for its URL. That is asked of those that are Large, and of all of one
// Group at once. The writers are a [data.Summed] each.
type Streamer interface {
	RenderTo(to map[string]io.Writer) error
}

// A Site may have Drawers, each of which draws one output after another for one
// goroutine, into room that is there: best those of one Group.
type Drawers interface {
	Drawer() *site.Drawer
}

// Options say how to publish.
type Options struct {
	// Source is the folder that holds fiftysix.yaml. The output folder may be
	// inside it but may not be it, hold it, or meet its content and layouts.
	Source string
	// Kind is what kind of site it is. A folder is for one kind only.
	Kind Kind
	// Keep are further folders that the output folder may not be, be in, or
	// hold.
	Keep []string
	// AllowRemovals lets published pages disappear. See RemovalError.
	AllowRemovals bool
	// Gone, if set, is asked whether so many of the files that were written
	// before may go; an error leaves the folder as it was.
	Gone func(gone, had int) error
	// MadeOf, if set, says what the site is made of, as it is now. Where the
	// folder holds just what an earlier build made of the same, byte for byte,
	// the site is not drawn again. See holdsWhole.
	MadeOf func() Origin
	// StillSo, if set, is asked once all is drawn whether what it was drawn from
	// is still the same. With an error of its the folder stays as it was.
	StillSo func() error
	// Look, if set, is shown every output before anything is put out, from
	// many goroutines at once; one that is Large in pieces that overlap. With an
	// error of its the folder stays as it was.
	Look func(url string, data []byte) error
	// Progress, if set, is told after each output how many of the total have
	// been drawn. It is called from the goroutine that called Publish.
	Progress func(done, total int)

	// before is called before every change to the disk; an error stands for
	// the failure of that change. For tests, which kill the program in it.
	before func(op, name string) error
}

// Result is what Publish did.
type Result struct {
	Pages, Files                     int // what the site has
	New, Changed, Unchanged, Removed int // what became of the files
	Bytes                            int64
}

// Publish makes dir hold the site s, and nothing else of ours.
//
// A page that the site no longer has is removed only if the options allow it:
// the error is then a *RemovalError. A folder that may not be written to is a
// *FolderError, one with files in the way that are not ours a *ForeignError,
// and one that another build is writing to is ErrBusy. In each of these cases,
// and whenever an output cannot be drawn, dir is as it was before.
//
// Cancelling ctx has the same effect until all is drawn. From then on it is
// not looked at: what remains is renaming, which is short and better finished.
func Publish(ctx context.Context, s Site, dir string, opt Options) (res Result, err error) {
	b, err := begin(s, dir, opt)
	if err != nil {
		return Result{}, err
	}
	if opt.MadeOf != nil {
		b.madeOf = opt.MadeOf()
	}
	unlock, err := b.lock()
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()

	// Another build may have finished since begin looked.
	if err := b.look(); err != nil {
		return Result{}, err
	}
	if err := b.tidy(); err != nil {
		return Result{}, err
	}
	if b.holdsWhole(ctx) {
		return b.resultAsItWas(), nil
	}
	if err := b.plan(); err != nil {
		return Result{}, err
	}
	if pages := b.pagesGone(); len(pages) > 0 && !opt.AllowRemovals {
		return Result{}, &RemovalError{Paths: pages}
	}
	if opt.Gone != nil {
		if err := opt.Gone(len(b.gone), len(b.old)); err != nil {
			return Result{}, err
		}
	}

	st := b.newStage()
	defer func() { err = errors.Join(err, st.discard()) }()
	if err := b.draw(ctx, st, opt.Progress); err != nil {
		return Result{}, err
	}
	if err := errors.Join(ctx.Err(), b.still(opt)); err != nil {
		return Result{}, err
	}

	if b.exists {
		err = b.update(st)
	} else {
		err = b.moveWhole(st)
	}
	if err != nil {
		return Result{}, err
	}
	return b.result(), nil
}

// still asks whether what was drawn is still so.
func (b *build) still(opt Options) error {
	if opt.StillSo == nil {
		return nil
	}
	return opt.StillSo()
}

// update turns the site that stands in the output folder into the new one.
// Whatever stops it, the next build can go on from there.
func (b *build) update(st *stage) error {
	root, err := os.OpenRoot(b.dir)
	if err != nil {
		return fmt.Errorf("open the output folder: %w", err)
	}
	defer root.Close()

	err = b.place(root, st)
	if err == nil {
		err = b.removeGone(root)
	}
	if err == nil {
		err = b.putManifest(root, st, b.manifestBytes(b.made()))
	}
	if err != nil {
		return fmt.Errorf("%w\nthe output folder may now hold files of the old site beside those of the new: "+
			"build again to put that right", err)
	}
	return nil
}

// A build is one run of Publish or Compare.
type build struct {
	site  Site
	shown func(url string, data []byte) error // Options.Look, or nil
	dir   string                              // real and absolute
	name  string                              // as it was given, for messages
	kind  Kind
	disk  disk
	files []file // what the site has, in its order

	madeOf Origin // of Options.MadeOf

	exists bool // there is an output folder
	old    manifest
	was    head           // what the old manifest says of the whole
	listed entry          // the old manifest's own bytes
	left   []string       // files of the old manifest that the site no longer has
	gone   []string       // those of them that are still in the folder
	tree   *tree          // what stands in the folder
	aside  map[int]string // by the place of a new file in files, a thing of ours that stands in its way
	above  []string       // folders that were made for it to stand in
}

// A file is one output and what was found out about it. Of the Output it holds
// what is needed here: there are very many.
type file struct {
	url   string
	path  string
	entry entry
	form  *form // of the file before it in the list, compressed; nil for an output itself
	group int32 // by a number; 0 for none
	page  bool
	large bool
	state state
}

// begin looks at the folder, and changes nothing. It refuses
// what must be refused, so that not even a lock is put into a folder that is
// none of ours.
func begin(s Site, dir string, opt Options) (*build, error) {
	b := &build{site: s, shown: opt.Look, name: dir, kind: opt.Kind, disk: disk{opt.before}}
	var err error
	if b.dir, err = allowed(dir, opt); err != nil {
		return nil, err
	}
	return b, b.look()
}

func (b *build) result() Result {
	res := Result{Files: len(b.files), Removed: len(b.gone)}
	for _, f := range b.files {
		if f.page && f.form == nil {
			res.Pages++
		}
		switch f.state {
		case isNew:
			res.New++
		case isChanged:
			res.Changed++
		default:
			res.Unchanged++
		}
		res.Bytes += f.entry.size
	}
	return res
}
