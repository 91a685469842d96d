package publish

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// This file puts a site out as one archive instead of a folder.

// A File of an archive has no time of its own: the same site is the same bytes
// whenever it is made. Zip knows none before this day.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// zipNote begins what an archive says of itself, by which it is known again.
const zipNote = "made by fiftysix: "

// An ArchiveError is the refusal to write an archive.
type ArchiveError struct{ Name, Why string }

func (e *ArchiveError) Error() string { return "cannot write " + e.Name + ": " + e.Why }

// Zip writes the site to an archive, whole or not at all. A file of that name
// is replaced only if it is an archive that Zip wrote, of the same kind.
func Zip(ctx context.Context, s Site, name string, opt Options) (res Result, err error) {
	b := &build{site: s, shown: opt.Look, name: name, kind: opt.Kind, disk: disk{opt.before}}
	if b.files, _, err = list(s.Outputs()); err != nil {
		return Result{}, err
	}
	if err := mayReplace(name, opt.Kind); err != nil {
		return Result{}, err
	}
	beside := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+ours+"zip")
	var file *os.File
	err = b.disk.do("create", name, func() (err error) {
		_ = os.Remove(beside) // what a killed build has left
		file, err = os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.disk.do("remove", beside, func() error { return os.Remove(beside) }))
		}
	}()
	to := &noted{Writer: file}
	if err = b.archive(ctx, to, opt.Progress); err == nil {
		err = b.still(opt)
	}
	if to.err != nil {
		err = fmt.Errorf("write %s: %w", name, cause(to.err))
	}
	if e := file.Close(); err == nil && e != nil {
		err = fmt.Errorf("write %s: %w", name, cause(e))
	}
	if err != nil {
		return Result{}, err
	}
	err = b.disk.do("put in place", name, func() error { return os.Rename(beside, name) })
	if err != nil {
		return Result{}, err
	}
	return b.result(), nil
}

// mayReplace refuses to write over what is not ours.
func mayReplace(name string, kind Kind) error {
	refuse := func(why string) error { return &ArchiveError{name, why} }
	if fi, err := os.Stat(filepath.Dir(name)); err != nil || !fi.IsDir() {
		return refuse("there is no folder " + filepath.ToSlash(filepath.Dir(name)) + "; make it first")
	}
	fi, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return refuse(cause(err).Error())
	}
	const instead = "; choose another name, or move it away"
	if !fi.Mode().IsRegular() {
		return refuse("something that is no file has that name" + instead)
	}
	old, err := zip.OpenReader(name)
	if err != nil {
		return refuse("a file that fiftysix did not write has that name" + instead)
	}
	defer old.Close()
	switch old.Comment {
	case zipNote + kind.words():
		return nil
	case zipNote + Public.words(), zipNote + Offline.words(), zipNote + SignOff.words():
		return refuse("it holds " + old.Comment[len(zipNote):] + ", and this is " + kind.words() + instead)
	}
	return refuse("a file that fiftysix did not write has that name" + instead)
}

// archive writes all outputs, sorted by name.
func (b *build) archive(ctx context.Context, to io.Writer, progress func(done, total int)) error {
	z := zip.NewWriter(to)
	if err := z.SetComment(zipNote + b.kind.words()); err != nil {
		return err
	}
	order := make([]int, len(b.files))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(b.files[i].path, b.files[j].path) })
	p := b.newPen()
	for done, i := range order {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := &b.files[i]
		if f.form != nil {
			continue // nobody unpacks a file within an archive
		}
		header := &zip.FileHeader{Name: f.path, Method: zip.Deflate, Modified: noTime}
		header.SetMode(fileMode)
		w, err := z.CreateHeader(header)
		if err != nil {
			return fmt.Errorf("write %s: %w", f.path, err)
		}
		d := drawing{i: i}
		if s, streams := b.site.(Streamer); streams && f.large {
			k := b.newSink(f, &d, inArchive{w, &d})
			err = s.RenderTo(map[string]io.Writer{f.url: k})
			k.end(err == nil)
			if d.err != nil {
				err = d.err
			} else if err != nil {
				err = fmt.Errorf("draw %s: %w", f.url, err)
			}
		} else {
			var data []byte
			if data, err = b.rendered(f, &d, p); err == nil {
				_, err = w.Write(data)
			}
		}
		if err != nil {
			return err
		}
		f.state, f.entry = isNew, d.entry
		if progress != nil {
			progress(done+1, len(b.files))
		}
	}
	return z.Close()
}

// inArchive places an output in an archive.
type inArchive struct {
	io.Writer
	d *drawing
}

func (a inArchive) take(piece []byte, _ bool, _ *measured) error {
	_, err := a.Write(piece)
	a.d.disk = err != nil
	return err
}

func (a inArchive) drop() {}
