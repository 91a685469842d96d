package site

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fiftysix/internal/inspection"
	sampleoffice "fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

func welsh(t *testing.T) *locale {
	t.Helper()
	w, problems := readLocale(layouts.FS, "cy")
	for _, p := range problems {
		t.Error(written(p))
	}
	return w
}

func TestWelshDates(t *testing.T) {
	w := welsh(t)
	for text, want := range map[string]string{
		"2020-01-31": "31 Ionawr 2020", "2020-02-29": "29 Chwefror 2020", "2020-03-09": "9 Mawrth 2020",
		"2020-04-30": "30 Ebrill 2020", "2020-05-03": "3 Mai 2020", "2020-06-01": "1 Mehefin 2020",
		"2020-07-01": "1 Gorffennaf 2020", "2020-08-01": "1 Awst 2020", "2020-09-01": "1 Medi 2020",
		"2020-10-01": "1 Hydref 2020", "2020-11-01": "1 Tachwedd 2020", "2020-12-25": "25 Rhagfyr 2020",
	} {
		d, err := inspection.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.day(d); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	m, err := inspection.ParseMoment("2026-12-05 17:05")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.moment(m); got != "5:05yp ar 5 Rhagfyr 2026" {
		t.Errorf("%q", got)
	}
}

// Welsh has six forms; a word gives those that differ.
func TestWelshForms(t *testing.T) {
	w := welsh(t)
	for n, want := range map[int]string{
		0: "0 canfyddiad, ar x.", 1: "1 canfyddiad, ar x.", 2: "2 ganfyddiad, ar x.", 3: "3 chanfyddiad, ar x.",
		4: "4 canfyddiad, ar x.", 6: "6 chanfyddiad, ar x.", 7: "7 canfyddiad, ar x.", 22: "22 canfyddiad, ar x.",
	} {
		if got := w.text("recommendations.caption", "n", n, "date", "x"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{1: "1 diwrnod yn hwyr", 2: "2 ddiwrnod yn hwyr", 23: "23 diwrnod yn hwyr"} {
		if got := w.text("outcome.late.short", "n", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// In Welsh ch, dd, ff, ng, ll, ph, rh and th are letters.
func TestAlphabet(t *testing.T) {
	english, problems := readLocale(layouts.FS, "en")
	for _, p := range problems {
		t.Error(written(p))
	}
	for _, test := range []struct {
		name  string
		words *locale
		order string
	}{
		{"Welsh", welsh(t), "Adran bara cwm Cyw chwaer dŵr dydd ddoe Enfys fory ffon gwaith ngwaith haf jam lwc llan mab nos Ôl pwll phrae ras rhaff Siwan tarw theatr uned ŵyn"},
		{"English", english, "adder cat chair day ddoe llama lucid thin tin"},
	} {
		want := strings.Fields(test.order)
		got := slices.Clone(want)
		slices.Reverse(got)
		sortBy(test.words, got, func(s string) string { return s })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", test.name, got, want)
		}
	}
	for name, want := range map[string]string{"Chwefror": "Ch", "llan": "Ll", "Ŵyn": "W", "Cwm": "C", "rhaff": "Rh"} {
		if _, got := welsh(t).initial(name); got != want {
			t.Errorf("%s begins with %s, want %s", name, got, want)
		}
	}
}

// mayBeEnglish are the words that may stand on a Welsh page unmarked, though
// the Welsh of the theme and of the sample does not have them: names, and what
// a title says in its own language where no mark can be.
var mayBeEnglish = strings.Fields(`English enghraifft example`)

// namesInEnglishOnly are what the report and its finding are called that are
// there in English alone. Where nothing can be marked (a title, a label, a
// description), they stand as they are.
var namesInEnglishOnly = strings.NewReplacer("Police vehicles", "", "On the road: how the police look after their vehicles", "", "Recommendation 1", "")

// No word of English stands on a Welsh page outside what is marked: every word
// there is one that the Welsh words have too.
func TestNoEnglishOnAWelshPage(t *testing.T) {
	planned, known, foreign := twin(t)
	looked := 0
	for _, o := range planned.Outputs() {
		if !strings.HasPrefix(o.URL, "/cy/") || !strings.HasSuffix(o.File(), ".html") {
			continue
		}
		root, err := html.Parse(strings.NewReader(string(draw(t, planned, o.URL))))
		if err != nil {
			t.Fatal(err)
		}
		looked++
		eachUnmarked(root, func(text string, markable bool) {
			if !markable {
				text = namesInEnglishOnly.Replace(text)
			}
			for _, word := range wordForm.FindAllString(text, -1) {
				word = strings.ToLower(word)
				if foreign[word] && !known[word] {
					t.Errorf("%s says %q, which is English, in %q", o.URL, word, strings.TrimSpace(text))
				}
			}
		})
	}
	if looked < 50 {
		t.Errorf("%d Welsh pages, which is too few to prove anything", looked)
	}
}

var wordForm = regexp.MustCompile(`[\p{L}]+`)

// twin plans the sample office in two languages, and gives the words of its
// Welsh and of its English.
func twin(t *testing.T) (planned *Site, known, foreign map[string]bool) {
	t.Helper()
	now, err := inspection.ParseMoment(sampleoffice.Now)
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{file: "the twin", content: copied(t, sampleoffice.Enghraifft()), now: now}
	known, foreign = map[string]bool{}, map[string]bool{}
	add := func(to map[string]bool, text string) {
		for _, word := range wordForm.FindAllString(text, -1) {
			to[strings.ToLower(word)] = true
		}
	}
	add(known, strings.Join(mayBeEnglish, " "))
	for lang, to := range map[string]map[string]bool{"en": foreign, "cy": known} {
		w, _ := readLocale(layouts.FS, lang)
		for _, p := range w.messages {
			for _, form := range append([][]segment{p.whole}, values(p.forms)...) {
				for _, piece := range form {
					add(to, piece.text)
				}
			}
		}
	}
	for name, f := range s.content {
		switch {
		case strings.HasSuffix(name, ".cy.md"):
			add(known, string(f.Data))
		case path.Ext(name) == ".md":
			add(foreign, string(f.Data))
		}
	}
	settings, err := fs.ReadFile(s.content, "fiftysix.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)\bcy: *("[^"]*"|[^,}\n]*)|swyddfa|arolygiadau`).FindAllString(string(settings), -1) {
		add(known, m)
	}
	return s.plan(t, Options{}), known, foreign
}

func values[K comparable, V any](m map[K]V) (all []V) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

// eachUnmarked gives the text of a page that is in the page's own language:
// what is seen, what is heard of it (labels, titles, words for pictures), and
// what is said of it to programs (its title and its description).
func eachUnmarked(n *html.Node, do func(text string, markable bool)) {
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			if !strings.Contains(c.Data, "://") { // an address is the same in every language
				do(c.Data, n.Data != "title")
			}
			continue
		}
		marked := false
		for _, a := range c.Attr {
			switch {
			case a.Key == "lang" && a.Val != "cy":
				marked = true
			case slices.Contains([]string{"alt", "aria-label", "aria-description", "title", "placeholder"}, a.Key),
				c.Data == "meta" && a.Key == "content" && holdsWords(c):
				if !marked {
					do(a.Val, false)
				}
			}
		}
		if c.Data != "script" && c.Data != "time" && !marked {
			eachUnmarked(c, do)
		}
	}
}

// holdsWords says whether a meta element holds words.
func holdsWords(meta *html.Node) bool {
	return slices.ContainsFunc(meta.Attr, func(a html.Attribute) bool {
		return slices.Contains([]string{"description", "og:title", "og:description", "og:site_name", "application-name", "twitter:title", "twitter:description"}, a.Val)
	})
}

func TestBodiesStandInTheOrderOfTheAlphabet(t *testing.T) {
	planned, _, _ := twin(t)
	for url, want := range map[string][]string{
		"/recommendations/by-addressee/":    {"All chief constables", "College of Policing", "Home Office", "Sir Enghraifft Police"},
		"/cy/recommendations/by-addressee/": {"Heddlu Sir Enghraifft", "Pob prif gwnstabl", "Y Coleg Plismona", "Y Swyddfa Gartref"},
	} {
		page, at := string(draw(t, planned, url)), 0
		page = page[strings.Index(page, "<main"):]
		for _, name := range want {
			i := strings.Index(page, ">"+name+"</a>")
			if i < at {
				t.Errorf("%s: %s stands too early, or nowhere", url, name)
			}
			at = i
		}
	}
}

// A note in Welsh of an update that is still to come is as held as the update.
func TestHeldNoteOfATranslation(t *testing.T) {
	content := copied(t, sampleoffice.Enghraifft())
	const file = "content/reports/2020-emergency-response/recommendation-1"
	add := func(name, after, entry string) {
		f := content[name]
		text := strings.Replace(string(f.Data), after, after+entry, 1)
		if text == string(f.Data) {
			t.Fatalf("%s has nothing to add to", name)
		}
		f.Data = []byte(text)
	}
	add(file+".md", "status: closed, by: inspectorate}\n", "  - {date: 2026-12-01, status: closed, by: inspectorate, note: Zebra.}\n")
	add(file+".cy.md", "wedi’i hyfforddi.}\n", "  - {date: 2026-12-01, note: Sebra.}\n")
	shown := func(day string) (found int) {
		now, err := inspection.ParseMoment(day)
		if err != nil {
			t.Fatal(err)
		}
		s := &sample{file: "the twin", content: content, now: now}
		planned := s.plan(t, Options{})
		for _, o := range planned.Outputs() {
			if strings.Contains(strings.ToLower(string(draw(t, planned, o.URL))), "sebra") {
				found++
			}
		}
		return found
	}
	if n := shown("2026-11-30"); n > 0 {
		t.Errorf("%d files show a note that is held", n)
	}
	if n := shown("2026-12-01"); n < 2 {
		t.Errorf("on its day, %d files show the note, which is too few to prove anything", n)
	}
}
