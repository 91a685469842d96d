package markdown

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fiftysix/internal/diag"
)

// elements are all that may stand in our HTML, and their attributes.
var elements = map[string][]string{
	"p": {"class", "id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"blockquote": nil, "ul": nil, "ol": {"start"}, "li": {"id"}, "hr": nil, "br": nil,
	"pre": {"tabindex"}, "code": nil, "em": nil, "strong": nil, "sup": {"class"},
	"a":   {"href", "title", "id", "role", "aria-describedby", "aria-label", "class"},
	"img": {"src", "alt", "title", "loading"},
	"div": {"class", "role", "tabindex", "aria-labelledby"}, "table": nil, "caption": {"id", "class"},
	"thead": nil, "tbody": nil, "tr": nil, "th": {"scope", "class"}, "td": {"class"},
}

// blockParents are where paragraphs and the like may stand.
var noBlocks = []string{"p", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "code", "sup", "caption", "th", "td"}

// wellFormed holds of all HTML we make: every tag closed in order, nothing but
// what we know, ids unlike each other, nothing that runs, no link in a link,
// and what refers to an id of a text finds it.
func wellFormed(t *testing.T, doc *Doc) {
	t.Helper()
	texts := []Text{doc.Lead}
	for _, s := range doc.Sections {
		texts = append(texts, s.Text)
	}
	for _, text := range texts {
		for _, c := range []Context{{}, context("x"), {Level: 3, Prefix: `"><script>`, Label: "'", Link: func(string) string { return `" onclick="x` }}} {
			checkHTML(t, string(text.HTML(c)), c)
		}
	}
}

func checkHTML(t *testing.T, page string, c Context) {
	t.Helper()
	var open, ids, refs []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		switch kind {
		case html.StartTagToken:
			open = checkElement(t, token, open, page)
			for _, a := range token.Attr {
				if a.Key == "id" {
					ids = append(ids, a.Val)
				}
				if id, ok := strings.CutPrefix(a.Val, "#"); ok && a.Key == "href" && (token.Attr[0].Key == "id" || token.Attr[0].Key == "class") {
					refs = append(refs, id)
				}
				if a.Key == "aria-describedby" {
					refs = append(refs, a.Val)
				}
				if a.Key == "aria-labelledby" {
					refs = append(refs, a.Val[strings.LastIndexByte(a.Val, ' ')+1:])
				}
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %v:\n%s", token.Data, open, page)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			t.Fatalf("%s in:\n%s", token, page)
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v never closed:\n%s", open, page)
	}
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Fatalf("ids twice: %q:\n%s", ids, page)
	}
	for _, r := range refs {
		if _, found := slices.BinarySearch(ids, r); !found && !strings.ContainsAny(c.Prefix, `" `) {
			t.Fatalf("nothing has the id %q:\n%s", r, page)
		}
	}
}

func checkElement(t *testing.T, token html.Token, open []string, page string) []string {
	t.Helper()
	known, ok := elements[token.Data]
	if !ok {
		t.Fatalf("<%s> in:\n%s", token.Data, page)
	}
	for _, a := range token.Attr {
		if !slices.Contains(known, a.Key) {
			t.Fatalf("%s= on <%s> in:\n%s", a.Key, token.Data, page)
		}
		if scheme, _, ok := strings.Cut(a.Val, ":"); ok && (a.Key == "href" || a.Key == "src") && !strings.ContainsAny(scheme, "/#?. \"") &&
			!slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(scheme)) {
			t.Fatalf("%s=%q in:\n%s", a.Key, a.Val, page)
		}
	}
	if token.Data == "a" && slices.Contains(open, "a") {
		t.Fatalf("a link in a link:\n%s", page)
	}
	if len(open) > 0 && slices.Contains(noBlocks, open[len(open)-1]) && slices.Contains([]string{"p", "h4", "ul", "ol", "table", "div", "pre", "blockquote"}, token.Data) {
		t.Fatalf("<%s> in %v:\n%s", token.Data, open, page)
	}
	if slices.Contains([]string{"img", "br", "hr"}, token.Data) {
		return open
	}
	return append(open, token.Data)
}

// The beginning of a passage's plain words is what all of them begin with.
func TestBeginning(t *testing.T) {
	doc, _ := Parse(diag.NewFile("x.md", []byte("One two  three\nfour.\n\n1. a\n2. b\n   - c & d\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\n[a link](report.md) and *more*.[^1]\n\n```\ncode  here\n```\n\n[^1]: A note.\n")), 0, Whole)
	text := doc.Lead
	all := text.Plain()
	for n := range len(all) + 5 {
		if got := text.Beginning(n); !strings.HasPrefix(all, got) || len(got) < min(n, len(all))-2 {
			t.Errorf("%d bytes: %q of %q", n, got, all)
		}
	}
}
