package data

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// WriteChecksums writes the SHA-256 of every other file, as sha256sum does
// and checks. It makes each file anew, and keeps none of it.
func (d *Data) WriteChecksums(w io.Writer) error {
	for _, f := range d.Files() {
		if f.Covers {
			continue
		}
		sum := sha256.New()
		if err := f.Write(sum); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s  %s\n", hex.EncodeToString(sum.Sum(nil)), f.Name); err != nil {
			return err
		}
	}
	return nil
}
