package site

import (
	"fmt"

	"fiftysix/internal/opendata"
)

// A Drawer makes one output after another, and keeps what it has made for the
// next: of outputs of one Group, that saves work. What it makes is the same as
// [Site.Render] makes. It serves one goroutine.
type Drawer struct {
	*Site
	singles *opendata.Singles

	folder *reportFolder // where the last output stood
	items  []item        // what is there
}

// Drawer is a new one.
func (s *Site) Drawer() *Drawer { return &Drawer{Site: s, singles: s.data.Singles()} }

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

// find finds an item by its URL, or nil.
func (d *Drawer) find(url string) *item {
	folder := d.folderOf(url)
	if folder == nil {
		return d.findFixed(url)
	}
	if folder != d.folder {
		d.folder, d.items = folder, d.itemsOf(folder)
	}
	if it := find(d.items, url); it != nil {
		return it
	}
	return d.findFixed(url)
}
