package publish

import (
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// What is sent elsewhere is what was built: no file that lies beside it, and
// nothing behind a link.
func TestOnlyWhatWasBuiltIsOpened(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := siteOf("/assets/site.css", "css", "/", "home")
	mustPublish(t, site, dir, Options{})
	mustWrite(t, dir, "theirs.txt", "theirs")
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	drawn, err := Checksums(context.Background(), site.outputs(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Files) != 2 || len(drawn) != 2 {
		t.Fatalf("opened %v, drawn %v", f.Files, drawn)
	}
	if want := sha256.Sum256([]byte("home")); f.Files[1].Path != "index.html" || f.Files[1].Sum != want || drawn[1].Sum != want {
		t.Errorf("opened %v, drawn %v", f.Files[1], drawn[1])
	}
	r, err := f.Read("index.html")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if text, err := io.ReadAll(r); err != nil || string(text) != "home" {
		t.Errorf("read %q, %v", text, err)
	}
	if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	if r, err := f.Read("index.html"); err == nil {
		r.Close()
		t.Error("a link was followed")
	}
	if _, err := Open(t.TempDir()); err == nil {
		t.Error("a folder without a site was opened")
	}
	for _, kind := range []Kind{Offline, SignOff} {
		copied := filepath.Join(t.TempDir(), "copy")
		mustPublish(t, site, copied, Options{Kind: kind})
		if _, err := Open(copied); err == nil {
			t.Errorf("%s was opened", kind.describe())
		}
	}
}
