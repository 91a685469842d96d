package site

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// A page made small says what the page says: the same elements with the same
// attributes in the same order, and the same words with the same gaps between
// them.
func TestMinifiedPagesAreThePages(t *testing.T) {
	for _, s := range samples(t) {
		whole, small := s.plan(t, Options{}), s.plan(t, Options{Minify: true})
		for _, o := range whole.Outputs() {
			if !strings.HasSuffix(o.File(), ".html") {
				continue
			}
			want, got := outline(t, draw(t, whole, o.URL)), outline(t, draw(t, small, o.URL))
			for i := range max(len(want), len(got)) {
				if i >= len(want) || i >= len(got) || want[i] != got[i] {
					t.Errorf("%s %s differs once it is small:\nwant %q\ngot  %q", s.file, o.URL, want[min(i, len(want)):min(i+3, len(want))], got[min(i, len(got)):min(i+3, len(got))])
					break
				}
			}
		}
	}
}

// outline is a page as a browser sees it: elements and words in their order. A
// run of space is one space, and is nothing at the edge of a block.
func outline(t *testing.T, data []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	text := ""
	flush := func() {
		if trimmed := edge.ReplaceAllString(strings.TrimSpace(text), "$1"); trimmed != "" {
			lines = append(lines, trimmed)
		}
		text = ""
	}
	var walk func(n *html.Node, kept bool)
	walk = func(n *html.Node, kept bool) {
		switch n.Type {
		case html.TextNode:
			if kept {
				text += n.Data
			} else {
				text = collapse(text + n.Data)
			}
			return
		case html.CommentNode:
			return
		}
		block := n.Type != html.ElementNode || !slices.Contains(inline, n.Data)
		if block {
			flush()
		}
		mark := assetName.ReplaceAllString(tag(n), "$1.$2")
		if block && mark != "" {
			lines = append(lines, mark)
		} else {
			text += mark
		}
		for c := range n.ChildNodes() {
			walk(c, kept || n.Data == "pre" || n.Data == "textarea")
		}
		if block {
			flush()
		} else {
			text += "</" + n.Data + ">"
		}
	}
	walk(root, false)
	return lines
}

// edge is a space at the end of a block, before the tags that close in it.
var edge = regexp.MustCompile(` ((?:</\w+>)+)$`)

var inline = []string{"a", "abbr", "b", "cite", "code", "em", "i", "img", "q", "s", "small", "span", "strong", "sub", "sup", "time", "br"}

func tag(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	var attributes []string
	for _, a := range n.Attr {
		attributes = append(attributes, fmt.Sprintf(" %s=%q", a.Key, strings.Join(strings.Fields(a.Val), " ")))
	}
	slices.Sort(attributes)
	return "<" + n.Data + strings.Join(attributes, "") + ">"
}

// collapse makes every run of space one space; where inline tags stand
// between two spaces, the second is none, as in a browser.
func collapse(s string) string {
	var b strings.Builder
	space, in := false, false
	for _, r := range s {
		switch {
		case r == '<':
			in = true
			b.WriteRune(r)
		case in:
			in = r != '>'
			b.WriteRune(r)
		case unicode.IsSpace(r) && r != '\u00a0':
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// A script loses its comments and the room before its lines, and nothing that
// could change what it does.
func TestMinifyScript(t *testing.T) {
	for name, test := range map[string]struct{ script, want string }{
		"comments and room":      {"// What it does.\nlet x = 1; // kept\n\n  // why\n  go(x);\n", "let x = 1; // kept\ngo(x);\n"},
		"an address in a string": {"  let x = 'https://example.org';\n", "let x = 'https://example.org';\n"},
		"a text over two lines":  {"let x = `a\n  // b`;\n", "let x = `a\n  // b`;\n"},
		"comments of other kind": {"/* a\n  // b */\n  go();\n", "/* a\n  // b */\n  go();\n"},
	} {
		if got := string(minifyScript([]byte(test.script))); got != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
