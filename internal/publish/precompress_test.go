package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// packing is a site all of whose outputs have compressed forms.
type packing struct{ testSite }

func (p packing) precompressed(string) bool { return true }

// packingFiles is one whose pages have none.
type packingFiles struct{ *fake }

func (p packingFiles) precompressed(path string) bool { return filepath.Base(path) != "index.html" }

// wantForms sees that every compressed form in a folder unpacks to the file
// that it is of, and, where all must have them, that each has both.
func wantForms(t *testing.T, when, dir string, all bool) {
	t.Helper()
	files := snapshot(t, dir)
	for name, body := range files {
		plain, ext := strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz"), filepath.Ext(name)
		if strings.HasPrefix(name, ours) || strings.HasSuffix(name, "/") {
			continue
		}
		if plain == name {
			if _, br := files[name+".br"]; all && !br {
				t.Errorf("%s: %s has no form", when, name)
			}
			continue
		}
		var r io.Reader = brotli.NewReader(strings.NewReader(body))
		if ext == ".gz" {
			var err error
			if r, err = gzip.NewReader(strings.NewReader(body)); err != nil {
				t.Errorf("%s: %s: %v", when, name, err)
				continue
			}
		}
		got, err := io.ReadAll(r)
		if want, ok := files[plain]; err != nil || !ok || string(got) != want {
			t.Errorf("%s: %s unpacks to %q, and the file holds %q (%v)", when, name, got, want, err)
		}
	}
}

func TestCompressedFormsStandBesideTheirFiles(t *testing.T) {
	older, newer := bigChange()
	dir := filepath.Join(t.TempDir(), "public")
	res := mustPublish(t, packing{older}, dir, Options{})
	if res.Files != 3*len(older.urls) || res.New != res.Files {
		t.Errorf("%+v", res)
	}
	wantForms(t, "new", dir, true)

	// Nothing is compressed again, or touched, where nothing has changed.
	before := stats(t, dir)
	res = mustPublish(t, packing{older}, dir, Options{before: func(op, name string) error {
		if op == "create" {
			t.Errorf("%s was written again", name)
		}
		return nil
	}})
	if res.Unchanged != res.Files {
		t.Errorf("%+v", res)
	}
	for name, info := range stats(t, dir) {
		if !info.ModTime().Equal(before[name].ModTime()) {
			t.Errorf("%s was touched", name)
		}
	}
	c, err := compareSite(t.Context(), packing{older}, dir)
	if err != nil || c.Unchanged != res.Files {
		t.Errorf("%+v %v", c, err)
	}

	// What would be put out elsewhere is the same.
	drawn, err := Checksums(t.Context(), older.outputs(), Options{Precompress: packing{}.precompressed})
	m, _, e := readManifest(dir, dir)
	for _, f := range drawn {
		if was, ok := m[f.Path]; !ok || was != (entry{f.Sum, f.Size}) {
			t.Errorf("%s would be another", f.Path)
		}
	}
	if err != nil || e != nil || len(drawn) != len(m) {
		t.Errorf("%d files are drawn, and %d written (%v, %v)", len(drawn), len(m), err, e)
	}

	// With what changes, its forms change, and go with it.
	mustPublish(t, packing{newer}, dir, Options{AllowRemovals: true})
	wantForms(t, "changed", dir, true)
	wantTree(t, dir, clean(t, packing{newer}))

	// Without them the site is what it would be; no page need be let go.
	mustPublish(t, newer, dir, Options{})
	wantTree(t, dir, clean(t, newer))
}

// The bytes are the same whoever compresses what before, on any number of cores.
func TestCompressedFormsAreTheSameBytes(t *testing.T) {
	pages := many(300)
	s := packing{pages}
	for i, u := range pages.urls {
		pages.body[u] = strings.Repeat("a page of many words, "+u, i%50)
	}
	want := clean(t, s)
	old := runtime.GOMAXPROCS(1)
	one := clean(t, s)
	runtime.GOMAXPROCS(old)
	for name, body := range want {
		if one[name] != body {
			t.Errorf("%s differs", name)
		}
	}
}

// A form that is damaged, or that another program made, is made again.
func TestCompressedFormsAreRepaired(t *testing.T) {
	older, _ := bigChange()
	s := packing{older}
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, s, dir, Options{})
	want := snapshot(t, dir)
	mustWrite(t, dir, "index.html.gz", "damaged")
	mustWrite(t, dir, "index.html.br", strings.Replace(want["index.html.br"], want["index.html.br"][1:2], "x", 1))
	mustWrite(t, dir, "reports/a/index.html", "not the page")
	if err := os.Remove(filepath.Join(dir, "swap.gz")); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, s, dir, Options{})
	wantTree(t, dir, want)

	// What another program wrote is not trusted, though it unpacks.
	var other bytes.Buffer
	w := gzip.NewWriter(&other)
	_, _ = w.Write([]byte("home"))
	_ = w.Close()
	mustWrite(t, dir, "index.html.gz", other.String())
	m, h, err := readManifest(dir, dir)
	if err != nil || h.compressors != compressors() {
		t.Fatal(h, err)
	}
	m["index.html.gz"] = entryOf(other.Bytes())
	mustWrite(t, dir, manifestName, string(m.bytes(head{compressors: "somebody else"})))
	mustPublish(t, s, dir, Options{})
	wantTree(t, dir, want)
}

// TestCompressedFormsAreNeverStale stops a build before every change to the
// disk in turn, then builds on: the site of before, or another one. Builds
// with and without compressed forms follow one another in every order.
func TestCompressedFormsAreNeverStale(t *testing.T) {
	older, newer := bigChange()
	errStop := errors.New("stopped")
	stopped := 0
	sites := map[string]testSite{"older": packing{older}, "newer": packing{newer}, "older plain": older, "newer plain": newer, "newer half": packingFiles{newer}}
	want := map[string]map[string]string{}
	for name, s := range sites {
		want[name] = clean(t, s)
	}
	step := 11 // in the gate one change in eleven, another for each order
	if os.Getenv("FIFTYSIX_LONG") != "" {
		step = 1
	}
	for first, order := range [][3]string{
		{"older", "newer", "newer"}, {"older", "newer", "older"}, {"older", "newer plain", "newer"}, {"older", "newer plain", "older"},
		{"older plain", "newer", "newer"}, {"older plain", "newer", "older"}, {"older", "newer", "newer plain"}, {"older", "newer half", "newer"},
	} {
		for n, ended := first%step, false; !ended; n += step {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, sites[order[0]], dir, Options{})
			i := 0
			_, err := publishSite(t.Context(), sites[order[1]], dir, Options{AllowRemovals: true, before: func(string, string) error {
				if i++; i > n {
					return errStop // and every later one, as when the program is killed
				}
				return nil
			}})
			if ended = err == nil; !ended {
				stopped++
			}
			mustPublish(t, sites[order[2]], dir, Options{AllowRemovals: true})
			when := strings.Join(order[:], ", ")
			wantForms(t, when, dir, false)
			wantTree(t, dir, want[order[2]])
			if t.Failed() {
				t.Fatalf("%s: stopped before change %d", when, n)
			}
		}
	}
	if stopped < 40 {
		t.Errorf("only %d builds were stopped", stopped)
	}
	t.Logf("%d builds stopped, no stale form", stopped)
}

func TestLargeOutputsAreCompressedAsTheyAreMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	body := strings.Repeat("0123456789", 50_000)
	l := &large{fake: siteOf("/data/all.json", "", "/", "home"), body: func() string { return body }}
	s := packing{l}
	for _, change := range []func(){func() {}, func() {}, func() { body += "x" }, func() { body = "" }} {
		change()
		mustPublish(t, s, dir, Options{})
		wantForms(t, "large", dir, true)
	}
	l.fail = errors.New("cannot be drawn")
	before := snapshot(t, dir)
	body = "new"
	if _, err := publishSite(t.Context(), s, dir, Options{}); !errors.Is(err, l.fail) {
		t.Error(err)
	}
	wantTree(t, dir, before)
	l.fail = nil
	turn := 0
	l.body = func() string { turn++; return strings.Repeat("x", chunkSize+turn) }
	if _, err := publishSite(t.Context(), s, dir, Options{}); !errors.Is(err, errRenderedTwice) {
		t.Errorf("a form of another drawing was taken: %v", err)
	}
	wantTree(t, dir, before)
}

// A file of somebody else's where a form must go is left alone.
func TestCompressedFormsTakeNobodysPlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	mustWrite(t, dir, "index.html.gz", "mine")
	_, err := publishSite(t.Context(), packing{siteOf("/", "home")}, dir, Options{})
	wantForeign(t, err, "index.html.gz")
	if body, err := fs.ReadFile(os.DirFS(dir), "index.html.gz"); err != nil || string(body) != "mine" {
		t.Errorf("%q %v", body, err)
	}
}
