package preview

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"fiftysix/internal/content"
	"fiftysix/internal/site"
)

// TestRandomEdits edits, deletes, moves and adds files as fast as a disk lets
// it, and holds after every hundred that what is served is, byte for byte and
// less the preview's own lines, what a cold build with the same drafts makes.
// At the end nothing is left behind: no goroutine, and no memory to speak of.
func TestRandomEdits(t *testing.T) {
	edits := 300
	if os.Getenv("FIFTYSIX_LONG") != "" {
		edits = 10000
	}
	if testing.Short() {
		edits = 30
	}
	goroutines := runtime.NumGoroutine()
	dir := corpus(t, 12, 3)
	s := serve(t, Options{Source: dir})
	s.get(t, "/")
	random := rand.New(rand.NewPCG(56, 4))
	e := &editor{t: t, dir: dir, random: random}
	s.sameAsCold(t, "the start")
	before := memory()
	for n := 1; n <= edits; n++ {
		e.edit()
		if n%100 == 0 {
			s.sameAsCold(t, fmt.Sprintf("edit %d: %s", n, strings.Join(e.did[max(0, len(e.did)-10):], ", ")))
		}
	}
	e.putBack()
	s.sameAsCold(t, "everything put back")
	if after := memory(); after > before+before/5 && after > before+2<<20 {
		t.Errorf("memory grew from %d to %d KiB over %d edits", before>>10, after>>10, edits)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for began := time.Now(); runtime.NumGoroutine() > goroutines && time.Since(began) < 5*time.Second; {
		time.Sleep(10 * time.Millisecond)
	}
	if left := runtime.NumGoroutine() - goroutines; left > 0 {
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines are left behind\n%s", left, stacks[:runtime.Stack(stacks, true)])
	}
}

func memory() uint64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// sameAsCold compares everything that is served with a cold build.
func (s *served) sameAsCold(t *testing.T, when string) {
	t.Helper()
	var why string
	for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(50 * time.Millisecond) {
		if why = s.unlikeCold(t); why == "" {
			return
		}
	}
	t.Fatalf("%s: %s", when, why)
}

func (s *served) unlikeCold(t *testing.T) string {
	t.Helper()
	files := os.DirFS(s.dir)
	reg, problems := content.Load(files, content.Options{Now: s.opt.Now, IncludeUnpublished: true})
	if reg == nil || hasErrors(problems) {
		if page := s.get(t, "/"); !bytes.Contains(page, []byte("to put right")) {
			return fmt.Sprintf("the content has mistakes, and the page does not say so: %v", problems[0])
		}
		return ""
	}
	cold, problems := site.Plan(reg, files, themeOf(files, s.opt.Theme), site.Options{})
	if cold == nil {
		t.Fatal(problems)
	}
	for _, o := range cold.Outputs() {
		want, err := cold.Render(o.URL)
		if err != nil {
			t.Fatal(err)
		}
		answer, got := s.ask(t, "GET", o.URL, nil)
		if answer.StatusCode != 200 {
			return o.URL + " answers " + answer.Status
		}
		if strings.HasSuffix(o.File(), ".html") {
			got, want = lessOwn(got), relaxPolicy(want)
		}
		if !bytes.Equal(got, want) {
			return fmt.Sprintf("%s is not what a build makes\n%s\nwant\n%s", o.URL, got, want)
		}
	}
	for _, gone := range []string{"/reports/2026-gone/", "/reports/" + reportID(1) + "/recommendation-99/"} {
		if answer, _ := s.ask(t, "GET", gone, nil); answer.StatusCode != 404 {
			return gone + " answers " + answer.Status
		}
	}
	return ""
}

// lessOwn takes the preview's own lines out of a page.
func lessOwn(page []byte) []byte {
	before, rest, ok := bytes.Cut(page, []byte("\n"+oursBegin+"\n"))
	if !ok {
		return page
	}
	_, after, _ := bytes.Cut(rest, []byte(oursEnd+"\n"))
	return append(bytes.Clone(before), after...)
}

// An editor is somebody, or some program, that changes a site's files.
type editor struct {
	t      *testing.T
	dir    string
	random *rand.Rand
	n      int
	did    []string
}

func (e *editor) edit() {
	e.n++
	id := reportID(e.random.IntN(12))
	folder := filepath.Join(e.dir, "content/reports", id)
	finding := fmt.Sprintf("recommendation-%d.md", 1+e.random.IntN(5))
	e.did = append(e.did, id+"/"+finding)
	words := fmt.Sprintf("Edit number %d.", e.n)
	switch e.random.IntN(12) {
	case 0, 1, 2:
		put(e.t, folder, "report.md", reportText(e.n%12, words))
	case 3, 4:
		put(e.t, folder, "report.md", reportText(e.n%12, words))
		put(e.t, folder, finding, findingText(1, words))
	case 5:
		_ = os.Remove(filepath.Join(folder, finding))
	case 6: // moved away and back, or away for good
		to := filepath.Join(e.dir, "content/reports", fmt.Sprintf("2027-moved-%d", e.random.IntN(3)))
		_ = os.RemoveAll(to)
		_ = os.Rename(folder, to)
	case 7:
		put(e.t, folder, "report.md", strings.Replace(reportText(e.n%12, words), "---\n", "---\ndraft: true\n", 1))
	case 8:
		put(e.t, folder, "report.md", strings.Replace(reportText(e.n%12, words), "---\n", "---\nrevisits: ["+reportID(0)+"]\n", 1))
		put(e.t, filepath.Join(e.dir, "content/reports", reportID(0)), "report.md", reportText(0, words))
	case 9:
		put(e.t, e.dir, "content/about.md", aboutText(words+" [A report](reports/"+reportID(0)+"/report.md)"))
		put(e.t, filepath.Join(e.dir, "content/reports", reportID(0)), "report.md", reportText(0, words))
	case 10: // half saved, then whole
		text := reportText(e.n%12, words)
		put(e.t, folder, "report.md", text[:e.random.IntN(len(text))])
		put(e.t, folder, "report.md", text)
	case 11:
		put(e.t, folder, "letter.txt", words)
		put(e.t, folder, "report.md", reportText(e.n%12, words))
	}
}

func (e *editor) putBack() {
	if err := os.RemoveAll(filepath.Join(e.dir, "content")); err != nil {
		e.t.Fatal(err)
	}
	other := corpus(e.t, 12, 3)
	if err := os.Rename(filepath.Join(other, "content"), filepath.Join(e.dir, "content")); err != nil {
		e.t.Fatal(err)
	}
}
