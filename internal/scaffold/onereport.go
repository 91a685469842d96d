package scaffold

import (
	"io/fs"
	"path"
	"slices"

	"fiftysix/internal/inspection"
)

// OneReport is a site with no other content than one report, one file of which
// holds other words than those on the disk: to see what the reader would say
// of them. On a site of ten thousand reports that takes no longer than on one
// of ten.
func OneReport(site fs.FS, file string, data []byte) fs.FS {
	return oneReport{site, file, data}
}

type oneReport struct {
	fs.FS
	file string
	data []byte
}

// ReadFile gives the one file its words.
func (o oneReport) ReadFile(name string) ([]byte, error) {
	if name == o.file {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}

// ReadDir shows nothing on the way to the report but the way.
func (o oneReport) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	way := ""
	switch name {
	case inspection.ContentDir:
		way = path.Base(reportsDir)
	case reportsDir:
		way = path.Base(path.Dir(o.file))
	default:
		return entries, err
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() != way }), err
}
