package corpus

import (
	"strings"
	"testing"
	"testing/fstest"
)

// BenchmarkFollow draws one report's feed and calendar, and its page beside
// them, to compare.
func BenchmarkFollow(b *testing.B) {
	s := plan(b, office(100))
	report := "/reports/2020-report-00002/"
	for _, file := range []string{"feed.xml", "deadlines.ics", ""} {
		name := file
		if name == "" {
			name = "page"
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				data, err := s.Render(report + file)
				if err != nil {
					b.Fatal(err)
				}
				size = len(data)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// BenchmarkFollowAll draws every feed and calendar that is not of one report.
// What rests on all reports is found out anew each time.
func BenchmarkFollowAll(b *testing.B) {
	eachSize(b, func(b *testing.B, files fstest.MapFS) {
		size := 0
		for b.Loop() {
			b.StopTimer()
			s := plan(b, files)
			outputs := s.Outputs()
			b.StartTimer()
			size = 0
			for _, o := range outputs {
				if strings.HasSuffix(o.URL, "/feed.xml") && !strings.HasPrefix(o.URL, "/reports/") || o.URL == "/deadlines.ics" {
					data, err := s.Render(o.URL)
					if err != nil {
						b.Fatal(err)
					}
					size += len(data)
				}
			}
		}
		b.ReportMetric(float64(size), "bytes")
	})
}
