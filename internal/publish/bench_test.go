package publish

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A thousand small files of 8 kB, a folder each, ten to a report. For the
// processor's share, with the disk's left out: TMPDIR=/dev/shm.
func thousand() *fake {
	s := many(999)
	page := []byte(strings.Repeat("<p>Words of a page.</p>\n", 340))
	s.render = func(url string) ([]byte, error) { return append(append([]byte(nil), page...), url...), nil }
	return s
}

func setBytes(b *testing.B, res Result) {
	b.ReportAllocs()
	b.SetBytes(res.Bytes)
}

// BenchmarkFloor is what any program must do: make folders, create, write,
// close.
func BenchmarkFloor(b *testing.B) {
	top := b.TempDir()
	s := thousand()
	total := int64(0)
	for i := 0; b.Loop(); i++ {
		total = 0
		made := map[string]bool{}
		for path, render := range s.outputs() {
			var data bytes.Buffer
			if err := render(&data); err != nil {
				b.Fatal(err)
			}
			name := filepath.Join(top, fmt.Sprint(i), path)
			if dir := filepath.Dir(name); !made[dir] {
				if os.Mkdir(dir, 0o755) != nil {
					os.MkdirAll(dir, 0o755)
				}
				made[dir] = true
			}
			f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if err != nil {
				b.Fatal(err)
			}
			f.Write(data.Bytes())
			f.Close()
			total += int64(data.Len())
		}
	}
	b.SetBytes(total)
	b.ReportAllocs()
}

func BenchmarkFirst(b *testing.B) {
	// Each into a folder of its own: to write where a tree has just been
	// deleted is many times slower on some disks.
	top, s := b.TempDir(), thousand()
	var res Result
	for i := 0; b.Loop(); i++ {
		res = mustPublish(b, s, filepath.Join(top, fmt.Sprint(i)), Options{})
	}
	setBytes(b, res)
}

func BenchmarkUnchanged(b *testing.B) {
	dir, s := filepath.Join(b.TempDir(), "public"), thousand()
	mustPublish(b, s, dir, Options{})
	var res Result
	for b.Loop() {
		res = mustPublish(b, s, dir, Options{})
	}
	if res.Unchanged != 1000 {
		b.Errorf("%+v", res)
	}
	setBytes(b, res)
}

func BenchmarkOneChanged(b *testing.B) {
	dir, s := filepath.Join(b.TempDir(), "public"), thousand()
	mustPublish(b, s, dir, Options{})
	render := s.render
	n := 0
	s.render = func(url string) ([]byte, error) {
		if url == "/reports/50/0/" {
			return fmt.Appendf(nil, "change %d", n), nil
		}
		return render(url)
	}
	var res Result
	for b.Loop() {
		n++
		res = mustPublish(b, s, dir, Options{})
	}
	if res.Changed != 1 {
		b.Errorf("%+v", res)
	}
	setBytes(b, res)
}

// BenchmarkAllChanged is what a change of the layout does.
func BenchmarkAllChanged(b *testing.B) {
	dir, s := filepath.Join(b.TempDir(), "public"), thousand()
	render := s.render
	n := 0
	s.render = func(url string) ([]byte, error) {
		data, err := render(url)
		return fmt.Append(data, n), err
	}
	mustPublish(b, s, dir, Options{})
	var res Result
	for b.Loop() {
		n++
		res = mustPublish(b, s, dir, Options{})
	}
	setBytes(b, res)
}
