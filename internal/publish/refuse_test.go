package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFoldersThatAreRefused(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	at := func(p string) string { return filepath.Join(top, filepath.FromSlash(p)) }
	for _, d := range []string{"home/me/site/content/reports", "home/me/site/layouts", "home/me/site/extra", "free/site", "links"} {
		if err := os.MkdirAll(at(d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	mustWrite(t, top, "free/file", "")
	t.Setenv("HOME", at("home/me"))
	t.Setenv("USERPROFILE", at("home/me"))
	for name, to := range map[string]string{"home": "home/me", "source": "home/me/site", "content": "home/me/site/content", "nothing": "nowhere", "public": "free"} {
		mustLink(t, at(to), at("links/"+name))
	}
	opt := Options{Source: at("home/me/site"), Keep: []string{at("home/me/site/extra")}}

	for _, c := range []struct{ name, dir, why string }{
		{"no name", "", "no name"},
		{"the whole disk", filepath.VolumeName(top) + string(filepath.Separator), "whole disk"},
		{"home", at("home/me"), "home folder"},
		{"above home", at("home"), "home folder"},
		{"home by a link", at("links/home"), "home folder"},
		{"the source", at("home/me/site"), "fiftysix.yaml"},
		{"the source, roundabout", at("home/me/site/content") + "/..", "fiftysix.yaml"},
		{"the source by a link", at("links/source"), "fiftysix.yaml"},
		{"content", at("home/me/site/content"), "made from"},
		{"in content", at("home/me/site/content/public"), "made from"},
		{"deep in content", at("home/me/site/content/a/b/public"), "made from"},
		{"content by a link", at("links/content/new"), "made from"},
		{"layouts", at("home/me/site/layouts"), "made from"},
		{"a folder to keep", at("home/me/site/extra/x"), "made from"},
		{"a file", at("free/file"), "is a file"},
		{"below a file", at("free/file/public"), "is a file"},
		{"a link to nothing", at("links/nothing"), "link"},
		{"below a link to nothing", at("links/nothing/public"), "link"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := publishSite(t.Context(), small(), c.dir, opt)
			var folder *FolderError
			if !errors.As(err, &folder) || !strings.Contains(folder.Why, c.why) {
				t.Errorf("%v, want a refusal that says %q", err, c.why)
			} else {
				t.Log(err)
			}
		})
	}
	for _, dir := range []string{at("home/me/site/public"), at("home/me/contents"), at("free/site"), at("links/public/new")} {
		if _, err := publishSite(t.Context(), small(), dir, opt); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
	}
	if _, err := os.Stat(at("free/new/index.html")); err != nil {
		t.Error("a link to a good folder was not followed:", err)
	}
}

func TestManifestThatCannotBeTrustedIsRefused(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for _, c := range []struct{ name, text string }{
		{"empty", ""},
		{"another version", "fiftysix manifest 2\n"},
		{"cut short", "fiftysix manifest 1\n" + sum + " 1 a"},
		{"no path", "fiftysix manifest 1\n" + sum + " 1\n"},
		{"no checksum", "fiftysix manifest 1\n1 a\n"},
		{"bad checksum", "fiftysix manifest 1\n" + strings.Repeat("x", 64) + " 1 a\n"},
		{"negative size", "fiftysix manifest 1\n" + sum + " -1 a\n"},
		{"out of order", "fiftysix manifest 1\n" + sum + " 1 b\n" + sum + " 1 a\n"},
		{"twice", "fiftysix manifest 1\n" + sum + " 1 a\n" + sum + " 1 a\n"},
		{"elsewhere", "fiftysix manifest 1\n" + sum + " 1 ../precious.txt\n"},
		{"absolute", "fiftysix manifest 1\n" + sum + " 1 /etc/passwd\n"},
		{"itself", "fiftysix manifest 1\n" + sum + " 1 .fiftysix-manifest\n"},
		{"the folder", "fiftysix manifest 1\n" + sum + " 1 .\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			top := t.TempDir()
			mustWrite(t, top, "precious.txt", "mine")
			mustWrite(t, top, "public/.fiftysix-manifest", c.text)
			mustWrite(t, top, "public/a", "x")
			before := snapshot(t, top)
			_, err := publishSite(t.Context(), small(), filepath.Join(top, "public"), Options{AllowRemovals: true})
			var folder *FolderError
			if !errors.As(err, &folder) || !strings.Contains(folder.Why, "build again") {
				t.Error(err)
			}
			t.Log(err)
			wantTree(t, top, before)
		})
	}
}

func TestManifestIsReadAsWritten(t *testing.T) {
	m := manifest{"a b/c d.html": {size: 3}, "index.html": {size: 1 << 40}, "é.txt": {sum: [32]byte{1, 2}}}
	h := head{SignOff, "somebody"}
	got, was, err := parseManifest(m.bytes(h))
	if err != nil || was != h || len(got) != 3 || got["é.txt"] != m["é.txt"] || got["a b/c d.html"].size != 3 {
		t.Errorf("%v %v", got, err)
	}
}

// Older programs wrote what the site was made of.
func TestAnOlderManifestIsRead(t *testing.T) {
	m := manifest{"index.html": {size: 3}}
	for _, made := range []string{"0123abcd, 12 pages", "0123abcd of 3 reports and 4 findings, 12 pages"} {
		text := strings.Replace(string(m.bytes(head{})), "\n", "\n# made of: "+made+"\n", 1)
		got, h, err := parseManifest([]byte(text))
		if err != nil || h != (head{}) || !maps.Equal(got, m) {
			t.Errorf("%v, %+v, %v", got, h, err)
		}
	}
}

// FuzzManifest gives any bytes for the note that an earlier build left. It is
// read as it was written, or not at all: what it names may be removed.
func FuzzManifest(f *testing.F) {
	f.Add(manifest{"a b/c d.html": {size: 3}, "index.html": {size: 1 << 40}}.bytes(head{SignOff, "somebody"}))
	f.Add(manifest{}.bytes(head{}))
	f.Add([]byte("../../etc/passwd"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, h, err := parseManifest(text)
		if err != nil {
			return
		}
		for name := range m {
			if !fs.ValidPath(name) || name == "." {
				t.Errorf("it names %q", name)
			}
		}
		again, was, err := parseManifest(m.bytes(h))
		if err != nil || was != h || !maps.Equal(again, m) {
			t.Errorf("what was read is written and read as something else: %v", err)
		}
	})
}
