package site

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/corpus"
	sampleoffice "fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// offices are the samples, the fictional office and this repository's own site.
func offices(t *testing.T) []*sample {
	now, err := inspection.ParseMoment(sampleoffice.Now)
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

// bothWays plans a site twice, one executed by fasttemplate and one by
// html/template.
func bothWays(t *testing.T, s *sample, opt Options) (fast, plain *Site) {
	fast, plain = s.plan(t, opt), s.plan(t, opt)
	for _, e := range plain.localeSites {
		e.templates.fast = nil
	}
	return fast, plain
}

// Every page is the page that html/template makes, byte for byte.
func TestFastPagesAreTheSame(t *testing.T) {
	for _, s := range offices(t) {
		fast, plain := bothWays(t, s, Options{})
		samePages(t, s, fast, plain)
	}
}

// So are those of layouts of a site's own: here lean ones, with which builds
// are compared with Hugo's.
func TestFastPagesOfOwnLayoutsAreTheSame(t *testing.T) {
	now, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{file: "lean layouts", content: corpus.Office(2), now: now, theme: Overlay(os.DirFS("../testing/corpus/testdata/lean"), layouts.FS)}
	fast, plain := bothWays(t, s, Options{Minify: true})
	samePages(t, s, fast, plain)
}

func samePages(t *testing.T, s *sample, fast, plain *Site) {
	t.Helper()
	for _, o := range fast.Outputs() {
		want, got := draw(t, plain, o.URL), draw(t, fast, o.URL)
		if !bytes.Equal(want, got) {
			at := 0
			for at < min(len(want), len(got)) && want[at] == got[at] {
				at++
			}
			from := max(0, at-80)
			t.Errorf("%s %s differs:\nwant …%s\ngot  …%s", s.file, o.URL, want[from:min(at+80, len(want))], got[from:min(at+80, len(got))])
		}
	}
	// A layout of many pages that html/template has to execute would make builds slow.
	for _, e := range fast.localeSites {
		for _, layout := range []string{layoutReport, layoutFinding, layoutFindings, layoutReports, layoutUpdates, layoutDeadlines, layoutRedirect} {
			if why := e.templates.fast[layout].Unsupported(); len(why) > 0 {
				t.Errorf("%s is not supported by fasttemplate: %q", layout, why)
			}
		}
	}
}
