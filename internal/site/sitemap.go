package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"

	"fiftysix/internal/register"
)

// basePath is the path under which the site stands, as far as it is known.
func (s *Site) basePath() string {
	if u, err := url.Parse(s.base); err == nil && strings.HasSuffix(u.EscapedPath(), "/") {
		return u.EscapedPath()
	}
	return "/"
}

// planRobots plans the file that search engines ask for first.
func (s *Site) planRobots(to *shelf) {
	to.add(Output{URL: robotsURL}, func() (content, error) {
		text := "User-agent: *\nAllow: /\n"
		if s.base != "" {
			text += "\nSitemap: " + s.base + sitemapURL[1:] + "\n"
		}
		return whole([]byte(text), nil)
	})
}

// sitemapMost is how many addresses one sitemap may hold (sitemaps.org says
// 50,000).
const sitemapMost = 40_000

// mapped is a page in the sitemap.
type mapped struct {
	url     string
	changed register.Date // zero where the content does not say
}

// planSitemap plans the map of all pages: several files and a list of them
// where there are too many for one. Addresses in it must be absolute, so there
// is none until the site's own address is known.
func (s *Site) planSitemap(to *shelf) {
	if s.base == "" || s.offline {
		return
	}
	pages := 0
	count := func(items []item) {
		for i := range items {
			if items[i].Page {
				pages++
			}
		}
	}
	for _, d := range s.folders {
		pages += len(s.editions) * (1 + len(d.report.Findings))
	}
	count(s.fixed.items)
	count(to.items)
	if pages <= sitemapMost {
		to.add(Output{URL: sitemapURL}, func() (content, error) { return whole(s.sitemap(s.mapped())) })
		return
	}
	var parts []string
	for from := 0; from < pages; from += sitemapMost {
		part := fmt.Sprintf("/sitemap-%d.xml", len(parts)+1)
		parts = append(parts, part)
		to.add(Output{URL: part}, func() (content, error) {
			all := s.mapped()
			return whole(s.sitemap(all[from:min(from+sitemapMost, len(all))]))
		})
	}
	to.add(Output{URL: sitemapURL}, func() (content, error) { return whole(s.sitemapIndex(parts)) })
}

// mapped lists every page that may be found, with the last day on which its
// content says it changed: never the day of the build.
func (s *Site) mapped() []mapped {
	changed := map[string]register.Date{}
	for _, e := range s.editions {
		for _, r := range s.reg.Reports {
			changed[e.reportURL(r)] = r.Changed()
			for _, f := range r.Findings {
				changed[e.findingURL(f)] = f.Changed()
			}
		}
	}
	var pages []mapped
	for _, o := range s.pagesAnd(nil) {
		if o.Page {
			pages = append(pages, mapped{o.URL, changed[o.URL]})
		}
	}
	return pages
}

const sitemapSpace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

func (s *Site) sitemap(pages []mapped) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<urlset " + sitemapSpace + ">\n")
	for _, p := range pages {
		b.WriteString("<url><loc>")
		_ = xml.EscapeText(&b, []byte(s.base+p.url[1:]))
		b.WriteString("</loc>")
		if !p.changed.IsZero() {
			b.WriteString("<lastmod>" + p.changed.String() + "</lastmod>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes(), nil
}

func (s *Site) sitemapIndex(parts []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<sitemapindex " + sitemapSpace + ">\n")
	for _, part := range parts {
		b.WriteString("<sitemap><loc>")
		_ = xml.EscapeText(&b, []byte(s.base+part[1:]))
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes(), nil
}
