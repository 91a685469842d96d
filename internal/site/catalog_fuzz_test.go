package site

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/diag"
	"fiftysix/layouts"
)

// FuzzWordsFile gives any bytes for an office's own words. They are read, with
// every message filled, or something is said of them.
func FuzzWordsFile(f *testing.F) {
	theirs, err := fs.ReadFile(layouts.FS, "words/en.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(theirs[:strings.LastIndexByte(string(theirs[:4000]), '\n')+1])
	f.Add([]byte("a: \"b {n} c\"\nd:\n  one: \"e\"\n  other: \"{n} f\"\n"))
	f.Add([]byte("a: \"{\"\nb: \"}{\"\nc: {d: {e: \"{f\"}}\n"))
	f.Add([]byte("a: \"</title><script>alert(1)</script>\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		w, problems := readCatalog(fstest.MapFS{"words/en.yaml": {Data: text}}, "en")
		if w == nil {
			if errors, _ := diag.Count(problems); errors == 0 {
				t.Fatal("nothing was read and nothing said")
			}
			return
		}
		for key, p := range w.messages {
			for _, n := range []int{0, 1, 2, 1000} {
				args := []any{"n", n}
				for _, placeholder := range p.placeholders() {
					args = append(args, placeholder, "<b>")
				}
				filled := w.html(key, args...)
				if strings.Contains(string(filled), "<") {
					t.Errorf("the word %q holds a tag: %q", key, filled)
				}
			}
		}
		w.forScript("")
	})
}
