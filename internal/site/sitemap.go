package site

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// basePath is the path under which the site is hosted, "/" if unknown.
func (s *Site) basePath() string {
	if u, err := url.Parse(s.base); err == nil && strings.HasSuffix(u.EscapedPath(), "/") {
		return u.EscapedPath()
	}
	return "/"
}

// planRobots plans the file that search engines ask for first.
func (s *Site) planRobots(to *outputList) {
	to.add(Output{URL: robotsURL}, func(w io.Writer) error {
		text := "User-agent: *\nAllow: /\n"
		if s.base != "" {
			text += "\nSitemap: " + s.base + sitemapURL[1:] + "\n"
		}
		_, err := io.WriteString(w, text)
		return err
	})
}

// sitemapMost is how many addresses one sitemap may hold (sitemaps.org says
// 50,000).
const sitemapMost = 40_000

// planSitemap plans the map of all pages: several files and a list of them
// where there are too many for one. Addresses in it must be absolute, so there
// is none until the site's own address is known.
func (s *Site) planSitemap(to *outputList) {
	if s.base == "" || s.offline {
		return
	}
	pages := 0
	for i := range to.outputs {
		if to.outputs[i].Page {
			pages++
		}
	}
	if pages <= sitemapMost {
		to.add(Output{URL: sitemapURL}, func(w io.Writer) error { return s.writeSitemap(w, 0) })
		return
	}
	var parts []string
	for from := 0; from < pages; from += sitemapMost {
		part := fmt.Sprintf("/sitemap-%d.xml", len(parts)+1)
		parts = append(parts, part)
		to.add(Output{URL: part}, func(w io.Writer) error { return s.writeSitemap(w, from) })
	}
	to.add(Output{URL: sitemapURL}, writeBytes(s.sitemapIndex(parts)))
}

const sitemapSpace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

// writeSitemap writes a sitemap of up to sitemapMost pages, starting at page
// number from. The date of each is when its content last changed, never the day
// of the build.
func (s *Site) writeSitemap(to io.Writer, from int) error {
	w := bufio.NewWriter(to)
	w.WriteString(xml.Header + "<urlset " + sitemapSpace + ">\n")
	n := 0
	for i := range s.outputs {
		p := &s.outputs[i]
		if !p.Page {
			continue
		}
		if n++; n <= from || n > from+sitemapMost {
			continue
		}
		w.WriteString("<url><loc>")
		_ = xml.EscapeText(w, []byte(s.base+p.URL[1:])) // Flush gives its error
		w.WriteString("</loc>")
		if !p.changed.IsZero() {
			w.WriteString("<lastmod>" + p.changed.String() + "</lastmod>")
		}
		w.WriteString("</url>\n")
	}
	w.WriteString("</urlset>\n")
	return w.Flush()
}

func (s *Site) sitemapIndex(parts []string) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<sitemapindex " + sitemapSpace + ">\n")
	for _, part := range parts {
		b.WriteString("<sitemap><loc>")
		_ = xml.EscapeText(&b, []byte(s.base+part[1:]))
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}
