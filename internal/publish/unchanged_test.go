package publish

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A folder that holds what the same was made of before is read and not drawn
// again; one that does not is drawn, whatever its manifest says.
func TestNothingHasChanged(t *testing.T) {
	pages := []string{"/", "home", "/a/", "an <a>", "/a/file.csv", "1,2", "/b/", "b"}
	whole := siteOf(pages...)
	var drawn atomic.Int64
	counting := func(s *fake) *fake {
		c := siteOf(pages...)
		c.body = s.body
		c.render = func(url string) ([]byte, error) { drawn.Add(1); return []byte(s.body[url]), nil }
		return c
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, dir string)
		of    string
		draws bool
	}{
		"nothing":                    {func(*testing.T, string) {}, "x", false},
		"a file of nobody's":         {func(t *testing.T, dir string) { mustWrite(t, dir, "notes.txt", "mine") }, "x", false},
		"it is made of other things": {func(*testing.T, string) {}, "y", true},
		"nobody knows of what":       {func(*testing.T, string) {}, "", true},
		"a file as long":             {func(t *testing.T, dir string) { mustWrite(t, dir, "b/index.html", "c") }, "x", true},
		"a longer file":              {func(t *testing.T, dir string) { mustWrite(t, dir, "a/file.csv", "1,2,3") }, "x", true},
		"a file is gone":             {func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "index.html"))) }, "x", true},
		"a folder is gone":           {func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "a"))) }, "x", true},
		"a link to the same": {func(t *testing.T, dir string) {
			name := filepath.Join(dir, "b", "index.html")
			must(t, os.Rename(name, name+".old"))
			mustLink(t, "index.html.old", name)
		}, "x", true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			first := mustPublish(t, whole, dir, Options{MadeOf: of("x")})
			c.spoil(t, dir)
			drawn.Store(0)
			again := mustPublish(t, counting(whole), dir, Options{MadeOf: of(c.of)})
			if (drawn.Load() > 0) != c.draws {
				t.Errorf("%d outputs were drawn", drawn.Load())
			}
			if !c.draws && (again.Pages != first.Pages || again.Files != first.Files || again.Bytes != first.Bytes || again.Unchanged != first.Files) {
				t.Errorf("it says %+v, and of the first build %+v", again, first)
			}
			for file, body := range whole.files() {
				if data, err := os.ReadFile(filepath.Join(dir, file)); err != nil || string(data) != body {
					t.Errorf("%s holds %q, %v", file, data, err)
				}
			}
		})
	}
}

// Before there is a site, its name alone is enough to know that it stands, and
// how large it is; where no build has left a name, none is asked for.
func TestUnchangedBeforeThereIsASite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	nobody := Options{MadeOf: func() Origin { t.Error("the name is asked for"); return Origin{} }}
	unchanged := func(opt Options) (Result, Origin, bool) {
		t.Helper()
		return Unchanged(t.Context(), dir, opt)
	}
	if _, _, ok := unchanged(nobody); ok {
		t.Error("there is no folder")
	}
	s := siteOf("/", "home", "/a/", "an <a>", "/a/file.csv", "1,2")
	mustPublish(t, s, dir, Options{})
	if _, _, ok := unchanged(nobody); ok {
		t.Error("the folder has no name")
	}
	first := mustPublish(t, s, dir, Options{MadeOf: of("x")})
	before := snapshot(t, dir)
	res, origin, ok := unchanged(Options{MadeOf: func() Origin { return Origin{Of: "x"} }})
	if !ok || origin != (Origin{"x", 3, 4}) || res != first {
		t.Errorf("%v: %+v of %+v, and the first build was %+v", ok, res, origin, first)
	}
	for _, other := range []Options{{MadeOf: of("y")}, {MadeOf: of("")}, {MadeOf: of("x"), Kind: Offline}, {MadeOf: of("x"), Source: dir}} {
		if _, _, ok := unchanged(other); ok {
			t.Errorf("%+v is taken for the same", other)
		}
	}
	wantTree(t, dir, before)
	mustWrite(t, dir, "a/index.html", "an <b>")
	if _, _, ok := unchanged(Options{MadeOf: of("x")}); ok {
		t.Error("a page is another")
	}
}

// A build that is stopped half-way leaves no word that the folder is whole:
// what it was made of before may come back.
func TestAStoppedBuildIsNotTakenForWhole(t *testing.T) {
	before, after := siteOf("/", "1", "/a/", "2", "/old/", "3"), siteOf("/", "one", "/a/", "two", "/new/", "four")
	for stop := 1; ; stop++ {
		dir := filepath.Join(t.TempDir(), "out")
		mustPublish(t, before, dir, Options{MadeOf: of("before")})
		n := 0
		_, err := Publish(t.Context(), after, dir, Options{MadeOf: of("after"), AllowRemovals: true, before: func(string, string) error {
			if n++; n >= stop {
				return os.ErrPermission
			}
			return nil
		}})
		mustPublish(t, before, dir, Options{MadeOf: of("before"), AllowRemovals: true})
		got := snapshot(t, dir)
		for name := range got {
			if strings.HasPrefix(name, ours) && name != manifestName {
				delete(got, name) // a lock that could not be removed
			}
		}
		for file, body := range before.files() {
			if got[file] != body {
				t.Errorf("stopped at change %d: %s holds %q", stop, file, got[file])
			}
		}
		if _, there := got["new/index.html"]; there {
			t.Errorf("stopped at change %d: a page stays that the site has not", stop)
		}
		if err == nil {
			return
		}
	}
}

// of is a site with a name, and some reports.
func of(name string) func() Origin { return func() Origin { return Origin{name, 3, 4} } }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
