package site

import (
	"net/url"
	"strings"
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
	// Sources are the content files it is made from, for messages.
	Sources []string
}

// File is where the output stands in the output folder, slash-separated:
// "reports/2020-prevent/index.html".
func (o Output) File() string { return FileOf(o.URL) }

// FileOf is the file that a static host serves for a URL of the site.
func FileOf(address string) string {
	path, err := url.PathUnescape(address)
	if err != nil {
		path = address
	}
	path = strings.TrimPrefix(path, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path
}
