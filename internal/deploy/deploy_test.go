package deploy

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fiftysix/internal/hosting"
)

// memory is a store that tests look into.
type memory struct {
	mu      sync.Mutex
	files   map[string]string
	as      map[string]hosting.Headers
	changes int
	puts    []string
	before  func(op, key string) error // an error stands for the failure of that call
	noMD5   bool                       // it tells no checksums
}

func newMemory(files map[string]string) *memory {
	m := &memory{files: map[string]string{}, as: map[string]hosting.Headers{}}
	maps.Copy(m.files, files)
	return m
}

func (m *memory) String() string     { return "memory" }
func (m *memory) Close() error       { return nil }
func (m *memory) ServesPublic() bool { return true }

func (m *memory) call(op, key string) error {
	if m.before != nil {
		return m.before(op, key)
	}
	return nil
}

func (m *memory) List(context.Context, []string) (map[string]Object, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("list", ""); err != nil {
		return nil, err
	}
	there := map[string]Object{}
	for key, text := range m.files {
		there[key] = m.object(text)
	}
	return there, nil
}

func (m *memory) object(text string) Object {
	sum := md5.Sum([]byte(text))
	o := Object{Size: int64(len(text)), Tag: fmt.Sprintf("%x", sum)}
	if !m.noMD5 {
		o.MD5 = sum[:]
	}
	return o
}

func (m *memory) Get(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("get", key); err != nil {
		return nil, err
	}
	text, ok := m.files[key]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func (m *memory) Put(_ context.Context, key string, body io.ReadSeeker, size int64, as hosting.Headers) (Object, error) {
	text, err := io.ReadAll(body)
	if err != nil || int64(len(text)) != size {
		return Object{}, fmt.Errorf("%d bytes of %d: %v", len(text), size, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("put", key); err != nil {
		return Object{}, err
	}
	m.files[key], m.as[key] = string(text), as
	m.changes++
	if key != recordName {
		m.puts = append(m.puts, key)
	}
	return m.object(string(text)), nil
}

func (m *memory) Delete(_ context.Context, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("delete", key); err != nil {
		return err
	}
	delete(m.files, key)
	m.changes++
	return nil
}

// built is a site of these files.
func built(files map[string]string) Site {
	b := Site{Open: func(p string) (io.ReadCloser, error) {
		text, ok := files[p]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}}
	for _, p := range slices.Sorted(maps.Keys(files)) {
		b.Files = append(b.Files, File{p, sha256.Sum256([]byte(files[p])), int64(len(files[p]))})
	}
	return b
}

// atOnce waits for nothing.
func atOnce(ctx context.Context, _ time.Duration) error { return ctx.Err() }

var free = Options{Wait: atOnce, AllowRemovals: true, ManyRemovals: true, Concurrency: 4}

func mustDeploy(t *testing.T, to Store, files map[string]string) *Plan {
	t.Helper()
	p, err := Deploy(context.Background(), to, built(files), free)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (m *memory) holds(t *testing.T, want map[string]string) {
	t.Helper()
	got := maps.Clone(m.files)
	delete(got, recordName)
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if text, there := got[p]; !there || text != want[p] {
			t.Errorf("%s should be %.80q, and is %.80q (there: %v)", p, want[p], text, there)
			return
		}
		delete(got, p)
	}
	if len(got) > 0 {
		t.Errorf("the store holds too much: %.200q", slices.Sorted(maps.Keys(got)))
	}
}

func TestOnlyWhatDiffersIsSent(t *testing.T) {
	m := newMemory(nil)
	site := map[string]string{"index.html": "home", "a/index.html": "a", "assets/site.1.css": "css", "data/register.json": "{}"}
	mustDeploy(t, m, site)
	m.holds(t, site)
	changes := m.changes
	if p := mustDeploy(t, m, site); len(p.Steps) != 0 || p.Same != 4 || m.changes != changes {
		t.Errorf("the same site again: %d steps, %d the same, %d changes of the store", len(p.Steps), p.Same, m.changes-changes)
	}
	m.puts = nil
	site["a/index.html"], site["b/index.html"] = "changed", "b"
	delete(site, "data/register.json")
	mustDeploy(t, m, site)
	m.holds(t, site)
	if want := []string{"b/index.html", "a/index.html"}; !slices.Equal(m.puts, want) {
		t.Errorf("sent %v, want %v", m.puts, want)
	}
}

func TestWhatSomebodyDamagedIsPutRight(t *testing.T) {
	m := newMemory(nil)
	site := map[string]string{"index.html": "home", "a/index.html": "a"}
	mustDeploy(t, m, site)
	m.files["a/index.html"] = "A"
	delete(m.files, "index.html")
	mustDeploy(t, m, site)
	m.holds(t, site)
}

func TestStoresAreToldWhatFilesAre(t *testing.T) {
	m := newMemory(nil)
	mustDeploy(t, m, map[string]string{"index.html": "", "assets/site.1.css": "", "data/findings.csv": "", "a/paper.PDF": "", "x.unknown": ""})
	for name, want := range map[string]hosting.Headers{
		"index.html":        {ContentType: "text/html; charset=utf-8", CacheControl: "public, max-age=300"},
		"assets/site.1.css": {ContentType: "text/css; charset=utf-8", CacheControl: "public, max-age=31536000, immutable"},
		"data/findings.csv": {ContentType: "text/csv; charset=utf-8", CacheControl: "public, max-age=300"},
		"a/paper.PDF":       {ContentType: "application/pdf", CacheControl: "public, max-age=300"},
		"x.unknown":         {ContentType: "application/octet-stream", CacheControl: "public, max-age=300"},
		recordName:          {ContentType: "text/plain; charset=utf-8", CacheControl: "no-store"},
	} {
		if m.as[name] != want {
			t.Errorf("%s is %+v, want %+v", name, m.as[name], want)
		}
	}
}

// A store sends what it has to everyone, so that what is packed for servers
// which choose is left out; but not a file that is packed and nothing else.
func TestWhatIsPackedForServersIsLeftOut(t *testing.T) {
	m := newMemory(nil)
	mustDeploy(t, m, map[string]string{"index.html": "home", "index.html.gz": "z", "index.html.br": "b", "a/archive.gz": "theirs"})
	m.holds(t, map[string]string{"index.html": "home", "a/archive.gz": "theirs"})
}

// A server may hand out a compressed form as soon as it is there, so that it
// has the turn of what it is a form of.
func TestCompressedFormsGoWithTheirFiles(t *testing.T) {
	for _, name := range []string{"index.html", "cy/index.html", "reports/x/index.html", "404.html", "data/register.json"} {
		for _, do := range []Op{Add, Change, Remove} {
			if phaseOf(do, name) != phaseOf(do, name+".gz") || phaseOf(do, name) != phaseOf(do, name+".br") {
				t.Errorf("to %s %s has another turn than its compressed forms", do, name)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	many := map[string]string{"index.html": "home"}
	for i := range 40 {
		many[fmt.Sprintf("data/%d.json", i)] = "{}"
	}
	pages := map[string]string{"index.html": "home", "a/index.html": "a", "list/page-2/index.html": "2"}
	one := map[string]string{"index.html": "home"}
	for _, c := range []struct {
		name        string
		first, then map[string]string
		foreign     map[string]string
		opt         Options
		want        string // in the error; "" for none
	}{
		{"pages go", pages, one, nil, Options{}, "this would remove 1 published page from memory\n  a/index.html\n"},
		{"pages go, as was asked", pages, one, nil, Options{AllowRemovals: true}, ""},
		{"most files go", many, one, nil, Options{}, "this would remove 40 of the 41 files"},
		{"most files go, as was asked", many, one, nil, Options{ManyRemovals: true}, ""},
		{"others' files are in the way", nil, one, map[string]string{"index.html": "theirs"}, Options{}, "stand at memory where files of the site must go"},
		{"others' files are taken over", nil, one, map[string]string{"index.html": "theirs"}, Options{TakeOver: true}, ""},
		{"others' files are the same", nil, one, map[string]string{"index.html": "home"}, Options{}, ""},
		{"others' files are elsewhere", pages, one, map[string]string{"theirs.html": "x", "a/theirs.txt": "y"}, Options{AllowRemovals: true}, ""},
		{"the record is none", nil, one, map[string]string{recordName: "nothing of the kind"}, Options{}, "remove that list, and deploy with --take-over"},
		{"the record leads out", nil, one, map[string]string{recordName: recordHead + "\nstands " + strings.Repeat("0", 64) + " 1 = ../../etc/passwd\n"}, Options{}, "is not a path within a site"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory(nil)
			if c.first != nil {
				mustDeploy(t, m, c.first)
			}
			maps.Copy(m.files, c.foreign)
			before := maps.Clone(m.files)
			c.opt.Wait = atOnce
			dry := c.opt
			dry.DryRun = true
			_, dryErr := Deploy(context.Background(), m, built(c.then), dry)
			if !maps.Equal(m.files, before) {
				t.Error("a dry run changed something")
			}
			_, err := Deploy(context.Background(), m, built(c.then), c.opt)
			if fmt.Sprint(err) != fmt.Sprint(dryErr) {
				t.Errorf("a dry run says %v, and the deployment %v", dryErr, err)
			}
			if c.want == "" {
				want := maps.Clone(c.foreign)
				if want == nil {
					want = map[string]string{}
				}
				maps.Copy(want, c.then)
				m.holds(t, want)
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got the error %v, want %q in it", err, c.want)
			}
			if !maps.Equal(m.files, before) {
				t.Error("something was changed all the same")
			}
		})
	}
}

// A page that somebody's browser keeps for some minutes still finds its
// stylesheet, which goes with the deployment after.
func TestStylesheetsStayForOneDeploymentMore(t *testing.T) {
	m := newMemory(nil)
	mustDeploy(t, m, map[string]string{"index.html": "1", "assets/site.1.css": "one"})
	second := map[string]string{"index.html": "2", "assets/site.2.css": "two"}
	mustDeploy(t, m, second)
	m.holds(t, map[string]string{"index.html": "2", "assets/site.2.css": "two", "assets/site.1.css": "one"})
	mustDeploy(t, m, second)
	m.holds(t, second)
}

func TestWhatIsNotWhatWasBuiltIsNotSent(t *testing.T) {
	b := built(map[string]string{"index.html": "home"})
	b.Open = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("held")), nil }
	m := newMemory(nil)
	_, err := Deploy(context.Background(), m, b, free)
	if err == nil || !strings.Contains(err.Error(), "no longer what was built") || len(m.puts) > 0 {
		t.Errorf("sent %v, error %v", m.puts, err)
	}
}

func TestWhatFailsForTheMomentIsTriedAgain(t *testing.T) {
	m := newMemory(nil)
	rng := rand.New(rand.NewPCG(1, 1))
	m.before = func(op, key string) error {
		if rng.IntN(3) == 0 {
			return &Temporary{Err: errors.New("slow down"), After: time.Minute}
		}
		return nil
	}
	site := map[string]string{}
	for i := range 300 {
		site[fmt.Sprintf("%d/index.html", i)] = fmt.Sprint(i)
	}
	longest := time.Duration(0)
	opt := free
	var mu sync.Mutex
	opt.Wait = func(ctx context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		longest = max(longest, d)
		return nil
	}
	if _, err := Deploy(context.Background(), m, built(site), opt); err != nil {
		t.Fatal(err)
	}
	m.holds(t, site)
	if longest != time.Minute {
		t.Errorf("waited for %v at most, and the store asked for a minute", longest)
	}
}

func TestWhatFailsForEverEnds(t *testing.T) {
	m := newMemory(nil)
	calls := 0
	m.before = func(op, key string) error {
		if op == "put" && key != recordName {
			calls++
			return &Temporary{Err: errors.New("slow down")}
		}
		return nil
	}
	opt := free
	opt.Concurrency = 1
	_, err := Deploy(context.Background(), m, built(map[string]string{"index.html": "home"}), opt)
	var unfinished *UnfinishedError
	if !errors.As(err, &unfinished) || calls != maxTries {
		t.Errorf("%d tries, error %v", calls, err)
	}
}

func TestTwoDeploymentsAtOnce(t *testing.T) {
	m := newMemory(nil)
	site := map[string]string{"index.html": "home"}
	m.before = func(op, key string) error {
		if op == "put" && key == "index.html" {
			m.files[recordName] = recordHead + "\n" // as if another had written
		}
		return nil
	}
	_, err := Deploy(context.Background(), m, built(site), free)
	if err == nil || !strings.Contains(err.Error(), "another deployment") {
		t.Errorf("error %v", err)
	}
	if m.files[recordName] != recordHead+"\n" {
		t.Error("the record of the other was written over")
	}
}

// A page of these tests holds the paths it links to, a line each, after a
// first line that says which version it is.
func page(version int, links ...string) string {
	return fmt.Sprintf("version %d\n%s", version, strings.Join(links, "\n"))
}

// randomSite is a site in which everything hangs together.
func randomSite(rng *rand.Rand, version int) map[string]string {
	files := map[string]string{}
	var names []string
	for i := range 14 {
		if rng.IntN(4) > 0 {
			names = append(names, []string{"reports/%d/index.html", "data/%d.json", "assets/%d.css"}[i%3])
			names[len(names)-1] = fmt.Sprintf(names[len(names)-1], i)
		}
	}
	names = append(names, "index.html", "404.html")
	if rng.IntN(2) == 0 {
		names = append(names, "cy/index.html")
	}
	for _, name := range names {
		v := version * rng.IntN(2) // some change and some do not
		if path.Ext(name) != ".html" {
			files[name] = fmt.Sprint(v, name)
			continue
		}
		var links []string
		for _, other := range names {
			if name == "index.html" || other == "index.html" || rng.IntN(3) == 0 {
				if other != "404.html" {
					links = append(links, other)
				}
			}
		}
		files[name] = page(v, links...)
	}
	return files
}

// dead lists the links to nothing of the pages that people can reach: those
// that stood before and are to stay, and what they lead to.
func (m *memory) dead(older, newer map[string]string) []string {
	var todo, dead []string
	for name := range m.files {
		_, was := older[name]
		_, stays := newer[name]
		if was && stays || name == "index.html" || name == "404.html" {
			todo = append(todo, name)
		}
	}
	seen := map[string]bool{}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if seen[name] || path.Ext(name) != ".html" {
			continue
		}
		seen[name] = true
		for _, link := range strings.Split(m.files[name], "\n")[1:] {
			if _, there := m.files[link]; link != "" && !there {
				dead = append(dead, name+" → "+link)
			}
			todo = append(todo, link)
		}
	}
	return dead
}

// Killed before every single call in turn, a deployment leaves no page that
// people can reach with a link to nothing, harms nothing of others', and the
// next one puts all right: be it of the same site or of a third.
func TestKilledAtEveryCall(t *testing.T) {
	foreign := map[string]string{"theirs.html": "theirs", "reports/theirs.txt": "theirs"}
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 56))
		older, newer, third := randomSite(rng, 1), randomSite(rng, 2), randomSite(rng, 3)
		if seed%4 == 0 {
			older = nil
		}
		for kill := 0; ; kill++ {
			m := newMemory(foreign)
			m.noMD5 = seed%3 == 1
			if older != nil {
				mustDeploy(t, m, older)
			}
			calls := 0
			m.before = func(op, key string) error {
				if calls++; calls > kill {
					return errors.New("killed")
				}
				return nil
			}
			_, err := Deploy(context.Background(), m, built(newer), free)
			if dead := m.dead(older, newer); len(dead) > 0 {
				t.Fatalf("seed %d, killed after %d calls: links to nothing: %v", seed, kill, dead)
			}
			m.before = nil
			next, name := newer, "the same"
			if kill%2 == 1 {
				next, name = third, "a third"
			}
			mustDeploy(t, m, next)
			mustDeploy(t, m, next) // and what was kept for one deployment more is gone
			mustDeploy(t, m, next)
			want := maps.Clone(foreign)
			maps.Copy(want, next)
			m.holds(t, want)
			if t.Failed() {
				t.Fatalf("seed %d, killed after %d calls, then %s site", seed, kill, name)
			}
			if err == nil {
				break
			}
		}
	}
}

// What was sent before a deployment was stopped is not sent again.
func TestStoppedAndResumed(t *testing.T) {
	site := map[string]string{}
	for i := range 1000 {
		site[fmt.Sprintf("%d/index.html", i)] = fmt.Sprint(i)
	}
	for _, c := range []struct {
		name  string
		noMD5 bool // the store tells no checksums
		kill  bool // else it is stopped by the person
		again int  // how many may be sent twice
	}{
		{"stopped", true, false, 0},
		{"killed, with checksums", false, true, 0},
		{"killed, without checksums", true, true, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory(nil)
			m.noMD5 = c.noMD5
			ctx, stop := context.WithCancel(context.Background())
			m.before = func(op, key string) error {
				if len(m.puts) < 700 {
					return nil
				}
				if c.kill {
					return errors.New("killed")
				}
				stop()
				return nil
			}
			_, err := Deploy(ctx, m, built(site), free)
			if err == nil {
				t.Fatal("it was not stopped")
			}
			if !c.kill && !strings.HasPrefix(err.Error(), "stopped\n") {
				t.Errorf("the error is %v", err)
			}
			m.before = nil
			mustDeploy(t, m, site)
			m.holds(t, site)
			if again := len(m.puts) - len(site); again > c.again {
				t.Errorf("%d were sent twice", again)
			}
		})
	}
}

func FuzzRecord(f *testing.F) {
	f.Add([]byte(recordHead + "\n"))
	f.Add((record{entries: map[string]entry{"a/index.html": {uploaded, hash{1}, 5, `"a b"`}, "é.pdf": {pending, hash{2}, 0, ""}, "assets/x.css": {obsolete, hash{}, 1, "-"}}}).text())
	f.Add([]byte(recordHead + "\nstands 00 1 = ../x\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		entries, err := parseRecord(text)
		if err != nil {
			return
		}
		for p := range entries {
			if checkPath(p) != nil {
				t.Fatalf("the path %q was let through", p)
			}
		}
		again, err := parseRecord(record{entries: entries}.text())
		if err != nil || !maps.Equal(again, entries) {
			t.Fatalf("read %v, written and read again %v, %v", entries, again, err)
		}
	})
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ text, want string }{ // a kind, or part of an error
		{"s3://bucket", "s3"},
		{"s3://bucket/inspections?region=eu-west-2&endpoint=https://store.example", "s3"},
		{"azblob://$web?account=office&sig=SECRET", "does not send to Azure"},
		{"sftp://me@example.org:2222/srv/www", "sftp"},
		{"file:///srv/www", "folder"},
		{"/srv/www", "folder"},
		{`C:\www`, "folder"},
		{"public", "folder"},
		{"", "empty"},
		{"me@example.org:/srv/www", "write it like this: sftp://"},
		{"ftp://example.org/www", "no address of a kind"},
		{"https://office.blob.core.windows.net/web?sig=SECRET", "azcopy sync public"},
		{"https://office.example/web?sig=SECRET", "no address of a kind"},
		{"sftp://me:SECRET@example.org/srv", "or a password in the address"},
		{"s3://KEY:SECRET@bucket", "or a password in the address"},
		{"s3://SECRET@bucket", "or a password in the address"},
		{"s3://bucket?sig=SECRET", `may not hold "sig"`},
		{"s3://bucket?secret_key=SECRET", `may not hold "secret_key"`},
		{"sftp://me@example.org/srv#SECRET", "#"},
		{"sftp://me:SECRET@exa mple/%zz", "cannot be read"},
		{"file://server/share", "three slashes"},
		{"s3:///key", "names no place"},
	} {
		a, err := Parse(c.text)
		got := a.Kind
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) || strings.Contains(strings.ReplaceAll(got, "AWS_SECRET_ACCESS_KEY", ""), "SECRET") {
			t.Errorf("Parse(%q): %q, want %q", c.text, got, c.want)
		}
	}
}

func TestNothingWithoutKeys(t *testing.T) {
	nobody := Env{Getenv: func(string) string { return "" }, Home: t.TempDir(), ReadFile: func(string) ([]byte, error) { return nil, fs.ErrNotExist }}
	for address, want := range map[string]string{
		"s3://office?endpoint=store.example": "no address of a service",
		"sftp://me@127.0.0.1:1/srv":          "is not in",
		"sftp://me@127.0.0.1:1":              "names no folder",
	} {
		a, err := Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), a, nobody); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

func TestLargeFilesAreNotHeldInMemory(t *testing.T) {
	text := bytes.Repeat([]byte("0123456789abcdef"), maxInMemory/16+1)
	b := Site{Files: []File{{"data/register.json", sha256.Sum256(text), int64(len(text))}}}
	b.Open = func(string) (io.ReadCloser, error) {
		return struct {
			io.ReadSeeker
			io.Closer
		}{bytes.NewReader(text), io.NopCloser(nil)}, nil
	}
	m := newMemory(nil)
	if _, err := Deploy(context.Background(), m, b, free); err != nil {
		t.Fatal(err)
	}
	m.holds(t, map[string]string{"data/register.json": string(text)})
}
