package press

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// A way is how html/template makes a value safe where it stands, by the names
// of its escapers.
type way int

const (
	wayText way = iota
	wayAttribute
	wayTitle
	wayAddress     // a whole address
	wayAddressRest // the rest of one
	wayFragment
	wayScheme // an address that is not one of the page's: of a refresh
	wayData   // in a script, as JSON
)

var ways = map[string]way{
	"htmlescaper": wayText, "attrescaper": wayAttribute, "rcdataescaper": wayTitle,
	"urlfilter urlnormalizer attrescaper": wayAddress, "urlnormalizer attrescaper": wayAddressRest,
	"urlescaper attrescaper": wayFragment, "urlfilter attrescaper": wayScheme, "jsvalescaper": wayData,
}

// oracles are layouts in which html/template makes a value safe in each way
// that is more than a table: what it gives stands between two marks. A value
// that is not plain to see through is sent through one of them.
var oracles = sync.OnceValue(func() map[way]*template.Template {
	made := map[way]*template.Template{}
	for _, layout := range []string{
		`<a href="{{.}}">`, `<a href="/{{.}}">`, `<a href="#{{.}}">`,
		`<meta http-equiv="refresh" content="0; url={{.}}">`, `<script type="application/ld+json">{{.}}</script>`,
	} {
		t := template.Must(template.New("").Parse(layout))
		_ = t.Execute(&bytes.Buffer{}, "")
		for _, node := range t.Tree.Root.Nodes {
			if action, ok := node.(*parse.ActionNode); ok {
				made[wayOf(action)] = t
			}
		}
	}
	return made
})

func wayOf(n *parse.ActionNode) way {
	var names []string
	for _, c := range n.Pipe.Cmds[1:] {
		names = append(names, strings.TrimPrefix(c.Args[0].String(), "_html_template_"))
	}
	return ways[strings.Join(names, " ")]
}

// ask sends a value through html/template.
func ask(b []byte, w way, v any) []byte {
	t := oracles()[w]
	var out bytes.Buffer
	if t == nil || t.Execute(&out, v) != nil {
		panic(errStop)
	}
	nodes := t.Tree.Root.Nodes
	before := nodes[0].(*parse.TextNode).Text
	after := nodes[len(nodes)-1].(*parse.TextNode).Text
	return append(b, out.Bytes()[len(before):out.Len()-len(after)]...)
}

// JSON is a value that writes itself into a script as html/template would
// have it written.
type JSON interface{ AppendJSON(b []byte) []byte }

var jsonType = reflect.TypeFor[JSON]()

// An escaper adds a text, made safe.
type escaper func(b []byte, s string) []byte

func asItIs(b []byte, s string) []byte { return append(b, s...) }

// shown makes the step that shows a value in a way.
func (m *maker) shown(v value, w way) step {
	if w == wayData {
		return m.data(v)
	}
	safe := m.escaper(w)
	switch {
	case v.typ == htmlType && w == wayText:
		return m.html(v)
	case v.typ == eitherType && w == wayText:
		return m.turningOut(v, safe)
	case v.typ == htmlType:
		m.fail("HTML within a tag")
	case v.phrase != nil && v.typ == stringType:
		return m.say(v, safe)
	case plainText(v.typ) && v.constant:
		text := string(safe(nil, v.now().String()))
		return func(f *frame, _ reflect.Value) { f.b = append(f.b, text...) }
	case plainText(v.typ):
		return func(f *frame, dot reflect.Value) { f.b = safe(f.b, v.get(f, dot).String()) }
	case v.typ == intType && w < wayAddress:
		return func(f *frame, dot reflect.Value) { f.b = strconv.AppendInt(f.b, v.get(f, dot).Int(), 10) }
	}
	m.fail("to show " + v.typ.String())
	return nil
}

// turningOut makes the step that shows a text or HTML, as it turns out.
func (m *maker) turningOut(v value, safe escaper) step {
	if v.phrase != nil {
		text, marked := m.say(v.as(stringType), safe), m.html(value{put: m.say(v.as(htmlType), asItIs)})
		return func(f *frame, dot reflect.Value) {
			if v.phrase.isHTML(f, dot) {
				marked(f, dot)
			} else {
				text(f, dot)
			}
		}
	}
	omit := m.at.omit
	return func(f *frame, dot reflect.Value) {
		shown := turnedOut(v.get(f, dot))
		if shown.Type() == stringType {
			f.b = safe(f.b, shown.String())
			return
		}
		from := len(f.b)
		f.b = append(f.b, shown.String()...)
		if m.plate.Small {
			f.b = shrinkFrom(f.b, from, omit)
		}
	}
}

// html makes the step that shows HTML.
func (m *maker) html(v value) step {
	put := v.put
	if put == nil {
		put = func(f *frame, dot reflect.Value) { f.b = append(f.b, v.get(f, dot).String()...) }
	}
	if !m.plate.Small {
		return put
	}
	omit := m.at.omit
	return func(f *frame, dot reflect.Value) {
		from := len(f.b)
		put(f, dot)
		f.b = shrinkFrom(f.b, from, omit)
	}
}

func (m *maker) data(v value) step {
	if v.typ.Implements(jsonType) {
		return func(f *frame, dot reflect.Value) {
			f.b = v.get(f, dot).Interface().(JSON).AppendJSON(f.b)
		}
	}
	return func(f *frame, dot reflect.Value) { f.b = ask(f.b, wayData, v.get(f, dot).Interface()) }
}

func (m *maker) escaper(w way) escaper {
	small := m.plate.Small
	switch w {
	case wayText:
		if small {
			return smallText
		}
		return whole.add
	case wayAttribute:
		if small {
			return smallAttribute.add
		}
		return whole.add
	case wayTitle:
		if small {
			return smallText
		}
		return whole.add
	}
	plain := &plainAddress
	if w == wayFragment {
		plain = &plainFragment
	}
	colon := w == wayAddress || w == wayScheme
	return func(b []byte, s string) []byte {
		rest := s
		if colon {
			rest = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
		}
		for i := 0; i < len(rest); i++ {
			if !plain[rest[i]] {
				return ask(b, w, s)
			}
		}
		return append(b, s...)
	}
}

// inHTML is how texts are written that fill a phrase with HTML.
func (m *maker) inHTML() escaper {
	if m.plate.Small {
		return smallText
	}
	return inside.add
}

// A table says what is written in the place of a byte; "" for itself.
type table [256]string

func (t *table) add(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if r := t[s[i]]; r != "" {
			b = append(b, s[from:i]...)
			b = append(b, r...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

var (
	// whole is html/template's own, inside that of its HTMLEscapeString.
	whole  = table{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
	inside = table{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '<': "&lt;", '>': "&gt;"}
	// What needs it between tags, and in an attribute between double quotes.
	smallest       = table{0: "\uFFFD", '&': "&amp;", '<': "&lt;", '>': "&gt;"}
	smallAttribute = table{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '<': "&lt;", '>': "&gt;"}
)

// smallText writes a text between tags. An ampersand before a space begins no
// reference and may stand.
func smallText(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		r := smallest[s[i]]
		if r == "" || s[i] == '&' && i+1 < len(s) && s[i+1] == ' ' {
			continue
		}
		b = append(b, s[from:i]...)
		b = append(b, r...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// What stands in an address as it is, whatever the way. A colon may make it
// another kind of address, and what else there is html/template sees to.
var plainAddress, plainFragment = func() (a, f [256]bool) {
	for c := 'a'; c <= 'z'; c++ {
		a[c], f[c] = true, true
		a[c-'a'+'A'], f[c-'a'+'A'] = true, true
	}
	for c := '0'; c <= '9'; c++ {
		a[c], f[c] = true, true
	}
	for _, c := range "-._~" {
		a[c], f[c] = true, true
	}
	for _, c := range "/#?=" {
		a[c] = true
	}
	return a, f
}()
