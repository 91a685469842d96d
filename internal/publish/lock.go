package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/gofrs/flock"
)

// ErrBusy is returned when another build is writing to the same output folder.
var ErrBusy = errors.New("another build is writing")

// lock keeps other builds away from the output folder until unlock is called. The lock
// file is in the folder or, while there is none, beside it. The system releases the
// lock when the program ends, however it ends, so a file left behind locks nothing.
func (b *build) lock() (unlock func() error, err error) {
	// Each retry means that another build ended just then.
	for range 100 {
		l, err := b.tryLock()
		if err != nil {
			return nil, err
		}
		if l != nil {
			return func() error { return b.release(l) }, nil
		}
	}
	return nil, b.busy()
}

func (b *build) busy() error {
	return fmt.Errorf("%w %s: try again when it is done", ErrBusy, b.name)
}

// tryLock returns nil if the file that it locked is no longer the lock.
func (b *build) tryLock() (*flock.Flock, error) {
	exists := isDir(b.dir)
	name := filepath.Join(b.dir, ours+"lock")
	if !exists {
		name = beside(b.dir, "lock")
		if err := b.makeAbove(); err != nil {
			return nil, err
		}
	}
	// A link would be followed, and the lock file made there.
	if fi, err := os.Lstat(name); err == nil && !fi.Mode().IsRegular() {
		return nil, &FolderError{Dir: b.name, Why: filepath.Base(name) + " in it is not a file; remove it and build again"}
	}

	l := flock.New(name, flock.SetPermissions(fileMode))
	ok, err := b.flock(l)
	switch {
	case errors.Is(err, fs.ErrNotExist): // the folder has just been removed
		return nil, nil
	case err != nil:
		return nil, err
	case !ok:
		return nil, b.busy()
	}

	// Between opening the file and locking it, the build that had the lock may
	// have ended and removed the file, or have made the output folder.
	mine, err1 := l.Stat()
	now, err2 := os.Lstat(name)
	if err1 != nil || err2 != nil || !os.SameFile(mine, now) {
		return nil, l.Unlock()
	}
	if isDir(b.dir) != exists {
		return nil, b.unlock(l)
	}
	return l, nil
}

// release unlocks, and removes the folders that were made above an output folder that
// was not made after all.
func (b *build) release(l *flock.Flock) error {
	err := b.unlock(l)
	for _, d := range slices.Backward(b.above) {
		os.Remove(d) // fails if anything is in it, as it should
	}
	return err
}

// unlock removes the lock file while it is still locked, so that no other build can
// have locked it. Windows does not remove an open file, nor one that another build
// has opened by then.
func (b *build) unlock(l *flock.Flock) error {
	if runtime.GOOS == "windows" {
		err := l.Unlock()
		os.Remove(l.Path())
		return err
	}
	err := b.disk.do("remove", l.Path(), func() error {
		if err := os.Remove(l.Path()); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	return errors.Join(err, l.Unlock())
}

// removeLeftovers removes what a killed build left behind. The caller has the lock.
func (b *build) removeLeftovers() error {
	if !b.exists {
		return b.disk.removeAll(beside(b.dir, "staging"))
	}
	if err := b.removeBeside(); err != nil {
		return err
	}
	return b.disk.removeAll(filepath.Join(b.dir, stagingName))
}

// removeBeside removes what a killed first build left beside the output folder. The
// caller has the lock inside the folder, so this takes the one beside it as well. If
// another build has that, the files are in use.
func (b *build) removeBeside() error {
	staging, name := beside(b.dir, "staging"), beside(b.dir, "lock")
	_, err1 := os.Lstat(staging)
	fi, err2 := os.Lstat(name)
	if err1 != nil && err2 != nil || err2 == nil && !fi.Mode().IsRegular() {
		return nil
	}
	l := flock.New(name, flock.SetPermissions(fileMode))
	if ok, err := b.flock(l); err != nil || !ok {
		return nil // in use, or no permission to write there
	}
	return errors.Join(b.disk.removeAll(staging), b.unlock(l))
}

// flock tries to lock a file.
func (b *build) flock(l *flock.Flock) (ok bool, err error) {
	err = b.disk.do("lock", l.Path(), func() (err error) {
		ok, err = l.TryLock()
		return err
	})
	return ok, err
}

func isDir(name string) bool {
	fi, err := os.Stat(name)
	return err == nil && fi.IsDir()
}
