package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/hosting"
)

// An Output is one file of the site, named before it is made.
type Output struct {
	// URL is the site's own address for it, from its root: "/" or
	// "/reports/2020-prevent/" for a page, "/robots.txt" for any other file.
	// It is escaped as an address is.
	URL string
	// Page says that people read it and link to it, so that it may not go
	// away unnoticed.
	Page bool
	// Large says that it grows with the register: it is best written as it is
	// made, by RenderTo.
	Large bool
	// Group, where it is not "", is the same for outputs that have much in
	// common. They are best made together: by RenderTo where they are Large,
	// else one after another by one Drawer.
	Group string
	// Packed says that compressed forms of it are to stand beside it.
	Packed bool
	// Sources are the content files it is made from, for messages.
	Sources []string
}

// File is where the output stands in the output folder, slash-separated:
// "reports/2020-prevent/index.html".
func (o Output) File() string { return FileOf(o.URL) }

// packable says whether a compressed form of an output is worth its place: it
// is text, and handed out to readers.
func (o Output) packable() bool {
	name := path.Base(o.File())
	return !strings.HasPrefix(name, ".") && slices.Contains(hosting.Packed, path.Ext(name))
}

// FileOf is the file that a static host serves for a URL of the site.
func FileOf(address string) string {
	file, err := url.PathUnescape(address)
	if err != nil {
		file = address
	}
	file = strings.TrimPrefix(file, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file
}
