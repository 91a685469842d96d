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

// This file writes a site as one archive instead of a folder.

// noTime is the time of every file, so that the same site is the same bytes: the
// earliest time that a zip file can have.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// zipNote begins the comment by which our archives are recognised.
const zipNote = "made by fiftysix: "

// An ArchiveError is the refusal to write an archive.
type ArchiveError struct{ Name, Why string }

func (e *ArchiveError) Error() string { return "cannot write " + e.Name + ": " + e.Why }

// Zip writes the site to an archive, whole or not at all. A file of that name
// is replaced only if it is an archive that Zip wrote, of the same kind.
func Zip(ctx context.Context, name string, outputs Outputs, opt Options) (res Result, err error) {
	b := &build{opt: opt, name: name, disk: disk{opt.before}}
	if b.files, _, err = list(outputs, nil); err != nil { // with no compressed forms
		return Result{}, err
	}
	if err := mayReplace(name, opt.Kind); err != nil {
		return Result{}, err
	}
	beside := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+ours+"zip")
	var file *os.File
	err = b.disk.do("create", name, func() (err error) {
		_ = os.Remove(beside) // of a killed build
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
	to := &errorWriter{Writer: file}
	if err = b.archive(ctx, to); err == nil {
		err = b.verify()
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

// mayReplace refuses to replace a file that is not ours.
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
	case zipNote + kind.describe():
		return nil
	case zipNote + Public.describe(), zipNote + Offline.describe(), zipNote + SignOff.describe():
		return refuse("it holds " + old.Comment[len(zipNote):] + ", and this is " + kind.describe() + instead)
	}
	return refuse("a file that fiftysix did not write has that name" + instead)
}

// errorWriter keeps the writer's error, to tell disk errors from others.
type errorWriter struct {
	io.Writer
	err error
}

func (w *errorWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	w.err = cmp.Or(w.err, err)
	return n, err
}

// archive writes all outputs, sorted by name.
func (b *build) archive(ctx context.Context, to io.Writer) error {
	z := zip.NewWriter(to)
	if err := z.SetComment(zipNote + b.opt.Kind.describe()); err != nil {
		return err
	}
	slices.SortFunc(b.files, func(x, y file) int { return cmp.Compare(x.path, y.path) })
	var buf []byte
	for i := range b.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.addToArchive(z, &b.files[i], &buf); err != nil {
			return err
		}
		if b.opt.Progress != nil {
			b.opt.Progress(i+1, len(b.files))
		}
	}
	return z.Close()
}

func (b *build) addToArchive(z *zip.Writer, f *file, buf *[]byte) error {
	header := &zip.FileHeader{Name: f.path, Method: zip.Deflate, Modified: noTime}
	header.SetMode(fileMode)
	entry, err := z.CreateHeader(header)
	if err != nil {
		return fmt.Errorf("write %s: %w", f.path, err)
	}
	*buf = (*buf)[:0]
	chunks := &chunkWriter{buf: buf, inspect: b.inspecting(f), next: func(chunk []byte, _ bool) error {
		f.entry.size += int64(len(chunk))
		_, err := entry.Write(chunk)
		return err
	}}
	f.state = isNew
	if err := chunks.close(f.render(chunks)); err != nil {
		if chunks.err != nil {
			return err
		}
		return renderError(f, err)
	}
	return nil
}
