package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What every page must have, and have right, before any browser sees it.
func TestEveryPageIsWellMade(t *testing.T) {
	found, count := faults{}, 0
	for _, b := range theSites(t) {
		titles, descriptions := faults{}, faults{}
		for _, d := range documents(t, b, b.top) {
			count++
			d.check(found)
			if !d.page.gone {
				titles.add(d.title, d.page.URL)
				descriptions.add(d.metas["description"], d.page.URL)
			}
		}
		for what, said := range map[string]faults{"title": titles, "description": descriptions} {
			for _, text := range slices.Sorted(maps.Keys(said)) {
				if len(said[text]) > 1 {
					found.add(fmt.Sprintf("the %s %q is that of %d pages", what, text, len(said[text])), b.name+":"+strings.Join(said[text], " "))
				}
			}
		}
	}
	found.tell(t)
	t.Logf("html: %d pages, %d faults", count, len(found))
}

// check holds one page by itself to what holds for all.
func (d *document) check(found faults) {
	add := func(format string, args ...any) { found.add(fmt.Sprintf(format, args...), d.page.String()) }
	d.checkHead(add)
	d.checkHeadings(add)
	d.checkElements(add)
	for id, n := range d.ids {
		if n > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
			add("the id %q stands %d times", id, n)
		}
	}
}

func (d *document) checkHead(add func(string, ...any)) {
	if d.title == "" {
		add("there is no title")
	}
	if d.metas["description"] == "" {
		add("there is no description")
	}
	if d.metas["viewport"] != "width=device-width, initial-scale=1" && d.metas["viewport"] != "width=device-width,initial-scale=1" {
		add("the viewport is %q, which may keep a reader from enlarging the page", d.metas["viewport"])
	}
	if policy := d.metas["content-security-policy"]; !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		add("the page's policy is %q, which lets more through than it must", policy)
	}
}

func (d *document) checkHeadings(add func(string, ...any)) {
	ones := 0
	for i, level := range d.headings {
		if level == 1 {
			ones++
		}
		if i == 0 && level != 1 {
			add("the first heading is of level %d", level)
		}
		if i > 0 && level > d.headings[i-1]+1 {
			add("a heading of level %d follows one of level %d", level, d.headings[i-1])
		}
	}
	if ones != 1 {
		add("there are %d headings of level 1", ones)
	}
}

func (d *document) checkElements(add func(string, ...any)) {
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				add("<%s> has %s=, which the site's policy forbids", n.Data, a.Key)
			}
		}
		switch n.Data {
		case "html":
			if lang, _ := attribute(n, "lang"); lang == "" {
				add("the page does not say its language")
			}
		case "style":
			add("there is a style element, which the site's policy forbids")
		case "script":
			d.checkScript(n, add)
		case "img":
			if _, ok := attribute(n, "alt"); !ok {
				src, _ := attribute(n, "src")
				add("the picture %s has no alt", src)
			}
		case "table":
			checkTable(n, add)
		}
	}
}

// checkScript lets through data that is none of the browser's to run.
func (d *document) checkScript(n *html.Node, add func(string, ...any)) {
	kind, _ := attribute(n, "type")
	_, outside := attribute(n, "src")
	switch {
	case kind == "application/ld+json" && !json.Valid([]byte(text(n))):
		add("the JSON-LD is not JSON")
	case kind != "application/ld+json" && !outside:
		add("there is a script in the page, which the site's policy forbids")
	}
}

func checkTable(table *html.Node, add func(string, ...any)) {
	caption := ""
	for n := range table.Descendants() {
		switch n.Data {
		case "caption":
			caption = text(n)
		case "th":
			if scope, _ := attribute(n, "scope"); scope != "col" && scope != "row" {
				add("a table's heading %q does not say what it heads", text(n))
			}
		}
	}
	if caption == "" {
		add("a table has no caption")
	}
}
