package deploy

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// realSite is the site of the invented office in both languages, without the
// reports that leave out names.
func realSite(t *testing.T, at string, leaveOut ...string) map[string]string {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(sample.Enghraifft(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if parts := strings.Split(name, "/"); len(parts) > 2 && slices.Contains(leaveOut, parts[2]) {
			return nil
		}
		data, err := fs.ReadFile(sample.Enghraifft(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	now, err := inspection.ParseMoment(at)
	if err != nil {
		t.Fatal(err)
	}
	reg, _ := content.Load(files, content.Options{Now: now})
	s, problems := site.Plan(reg, files, layouts.FS, site.Options{BaseURL: "https://office.example/", Minify: true})
	if s == nil {
		t.Fatal(problems)
	}
	made := map[string]string{}
	for _, o := range s.Outputs() {
		data, err := s.Render(o.URL)
		if err != nil {
			t.Fatal(err)
		}
		made[o.File()] = string(data)
	}
	return made
}

// links are the site's files that a page leads to or is made with.
type links map[[sha256.Size]byte][]string

func (l links) of(t *testing.T, name, text string) []string {
	key := sha256.Sum256([]byte(name + "\n" + text))
	if known, ok := l[key]; ok {
		return known
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	here, _ := url.Parse("https://office.example/" + strings.TrimSuffix(name, "index.html"))
	found := []string{}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" || n.Type != html.ElementNode {
				continue
			}
			to, err := here.Parse(a.Val)
			if err != nil || to.Host != here.Host || to.Scheme != "https" {
				continue
			}
			found = append(found, site.FileOf(to.EscapedPath()))
		}
	}
	l[key] = found
	return found
}

// reached looks at every page that people can reach, from the front page and
// from the pages that stood before and stay, for links to what is not there.
func (m *memory) reached(t *testing.T, l links, older, newer map[string]string) (pages int, dead []string) {
	var todo []string
	for name := range m.files {
		_, was := older[name]
		_, stays := newer[name]
		if was && stays || name == "index.html" {
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
		pages++
		for _, to := range l.of(t, name, m.files[name]) {
			if _, there := m.files[to]; !there {
				dead = append(dead, name+" → "+to)
			}
			todo = append(todo, to)
		}
	}
	return pages, dead
}

// TestKilledWithARealSite does what TestKilledAtEveryCall does with pages as
// they are, at some calls in the gate and at every one in the long run.
func TestKilledWithARealSite(t *testing.T) {
	all, err := fs.ReadDir(sample.Enghraifft(), "content/reports")
	if err != nil || len(all) < 4 {
		t.Fatal("the sample has too few reports", err)
	}
	older := realSite(t, "2026-11-20", all[0].Name(), all[1].Name())
	newer := realSite(t, "2026-11-24", all[2].Name())
	known := links{}
	if _, dead := newMemory(newer).reached(t, known, newer, newer); len(dead) > 0 {
		t.Fatalf("the site itself has links to nothing: %v", dead)
	}
	first := newMemory(nil)
	mustDeploy(t, first, older)
	rng := rand.New(rand.NewPCG(56, 8))
	killed, total, pages := 0, 0, 0
	for _, before := range []map[string]string{first.files, nil} {
		calls := 0
		whole := newMemory(before)
		whole.before = func(string, string) error { calls++; return nil }
		mustDeploy(t, whole, newer)
		total += calls
		step := calls / 12
		if os.Getenv("FIFTYSIX_LONG") != "" {
			step = 1
		}
		for kill := rng.IntN(step); kill < calls; kill += step {
			m := newMemory(before)
			n := 0
			m.before = func(string, string) error {
				if n++; n > kill {
					return errors.New("killed")
				}
				return nil
			}
			was := older
			if before == nil {
				was = nil
			}
			if _, err := Deploy(context.Background(), m, built(newer), free); err == nil {
				continue
			}
			killed++
			reached, dead := m.reached(t, known, was, newer)
			if pages += reached; len(dead) > 0 {
				t.Fatalf("killed after %d calls, %d links to nothing: %.300q", kill, len(dead), dead)
			}
			m.before = nil
			mustDeploy(t, m, newer)
			for name, text := range newer {
				if m.files[name] != text {
					t.Fatalf("killed after %d calls and deployed again, %s is not as it should be", kill, name)
				}
			}
		}
	}
	t.Logf("%d of %d calls killed, %d pages looked at, 0 links to nothing", killed, total, pages)
}
