package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"
	"sync/atomic"
)

// This file is for the build of which nothing has changed. What a site is made
// of has a name (Options.MadeOf), and a build that came to its end leaves that
// name in the manifest. Where the name is still the same, drawing would make
// the same bytes; so it is enough to see that those bytes still stand there,
// which costs a tenth of drawing them. Nothing is believed that is not looked
// at: every file is read, and has the checksum that the manifest gives it.

// Unchanged says whether dir holds just what an earlier build made of the same,
// byte for byte, and what that was. It is asked before there is a Site, so of
// what MadeOf says only the name need be known; and that is not asked for where
// no build has left one. It changes nothing in the site. Where it says no, for
// whatever reason, Publish finds out and tells.
func Unchanged(ctx context.Context, dir string, opt Options) (res Result, of Origin, ok bool) {
	b, err := begin(nil, dir, opt)
	if err != nil || b.was.made == (making{}) {
		return Result{}, Origin{}, false
	}
	b.madeOf = opt.MadeOf()
	if !b.madeOfTheSame() {
		return Result{}, Origin{}, false
	}
	unlock, err := b.lock()
	if err != nil {
		return Result{}, Origin{}, false
	}
	err = errors.Join(b.look(), b.tidy())
	ok = err == nil && b.holdsWhole(ctx)
	if err := unlock(); err != nil || !ok {
		return Result{}, Origin{}, false
	}
	return b.resultAsItWas(), b.was.made.Origin, true
}

// madeOfTheSame says whether the folder was made of what the site is made of.
func (b *build) madeOfTheSame() bool { return b.madeOf.Of != "" && b.was.made.Of == b.madeOf.Of }

// holdsWhole says whether the folder holds just what an earlier build made of
// the same.
func (b *build) holdsWhole(ctx context.Context) bool {
	if !b.madeOfTheSame() {
		return false
	}
	paths := make([]string, 0, len(b.old))
	for p := range b.old {
		paths = append(paths, p)
	}
	var next atomic.Int64
	var differs atomic.Bool
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			room := make([]byte, 256<<10)
			for !differs.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return
				}
				if p := paths[i]; !b.stillHolds(p, b.old[p], room) {
					differs.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return !differs.Load() && ctx.Err() == nil
}

// stillHolds says whether a file of the output folder is what it was, and stands
// where it should, with no link on the way. Most files fit into room.
func (b *build) stillHolds(p string, was entry, room []byte) bool {
	if _, kind, err := b.tree.find(path.Dir(p)); err != nil || kind != folder {
		return false
	}
	f, size, err := openFile(b.tree.at(p))
	if err != nil {
		return false
	}
	defer f.Close()
	switch {
	case size != was.size:
		return false
	case size <= int64(len(room)):
		_, err := io.ReadFull(f, room[:size])
		return err == nil && sha256.Sum256(room[:size]) == was.sum
	}
	sum := sha256.New()
	n, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, room)
	return err == nil && n == was.size && [sha256.Size]byte(sum.Sum(nil)) == was.sum
}

// openFile opens a file that is no link to one, and says how large it is.
func openFile(name string) (f *os.File, size int64, err error) {
	if noLink == 0 {
		if fi, err := os.Lstat(name); err != nil || !fi.Mode().IsRegular() {
			return nil, 0, fs.ErrNotExist
		}
	}
	if f, err = os.OpenFile(name, os.O_RDONLY|noLink, 0); err != nil {
		return nil, 0, err
	}
	fi, err := f.Stat()
	if err == nil && !fi.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, fi.Size(), nil
}

// resultAsItWas is that of a build that had nothing to do.
func (b *build) resultAsItWas() Result {
	res := Result{Pages: b.was.made.pages, Files: len(b.old), Unchanged: len(b.old)}
	for _, e := range b.old {
		res.Bytes += e.size
	}
	return res
}
