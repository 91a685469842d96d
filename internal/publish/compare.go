package publish

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// Changes are what Publish would do to the output folder: paths within it,
// new and changed ones in the order they would be written, removed ones
// sorted.
type Changes struct {
	New, Changed, Removed []string
	Unchanged             int
}

// Compare finds out what Publish would do, and changes nothing. It refuses
// what Publish would refuse, except to remove pages.
func Compare(ctx context.Context, s Site, dir string) (Changes, error) {
	b, err := begin(s, dir, Options{})
	if err != nil {
		return Changes{}, err
	}
	if err := b.plan(); err != nil {
		return Changes{}, err
	}
	if err := b.draw(ctx, nil, nil); err != nil {
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

// A state is what an output is to the output folder.
type state uint8

const (
	isSame state = iota
	isNew
	isChanged
)

// compare sees what stands where an output is to go. It compares with the
// bytes on the disk and not with the manifest, so that a file which somebody
// damaged is put right, and one which somebody put there already is taken on.
//
// It reads by plain paths, having seen that there is no link on the way.
func (b *build) compare(p string, data []byte, d *drawing) error {
	return b.standing(p, d, func(name string, size int64) (same bool, err error) {
		if size != int64(len(data)) {
			return false, nil
		}
		return holds(name, data)
	})
}

// standing sees what stands where an output is to go. Where that is a file,
// same says if it holds the output.
func (b *build) standing(p string, d *drawing, same func(name string, size int64) (bool, error)) error {
	fi, err := b.stands(p, d)
	if err != nil || fi == nil {
		return err
	}
	is, err := same(b.tree.at(p), fi.Size())
	if err != nil && !b.mayReplace(p, err) {
		return err
	}
	b.settle(p, d, is)
	return nil
}

// stands gives the file that stands where an output is to go, which is then to
// be compared and settled. Where there is none, all is said in d.
func (b *build) stands(p string, d *drawing) (fs.FileInfo, error) {
	top, kind, err := b.tree.find(path.Dir(p))
	if err != nil {
		return nil, err
	}
	if kind == absent {
		d.state = isNew
		return nil, nil
	}
	if kind == other {
		b.obstacle(top, d)
		return nil, nil
	}
	fi, err := os.Lstat(b.tree.at(p))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.state = isNew
	case err != nil:
		return nil, err
	case fi.IsDir():
		b.obstacle(p, d)
	case fi.Mode().IsRegular():
		return fi, nil
	default:
		b.settle(p, d, false)
	}
	return nil, nil
}

// mayReplace says whether a file that could not be read may be replaced all the
// same: one of ours need not be readable for that.
func (b *build) mayReplace(p string, err error) bool {
	_, listed := b.old[p]
	return listed && errors.Is(err, fs.ErrPermission)
}

// settle says what an output is to what stands there, which is the same or not.
func (b *build) settle(p string, d *drawing, same bool) {
	_, listed := b.old[p]
	switch {
	case same:
		d.state = isSame
	case listed:
		d.state = isChanged
	default:
		d.state, d.foreign = isNew, []string{p}
	}
}

// obstacle is for a folder where a file must go, or the reverse. One of ours
// is moved aside when the time comes; any other is in the way.
func (b *build) obstacle(p string, d *drawing) {
	d.state = isNew
	if d.foreign = b.strangers(p); len(d.foreign) == 0 {
		d.aside = p
	}
}

// strangers lists what is not ours at p and below.
func (b *build) strangers(p string) []string {
	folders := map[string]bool{}
	for f := range b.old {
		for d := path.Dir(f); d != "." && !folders[d]; d = path.Dir(d) {
			folders[d] = true
		}
	}
	var found []string
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
			found = append(found, q)
		}
		if err == nil && e.IsDir() && !mine {
			return fs.SkipDir
		}
		return nil
	}
	if err := filepath.WalkDir(b.tree.at(p), walk); err != nil {
		found = append(found, p)
	}
	return found
}

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// holds says whether the bytes of a file, which is as long as data, are data.
func holds(name string, data []byte) (bool, error) {
	f, _, err := openFile(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buf := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buf)
	for len(data) > 0 {
		n, err := f.Read(buf[:min(len(buf), len(data))])
		if !bytes.Equal(buf[:n], data[:n]) || err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		data = data[n:]
	}
	return true, nil
}
