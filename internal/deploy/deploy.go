// Package deploy is SENDING IT OUT: it makes a place elsewhere, an object store
// or a folder of a server, hold the site that was built.
//
// Begin at [Deploy] and read down: what is there, what is to be done (plan.go,
// which does nothing), and doing it (carry.go). A [Store] is a place; s3.go,
// azure.go and sftp.go are the kinds there are, and address.go chooses one.
//
// What it never does:
//   - send anything but the very bytes that were built: each file is held
//     against its checksum on its way;
//   - leave a page that people can reach and that links to what is not there:
//     what is linked to goes first, deletions are last, and each file is there
//     whole or not at all;
//   - change or remove what it did not put there. What it did is in a record
//     at the place itself (record.go), which at every moment lists at least
//     that much;
//   - write a secret anywhere, or take one in an address;
//   - read the clock, or wait, but through what it is given.
package deploy

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A Built is a site that was built whole.
type Built struct {
	Files []File
	// Open gives the bytes of one. Whoever opens closes.
	Open func(path string) (io.ReadCloser, error)
}

// A File is one of a site: its path, slash-separated, with what it holds.
type File struct {
	Path string
	Sum  [sha256.Size]byte
	Size int64
}

// Options say how to deploy.
type Options struct {
	// DryRun finds out what is to be done, and does nothing.
	DryRun bool
	// AllowRemovals lets published pages disappear. See RemovalError.
	AllowRemovals bool
	// ManyRemovals lets more than a fifth of the files disappear at once. See
	// ManyError.
	ManyRemovals bool
	// TakeOver makes files of others ours where one of the site has the same
	// name. See InTheWayError.
	TakeOver bool
	// AtOnce is how many files are sent at the same time; 8 where it is 0.
	AtOnce int
	// Progress, if set, is told how many of the changes are done, from one
	// goroutine at a time.
	Progress func(done, total int)
	// Wait waits, or ends with the context. It is called before something that
	// failed for the moment is tried again.
	Wait func(ctx context.Context, d time.Duration) error
}

// Deploy makes a store hold the site, and of ours nothing else. The plan is
// what was done or, where nothing was, was to be done. A deployment that ends
// before its time is an *UnfinishedError: what is there works, and the same
// command goes on from where it stopped.
func Deploy(ctx context.Context, to Store, b Built, opt Options) (*Plan, error) {
	to = patient{to, opt.Wait}
	was, err := readRecord(ctx, to)
	if err != nil {
		return nil, err
	}
	b.Files = slices.Clone(b.Files)
	if s, ok := to.(patient).Store.(Serves); ok && s.Serves() {
		b.Files = withoutPacked(b.Files)
	}
	keys := was.paths()
	for _, f := range b.Files {
		if err := badPath(f.Path); err != nil {
			return nil, err
		}
		keys = append(keys, f.Path)
	}
	slices.Sort(keys)
	there, err := to.List(ctx, slices.Compact(keys))
	if err != nil {
		return nil, fmt.Errorf("look at what %s holds: %w", to, err)
	}
	sums, err := b.sums(was, there)
	if err != nil {
		return nil, err
	}
	p := plan(b.Files, was, there, sums)
	if err := p.allowed(to, opt); err != nil || opt.DryRun {
		return p, err
	}
	return p, carry(ctx, to, b, p, opt)
}

// sums are the MD5 checksums of those files that may be there already though
// the record does not know: it was not written after they were put. Stores
// tell no better ones.
func (b Built) sums(was record, there map[string]Object) (map[string][md5.Size]byte, error) {
	sums := map[string][md5.Size]byte{}
	for _, f := range b.Files {
		o, found := there[f.Path]
		if e, ours := was.entries[f.Path]; !found || o.Size != f.Size || o.MD5 == nil || ours && e.state != sent {
			continue
		}
		sum, err := b.md5(f)
		if err != nil {
			return nil, err
		}
		sums[f.Path] = sum
	}
	return sums, nil
}

func (b Built) md5(f File) (sum [md5.Size]byte, err error) {
	r, err := b.Open(f.Path)
	if err != nil {
		return sum, fmt.Errorf("read %s: %w", f.Path, err)
	}
	defer r.Close()
	h := md5.New()
	if _, err := io.Copy(h, r); err != nil {
		return sum, fmt.Errorf("read %s: %w", f.Path, err)
	}
	h.Sum(sum[:0])
	return sum, nil
}

// withoutPacked leaves out what stands compressed beside a file of its own:
// it is for servers that choose between the two, and a store does not.
func withoutPacked(files []File) []File {
	names := map[string]bool{}
	for _, f := range files {
		names[f.Path] = true
	}
	return slices.DeleteFunc(files, func(f File) bool {
		ext := path.Ext(f.Path)
		return (ext == ".gz" || ext == ".br") && names[strings.TrimSuffix(f.Path, ext)]
	})
}

// ours begins the names that the program keeps for itself at the place.
const ours = ".fiftysix-"

// badPath refuses what is no path within the place, be it from a record that
// somebody may have changed.
func badPath(p string) error {
	switch {
	case p == "." || !fs.ValidPath(p) || strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }):
		return fmt.Errorf("%q is not a path within a site", p)
	case strings.HasPrefix(p, ours):
		return fmt.Errorf("%q begins with %s, which is kept for the program", p, ours)
	}
	return nil
}

// An UnfinishedError is the end of a deployment before its time.
type UnfinishedError struct {
	To          string
	Done, Total int // of the changes
	Err         error
}

func (e *UnfinishedError) Error() string {
	why := "stopped"
	if !errors.Is(e.Err, context.Canceled) {
		why = e.Err.Error()
	}
	return fmt.Sprintf("%s\n%d of %d changes at %s are made, and every page there works; give the same command again to go on", why, e.Done, e.Total, e.To)
}
