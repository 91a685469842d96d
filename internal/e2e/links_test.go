package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fiftysix/internal/site"
)

// A document is a page as HTML, and what the checks ask of it.
type document struct {
	page     page
	root     *html.Node
	ids      map[string]int
	refs     []ref // to anything, in the order of the page
	title    string
	metas    map[string]string
	headings []int
}

// A ref is something a page leads to or needs.
type ref struct {
	from  string // the element: a, img, link, …
	value string
	link  bool // that a reader follows
}

// Every address that a page names, within the site, is there: at the root of
// a host, in a folder of one, and on the disk.
func TestEveryLinkAnchorAndAssetResolves(t *testing.T) {
	found, links, anchors := faults{}, 0, 0
	for _, b := range theSites(t) {
		for _, pl := range []place{b.top, b.sub} {
			docs := documents(t, b, pl)
			byURL := map[string]*document{}
			for _, d := range docs {
				byURL[d.page.URL] = d
			}
			for _, d := range docs {
				for _, r := range d.refs {
					to, inside, fault := pl.resolve(d.page, r)
					if fault != "" {
						found.add(fault, d.page.String()+" at "+pl.at)
					}
					if !inside {
						continue
					}
					links++
					if _, err := os.Stat(filepath.Join(pl.dir, filepath.FromSlash(site.FileOf(to.EscapedPath())))); err != nil {
						found.add(fmt.Sprintf("<%s> leads to %s, which is not on the disk", r.from, r.value), d.page.String()+" at "+pl.at)
						continue
					}
					if to.Fragment == "" {
						continue
					}
					anchors++
					if target := byURL[to.EscapedPath()]; target == nil || target.ids[to.Fragment] == 0 {
						found.add(fmt.Sprintf("<%s> leads to %s, where there is no such id", r.from, r.value), d.page.String()+" at "+pl.at)
					}
				}
			}
			styled(t, b, pl, found)
			served(t, pl, docs, found)
		}
	}
	found.tell(t)
	t.Logf("links: %d links and assets, %d anchors, at / and %s and on the disk, %d faults", links, anchors, subfolder, len(found))
}

// resolve is where a ref leads within the site: a URL of the site's own.
func (pl place) resolve(p page, r ref) (to *url.URL, inside bool, fault string) {
	base, err := url.Parse(pl.address(p))
	if err != nil {
		return nil, false, err.Error()
	}
	given, err := url.Parse(r.value)
	if err != nil {
		return nil, false, fmt.Sprintf("<%s> leads to %q, which is no address", r.from, r.value)
	}
	to = base.ResolveReference(given)
	own, _ := url.Parse(pl.origin)
	if to.Host != own.Host || to.Scheme != own.Scheme {
		if !r.link && to.Scheme != "data" {
			return nil, false, fmt.Sprintf("<%s> needs %s, from somebody else", r.from, r.value)
		}
		return nil, false, ""
	}
	if given.IsAbs() && r.from != "link" { // which may say the page's own full address
		fault = fmt.Sprintf("<%s> leads to %s by its full address, so the site cannot be moved", r.from, r.value)
	}
	if strings.HasPrefix(r.value, "/") && p.URL != "/404.html" && !strings.HasSuffix(p.URL, "/404.html") {
		fault = fmt.Sprintf("<%s> leads to %s, from the root of the host, so the site cannot be moved", r.from, r.value)
	}
	rest, ok := strings.CutPrefix(to.EscapedPath(), pl.at)
	if !ok {
		return nil, false, fmt.Sprintf("<%s> leads to %s, out of the site", r.from, r.value)
	}
	to.Path, to.RawPath = "", ""
	inner, err := url.Parse("/" + rest)
	if err != nil {
		return nil, false, err.Error()
	}
	inner.Fragment = to.Fragment
	return inner, true, fault
}

// styled looks for files that style sheets need.
func styled(t *testing.T, b *built, pl place, found faults) {
	t.Helper()
	sheets, err := filepath.Glob(filepath.Join(pl.dir, "assets", "*.css"))
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range sheets {
		css, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(css), "url(")[1:] {
			address, _, _ := strings.Cut(part, ")")
			address = strings.Trim(address, `"'`)
			file := filepath.Join(filepath.Dir(sheet), filepath.FromSlash(address))
			if _, err := os.Stat(file); err != nil && !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "#") {
				found.add("the style sheet needs "+address+", which is not there", b.name+":/assets/"+filepath.Base(sheet))
			}
		}
	}
}

// served asks the server for each address once, as a browser would.
func served(t *testing.T, pl place, docs []*document, found faults) {
	t.Helper()
	client := &http.Client{}
	asked := map[string]bool{}
	for _, d := range docs {
		for _, r := range d.refs {
			to, inside, _ := pl.resolve(d.page, r)
			if !inside || asked[to.EscapedPath()] {
				continue
			}
			asked[to.EscapedPath()] = true
			answer, err := client.Get(pl.origin + pl.at + strings.TrimPrefix(to.EscapedPath(), "/"))
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
			lost := strings.HasSuffix(to.Path, "404.html")
			if answer.StatusCode != http.StatusOK && !lost {
				found.add(fmt.Sprintf("%s is answered with %s", to.EscapedPath(), answer.Status), d.page.String()+" at "+pl.at)
			}
		}
	}
}

// The page for lost readers is shown at any depth, so its links must hold
// there.
func TestThePageForLostReadersHoldsAtAnyDepth(t *testing.T) {
	for _, b := range theSites(t) {
		for _, pl := range []place{b.top, b.sub} {
			answer, err := http.Get(pl.origin + pl.at + "no/such/page/at/all/")
			if err != nil {
				t.Fatal(err)
			}
			root, err := html.Parse(answer.Body)
			_ = answer.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			if answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s%s: a page that is not there is answered with %s", b.name, pl.at, answer.Status)
			}
			lost := page{site: b, Output: site.Output{URL: "/no/such/page/at/all/404.html"}}
			for _, r := range read(lost, root).refs {
				to, inside, fault := pl.resolve(lost, r)
				if inside && to.Path == lost.URL {
					continue // an anchor of its own
				}
				if inside && to.EscapedPath() == "/no/such/page/at/all/" {
					continue
				}
				if inside {
					_, err = os.Stat(filepath.Join(pl.dir, filepath.FromSlash(site.FileOf(to.EscapedPath()))))
				}
				if fault != "" || inside && err != nil {
					t.Errorf("%s%s: deep down, the page for lost readers leads to %s, which is not there %s", b.name, pl.at, r.value, fault)
				}
			}
		}
	}
}

// From the home page every page can be reached by following links, but for
// the page of the lost and the old addresses of pages that have moved; what
// most readers come for, in two clicks.
func TestNoPageIsAnOrphan(t *testing.T) {
	for _, b := range theSites(t) {
		docs := documents(t, b, b.top)
		steps := clicks(b, docs)
		deepest, count := "/", 0
		for _, p := range b.pages {
			n, reached := steps[p.URL]
			switch {
			case p.gone || path.Base(p.URL) == "404.html":
			case !reached:
				t.Errorf("no link leads to %s", p)
			case n > allowed(p) && near(p):
				t.Errorf("%s is %d clicks from the home page, where %d are allowed", p, n, allowed(p))
			case n > steps[deepest]:
				deepest = p.URL
			}
			if reached {
				count++
			}
		}
		t.Logf("orphans: %s: %d pages reached from the home page, the furthest, %s, in %d clicks", b.name, count, deepest, steps[deepest])
	}
}

// allowed is how many clicks it may be to what most readers come for: two, and
// one more to another language.
func allowed(p page) int {
	if strings.HasPrefix(p.URL, "/cy/") {
		return 3
	}
	return 2
}

// near says whether a page answers what most readers come for: what was said
// to a report, what is not done yet, and how often answers are in time.
func near(p page) bool {
	return p.kind == "/reports/<report>/" || p.kind == "/recommendations/" || p.kind == "/performance/" ||
		p.kind == "/recommendations/by-status/<one>/"
}

// clicks is how many links lie between the home page and each other.
func clicks(b *built, docs []*document) map[string]int {
	leads := map[string][]string{}
	for _, d := range docs {
		for _, r := range d.refs {
			if to, inside, _ := b.top.resolve(d.page, r); inside && r.from == "a" {
				leads[d.page.URL] = append(leads[d.page.URL], to.EscapedPath())
			}
		}
	}
	steps := map[string]int{"/": 0}
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		for _, to := range leads[queue[0]] {
			if _, known := steps[to]; !known {
				steps[to] = steps[queue[0]] + 1
				queue = append(queue, to)
			}
		}
	}
	return steps
}

// The sitemap names every page that is to be found, and nothing else; of a
// long list the first page is enough.
func TestTheSitemapNamesEveryPage(t *testing.T) {
	for _, b := range theSites(t) {
		text, err := os.ReadFile(filepath.Join(b.sub.dir, "sitemap.xml"))
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, part := range strings.Split(string(text), "<loc>")[1:] {
			address, _, _ := strings.Cut(part, "</loc>")
			inside, ok := strings.CutPrefix(strings.TrimSpace(address), b.sub.origin+b.sub.at)
			if !ok {
				t.Errorf("%s: the sitemap names %s, which is not on the site", b.name, address)
			}
			named = append(named, "/"+inside)
		}
		for _, p := range b.pages {
			lost := path.Base(p.URL) == "404.html"
			if continues(p.Output) {
				continue // its list is named
			}
			if has := slices.Contains(named, p.URL); has == (p.gone || lost) {
				t.Errorf("%s: in the sitemap: %v", p, has)
			}
		}
	}
}

// documents parses every page of a site at one of its places.
func documents(t *testing.T, b *built, pl place) []*document {
	t.Helper()
	var docs []*document
	for _, p := range b.pages {
		f, err := os.Open(filepath.Join(pl.dir, filepath.FromSlash(p.File())))
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, read(p, root))
	}
	return docs
}

// read takes from a page what the checks ask about.
func read(p page, root *html.Node) *document {
	d := &document{page: p, root: root, ids: map[string]int{}, metas: map[string]string{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id, ok := attribute(n, "id"); ok {
			d.ids[id]++
		}
		d.readRefs(n)
		switch n.Data {
		case "title":
			if n.Parent.Data == "head" {
				d.title = text(n)
			}
		case "meta":
			name, named := attribute(n, "name")
			if !named {
				name, _ = attribute(n, "http-equiv")
			}
			d.metas[strings.ToLower(name)], _ = attribute(n, "content")
		case "h1", "h2", "h3", "h4", "h5", "h6":
			d.headings = append(d.headings, int(n.Data[1]-'0'))
		}
	}
	return d
}

func (d *document) readRefs(n *html.Node) {
	for _, key := range []string{"href", "src", "poster", "data", "action", "cite"} {
		if value, ok := attribute(n, key); ok {
			rel, _ := attribute(n, "rel")
			d.refs = append(d.refs, ref{n.Data, strings.TrimSpace(value), n.Data == "a" || n.Data == "area" || key == "cite" || key == "action" ||
				slices.Contains([]string{"canonical", "license", "alternate", "author"}, rel) && n.Data == "link"})
		}
	}
	if set, ok := attribute(n, "srcset"); ok {
		for _, candidate := range strings.Split(set, ",") {
			if words := strings.Fields(candidate); len(words) > 0 {
				d.refs = append(d.refs, ref{n.Data, words[0], false})
			}
		}
	}
	if equiv, _ := attribute(n, "http-equiv"); strings.EqualFold(equiv, "refresh") {
		content, _ := attribute(n, "content")
		if _, to, ok := strings.Cut(content, "url="); ok {
			d.refs = append(d.refs, ref{"meta refresh", to, false})
		}
	}
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func text(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(s.String()), " ")
}
