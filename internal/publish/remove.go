package publish

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// removeGone removes the files that the site no longer has, and the folders that
// this leaves empty. It tries the folders of every file that has left the manifest,
// as a killed build may have removed the file already.
func (b *build) removeGone(root *os.Root) error {
	for _, p := range b.gone {
		exists, err := (&tree{dir: b.dir}).hasFile(p)
		if err != nil {
			return fmt.Errorf("remove %s: %w", p, cause(err))
		}
		if !exists { // moved aside
			continue
		}
		if err := b.disk.remove(root, p); err != nil {
			return err
		}
	}

	for _, dir := range deepestFirst(foldersOf(slices.Values(b.dropped))) {
		// Not from b.tree: what was there before may have been moved.
		_, kind, err := (&tree{dir: b.dir}).find(dir)
		if err == nil && kind == folder && isEmpty(b.tree.at(dir)) {
			err = b.disk.remove(root, dir)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// foldersOf returns all folders above the files.
func foldersOf(paths iter.Seq[string]) map[string]bool {
	folders := map[string]bool{}
	for p := range paths {
		for dir := path.Dir(p); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	return folders
}

func deepestFirst(folders map[string]bool) []string {
	return slices.SortedFunc(maps.Keys(folders), func(a, b string) int {
		return cmp.Or(strings.Count(b, "/")-strings.Count(a, "/"), strings.Compare(a, b))
	})
}

func isEmpty(dir string) bool {
	f, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer f.Close()
	_, err = f.Readdirnames(1)
	return err == io.EOF
}
