package publish

import (
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// removeGone removes the files that the site no longer has, and then the
// folders that this leaves empty. Folders are tried for every file that the
// old manifest has and the site has not: a killed build may have removed the
// file already.
func (b *build) removeGone(root *os.Root) error {
	for _, p := range b.gone {
		there, err := (&tree{dir: b.dir}).hasFile(p)
		if err != nil {
			return fmt.Errorf("remove %s: %w", p, cause(err))
		}
		if !there { // moved aside
			continue
		}
		if err := b.disk.remove(root, p); err != nil {
			return err
		}
	}

	folders := map[string]bool{}
	for _, p := range b.left {
		for d := path.Dir(p); d != "." && !folders[d]; d = path.Dir(d) {
			folders[d] = true
		}
	}
	for _, d := range deepestFirst(folders) {
		// Looked up anew: what stood there before has been moved about.
		_, k, err := (&tree{dir: b.dir}).find(d)
		if err == nil && k == folder && isEmpty(b.tree.at(d)) {
			err = b.disk.remove(root, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func deepestFirst(folders map[string]bool) []string {
	var list []string
	for d := range folders {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b string) int {
		if n := strings.Count(b, "/") - strings.Count(a, "/"); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return list
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
