package source

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tidyBlocks are front matter that is tidy: each is read without the decoder.
var tidyBlocks = []string{
	"title: a\n",
	"title: \"Counter-terrorism: an inspection\"\nkind: [thematic, counter-terrorism]\n",
	"# what it is called\n\ntitle: a  \npublished: 2020-03-09\n",
	"response:\n  published: 2020-05-26\n  late_reason: https://example.org/#x is down\n",
	"addressed_to:\n  - NPCC national Prevent lead\n  - \"Force: Prevent leads\"\nwhose: shared\n",
	"history:\n  - date: 2020-05-26\n    status: complete\n    by: force\n  - {date: 2021-01-02, status: closed, by: inspectorate, note: \"Yes, done\"}\n",
	"fieldwork: {from: 2018-10, to: 2019-02}\n",
	"office:\n  name: Office\n  terms:\n    - {kind: pcc, title: Commissioner, from: 2012-11-22}\n  contact: {email: a@example.org}\nforce: X\n",
	"n: 0123\nyes: no\nx: 1e3\ndraft: true\n",
}

// untidyBlocks are left to the decoder.
var untidyBlocks = []string{
	"", "title:\n", "title: a: b\n", "title: a #b\n", "title: a\n  b\n", "title: 'a'\n", "title: \"a\\n\"\n", "a: [b, c\n", "a: b\na: c\n",
	"\ttitle: a\n", "title:\ta\n", "title: null\n", "a: [null, ~]\n", "a: {b: null}\n", "a: |\n  b\n", "a: *b\n", "- a\n", "a:\n- b\n", "a:\n  - b\n - c\n", "a: b\n  # c\n",
	"a: [b,c]\n", "a: [ b ]\n", "a: []\n", "a: [http://x]\n", "a: \u00a0b\n", "a: b\u0085c: d\n", "a: b:\n", "a: {b: c, b: d}\n", "a: [b] c\n", "a: \"b\" c\n",
	"a:\n  b: c\n   d: e\n", "a:\n   b: c\n  d: e\n", "a:\n  - b: c\n   d: e\n", "a:\n  - - b\n", "...\n", "%x: y\n", "? a\n", "a:\n  -\n", "a : b\n",
}

func tidied(t testing.TB, block string) (fast *Value, ok bool, f *File, content, closing int) {
	t.Helper()
	f, _ = Open("x.md", []byte("---\n"+block+"---\nwords\n"))
	if f == nil {
		return nil, false, nil, 0, 0
	}
	_, content, closing, problem := fences(f)
	if problem != nil {
		return nil, false, nil, 0, 0
	}
	fast, ok = tidy(f, content, closing, new(valueRoom))
	return fast, ok, f, content, closing
}

func TestTidyReadsAsTheDecoderDoes(t *testing.T) {
	for _, block := range tidyBlocks {
		if _, ok, _, _, _ := tidied(t, block); !ok {
			t.Errorf("not read: %q", block)
		}
		sameAsDecoder(t, block)
	}
	for _, block := range untidyBlocks {
		if v, ok, _, _, _ := tidied(t, block); ok {
			t.Errorf("read, and it is not tidy: %q as %+v", block, v)
		}
	}
}

func sameAsDecoder(t testing.TB, block string) {
	t.Helper()
	fast, ok, f, content, closing := tidied(t, block)
	if !ok {
		return
	}
	slow, mended, problems := decode(f, content, closing)
	if len(problems) > 0 || len(mended) > 0 {
		t.Fatalf("tidy reads what the decoder finds wrong: %q\n%v", block, problems)
	}
	if diff := cmp.Diff(slow, fast); diff != "" {
		t.Fatalf("tidy differs from the decoder for %q:\n%s", block, diff)
	}
}

// FuzzTidy holds tidy to its word: what it reads, the decoder reads the same.
func FuzzTidy(f *testing.F) {
	for _, block := range append(tidyBlocks, untidyBlocks...) {
		f.Add(block)
	}
	f.Fuzz(func(t *testing.T, block string) { sameAsDecoder(t, block) })
}

// The repository's own content is tidy, or the short way is worth little.
func TestRealContentIsTidy(t *testing.T) {
	content := os.DirFS("../../content")
	read, all := 0, 0
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		raw, err := fs.ReadFile(content, name)
		if err != nil {
			return err
		}
		_, rest, _ := bytes.Cut(raw, []byte("---\n"))
		block, _, _ := bytes.Cut(rest, []byte("---\n"))
		all++
		if _, ok, _, _, _ := tidied(t, string(block)); ok {
			read++
		} else {
			t.Logf("%s is left to the decoder", name)
		}
		sameAsDecoder(t, string(block))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read < all*3/4 {
		t.Errorf("only %d of %d files are tidy", read, all)
	}
}

// The theme's words are read at every start, and the decoder takes several times
// as long. It takes over where a key is in quotes, for one.
func TestTheThemesWordsAreTidy(t *testing.T) {
	names, err := filepath.Glob("../../layouts/words/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, _, _, _ := tidied(t, string(text)); !ok {
			t.Errorf("%s is left to the decoder", name)
		}
	}
}
