package site

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every link, picture and stylesheet of every page leads to an output of the
// site, every fragment to an id, and no page asks anything of another site.
func TestLinksResolve(t *testing.T) {
	for _, s := range samples(t) {
		for _, base := range []string{"", "https://example.org/some/sub/folder/"} {
			planned := s.plan(t, Options{BaseURL: base})
			pages := map[string]*shown{}
			for _, o := range planned.Outputs() {
				if strings.HasSuffix(o.File(), ".html") {
					pages[o.URL] = parsePage(t, draw(t, planned, o.URL))
				}
			}
			for at, p := range pages {
				for _, href := range p.links {
					checkLink(t, planned, pages, at, href)
				}
			}
		}
	}
}

func checkLink(t *testing.T, s *Site, pages map[string]*shown, at, href string) {
	t.Helper()
	to, err := url.Parse(href)
	if err != nil {
		t.Errorf("%s: %q: %v", at, href, err)
		return
	}
	if to.IsAbs() {
		return // elsewhere, or the canonical address
	}
	if strings.HasPrefix(href, "/") && !strings.HasSuffix(at, "/404.html") {
		t.Errorf("%s: the link %q begins with /, so it breaks in a folder", at, href)
	}
	from, _ := url.Parse("https://site.test" + at)
	if strings.HasSuffix(at, "/404.html") && s.base != "" {
		from, _ = url.Parse(s.base + "404.html")
	}
	full := from.ResolveReference(to)
	path := full.EscapedPath()
	if strings.HasSuffix(at, "/404.html") {
		path = "/" + strings.TrimPrefix(path, s.basePath())
	}
	if _, ok := s.Output(path); !ok {
		t.Errorf("%s: %q leads to %s, which is no output", at, href, path)
		return
	}
	if full.Fragment != "" && pages[path] != nil && !pages[path].ids[full.Fragment] {
		t.Errorf("%s: %q leads to an id that %s has not", at, href, path)
	}
}

// Ids are unique within a page, titles within the site; every page has one h1,
// a description and a language, headings skip no level, and nothing is styled
// or scripted in place.
func TestPagesAreWhole(t *testing.T) {
	for _, s := range samples(t) {
		planned := s.plan(t, Options{Minify: true})
		titles := map[string]string{}
		for _, o := range planned.Outputs() {
			if !strings.HasSuffix(o.File(), ".html") {
				continue
			}
			p := parsePage(t, draw(t, planned, o.URL))
			for _, fault := range p.faults {
				t.Errorf("%s %s: %s", s.file, o.URL, fault)
			}
			if other, again := titles[p.title]; again {
				t.Errorf("%s: %s has the same title as %s: %s", s.file, o.URL, other, p.title)
			}
			titles[p.title] = o.URL
			lang := "en"
			if strings.HasPrefix(o.URL, "/cy/") {
				lang = "cy"
			}
			if p.lang != lang || p.description == "" || p.h1 != 1 {
				t.Errorf("%s %s: language %q, description %q, %d h1", s.file, o.URL, p.lang, p.description, p.h1)
			}
		}
	}
}

// shown is what the tests ask of a page.
type shown struct {
	links                    []string
	ids                      map[string]bool
	title, lang, description string
	h1, level                int
	faults                   []string
}

func parsePage(t testing.TB, data []byte) *shown {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p := &shown{ids: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(n)
		}
	}
	return p
}

func (p *shown) element(n *html.Node) {
	get := map[string]string{}
	for _, a := range n.Attr {
		get[a.Key] = a.Val
		switch {
		case a.Key == "href" || a.Key == "src":
			p.links = append(p.links, a.Val)
			if a.Val == "" {
				p.faults = append(p.faults, "an empty link in "+n.Data)
			}
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			p.faults = append(p.faults, "an inline "+a.Key)
		case a.Key == "id":
			if p.ids[a.Val] {
				p.faults = append(p.faults, "the id "+a.Val+" twice")
			}
			p.ids[a.Val] = true
		}
	}
	switch n.Data {
	case "html":
		p.lang = get["lang"]
	case "title":
		if p.title == "" && n.FirstChild != nil {
			p.title = n.FirstChild.Data
		}
	case "meta":
		if get["name"] == "description" {
			p.description = get["content"]
		}
	case "script", "style":
		data := get["type"] == "application/ld+json"                         // which no browser runs
		own := n.Data == "script" && n.FirstChild == nil && get["src"] != "" // a file of the site's
		if !data && !own {
			p.faults = append(p.faults, "a "+n.Data+" element")
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		level := int(n.Data[1] - '0')
		if level == 1 {
			p.h1++
		}
		if level > p.level+1 {
			p.faults = append(p.faults, "a heading skips a level: "+n.Data)
		}
		p.level = level
	case "a":
		if get["href"] != "" && strings.TrimSpace(textOf(n)+get["aria-label"]) == "" {
			p.faults = append(p.faults, "a link without words: "+get["href"])
		}
	}
}

// textOf is the text of an element and the pictures in it.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
		for _, a := range c.Attr {
			if a.Key == "alt" {
				b.WriteString(a.Val)
			}
		}
	}
	return b.String()
}
