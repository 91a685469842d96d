package site

import (
	"fmt"

	"fiftysix/internal/data"
)

// A Drawer makes one output after another, and keeps what it has made for the
// next: of outputs of one Group, that saves work. What it makes is the same as
// [Site.Render] makes. It serves one goroutine.
type Drawer struct {
	*Site
	singles *data.Singles
}

// Drawer is a new one.
func (s *Site) Drawer() *Drawer { return &Drawer{s, s.data.Singles()} }

// Append makes one output, and adds it to b.
func (d *Drawer) Append(b []byte, url string) ([]byte, error) {
	it := d.find(url)
	if it == nil {
		return b, fmt.Errorf("the site has no page %s", url)
	}
	made, err := it.content(d)
	if err == nil {
		b, err = made(b)
	}
	if err != nil {
		return b, fmt.Errorf("render %s: %w", url, err)
	}
	return b, nil
}
