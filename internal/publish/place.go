package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// moveWhole makes the stage the output folder, which does not exist yet: the
// whole site appears at once.
func (b *build) moveWhole(st *stage) error {
	err := st.put(manifestName, manifestName, b.manifestBytes(b.newManifest()), false)
	if err != nil {
		return err
	}
	return b.disk.do("put in place", b.dir, func() error { return os.Rename(st.dir, b.dir) })
}

// makeAbove makes the folders that are to hold the output folder.
func (b *build) makeAbove() error {
	var missing []string
	for d := filepath.Dir(b.dir); !isDir(d) && d != filepath.Dir(d); d = filepath.Dir(d) {
		missing = append(missing, d)
	}
	for _, d := range slices.Backward(missing) {
		err := b.disk.do("make folder", d, func() error { return os.Mkdir(d, dirMode) })
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err == nil {
			b.above = append(b.above, d)
		}
	}
	return nil
}

// place puts in place what is staged: first what is new, so that no page ever
// links to one that is not there yet, then what has changed.
func (b *build) place(root *os.Root, st *stage) error {
	for _, f := range b.files {
		if _, listed := b.old[f.path]; !listed {
			if err := b.putManifest(root, st, b.union()); err != nil {
				return err
			}
			break
		}
	}
	moved := map[string]bool{}
	for i := range b.files {
		if f := &b.files[i]; f.state == isNew {
			if err := b.placeNew(root, st, f, moved); err != nil {
				return err
			}
		}
	}
	for i := range b.files {
		if f := &b.files[i]; f.state == isChanged {
			if err := b.disk.rename(root, stagingName+"/"+changedName(i), f.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// placeNew moves the largest folder around f that does not exist yet, with all
// that is in it: a new report appears at once, its page and its findings. What
// is in its way is moved aside.
func (b *build) placeNew(root *os.Root, st *stage, f *file, moved map[string]bool) error {
	if f.obstacle != "" && !moved[f.obstacle] {
		if err := b.moveAside(root, st, f.obstacle, len(moved)); err != nil {
			return err
		}
		b.tree.folders.Store(f.obstacle, absent)
	}
	p := f.path
	top, k, err := b.tree.find(path.Dir(p))
	if err != nil {
		return fmt.Errorf("put in place %s: %w", p, cause(err))
	}
	if k != folder {
		p = top
	}
	if moved[p] {
		return nil
	}
	moved[p] = true
	if _, err := root.Lstat(p); err == nil {
		return b.reportConflict(root, st, p)
	}
	return b.disk.rename(root, stagingName+"/"+p, p)
}

// reportConflict is for a thing that somebody has put where p goes since the
// folder was read, and which a rename would silently replace. It must not stay
// in the manifest either, or the next build would take it for ours.
func (b *build) reportConflict(root *os.Root, st *stage, p string) error {
	m := b.union()
	for q := range m {
		if _, listed := b.old[q]; !listed && (q == p || strings.HasPrefix(q, p+"/")) {
			delete(m, q)
		}
	}
	err := fmt.Errorf("put in place %s: something else has appeared there", p)
	return errors.Join(err, b.putManifest(root, st, m))
}

// moveAside makes way for a file where we had a folder, or for a folder where
// we had a file. It goes with the stage.
func (b *build) moveAside(root *os.Root, st *stage, p string, n int) error {
	if err := st.makeFolder(ours + "old"); err != nil {
		return err
	}
	to := fmt.Sprintf("%s/%sold/%d", stagingName, ours, n)
	return b.disk.do("move aside", p, func() error { return root.Rename(p, to) })
}
