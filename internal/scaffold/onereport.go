package scaffold

import (
	"io/fs"
	"path"
	"slices"

	"fiftysix/internal/inspection"
)

// OneReport is a site with no content but one report, one file of which is
// replaced: to see which problems loading it would report, without loading the
// whole site.
func OneReport(site fs.FS, file string, data []byte) fs.FS {
	return oneReport{site, file, data}
}

type oneReport struct {
	fs.FS
	file string
	data []byte
}

func (o oneReport) ReadFile(name string) ([]byte, error) {
	if name == o.file {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}

// ReadDir hides everything that is not on the path to the report.
func (o oneReport) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	child := ""
	switch name {
	case inspection.ContentDir:
		child = path.Base(reportsDir)
	case reportsDir:
		child = path.Base(path.Dir(o.file))
	default:
		return entries, err
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() != child }), err
}
