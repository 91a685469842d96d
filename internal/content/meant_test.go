package content

import (
	"testing"
	"testing/fstest"
)

// Where a message knows which word was meant, it also has the whole line put
// right, which the preview lets people copy.
func TestALineIsPutRight(t *testing.T) {
	for name, c := range map[string]struct{ text, wrong, right string }{
		"a field":              {"title: A\npublised: 2020-03-09 # a Monday\n", "publised: 2020-03-09 # a Monday", "published: 2020-03-09 # a Monday"},
		"a field in a group":   {"title: A\nresponse:\n  publishd: 2020-05-01\n", "  publishd: 2020-05-01", "  published: 2020-05-01"},
		"a choice":             {"title: A\nscope: nationl\n", "scope: nationl", "scope: national"},
		"one choice in a list": {"title: A\nkind: [peel, themtic]\n", "kind: [peel, themtic]", "kind: [peel, thematic]"},
		"a choice in quotes":   {"title: A\nscope: \"nationl\"\n", `scope: "nationl"`, "scope: national"},
		"a heading":            {"title: A\n---\n\n## Our coments\n\nWords.\n", "## Our coments", "## Our comments"},
	} {
		t.Run(name, func(t *testing.T) {
			text := "---\n" + c.text
			if name != "a heading" {
				text += "---\n\nWords.\n"
			}
			_, problems := Load(fstest.MapFS{
				"fiftysix.yaml":                      &fstest.MapFile{Data: []byte("office:\n  name: An office\n")},
				"content/reports/2020-one/report.md": &fstest.MapFile{Data: []byte(text)},
			}, Options{})
			for _, p := range problems {
				if p.Excerpt == c.wrong && p.Fix != "" {
					if p.Fix != c.right {
						t.Errorf("%q is put right as %q", c.wrong, p.Fix)
					}
					return
				}
			}
			t.Errorf("nothing puts %q right: %v", c.wrong, problems)
		})
	}
}
