package e2e

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/site"
)

// What a page may weigh, compressed, for a reader on a slow phone: as much as
// comes in the first answer of a server, ten packets.
const (
	budget        = 14 << 10 // of a page with its style sheet
	perFinding    = 1536     // more, for each finding past those of the real report
	realReport    = "/reports/2020-prevent/"
	realFindings  = 8 // what the real report has
	mostRequests  = 3
	styleSheetRaw = 14 << 10
)

func TestPagesKeepToTheirBudgets(t *testing.T) {
	for _, b := range theSites(t) {
		findings := map[string]int{}
		for _, r := range b.reg.Reports {
			findings["/reports/"+r.ID+"/"] = len(r.Findings)
		}
		checked, over := 0, 0
		for _, d := range documents(t, b, b.top) {
			n, isReport := findings[d.page.URL]
			if d.page.URL != "/" && !isReport {
				continue
			}
			checked++
			w, allowed := weigh(t, d), budget+perFinding*max(0, n-realFindings)
			if w.zipped+w.styleZipped > allowed {
				over++
				t.Errorf("%s: %d bytes compressed with its style sheet, where %d are allowed (%d findings)", d.page, w.zipped+w.styleZipped, allowed, n)
			}
			if most := b.mostRequests(); w.requests > most && (d.page.URL == "/" || d.page.URL == realReport) {
				t.Errorf("%s: %d requests, where %d are allowed", d.page, w.requests, most)
			}
			if w.style > styleSheetRaw {
				t.Errorf("%s: the style sheet has %d bytes, where %d are allowed", d.page, w.style, styleSheetRaw)
			}
			if d.page.URL == "/" || d.page.URL == realReport {
				t.Logf("%s: %d bytes compressed, %d of them the style sheet, in %d requests", d.page, w.zipped+w.styleZipped, w.styleZipped, w.requests)
			}
		}
		t.Logf("sizes: %s: the home page and %d reports, %d over their budgets", b.name, checked-1, over)
	}
}

// mostRequests is how many files a page may need: itself, the style sheet, the
// icon, and the office's own logo where it has one.
func (b *built) mostRequests() int {
	if b.reg.Office.Theme.Logo != "" {
		return mostRequests + 1
	}
	return mostRequests
}

// TestSizes prints what each kind of page weighs: make sizes.
func TestSizes(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-7s %-38s %5s  %8s %8s  %8s %8s\n", "site", "kind of page", "pages", "largest", "gzip -9", "median", "gzip -9")
	for _, b := range theSites(t) {
		kinds := map[string][]weight{}
		style := weight{}
		for _, d := range documents(t, b, b.top) {
			w := weigh(t, d)
			if d.page.gone {
				d.page.kind = "(moved)"
			}
			kinds[d.page.kind], style = append(kinds[d.page.kind], w), w
		}
		var names []string
		for name := range kinds {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			ws := kinds[name]
			slices.SortFunc(ws, func(a, b weight) int { return a.raw - b.raw })
			big, mid := ws[len(ws)-1], ws[len(ws)/2]
			fmt.Fprintf(&table, "%-7s %-38s %5d  %8d %8d  %8d %8d\n", b.name, name, len(ws), big.raw, big.zipped, mid.raw, mid.zipped)
		}
		fmt.Fprintf(&table, "%-7s %-38s %5d  %8d %8d\n", b.name, "the style sheet, shared by all", 1, style.style, style.styleZipped)
	}
	t.Log(table.String())
}

// A weight is what a page costs its reader, in bytes.
type weight struct {
	raw, zipped, style, styleZipped int
	requests                        int
}

func weigh(t *testing.T, d *document) weight {
	t.Helper()
	pl := d.page.site.top
	read := func(url string) []byte {
		data, err := os.ReadFile(filepath.Join(pl.dir, filepath.FromSlash(site.FileOf(url))))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	whole := read(d.page.URL)
	w := weight{raw: len(whole), zipped: zipped(t, whole), requests: 1}
	seen := map[string]bool{}
	for _, r := range d.refs {
		to, inside, _ := pl.resolve(d.page, r)
		if r.link || !inside || seen[to.Path] || to.Path == d.page.URL {
			continue
		}
		seen[to.Path] = true
		w.requests++
		if strings.HasSuffix(to.Path, ".css") {
			data := read(to.EscapedPath())
			w.style += len(data)
			w.styleZipped += zipped(t, data)
		}
	}
	return w
}

func zipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
