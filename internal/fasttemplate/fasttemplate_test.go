package fasttemplate

import (
	"bytes"
	"fmt"
	"html/template"
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

// say is a function as the one for messages: of any number of arguments, and
// with a result that is a string or HTML.
func say(key string, args ...any) (any, error) {
	if len(args)%2 != 0 || key == "no such" {
		return nil, fmt.Errorf("no message %q", key)
	}
	text := key + "'s"
	for i := 1; i < len(args); i += 2 {
		if _, html := args[i].(template.HTML); html {
			return template.HTML(fmt.Sprintf("<b>%s %v</b>", template.HTMLEscapeString(text), args[i])), nil
		}
		text += fmt.Sprint(" & ", args[i])
	}
	return text, nil
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

// What layouts do.
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

func TestSameOutput(t *testing.T) {
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
	got, err := New(filled, funcs).Append([]byte("before "), v)
	switch {
	case err != nil: // html/template is asked, whatever it says
	case wrong != nil:
		t.Errorf("%s: executed, where html/template says %v", what, wrong)
	case string(got) != "before "+want.String():
		t.Errorf("%s:\nwant %q\ngot  %q", what, want.String(), got)
	}
}

// What is not supported is reported with the reason.
func TestUnsupported(t *testing.T) {
	for layout, want := range map[string]string{
		`{{.Name}}`:             "to show fasttemplate.named",
		`{{printf "%d" .N}}`:    "printf",
		`<a href={{.Href}}>`:    "nospaceescaper",
		`<p title="{{.HTML}}">`: "to show template.HTML",
		`{{.NoSuch}}`:           ".NoSuch of fasttemplate.view",
		`{{define "in"}}{{.}}{{end}}<p title="{{template "in" .Title}}">`: "the template in$",
	} {
		p := New(parsed(layout), funcs)
		if _, err := p.Append(nil, &view{}); err != ErrUnsupported || len(p.Unsupported()) != 1 || !strings.Contains(p.Unsupported()[0], want) {
			t.Errorf("%s: %v, unsupported for %q; want %q", layout, err, p.Unsupported(), want)
		}
	}
}

// Most of what layouts do is supported: a package that supports nothing would
// pass the other tests.
func TestMostIsSupported(t *testing.T) {
	supported := 0
	for _, layout := range layouts {
		if _, err := New(parsed(layout), funcs).Append(nil, views()[1]); err == nil {
			supported++
		}
	}
	if supported < 16 {
		t.Errorf("%d of %d layouts are supported", supported, len(layouts))
	}
}

// FuzzSameOutput: whatever the layout, the output is html/template's.
func FuzzSameOutput(f *testing.F) {
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
