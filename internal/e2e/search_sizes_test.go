package e2e

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/performance"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/corpus"
	"fiftysix/layouts"
)

// What a search may cost a reader.
const (
	mostScript    = 6 << 10
	mostPiece     = 120 << 10
	mostFetched   = 60 << 10 // the script and the pieces, at the median of the queries
	mostFetched1  = 30 << 10 // at 100 reports, for the first result
	mostWork      = 100      // milliseconds, at the median, on a processor four times as slow
	throttledRate = 4
)

// naturalQueries are what is looked for in offices of invented words: names,
// names and numbers, common words, rare ones, what is half typed, what is
// misspelt, and phrases.
var naturalQueries = strings.Split(`custody|vetting|domestic abuse|stop and search|crime data integrity|child protection|county lines|modern slavery|
facial recognition|stalking|custody recommendation 3|vetting misconduct 2024|rape investigation|counterterrorism|hate crime recommendation 1|
force|victims|training|sergeants|supervise|inspector|recorded|complaints|
victims of crime|police officers|control room staff|trained supervisors|answers calls|children in custody|
tracksuits|ligature|taxi|easy read leaflet|hidden demand|
cust|vett|neighb|facial rec|superv|
custdy|recomendation 3 custody|stalkign|
"county lines"|"stop and search"|"control room"`, "|")

// TestSearchAtSizes measures searches in sites of 100 reports, or of the sizes
// that FIFTYSIX_SEARCH names: make search-sizes. The table is that of
// docs/search.md.
func TestSearchAtSizes(t *testing.T) {
	needBrowser(t)
	sizes := []int{100}
	if text := os.Getenv("FIFTYSIX_SEARCH"); text != "" {
		sizes = nil
		for _, s := range strings.Split(text, ",") {
			n := 0
			if _, err := fmt.Sscan(s, &n); err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, n)
		}
	}
	for _, n := range sizes {
		searchAtSize(t, n)
	}
}

func searchAtSize(t *testing.T, reports int) {
	h := newDrawing(t, reports)
	server := httptest.NewServer(h)
	defer server.Close()
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	pl := place{"", server.URL, "/"}
	if err := do(tb, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: throttledRate}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = do(tb, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 1})
	}()
	if _, err := call(tb, performance.Enable, performance.EnableParams{TimeDomain: "threadTicks"}); err != nil {
		t.Fatal(err)
	}
	var all []measured
	for _, q := range naturalQueries {
		q = strings.TrimSpace(q)
		m, err := h.measure(tb, pl, q)
		if err != nil {
			t.Fatalf("%q: %v", q, err)
		}
		all = append(all, m)
	}
	for _, heard := range tb.told() {
		t.Error(heard)
	}
	var table strings.Builder
	for _, m := range all {
		fmt.Fprintf(&table, "\n%-28q first %6d  ten %6d  files %2d  work %3.0f ms  %s", m.query, m.first, m.fetched, m.files, m.work, m.count)
	}
	t.Log(table.String())
	median := func(of func(measured) float64) float64 {
		values := make([]float64, len(all))
		for i, m := range all {
			values[i] = of(m)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	first := median(func(m measured) float64 { return float64(m.first) })
	ten := median(func(m measured) float64 { return float64(m.fetched) })
	work := median(func(m measured) float64 { return m.work })
	pieces, largest, total := h.pieces(t)
	t.Logf("search: %d reports, %d pages: script %d bytes compressed; median of %d queries: %.0f bytes to the first result, %.0f to the first ten, %.0f ms of work at a quarter of the speed; %d pieces, %.1f MB, compressed %.1f MB, the largest %d bytes compressed",
		reports, reports*9+1, h.script, len(all), first, ten, work, pieces, float64(h.raw)/1e6, float64(total)/1e6, largest)
	if h.script > mostScript {
		t.Errorf("the script has %d bytes compressed, where %d are allowed", h.script, mostScript)
	}
	if largest > mostPiece {
		t.Errorf("a piece has %d bytes compressed, where %d are allowed", largest, mostPiece)
	}
	allowed := float64(mostFetched)
	if reports <= 100 {
		allowed = mostFetched1
	}
	if first > allowed {
		t.Errorf("a first result takes %.0f bytes, where %.0f are allowed", first, allowed)
	}
	if work > mostWork {
		t.Errorf("the work takes %.0f ms, where %d are allowed", work, mostWork)
	}
}

// A measured is what one query, typed into a page that has nothing yet, costs.
type measured struct {
	query   string
	first   int // bytes compressed of the script and of the pieces until there is one result
	fetched int // the same for the first ten
	files   int
	work    float64 // milliseconds of script, style and layout, from the query to its results
	count   string
}

// A drawing answers with pages that are made as they are asked for, and weighs
// what it answers with.
type drawing struct {
	site   *site.Site
	mu     sync.Mutex
	zipped map[string]int
	raw    int
	script int
	t      *testing.T
}

func newDrawing(t *testing.T, reports int) *drawing {
	t.Helper()
	files := corpus.Natural(reports)
	moment, err := inspection.ParseMoment(now)
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(files, content.Options{Now: moment})
	if err := refuse(problems); err != nil {
		t.Fatal(err)
	}
	s, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true})
	if err := refuse(problems); err != nil {
		t.Fatal(err)
	}
	return &drawing{site: s, zipped: map[string]int{}, t: t}
}

func (h *drawing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, err := h.site.Render(r.URL.EscapedPath())
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h.mu.Lock()
	if _, known := h.zipped[r.URL.Path]; !known {
		h.zipped[r.URL.Path] = zipped(h.t, data)
	}
	if strings.HasPrefix(r.URL.Path, "/assets/search.") && path.Ext(r.URL.Path) == ".js" {
		h.script = h.zipped[r.URL.Path]
	}
	h.mu.Unlock()
	kind := mime.TypeByExtension(path.Ext(site.FileOf(r.URL.Path)))
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data)
}

// measure opens the page anew and looks for a query in it.
func (h *drawing) measure(tb *tab, pl place, query string) (measured, error) {
	m := measured{query: query}
	if err := tb.load(pl, pl.origin+"/search/"); err != nil {
		return m, err
	}
	before, err := metrics(tb)
	if err != nil {
		return m, err
	}
	q, _ := json.Marshal("?q=" + url.QueryEscape(query))
	found, err := ask[struct {
		Files []string `json:"files"`
		Count string   `json:"count"`
		First string   `json:"first"`
	}](tb, fmt.Sprintf(`(async () => {
		const at = id => document.getElementById('search--' + id), results = at('results'), fetched = [];
		new PerformanceObserver(list => fetched.push(...list.getEntries().map(e => new URL(e.name).pathname))).observe({type: 'resource', buffered: true});
		history.replaceState(null, '', %s);
		dispatchEvent(new PopStateEvent('popstate'));
		await new Promise(done => {
			if (results.ariaBusy !== 'true') return done();
			new MutationObserver((_, o) => { if (results.ariaBusy !== 'true') { o.disconnect(); done(); } }).observe(results, {attributes: true});
		});
		await new Promise(done => setTimeout(done, 0));
		return {files: [...new Set([...fetched, ...performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)])],
			count: at('count').textContent, first: results.querySelector('a')?.pathname ?? ''};
	})()`, q))
	if err != nil {
		return m, err
	}
	after, err := metrics(tb)
	if err != nil {
		return m, err
	}
	for _, part := range []string{"ScriptDuration", "V8CompileDuration", "RecalcStyleDuration", "LayoutDuration"} {
		m.work += after[part] - before[part]
	}
	m.count = found.Count
	h.mu.Lock()
	defer h.mu.Unlock()
	texts := []int{}
	for _, f := range found.Files {
		switch {
		case strings.HasPrefix(f, "/search/index/d/"):
			texts = append(texts, h.zipped[f])
			fallthrough
		case strings.HasPrefix(f, "/search/index/"), strings.HasPrefix(f, "/assets/search.") && strings.HasSuffix(f, ".js"):
			m.fetched += h.zipped[f]
			m.files++
		}
	}
	m.first = m.fetched
	if len(texts) > 0 { // the largest, as if it were the first's
		slices.Sort(texts)
		for _, n := range texts[:len(texts)-1] {
			m.first -= n
		}
	}
	return m, nil
}

// metrics are the processor's time that the page has had, in milliseconds:
// what else the machine does is not in it.
func metrics(tb *tab) (map[string]float64, error) {
	got, err := call(tb, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	all := map[string]float64{}
	for _, m := range got.Metrics {
		all[m.Name] = m.Value * 1000
	}
	return all, nil
}

// pieces weighs every piece of the index.
func (h *drawing) pieces(t *testing.T) (n, largest, total int) {
	t.Helper()
	for _, o := range h.site.Outputs() {
		if !strings.HasPrefix(o.URL, "/search/index/") {
			continue
		}
		data, err := h.site.Render(o.URL)
		if err != nil {
			t.Fatal(err)
		}
		size := zipped(t, data)
		n, largest, total, h.raw = n+1, max(largest, size), total+size, h.raw+len(data)
	}
	return n, largest, total
}
