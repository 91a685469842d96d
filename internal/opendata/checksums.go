package opendata

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"maps"
)

// This file writes the SHA-256 of every other file, as sha256sum does and
// checks. A checksum that is known is not worked out again, and a file that has
// been made is not made again for it.

const sumsFile = "checksums.txt"

// A Summed is a writer that knows the SHA-256 of all that was written to it.
// Who makes a file into one saves working it out.
type Summed interface {
	io.Writer
	Sum() [sha256.Size]byte
}

// withSums sees to it that, where the checksums are wanted, each can be known:
// that of what is written, and of a file that nobody has made yet.
func (d *Data) withSums(to map[string]io.Writer) map[string]io.Writer {
	if to[sumsFile] == nil {
		return to
	}
	to = maps.Clone(to)
	for _, f := range d.Files() {
		if f.Covers {
			continue
		}
		w := to[f.Name]
		if _, known := d.sums.Load(f.Name); w == nil && known {
			continue
		}
		if w == nil {
			w = io.Discard
		}
		if _, knows := w.(Summed); !knows {
			w = &summed{w, sha256.New()}
		}
		to[f.Name] = w
	}
	return to
}

// keepSums keeps the checksums of what was made.
func (d *Data) keepSums(to map[string]io.Writer) {
	for name, w := range to {
		if w, knows := w.(Summed); knows && name != sumsFile {
			d.sums.Store(name, w.Sum())
		}
	}
}

func (d *Data) writeChecksums(w io.Writer) error {
	for _, f := range d.Files() {
		if f.Covers {
			continue
		}
		sum, _ := d.sums.Load(f.Name)
		if _, err := fmt.Fprintf(w, "%x  %s\n", sum, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// summed finds out the checksum of what goes to another writer.
type summed struct {
	io.Writer
	sum hash.Hash
}

func (s *summed) Write(p []byte) (int, error) {
	n, err := s.Writer.Write(p)
	s.sum.Write(p[:n])
	return n, err
}

func (s *summed) Sum() [sha256.Size]byte { return [sha256.Size]byte(s.sum.Sum(nil)) }
