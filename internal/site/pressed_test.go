package site

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/register"
	"fiftysix/internal/testing/corpus"
	sampleoffice "fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// offices are the samples, the fictional office and this repository's own site.
func offices(t *testing.T) []*sample {
	now, err := register.ParseMoment(sampleoffice.Now)
	if err != nil {
		t.Fatal(err)
	}
	return append(samples(t),
		&sample{file: "the fictional office", content: copied(t, sampleoffice.Exampleshire()), now: now},
		&sample{file: "the site of this repository", content: copied(t, os.DirFS("../..")), now: now},
	)
}

// copied is what a site's folder holds for its pages.
func copied(t *testing.T, folder fs.FS) fstest.MapFS {
	all := fstest.MapFS{}
	err := fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		top, rest, _ := strings.Cut(name, "/")
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && top != "content":
			return fs.SkipDir
		case e.IsDir() || rest == "" && path.Ext(name) != ".yaml" && path.Ext(name) != ".svg":
			return nil
		}
		data, err := fs.ReadFile(folder, name)
		all[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// bothWays plans a site twice, one with its pages pressed and one with them
// left to html/template.
func bothWays(t *testing.T, s *sample, opt Options) (pressed, left *Site) {
	pressed, left = s.plan(t, opt), s.plan(t, opt)
	for _, e := range left.editions {
		e.markup.plates = nil
	}
	return pressed, left
}

// A page pressed is the page that html/template makes, byte for byte.
func TestPressedPagesAreThePages(t *testing.T) {
	for _, s := range offices(t) {
		pressed, left := bothWays(t, s, Options{})
		for _, o := range pressed.Outputs() {
			if want, got := draw(t, left, o.URL), draw(t, pressed, o.URL); !bytes.Equal(want, got) {
				at := 0
				for at < min(len(want), len(got)) && want[at] == got[at] {
					at++
				}
				from := max(0, at-80)
				t.Errorf("%s %s differs once it is pressed:\nwant …%s\ngot  …%s", s.file, o.URL, want[from:min(at+80, len(want))], got[from:min(at+80, len(got))])
			}
		}
		neverLeft(t, pressed)
	}
}

// Made small, it is the page that the minifier makes of the whole, and hardly
// longer.
func TestPressedSmallPagesAreTheMinifiersPages(t *testing.T) {
	for _, s := range offices(t) {
		pressed, left := bothWays(t, s, Options{Minify: true})
		for _, o := range pressed.Outputs() {
			want, got := draw(t, left, o.URL), draw(t, pressed, o.URL)
			if len(got) > len(want)+len(want)/100 {
				t.Errorf("%s %s: %d bytes pressed, %d by the minifier", s.file, o.URL, len(got), len(want))
			}
			if strings.HasSuffix(o.File(), ".html") && !slices.Equal(outline(t, want), outline(t, got)) {
				t.Errorf("%s %s is another page once it is pressed:\nwant %s\ngot  %s", s.file, o.URL, want, got)
			}
		}
		neverLeft(t, pressed)
	}
}

// Layouts of a site's own are pressed as the theme's are: here lean ones, with
// which builds are compared with Hugo's.
func TestOwnLayoutsArePressed(t *testing.T) {
	now, err := register.ParseMoment("2026-11-24 09:00")
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{file: "lean layouts", content: corpus.Office(2), now: now, theme: Overlay(os.DirFS("../testing/corpus/testdata/lean"), layouts.FS)}
	pressed, left := bothWays(t, s, Options{Minify: true})
	for _, o := range pressed.Outputs() {
		if want, got := draw(t, left, o.URL), draw(t, pressed, o.URL); strings.HasSuffix(o.File(), ".html") && !slices.Equal(outline(t, want), outline(t, got)) {
			t.Errorf("%s is another page once it is pressed:\nwant %s\ngot  %s", o.URL, want, got)
		}
	}
	neverLeft(t, pressed)
}

// neverLeft fails the test where a layout that many pages have is left to
// html/template: such a site still builds, slowly.
func neverLeft(t *testing.T, s *Site) {
	t.Helper()
	for _, e := range s.editions {
		for key, plate := range e.markup.plates {
			many := slices.Contains([]string{layoutReport, layoutFinding, layoutFindings, layoutReports, layoutUpdates, layoutDeadlines, layoutMoved}, key.layout)
			if left := plate.Left(); many && len(left) > 0 {
				t.Errorf("%s is left to html/template, which takes a dozen times as long: internal/press knows nothing of %q", key.layout, left)
			}
		}
	}
}
