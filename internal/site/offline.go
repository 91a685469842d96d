package site

import "strings"

// A site that is opened from a folder has no server: a link must name the file
// that it leads to, and what only servers read is left out.

// withFileName is a URL as a link on a page has it: with index.html if the site
// is opened from a folder.
func (s *Site) withFileName(to string) string {
	if !s.offline {
		return to
	}
	page, fragment, found := strings.Cut(to, "#")
	if !strings.HasSuffix(page, "/") {
		return to
	}
	page += "index.html"
	if found {
		page += "#" + fragment
	}
	return page
}
