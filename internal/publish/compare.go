package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
)

// Changes are what Write would do to the output folder: paths within it, new
// and changed ones in the order they would be written, removed ones sorted.
type Changes struct {
	New, Changed, Removed []string
	Unchanged             int
}

// Compare returns what Write would do, and changes nothing. It refuses what Write would
// refuse, except removals.
func Compare(ctx context.Context, dir string, outputs Outputs, opt Options) (Changes, error) {
	b, err := begin(dir, opt)
	if err != nil {
		return Changes{}, err
	}
	if err := b.plan(outputs); err != nil {
		return Changes{}, err
	}
	if err := b.render(ctx, nil); err != nil {
		return Changes{}, err
	}
	c := Changes{Removed: b.gone}
	for _, f := range b.files {
		switch f.state {
		case isNew:
			c.New = append(c.New, f.path)
		case isChanged:
			c.Changed = append(c.Changed, f.path)
		default:
			c.Unchanged++
		}
	}
	return c, nil
}

// A state compares a file with the last build.
type state uint8

const (
	isSame state = iota
	isNew
	isChanged
)

// statExisting reports whether a file exists at the path of f. It must be compared by
// content, not by the manifest, so that a damaged file is repaired, and one which
// somebody has already put there is adopted. If there is none, statExisting sets the
// state of f, and what is in its way.
func (b *build) statExisting(f *file, o *outcome) (bool, error) {
	top, kind, err := b.tree.find(path.Dir(f.path))
	if err != nil {
		return false, err
	}
	f.state = isNew
	if kind == absent {
		return false, nil
	}
	if kind == other {
		b.setObstacle(top, f, o)
		return false, nil
	}
	info, err := os.Lstat(b.tree.at(f.path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.IsDir():
		b.setObstacle(f.path, f, o)
		return false, nil
	}
	return true, nil
}

// setState sets the state of a file, given whether the existing one is the same.
func (b *build) setState(f *file, o *outcome, same bool) {
	_, listed := b.old[f.path]
	switch {
	case same:
		f.state = isSame
	case listed:
		f.state = isChanged
	default:
		f.state = isNew
		o.foreign = []string{f.path}
	}
}

// setObstacle records a folder where a file must go, or the reverse. It will be moved
// aside if everything in it is ours.
func (b *build) setObstacle(p string, f *file, o *outcome) {
	if o.foreign = b.foreignBelow(p); len(o.foreign) == 0 {
		f.obstacle = p
	}
}

// foreignBelow lists everything at p and below that is not ours.
func (b *build) foreignBelow(p string) []string {
	folders := foldersOf(maps.Keys(b.old))
	var foreign []string
	walk := func(name string, e fs.DirEntry, err error) error {
		q := name
		if rel, e := filepath.Rel(b.dir, name); e == nil {
			q = filepath.ToSlash(rel)
		}
		_, mine := b.old[q]
		if err == nil && e.IsDir() {
			mine = folders[q]
		}
		if err != nil || !mine {
			foreign = append(foreign, q)
		}
		if err == nil && e.IsDir() && !mine {
			return fs.SkipDir
		}
		return nil
	}
	if err := filepath.WalkDir(b.tree.at(p), walk); err != nil {
		foreign = append(foreign, p)
	}
	return foreign
}

// hasContent reports whether the file at p has the content of an entry. A file of ours
// that may not be read is replaced. A plain path is safe: find has seen that there is
// no link on the way.
func (b *build) hasContent(p string, want entry) (bool, error) {
	same, err := hasContent(b.tree.at(p), want)
	if _, listed := b.old[p]; listed && errors.Is(err, fs.ErrPermission) {
		return false, nil
	}
	return same, err
}

func hasContent(name string, want entry) (bool, error) {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != want.size {
		return false, err
	}
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return false, err
	}
	return [sha256.Size]byte(sum.Sum(nil)) == want.sum, nil
}
