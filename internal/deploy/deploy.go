// Package deploy sends the site that was built to an object store or to a folder
// of a server.
//
// Begin at [Deploy] and read down: list what is there, plan what to do (plan.go,
// which does nothing), and do it (transfer.go). s3.go and sftp.go are the kinds
// of [Store], and address.go chooses one.
//
// What it never does:
//   - send anything but the very bytes that were built: each file's checksum is
//     compared as it is sent;
//   - leave a reachable page with a link to nothing: what is linked to goes
//     first, deletions are last, and each file is there whole or not at all;
//   - change or remove what it did not put there. Its record of that is kept in
//     the store itself (record.go), and is never short of a file;
//   - write a secret anywhere, or accept one in an address;
//   - read the clock, or wait, except through its options.
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

// A Site is one that was built whole.
type Site struct {
	Files []File
	// Open opens a file for reading. The caller closes it.
	Open func(path string) (io.ReadCloser, error)
}

// A File of a site.
type File struct {
	Path string // slash-separated
	Sum  [sha256.Size]byte
	Size int64
}

// Options say how to deploy.
type Options struct {
	DryRun        bool // plan, and do nothing
	AllowRemovals bool // remove published pages: see RemovalError
	ManyRemovals  bool // remove more than a fifth of the files: see ManyError
	TakeOver      bool // replace files that are not ours
	Concurrency   int  // how many files are sent at the same time; 8 where it is 0

	// Progress, if set, is called with how many of the changes are done, by
	// one goroutine at a time.
	Progress func(done, total int)
	// Wait waits, or ends with the context. It is called before a retry.
	Wait func(ctx context.Context, d time.Duration) error
}

// Deploy makes the files in a store those of the site, and leaves the files of
// others alone. The plan is what was done or, in a dry run, would be. A
// deployment that stops half-way returns an *UnfinishedError: every page there
// works, and running it again continues it.
func Deploy(ctx context.Context, store Store, site Site, opt Options) (*Plan, error) {
	to := retryStore{store, opt.Wait}
	previous, err := readRecord(ctx, to)
	if err != nil {
		return nil, err
	}
	site.Files = slices.Clone(site.Files)
	if to.ServesPublic() {
		site.Files = withoutPrecompressed(site.Files)
	}
	keys := previous.paths()
	for _, f := range site.Files {
		if err := checkPath(f.Path); err != nil {
			return nil, err
		}
		keys = append(keys, f.Path)
	}
	slices.Sort(keys)
	objects, err := to.List(ctx, slices.Compact(keys))
	if err != nil {
		return nil, fmt.Errorf("look at what %s holds: %w", to, err)
	}
	sums, err := site.md5Sums(previous, objects)
	if err != nil {
		return nil, err
	}
	p := newPlan(site.Files, previous, objects, sums)
	if err := p.check(to.String(), opt); err != nil || opt.DryRun {
		return p, err
	}
	return p, transfer(ctx, to, site, p, opt)
}

// md5Sums hashes the files that may be in the store though the record does not
// say so, because it was not written after they were put. MD5 is the only
// checksum that stores report.
func (site Site) md5Sums(previous record, objects map[string]Object) (map[string][md5.Size]byte, error) {
	sums := map[string][md5.Size]byte{}
	for _, f := range site.Files {
		o, exists := objects[f.Path]
		e, ours := previous.entries[f.Path]
		if !exists || o.Size != f.Size || o.MD5 == nil || ours && e.state != pending {
			continue
		}
		sum, err := site.md5Sum(f)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Path, err)
		}
		sums[f.Path] = sum
	}
	return sums, nil
}

func (site Site) md5Sum(f File) (sum [md5.Size]byte, err error) {
	r, err := site.Open(f.Path)
	if err != nil {
		return sum, err
	}
	defer r.Close()
	h := md5.New()
	_, err = io.Copy(h, r)
	h.Sum(sum[:0])
	return sum, err
}

// withoutPrecompressed leaves out .gz and .br files that have the plain file
// beside them: they are for servers that choose between the two, and a store
// does not.
func withoutPrecompressed(files []File) []File {
	paths := map[string]bool{}
	for _, f := range files {
		paths[f.Path] = true
	}
	return slices.DeleteFunc(files, func(f File) bool {
		ext := path.Ext(f.Path)
		return (ext == ".gz" || ext == ".br") && paths[strings.TrimSuffix(f.Path, ext)]
	})
}

// reserved is how the names of the program's own files in the store begin.
const reserved = ".fiftysix-"

// checkPath refuses paths that lead out of the site: somebody may have edited
// the record.
func checkPath(p string) error {
	switch {
	case p == "." || !fs.ValidPath(p) || strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }):
		return fmt.Errorf("%q is not a path within a site", p)
	case strings.HasPrefix(p, reserved):
		return fmt.Errorf("%q begins with %s, which is kept for the program", p, reserved)
	}
	return nil
}

// An UnfinishedError is returned by a deployment that stopped half-way.
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
