package publish

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// An archive holds what the folder would, file by file, and is the same bytes
// each time.
func TestAnArchiveHoldsWhatTheFolderWould(t *testing.T) {
	s := siteOf("/", "home", "/reports/a/", "a report", "/assets/x.css", "p {}", "/data/all.json", "[]")
	top := t.TempDir()
	dir, name := filepath.Join(top, "site"), filepath.Join(top, "site.zip")
	if _, err := publishSite(context.Background(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	var first []byte
	for range 2 {
		res, err := Zip(context.Background(), name, s.outputs(), Options{Kind: Offline})
		if err != nil || res.Files != 4 {
			t.Fatal(res, err)
		}
		data, err := os.ReadFile(name)
		if err != nil || first != nil && string(data) != string(first) {
			t.Fatalf("another archive of the same site (%v)", err)
		}
		first = data
	}
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		want, e := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Name)))
		if err != nil || e != nil || string(got) != string(want) {
			t.Errorf("%s differs (%v, %v)", f.Name, err, e)
		}
	}
	if len(z.File) != 4 {
		t.Errorf("it holds %d files", len(z.File))
	}
}

// Whatever stops it, the archive that stood there is whole, and nothing is
// left beside it.
func TestAnArchiveIsWholeOrNotThere(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.zip")
	if _, err := Zip(context.Background(), name, siteOf("/", "home").outputs(), Options{Kind: Offline}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	broken := siteOf("/", "another home", "/a/", "a")
	for what, opt := range map[string]Options{
		"what is held is seen": {Kind: Offline, Inspect: func(string, []byte) error { return errors.New("held") }},
		"the disk is full": {Kind: Offline, before: func(op, _ string) error {
			if op == "put in place" {
				return errors.New("no space left")
			}
			return nil
		}},
	} {
		if _, err := Zip(context.Background(), name, broken.outputs(), opt); err == nil {
			t.Errorf("%s: no error", what)
		}
		after, err := os.ReadFile(name)
		if err != nil || string(after) != string(before) {
			t.Errorf("%s: the archive is another (%v)", what, err)
		}
		entries, err := os.ReadDir(filepath.Dir(name))
		if err != nil || len(entries) != 1 {
			t.Errorf("%s: left beside it: %v (%v)", what, entries, err)
		}
	}
}
