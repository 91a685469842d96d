package scaffold

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// A Removal is what is to be done to remove the examples.
type Removal struct {
	Folders        []string // of examples that nobody has changed
	Files          []string // in those folders
	Kept           []Kept
	Settings       []byte // fiftysix.yaml without the examples; nil if it does not change
	StillMentioned bool   // the settings mention examples in a way that could not be removed
}

// Kept is an example that is kept, because it may be somebody's work now.
type Kept struct {
	Folder string
	File   string // the one that was changed or added
}

// RemoveExamples finds the examples that are still as they were written. An
// example in which one file was changed or added is kept whole.
func RemoveExamples(site fs.FS) (Removal, error) {
	list, err := fs.ReadFile(site, ExampleList)
	if err != nil {
		return Removal{}, err
	}
	hashes := map[string]string{} // of each file as it was written
	var folders []string
	for line := range strings.Lines(string(list)) {
		hash, file, ok := strings.Cut(strings.TrimSpace(line), "  ")
		folder := path.Dir(file)
		if !ok || path.Dir(folder) != reportsDir || !IsExample(path.Base(folder)) {
			continue // not one of ours
		}
		hashes[file] = hash
		if !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	var r Removal
	for _, folder := range folders {
		r.addFolder(site, folder, hashes)
	}
	settings, err := fs.ReadFile(site, inspection.SettingsFile)
	if err != nil {
		return Removal{}, err
	}
	if len(r.Kept) == 0 {
		r.Settings, r.StillMentioned = withoutExamples(settings)
	}
	return r, nil
}

// addFolder decides on one example's folder.
func (r *Removal) addFolder(site fs.FS, folder string, hashes map[string]string) {
	entries, err := fs.ReadDir(site, folder)
	if err != nil {
		return // already deleted
	}
	var files []string
	for _, e := range entries {
		file := path.Join(folder, e.Name())
		if e.Name() == ".DS_Store" || strings.EqualFold(e.Name(), "thumbs.db") {
			files = append(files, file)
			continue
		}
		data, err := fs.ReadFile(site, file)
		if err != nil || fingerprint(data) != hashes[file] {
			r.Kept = append(r.Kept, Kept{folder, file})
			return
		}
		files = append(files, file)
	}
	r.Folders = append(r.Folders, folder)
	r.Files = append(r.Files, files...)
}

// withoutExamples removes the examples' parts of the settings, if they are as
// they were written, and reports whether the examples are still mentioned.
func withoutExamples(settings []byte) (without []byte, stillMentioned bool) {
	without = settings
	crlf := bytes.Contains(settings, []byte("\r\n"))
	for _, part := range []string{exampleServices, exampleNotice + "\n"} {
		if crlf {
			part = strings.ReplaceAll(part, "\n", "\r\n")
		}
		without = bytes.Replace(without, []byte(part), nil, 1)
	}
	return without, bytes.Contains(without, []byte(examplePrefix+"police")) || bytes.Contains(without, []byte("Reports marked “Example”"))
}
