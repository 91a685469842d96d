package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/input"

	"fiftysix/internal/search"
)

// The search page by the keyboard alone: what is typed is found at once, focus
// stays where it is, the count is told, the address can be shared, and going
// back goes back.
func TestSearchByKeyboard(t *testing.T) {
	needBrowser(t)
	b := theSites(t)[0]
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	steps := stepper{t, tb}
	if err := tb.load(b.top, b.top.origin+"/search/"); err != nil {
		t.Fatal(err)
	}
	if err := tb.as(desktop); err != nil {
		t.Fatal(err)
	}
	steps.until("Tab", "document.activeElement.id === 'search--q'")
	steps.typed("custody")
	steps.waits("results are shown", "document.querySelectorAll('#search--results h3 a').length === 10")
	steps.says("focus stays in the box", "document.activeElement.id === 'search--q'")
	steps.says("the count is told", `/^(More than )?\d+ results/.test(document.querySelector('#search--count[role=status]').textContent)`)
	steps.waits("the address has the query", "location.search === '?q=custody'")
	steps.press("Enter")
	steps.says("focus stays in the box after Enter", "document.activeElement.id === 'search--q'")

	steps.until("Tab", "document.activeElement.localName === 'summary'")
	steps.press("Enter")
	steps.says("the choices open", "document.getElementById('search--choices').open")
	steps.until("Tab", "document.activeElement.name === 'kind'")
	steps.press("ArrowDown")
	steps.waits("the results are narrowed", "location.search === '?q=custody&kind=report' && document.getElementById('search--results').ariaBusy === 'false'")
	steps.says("only reports are left", "[...document.querySelectorAll('#search--results .note')].every(p => p.textContent.startsWith('Report '))")
	steps.says("focus stays on the choice", "document.activeElement.name === 'kind'")
	steps.waits("a choice says how many it leaves", `/\(\d+\)$/.test(document.activeElement.options[1].textContent)`)
	if _, err := ask[bool](tb, "(history.back(), true)"); err != nil {
		t.Fatal(err)
	}
	steps.waits("going back takes the choice away", "location.search === '?q=custody' && document.getElementById('search--kind').value === ''")
	steps.waits("and shows all again", "document.querySelectorAll('#search--results h3 a').length === 10")

	steps.until("Tab", "document.activeElement.id === 'search--more'")
	steps.press("Enter")
	steps.waits("more are shown, and focus goes to the first of them", "document.activeElement === document.querySelectorAll('#search--results h3 a')[10]")

	if _, err := ask[bool](tb, "(document.getElementById('search--q').focus(), true)"); err != nil {
		t.Fatal(err)
	}
	steps.press("Escape")
	steps.waits("Escape empties the box and the results", "document.getElementById('search--found').hidden && location.search === ''")
	for _, h := range tb.told() {
		t.Error(h)
	}
}

// A list is narrowed as one types and sorted by its columns, and says so.
func TestListsByKeyboard(t *testing.T) {
	needBrowser(t)
	b := theSites(t)[0]
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	steps := stepper{t, tb}
	if err := tb.load(b.top, b.top.origin+"/reports/"); err != nil {
		t.Fatal(err)
	}
	if err := tb.as(desktop); err != nil {
		t.Fatal(err)
	}
	const shown = "[...document.querySelectorAll('tbody tr')].filter(r => r.checkVisibility())"
	steps.until("Tab", "document.activeElement.closest('.tool')")
	steps.typed("fire TY")
	steps.says("no row has both", shown+".length === 0")
	steps.says("and that is told", `document.querySelector('.tool [role=status]').textContent.startsWith('0 of ')`)
	steps.press("Escape")
	steps.typed("tŷ dwr")
	steps.says("one row is left, whatever its accents", shown+".length === 1")
	steps.press("Escape")
	steps.says("and all are back", shown+".length === document.querySelectorAll('tbody tr').length")
	steps.until("Tab", "document.activeElement.matches('thead button')")
	steps.until("Tab", "document.activeElement.parentElement.cellIndex === 1")
	steps.press("Enter")
	steps.says("the column says how it is sorted", "document.activeElement.parentElement.ariaSort === 'ascending'")
	steps.says("the oldest comes first", "document.querySelector('tbody time').dateTime === [...document.querySelectorAll('tbody td:nth-child(2) time')].map(t => t.dateTime).sort()[0]")
	steps.says("and that is told", "document.querySelector('.tool [role=status]').textContent.includes('sorted')")
	steps.press("Enter")
	steps.says("and then the other way round", "document.activeElement.parentElement.ariaSort === 'descending'")
	for _, h := range tb.told() {
		t.Error(h)
	}
}

// Axe finds nothing on a page of results, in any colours, at any width.
func TestAxeFindsNothingInResults(t *testing.T) {
	needAxe(t)
	needBrowser(t)
	b := theSites(t)[0]
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	for _, q := range []string{"?q=custody&kind=report", "?q=custdy+xyzzy", "?q=xyzzy"} {
		if err := tb.load(b.top, b.top.origin+"/search/"+q); err != nil {
			t.Fatal(err)
		}
		(stepper{t, tb}).waits("it has answered", "document.getElementById('search--results').ariaBusy === 'false'")
		for _, window := range []look{desktop, phone} {
			for _, c := range colours {
				window.media = c.media
				if err := tb.as(window); err != nil {
					t.Fatal(err)
				}
				result, err := axe(tb)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range result.Violations {
					t.Errorf("%s: %s, %s: %s", q, window.name, c.name, r)
				}
				wide, err := ask[bool](tb, "document.documentElement.scrollWidth > innerWidth")
				if err != nil || wide {
					t.Errorf("%s: %s, %s: the page is wider than the window (%v)", q, window.name, c.name, err)
				}
			}
		}
	}
}

// The same from a folder on a disk, with no server, under the same policy.
func TestSearchFromAFolder(t *testing.T) {
	needBrowser(t)
	b := theSites(t)[0]
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	dir, err := filepath.Abs(b.top.dir)
	if err != nil {
		t.Fatal(err)
	}
	disk := place{dir, "file://", "/"}
	if err := tb.load(disk, "file://"+filepath.ToSlash(dir)+"/search/index.html?q=custody+staff"); err != nil {
		t.Fatal(err)
	}
	steps := stepper{t, tb}
	steps.waits("results are shown", "document.querySelectorAll('#search--results h3 a').length > 1")
	steps.says("they lead to files", "document.querySelector('#search--results h3 a').pathname.endsWith('/reports/2018-custody/index.html')")
	for _, h := range tb.told() {
		t.Error(h)
	}
}

// The script takes words out of a text as the index does: else what is there
// would not be found.
func TestTheScriptKnowsTheSameWords(t *testing.T) {
	needBrowser(t)
	script, err := os.ReadFile("../../layouts/js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(script), "// What a word is:")
	lines, _, end := strings.Cut(rest, "// The dictionary.")
	if !ok || !end {
		t.Fatal("the script no longer says where its words are")
	}
	texts := []string{
		"The force’s answer, victims' and victim's", "Tŷ Dŵr, Pont y GŴYR, Llŷn, âêîôûŵŷ ÂÊÎÔÛŴŶ áéíóúẁỳ äëïöüẅÿ",
		"e\u0301\u0302 \u0301 x\u0301", "Straße ẞ œuvre Ærø Łódź đð ﬁre oﬃce ﬀﬂﬄ", "ΟΔΟΣ οδός ΣΑΣ", "İstanbul ıi I", "80% of £20m, 4(a), 2021/22, ½ ² Ⅳ",
		"counter-terrorism, non\u2011breaking, soft\u00adhyphen, zero\u200bwidth", "Москва Ёлка 東京 한국어 हिन्दी العربية", "'s ’s s's", "", "ǅ Ǆ ŉ ſ K Å",
	}
	letters := []rune("aZéŵŶßΣς'’ -\u0301\u0302ﬁ東ё9½s.\u200d")
	random := rand.New(rand.NewPCG(56, 1))
	for range 2000 {
		text := make([]rune, random.IntN(12))
		for i := range text {
			if text[i] = letters[random.IntN(len(letters))]; random.IntN(4) == 0 {
				text[i] = rune(random.IntN(0x2fff)) // of any script that was there long ago
			}
			if !unicode.IsGraphic(text[i]) {
				text[i] = ' '
			}
		}
		texts = append(texts, string(text))
	}
	for _, r := range theSites(t)[0].reg.Reports {
		texts = append(texts, r.Title, r.Background.Plain(), r.OurComments.Plain())
		for _, f := range r.Findings {
			texts = append(texts, f.Text.Plain(), f.ForceResponse.Plain())
		}
	}
	asked, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	tb := <-theBrowser.free
	defer func() { theBrowser.free <- tb }()
	got, err := ask[[][]string](tb, fmt.Sprintf("(() => { /*%s return %s.map(text => wordsOf(text).map(w => w.word)); })()", strings.Replace(lines, "\n", "*/\n", 1), asked))
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	for i, text := range texts {
		want := search.Words(text)
		words += len(want)
		if !slices.Equal(got[i], want) && len(want)+len(got[i]) > 0 {
			t.Errorf("%q: the script has %q, the index %q", text, got[i], want)
		}
	}
	t.Logf("search: %d texts, %d words, the same in both", len(texts), words)
}

// A stepper uses a page by its keys, and fails the test where it does not do
// as is said.
type stepper struct {
	t  *testing.T
	tb *tab
}

func (s stepper) ask(expression string) bool {
	s.t.Helper()
	ok, err := ask[bool](s.tb, "Boolean("+expression+")")
	if err != nil {
		s.t.Fatal(err)
	}
	return ok
}

func (s stepper) says(what, expression string) {
	s.t.Helper()
	if !s.ask(expression) {
		s.t.Errorf("not so: %s", what)
	}
}

// waits looks again each time that the page has been drawn.
func (s stepper) waits(what, expression string) {
	s.t.Helper()
	ok, err := ask[bool](s.tb, fmt.Sprintf(`(async () => {
		for (let i = 0; i < 1500; i++) {
			if (%s) return true;
			await new Promise(done => setTimeout(done, 10));
		}
		return false;
	})()`, expression))
	if err != nil || !ok {
		s.t.Fatalf("not so: %s (%v)", what, err)
	}
}

var keyCodes = map[string]int64{"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40}

func (s stepper) press(key string) {
	s.t.Helper()
	down := input.DispatchKeyEventParams{Type: "rawKeyDown", Key: key, Code: key, WindowsVirtualKeyCode: keyCodes[key]}
	if key == "Enter" {
		down.Type, down.Text = "keyDown", "\r"
	}
	if err := do(s.tb, input.DispatchKeyEvent, down); err != nil {
		s.t.Fatal(err)
	}
	down.Type, down.Text = "keyUp", ""
	if err := do(s.tb, input.DispatchKeyEvent, down); err != nil {
		s.t.Fatal(err)
	}
}

// until presses a key until the page is so.
func (s stepper) until(key, expression string) {
	s.t.Helper()
	for range 60 {
		s.press(key)
		if s.ask(expression) {
			return
		}
	}
	s.t.Fatalf("%s never leads to %s", key, expression)
}

func (s stepper) typed(text string) {
	s.t.Helper()
	if err := do(s.tb, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		s.t.Fatal(err)
	}
}
