package translation

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// An overlay is a folder with a few files in it as they are to be. It is read
// by ReadFile and ReadDir, which is how a register is read.
type overlay struct {
	fs.FS
	files map[string][]byte
}

// ReadFile reads a file, as it is to be.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if data, ok := o.files[name]; ok {
		return slices.Clone(data), nil
	}
	return fs.ReadFile(o.FS, name)
}

// ReadDir lists a folder with what is new in it.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil {
		return nil, err
	}
	entries = slices.Clone(entries)
	for file := range o.files {
		if path.Dir(file) == name && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(file) }) {
			entries = append(entries, newFile(path.Base(file)))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// A newFile is listed and not there yet.
type newFile string

func (f newFile) Name() string             { return string(f) }
func (newFile) IsDir() bool                { return false }
func (newFile) Type() fs.FileMode          { return 0 }
func (newFile) Info() (fs.FileInfo, error) { return nil, fs.ErrNotExist }
