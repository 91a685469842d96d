package corpus

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
	"fiftysix/internal/site"
	"fiftysix/layouts"
)

var sizes = []int{100, 1_000, 10_000}

func theMoment() inspection.Moment {
	m, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		panic(err)
	}
	return m
}

// office is made once for each size: making it takes longer than reading it.
var offices = map[int]fstest.MapFS{}

func office(reports int) fstest.MapFS {
	if offices[reports] == nil {
		offices[reports] = Office(reports)
	}
	return offices[reports]
}

func size(files fstest.MapFS) (bytes int64) {
	for _, f := range files {
		bytes += int64(len(f.Data))
	}
	return bytes
}

func eachSize(b *testing.B, run func(b *testing.B, files fstest.MapFS)) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := office(n)
			b.SetBytes(size(files))
			b.ReportAllocs()
			b.ResetTimer()
			run(b, files)
		})
	}
}

func read(tb testing.TB, files fs.FS) *inspection.Register {
	tb.Helper()
	reg, problems := content.Load(files, content.Options{Now: theMoment()})
	if errors, _ := diag.Count(problems); errors > 0 {
		tb.Fatal(problems[0])
	}
	return reg
}

func plan(tb testing.TB, files fs.FS) *site.Site {
	tb.Helper()
	s, err := planned(files, layouts.FS)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func planned(files, theme fs.FS) (*site.Site, error) {
	reg, problems := content.Load(files, content.Options{Now: theMoment()})
	if errs, _ := diag.Count(problems); errs > 0 {
		return nil, fmt.Errorf("%v", problems)
	}
	s, problems := site.Plan(reg, files, theme, site.Options{Minify: true})
	if s == nil {
		return nil, fmt.Errorf("%v", problems)
	}
	return s, nil
}

// BenchmarkRead reads content into a register.
func BenchmarkRead(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		for b.Loop() {
			read(b, files)
		}
	})
}

// BenchmarkBuild reads, plans and draws every output, on one core.
func BenchmarkBuild(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		for b.Loop() {
			s := plan(b, files)
			draw(b, s.Outputs(), func(site.Output) bool { return true })
		}
	})
}

// draw makes those of the outputs that are wanted as a build does, on one core.
func draw(tb testing.TB, outputs []site.Output, wanted func(site.Output) bool) {
	tb.Helper()
	for _, o := range outputs {
		if !wanted(o) {
			continue
		}
		if err := o.Render(io.Discard); err != nil {
			tb.Fatal(err)
		}
	}
}

// BenchmarkPublish is a whole build into a new folder, on all cores.
func BenchmarkPublish(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		dir := b.TempDir()
		for i := 0; b.Loop(); i++ {
			out := filepath.Join(dir, fmt.Sprint(i))
			if _, err := publish.Write(context.Background(), out, plan(b, files).Files(), publish.Options{Source: b.TempDir()}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPublishUnchanged is the same build again, over what it made.
func BenchmarkPublishUnchanged(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		out, src := filepath.Join(b.TempDir(), "out"), b.TempDir()
		build := func() {
			if _, err := publish.Write(context.Background(), out, plan(b, files).Files(), publish.Options{Source: src}); err != nil {
				b.Fatal(err)
			}
		}
		build()
		for b.Loop() {
			build()
		}
	})
}

// TestOfficeHasNoErrors keeps the generator in step with the content format.
func TestOfficeHasNoErrors(t *testing.T) {
	reg := read(t, Office(30))
	if len(reg.Reports) != 30 || len(reg.Reports[0].Findings) != Findings {
		t.Errorf("%d reports", len(reg.Reports))
	}
}
