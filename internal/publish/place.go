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

// moveWhole renames the stage to the output folder, which does not exist yet, so
// that the whole site appears at once.
func (b *build) moveWhole(st *stage) error {
	err := st.put(manifestName, manifestName, b.manifestBytes(b.newManifest()), false)
	if err != nil {
		return err
	}
	return b.disk.do("put in place", b.dir, func() error { return os.Rename(st.dir, b.dir) })
}

// makeAbove makes the missing folders above the output folder.
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

// moveStaged moves the staged files into the output folder: first the new ones, so
// that no page ever links to one that does not exist yet, then the changed ones.
func (b *build) moveStaged(root *os.Root, st *stage) error {
	unlisted := func(f file) bool { _, listed := b.old[f.path]; return !listed }
	if slices.ContainsFunc(b.files, unlisted) {
		if err := b.putManifest(root, st, b.union()); err != nil {
			return err
		}
	}
	moved := map[string]bool{}
	for i := range b.files {
		if f := &b.files[i]; f.state == isNew {
			if err := b.moveNew(root, st, f, moved); err != nil {
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

// moveNew moves the largest folder around f that does not exist yet, with everything
// in it: a report and its findings appear at once. What is in its way is moved aside.
func (b *build) moveNew(root *os.Root, st *stage, f *file, moved map[string]bool) error {
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

// reportConflict is called if somebody has put something where p goes since the
// folder was read: a rename would silently replace it. It takes p out of the
// manifest, so that the next build does not take it for ours.
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

// moveAside moves a folder of ours where a file must go, or the reverse, into the
// stage, which is discarded at the end.
func (b *build) moveAside(root *os.Root, st *stage, p string, n int) error {
	if err := st.makeFolder(ours + "old"); err != nil {
		return err
	}
	to := fmt.Sprintf("%s/%sold/%d", stagingName, ours, n)
	return b.disk.do("move aside", p, func() error { return root.Rename(p, to) })
}
