package markdown

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/tools/txtar"

	"fiftysix/internal/diag"
)

func parse(s string, shape Shape) (*Doc, []diag.Problem) {
	return Parse(diag.NewFile("a.md", []byte(s)), 0, shape)
}

func TestPlacesAreTheFiles(t *testing.T) {
	const front = "---\ntitle: Ŵ\n---\n"
	f := diag.NewFile("a.md", []byte(front+"\nLead ŵ [a](b.md)\n\n ## Force response ##\nWords\n\nOur words\n---\n\n> - ![c](d.png)\n"))
	doc, problems := Parse(f, len(front), Sections)
	if len(problems) != 0 {
		t.Fatalf("problems: %v", problems)
	}
	var got []string
	for _, s := range doc.Sections {
		got = append(got, fmt.Sprintf("%s|%q|%v|%q", s.Heading, f.Text[s.At:s.At+s.Length], s.Underlined, s.Text.Markdown))
	}
	for _, l := range append(doc.Lead.Links(), doc.Sections[1].Text.Links()...) {
		got = append(got, fmt.Sprintf("%s %v %s %q", l.Dest, l.Image, l.Words, f.Text[l.At:l.At+l.Length]))
	}
	want := []string{
		`Force response|" ## Force response ##"|false|"Words"`,
		`Our words|"Our words\n---"|true|"> - ![c](d.png)"`,
		`b.md false a "[a](b.md)"`,
		`d.png true c "![c](d.png)"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if doc.Lead.Markdown != "Lead ŵ [a](b.md)" {
		t.Errorf("lead: %q", doc.Lead.Markdown)
	}
}

func TestSections(t *testing.T) {
	for name, c := range map[string]struct {
		shape    Shape
		text     string
		sections []string
	}{
		"none":                     {Sections, "words", nil},
		"empty file":               {Sections, "", nil},
		"two":                      {Sections, "## A\n## B *c*\n", []string{"A", "B c"}},
		"in code":                  {Sections, "```\n## A\n```\n", nil},
		"in a list":                {Sections, "- ## A\n", nil},
		"with an escaped mark":     {Sections, "## A \\* b &amp; c\n", []string{"A * b & c"}},
		"underlined":               {Sections, "A\nb\n---\nc\n", []string{"A b"}},
		"pages have none":          {Whole, "## A\n", nil},
		"a hashtag is no heading":  {Sections, "##A\n", nil},
		"of level 3 are not those": {Sections, "### A\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			doc, _ := parse(c.text, c.shape)
			var got []string
			for _, s := range doc.Sections {
				got = append(got, s.Heading)
			}
			if !slices.Equal(got, c.sections) {
				t.Errorf("got %q, want %q", got, c.sections)
			}
		})
	}
}

func TestEmpty(t *testing.T) {
	for _, s := range []string{"", "\n \n", "[a]: b\n", "## A\n\n\n"} {
		if doc, _ := parse(s, Sections); !doc.Lead.Empty() || doc.Lead.Plain() != "" || doc.Lead.HTML(Context{}) != "" {
			t.Errorf("%q is not empty", s)
		}
	}
}

func TestHeadingLevels(t *testing.T) {
	doc, _ := parse("### A\n\n#### B\n\n##### C\n\n###### D\n", Sections)
	for level, want := range map[int]string{0: "2345", 2: "2345", 4: "4566", 6: "6666"} {
		got := ""
		for _, part := range strings.Split(string(doc.Lead.HTML(Context{Level: level})), "</h")[1:] {
			got += part[:1]
		}
		if got != want {
			t.Errorf("level %d: got %s, want %s", level, got, want)
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	doc, _ := parse("### A\n\n### A 2\n\n### A\n\n## S\n\n### A\n\n### 你好\n\n### Chŵyn â’i\n", Sections)
	got := append(doc.Lead.Headings(), doc.Sections[0].Text.Headings()...)
	if want := []string{"a", "a-2", "a-3", "a-4", "你好", "chwyn-ai"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestClassifyLink(t *testing.T) {
	for _, c := range []struct {
		dest  string
		image bool
		want  linkTarget
	}{
		{"a.md", false, ownSite}, {"../a b/c.md#d", false, ownSite}, {"#a", false, ownSite}, {"?a:b", false, ownSite}, {"./a:b", false, ownSite}, {"a.png", true, ownSite},
		{"https://a.org", false, otherSite}, {"HTTP://a.org:80/%20", false, otherSite}, {"mailto:a@b", false, otherSite}, {"tel:+44 1", false, otherSite},
		{"", false, refused}, {" ", false, refused}, {"javascript:x", false, refused}, {"java\tscript:x", false, refused}, {"\x01javascript:x", false, refused},
		{" javascript:x", false, refused}, {"java\u200bscript:x", false, refused}, {"data:x", true, refused}, {"//a", false, refused}, {`\\a`, false, refused},
		{`/\a`, false, refused}, {"/a", false, refused}, {"https:a.org", false, refused}, {"https:///a", false, refused}, {"https://", false, refused},
		{"mailto:", false, refused}, {"tel:", false, refused}, {":a", false, refused}, {"%", false, refused}, {"a@b.org", false, refused}, {"WWW.a.org", false, refused},
		{"https://a.org/x.png", true, refused}, {"#a", true, refused}, {"mailto:a@b", true, refused}, {strings.Repeat("a", maxAddress+1), false, refused},
	} {
		target, why := classifyLink(c.dest, c.image)
		if target != c.want {
			t.Errorf("%q (image %v): got %v, want %v", c.dest, c.image, target, c.want)
		}
		if (target == refused) != (why.rule != "" && why.message != "" && why.hint != "") {
			t.Errorf("%q: %+v", c.dest, why)
		}
	}
}

// TestProblemsAreWorded checks the style of messages, over all cases of the
// package.
func TestProblemsAreWorded(t *testing.T) {
	for _, s := range seeds(t) {
		for _, shape := range []Shape{Sections, Whole} {
			_, problems := parse(s, shape)
			for _, p := range problems {
				for _, words := range []string{p.Message, p.Hint} {
					if words == "" || strings.HasSuffix(words, ".") {
						t.Errorf("%s: %q", p.Rule, words)
					}
					for _, w := range []string{"parse", "token", "href", "URL", "node", "invalid"} {
						if strings.Contains(words, w) {
							t.Errorf("%s says %q: %s", p.Rule, w, words)
						}
					}
				}
				if p.Line < 1 || p.Column < 1 || p.Column > len([]rune(p.Excerpt))+1 || p.Width < 1 && p.Excerpt != "" && p.Column <= len([]rune(p.Excerpt)) {
					t.Errorf("%s at %d:%d, %d wide, in %q", p.Rule, p.Line, p.Column, p.Width, p.Excerpt)
				}
			}
		}
	}
}

func TestManyProblemsHideNoError(t *testing.T) {
	_, problems := parse(strings.Repeat("![](a.png)\n\n", 2000)+"<b>\n", Whole)
	errors, warnings := diag.Count(problems)
	if errors != 1 || warnings != MaxListed+1 {
		t.Errorf("%d errors, %d warnings", errors, warnings)
	}
}

func TestConcurrently(t *testing.T) {
	all := seeds(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, s := range all {
				doc, _ := parse(s, Sections)
				doc.Lead.HTML(context("a"))
			}
		})
	}
	doc, _ := parse(typical, Sections)
	want := doc.Lead.HTML(context("a"))
	for range 4 {
		wg.Go(func() {
			if doc.Lead.HTML(context("a")) != want || doc.Lead.Plain() == "" {
				t.Error("not the same")
			}
		})
	}
	wg.Wait()
}

// seeds are the inputs of all cases.
func seeds(t testing.TB) (all []string) {
	t.Helper()
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(part(txtar.Parse(data), "input.md").Data))
	}
	return append(all, typical)
}

// FuzzParse holds, of any text, that reading it never fails, that the HTML is
// sound, and that where there is no error no letter is lost: each stands in
// the plain words, or in an address, a label or an entity.
func FuzzParse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, whole bool) {
		if utf8.ValidString(s) && !strings.ContainsAny(s, "\x00\r") && len(s) < 20_000 {
			losesNothing(t, s, whole)
		}
	})
}

// TestAnything does what FuzzParse does with texts put together by chance, the
// same at each run, from what has a meaning in Markdown.
func TestAnything(t *testing.T) {
	bits := []string{"a", "b c", "é", "**", "*", "_", "__", "`", "```", "~~~", "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "[r]: ", "[r]", "<", ">", "<b>", "<!--", "-->",
		"&amp;", "&#65;", "\\", "\n", "\n", "\n\n", "\n\n", "# ", "## ", "### ", "- ", "1. ", "> ", "    ", "  ", "\t", "|", "|-|-|\n", "| a | b |\n", "---\n", "===\n", "Table 1: ",
		"https://a.org/b", "www.c.org", "d@e.org", "f.md", "#a", "'", "\"t\"", ":", "!", "\u00a0", "x", "yz"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		var b strings.Builder
		for range 1 + r.IntN(30) {
			b.WriteString(bits[r.IntN(len(bits))])
		}
		losesNothing(t, b.String(), r.IntN(2) == 0)
		if t.Failed() {
			t.Fatalf("%q", b.String())
		}
	}
}

func losesNothing(t *testing.T, s string, whole bool) {
	t.Helper()
	shape := Sections
	if whole {
		shape = Whole
	}
	doc, problems := parse(s, shape)
	wellFormed(t, doc)
	if errors, _ := diag.Count(problems); errors > 0 {
		return
	}
	said := doc.Lead.Plain()
	for _, sec := range doc.Sections {
		said += " " + sec.Heading + " " + sec.Text.Plain()
	}
	if !strings.ContainsAny(s, "[&`~") { // nothing but words: the same letters in the same order
		if got, want := letters(said), letters(s); got != want {
			t.Fatalf("got %q, want %q, from %q", got, want, s)
		}
		return
	}
	left := count(said + unsaid(s))
	for r, n := range count(s) {
		if left[r] < n {
			t.Fatalf("%q stands %d times in %q, %d times in %q", r, n, s, left[r], said)
		}
	}
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func count(s string) map[rune]int {
	n := map[rune]int{}
	for _, r := range letters(s) {
		n[r]++
	}
	return n
}

// unsaid is what of a text is not for reading.
func unsaid(s string) string {
	var b strings.Builder
	src := []byte(s)
	for i := range src {
		if src[i] == '&' {
			if _, length := readEntity(src[i:]); length > 1 {
				b.Write(src[i : i+length])
			}
		}
	}
	root := markdown.Parse(text.NewReader(src), parser.WithContext(parser.NewContext()))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			addTo(&b, n.Destination, n.Title, n.Reference)
		case *ast.Image:
			addTo(&b, n.Destination, n.Title, n.Reference)
		case *ast.LinkReferenceDefinition:
			b.Write(n.Label)
			addTo(&b, n.Destination, n.Title, nil)
		case *noteNode:
			b.WriteString(n.label)
		case *noteRef:
			b.Write(src[n.Pos() : n.Pos()+n.length])
		case *ast.FencedCodeBlock:
			if n.Info != nil {
				b.Write(n.Info.Segment.Value(src))
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func addTo(b *strings.Builder, dest, title []byte, ref *ast.ReferenceLink) {
	b.Write(dest)
	b.Write(title)
	if ref != nil {
		b.Write(ref.Value)
	}
}

// typical is a response of about 4 kB with a table of 30 rows.
var typical = func() string {
	var b strings.Builder
	b.WriteString("The force **accepts** this [recommendation](../2020-prevent/report.md#part), as the *chief constable* said.[^1]\n\n")
	for i := range 6 {
		fmt.Fprintf(&b, "### Step %d\n\nOfficers were “trained” in April – see [the plan](plan-%d.pdf) and https://www.example.org/plan/%d – and asked:\n\n- what works\n- what **does not**, and why\n- who else should know of it\n\n", i+1, i, i)
	}
	b.WriteString("Table 1: Calls answered\n\n| Month | Calls | Share in time |\n|:--|--:|:-:|\n")
	for i := range 30 {
		fmt.Fprintf(&b, "| Month number %d | %d | **%d%%** of all calls |\n", i+1, i*137, 60+i)
	}
	b.WriteString("\n[^1]: In the [minutes](minutes.pdf) of the meeting.\n")
	return b.String()
}()

func BenchmarkParse(b *testing.B) {
	f := diag.NewFile("a.md", []byte(typical))
	b.ReportAllocs()
	b.SetBytes(int64(len(typical)))
	for b.Loop() {
		Parse(f, 0, Sections)
	}
}

func BenchmarkHTML(b *testing.B) {
	doc, problems := parse(typical, Sections)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	c := Context{Level: 3, Prefix: "recommendation-1", Label: "heading", Link: func(dest string) string { return dest }, Word: func(key string, _ ...any) string { return key }}
	b.ReportAllocs()
	for b.Loop() {
		doc.Lead.HTML(c)
	}
}

func BenchmarkPlain(b *testing.B) {
	doc, _ := parse(typical, Sections)
	b.ReportAllocs()
	for b.Loop() {
		_ = doc.Lead.Plain()
	}
}
