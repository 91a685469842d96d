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

// look finds out what the output folder holds and which of it is ours.
func (b *build) look() error {
	b.exists, b.tree = false, &tree{}
	entries, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		b.old, b.was, b.listed = nil, head{}, entry{}
		return nil
	}
	if err != nil {
		return &FolderError{Dir: b.name, Why: "it cannot be read: " + cause(err).Error()}
	}
	b.exists, b.tree = true, &tree{dir: b.dir}
	if err := b.readManifest(); err != nil {
		return err
	}
	if b.old == nil {
		return onlyDotFiles(b.name, entries)
	}
	if kind := b.was.kind; kind != b.kind {
		return &FolderError{Dir: b.name, Why: "it holds " + kind.words() + ", and this is " + b.kind.words() + "; choose another folder with --out, so that nobody takes the one for the other"}
	}
	return nil
}

// plan asks the site what it has, and finds out what the folder has too many.
func (b *build) plan() (err error) {
	var at map[string]int
	if b.files, at, err = list(b.site.Outputs()); err != nil {
		return err
	}
	for p := range b.old {
		if _, has := at[p]; !has {
			b.left = append(b.left, p)
		}
	}
	slices.Sort(b.left)
	b.gone, err = b.findGone()
	return err
}

// onlyDotFiles refuses a folder that somebody else has filled. Dot files do
// not count: .git, .nojekyll and what a desktop leaves are kept as they are.
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

// findGone lists the files that we wrote, that are still there, and that the
// site no longer has.
func (b *build) findGone() ([]string, error) {
	var gone []string
	for _, p := range b.left {
		there, err := b.tree.hasFile(p)
		if err != nil {
			return nil, err
		}
		if there {
			gone = append(gone, p)
		}
	}
	return b.notRenamed(gone), nil
}

// hasFile says whether anything but a folder stands at p, and only real
// folders on the way to it.
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

// notRenamed leaves out the files that a system which takes "A.html" and
// "a.html" for one holds under another spelling.
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

// A tree is what stands in the output folder, looked up once. It is safe for
// concurrent use.
type tree struct {
	dir     string // "" if there is no output folder
	folders sync.Map
}

type kind int

const (
	absent kind = iota
	folder
	other // a file, or a link, wherever it leads
)

func (t *tree) at(p string) string { return t.dir + string(filepath.Separator) + filepath.FromSlash(p) }

// find gives the kind of d if it is a folder, else that of the first thing on
// the way to it that is none, and its path.
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
