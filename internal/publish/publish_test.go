package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A fake is a stand-in for a site: URLs and bodies, in order.
type fake struct {
	urls   []string
	body   map[string]string
	render func(url string) ([]byte, error)
}

func siteOf(urlsAndBodies ...string) *fake {
	f := &fake{body: map[string]string{}}
	for i := 0; i < len(urlsAndBodies); i += 2 {
		f.urls = append(f.urls, urlsAndBodies[i])
		f.body[urlsAndBodies[i]] = urlsAndBodies[i+1]
	}
	return f
}

// A testSite is what the tests publish.
type testSite interface {
	outputs() Outputs
	precompressed(path string) bool
}

func (f *fake) outputs() Outputs {
	return func(yield func(string, func(io.Writer) error) bool) {
		for _, u := range f.urls {
			if !yield(fileOf(u), func(w io.Writer) error { return f.write(w, u) }) {
				return
			}
		}
	}
}

func (f *fake) precompressed(string) bool { return false }

func (f *fake) write(w io.Writer, url string) error {
	data := []byte(f.body[url])
	if f.render != nil {
		var err error
		if data, err = f.render(url); err != nil {
			return err
		}
	}
	_, err := w.Write(data)
	return err
}

// fileOf is the file of a URL.
func fileOf(address string) string {
	file, _ := url.PathUnescape(strings.TrimPrefix(address, "/"))
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file
}

func publishSite(ctx context.Context, s testSite, dir string, opt Options) (Result, error) {
	opt.Precompress = s.precompressed
	return Write(ctx, dir, s.outputs(), opt)
}

func compareSite(ctx context.Context, s testSite, dir string) (Changes, error) {
	return Compare(ctx, dir, s.outputs(), Options{Precompress: s.precompressed})
}

// files are those that f is to make.
func (f *fake) files() map[string]string {
	m := map[string]string{}
	for _, u := range f.urls {
		m[fileOf(u)] = f.body[u]
	}
	return m
}

// snapshot is all that dir holds: folders end in "/", links say where to.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			m[rel+"/"] = ""
		case e.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(name)
			m[rel] = "-> " + to
			return err
		default:
			data, err := os.ReadFile(name)
			m[rel] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// clean is what a first build of s makes.
func clean(t testing.TB, s testSite) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clean")
	mustPublish(t, s, dir, Options{})
	return snapshot(t, dir)
}

func mustPublish(t testing.TB, s testSite, dir string, opt Options) Result {
	t.Helper()
	res, err := publishSite(t.Context(), s, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func mustWrite(t testing.TB, dir, name, body string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mustLink(t testing.TB, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip("no links here:", err)
	}
}

func wantTree(t testing.TB, dir string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, snapshot(t, dir)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", dir, diff)
	}
}

// with is m and the further files.
func with(m map[string]string, namesAndBodies ...string) map[string]string {
	m = maps.Clone(m)
	for i := 0; i < len(namesAndBodies); i += 2 {
		m[namesAndBodies[i]] = namesAndBodies[i+1]
	}
	return m
}

func small() *fake {
	return siteOf("/assets/site.css", "body{}", "/reports/a/", "report A", "/reports/a/r1/", "finding 1", "/reports/", "list", "/", "home")
}

func TestFirstBuildMakesTheFolder(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "www", "public")
	res := mustPublish(t, small(), dir, Options{})
	if want := (Result{Files: 5, New: 5, Bytes: 31}); res != want {
		t.Errorf("result %+v, want %+v", res, want)
	}
	got := snapshot(t, dir)
	sum := func(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }
	manifest := "fiftysix manifest 1\n" +
		sum("body{}") + " 6 assets/site.css\n" +
		sum("home") + " 4 index.html\n" +
		sum("report A") + " 8 reports/a/index.html\n" +
		sum("finding 1") + " 9 reports/a/r1/index.html\n" +
		sum("list") + " 4 reports/index.html\n"
	if diff := cmp.Diff(manifest, got[manifestName]); diff != "" {
		t.Error(diff)
	}
	delete(got, manifestName)
	want := with(small().files(), "assets/", "", "reports/", "", "reports/a/", "", "reports/a/r1/", "")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
		t.Errorf("beside the output folder: %v", left)
	}
}

func TestFolderWithOnlyDotFilesCountsAsEmpty(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, ".git/HEAD", "ref")
	mustWrite(t, dir, ".nojekyll", "")
	var placed []string
	opt := Options{before: func(op, name string) error {
		if op == "put in place" {
			placed = append(placed, name)
		}
		return nil
	}}
	mustPublish(t, small(), dir, opt)
	wantTree(t, dir, with(clean(t, small()), ".git/", "", ".git/HEAD", "ref", ".nojekyll", ""))
	// whole folders, in the order of the plan, home last
	want := []string{manifestName, "assets", "reports", "index.html"}
	if diff := cmp.Diff(want, placed); diff != "" {
		t.Error(diff)
	}
}

func TestUnchangedFilesAreNotTouched(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, small(), dir, Options{})
	before := stats(t, dir)
	s := small()
	s.body["/"] = "new home"
	if got := mustPublish(t, s, dir, Options{}); got.Unchanged != 4 || got.Changed != 1 {
		t.Errorf("%+v", got)
	}
	after := stats(t, dir)
	for name, fi := range before {
		if name == "index.html" || name == manifestName {
			continue
		}
		if !os.SameFile(fi, after[name]) || fi.ModTime() != after[name].ModTime() {
			t.Errorf("%s was touched", name)
		}
	}
	wantTree(t, dir, clean(t, s))
}

func TestBuildThatChangesNothingWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, small(), dir, Options{})
	before := stats(t, dir)
	var ops []string
	mustPublish(t, small(), dir, Options{before: func(op, name string) error {
		ops = append(ops, op+" "+filepath.Base(name))
		return nil
	}})
	if diff := cmp.Diff([]string{"lock .fiftysix-lock", "remove .fiftysix-lock"}, ops); diff != "" {
		t.Error(diff)
	}
	if !os.SameFile(before[manifestName], stats(t, dir)[manifestName]) {
		t.Error("the manifest was written again")
	}
}

func stats(t *testing.T, dir string) map[string]fs.FileInfo {
	m := map[string]fs.FileInfo{}
	for name := range snapshot(t, dir) {
		if fi, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		} else if !fi.IsDir() {
			m[name] = fi
		}
	}
	return m
}

func TestDamagedFilesAreRepaired(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, dir string)
	}{
		{"same size", func(t *testing.T, dir string) { mustWrite(t, dir, "reports/a/index.html", "REPORT A") }},
		{"cut short", func(t *testing.T, dir string) { mustWrite(t, dir, "reports/a/index.html", "") }},
		{"file removed", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "reports/a/index.html")) }},
		{"folder removed", func(t *testing.T, dir string) { os.RemoveAll(filepath.Join(dir, "reports")) }},
		{"a link instead", func(t *testing.T, dir string) {
			out := filepath.Join(filepath.Dir(dir), "outside.html")
			mustWrite(t, filepath.Dir(dir), "outside.html", "report A")
			os.Remove(filepath.Join(dir, "index.html"))
			mustLink(t, out, filepath.Join(dir, "index.html"))
			t.Cleanup(func() {
				if data, _ := os.ReadFile(out); string(data) != "report A" {
					t.Error("the link was followed")
				}
			})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, small(), dir, Options{})
			c.damage(t, dir)
			mustPublish(t, small(), dir, Options{})
			wantTree(t, dir, clean(t, small()))
		})
	}
}

func TestNewFilesComeFirstThenChangedOnesThenRemovals(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/old.css", "x", "/reports/a/", "a", "/reports/", "list", "/", "home"), dir, Options{})
	var ops []string
	s := siteOf("/reports/a/", "a", "/reports/b/r1/", "1", "/reports/b/", "b", "/reports/new.csv", "n", "/reports/", "list of 2", "/", "home of 2")
	mustPublish(t, s, dir, Options{before: func(op, name string) error {
		if op == "put in place" || op == "remove" {
			ops = append(ops, op+" "+filepath.Base(filepath.Dir(name))+"/"+filepath.Base(name))
		}
		return nil
	}})
	want := []string{
		"put in place ./.fiftysix-manifest", // the union
		"put in place reports/b",
		"put in place reports/new.csv",
		"put in place reports/index.html",
		"put in place ./index.html",
		"remove ./old.css",
		"put in place ./.fiftysix-manifest",
		"remove public/.fiftysix-staging",
		"remove public/.fiftysix-lock",
	}
	if diff := cmp.Diff(want, ops); diff != "" {
		t.Error(diff)
	}
	wantTree(t, dir, clean(t, s))
}

func TestManifestAlwaysListsAllThatIsOurs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	older, newer := bigChange()
	mustPublish(t, older, dir, Options{})
	check := func(op, name string) error {
		m, _, err := readManifest(dir, dir)
		if err != nil {
			t.Error(err)
		}
		for name := range snapshot(t, dir) {
			if _, ok := m[name]; !ok && !strings.HasSuffix(name, "/") && !strings.HasPrefix(name, ours) {
				t.Errorf("before %s %s: %s is not listed", op, name, name)
			}
		}
		return nil
	}
	mustPublish(t, newer, dir, Options{AllowRemovals: true, before: check})
}

func TestRemovingPagesIsRefusedUnlessAllowed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, small(), dir, Options{})
	before := snapshot(t, dir)
	s := siteOf("/reports/", "new list", "/", "home")

	_, err := publishSite(t.Context(), s, dir, Options{})
	var removal *RemovalError
	if !errors.As(err, &removal) {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"reports/a/index.html", "reports/a/r1/index.html"}, removal.Paths); diff != "" {
		t.Error(diff)
	}
	want := `this build would remove 2 published pages
  reports/a/index.html
  reports/a/r1/index.html
a page that has moved needs its old address under aliases; to remove pages for good, build with --allow-removals`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Error(diff)
	}
	wantTree(t, dir, before)

	if res := mustPublish(t, s, dir, Options{AllowRemovals: true}); res.Removed != 3 {
		t.Errorf("%+v", res)
	}
	wantTree(t, dir, clean(t, s))
}

func TestOtherFilesGoWithoutAsking(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/data/a.csv", "1", "/", "home"), dir, Options{})
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	wantTree(t, dir, clean(t, siteOf("/", "home")))
}

func TestRemovalKeepsFoldersThatHoldForeignFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, small(), dir, Options{})
	mustWrite(t, dir, "reports/a/notes.txt", "mine")
	mustWrite(t, dir, "mine/too.txt", "mine")
	os.Mkdir(filepath.Join(dir, "empty"), 0o755)
	s := siteOf("/", "home")
	mustPublish(t, s, dir, Options{AllowRemovals: true})
	wantTree(t, dir, with(clean(t, s), "reports/", "", "reports/a/", "", "reports/a/notes.txt", "mine", "mine/", "", "mine/too.txt", "mine", "empty/", ""))
}

func TestRemovalDoesNotFollowLinks(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "public")
	mustPublish(t, small(), dir, Options{})
	if err := os.Rename(filepath.Join(dir, "reports"), filepath.Join(above, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, filepath.Join(above, "elsewhere"))
	mustLink(t, filepath.Join(above, "elsewhere"), filepath.Join(dir, "reports"))

	_, err := publishSite(t.Context(), small(), dir, Options{})
	wantForeign(t, err, "reports")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	wantTree(t, filepath.Join(above, "elsewhere"), before)
	wantTree(t, dir, with(clean(t, siteOf("/", "home")), "reports", "-> "+filepath.Join(above, "elsewhere")))
}

func wantForeign(t *testing.T, err error, paths ...string) {
	t.Helper()
	var foreign *ForeignError
	if !errors.As(err, &foreign) {
		t.Fatalf("error %v, want a ForeignError", err)
	}
	if diff := cmp.Diff(paths, foreign.Paths); diff != "" {
		t.Error(diff)
	}
}

func TestForeignFilesInTheWayAreRefusedAndListed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	mustWrite(t, dir, "reports/index.html", "mine")        // where a file goes
	mustWrite(t, dir, "robots.txt/readme", "mine")         // a folder where a file goes
	mustWrite(t, dir, "assets", "mine")                    // a file where a folder goes
	mustWrite(t, dir, "reports/a/index.html", "report A")  // the very bytes: no matter
	mustWrite(t, dir, "reports/a/r1/own.txt", "bystander") // not in the way
	before := snapshot(t, dir)
	s := small()
	s.urls = append(s.urls, "/robots.txt")
	s.body["/"] = "changed"
	_, err := publishSite(t.Context(), s, dir, Options{})
	wantForeign(t, err, "assets", "reports/index.html", "robots.txt")
	if _, err := compareSite(t.Context(), s, dir); err == nil {
		t.Error("Compare did not mind")
	}
	wantTree(t, dir, before)
}

func TestSameForeignFileIsTakenOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	mustWrite(t, dir, "reports/index.html", "list")
	s := siteOf("/reports/", "list", "/", "home")
	if res := mustPublish(t, s, dir, Options{}); res.Unchanged != 2 {
		t.Errorf("%+v", res)
	}
	wantTree(t, dir, clean(t, s))
	mustPublish(t, siteOf("/", "home"), dir, Options{AllowRemovals: true})
	wantTree(t, dir, clean(t, siteOf("/", "home")))
}

func TestFolderOfSomebodyElseIsRefused(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, "thesis.doc", "years of work")
	mustWrite(t, dir, ".hidden", "")
	_, err := publishSite(t.Context(), small(), dir, Options{before: func(op, name string) error {
		t.Errorf("%s %s", op, name)
		return nil
	}})
	wantForeign(t, err, "thesis.doc")
	want := "cannot publish into " + dir + ": it holds files that fiftysix did not write; choose an empty folder, or a new one\n  thesis.doc"
	if err.Error() != want {
		t.Errorf("%s\nwant %s", err, want)
	}
}

func TestFileThatAppearsMeanwhileIsNotReplaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	_, err := publishSite(t.Context(), siteOf("/a.txt", "ours", "/", "home"), dir, Options{before: func(op, name string) error {
		if op == "put in place" && name == manifestName {
			mustWrite(t, dir, "a.txt", "mine")
		}
		return nil
	}})
	if err == nil || !strings.Contains(err.Error(), "put in place a.txt: something else has appeared there\n") {
		t.Error(err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "a.txt")); string(data) != "mine" {
		t.Errorf("%q", data)
	}
	_, err = publishSite(t.Context(), siteOf("/a.txt", "ours", "/", "home"), dir, Options{})
	wantForeign(t, err, "a.txt")
}

func TestFileAndFolderOfOursMayChangePlaces(t *testing.T) {
	older := siteOf("/a", "file", "/b/x.txt", "x", "/b/c/y.txt", "y", "/", "home")
	newer := siteOf("/a/x.txt", "x", "/a/y.txt", "y", "/b", "file", "/", "home")
	for range 2 {
		dir := filepath.Join(t.TempDir(), "public")
		mustPublish(t, older, dir, Options{})
		if res := mustPublish(t, newer, dir, Options{}); res.New != 3 || res.Removed != 3 {
			t.Errorf("%+v", res)
		}
		wantTree(t, dir, clean(t, newer))
		older, newer = newer, older
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/b/x.txt", "x"), dir, Options{})
	mustWrite(t, dir, "b/mine/notes.txt", "mine")
	_, err := publishSite(t.Context(), siteOf("/b", "file"), dir, Options{})
	wantForeign(t, err, "b/mine")
}

func TestDrawingErrorsLeaveTheSiteAsItWas(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, small(), dir, Options{})
	before := snapshot(t, dir)
	s := small()
	s.render = func(url string) ([]byte, error) {
		if strings.HasPrefix(url, "/reports/a/") {
			return nil, errors.New("no such layout")
		}
		return []byte("new"), nil
	}
	for _, dir := range []string{dir, filepath.Join(filepath.Dir(dir), "new")} {
		_, err := publishSite(t.Context(), s, dir, Options{})
		want := "render reports/a/index.html: no such layout\nrender reports/a/r1/index.html: no such layout"
		if err == nil || err.Error() != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	wantTree(t, filepath.Dir(dir), func() map[string]string {
		m := map[string]string{"public/": ""}
		for name, body := range before {
			m["public/"+name] = body
		}
		return m
	}())
}

func TestDrawingStopsAfterManyErrors(t *testing.T) {
	s := many(1000)
	s.render = func(url string) ([]byte, error) { return nil, errors.New("no") }
	_, err := publishSite(t.Context(), s, filepath.Join(t.TempDir(), "a", "public"), Options{})
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != maxErrors+1 || lines[0] != "render reports/0/0/index.html: no" || lines[maxErrors] != "there may be more: the rest was not tried" {
		t.Error(err)
	}
}

func TestCancellingLeavesTheSiteAsItWas(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, many(500), dir, Options{})
	before := snapshot(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := many(500)
	s.render = func(url string) ([]byte, error) { return []byte("new"), nil }
	_, err := publishSite(ctx, s, dir, Options{Progress: func(done, total int) {
		if done == total/2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wantTree(t, dir, before)
}

func TestCancellingWhileFilesAreMovedIsTooLate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	older, newer := bigChange()
	mustPublish(t, older, dir, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := publishSite(ctx, newer, dir, Options{AllowRemovals: true, before: func(op, name string) error {
		if op == "put in place" {
			cancel()
		}
		return nil
	}})
	if err != nil {
		t.Error(err)
	}
	wantTree(t, dir, clean(t, newer))
}

func many(n int) *fake {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("/reports/%d/%d/", i/10, i%10), fmt.Sprint("report ", i))
	}
	return siteOf(append(list, "/", "home")...)
}

func TestProgressCountsEveryOutputInTurn(t *testing.T) {
	last := 0
	mustPublish(t, many(300), filepath.Join(t.TempDir(), "public"), Options{Progress: func(done, total int) {
		if done != last+1 || total != 301 {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}})
	if last != 301 {
		t.Error(last)
	}
}

// Nothing waits in memory to be written: at most one output a core is drawn
// and not yet put out.
func TestDrawingDoesNotRunAhead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	cores := int64(runtime.GOMAXPROCS(0))
	var drawn atomic.Int64
	s := many(400)
	s.render = func(url string) ([]byte, error) {
		drawn.Add(1)
		return []byte(url), nil
	}
	var done int64
	mustPublish(t, s, dir, Options{Progress: func(int, int) {
		done++
		if ahead := drawn.Load() - done; ahead > cores+64 { // and those that are written, and not yet counted
			t.Errorf("%d outputs ahead", ahead)
		}
	}})
}

func TestOutputsThatClashOrLeaveTheFolderAreRefused(t *testing.T) {
	for _, urls := range [][]string{
		{"/../x.html"}, {"/a/%2e%2e/%2e%2e/x"}, {"//etc/passwd"}, {"/a%0ab"}, {"/a%5cb"}, {"/.fiftysix-manifest"},
		{"/a", "/a"}, {"/a/b", "/a"}, {"/a/", "/a/index.html"},
	} {
		s := &fake{urls: urls}
		dir := filepath.Join(t.TempDir(), "public")
		if _, err := publishSite(t.Context(), s, dir, Options{}); err == nil {
			t.Errorf("%q was accepted", urls)
		} else {
			t.Log(err)
		}
	}
}

func TestCompareSaysWhatPublishWouldDo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	older, newer := bigChange()
	first, err := compareSite(t.Context(), older, dir)
	if err != nil || len(first.New) != len(older.urls) {
		t.Errorf("%+v %v", first, err)
	}
	mustPublish(t, older, dir, Options{})
	before := snapshot(t, dir)
	c, err := compareSite(t.Context(), newer, dir)
	if err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, before)
	res := mustPublish(t, newer, dir, Options{AllowRemovals: true})
	if len(c.New) != res.New || len(c.Changed) != res.Changed || len(c.Removed) != res.Removed || c.Unchanged != res.Unchanged {
		t.Errorf("%+v\n%+v", c, res)
	}
	if !slices.Contains(c.Removed, "reports/gone/index.html") || !slices.Contains(c.Changed, "index.html") {
		t.Errorf("%+v", c)
	}
}
