package markdown

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"fiftysix/internal/diag"
)

// fill repeats s up to the largest file there may be.
func fill(s string) string { return strings.Repeat(s, MaxBytes/len(s)) }

// most is as many s's, once or in n stretches, as the limit on marks lets through.
func most(n int, s string) string {
	perMark := 0
	for _, m := range "[*_`<" {
		perMark += strings.Count(s, string(m))
	}
	perMark = max(perMark, 1)
	times := int(math.Sqrt(float64(maxWork) / float64(n*perMark*(len(s)+1))))
	times = min(times, (MaxBytes/n-2)/len(s))
	return strings.Repeat(strings.Repeat(s, times)+"\n\n", n)
}

// nest is as many opening marks, then as many closing ones, as may stand.
func nest(open, end string) string {
	times := int(math.Sqrt(float64(maxWork) / float64(2*(len(open)+len(end)))))
	return strings.Repeat(open, times) + strings.Repeat(end, times)
}

// hostile are files of up to MaxBytes that take goldmark, or us, far longer
// than their length lets expect. rule is what must be said; "" for those that
// pass the limits, which are here to be measured (PROSE_SLOW=1 prints times).
var hostile = []struct {
	name, rule, text string
}{
	{"brackets that never close", RuleTooTangled, fill("[a](b")},
	{"brackets within the limit", "", most(1, "[a](b")},
	{"brackets within, in many stretches", "", most(20, "[a](b")},
	{"stars crossed, in many stretches", "", most(20, "*a_ ")},
	{"links", "", most(1, "[a](b) ")},
	{"open brackets", RuleTooTangled, fill("[")},
	{"open brackets within", "", most(1, "[")},
	{"closing brackets within", "", most(1, "]")},
	{"pairs of brackets", "", most(1, "[]")},
	{"nested brackets", "", nest("[", "]")},
	{"nested brackets with words", "", nest("[a ", "]")},
	{"pictures within pictures", "", nest("![a", "](b)")},
	{"footnote marks without notes", "", most(1, "[^a] ")},
	{"stars", RuleTooTangled, fill("*")},
	{"stars within", "", most(1, "*")},
	{"opening stars", "", most(1, "*a ")},
	{"opening and closing stars", "", nest("*a ", "a* ")},
	{"all kinds", "", most(1, "[a](b *a_ `<a b ")},
	{"closing stars", "", most(1, "a* ")},
	{"pairs of stars", "", most(1, "**a ")},
	{"stars of two kinds", "", most(1, "*a _b ")},
	{"stars and underscores crossed", "", most(1, "*a_ ")},
	{"stars without spaces", "", most(1, "a**b")},
	{"threes", "", most(1, "a***b*c")},
	{"underscores", RuleTooTangled, fill("_")},
	{"underscores within", "", most(1, "_a ")},
	{"tildes", "", fill("~")},
	{"tildes with words", "", fill("~a ")},
	{"backticks", RuleTooTangled, fill("` ")},
	{"backticks of all lengths", "", backticks()},
	{"pairs of backticks", "", most(1, "`a")},
	{"quotes", RuleTooDeep, fill(">")},
	{"quotes with spaces", RuleTooDeep, fill("> ")},
	{"quotes to the limit", "", fill(strings.Repeat(">", maxDepth) + "a\n")},
	{"quotes to the limit with gaps", "", fill(strings.Repeat(">", maxDepth) + "a\n\n")},
	{"lists in one line", RuleTooDeep, fill("- ")[2:] + "a"},
	{"numbered lists in one line", RuleTooDeep, fill("1. ") + "a"},
	{"lists line by line", RuleTooDeep, staircase()},
	{"list items", "", fill("- a\n")},
	{"loose list items", "", fill("- a\n\n")},
	{"a rule of dashes", "", "\n" + fill("- ")[1000:]},
	{"a rule of stars", "", "\n" + fill("* ")[1000:]},
	{"a table of empty cells", RuleTooManyCells, strings.Repeat("|a", 3000) + "\n" + strings.Repeat("|-", 3000) + "\n" + strings.Repeat("|\n", 3000)},
	{"tables of empty cells", RuleTooManyCells, fill(strings.Repeat("|a", 100) + "\n" + strings.Repeat("|-", 100) + "\n" + strings.Repeat("|\n", 150) + "\n")},
	{"a table in a list", RuleTooManyCells, "- " + strings.Repeat("|a", 3000) + "\n  " + strings.Repeat("|-", 3000) + "\n" + strings.Repeat("  |\n", 3000)},
	{"a table's second lines", RuleTooManyCells, fill("-|-\n")},
	{"wide second line", RuleTooManyCells, "a\n" + fill("-|")[1000:]},
	{"one long heading row", "", fill("|a")},
	{"addresses named", "", fill("[a]: b\n\n")},
	{"addresses named together", RuleTooTangled, fill("[a]: b\n")},
	{"an address referred to often", RuleTooMuch, "[a]: https://b.org/" + strings.Repeat("b", 7_000) + "\n\n" + strings.Repeat("[a] ", 300)},
	{"a long address referred to often", "", "[a]: " + strings.Repeat("b", 900_000) + "\n\n" + strings.Repeat("[a] ", 300)},
	{"a long title referred to often", RuleTooMuch, "[a]: b '" + strings.Repeat("b", 900_000) + "'\n\n" + strings.Repeat("[a] ", 300)},
	{"a note referred to often", RuleTooMuch, "[^a]: " + strings.Repeat("b", 100_000) + "\n\n" + strings.Repeat("## A\n\nb[^a]\n\n", 1000)},
	{"notes", "", fill("[^a]: b\n\n")},
	{"notes of many names", "", notes()},
	{"notes in one line", RuleTooTangled, fill("[^a]:")[:90_000]},
	{"headings", "", fill("# a\n\n")},
	{"headings of one name", "", fill("### a\n")},
	{"underlined lines", "", fill("a\n-\n")},
	{"HTML", RuleTooTangled, fill("<a")},
	{"HTML within", "", most(1, "<a b")},
	{"comments", "", most(1, "<!-- ")},
	{"declarations", "", most(1, "<!A ")},
	{"instructions", "", most(1, "<? ")},
	{"attributes", "", fill(" b=c")[:9] + "<a" + fill(" b=c")[1000:]},
	{"many tags", "", fill("<b>\n\n")},
	{"entities", "", fill("&amp;")},
	{"entities within", "", most(1, "&amp;")},
	{"ampersands", "", most(1, "&a")},
	{"backslashes", "", fill("\\")},
	{"email addresses", "", fill("a@b.c ")},
	{"email address without end", "", fill("a")},
	{"words before an at sign", "", fill("a ")},
	{"dotted words", "", fill("a.b ")},
	{"addresses in brackets", "", fill("(a ")},
	{"web addresses", "", fill("www.a.b \n\n")},
	{"web addresses without end", "", fill("http://a")},
	{"www without end", "", fill("www.")},
	{"parentheses", "", fill("(")},
	{"parentheses after a link", "", "[a]" + fill("(")[1000:]},
	{"a link with parentheses", "", most(1, "[a](((((((((((((((((((((")},
	{"spaces", "", fill(" ")},
	{"spaces before words", "", fill("a    ")},
	{"tabs", "", fill("\t")},
	{"tabs in a list", "", "- a\n" + fill("\t")[1000:]},
	{"one word", "", fill("word ")},
	{"one line of text a line", "", fill("word\n")},
	{"hard breaks", "", fill("a\\\n\n")},
	{"fences", RuleTooTangled, fill("```\n")},
	{"fences open", "", fill("~~~ a\n\n")},
	{"code indented", "", fill("    a\n\n")},
	{"words in capitals", "", fill("AB ")},
	{"abbreviations", "", abbreviations()},
	{"telephone numbers", "", fill("07700 900123 ")},
	{"numbers", "", fill("0 ")},
	{"people's addresses", "", fill("freda.bloggs@a.b ")},
	{"places", "", fill("see above ")},
	{"ranks", "", fill("PC 123 ")},
	{"sentences too long", "", fill(strings.Repeat("a ", 36) + ". A")},
	{"caption after caption", "", fill("Table 1: a\n\n")},
}

// abbreviations are as many as fit, no two alike, and each explained by none.
func abbreviations() string {
	var b strings.Builder
	for n := 0; b.Len() < MaxBytes-8; n++ {
		for m, i := n, 0; i < 5; m, i = m/26, i+1 {
			b.WriteByte('A' + byte(m%26))
		}
		b.WriteString(" x ")
	}
	return b.String()
}

func backticks() string {
	var b strings.Builder
	for i, left := 1, 20_000; left > i; i++ {
		b.WriteString(strings.Repeat("`", i) + " ")
		left -= i
	}
	return b.String()
}

func staircase() string {
	var b strings.Builder
	for i := 0; b.Len() < MaxBytes-1500; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func notes() string {
	var b strings.Builder
	for i := 0; b.Len() < MaxBytes-100; i++ {
		fmt.Fprintf(&b, "a[^%d]\n\n[^%d]: b\n\n", i, i)
	}
	return b.String()
}

// TestHostile holds that what would take too long is refused, and that what is
// not refused is read to its end.
func TestHostile(t *testing.T) {
	slow := os.Getenv("PROSE_SLOW") != ""
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			text := h.text
			if h.rule == "" && !slow {
				f := diag.NewFile("a.md", []byte(text))
				if r := newReading(f, 0, Sections); !r.withinLimits() {
					t.Fatalf("refused: %s", r.problems[0].Message)
				}
				text = text[:min(len(text), 8<<10)]
			}
			start := time.Now()
			doc, problems := Parse(diag.NewFile("a.md", []byte(text)), 0, Sections)
			took := time.Since(start)
			if slow && took > 300*time.Millisecond {
				t.Logf("%8d bytes %8s %d problems", len(text), took.Round(time.Millisecond), len(problems))
			}
			for _, p := range problems {
				if h.rule != "" && p.Rule == h.rule {
					return
				}
				if strings.HasPrefix(p.Rule, "text-too") && h.rule == "" {
					t.Fatalf("refused: %s", p.Message)
				}
			}
			if h.rule != "" {
				t.Fatalf("no problem %s in %d: %.200v", h.rule, len(problems), problems)
			}
			_ = doc.Lead.HTML(Context{})
		})
	}
}
