package press

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"
)

// view is something to show, with a field for everything that layouts use.
type view struct {
	inner
	Title string
	Href  string
	HTML  template.HTML
	Kind  kind
	N     int
	Yes   bool
	Words []string
	Rows  []row
	Row   *row
	None  *row
	Name  named
	On    day
}

type inner struct{ Inner string }

type row struct {
	Text, Href string
	N          int
	Under      []row
}

// Loud is a method that wants nothing.
func (r *row) Loud() string { return strings.ToUpper(r.Text) }

// Broken panics.
func (r *row) Broken() bool { return r.Under[5].N > 0 }

type kind string

// named says itself in another way than it is written.
type named string

func (n named) String() string { return "named " + string(n) }

type day struct{ N int }

func (d day) IsZero() bool { return d.N == 0 }

func views() []*view {
	full := &view{
		inner: inner{"inner"}, Title: `Fire & Rescue <b>"it's"</b> 1+1`, Href: "../a b/?q=ŵ#x", HTML: "<p>one</p>\n<p>two <em>three</em></p>\n",
		Kind: "a<b", N: 1234, Yes: true, Words: []string{"a", "b&c"}, Name: "n<",
		Rows: []row{{Text: "first", Href: "https://example.org/x/"}, {Text: "second", Href: "javascript:alert(1)", N: 2, Under: []row{{Text: "third", Under: []row{{Text: "fourth"}}}}}},
		On:   day{7},
	}
	full.Row = &full.Rows[1]
	return []*view{{}, full, {N: 1, Title: "a\x00b", Href: "http://example.org/é", Words: []string{"one"}}}
}

var funcs = template.FuncMap{
	"word": say,
	"date": func(d day) template.HTML { return template.HTML(fmt.Sprintf("<time>%d</time>", d.N)) },
	"link": func(href, text string) template.HTML {
		return template.HTML(`<a href="` + template.HTMLEscapeString(href) + `">` + template.HTMLEscapeString(text) + "</a>")
	},
	"loud": strings.ToUpper,
	"boom": func() string { panic("boom") },
	"nth":  func(n int, words []string) string { return words[n] }, // which panics where there are too few
}

var phrases = map[string]Phrase{
	"plain":  {Forms: [][]Piece{{{Text: "It's plain & simple"}}}},
	"filled": {Forms: [][]Piece{{{Text: "Title's "}, {Gap: "title"}, {Text: "!"}}}},
	"count": {Forms: [][]Piece{{{Text: "One <thing>"}}, {{Gap: "n"}, {Text: " things of "}, {Gap: "what"}}},
		Choose: func(n int) int { return min(max(n, 0)/2, 1) }, Usual: 1},
}

// say is what the phrases are to html/template.
func say(key string, args ...any) (any, error) {
	p, ok := phrases[key]
	if !ok || len(args)%2 != 0 {
		return nil, fmt.Errorf("no phrase %q", key)
	}
	given, html, form := map[string]any{}, false, p.Usual
	for i := 0; i < len(args); i += 2 {
		given[args[i].(string)] = args[i+1]
		_, is := args[i+1].(template.HTML)
		html = html || is
	}
	if n, ok := given["n"].(int); ok && p.Choose != nil {
		form = p.Choose(n)
	}
	var b strings.Builder
	for _, piece := range p.Forms[form] {
		value, gap := any(piece.Text), piece.Gap
		if gap != "" {
			if value, ok = given[gap]; !ok {
				return nil, fmt.Errorf("no %s", gap)
			}
		}
		text := fmt.Sprint(value)
		if _, is := value.(template.HTML); html && !is {
			text = template.HTMLEscapeString(text)
		}
		b.WriteString(text)
	}
	if html {
		return template.HTML(b.String()), nil
	}
	return b.String(), nil
}

func options(small bool) Options {
	return Options{
		Funcs: funcs, Small: small,
		Fast: map[string]Fast{"date": func(b []byte, args []reflect.Value) []byte {
			return fmt.Appendf(b, "<time>%d</time>", args[0].Field(0).Int())
		}},
		Phrases: &Phrases{
			Name: "word", Number: func(b []byte, n int) []byte { return fmt.Append(b, n) },
			Find: func(key string) (Phrase, bool) { p, ok := phrases[key]; return p, ok },
		},
	}
}

// parsed is a layout that html/template has escaped, or nil.
func parsed(layout string) *template.Template {
	t, err := template.New("page").Option("missingkey=error").Funcs(funcs).Parse(layout)
	if err != nil {
		return nil
	}
	_ = t.Execute(&bytes.Buffer{}, nil)
	return t
}

// What layouts do, each pressed as html/template fills it.
var layouts = []string{
	`<p>{{.Title}}</p>`,
	`<title>{{.Title}}</title><p title="{{.Title}}">{{.Inner}}</p>`,
	`<a href="{{.Href}}">{{.Kind}}</a><a href="#{{.Href}}">x</a><a href="/a/{{.Href}}">x</a><a href="mailto:{{.Title}}">x</a>`,
	`<meta http-equiv="refresh" content="0; url={{.Href}}">`,
	`<script type="application/ld+json">{{.Rows}}</script>`,
	`<div>{{.HTML}}</div>{{.N}}{{.Yes}}`,
	`{{.Name}}`,
	`{{if .Title}}yes{{else}}no{{end}}{{if and .Yes (not .None)}}both{{end}}{{if or .None .N}}either{{end}}`,
	`{{if eq .N 1}}one{{else if gt .N 2}}many{{end}}{{if ne .Title "x"}}x{{end}}{{if eq .Kind "a<b"}}kind{{end}}`,
	`{{with .Row}}{{.Text}} {{.Loud}}{{else}}none{{end}}{{with $x := .Title}}{{$x}}{{$.N}}{{end}}`,
	`{{range .Rows}}<li>{{.Text}}: {{range .Under}}{{.Text}}{{else}}nothing{{end}}</li>{{else}}<p>none</p>{{end}}`,
	`{{range $i, $r := .Rows}}{{$i}}{{$r.Text}}{{end}}{{range $r := .Rows}}{{$r.N}}{{end}}`,
	`{{define "rows"}}{{range .}}({{.Text}}{{template "rows" .Under}}){{end}}{{end}}{{template "rows" .Rows}}`,
	`{{define "in"}}{{.}}{{end}}<p title="{{template "in" .Title}}">`,
	`{{$t := print .Title "--" .Inner}}<p id="{{$t}}">{{len .Rows}}{{if eq (len .Words) 1}}{{index .Words 0}}{{end}}</p>`,
	`{{index .Words 0}}`,
	`{{nth .N .Words}}{{if .Row.Broken}}x{{end}}`,
	`{{.None.Text}}`,
	`{{word "plain"}}<p title="{{word "plain"}}">{{word "filled" "title" .Title}}</p>`,
	`{{word "filled" "title" (link .Href .Title)}}{{word "filled" "title" (date .On)}}{{word "filled" "title" (word "plain")}}`,
	`{{word "count" "n" .N "what" .Title}}<p title="{{word "count" "n" .N "what" .Title}}">{{word "count" "n" .N "what" (link "x" .Title)}}</p>`,
	`<p title="{{date .On}}">`,
	`{{if not .On.IsZero}}{{date .On}}{{end}}{{loud .Title}}{{loud "x<y"}}{{printf "%d" .N}}`,
	`<p>{{- /* nothing */ -}} <b {{if .Yes}}class="x"{{end}}>x</b></p>`,
	`<a href={{.Href}}>{{.Title}}</a><p onclick="{{.Title}}" style="color: {{.Title}}">`,
	`{{word "filled" "title" .Name}}{{word "no such"}}{{.NoSuch}}`,
}

func TestPressedIsFilled(t *testing.T) {
	for _, layout := range layouts {
		filled := parsed(layout)
		if filled == nil {
			t.Errorf("html/template cannot read %s", layout)
			continue
		}
		for i, v := range views() {
			sameAs(t, filled, layout, v, fmt.Sprintf("%s, view %d", layout, i))
		}
	}
}

func sameAs(t *testing.T, filled *template.Template, layout string, v *view, what string) {
	t.Helper()
	var want bytes.Buffer
	wrong := filled.Execute(&want, v)
	got, err := New(filled, options(false)).Print([]byte("before "), v)
	switch {
	case err != nil: // html/template is asked, whatever it says
	case wrong != nil:
		t.Errorf("%s: pressed, where html/template says %v", what, wrong)
	case string(got) != "before "+want.String():
		t.Errorf("%s:\nwant %q\ngot  %q", what, want.String(), got)
	}
}

// What is not known is left, and what it was is said.
func TestWhatIsLeft(t *testing.T) {
	for layout, want := range map[string]string{
		`{{.Name}}`:             "to show press.named",
		`{{printf "%d" .N}}`:    "printf",
		`<a href={{.Href}}>`:    "nospaceescaper",
		`<p title="{{.HTML}}">`: "HTML within a tag",
		`{{boom}}`:              "boom",
		`{{.NoSuch}}`:           ".NoSuch of press.view",
		`{{define "in"}}{{.}}{{end}}<p title="{{template "in" .Title}}">`: "the template in$",
	} {
		p := New(parsed(layout), options(false))
		if _, err := p.Print(nil, &view{}); err != ErrLeft || len(p.Left()) != 1 || !strings.Contains(p.Left()[0], want) {
			t.Errorf("%s: %v, left for %q; want %q", layout, err, p.Left(), want)
		}
	}
}

// Most of what layouts do is known: a plate that leaves everything would pass
// the other tests.
func TestMostIsPressed(t *testing.T) {
	pressed := 0
	for _, layout := range layouts {
		if _, err := New(parsed(layout), options(false)).Print(nil, views()[1]); err == nil {
			pressed++
		}
	}
	if pressed < 16 {
		t.Errorf("%d of %d layouts are pressed", pressed, len(layouts))
	}
}

// Space that no reader sees is left out, and escapes that nothing needs.
func TestSmall(t *testing.T) {
	for layout, want := range map[string]string{
		"<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>x</title>\n</head>\n<body>\n<p>a</p>\n</body>\n</html>\n": `<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body><p>a</p></body></html>`,
		"<p>\n  two   words <b>and</b> more </p>\n<p>":                     "<p>two words <b>and</b> more</p><p>",
		"<p>a <b>b </b></p> c":                                             "<p>a <b>b</b></p>c",
		"<ul>{{range .Rows}}\n<li>{{.Text}}</li>\n{{end}}</ul>":            "<ul><li>first</li><li>second</li></ul>",
		"<p>{{.Title}} <i>x</i> {{.N}} y</p>":                              `<p>Fire & Rescue &lt;b&gt;"it's"&lt;/b&gt; 1+1 <i>x</i> 1234 y</p>`,
		`<p title="{{.Title}}">`:                                           `<p title="Fire &amp; Rescue &lt;b&gt;&#34;it's&#34;&lt;/b&gt; 1+1">`,
		"<div>\n{{.HTML}}\n</div>":                                         "<div><p>one</p><p>two <em>three</em></p></div>",
		"<p>it&#39;s &amp; &#34;so&#34; &amp;amp; <a title=\"a &#34; b\">": `<p>it's & "so" &amp;amp; <a title="a &#34; b">`,
	} {
		got, err := New(parsed(layout), options(true)).Print(nil, views()[1])
		if err != nil || string(got) != want {
			t.Errorf("%q\nwant %q\ngot  %q %v", layout, want, got, err)
		}
	}
	for _, layout := range []string{"<pre>a  b</pre>", "<svg></svg>", "<textarea></textarea>"} {
		if _, err := New(parsed(layout), options(true)).Print(nil, views()[1]); err != ErrLeft {
			t.Errorf("%s is pressed, and is to be left", layout)
		}
	}
	for html, want := range map[string]string{
		"<p>a</p>\n<pre><code>x\n  <b>y</b>\n</code></pre>\n<p>b <em>c</em> d\ne<br>\nf</p>\n": "<p>a</p><pre><code>x\n  <b>y</b>\n</code></pre><p>b <em>c</em> d\ne<br>f</p>",
		"a <a href=\"x\">b</a> c":      "a <a href=\"x\">b</a> c",
		" \n<ul>\n<li>a\n</li> </ul> ": "<ul><li>a</li></ul>",
		"<":                            "<", "<p": "<p", "": "", "<pre>": "<pre>",
	} {
		if got := string(shrinkFrom([]byte("before"+html), len("before"), false)); got != "before"+want {
			t.Errorf("%q\nwant %q\ngot  %q", html, want, got)
		}
	}
}

// FuzzPress: whatever the layout, what is pressed is what html/template gives.
func FuzzPress(f *testing.F) {
	for _, layout := range layouts {
		f.Add(layout, "Fire & 'Rescue'", "../x/")
	}
	f.Fuzz(func(t *testing.T, layout, title, href string) {
		filled := parsed(layout)
		if filled == nil || strings.Contains(layout, `{{template "page"`) || strings.Count(layout, "template") > 3 {
			return // one that calls itself without end
		}
		for _, v := range views() {
			v.Title, v.Href = title, href
			sameAs(t, filled, layout, v, layout)
		}
	})
}
