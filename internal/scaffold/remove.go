package scaffold

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// A Removal is what it takes to be rid of the examples.
type Removal struct {
	Folders  []string // of examples that nobody has changed, with every file in them
	Files    []string // the files in those folders
	Kept     []Kept
	Settings []byte // fiftysix.yaml without what it said of the examples; nil where it is to stay
	Told     bool   // whether the settings say what this could not take out
}

// Kept is an example that stays, because it is somebody's work now.
type Kept struct {
	Folder string
	File   string // that was changed or added
}

// RemoveExamples finds out what of a site are examples as they were written.
// An example in which one file was changed or added is kept whole.
func RemoveExamples(site fs.FS) (Removal, error) {
	list, err := fs.ReadFile(site, ExampleList)
	if err != nil {
		return Removal{}, err
	}
	prints := map[string]string{} // of each file as it was written
	var folders []string
	for line := range strings.Lines(string(list)) {
		print, file, ok := strings.Cut(strings.TrimSpace(line), "  ")
		folder := path.Dir(file)
		if !ok || path.Dir(folder) != reportsDir || !IsExample(path.Base(folder)) {
			continue // whatever it is, it is none of ours
		}
		prints[file] = print
		if !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	var r Removal
	for _, folder := range folders {
		if err := r.look(site, folder, prints); err != nil {
			return Removal{}, err
		}
	}
	settings, err := fs.ReadFile(site, inspection.SettingsFile)
	if err != nil {
		return Removal{}, err
	}
	if len(r.Kept) == 0 {
		r.Settings, r.Told = withoutExamples(settings)
	}
	return r, nil
}

// look decides on one example's folder.
func (r *Removal) look(site fs.FS, folder string, prints map[string]string) error {
	entries, err := fs.ReadDir(site, folder)
	if err != nil {
		return nil // somebody took it away already
	}
	var files []string
	for _, e := range entries {
		file := path.Join(folder, e.Name())
		if e.Name() == ".DS_Store" || strings.EqualFold(e.Name(), "thumbs.db") {
			files = append(files, file)
			continue
		}
		data, err := fs.ReadFile(site, file)
		if err != nil || fingerprint(data) != prints[file] {
			r.Kept = append(r.Kept, Kept{folder, file})
			return nil
		}
		files = append(files, file)
	}
	r.Folders = append(r.Folders, folder)
	r.Files = append(r.Files, files...)
	return nil
}

// withoutExamples takes out of the settings what they say of the examples,
// where it stands as it was written; told says that some of it does not.
func withoutExamples(settings []byte) (without []byte, told bool) {
	without = settings
	crlf := bytes.Contains(settings, []byte("\r\n"))
	for _, passage := range []string{exampleServices, exampleNotice + "\n"} {
		if crlf {
			passage = strings.ReplaceAll(passage, "\n", "\r\n")
		}
		without = bytes.Replace(without, []byte(passage), nil, 1)
	}
	return without, bytes.Contains(without, []byte(examplePrefix+"police")) || bytes.Contains(without, []byte("Reports marked “Example”"))
}
