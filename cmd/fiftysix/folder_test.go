package main

import (
	"bytes"
	"errors"
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

// What was read may not have been saved since.
func TestASiteFolderVerifiesWhatWasRead(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string) error
		same   bool
	}{
		"nothing":       {func(string) error { return nil }, true},
		"a word":        {func(dir string) error { return os.WriteFile(filepath.Join(dir, "content/a.md"), []byte("no"), 0o644) }, false},
		"the same word": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "content/a.md"), []byte("yes"), 0o644) }, false},
		"an attachment": {func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "content/b.pdf"), []byte("longer"), 0o644)
		}, false},
		"a file more":        {func(dir string) error { return os.WriteFile(filepath.Join(dir, "content/c.md"), nil, 0o644) }, false},
		"an editor's file":   {func(dir string) error { return os.WriteFile(filepath.Join(dir, "content/.a.swp"), nil, 0o644) }, true},
		"a file less":        {func(dir string) error { return os.Remove(filepath.Join(dir, "content/none.md")) }, false},
		"a folder less":      {func(dir string) error { return os.Remove(filepath.Join(dir, "content/reports")) }, false},
		"a file in a folder": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "content/reports/d.md"), nil, 0o644) }, true},
		"a folder for a file": {func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "content/a.md")), os.Mkdir(filepath.Join(dir, "content/a.md"), 0o755))
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			must(t, os.CopyFS(dir, fstest.MapFS{
				"content/a.md": {Data: []byte("yes"), Mode: 0o644}, "content/b.pdf": {Data: []byte("%PDF"), Mode: 0o644}, "content/none.md": {Mode: 0o644},
				"content/reports": {Mode: 0o755 | fs.ModeDir},
			}))
			root, err := os.OpenRoot(dir)
			must(t, err)
			s := newSiteFolder(root)
			defer s.Close()
			_, err1 := s.ReadDir("content") // and not what is in reports
			_, err2 := s.ReadFile("content/a.md")
			b, err3 := s.Open("content/b.pdf")
			must(t, errors.Join(err1, err2, err3))
			must(t, b.Close())
			must(t, c.change(dir))
			if err := s.verify(); (err == nil) != c.same {
				t.Errorf("it says %v", err)
			}
		})
	}
}
