//go:build unix

package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestModesDoNotDependOnTheUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	older, newer := bigChange()
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, older, dir, Options{})
	mustPublish(t, newer, dir, Options{AllowRemovals: true})
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		fi, err := os.Lstat(name)
		if err != nil {
			return err
		}
		want := fs.FileMode(fileMode)
		if e.IsDir() {
			want = dirMode
		}
		if fi.Mode().Perm() != want {
			t.Errorf("%s: %v", name, fi.Mode())
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
