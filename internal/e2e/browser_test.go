package e2e

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browsers are the names under which Chromium goes.
var browsers = []string{"chromium", "chromium-browser", "google-chrome"}

// tabs is how many pages are looked at at once, in one browser.
const tabs = 2

// patience is how long the browser may take over one thing, so that one that
// has stopped does not stop the tests.
const patience = 60 * time.Second

//go:embed testdata/look.js
var lookScript string

// A tab is one page of the browser. It hears all that goes on in it.
type tab struct {
	ctx   context.Context
	mu    sync.Mutex
	heard []string // on the console, and requests to anywhere but us
	home  string   // the only origin that may be asked for anything
	shown look     // how the page is shown now
}

// theBrowser starts the browser once, for all tests.
var theBrowser struct {
	once sync.Once
	free chan *tab
	err  error
	stop func()
}

func closeBrowser() {
	if theBrowser.stop != nil {
		theBrowser.stop()
	}
}

// needBrowser starts the browser, and fails the test where it cannot.
func needBrowser(t *testing.T) {
	t.Helper()
	notShort(t)
	path := os.Getenv("CHROMIUM")
	if path == "" {
		path = program(t, browsers...)
	}
	theBrowser.once.Do(func() { theBrowser.err = startBrowser(path) })
	if theBrowser.err != nil {
		t.Fatalf("start the browser: %v", theBrowser.err)
	}
}

func startBrowser(path string) error {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		// Whatever is not loopback goes to where nothing listens.
		chromedp.ProxyServer("http://127.0.0.1:9"),
		chromedp.Flag("disable-quic", true),
		// No page is gone back to, so none need be kept.
		chromedp.Flag("disable-features", "Translate,BackForwardCache"),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-GB"),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	first, cancel := chromedp.NewContext(ctx)
	theBrowser.stop = func() { cancel(); stop() }
	if err := chromedp.Do(first); err != nil {
		return err
	}
	theBrowser.free = make(chan *tab, tabs)
	for range tabs {
		tb, err := openTab(first)
		if err != nil {
			return err
		}
		theBrowser.free <- tb
	}
	return nil
}

// openTab opens a tab in a window of its own, so that it is always in front.
func openTab(browser context.Context) (*tab, error) {
	ctx, _ := chromedp.NewContext(browser)
	tb := &tab{ctx: ctx}
	if err := chromedp.Listen(ctx, tb.hear); err != nil {
		return nil, err
	}
	// What looks at a page is put into it by the debugger, which the page's
	// policy does not hold: so that stays in force, and is tested too.
	_, err := call(tb, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: lookScript})
	return tb, errors.Join(err,
		do(tb, audits.Enable, cdp.Empty{}),
		// What chromedp would tell of every node is of no use here, and costs time.
		do(tb, css.Disable, cdp.Empty{}), do(tb, dom.Disable, cdp.Empty{}),
		do(tb, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}),
		do(tb, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	)
}

// hear writes down what the page says, and what it asks for.
func (tb *tab) hear(event any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		tb.heard = append(tb.heard, fmt.Sprintf("console.%s was called", e.Type))
	case *runtime.EventExceptionThrown:
		tb.heard = append(tb.heard, "an exception was thrown: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		tb.heard = append(tb.heard, fmt.Sprintf("on the console, %s from %s: %s", e.Entry.Level, e.Entry.Source, e.Entry.Text))
	case *audits.EventIssueAdded:
		tb.heard = append(tb.heard, fmt.Sprintf("the browser has an issue with the page: %s", e.Issue.Code))
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, tb.home+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
			tb.heard = append(tb.heard, "a request goes to "+e.Request.URL)
		}
	}
}

// load opens an address and waits until the page is whole.
func (tb *tab) load(pl place, address string) error {
	tb.mu.Lock()
	tb.heard, tb.home = nil, pl.origin
	tb.mu.Unlock()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(address))
}

// told is what the tab has heard since the page was loaded.
func (tb *tab) told() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	return tb.heard
}

// A look is a way of looking at a page.
type look struct {
	name   string
	width  int64
	height int64
	zoom   float64 // of the device's pixels; 1 where it is 0
	font   int64   // the reader's own size of text; 16 where it is 0
	media  map[string]string
	print  bool
}

// The four ways in which a reader's system may ask for colours.
var colours = []struct {
	name  string
	media map[string]string
}{
	{"light", nil},
	{"dark", map[string]string{"prefers-color-scheme": "dark"}},
	{"forced colours", map[string]string{"forced-colors": "active", "prefers-color-scheme": "dark", "prefers-contrast": "custom"}},
	{"more contrast", map[string]string{"prefers-contrast": "more"}},
}

// as shows the page in a look, and waits until it is laid out so.
func (tb *tab) as(l look) error {
	l.font, l.height, l.zoom = cmp.Or(l.font, 16), cmp.Or(l.height, 800), cmp.Or(l.zoom, 1)
	var errs []error
	if was := tb.shown; was.width == 0 || !maps.Equal(was.media, l.media) || was.print != l.print {
		errs = append(errs, do(tb, emulation.SetEmulatedMedia, l.emulated()))
	}
	if tb.shown.font != l.font {
		sizes := &cdppage.FontSizes{Standard: l.font, Fixed: l.font * 13 / 16}
		errs = append(errs, do(tb, cdppage.SetFontSizes, cdppage.SetFontSizesParams{FontSizes: sizes}))
	}
	if was := tb.shown; was.width != l.width || was.height != l.height || was.zoom != l.zoom {
		errs = append(errs, do(tb, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: l.width, Height: l.height, DeviceScaleFactor: l.zoom,
		}))
	}
	tb.shown = l
	if err := errors.Join(errs...); err != nil {
		return err
	}
	_, err := ask[bool](tb, fmt.Sprintf("look.settled(%d)", l.width))
	return err
}

// emulated is what the reader's system asks for.
func (l look) emulated() emulation.SetEmulatedMediaParams {
	set := map[string]string{
		"prefers-color-scheme": "light", "forced-colors": "none", "prefers-contrast": "no-preference",
		"prefers-reduced-motion": "reduce", // no test waits for a movement to end
	}
	maps.Copy(set, l.media)
	params := emulation.SetEmulatedMediaParams{Media: "screen"}
	if l.print {
		params.Media = "print"
	}
	for name, value := range set {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	return params
}

// scripts lets the page's own scripts run, or not. It holds from the next
// page that is loaded.
func (tb *tab) scripts(on bool) error {
	return do(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// ask evaluates an expression in the page and waits for what it promises.
func ask[T any](tb *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

func call[P, R any](tb *tab, command cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	return chromedp.Call(ctx, command, params)
}

func do[P any](tb *tab, command cdp.Command[P, cdp.Empty], params P) error {
	_, err := call(tb, command, params)
	return err
}

// onPages does the same with many pages, in all tabs at once.
func onPages(t *testing.T, pages []page, see func(*tab, page) error) {
	t.Helper()
	needBrowser(t)
	next := make(chan page)
	problems := make(chan error, len(pages))
	var wait sync.WaitGroup
	for range tabs {
		wait.Go(func() {
			tb := <-theBrowser.free
			defer func() { theBrowser.free <- tb }()
			for p := range next {
				if err := see(tb, p); err != nil {
					problems <- fmt.Errorf("look at %s: %w", p, err)
				}
			}
		})
	}
	for _, p := range pages {
		next <- p
	}
	close(next)
	wait.Wait()
	close(problems)
	for err := range problems {
		t.Error(err)
	}
}
