package site

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fiftysix/internal/diag"
	"fiftysix/internal/markdown"
)

// However long a passage is, and whatever letters it is written in, a list shows
// its first words as if all of it had been read, put on one line and cut.
func TestTheBeginningOfAPassage(t *testing.T) {
	random := rand.New(rand.NewPCG(56, 11))
	words := []string{"the", "force’s", "ymateb", "ŵyr", "Ηράκλειτος", "safeguarding", "a", "–", "custody."}
	for range 500 {
		var text strings.Builder
		for n := random.IntN(60); n >= 0; n-- {
			text.WriteString(words[random.IntN(len(words))])
			text.WriteString([]string{" ", " ", " ", "  ", "\n", "\n\n"}[random.IntN(6)])
		}
		file := diag.NewFile("content/a.md", []byte(text.String()))
		doc, problems := markdown.Parse(file, 0, markdown.Whole)
		if errs, _ := diag.Count(problems); errs > 0 {
			t.Fatal(problems)
		}
		passage := doc.Lead
		whole := strings.Join(strings.Fields(passage.Plain()), " ")
		if got, want := excerpt(passage, firstWords), shorten(whole, firstWords); got != want {
			t.Errorf("of %q it shows\n%s\nand not\n%s", text.String(), got, want)
		}
		blocks := strings.Split(passage.Plain(), "\n\n")
		first := ""
		for len(first) < 60 && len(blocks) > 0 {
			first = strings.TrimSpace(first + " " + strings.Join(strings.Fields(blocks[0]), " "))
			blocks = blocks[1:]
		}
		if got, want := describe(passage, ""), shorten(first, 155); got != want {
			t.Errorf("of %q it says\n%s\nand not\n%s", text.String(), got, want)
		}
	}
	for text, want := range map[string]string{
		"one two three": "one two three", "one two three four": "one two…", "ŵŵŵ ŵŵŵ ŵŵŵŵŵ ŵŵŵŵ": "ŵŵŵ ŵŵŵ…", "onetwothreefour": "onetwothreefo…", "one two, – three": "one two…",
	} {
		if got := shorten(text, 13); got != want {
			t.Errorf("%q is cut to %q", text, got)
		}
	}
}
