package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// A disk makes every change that a build makes, one at a time, and words its
// errors: "write reports/x/index.html: no space left on device". Nothing else
// in the package changes a file, which is what lets a test fail or kill a
// build at each change in turn.
type disk struct {
	before func(op, name string) error
}

func (d disk) do(op, name string, change func() error) error {
	if d.before != nil {
		if err := d.before(op, name); err != nil {
			return fmt.Errorf("%s %s: %w", op, name, err)
		}
	}
	if err := change(); err != nil {
		return fmt.Errorf("%s %s: %w", op, name, cause(err))
	}
	return nil
}

// rename puts a thing in its place. What is moved or removed among the files
// of the site goes through an os.Root, which no link leads out of.
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

// removeAll removes one of our own folders: a staging. Should a link stand
// there instead, the link is what goes.
func (d disk) removeAll(name string) error {
	return d.do("remove", name, func() error { return os.RemoveAll(name) })
}

// cause takes off the system call and the path that an error of os begins
// with, as ours say that in words.
func cause(err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err
	}
	if le := (*os.LinkError)(nil); errors.As(err, &le) {
		return le.Err
	}
	return err
}
