package site

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
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
		count(s.itemsOf(d))
	}
	count(s.fixed.items)
	count(to.items)
	if pages <= sitemapMost {
		to.add(Output{URL: sitemapURL}, func() (content, error) { return s.sitemap(0) })
		return
	}
	var parts []string
	for from := 0; from < pages; from += sitemapMost {
		part := fmt.Sprintf("/sitemap-%d.xml", len(parts)+1)
		parts = append(parts, part)
		to.add(Output{URL: part}, func() (content, error) { return s.sitemap(from) })
	}
	to.add(Output{URL: sitemapURL}, func() (content, error) { return whole(s.sitemapIndex(parts)) })
}

// mapped gives every page that may be found, in the order of writing, with the
// last day on which its content says it changed: never the day of the build.
func (s *Site) mapped(yield func(mapped) bool) {
	at := func(from, to stage) bool {
		for ; from < to; from++ {
			for _, items := range [][]item{s.fixed.items, s.late().items} {
				for i := range items {
					if it := &items[i]; it.stage == from && it.Page && !yield(mapped{url: it.URL}) {
						return false
					}
				}
			}
		}
		return true
	}
	findings := func() bool {
		for _, r := range s.reg.Reports {
			for _, e := range s.localeSites {
				for _, f := range r.Findings {
					if !yield(mapped{e.findingURL(f), f.Changed()}) {
						return false
					}
				}
			}
		}
		return true
	}
	reports := func() bool {
		for _, r := range s.reg.Reports {
			for _, e := range s.localeSites {
				if !yield(mapped{e.reportURL(r), r.Changed()}) {
					return false
				}
			}
		}
		return true
	}
	_ = at(0, stageFindings+1) && findings() && at(stageReports, stageReports+1) && reports() && at(stagePages, stages)
}

const sitemapSpace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

// sitemap is a map of pages from the nth on, as many as it may hold.
func (s *Site) sitemap(from int) (content, error) {
	return pieced(func(to io.Writer) error {
		w := bufio.NewWriter(to)
		w.WriteString(xml.Header + "<urlset " + sitemapSpace + ">\n")
		n := 0
		for p := range s.mapped {
			if n++; n <= from {
				continue
			}
			w.WriteString("<url><loc>")
			_ = xml.EscapeText(w, []byte(s.base+p.url[1:])) // what fails is told at the end
			w.WriteString("</loc>")
			if !p.changed.IsZero() {
				w.WriteString("<lastmod>" + p.changed.String() + "</lastmod>")
			}
			w.WriteString("</url>\n")
			if n == from+sitemapMost {
				break
			}
		}
		w.WriteString("</urlset>\n")
		return w.Flush()
	})
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
