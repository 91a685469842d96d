package translation

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// overlayFS is a folder with some files changed or added. It supports ReadFile
// and ReadDir, which is all that content.Load uses.
type overlayFS struct {
	fs.FS
	files map[string][]byte
}

func (o overlayFS) ReadFile(name string) ([]byte, error) {
	if data, ok := o.files[name]; ok {
		return slices.Clone(data), nil
	}
	return fs.ReadFile(o.FS, name)
}

func (o overlayFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil {
		return nil, err
	}
	entries = slices.Clone(entries)
	for file := range o.files {
		if path.Dir(file) == name && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(file) }) {
			entries = append(entries, addedFile(path.Base(file)))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

type addedFile string

func (f addedFile) Name() string             { return string(f) }
func (addedFile) IsDir() bool                { return false }
func (addedFile) Type() fs.FileMode          { return 0 }
func (addedFile) Info() (fs.FileInfo, error) { return nil, fs.ErrNotExist }
