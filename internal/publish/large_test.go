package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"fiftysix/internal/site"
)

// A grouped is a site whose outputs below /data/ are large, and are drawn
// together: so many bytes of each in turn.
type grouped struct {
	*fake
	passes    atomic.Int64
	fail      error
	meanwhile func() // is called in the middle of a pass
	packed    bool
}

func groupOf(urlsAndBodies ...string) *grouped { return &grouped{fake: siteOf(urlsAndBodies...)} }

func (g *grouped) Outputs() []site.Output {
	list := g.fake.Outputs()
	for i := range list {
		if strings.HasPrefix(list[i].URL, "/data/") {
			list[i].Large, list[i].Group, list[i].Packed = true, "data", g.packed
		}
	}
	return list
}

func (g *grouped) RenderTo(to map[string]io.Writer) error {
	g.passes.Add(1)
	const step = 10_000
	most := 0
	for url := range to {
		most = max(most, len(g.body[url]))
	}
	for at := 0; at < most; at += step {
		for url, w := range to {
			body := g.body[url]
			if _, err := io.WriteString(w, body[min(at, len(body)):min(at+step, len(body))]); err != nil {
				return err
			}
		}
		if g.meanwhile != nil && at > most/2 {
			g.meanwhile()
			g.meanwhile = nil
		}
	}
	return g.fail
}

// changed is a site with every kind of difference in what is large.
func changed() (older, newer *grouped) {
	long := strings.Repeat("0123456789", 30_000)
	older = groupOf("/data/same", long, "/data/begin", long, "/data/middle", long, "/data/end", long, "/data/longer", long, "/data/shorter", long,
		"/data/emptied", long, "/data/gone", long, "/data/empty", "", "/", "home")
	newer = groupOf("/data/same", long, "/data/begin", "x"+long[1:], "/data/middle", long[:150_000]+"x"+long[150_001:], "/data/end", long[:len(long)-1]+"x",
		"/data/longer", long+"more", "/data/shorter", long[:len(long)-3], "/data/emptied", "", "/data/new", long, "/data/empty", "", "/", "new home")
	return older, newer
}

// What is large is begun first and compressed last; outputs of one group are one
// job, in their order; and every file is drawn once.
func TestJobs(t *testing.T) {
	s := groupOf("/a/1", "", "/data/x", "", "/b/1", "", "/data/y", "", "/a/2", "", "/c", "", "/b/2", "", "/", "")
	s.packed = true
	b := &build{site: inFolders{s}}
	var err error
	if b.files, _, err = list(b.site.Outputs()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, j := range b.jobs() {
		what := ""
		if j.packs != nil {
			what = " compressed " + b.files[j.packs.which[j.nth]].url
		}
		for _, i := range j.which {
			what += " " + b.files[i].url
		}
		got = append(got, what[1:])
	}
	want := []string{"/data/x /data/y", "/a/1 /a/2", "/b/1 /b/2", "/c", "/", "compressed /data/x", "compressed /data/y"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// inFolders is a site of which each folder is a group.
type inFolders struct{ *grouped }

func (s inFolders) Outputs() []site.Output {
	list := s.grouped.Outputs()
	for i, o := range list {
		if n := strings.LastIndexByte(o.URL, '/'); n > 0 {
			list[i].Group = o.URL[:n]
		}
	}
	return list
}

// All of a group is drawn in one pass, also where what stands there is another,
// and whether or not somebody looks at it.
func TestAGroupIsDrawnInOnePass(t *testing.T) {
	look := func(string, []byte) error { return nil }
	for name, opt := range map[string]Options{"nobody looks": {}, "somebody looks": {Look: look}} {
		t.Run(name, func(t *testing.T) {
			opt.AllowRemovals = true
			older, newer := changed()
			dir := filepath.Join(t.TempDir(), "public")
			holds := func(s *grouped, want Result) {
				t.Helper()
				s.passes.Store(0)
				got := mustPublish(t, s, dir, opt)
				want.Files, want.Pages, want.Bytes = got.Files, got.Pages, got.Bytes
				if n := s.passes.Load(); got != want || n != 1 {
					t.Errorf("%+v in %d passes, want %+v in one", got, n, want)
				}
				for file, body := range s.files() {
					now, err := os.ReadFile(filepath.Join(dir, file))
					if err != nil || string(now) != body {
						t.Errorf("%s holds %d bytes, and not the %d it should (%v)", file, len(now), len(body), err)
					}
				}
				m, _, err := readManifest(dir, dir)
				if err != nil {
					t.Fatal(err)
				}
				for file, body := range s.files() {
					if m[file] != entryOf([]byte(body)) {
						t.Errorf("the manifest has another checksum for %s", file)
					}
				}
			}
			holds(older, Result{New: 10})
			holds(older, Result{Unchanged: 10})
			holds(newer, Result{New: 1, Changed: 7, Unchanged: 2, Removed: 1})
			holds(newer, Result{Unchanged: 10})
			mustWrite(t, dir, "data/middle", "damaged")
			holds(newer, Result{Changed: 1, Unchanged: 9})
		})
	}
}

// What may not be put out is told of every output of a group, and no more is
// drawn than of any group.
func TestAllThatMayNotBeShownOfAGroupIsTold(t *testing.T) {
	older, newer := changed()
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, older, dir, Options{})
	before := snapshot(t, dir)
	opt := Options{AllowRemovals: true, Look: func(url string, data []byte) error {
		if bytes.Contains(data, []byte("x")) {
			return errors.New(url + " shows an x")
		}
		return nil
	}}
	_, err := Publish(t.Context(), newer, dir, opt)
	if want := "/data/begin shows an x\n/data/middle shows an x\n/data/end shows an x"; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
	wantTree(t, dir, before)
	newer.fail = errors.New("cannot be drawn")
	if _, err := Publish(t.Context(), newer, dir, Options{AllowRemovals: true}); !errors.Is(err, newer.fail) || !strings.HasPrefix(err.Error(), "draw /data/same: ") {
		t.Errorf("it says %v", err)
	}
	wantTree(t, dir, before)
}

// A file of somebody else's is taken on where it is the output, and is in the
// way where it is not.
func TestAGroupDoesNotReplaceWhatIsNotOurs(t *testing.T) {
	older, _ := changed()
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	mustWrite(t, dir, "data/same", older.body["/data/same"])
	mustWrite(t, dir, "data/end", older.body["/data/end"]+"mine")
	before := snapshot(t, dir)
	var foreign *ForeignError
	if _, err := Publish(t.Context(), older, dir, Options{}); !errors.As(err, &foreign) || !strings.Contains(err.Error(), "data/end") || strings.Contains(err.Error(), "data/same") {
		t.Errorf("it says %v", err)
	}
	wantTree(t, dir, before)
}

// What was compared is not believed if it changes before it has been copied.
func TestAFileThatIsChangedWhileItIsReadIsNotCopied(t *testing.T) {
	older, newer := changed()
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, older, dir, Options{})
	newer.meanwhile = func() {
		f, err := os.OpenFile(filepath.Join(dir, "data", "end"), os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString("mine"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Publish(t.Context(), newer, dir, Options{AllowRemovals: true}); err == nil || !strings.Contains(err.Error(), "data/end") || !strings.Contains(err.Error(), "build again") {
		t.Errorf("it says %v", err)
	}
	mustPublish(t, newer, dir, Options{AllowRemovals: true})
	wantTree(t, dir, clean(t, newer))
}

// Every change to the disk fails in turn: what stands there stays as it was, or
// is put right by the next build.
func TestADiskThatFailsWithAGroup(t *testing.T) {
	older, newer := changed()
	want := clean(t, newer)
	faults, stride := 0, 5
	if os.Getenv("FIFTYSIX_LONG") != "" {
		stride = 1
	}
	for n := 1; ; n += stride {
		dir := filepath.Join(t.TempDir(), "public")
		mustPublish(t, older, dir, Options{})
		at, when := 0, ""
		_, err := Publish(t.Context(), newer, dir, Options{AllowRemovals: true, before: func(op, name string) error {
			if at++; at == n {
				when = op + " " + name
				return syscall.ENOSPC
			}
			return nil
		}})
		if err == nil {
			break
		}
		faults++
		if !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(err.Error(), when+": ") || !strings.Contains(err.Error(), "make room") {
			t.Errorf("at change %d it says %q, and not of %s what to do", n, err, when)
		}
		for file, body := range snapshot(t, dir) {
			if body != older.files()[file] && body != newer.files()[file] && !strings.HasPrefix(file, ours) && !strings.HasSuffix(file, "/") {
				t.Errorf("at change %d %s holds %d bytes of neither site", n, file, len(body))
			}
		}
		mustPublish(t, newer, dir, Options{AllowRemovals: true})
		wantTree(t, dir, want)
	}
	if faults < 10 {
		t.Errorf("only %d faults", faults)
	}
}

// Compressed forms of what is large are those of what stands beside them.
func TestCompressedFormsOfAGroup(t *testing.T) {
	older, newer := changed()
	older.packed, newer.packed = true, true
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, older, dir, Options{})
	mustPublish(t, newer, dir, Options{AllowRemovals: true})
	for file, body := range newer.files() {
		if !strings.HasPrefix(file, "data/") {
			continue
		}
		small, err := os.Open(filepath.Join(dir, file+".gz"))
		if err != nil {
			t.Fatal(err)
		}
		defer small.Close()
		z, err := gzip.NewReader(small)
		if err != nil {
			t.Fatal(err)
		}
		if all, err := io.ReadAll(z); err != nil || string(all) != body {
			t.Errorf("%s.gz is of something else: %v", file, err)
		}
	}
	wantTree(t, dir, clean(t, newer))
}

// A sink shows pieces that overlap, and no byte of an output is left out.
func TestPiecesMeet(t *testing.T) {
	body := new(strings.Builder)
	for n := 0; body.Len() < 3*pieceSize; n++ {
		fmt.Fprintf(body, "%d,", n)
	}
	s := groupOf("/data/all", body.String(), "/", "home")
	var shown []byte
	mustPublish(t, s, filepath.Join(t.TempDir(), "public"), Options{Look: func(url string, piece []byte) error {
		if url == "/data/all" {
			at := max(0, len(shown)-pieceOverlap)
			if !bytes.HasPrefix(piece, shown[at:]) {
				t.Errorf("a piece does not begin with the end of the one before, at byte %d", at)
			}
			shown = append(shown[:at], piece...)
		}
		return nil
	}})
	if string(shown) != body.String() {
		t.Errorf("%d bytes were shown of %d", len(shown), body.Len())
	}
}
