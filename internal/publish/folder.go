package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// readOutputDir reads the output folder and its manifest.
func (b *build) readOutputDir() error {
	b.exists, b.tree = false, &tree{}
	b.old, b.head = nil, head{}
	entries, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &FolderError{Dir: b.name, Why: "it cannot be read: " + cause(err).Error()}
	}
	b.exists, b.tree = true, &tree{dir: b.dir}
	if b.old, b.head, err = readManifest(b.dir, b.name); err != nil {
		return err
	}
	if b.old == nil {
		return onlyDotFiles(b.name, entries)
	}
	if kind := b.head.kind; kind != b.opt.Kind {
		return &FolderError{Dir: b.name, Why: "it holds " + kind.describe() + ", and this is " + b.opt.Kind.describe() + "; choose another folder with --out, so that nobody takes the one for the other"}
	}
	return nil
}

// plan lists the files of the site, and those in the folder that it no longer has.
func (b *build) plan(outputs Outputs) (err error) {
	var at map[string]int
	if b.files, at, err = list(outputs, b.opt.Precompress); err != nil {
		return err
	}
	for p := range b.old {
		if _, has := at[p]; !has {
			b.dropped = append(b.dropped, p)
		}
	}
	slices.Sort(b.dropped)
	b.gone, err = b.findGone()
	return err
}

// onlyDotFiles refuses a folder with files that are not ours. Dot files do not count:
// .git, .nojekyll and what a desktop leaves are kept as they are.
func onlyDotFiles(name string, entries []fs.DirEntry) error {
	var foreign []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			foreign = append(foreign, e.Name())
		}
	}
	if len(foreign) == 0 {
		return nil
	}
	return newForeignError(name, foreign, notOurFolder)
}

// findGone returns the dropped files that still exist.
func (b *build) findGone() ([]string, error) {
	var gone []string
	for _, p := range b.dropped {
		exists, err := b.tree.hasFile(p)
		if err != nil {
			return nil, err
		}
		if exists {
			gone = append(gone, p)
		}
	}
	return b.notRenamed(gone), nil
}

// hasFile reports whether p exists and is not a folder, with no link on the way to it.
func (t *tree) hasFile(p string) (bool, error) {
	if _, k, err := t.find(path.Dir(p)); err != nil || k != folder {
		return false, err
	}
	fi, err := os.Lstat(t.at(p))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && !fi.IsDir(), err
}

// notRenamed leaves out files that the site still has under another spelling, where the
// system takes "A.html" and "a.html" for the same file.
func (b *build) notRenamed(gone []string) []string {
	if len(gone) == 0 {
		return nil
	}
	folded := make(map[string]string, len(b.files))
	for _, f := range b.files {
		folded[strings.ToLower(f.path)] = f.path
	}
	return slices.DeleteFunc(gone, func(p string) bool {
		now, ok := folded[strings.ToLower(p)]
		return ok && same(b.tree.at(p), b.tree.at(now))
	})
}

// A tree looks up each folder in the output folder once. It is safe for concurrent use.
type tree struct {
	dir     string // "" if there is no output folder
	folders sync.Map
}

type kind int

const (
	absent kind = iota
	folder
	other // a file, or a link to anything
)

func (t *tree) at(p string) string { return t.dir + string(filepath.Separator) + filepath.FromSlash(p) }

// find returns the kind of d, or if something on the way to it is not a folder, the path
// and kind of that.
func (t *tree) find(d string) (top string, k kind, err error) {
	if t.dir == "" {
		return d, absent, nil
	}
	if d == "." {
		return d, folder, nil
	}
	if known, ok := t.folders.Load(d); ok && known == folder {
		return d, folder, nil
	}
	if top, k, err = t.find(path.Dir(d)); err != nil || k != folder {
		return top, k, err
	}
	if known, ok := t.folders.Load(d); ok {
		return d, known.(kind), nil
	}
	fi, err := os.Lstat(t.at(d))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		k, err = absent, nil
	case err != nil:
		return d, absent, err
	case fi.IsDir():
		k = folder
	default:
		k = other
	}
	t.folders.Store(d, k)
	return d, k, nil
}
