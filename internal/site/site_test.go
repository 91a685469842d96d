package site

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

var rewrite = flag.Bool("update", false, "write what the pages look like now into testdata")

// A sample is a site in testdata: its content, the day on which it is built,
// and what some of its pages are to look like.
type sample struct {
	file    string
	archive *txtar.Archive
	content fstest.MapFS
	now     inspection.Moment
	base    string
	theme   fs.FS    // where it is not the program's own alone
	show    []string // URLs of the pages that it holds
}

func samples(t testing.TB) []*sample {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples: ", err)
	}
	var all []*sample
	for _, file := range files {
		all = append(all, readSample(t, file))
	}
	return all
}

func readSample(t testing.TB, file string) *sample {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{file: file, archive: archive, content: fstest.MapFS{}}
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".base64"); ok { // what is no text
			data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(f.Data)))
			if err != nil {
				t.Fatal(err)
			}
			s.content[name] = &fstest.MapFile{Data: data}
		} else if !strings.HasPrefix(f.Name, "want/") {
			s.content[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	lines := bufio.NewScanner(bytes.NewReader(archive.Comment))
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ": ")
		switch key {
		case "now":
			if s.now, err = inspection.ParseMoment(value); err != nil {
				t.Fatal(err)
			}
		case "base":
			s.base = value
		case "show":
			s.show = append(s.show, value)
		}
	}
	return s
}

// register reads the sample's content. Warnings are the register's affair.
func (s *sample) register(t testing.TB, held bool) *inspection.Register {
	t.Helper()
	reg, problems := content.Load(s.content, content.Options{Now: s.now, IncludeUnpublished: held})
	for _, p := range problems {
		if p.Level == diag.Error {
			t.Error(written(p))
		}
	}
	if reg == nil {
		t.Fatal("the content cannot be read")
	}
	return reg
}

// plan plans the sample and fails the test where anything is wrong.
func (s *sample) plan(t testing.TB, opt Options) *Site {
	t.Helper()
	if opt.BaseURL == "" {
		opt.BaseURL = s.base
	}
	theme := s.theme
	if theme == nil {
		theme = layouts.FS
	}
	planned, problems := Plan(s.register(t, false), s.content, theme, opt)
	for _, p := range problems {
		t.Error(written(p))
	}
	if planned == nil {
		t.FailNow()
	}
	return planned
}

// written is a Problem as a person reads it.
func written(p diag.Problem) string {
	var b strings.Builder
	_ = p.Write(&b)
	return b.String()
}

// draw renders a page and fails the test where that fails.
func draw(t testing.TB, s *Site, url string) []byte {
	t.Helper()
	data, err := s.Render(url)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Pages look as testdata says. With -update they are written there instead:
// read the diff as you would code.
func TestGoldens(t *testing.T) {
	for _, s := range samples(t) {
		t.Run(filepath.Base(s.file), func(t *testing.T) {
			planned := s.plan(t, Options{})
			want := map[string]string{}
			for _, f := range s.archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
					want[name] = string(f.Data)
				}
			}
			got := map[string]string{"urls": listed(planned)}
			for _, url := range s.show {
				got[FileOf(url)] = string(draw(t, planned, url))
				if !strings.HasSuffix(got[FileOf(url)], "\n") {
					got[FileOf(url)] += "\n"
				}
			}
			for name := range got { // what the stylesheet holds is no page's affair
				got[name] = assetName.ReplaceAllString(got[name], "$1.HASH.$2")
				got[name] = strings.ReplaceAll(got[name], "\r\n", "\n") // of calendars; calendar_test.go looks at the ends of lines
			}
			if *rewrite {
				s.write(t, got)
				return
			}
			for _, name := range sortedKeys(got) {
				if want[name] != got[name] {
					t.Errorf("%s is not what want/%s in %s says; run with -update and read the diff\n%s", name, name, s.file, difference(want[name], got[name]))
				}
			}
			for _, name := range sortedKeys(want) {
				if _, ok := got[name]; !ok {
					t.Errorf("want/%s in %s is of a page that no line \"show:\" names", name, s.file)
				}
			}
		})
	}
}

var assetName = regexp.MustCompile(`(assets/\w+)\.[0-9a-f]{12}\.(css|svg|js)`)

// listed are the site's outputs, one a line, pages marked.
func listed(s *Site) string {
	var b strings.Builder
	for _, o := range s.Outputs() {
		mark := "     "
		if o.Page {
			mark = "page "
		}
		b.WriteString(mark + o.URL + "\n")
	}
	return b.String()
}

func (s *sample) write(t *testing.T, got map[string]string) {
	t.Helper()
	kept := slices.DeleteFunc(slices.Clone(s.archive.Files), func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want/") })
	for _, name := range sortedKeys(got) {
		kept = append(kept, txtar.File{Name: "want/" + name, Data: []byte(got[name])})
	}
	s.archive.Files = kept
	if err := os.WriteFile(s.file, txtar.Format(s.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// difference is the first line that differs, with what stands around it.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	around := func(lines []string) string {
		return strings.Join(lines[min(max(0, i-2), len(lines)):min(i+3, len(lines))], "\n")
	}
	return "--- want\n" + around(w) + "\n--- got\n" + around(g)
}
