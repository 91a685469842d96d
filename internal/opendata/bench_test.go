package opendata_test

import (
	"fmt"
	"io"
	"testing"

	"fiftysix/internal/testing/corpus"
)

// The files of a register of so many reports, each of eight findings, and those
// of one report and one finding. MB/s and allocations are of the file.
func BenchmarkWrite(b *testing.B) {
	for _, reports := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(reports), func(b *testing.B) {
			reg, d := readAnew(b, corpus.Office(reports), "2026-11-24")
			for _, file := range d.Files() {
				switch file.Name {
				case "register.json", "register.jsonl", "findings.csv", "responses.csv", "changes.csv":
					b.Run(file.Name, func(b *testing.B) { writes(b, func(w io.Writer) error { return d.Write(w, file.Name) }) })
				}
			}
			b.Run("xlsx", func(b *testing.B) {
				writes(b, func(w io.Writer) error { return d.WriteWorkbook(w, "") })
			})
			r := reg.Reports[50]
			b.Run("report.json", func(b *testing.B) {
				appends(b, func(room []byte) []byte { return d.Singles().AppendReport(room, r) })
			})
			b.Run("all of a report", func(b *testing.B) {
				appends(b, func(room []byte) []byte {
					singles := d.Singles()
					room = singles.AppendReport(room, r)
					for _, f := range r.Findings {
						room = singles.AppendFinding(room, f)
					}
					return room
				})
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

func appends(b *testing.B, add func(room []byte) []byte) {
	b.ReportAllocs()
	var room []byte
	for b.Loop() {
		room = add(room[:0])
		b.SetBytes(int64(len(room)))
	}
}

type counter int64

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}
