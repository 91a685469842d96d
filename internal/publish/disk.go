package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"syscall"
)

// A disk makes every change to files, one at a time, and explains errors: "write
// reports/x/index.html: no space left on device", and below it what to do. Nothing
// else in the package changes a file, so a test can make each change fail in turn.
type disk struct {
	before func(op, name string) error
}

func (d disk) do(op, name string, change func() error) error {
	if d.before != nil {
		if err := d.before(op, name); err != nil {
			return diskError(op, name, err)
		}
	}
	if err := change(); err != nil {
		return diskError(op, name, cause(err))
	}
	return nil
}

func diskError(op, name string, err error) error {
	if do := remedy(err); do != "" {
		return fmt.Errorf("%s %s: %w\n%s", op, name, err, do)
	}
	return fmt.Errorf("%s %s: %w", op, name, err)
}

// Windows error numbers that syscall has no names for.
const (
	windowsInUse    = syscall.Errno(32)
	windowsFull     = syscall.Errno(112)
	windowsLongName = syscall.Errno(206)
)

// remedy says what to do about a disk's error, or "".
func remedy(err error) string {
	is := func(others ...error) bool {
		return slices.ContainsFunc(others, func(other error) bool { return errors.Is(err, other) })
	}
	windows := runtime.GOOS == "windows"
	switch {
	case is(syscall.ENOSPC, syscall.EDQUOT) || windows && is(windowsFull):
		return "the disk is full, or your share of it: make room there, and build again"
	case is(syscall.EMFILE, syscall.ENFILE):
		return "there are too many files open on this computer: close some programs, and build again"
	case is(syscall.ENAMETOOLONG) || windows && is(windowsLongName):
		return "the name is too long for this disk: give the report or the file a shorter one, or choose a folder with a shorter path with --out"
	case is(syscall.EIO):
		return "the disk failed: save your work on another, and build there with --out"
	case windows && is(windowsInUse):
		return "another program has it open: close that program, and build again"
	case is(fs.ErrPermission, syscall.EROFS):
		return "this account may not write there: ask whoever looks after the computer, or choose another folder with --out"
	}
	return ""
}

// rename moves a file into place. It and remove use an os.Root, which follows no link
// out of the folder.
func (d disk) rename(root *os.Root, from, to string) error {
	return d.do("put in place", to, func() error { return root.Rename(from, to) })
}

func (d disk) remove(root *os.Root, name string) error {
	return d.do("remove", name, func() error {
		if err := root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// removeAll removes a staging folder, if it exists. If it is a link, only the link is
// removed.
func (d disk) removeAll(name string) error {
	if _, err := os.Lstat(name); err != nil {
		return nil
	}
	return d.do("remove", name, func() error { return os.RemoveAll(name) })
}

// cause removes the system call and the path from an error of os, as our errors say
// that in words.
func cause(err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err
	}
	if le := (*os.LinkError)(nil); errors.As(err, &le) {
		return le.Err
	}
	return err
}
