package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"testing/fstest"
)

// A site's folder reads as the disk does, and no link leads out of it.
func TestSiteFolder(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "site")
	files := fstest.MapFS{}
	for i := range 20 {
		folder := "content/reports/" + string(rune('a'+i)) + "/"
		files[folder+"report.md"] = &fstest.MapFile{Data: []byte{byte('a' + i)}, Mode: 0o644}
		files[folder+"recommendation-1.md"] = &fstest.MapFile{Data: []byte{byte('A' + i)}, Mode: 0o644}
	}
	files["fiftysix.yaml"] = &fstest.MapFile{Data: []byte("x"), Mode: 0o644}
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(top, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := newSiteFolder(root)
	if err := fstest.TestFS(s, "fiftysix.yaml", "content/reports/a/report.md"); err != nil {
		t.Error(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for name, f := range files {
				if data, err := fs.ReadFile(s, name); err != nil || !bytes.Equal(data, f.Data) {
					t.Errorf("%s: %q, %v", name, data, err)
				}
			}
		})
	}
	wg.Wait()
	if len(s.open) > foldersOpen+4 {
		t.Errorf("%d folders are open", len(s.open))
	}
	if runtime.GOOS != "windows" {
		links := map[string]string{"content/out": "../../secret", "content/reports/a/out": "../../../../secret", "content/far": "/", "content/reports/a/in": "../b/report.md"}
		for name, to := range links {
			if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"content/out", "content/reports/a/out", "content/far/etc/hostname", "../secret", "content/../../secret"} {
			if data, err := fs.ReadFile(s, name); err == nil {
				t.Errorf("%s leads out of the folder, to %q", name, data)
			}
		}
		if data, err := fs.ReadFile(s, "content/reports/a/in"); err != nil || string(data) != "b" {
			t.Errorf("a link within the folder: %q, %v", data, err)
		}
	}
	_, wrong := fs.ReadFile(s, "content/reports/a/none.md")
	if _, plain := fs.ReadFile(root.FS(), "content/reports/a/none.md"); wrong == nil || wrong.Error() != plain.Error() {
		t.Errorf("%v, and the folder itself says %v", wrong, plain)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
