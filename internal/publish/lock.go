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

// ErrBusy is the error of a build that finds another at work on the same
// output folder.
var ErrBusy = errors.New("another build is writing")

// lock keeps other builds away from the output folder until unlock is called.
// The lock is in the folder or, while there is none, beside it. It is the
// system's and goes when the program ends, however it ends: a lock file that
// is left behind locks nothing.
func (b *build) lock() (unlock func() error, err error) {
	// Each turn after the first means that another build ended just then.
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

// tryLock gives nil if what it locked was no longer the lock.
func (b *build) tryLock() (*flock.Flock, error) {
	exists := isDir(b.dir)
	name := filepath.Join(b.dir, ours+"lock")
	if !exists {
		name = beside(b.dir, "lock")
		if err := b.makeAbove(); err != nil {
			return nil, err
		}
	}
	// The lock file would be opened through a link, and made where it leads.
	if fi, err := os.Lstat(name); err == nil && !fi.Mode().IsRegular() {
		return nil, &FolderError{Dir: b.name, Why: filepath.Base(name) + " in it is not a file; remove it and build again"}
	}

	l := flock.New(name, flock.SetPermissions(fileMode))
	var ok bool
	err := b.disk.do("lock", name, func() (err error) {
		ok, err = l.TryLock()
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist): // the folder has just been removed
		return nil, nil
	case err != nil:
		return nil, err
	case !ok:
		return nil, b.busy()
	}

	// Between opening the file and locking it, the build that held it may
	// have ended and removed it, or have made the output folder.
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

// release ends the build, and takes away what was made above an output folder
// that has not come to be.
func (b *build) release(l *flock.Flock) error {
	err := b.unlock(l)
	for _, d := range slices.Backward(b.above) {
		os.Remove(d) // fails, as it should, if anything is in it
	}
	return err
}

// unlock removes the lock file while it is still locked, so that no other
// build can have locked it meanwhile. Windows does not remove an open file,
// but neither does it remove one that another build has open by then.
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

// removeLeftovers removes what a killed build left behind. It is called under
// the lock.
func (b *build) removeLeftovers() error {
	if !b.exists {
		return b.removeAll(beside(b.dir, "staging"))
	}
	if err := b.removeBeside(); err != nil {
		return err
	}
	return b.removeAll(filepath.Join(b.dir, stagingName))
}

// removeBeside removes what a first build left beside the output folder, now
// that there is one. The lock that is held is the one inside, so it takes the
// one beside as well; should another build hold it, the things are in use.
func (b *build) removeBeside() error {
	staging, name := beside(b.dir, "staging"), beside(b.dir, "lock")
	_, err1 := os.Lstat(staging)
	fi, err2 := os.Lstat(name)
	if err1 != nil && err2 != nil || err2 == nil && !fi.Mode().IsRegular() {
		return nil
	}
	l := flock.New(name, flock.SetPermissions(fileMode))
	var ok bool
	err := b.disk.do("lock", name, func() (err error) {
		ok, err = l.TryLock()
		return err
	})
	if err != nil || !ok {
		return nil // in use, or there is no right to write there
	}
	return errors.Join(b.removeAll(staging), b.unlock(l))
}

func (b *build) removeAll(name string) error {
	if _, err := os.Lstat(name); err != nil {
		return nil
	}
	return b.disk.removeAll(name)
}

func isDir(name string) bool {
	fi, err := os.Stat(name)
	return err == nil && fi.IsDir()
}
