package preview

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// These tests save real files and look at the page in a real browser, which is
// CHROMIUM, or the first there is of chromium, chromium-browser and
// google-chrome. Where there is none they fail: what nobody looks at breaks.

// A window is a browser's window with the preview in it.
type window struct {
	*served
	t   *testing.T
	ctx context.Context
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if at, err := exec.LookPath(name); name != "" && err == nil {
			return at
		}
	}
	t.Fatal("there is no Chromium; install it, name it in CHROMIUM, or leave these tests out with -short")
	return ""
}

func openWindow(t *testing.T) *window {
	if testing.Short() {
		t.Skip("needs a browser")
	}
	dir := corpus(t, 3, 3)
	s := serve(t, Options{Source: dir})
	s.get(t, "/")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1000, 700),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.UserDataDir(t.TempDir()),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(ctx)
	ctx, late := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); late(); end(); stop() })
	w := &window{s, t, ctx}
	var faults []string
	var mu sync.Mutex
	err := chromedp.Listen(ctx, func(e any) {
		mu.Lock()
		defer mu.Unlock()
		if thrown, ok := e.(*runtime.EventExceptionThrown); ok {
			faults = append(faults, thrown.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, fault := range faults {
			t.Error("the script fails: ", fault)
		}
	})
	return w
}

func (w *window) run(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, actions...); err != nil {
		w.t.Fatal(err)
	}
}

// do runs a statement in the page.
func (w *window) do(statement string) {
	w.t.Helper()
	if _, err := chromedp.Run(w.ctx, chromedp.Evaluate[bool]("(() => {"+statement+"; return true})()")); err != nil {
		w.t.Fatal(err)
	}
}

// visit goes to a page, and waits until it listens.
func (w *window) visit(page string) {
	w.t.Helper()
	w.run(chromedp.Navigate(w.at + page))
	w.until(heard)
}

const (
	shadow = `document.getElementById("fiftysix-preview").shadowRoot`
	heard  = `document.getElementById("fiftysix-preview")?.dataset.heard !== undefined`
	bodyIs = `document.querySelector("main").innerText`
	panel  = shadow + `.getElementById("inside").textContent`
)

// is evaluates a condition in the page.
func (w *window) is(condition string) bool {
	w.t.Helper()
	yes, err := chromedp.Run(w.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
	return err == nil && yes // a page that is being exchanged has no answer
}

func (w *window) until(condition string) {
	w.t.Helper()
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(20 * time.Millisecond) {
		if w.is(condition) {
			return
		}
	}
	text, _ := chromedp.Run(w.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.documentElement.outerHTML.slice(0, 3000) + "\n" + `+panel))
	w.t.Fatalf("never: %s\n%s", condition, text)
}

func (w *window) text(expression string) string {
	w.t.Helper()
	text, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}

func (w *window) put(name, text string) {
	w.t.Helper()
	put(w.t, w.dir, name, text)
}

func has(expression, words string) string { return fmt.Sprintf("%s.includes(%q)", expression, words) }

func reportFile(i int) string { return "content/reports/" + reportID(i) + "/report.md" }

func TestBrowserSeesASave(t *testing.T) {
	w := openWindow(t)
	w.visit("/reports/" + reportID(1) + "/")
	w.do(`window.stayed = true`)
	w.put(reportFile(1), reportText(1, "The force was inspected again."))
	w.until(has(bodyIs, "The force was inspected again."))
	w.until(`document.querySelector(".fiftysix-changed")?.textContent.includes("inspected again")`)
	if n := w.text(`String(document.querySelectorAll(".fiftysix-changed").length)`); n != "1" {
		t.Errorf("%s places are marked; want the one that changed", n)
	}
	w.until(`!document.querySelector(".fiftysix-changed")`)

	// A page that the save does not change stays as it is.
	w.visit(aboutPage)
	w.do(`window.stayed = true`)
	w.put("content/reports/"+reportID(1)+"/recommendation-2.md", findingText(2, "Do better still."))
	w.until(`!` + shadow + `.getElementById("offer").hidden`)
	if !w.is(`window.stayed`) {
		t.Error("a page was loaded again whose bytes had not changed")
	}
	w.do(shadow + `.querySelector("#offer a").click()`)
	w.until(has(bodyIs, "Do better still."))
}

func TestBrowserKeepsScrollAndFocus(t *testing.T) {
	w := openWindow(t)
	page := "/reports/" + reportID(1) + "/"
	w.visit(page)
	w.do(`scrollTo({top: 600, behavior: "instant"}); document.querySelector("main ul a, main ol a").focus({preventScroll: true})`)
	at, focus := w.text(`String(Math.round(scrollY))`), w.text(`document.activeElement.outerHTML`)
	if at == "0" || !strings.HasPrefix(focus, "<a") {
		t.Fatalf("the page cannot be scrolled (%s), or nothing has the focus: %s", at, focus)
	}
	w.put(reportFile(1), strings.Replace(reportText(1, "The force was inspected."), "I shall hold", "I will hold", 1))
	w.until(has(bodyIs, "I will hold") + " && " + heard)
	w.until(`Math.round(scrollY) === ` + at)
	if got := w.text(`document.activeElement.outerHTML`); got != focus {
		t.Errorf("the focus is on %s; want %s", got, focus)
	}
}

func TestBrowserShowsAMistakeAndItsEnd(t *testing.T) {
	w := openWindow(t)
	w.visit(aboutPage)
	w.put("content/about.md", "---\ntitle: About: this site\n---\nOther words.\n")
	w.until(has(panel, "1 mistake to put right"))
	w.until(has(shadow+`.getElementById("said").textContent`, "1 mistake to put right"))
	if !w.is(has(bodyIs, "What this site is for.")) {
		t.Error("the last good page does not stay")
	}
	if !w.is(`!` + shadow + `.querySelector("button[data-copy]").hidden`) {
		t.Error("there is no button that copies the line put right")
	}
	if fix := w.text(shadow + `.querySelector("button[data-copy]").dataset.copy`); fix != `title: "About: this site"` {
		t.Errorf("the line put right is %q", fix)
	}
	w.do(shadow + `.querySelector("button[data-copy]").click()`)
	w.until(has(shadow+`.querySelector("button[data-copy]").textContent`, "Copied"))
	w.put("content/about.md", "---\ntitle: \"About: this site\"\n---\nOther words.\n")
	w.until(has(bodyIs, "Other words.") + " && !" + has(panel, "to put right"))
}

func TestBrowserSeesNewAndDeletedReports(t *testing.T) {
	w := openWindow(t)
	w.visit("/reports/2026-new/")
	w.put("content/reports/2026-new/report.md", reportText(2, "New here."))
	w.until(has(bodyIs, "New here."))
	if err := os.RemoveAll(filepath.Join(w.dir, "content/reports/2026-new")); err != nil {
		t.Fatal(err)
	}
	w.until("!" + has(bodyIs, "New here.") + " && " + has(panel, "No page at this address"))
}

func TestBrowserExchangesAStylesheet(t *testing.T) {
	w := openWindow(t)
	w.visit(aboutPage)
	w.do(`window.stayed = true`)
	w.put("layouts/css/site.css", string(w.theme(t, "css/site.css"))+"\nmain { border-top: 7px solid #123456 !important }\n")
	w.until(`getComputedStyle(document.querySelector("main")).borderTopWidth === "7px"`)
	w.until(`!document.querySelector("link[data-old]")`)
	w.put("layouts/css/site.css", string(w.theme(t, "css/site.css"))+"\nmain { border-top: 9px solid #123456 !important }\n")
	w.until(`getComputedStyle(document.querySelector("main")).borderTopWidth === "9px"`)
	if !w.is(`window.stayed`) {
		t.Error("the page was loaded again for a stylesheet")
	}
}

func TestBrowserSeesLayoutsAndWords(t *testing.T) {
	w := openWindow(t)
	w.visit(aboutPage)
	base := string(w.theme(t, "base.html"))
	w.put("layouts/base.html", strings.Replace(base, "</main>", "<p>From a layout.</p></main>", 1))
	w.until(has(bodyIs, "From a layout."))
	w.put("layouts/base.html", strings.Replace(base, "</main>", "<p>{{.Wrong}}</p></main>", 1))
	w.until(has(panel, "layouts/base.html, line"))
	if !w.is(has(bodyIs, "From a layout.")) {
		t.Error("the last good page does not stay")
	}
	w.put("layouts/base.html", base)
	w.until("!" + has(bodyIs, "From a layout.") + " && !" + has(panel, "to put right"))
	w.put("layouts/words/en.yaml", strings.Replace(string(w.theme(t, "words/en.yaml")), "skip: ", "skip: Otherwise ", 1))
	w.until(has(`document.querySelector(".skip").textContent`, "Otherwise"))
}

// The server may end and come back, and the computer sleep: the page is right
// again without a click.
func TestBrowserConnectsAgain(t *testing.T) {
	w := openWindow(t)
	w.visit(aboutPage)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.put("content/about.md", aboutText("Written while nobody watched."))
	u, err := url.Parse(w.at)
	if err != nil {
		t.Fatal(err)
	}
	serveAt(t, Options{Source: w.dir}, u.Host)
	w.until(has(bodyIs, "Written while nobody watched."))
}

// The bar works by keyboard and at 320 pixels, and axe finds nothing in it.
func TestBrowserBarIsForEveryone(t *testing.T) {
	w := openWindow(t)
	w.put("content/about.md", "---\ntitle: About: this site\n---\nOther words.\n")
	w.put(reportFile(2), strings.Replace(reportText(2, "Held."), "---\n", "---\ndraft: true\n", 1))
	w.shows(t, "/", "to put right", true)
	axe, err := os.ReadFile("../e2e/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal("this test needs axe-core, which npm ci in internal/e2e brings: ", err)
	}
	for _, page := range []string{aboutPage, "/reports/" + reportID(2) + "/", ours, "/__preview/as/2026-12-05/about/"} {
		for _, width := range []int64{1000, 320} {
			w.run(chromedp.EmulateViewport(width, 700), chromedp.Navigate(w.at+page))
			if page != ours {
				w.until(heard)
			}
			w.do(string(axe))
			if found := w.text(axeRun); found != "" {
				t.Errorf("%s at %d: %s", page, width, found)
			}
			if over := w.text(`String(document.documentElement.scrollWidth - innerWidth)`); width == 320 && strings.HasPrefix(over, "-") == false && over != "0" {
				t.Errorf("%s is %s pixels too wide at 320", page, over)
			}
		}
	}
	// By keyboard: the first stop is still the page's way past everything, and
	// the next one folds the bar away.
	w.visit(aboutPage)
	w.run(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"))
	if got := w.text(shadow + `.activeElement?.localName || "nothing"`); got != "summary" {
		t.Errorf("the second stop is %s; want the bar's summary", got)
	}
	w.run(chromedp.KeyEvent("\r"))
	w.until(`sessionStorage.getItem("fiftysix-preview-fold") === "shut"`)
	w.visit(aboutPage)
	w.until(`!` + shadow + `.getElementById("fold").open`) // and it stays away
}

// The page's skip link is left out: axe asks where it stands in relation to the
// first link of all, which is in the bar's shadow tree, and the browser's answer
// for two trees is neither before nor after.
const axeRun = `axe.run({exclude: [["body > .skip"]]}, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(
  (r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.flat().join(" ") + " " + n.html).join(" | ")).join("\n"))`

// The preview's own page keeps up with what is saved: what is wrong and what
// is held, at once; what would change, when it is asked to.
func TestOwnPageKeepsUp(t *testing.T) {
	w := openWindow(t)
	w.run(chromedp.Navigate(w.at + "/__preview/"))
	now := `document.getElementById("now").innerText`
	w.until(`document.getElementById("now").dataset.text`)
	w.put("content/reports/"+reportID(1)+"/report.md", "---\ntitel: wrong\n---\n")
	w.until(now + `.includes("titel")`)
	w.until(`document.getElementById("said").textContent.startsWith("Mistakes: ")`)
	w.until(`!document.getElementById("saved").hidden`)
	w.put("content/about-us.md", "---\ntitle: About us\ndraft: true\n---\n\nWords.\n")
	w.until(now + `.includes("about-us.md")`)
	w.do(`document.querySelector("#saved button").click()`)
	w.until(`location.hash === "#changes" && document.getElementById("saved").hidden`)
}
