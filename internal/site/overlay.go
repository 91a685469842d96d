package site

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// Overlay is a file system in which each file of over replaces that of under: a
// site's own layouts over the program's. A folder lists the files of both.
func Overlay(over, under fs.FS) fs.FS { return overlayFS{over, under} }

type overlayFS struct{ over, under fs.FS }

func (o overlayFS) Open(name string) (fs.File, error) {
	f, err := o.over.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		f, err = o.under.Open(name)
	}
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.IsDir() {
		return f, err
	}
	entries, err := o.ReadDir(name)
	return &overlayDir{File: f, entries: entries}, err
}

// overlayDir is an open folder that lists the files of both file systems.
type overlayDir struct {
	fs.File
	entries []fs.DirEntry
}

func (f *overlayDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	next := f.entries[:min(n, len(f.entries))]
	f.entries = f.entries[len(next):]
	return next, nil
}

func (o overlayFS) ReadDir(name string) ([]fs.DirEntry, error) {
	over, err := fs.ReadDir(o.over, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	under, err := fs.ReadDir(o.under, name)
	if err != nil && (over == nil || !errors.Is(err, fs.ErrNotExist)) {
		return over, err
	}
	all := slices.Clone(over)
	for _, entry := range under {
		if !slices.ContainsFunc(over, func(e fs.DirEntry) bool { return e.Name() == entry.Name() }) {
			all = append(all, entry)
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}
