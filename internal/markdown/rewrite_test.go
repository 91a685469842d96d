package markdown

import (
	"strings"
	"testing"

	"fiftysix/internal/frontmatter"
)

// Rewritten Markdown leads to where its links lead here, and names nothing that
// they may not lead to.
func TestRewriteLinks(t *testing.T) {
	for _, row := range []struct{ name, markdown, want string }{
		{"no link of ours", "See [the law](https://example.org/law).", "See [the law](https://example.org/law)."},
		{"one that is public", "See [the report](open.md).", "See [the report](<https://site.example/open.md>)."},
		{"one that is not", "See [the *other* report](secret.md), and **more**.", "See the *other* report, and **more**."},
		{"in angles, with spaces", "[a](<secret file.pdf>) [b](<open file.pdf>)", "a [b](<https://site.example/open%20file.pdf>)"},
		{"with a title", `[a](open.md "A title")`, `[a](<https://site.example/open.md> "A title")`},
		{"with a title, to nothing", `[a](secret.md "A (title)")`, "a"},
		{"a picture", "![what it shows](open.png)", "![what it shows](<https://site.example/open.png>)"},
		{"a picture that is not public", "![what it shows](secret.png)", "what it shows"},
		{"a picture in a link", "[![shown](open.png)](secret.md)", "![shown](<https://site.example/open.png>)"},
		{"brackets in code in its words", "[a `]` b](open.md)", "a ] b"}, // not certain where its words end
		{"brackets in code, to nothing", "[a `](x` b](secret.md)", "a ](x b"},
		{"an escaped bracket", `[a \] b](secret.md)`, `a \] b`},
		{"with its address elsewhere", "See [it][r].\n\n[r]: secret.md", "See it."},
		{"an address that nothing uses", "Words.\n\n[r]: secret.md", "Words."},
		{"an address of another site's", "See [it][r].\n\n[r]: https://example.org/", "See [it][r].\n\n[r]: https://example.org/"},
		{"in a list in a quote", "> - [a](secret.md)\n> - [b](open.md)", "> - a\n> - [b](<https://site.example/open.md>)"},
		{"in a table", "| A | B |\n| --- | --- |\n| [a](secret.md) | [b](open.md) |", "| A | B |\n| --- | --- |\n| a | [b](<https://site.example/open.md>) |"},
		{"letters beyond ASCII", "Tŷ Dŵr: [ŵ](secret.md) – [ŷ](open.md)", "Tŷ Dŵr: ŵ – [ŷ](<https://site.example/open.md>)"},
		{"to a part of another page", "[a](open.md#part)", "[a](<https://site.example/open.md#part>)"},
	} {
		t.Run(row.name, func(t *testing.T) {
			for name, before := range map[string]string{"lead": "---\ntitle: x\n---\n\n", "section": "---\ntitle: x\n---\n\nWords.\n\n## Our comments\n\n"} {
				f, problems := frontmatter.Open("content/x.md", []byte(before+row.markdown+"\n"))
				if f == nil {
					t.Fatal(problems)
				}
				doc, _ := Parse(f, len("---\ntitle: x\n---\n"), Sections)
				text := doc.Lead
				if name == "section" {
					text = doc.Sections[0].Text
				}
				got := text.RewriteLinks(func(dest string) string {
					if strings.HasPrefix(dest, "open") {
						return "https://site.example/" + dest
					}
					return ""
				})
				if got != row.want {
					t.Errorf("%s: %q, want %q", name, got, row.want)
				}
				if strings.Contains(got, "secret") {
					t.Errorf("%s: %q names what is not public", name, got)
				}
			}
		})
	}
}

// Whatever an author writes, nothing that a link may not name is named.
func FuzzRewriteLinks(f *testing.F) {
	for _, seed := range []string{
		"[a](zq-held.md)", "![a](zq-held.png)", "[a]\n\n[a]: zq-held.md", "[a](<zq-held.md>)", "[a][b] [b]: x\n\n> [b]: zq-held.md",
		"[^1]\n\n[^1]: [a](zq-held.md)", "[![a](zq-held.png)](zq-held.md)", "[a](zq\\-held.md)", "[a](zq&#45;held.md)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		file, _ := frontmatter.Open("content/x.md", []byte(markdown))
		if file == nil {
			return
		}
		doc, _ := Parse(file, 0, Whole)
		got := doc.Lead.RewriteLinks(func(string) string { return "" })
		for _, l := range doc.Lead.Links() {
			if len(l.Dest) < 6 || strings.Contains(doc.Lead.Plain(), l.Dest) || strings.HasPrefix(l.Dest, "#") {
				continue // said in words, too
			}
			if again, _ := frontmatter.Open("content/x.md", []byte(got)); again != nil {
				there, _ := Parse(again, 0, Whole)
				for _, m := range there.Lead.Links() {
					if m.Dest == l.Dest {
						t.Errorf("%q still leads to %q, in %q", markdown, l.Dest, got)
					}
				}
			}
		}
	})
}
