package fasttemplate

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// A context is a position in a page for which html/template has one way of
// escaping.
type context int

const (
	inText context = iota
	inAttribute
	inTitle      // and other elements without tags in them
	inURL        // a whole URL
	inURLRest    // the rest of one
	inFragment   // what follows # or ?
	inRefreshURL // the URL of a refresh
	inScript     // as JSON
)

// contexts are known by the names of the escapers that html/template uses.
var contexts = map[string]context{
	"htmlescaper": inText, "attrescaper": inAttribute, "rcdataescaper": inTitle,
	"urlfilter urlnormalizer attrescaper": inURL, "urlnormalizer attrescaper": inURLRest,
	"urlescaper attrescaper": inFragment, "urlfilter attrescaper": inRefreshURL, "jsvalescaper": inScript,
}

// show writes an expression. What is not simple to escape, html/template
// escapes: see viaTemplate.
func show(x expression, c context) step {
	switch {
	case x.typ == htmlType && c == inText, x.typ == reflect.TypeFor[template.JS]() && c == inScript:
		return func(s *state, dot reflect.Value) { s.b = append(s.b, x.eval(s, dot).String()...) }
	case x.typ == anyType:
		return func(s *state, dot reflect.Value) {
			v := textOrHTML(x.eval(s, dot))
			switch {
			case v.Type() == stringType:
				s.b = appendEscaped(s.b, c, v.String())
			case c == inText:
				s.b = append(s.b, v.String()...)
			default:
				s.b = viaTemplate(s.b, c, v.Interface())
			}
		}
	case isText(x.typ) && c != inScript:
		return func(s *state, dot reflect.Value) { s.b = appendEscaped(s.b, c, x.eval(s, dot).String()) }
	case x.typ == intType && (c == inText || c == inAttribute || c == inTitle):
		return func(s *state, dot reflect.Value) { s.b = strconv.AppendInt(s.b, x.eval(s, dot).Int(), 10) }
	case c == inScript:
		return func(s *state, dot reflect.Value) { s.b = viaTemplate(s.b, c, x.eval(s, dot).Interface()) }
	}
	fail("to show " + x.typ.String())
	return nil
}

// isText reports whether values of a type are strings for html/template: no
// content type of its own, and no method that writes them in another way.
func isText(t reflect.Type) bool {
	if t == stringType {
		return true
	}
	stringer := reflect.TypeFor[fmt.Stringer]()
	p := reflect.PointerTo(t)
	return t.Kind() == reflect.String && t.PkgPath() != htmlType.PkgPath() && !p.Implements(stringer) && !p.Implements(errorType)
}

func appendEscaped(b []byte, c context, text string) []byte {
	switch c {
	case inText, inAttribute, inTitle:
		return appendHTML(b, text)
	case inScript:
		return viaTemplate(b, c, text)
	}
	rest := text
	if c == inURL || c == inRefreshURL { // elsewhere a colon is escaped
		rest = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	}
	for i := range len(rest) {
		if !plainInURL(rest[i], c) {
			return viaTemplate(b, c, text)
		}
	}
	return append(b, text...)
}

// plainInURL reports whether a byte is the same once it is escaped.
func plainInURL(b byte, c context) bool {
	letter := 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
	return letter || strings.IndexByte("-._~", b) >= 0 || c != inFragment && strings.IndexByte("/#?=", b) >= 0
}

// appendHTML escapes a text as html/template does, "+" included.
func appendHTML(b []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		var escaped string
		switch text[i] {
		case 0:
			escaped = "\uFFFD"
		case '"':
			escaped = "&#34;"
		case '&':
			escaped = "&amp;"
		case '\'':
			escaped = "&#39;"
		case '+':
			escaped = "&#43;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		default:
			continue
		}
		b = append(b, text[from:i]...)
		b = append(b, escaped...)
		from = i + 1
	}
	return append(b, text[from:]...)
}

// samples are templates in each of which html/template shows one value in one
// context.
var samples = sync.OnceValue(func() map[context]*template.Template {
	all := map[context]*template.Template{}
	for _, text := range []string{
		`<p title="{{.}}">`, `<title>{{.}}</title>`, `<a href="{{.}}">`, `<a href="/{{.}}">`, `<a href="#{{.}}">`,
		`<meta http-equiv="refresh" content="0; url={{.}}">`, `<script type="application/ld+json">{{.}}</script>`,
	} {
		t := template.Must(template.New("").Parse(text))
		_ = t.Execute(&bytes.Buffer{}, "")
		for _, node := range t.Tree.Root.Nodes {
			if action, ok := node.(*parse.ActionNode); ok {
				var names []string
				for _, command := range action.Pipe.Cmds[1:] {
					names = append(names, strings.TrimPrefix(command.String(), "_html_template_"))
				}
				all[contexts[strings.Join(names, " ")]] = t
			}
		}
	}
	return all
})

// viaTemplate has html/template escape a value.
func viaTemplate(b []byte, c context, v any) []byte {
	t := samples()[c]
	var out bytes.Buffer
	if t == nil || t.Execute(&out, v) != nil {
		panic(ErrUnsupported)
	}
	nodes := t.Tree.Root.Nodes
	before := nodes[0].(*parse.TextNode).Text
	after := nodes[len(nodes)-1].(*parse.TextNode).Text
	return append(b, out.Bytes()[len(before):out.Len()-len(after)]...)
}
