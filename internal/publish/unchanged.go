package publish

import (
	"context"
	"crypto/sha256"
	"io"
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
// which costs a fifth of drawing them. Nothing is believed that is not looked
// at: every file is read, and has the checksum that the manifest gives it.

// holdsWhole says whether the folder holds just what an earlier build made of
// the same.
func (b *build) holdsWhole(ctx context.Context) bool {
	if b.madeOf == "" || b.was.made.of != b.madeOf {
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
			sum := sha256.New()
			buf := buffers.Get().(*[32 << 10]byte)
			defer buffers.Put(buf)
			for !differs.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return
				}
				sum.Reset()
				was := b.old[paths[i]]
				if n, err := b.readInto(sum, paths[i], buf[:]); err != nil || n != was.size || [sha256.Size]byte(sum.Sum(nil)) != was.sum {
					differs.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return !differs.Load() && ctx.Err() == nil
}

// readInto reads a file of the output folder that stands where it should, with
// no link on the way.
func (b *build) readInto(w io.Writer, p string, buf []byte) (n int64, err error) {
	if _, kind, err := b.tree.find(path.Dir(p)); err != nil || kind != folder {
		return 0, os.ErrNotExist
	}
	name := b.tree.at(p)
	if fi, err := os.Lstat(name); err != nil || !fi.Mode().IsRegular() {
		return 0, os.ErrNotExist
	}
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return io.CopyBuffer(w, struct{ io.Reader }{f}, buf)
}

// resultAsItWas is that of a build that had nothing to do.
func (b *build) resultAsItWas() Result {
	res := Result{Pages: b.was.made.pages, Files: len(b.old), Unchanged: len(b.old)}
	for _, e := range b.old {
		res.Bytes += e.size
	}
	return res
}
