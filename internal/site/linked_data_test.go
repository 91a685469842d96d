package site

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What pages say to programs is whole JSON, whatever a title holds, and its
// addresses are absolute; nothing in a title can end the block.
func TestLinkedDataIsWhole(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar")
	const report = "content/reports/2020-prevent/report.md"
	s.content[report].Data = bytes.Replace(s.content[report].Data, []byte("title: "), []byte(`title: '</script><!--<script>&"\ ' #`), 1)
	if !bytes.Contains(s.content[report].Data, []byte("</script>")) {
		t.Fatal("the sample has no title to spoil")
	}
	planned := s.plan(t, Options{BaseURL: "https://example.org/sub/", Minify: true})
	types := map[string]int{}
	for _, o := range planned.Outputs() {
		if !o.Page {
			continue
		}
		page := draw(t, planned, o.URL)
		for _, block := range blocks(t, page) {
			var data map[string]any
			if err := json.Unmarshal([]byte(block), &data); err != nil {
				t.Errorf("%s: %v\n%s", o.URL, err, block)
			}
			walkData(t, o.URL, data, types)
		}
	}
	for _, want := range []string{"WebSite", "WebPage", "Report", "BreadcrumbList", "GovernmentOrganization"} {
		if types[want] == 0 {
			t.Errorf("no page says anything of a %s", want)
		}
	}
}

func blocks(t *testing.T, page []byte) (found []string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "script" && n.FirstChild != nil {
			found = append(found, n.FirstChild.Data)
		}
	}
	return found
}

func walkData(t *testing.T, at string, value any, types map[string]int) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			walkData(t, at, item, types)
		}
	case map[string]any:
		for key, item := range v {
			text, _ := item.(string)
			switch key {
			case "@type":
				types[text]++
			case "url", "item", "sameAs":
				if !strings.HasPrefix(text, "https://") {
					t.Errorf("%s: the %s is %q", at, key, text)
				}
			}
			walkData(t, at, item, types)
		}
	}
}

// Without an address of the site's own nothing is made up.
func TestHeadWithoutAnAddress(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar")
	s.base = ""
	page := string(draw(t, s.plan(t, Options{}), "/reports/2020-prevent/"))
	for _, no := range []string{"og:url", "canonical", "BreadcrumbList"} {
		if strings.Contains(page, no) {
			t.Errorf("the page has %s, and the site's address is not known", no)
		}
	}
	for _, want := range []string{`property="og:title" content="Counter-terrorism – Prevent: report and answer"`, `property="og:locale" content="en_GB"`, `"@type":"Report"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
}

// Breadcrumbs lead from a page to where a browser would follow them.
func TestBreadcrumbsAreAbsolute(t *testing.T) {
	for _, row := range []struct{ page, href, want string }{
		{"https://example.org/sub/a/b/", "../", "https://example.org/sub/a/"},
		{"https://example.org/sub/a/", "../index.html", "https://example.org/sub/"},
		{"https://example.org/a/b.html", "../", "https://example.org/"},
		{"https://example.org/a/", "../a%20b/", "https://example.org/a%20b/"},
	} {
		f := layoutData{Canonical: row.page, Crumbs: []link{{Href: row.href, Text: "Home"}}, PageName: "Here"}
		got := f.LinkedData().Graph[0].Items
		if len(got) != 2 || got[0].Item != row.want || got[1].Item != "" {
			t.Errorf("from %s by %s: %q, want %q", row.page, row.href, got[0].Item, row.want)
		}
	}
}
