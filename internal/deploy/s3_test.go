package deploy

import (
	"bufio"
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// bucket is as much of S3 as a deployment needs, in memory, for the gate. What
// it holds to be right is held against a server of others' making in
// TestVersityGateway.
type bucket struct {
	mu    sync.Mutex
	files map[string]stored
}

type stored struct {
	text   []byte
	header http.Header
}

func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := strings.TrimPrefix(r.URL.Path, "/office/")
	refuse := func(status int, code string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s.</Message></Error>", code, code)
	}
	switch {
	case !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=KEY/"):
		refuse(http.StatusForbidden, "InvalidAccessKeyId")
	case !strings.HasPrefix(r.URL.Path, "/office/"):
		refuse(http.StatusNotFound, "NoSuchBucket")
	case key == "" && r.Method == http.MethodGet:
		b.list(w, r.URL.Query())
	case r.Method == http.MethodPut:
		text := unchunked(r)
		sum := md5.Sum(text)
		if r.Header.Get("Content-Md5") != base64.StdEncoding.EncodeToString(sum[:]) {
			refuse(http.StatusBadRequest, "BadDigest")
			return
		}
		b.files[key] = stored{text, r.Header.Clone()}
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:])+`"`)
	case r.Method == http.MethodDelete:
		delete(b.files, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		f, ok := b.files[key]
		if !ok {
			refuse(http.StatusNotFound, "NoSuchKey")
			return
		}
		sum := md5.Sum(f.text)
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:])+`"`)
		w.Header().Set("Last-Modified", "Sat, 28 Nov 2026 09:00:00 GMT")
		w.Header().Set("Content-Length", strconv.Itoa(len(f.text)))
		w.Write(f.text)
	}
}

// list gives a hundred keys at a time.
func (b *bucket) list(w http.ResponseWriter, q url.Values) {
	type contents struct {
		Key, ETag, LastModified string
		Size                    int
	}
	var out struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string
		Contents              []contents
	}
	var keys []string
	for key := range b.files {
		if strings.HasPrefix(key, q.Get("prefix")) && key > q.Get("continuation-token") && key > q.Get("start-after") {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	if len(keys) > 100 {
		keys, out.IsTruncated, out.NextContinuationToken = keys[:100], true, keys[99]
	}
	for _, key := range keys {
		sum := md5.Sum(b.files[key].text)
		out.Contents = append(out.Contents, contents{key, `"` + hex.EncodeToString(sum[:]) + `"`, "2026-11-28T09:00:00Z", len(b.files[key].text)})
	}
	xml.NewEncoder(w).Encode(out)
}

// unchunked is a body as it was before it was signed piece by piece.
func unchunked(r *http.Request) []byte {
	body, _ := io.ReadAll(r.Body)
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return body
	}
	var text []byte
	for len(body) > 0 {
		head, rest, _ := strings.Cut(string(body), "\r\n")
		size, _, _ := strings.Cut(head, ";")
		n, err := strconv.ParseInt(size, 16, 64)
		if err != nil || n == 0 {
			break
		}
		text = append(text, rest[:n]...)
		body = []byte(strings.TrimPrefix(rest[n:], "\r\n"))
	}
	return text
}

// s3 is an address of a store, with keys in the environment.
func s3(t *testing.T, server, key, secret string) string {
	t.Setenv("AWS_ACCESS_KEY_ID", key)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	t.Setenv("AWS_ENDPOINT_URL_S3", server)
	t.Setenv("AWS_REGION", "us-east-1")
	return "s3://office/inspections"
}

func open(t *testing.T, address string) Store {
	t.Helper()
	a, err := Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), a, really())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestS3(t *testing.T) {
	b := &bucket{files: map[string]stored{"elsewhere.html": {text: []byte("theirs")}, "inspections/theirs.txt": {text: []byte("theirs")}}}
	server := httptest.NewServer(&faulty{next: b, each: 7})
	defer server.Close()
	s := open(t, s3(t, server.URL, "KEY", "SECRET"))
	twice(t, s, 300)
	if string(b.files["elsewhere.html"].text) != "theirs" || string(b.files["inspections/theirs.txt"].text) != "theirs" {
		t.Error("files of others were changed")
	}
	if h := b.files["inspections/index.html"].header; h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("a page was put with %v", h)
	}
	if h := b.files["inspections/assets/site.css"].header; h.Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("a stylesheet was put with %v", h)
	}
	for _, f := range b.files {
		if strings.Contains(string(f.text), "SECRET") {
			t.Error("a secret was put there")
		}
	}
}

func TestS3SaysWhatIsWrong(t *testing.T) {
	server := httptest.NewServer(&bucket{files: map[string]stored{}})
	defer server.Close()
	for _, c := range []struct{ key, address, want string }{
		{"WRONG", "s3://office", "look whether the keys are right"},
		{"KEY", "s3://nowhere", "there is no bucket nowhere"},
	} {
		s3(t, server.URL, c.key, "SECRET")
		_, err := Deploy(context.Background(), open(t, c.address), large(5, 1), free)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: %v, want %q", c.address, err, c.want)
		}
	}
	server.Close()
	s3(t, server.URL, "KEY", "SECRET")
	if _, err := Deploy(context.Background(), open(t, "s3://office"), large(5, 1), free); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("nobody there: %v", err)
	}
}

// twice deploys one version and then the next, and looks at what was done.
func twice(t *testing.T, s Store, n int) {
	t.Helper()
	opt := Options{Wait: shortly, AllowRemovals: true}
	for _, version := range []int{1, 1, 2, 2} {
		b := large(n, version)
		if _, err := Deploy(context.Background(), s, b, opt); err != nil {
			t.Fatal(err)
		}
		same(t, s, b)
	}
	p, err := Deploy(context.Background(), s, large(n, 2), opt)
	if err != nil || len(p.Steps) > 0 {
		t.Errorf("once more: %d steps, %v", len(p.Steps), err)
	}
}

// same sees that a store holds a site, byte for byte.
func same(t *testing.T, s Store, b Site) {
	t.Helper()
	var keys []string
	for _, f := range b.Files {
		keys = append(keys, f.Path)
	}
	there, err := retryStore{s, shortly}.List(context.Background(), keys)
	if err != nil {
		t.Fatal(err)
	}
	delete(there, recordName)
	for name := range there {
		if strings.HasSuffix(name, "theirs.txt") {
			delete(there, name)
		}
	}
	for _, f := range keys {
		if _, found := there[f]; !found {
			t.Fatalf("%s is not there", f)
		}
	}
	if len(there) != len(b.Files) {
		extra := slices.Sorted(maps.Keys(there))
		extra = slices.DeleteFunc(extra, func(p string) bool { return slices.Contains(keys, p) })
		t.Fatalf("%d files there, and %d in the site: too many are %.200q", len(there), len(b.Files), extra)
	}
	for i, f := range b.Files {
		if there[f.Path].Size != f.Size {
			t.Fatalf("%s has %d bytes, not %d", f.Path, there[f.Path].Size, f.Size)
		}
		if i%97 > 0 { // the bytes of a few
			continue
		}
		got, err := retryStore{s, shortly}.Get(context.Background(), f.Path)
		r, _ := b.Open(f.Path)
		want, _ := io.ReadAll(r)
		if err != nil || string(got) != string(want) {
			t.Fatalf("%s holds %q, want %q: %v", f.Path, got, want, err)
		}
	}
}

// faulty fails some requests of a store, each in another way, and tells of the
// others when they are over.
type faulty struct {
	next    http.Handler
	each    int64 // every how many requests; 0 for none
	n       atomic.Int64
	faults  atomic.Int64
	changes chan struct{}
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := f.n.Add(1)
	if f.each > 0 && n%f.each == 0 {
		f.faults.Add(1)
		switch n / f.each % 4 {
		case 0: // too much to do
			w.WriteHeader(http.StatusServiceUnavailable)
			io.WriteString(w, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>")
		case 1:
			w.WriteHeader(http.StatusInternalServerError)
			io.WriteString(w, "<Error><Code>InternalError</Code></Error>")
		case 2: // from something in front of the store
			w.WriteHeader(http.StatusBadGateway)
			io.WriteString(w, "<html>Bad Gateway</html>")
		case 3: // the line breaks
			if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
				conn.Close()
			}
		}
		return
	}
	f.next.ServeHTTP(w, r)
	if f.changes != nil && r.Method != http.MethodGet {
		f.changes <- struct{}{}
	}
}

// TestVersityGateway asks a real server, which is built from its sources at
// first: https://github.com/versity/versitygw. That takes a minute of a
// processor, so it is part of the long run.
func TestVersityGateway(t *testing.T) {
	if os.Getenv("FIFTYSIX_LONG") == "" {
		t.Skip("the server takes a minute to compile; set FIFTYSIX_LONG=1")
	}
	gateway := filepath.Join(t.TempDir(), "versitygw")
	build := exec.Command("go", "build", "-o", gateway, "github.com/versity/versitygw/cmd/versitygw")
	build.Dir, build.Env = "testdata/versitygw", append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build versitygw: %v\n%s", err, out)
	}
	store := t.TempDir()
	if err := os.Mkdir(filepath.Join(store, "office"), 0o755); err != nil {
		t.Fatal(err)
	}
	at := freePort(t)
	run := exec.Command(gateway, "--port", at, "posix", store)
	run.Env = append(os.Environ(), "ROOT_ACCESS_KEY=KEY", "ROOT_SECRET_KEY=SECRETSECRET")
	listening(t, run, "listening on", true)
	target, _ := url.Parse("http://" + at)
	proxy := httputil.NewSingleHostReverseProxy(target)
	n := howMany()

	t.Run("faults", func(t *testing.T) {
		f := &faulty{next: proxy, each: 20}
		server := httptest.NewServer(f)
		defer server.Close()
		twice(t, open(t, s3(t, server.URL, "KEY", "SECRETSECRET")), n)
		t.Logf("%d files, %d requests, %d of them failed", n, f.n.Load(), f.faults.Load())
	})
	t.Run("killed", func(t *testing.T) {
		f := &faulty{next: proxy, changes: make(chan struct{})}
		server := httptest.NewServer(f)
		defer server.Close()
		address := s3(t, server.URL, "KEY", "SECRETSECRET") + "-killed"
		killed(t, address, n, nil, f.changes, n/2)
		again := &faulty{next: proxy}
		server2 := httptest.NewServer(again)
		defer server2.Close()
		s3(t, server2.URL, "KEY", "SECRETSECRET")
		s := open(t, address)
		p, err := Deploy(context.Background(), s, large(n, 1), Options{Wait: shortly})
		if err != nil {
			t.Fatal(err)
		}
		same(t, s, large(n, 1))
		if len(p.Steps) > n/2+20 {
			t.Errorf("%d of %d were sent again", len(p.Steps), n)
		}
		t.Logf("killed after %d of %d; then %d were sent", n/2, n, len(p.Steps))
	})
}

// listening starts a server and waits until it says that it listens. It ends
// with the test.
func listening(t *testing.T, server *exec.Cmd, says string, out bool) {
	t.Helper()
	pipe, err := server.StderrPipe()
	if out {
		pipe, err = server.StdoutPipe()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	heard := []string{}
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		heard = append(heard, lines.Text())
		if strings.Contains(lines.Text(), says) {
			go io.Copy(io.Discard, pipe)
			return
		}
	}
	t.Fatalf("%s ended: %s", server.Path, strings.Join(heard, "\n"))
}
