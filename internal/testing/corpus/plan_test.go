package corpus

import (
	"testing"
	"testing/fstest"

	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// BenchmarkPlan plans a register that has been read.
func BenchmarkPlan(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		reg := read(b, files)
		for b.Loop() {
			if s, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true}); s == nil {
				b.Fatal(problems)
			}
		}
	})
}

// BenchmarkPlanAgain plans it again, as the preview does after each save.
func BenchmarkPlanAgain(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		reg := read(b, files)
		before, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true})
		if before == nil {
			b.Fatal(problems)
		}
		for b.Loop() {
			if s, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true, SameTheme: before}); s == nil {
				b.Fatal(problems)
			}
		}
	})
}
