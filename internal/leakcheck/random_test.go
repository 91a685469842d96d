package leakcheck

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// TestRandomHolds holds back files of the sample office at random, as drafts
// and until a day, and reads every output: nothing of them is there, and no
// public word is taken for one of theirs.
func TestRandomHolds(t *testing.T) {
	rounds := uint64(3)
	switch {
	case os.Getenv("FIFTYSIX_LONG") != "":
		rounds = 150
	case testing.Short():
		rounds = 1
	}
	for seed := range rounds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			files, held := withholdAtRandom(t, rand.New(rand.NewPCG(56, seed)))
			now, err := inspection.ParseMoment(sample.Now)
			if err != nil {
				t.Fatal(err)
			}
			var s *Checker
			reg, problems := content.Load(files, content.Options{Now: now, BeforeWithholding: func(whole *inspection.Register) {
				s = New(whole, files, theme(t)...)
			}})
			planned, more := site.Plan(reg, files, layouts.FS, site.Options{Minify: true, BaseURL: "https://example.org/"})
			for _, p := range append(problems, more...) {
				if p.Level == 0 {
					t.Fatalf("%s: %s", p.File, p.Message)
				}
			}
			if s == nil || len(s.runs) == 0 {
				t.Fatalf("nothing is held of %v", held)
			}
			for _, o := range planned.Outputs() {
				data, err := planned.Render(o.URL)
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Check(o.URL, data); err != nil {
					t.Errorf("with %v held: %v", held, err)
				}
			}
		})
	}
}

// withholdAtRandom is the sample office with some of its files held.
func withholdAtRandom(t *testing.T, random *rand.Rand) (files fstest.MapFS, held []string) {
	t.Helper()
	files = fstest.MapFS{}
	office := sample.Exampleshire()
	err := fs.WalkDir(office, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(office, name)
		if strings.HasSuffix(name, ".md") && strings.Count(name, ".") == 1 && strings.HasPrefix(string(data), "---\n") && !strings.Contains(string(data), "draft:") && !strings.Contains(string(data), "publish_after:") && random.IntN(12) == 0 {
			how := []string{"draft: true", "publish_after: 2030-12-05 09:00"}[random.IntN(2)]
			data = []byte("---\n" + how + "\n" + string(data)[4:])
			held = append(held, name)
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, held
}

// theme is every word that the theme may say.
func theme(t *testing.T) (words []string) {
	t.Helper()
	for _, pattern := range []string{"words/*", "pages/*"} {
		names, err := fs.Glob(layouts.FS, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(layouts.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			words = append(words, string(data))
		}
	}
	return words
}
