package corpus

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// BenchmarkIndex plans the search's index and writes every piece of it.
func BenchmarkIndex(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := Natural(n)
			reg := read(b, files)
			b.SetBytes(size(files))
			b.ReportAllocs()
			for b.Loop() {
				s, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true})
				if s == nil {
					b.Fatal(problems)
				}
				var pieces, bytes int
				for _, o := range s.Outputs() {
					if !strings.HasPrefix(o.URL, "/search/index/") {
						continue
					}
					data, err := s.Render(o.URL)
					if err != nil {
						b.Fatal(err)
					}
					pieces++
					bytes += len(data)
				}
				b.ReportMetric(float64(pieces), "pieces")
				b.ReportMetric(float64(bytes)/1e6, "MB")
			}
		})
	}
}

// No piece of the index is too large for a reader on a slow line, nor are
// there more of them than pages.
func TestPiecesAreSmall(t *testing.T) {
	const reports = 100
	s := plan(t, Natural(reports))
	pieces := 0
	for _, o := range s.Outputs() {
		if !strings.HasPrefix(o.URL, "/search/index/") {
			continue
		}
		pieces++
		data, err := s.Render(o.URL)
		if err != nil {
			t.Fatal(err)
		}
		if n := zipped(t, data); n > 16<<10 {
			t.Errorf("%s has %d bytes compressed", o.URL, n)
		}
	}
	if pieces > reports*Findings {
		t.Errorf("%d reports have %d pieces", reports, pieces)
	}
}

func zipped(tb testing.TB, data []byte) int {
	tb.Helper()
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write(data); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Len()
}
