package data

import (
	"crypto/sha256"
	"fmt"
	"io"
)

// WriteChecksums writes the SHA-256 of every other file, as sha256sum does
// and checks. A file that has been made is not made again for it.
func (d *Data) WriteChecksums(w io.Writer) error {
	for _, f := range d.Files() {
		if f.Covers {
			continue
		}
		sum, known := d.sums.Load(f.Name)
		if !known {
			if err := f.Write(io.Discard); err != nil {
				return err
			}
			sum, _ = d.sums.Load(f.Name)
		}
		if _, err := fmt.Fprintf(w, "%x  %s\n", sum, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// summed is a way to make a file that keeps its checksum.
func (d *Data) summed(name string, write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		sum := sha256.New()
		err := write(io.MultiWriter(w, sum))
		if err == nil {
			d.sums.Store(name, [sha256.Size]byte(sum.Sum(nil)))
		}
		return err
	}
}
