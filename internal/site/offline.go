package site

import "strings"

// A site that is opened from a folder has no server: a link must name the file
// that it leads to, and what only servers read is left out.

// explicit is an address as a link on a page names it: where the site is opened
// from a folder, with the file's own name.
func (s *Site) withFileName(to string) string {
	if !s.offline {
		return to
	}
	page, place, found := strings.Cut(to, "#")
	if !strings.HasSuffix(page, "/") {
		return to
	}
	page += "index.html"
	if found {
		page += "#" + place
	}
	return page
}
