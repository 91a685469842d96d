package publish

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// large is a site with one output that is written as it is made.
type large struct {
	*fake
	body func() string
	fail error
}

func (l *large) outputs() Outputs {
	return func(yield func(string, func(io.Writer) error) bool) {
		for path, render := range l.fake.outputs() {
			if strings.HasPrefix(path, "data/") {
				render = func(w io.Writer) error { return errors.Join(writeInSteps(w, l.body()), l.fail) }
			}
			if !yield(path, render) {
				return
			}
		}
	}
}

func writeInSteps(w io.Writer, body string) error {
	for part := range slices.Chunk([]byte(body), 10_000) {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

func TestLargeOutputsAreWrittenAsTheyAreMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	body := strings.Repeat("0123456789", 3*chunkSize/10)
	s := &large{fake: siteOf("/data/all.json", "", "/", "home"), body: func() string { return body }}
	holds := func(what string, want Result) {
		t.Helper()
		want.Files, want.Bytes = 2, int64(len(body)+len("home"))
		if got := mustPublish(t, s, dir, Options{}); got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
		if now := snapshot(t, dir)["data/all.json"]; now != body {
			t.Errorf("%s: %d bytes, want %d", what, len(now), len(body))
		}
	}
	holds("new", Result{New: 2})
	holds("the same", Result{Unchanged: 2})
	body = body[:len(body)-1]
	holds("shorter", Result{Changed: 1, Unchanged: 1})
	body += "xyz"
	holds("longer", Result{Changed: 1, Unchanged: 1})
	body = "x" + body[1:]
	holds("begun in another way", Result{Changed: 1, Unchanged: 1})
	body = ""
	holds("empty", Result{Changed: 1, Unchanged: 1})
	body = strings.Repeat("new", 500_000)
	before := snapshot(t, dir)
	s.fail = errors.New("cannot be drawn")
	if _, err := publishSite(t.Context(), s, dir, Options{}); !errors.Is(err, s.fail) {
		t.Errorf("%v", err)
	}
	wantTree(t, dir, before)
	s.fail = nil
	secret := errors.New("a secret")
	body = strings.Repeat("x", chunkSize-3) + "secret" + strings.Repeat("y", chunkSize)
	opt := Options{Inspect: func(path string, data []byte) error {
		if bytes.Contains(data, []byte("secret")) {
			return secret
		}
		return nil
	}}
	if _, err := publishSite(t.Context(), s, dir, opt); !errors.Is(err, secret) {
		t.Errorf("what stands where two chunks meet is not seen: %v", err)
	}
	wantTree(t, dir, before)
	c, err := compareSite(t.Context(), s, dir)
	if err != nil || len(c.Changed) != 1 || c.Unchanged != 1 {
		t.Errorf("%+v %v", c, err)
	}
}

// inSteps is a site that writes what is below /data/ in steps.
type inSteps struct {
	*fake
	compressed bool
}

func (s inSteps) precompressed(path string) bool {
	return s.compressed && strings.HasPrefix(path, "data/")
}

func (s inSteps) outputs() Outputs {
	return func(yield func(string, func(io.Writer) error) bool) {
		for _, u := range s.urls {
			if !yield(fileOf(u), func(w io.Writer) error { return writeInSteps(w, s.body[u]) }) {
				return
			}
		}
	}
}

// changed is a site with every kind of difference in what is large.
func changed() (older, newer *inSteps) {
	long := strings.Repeat("0123456789", 30_000)
	older = &inSteps{fake: siteOf("/data/same", long, "/data/begin", long, "/data/middle", long, "/data/end", long, "/data/longer", long, "/data/shorter", long,
		"/data/emptied", long, "/data/gone", long, "/data/empty", "", "/", "home")}
	newer = &inSteps{fake: siteOf("/data/same", long, "/data/begin", "x"+long[1:], "/data/middle", long[:150_000]+"x"+long[150_001:], "/data/end", long[:len(long)-1]+"x",
		"/data/longer", long+"more", "/data/shorter", long[:len(long)-3], "/data/emptied", "", "/data/new", long, "/data/empty", "", "/", "new home")}
	return older, newer
}

func entryOf(data []byte) entry { return entry{sha256.Sum256(data), int64(len(data))} }

// What is large is written where it differs, whether or not somebody inspects it.
func TestLargeFilesAreWrittenWhereTheyDiffer(t *testing.T) {
	inspect := func(string, []byte) error { return nil }
	for name, opt := range map[string]Options{"not inspected": {}, "inspected": {Inspect: inspect}} {
		t.Run(name, func(t *testing.T) {
			opt.AllowRemovals = true
			older, newer := changed()
			dir := filepath.Join(t.TempDir(), "public")
			holds := func(s *inSteps, want Result) {
				t.Helper()
				got := mustPublish(t, s, dir, opt)
				want.Files, want.Bytes = got.Files, got.Bytes
				if got != want {
					t.Errorf("%+v, want %+v", got, want)
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

// What may not be published is reported for every output.
func TestAllThatMayNotBePublishedIsReported(t *testing.T) {
	older, newer := changed()
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, older, dir, Options{})
	before := snapshot(t, dir)
	opt := Options{AllowRemovals: true, Inspect: func(path string, data []byte) error {
		if bytes.Contains(data, []byte("x")) {
			return errors.New(path + " shows an x")
		}
		return nil
	}}
	_, err := publishSite(t.Context(), newer, dir, opt)
	if want := "data/begin shows an x\ndata/middle shows an x\ndata/end shows an x"; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
	wantTree(t, dir, before)
}

// A file of somebody else's is adopted where it is the output, and is in the
// way where it is not.
func TestLargeFilesDoNotReplaceWhatIsNotOurs(t *testing.T) {
	older, _ := changed()
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, siteOf("/", "home"), dir, Options{})
	mustWrite(t, dir, "data/same", older.body["/data/same"])
	mustWrite(t, dir, "data/end", older.body["/data/end"]+"mine")
	before := snapshot(t, dir)
	var foreign *ForeignError
	if _, err := publishSite(t.Context(), older, dir, Options{}); !errors.As(err, &foreign) || !strings.Contains(err.Error(), "data/end") || strings.Contains(err.Error(), "data/same") {
		t.Errorf("it says %v", err)
	}
	wantTree(t, dir, before)
}

// Every change to the disk fails in turn: what stands there stays as it was, or
// is put right by the next build.
func TestADiskThatFailsWithLargeFiles(t *testing.T) {
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
		_, err := publishSite(t.Context(), newer, dir, Options{AllowRemovals: true, before: func(op, name string) error {
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
func TestCompressedFormsOfLargeFiles(t *testing.T) {
	older, newer := changed()
	older.compressed, newer.compressed = true, true
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

// The chunks that are inspected overlap, and no byte of an output is left out.
func TestChunksOverlap(t *testing.T) {
	body := new(strings.Builder)
	for n := 0; body.Len() < 3*chunkSize; n++ {
		fmt.Fprintf(body, "%d,", n)
	}
	s := &inSteps{fake: siteOf("/data/all", body.String(), "/", "home")}
	var shown []byte
	mustPublish(t, s, filepath.Join(t.TempDir(), "public"), Options{Inspect: func(path string, chunk []byte) error {
		if path == "data/all" {
			at := max(0, len(shown)-chunkOverlap)
			if !bytes.HasPrefix(chunk, shown[at:]) {
				t.Errorf("a chunk does not begin with the end of the one before, at byte %d", at)
			}
			shown = append(shown[:at], chunk...)
		}
		return nil
	}})
	if string(shown) != body.String() {
		t.Errorf("%d bytes were shown of %d", len(shown), body.Len())
	}
}
