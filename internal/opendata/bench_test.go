package opendata_test

import (
	"fmt"
	"io"
	"testing"

	"fiftysix/internal/opendata"
	"fiftysix/internal/testing/corpus"
)

// The files of a register of so many reports, each of eight findings, and the
// file of one report. MB/s and allocations are of the file.
func BenchmarkWrite(b *testing.B) {
	for _, reports := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(reports), func(b *testing.B) {
			reg, d := readAnew(b, corpus.Office(reports), "2026-11-24")
			for _, file := range d.Files() {
				switch file.Name {
				case "register.json", "findings.csv", "responses.csv", "changes.csv", opendata.ChecksumsFile:
					b.Run(file.Name, func(b *testing.B) { writes(b, file.Render) })
				}
			}
			b.Run("xlsx", func(b *testing.B) {
				writes(b, func(w io.Writer) error { return d.WriteWorkbook(w, "") })
			})
			b.Run("report.json", func(b *testing.B) {
				writes(b, func(w io.Writer) error { return d.WriteReport(w, reg.Reports[50]) })
			})
		})
	}
}

func writes(b *testing.B, write func(io.Writer) error) {
	b.ReportAllocs()
	for b.Loop() {
		var n counter
		if err := write(&n); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(n))
	}
}

type counter int64

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}
