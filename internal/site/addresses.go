package site

import "strings"

// Base is the site's own address with a slash at its end, or "" where it is
// not known.
func (s *Site) Base() string { return s.base }

// BasePath is the path of it: "/" or "/inspections/".
func (s *Site) BasePath() string { return s.basePath() }

// Addresses are the URLs that people may have bookmarked: of every page and
// redirect and every file that pages link to, but not of page resources.
func (s *Site) Addresses() []string {
	var all []string
	for _, o := range s.Outputs() {
		if strings.HasPrefix(o.URL, "/assets/") || strings.HasPrefix(o.URL, "/.") || strings.HasPrefix(o.URL, "/_") || o.URL == "/web.config" || s.isPiece(o.URL) || o.URL == "/404.html" {
			continue
		}
		all = append(all, o.URL)
	}
	return all
}

func (s *Site) isPiece(url string) bool {
	for _, e := range s.localeSites {
		if strings.HasPrefix(url, e.piecesURL()) {
			return true
		}
	}
	return false
}
