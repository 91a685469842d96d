package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"The force’s answer":                  "the force answer",
		"victims' and victim's":               "victims and victim",
		"Tŷ Dŵr, Pont y GŴYR":                 "ty dwr pont y gwyr",
		"Ty\u0302 in two parts":               "ty in two parts",
		"counter-terrorism":                   "counter terrorism",
		"PEEL 2021/22, 4(a)":                  "peel 2021 22 4 a",
		"mae'r heddlu":                        "mae r heddlu",
		"Straße, œuvre, Ærø, ﬁre, ΟΔΟΣ":       "strasse oeuvre aero fire οδοσ",
		"80% of £20m":                         "80 of 20m",
		"":                                    "",
		"—":                                   "",
		strings.Repeat("a", longest+1):        "",
		"one\u00a0two\u200bthree, fo\u00adur": "one twothree four",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What a hyphen joins is found in parts and as one, and so are two words that
// stand together in a name.
func TestJoinedWords(t *testing.T) {
	r := newReader()
	var words, pairs []string
	r.each("A super-complaint on multi-agency-working", func(w []byte) { words = append(words, string(w)) })
	if want := []string{"a", "super", "complaint", "supercomplaint", "on", "multi", "agency", "multiagency", "working", "agencyworking"}; !slices.Equal(words, want) {
		t.Errorf("%q, want %q", words, want)
	}
	r.pairs("Recommendation 4(a)", func(w []byte) { pairs = append(pairs, string(w)) })
	if want := []string{"recommendation4", "4a"}; !slices.Equal(pairs, want) {
		t.Errorf("%q, want %q", pairs, want)
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"The force’s", "Tŷ Dŵr", "a-b-c", "İSTANBUL ΣΑΣ", "e\u0301\u0301 '\u0301s", "ﬃx \u00ad\u200d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := Words(text)
		for _, w := range words {
			if w == "" || len(w) > longest || strings.ToLower(w) != w || strings.ContainsFunc(w, func(c rune) bool {
				return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c)
			}) {
				t.Fatalf("%q has the word %q", text, w)
			}
		}
		if again := Words(strings.Join(words, " ")); !slices.Equal(words, again) {
			t.Errorf("%q has the words %q, and they have %q", text, words, again)
		}
	})
}

// A small site of which everything is known.
func small() []Doc {
	return []Doc{
		{URL: "a/", Name: "Custody", Lang: "en", Lists: []int{0}, Words: []Passage{{Text: "Custody", Lang: "en", Weight: Named}}, Passages: []Passage{{Text: "Sergeants were trained.", Lang: "en", Weight: Inside}}},
		{URL: "b/", Name: "Tŷ Dŵr", Lang: "cy", Lists: []int{0, 1}, Words: []Passage{{Text: "Tŷ Dŵr", Lang: "cy", Weight: Named}}, Passages: []Passage{{Text: "Training in custody. " + strings.Repeat("More of it was said. ", 900), Lang: "en", ID: "x", Weight: Inside}}},
		{URL: "c/", Name: "Trained", Lang: "cy", Lists: []int{1}, Passages: []Passage{{Text: "trained", Lang: "cy", Weight: Around}}},
	}
}

// What is written can be read again: words lead to groups, groups to docs.
func TestPiecesSayWhatTheDocsSay(t *testing.T) {
	docs := small()
	x := Make(len(docs), 2, func(i int, d *Doc) { *d = docs[i] })
	found := map[string]string{}
	for i, f := range x.forms {
		var in []string
		x.lists[f.group].each(func(doc int, w Weight) { in = append(in, fmt.Sprint(docs[doc].URL, w)) })
		found[fmt.Sprintf("%s.%d", f.word, i)] = strings.Join(in, " ")
		if i > 0 && f.word < x.forms[i-1].word {
			t.Errorf("%q comes after %q", f.word, x.forms[i-1].word)
		}
	}
	has := func(word, want string) {
		t.Helper()
		for name, in := range found {
			if strings.HasPrefix(name, word+".") && in == want {
				return
			}
		}
		t.Errorf("no group of %q is in %q: %v", word, want, found)
	}
	has("custody", "a/3 b/1")
	has("trained", "a/1 b/1") // with training, in English
	has("training", "a/1 b/1")
	has("trained", "c/0") // and apart from it, in Welsh
	has("dwr", "b/3")
	has("tydwr", "b/3")
	has("more", "b/2") // said often
	var lists []string
	for n := range 2 {
		x.lists[x.List(n)].each(func(doc int, _ Weight) { lists = append(lists, fmt.Sprint(n, docs[doc].URL)) })
	}
	if want := []string{"0a/", "0b/", "1b/", "1c/"}; !slices.Equal(lists, want) {
		t.Errorf("lists: %q", lists)
	}
}

// A long text goes on in pieces of its own, no word of it is lost, and every
// piece that there is has a name.
func TestLongTextsGoOn(t *testing.T) {
	docs := small()
	x := Make(len(docs), 2, func(i int, d *Doc) { *d = docs[i] })
	text := ""
	for _, name := range x.Pieces() {
		data, err := x.Write(name)
		if err != nil {
			t.Fatal(err)
		}
		inside, ok := strings.CutPrefix(string(data), fmt.Sprintf("fiftysix(%q,", name))
		if !ok || !json.Valid([]byte(strings.TrimSuffix(inside, ")\n"))) {
			t.Errorf("%s: %s", name, data)
		}
		if strings.HasPrefix(name, "x/1-") {
			var holds []string
			if err := json.Unmarshal([]byte(strings.TrimSuffix(inside, ")\n")), &holds); err != nil {
				t.Fatal(err)
			}
			text += holds[2]
		}
	}
	first := splitText(docs[1].Passages)[0][2]
	if first+text != docs[1].Passages[0].Text {
		t.Errorf("of %d bytes there are %d", len(docs[1].Passages[0].Text), len(first+text))
	}
	for _, name := range []string{"w/x", "x/1", "nothing"} {
		if _, err := x.Write(name); err == nil {
			t.Errorf("there is a piece %s", name)
		}
	}
}

// Numbers are read as the script reads them.
func TestNumbers(t *testing.T) {
	value := map[byte]int{}
	for i, c := range digits {
		value[c] = i
	}
	if len(digits) != 92 {
		t.Fatalf("%d digits", len(digits))
	}
	for _, n := range []int{0, 1, 63, 64, 65, 1791, 1792, 1855, 1856, 50_000, 90_000, 12_345_678} {
		got := 0
		text := appendNumber(nil, n)
		for i, c := range text {
			if v := value[c]; v < 64 && i == len(text)-1 {
				got = got*64 + v
			} else {
				got = got*28 + v - 64
			}
		}
		if got != n {
			t.Errorf("%d is written %q, which is %d", n, text, got)
		}
	}
}

// The same docs give the same index, and other docs another mark.
func TestTheMarkIsOfTheWords(t *testing.T) {
	root := func(docs []Doc) string { return Make(len(docs), 2, func(i int, d *Doc) { *d = docs[i] }).Root() }
	other := small()
	other[0].Passages[0].Text = "Sergeants were tamed."
	if a, b := root(small()), root(small()); a != b {
		t.Errorf("%s and %s", a, b)
	}
	if root(small()) == root(other) {
		t.Error("other words have the same mark")
	}
}
