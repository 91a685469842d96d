// Package publish writes the files of a site into a folder that any web server
// can serve, or into one archive.
//
// Begin at [Write] and read down: refuse, lock, render into staging, verify,
// move into place, remove. Each step has a file of its own. A site is given as
// [Outputs]: paths, and for each a function that writes the content.
//
// What it never does:
//   - leave a half-written file in the output folder, even if it is killed: a
//     file is written in staging, on the same disk, and renamed into place;
//   - change, move or remove a file that it did not write. What it wrote is
//     in the manifest (manifest.go), which at every moment lists at least
//     that much, so that the next build can repair whatever a killed one
//     left behind;
//   - follow a symbolic link out of the output folder;
//   - change the output folder before every output has been rendered: if one
//     fails, the old site stays as it was;
//   - hold the whole site in memory, or read the clock.
//
// It guards against being killed, not against a power failure. Files are not
// synced to the disk one by one, which would make a large build many times
// slower: after a power failure files may be empty, and the next build sees
// that their bytes are wrong and writes them again. Only the manifest of an
// existing site is synced, as without it nothing could be repaired.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
)

// Outputs are the files of a site in the order in which they are to appear: the
// slash-separated path of each within the output folder, and the function that
// writes its content. It is called from any goroutine, and twice where a large
// output is precompressed.
type Outputs = iter.Seq2[string, func(io.Writer) error]

// Options say how to publish.
type Options struct {
	// Source is the folder that holds fiftysix.yaml. The output folder may be
	// inside it but may not be it, hold it, or meet its content and layouts.
	Source string
	// Kind is the kind of site. A folder is for one kind only.
	Kind Kind
	// Keep are further folders that the output folder may not be, be in, or
	// hold.
	Keep []string
	// Precompress, if set, reports which files are also written compressed.
	Precompress func(path string) bool
	// AllowRemovals lets published pages disappear. See RemovalError.
	AllowRemovals bool
	// CheckRemovals, if set, is called with how many of the files that were
	// written before would go. If it fails, the folder stays as it was.
	CheckRemovals func(gone, had int) error
	// Verify, if set, is called once everything has been rendered. If it
	// fails, the folder stays as it was.
	Verify func() error
	// Inspect, if set, is called with the content of every output before
	// anything is published, from many goroutines at once. A large output
	// comes in chunks that overlap. If it fails, the folder stays as it was.
	Inspect func(path string, data []byte) error
	// Progress, if set, is called after each file with how many of the total
	// are rendered. It is called from the goroutine that called Write.
	Progress func(done, total int)

	// before is called before every change to the disk; its error is that of
	// the change. Tests kill the program in it.
	before func(op, name string) error
}

// Result is what Write did.
type Result struct {
	Files                            int // of the site
	New, Changed, Unchanged, Removed int
	Bytes                            int64
}

// Write publishes the outputs in dir, and removes what else it wrote there before.
//
// A page that the site no longer has is removed only if the options allow it:
// the error is then a *RemovalError. A folder that may not be written to is a
// *FolderError, one with files in the way that are not ours a *ForeignError,
// and one that another build is writing to is ErrBusy. In each of these cases,
// and whenever an output cannot be rendered, dir is as it was before.
//
// Cancelling ctx has the same effect until everything is rendered. From then on
// it is ignored: what remains is renaming, which is short and better finished.
func Write(ctx context.Context, dir string, outputs Outputs, opt Options) (res Result, err error) {
	b, err := begin(dir, opt)
	if err != nil {
		return Result{}, err
	}
	unlock, err := b.lock()
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()

	// Another build may have finished since the folder was read.
	if err := b.readOutputDir(); err != nil {
		return Result{}, err
	}
	if err := b.removeLeftovers(); err != nil {
		return Result{}, err
	}
	if err := b.plan(outputs); err != nil {
		return Result{}, err
	}
	if pages := b.pagesGone(); len(pages) > 0 && !opt.AllowRemovals {
		return Result{}, &RemovalError{Paths: pages}
	}
	if opt.CheckRemovals != nil {
		if err := opt.CheckRemovals(len(b.gone), len(b.old)); err != nil {
			return Result{}, err
		}
	}

	st := b.newStage()
	defer func() { err = errors.Join(err, st.discard()) }()
	if err := b.render(ctx, st); err != nil {
		return Result{}, err
	}
	if err := errors.Join(ctx.Err(), b.verify()); err != nil {
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

func (b *build) verify() error {
	if b.opt.Verify == nil {
		return nil
	}
	return b.opt.Verify()
}

// update changes the site in the output folder into the new one. If it is stopped, the
// next build continues from there.
func (b *build) update(st *stage) error {
	root, err := os.OpenRoot(b.dir)
	if err != nil {
		return fmt.Errorf("open the output folder: %w", err)
	}
	defer root.Close()

	err = b.moveStaged(root, st)
	if err == nil {
		err = b.removeGone(root)
	}
	if err == nil {
		err = b.putManifest(root, st, b.newManifest())
	}
	if err != nil {
		return fmt.Errorf("%w\nthe output folder may now hold files of the old site beside those of the new: "+
			"build again to put that right", err)
	}
	return nil
}

// A build is one run of Write, Zip, Compare or Checksums.
type build struct {
	opt   Options
	dir   string // real and absolute
	name  string // as given, for messages
	disk  disk
	files []file // of the site, in its order

	exists  bool // there is an output folder
	tree    *tree
	old     manifest
	head    head     // of the old manifest
	dropped []string // files of the old manifest that the site no longer has
	gone    []string // those of them that are still in the folder
	above   []string // folders that were made above the output folder
}

// A file is one output, or a compressed form of the output before it.
type file struct {
	path     string
	render   func(io.Writer) error
	encoding *encoding // nil for an output itself
	entry    entry
	state    state
	obstacle string // the path of something of ours that is in its way
}

// begin reads the folder and refuses what must be refused, so that not even a lock
// file is put into a folder that is not ours. It changes nothing.
func begin(dir string, opt Options) (*build, error) {
	b := &build{opt: opt, name: dir, disk: disk{opt.before}}
	var err error
	if b.dir, err = allowed(dir, opt); err != nil {
		return nil, err
	}
	return b, b.readOutputDir()
}

func (b *build) result() Result {
	res := Result{Files: len(b.files), Removed: len(b.gone)}
	for _, f := range b.files {
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
