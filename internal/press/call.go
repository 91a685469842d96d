package press

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// function is a call of html/template's functions or the layouts' own.
func (m *maker) function(name string, nodes []parse.Node) value {
	if p := m.plate.Phrases; p != nil && name == p.Name {
		return m.phrase(nodes)
	}
	args := make([]value, len(nodes))
	constant := true
	for i, n := range nodes {
		args[i] = m.operand(n)
		constant = constant && args[i].constant
	}
	v := m.called(name, args)
	if constant {
		return fixed(v.get(&frame{}, reflect.Value{}).Interface())
	}
	return v
}

func (m *maker) called(name string, args []value) value {
	if own := m.plate.Funcs[name]; own != nil {
		return m.own(name, reflect.ValueOf(own), args)
	}
	switch name {
	case "eq", "ne":
		if len(args) == 2 {
			return m.equal(args[0], args[1], name == "eq")
		}
	case "lt", "le", "gt", "ge":
		if len(args) == 2 {
			return m.ordered(name, args[0], args[1])
		}
	case "len":
		if len(args) == 1 {
			return m.length(args[0])
		}
	case "index":
		if len(args) == 2 {
			return m.item(args[0], args[1])
		}
	case "print":
		return m.joined(args)
	}
	m.fail(name) // among them "and" and "or" where they are not what an {{if}} asks
	return value{}
}

func (m *maker) equal(a, b value, want bool) value {
	var same func(x, y reflect.Value) bool
	switch kind := a.typ.Kind(); {
	case kind == reflect.String && b.typ.Kind() == kind:
		same = func(x, y reflect.Value) bool { return x.String() == y.String() }
	case isInt(kind) && isInt(b.typ.Kind()):
		same = func(x, y reflect.Value) bool { return x.Int() == y.Int() }
	case kind == reflect.Bool && b.typ.Kind() == kind:
		same = func(x, y reflect.Value) bool { return x.Bool() == y.Bool() }
	default:
		m.fail(a.typ.String() + " beside " + b.typ.String())
	}
	return truly(func(f *frame, dot reflect.Value) bool { return same(a.get(f, dot), b.get(f, dot)) == want })
}

func truly(is func(f *frame, dot reflect.Value) bool) value {
	return value{typ: boolType, get: func(f *frame, dot reflect.Value) reflect.Value {
		if is(f, dot) {
			return yes
		}
		return no
	}}
}

func (m *maker) ordered(name string, a, b value) value {
	if !isInt(a.typ.Kind()) || !isInt(b.typ.Kind()) {
		m.fail(name)
	}
	compare := map[string]func(x, y int64) bool{
		"lt": func(x, y int64) bool { return x < y }, "le": func(x, y int64) bool { return x <= y },
		"gt": func(x, y int64) bool { return x > y }, "ge": func(x, y int64) bool { return x >= y },
	}[name]
	return truly(func(f *frame, dot reflect.Value) bool { return compare(a.get(f, dot).Int(), b.get(f, dot).Int()) })
}

func isInt(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Int64 }

func (m *maker) length(v value) value {
	if k := v.typ.Kind(); k != reflect.Slice && k != reflect.String && k != reflect.Map {
		m.fail("len of " + v.typ.String())
	}
	return value{typ: intType, get: func(f *frame, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(v.get(f, dot).Len())
	}}
}

func (m *maker) item(list, at value) value {
	if list.typ.Kind() != reflect.Slice || !isInt(at.typ.Kind()) || list.typ.Elem().Kind() == reflect.Interface && list.typ.Elem() != eitherType {
		m.fail("index of " + list.typ.String())
	}
	return value{typ: list.typ.Elem(), get: func(f *frame, dot reflect.Value) reflect.Value {
		l, i := list.get(f, dot), at.get(f, dot).Int()
		if i < 0 || i >= int64(l.Len()) {
			panic(errStop)
		}
		return l.Index(int(i))
	}}
}

// joined is "print" of texts, which it puts together with nothing between.
func (m *maker) joined(args []value) value {
	for _, a := range args {
		if a.typ != stringType && a.typ != htmlType {
			m.fail("print of " + a.typ.String())
		}
	}
	return value{typ: stringType, get: func(f *frame, dot reflect.Value) reflect.Value {
		from := len(f.b)
		for _, a := range args {
			f.b = append(f.b, a.get(f, dot).String()...)
		}
		return f.cut(from)
	}}
}

// cut takes what has been written since from away again, as a text.
func (f *frame) cut(from int) reflect.Value {
	text := string(f.b[from:])
	f.b = f.b[:from]
	return reflect.ValueOf(text)
}

// own is a call of one of the layouts' own functions.
func (m *maker) own(name string, fn reflect.Value, args []value) value {
	t := fn.Type()
	if t.IsVariadic() || t.NumIn() != len(args) || t.NumOut() != 1 {
		m.fail(name)
	}
	for i, a := range args {
		if text := a.typ == stringType || a.typ == htmlType; a.typ != t.In(i) && !(text && t.In(i) == eitherType) {
			m.fail(name + " of " + a.typ.String())
		}
	}
	out := t.Out(0)
	fast := m.plate.Fast[name]
	if fast == nil || out != htmlType && out != stringType {
		return value{typ: out, get: func(f *frame, dot reflect.Value) reflect.Value {
			from := f.gather(args, dot)
			defer f.drop(from)
			f.away = true
			v := fn.Call(f.args[from:])[0]
			f.away = false
			return v
		}}
	}
	put := func(f *frame, dot reflect.Value) {
		from := f.gather(args, dot)
		f.away = true
		f.b = fast(f.b, f.args[from:])
		f.away = false
		f.drop(from)
	}
	return value{typ: out, put: put, get: func(f *frame, dot reflect.Value) reflect.Value {
		from := len(f.b)
		put(f, dot)
		return f.cut(from).Convert(out)
	}}
}

// gather puts arguments on the frame, from the number that is returned on.
func (f *frame) gather(args []value, dot reflect.Value) (from int) {
	from = len(f.args)
	for _, a := range args {
		v := a.get(f, dot) // which may gather others, and drops them
		f.args = append(f.args, v)
	}
	return from
}

func (f *frame) drop(from int) { f.args = f.args[:from] }

// Phrases are a function that takes the key of a phrase, written out, and then
// names and values in turn, which fill its gaps. It gives a text; or HTML,
// where one of the values is HTML.
type Phrases struct {
	Name string
	Find func(key string) (Phrase, bool)
	// Number writes a number into a gap.
	Number func(b []byte, n int) []byte
}

// A Phrase has one form, or several of which the number in its gap "n"
// chooses.
type Phrase struct {
	Forms  [][]Piece
	Choose func(n int) int // which of the forms; nil where there is but one
	Usual  int             // the form where there is no number
}

// A Piece is some text, or a gap by its name.
type Piece struct{ Text, Gap string }

// filled is a phrase with the values for its gaps.
type filled struct {
	Phrase
	names  []string
	values []value
	n      int     // which of the values is the number; -1 for none
	open   []value // those that may turn out to be HTML, and the phrase with them
}

func (m *maker) phrase(nodes []parse.Node) value {
	if len(nodes)%2 != 1 {
		m.fail(m.plate.Phrases.Name + " with a name and no value")
	}
	key, ok := nodes[0].(*parse.StringNode)
	if !ok {
		m.fail(nodes[0].String())
	}
	p, ok := m.plate.Phrases.Find(key.Text)
	if !ok {
		m.fail(key.Quoted)
	}
	v := value{typ: stringType, phrase: &filled{Phrase: p, n: -1}, constant: true}
	for i := 1; i < len(nodes); i += 2 {
		name, ok := nodes[i].(*parse.StringNode)
		if !ok {
			m.fail(nodes[i].String())
		}
		given := m.operand(nodes[i+1])
		if given.typ == htmlType {
			v.typ = htmlType
		} else if given.typ == eitherType {
			if v.typ != htmlType {
				v.typ = eitherType
			}
			v.phrase.open = append(v.phrase.open, given)
		} else if given.typ != intType && !plainText(given.typ) {
			m.fail(name.Text + ", which is " + given.typ.String())
		}
		if name.Text == "n" && given.typ == intType && v.phrase.n < 0 && p.Choose != nil {
			v.phrase.n = len(v.phrase.values)
		}
		v.constant = v.constant && given.constant
		v.phrase.names, v.phrase.values = append(v.phrase.names, name.Text), append(v.phrase.values, given)
	}
	if v.typ == eitherType {
		v.get = m.eitherPhrase(v)
		return v
	}
	say := m.say(v, asItIs)
	v.put = say
	v.get = func(f *frame, dot reflect.Value) reflect.Value {
		from := len(f.b)
		say(f, dot)
		return f.cut(from).Convert(v.typ)
	}
	if v.constant {
		return fixed(v.get(&frame{}, reflect.Value{}).Interface())
	}
	return v
}

// isHTML says whether a phrase turns out to be HTML.
func (p *filled) isHTML(f *frame, dot reflect.Value) bool {
	for _, v := range p.open {
		if turnedOut(v.get(f, dot)).Type() == htmlType {
			return true
		}
	}
	return false
}

// as is the phrase as if it were of a type, whatever its values are.
func (v value) as(typ reflect.Type) value {
	v.typ = typ
	return v
}

// eitherPhrase is a phrase that is HTML where one of its values turns out to be.
func (m *maker) eitherPhrase(v value) func(f *frame, dot reflect.Value) reflect.Value {
	text, marked := m.say(v.as(stringType), asItIs), m.say(v.as(htmlType), asItIs)
	return func(f *frame, dot reflect.Value) reflect.Value {
		from := len(f.b)
		if v.phrase.isHTML(f, dot) {
			marked(f, dot)
			return f.cut(from).Convert(htmlType)
		}
		text(f, dot)
		return f.cut(from)
	}
}

// plainText says whether a value of a type is a text that is written as it
// stands.
func plainText(typ reflect.Type) bool {
	return typ == stringType || typ.Kind() == reflect.String && typ != htmlType && typ.PkgPath() != htmlType.PkgPath() &&
		!typ.Implements(stringerType) && !typ.Implements(errorType) && !reflect.PointerTo(typ).Implements(stringerType) && !reflect.PointerTo(typ).Implements(errorType)
}

var (
	stringerType = reflect.TypeFor[fmt.Stringer]()
	errorType    = reflect.TypeFor[error]()
)

// say makes the step that writes a phrase, its texts made safe by safe. Where
// it is HTML its texts are escaped as texts of HTML.
func (m *maker) say(v value, safe escaper) step {
	within := safe
	if v.typ == htmlType {
		within = m.inHTML()
	}
	forms := make([][]step, len(v.phrase.Forms))
	for i, form := range v.phrase.Forms {
		for _, piece := range form {
			forms[i] = append(forms[i], m.piece(v.phrase, piece, within))
		}
	}
	if n := v.phrase.n; n >= 0 {
		number, choose := v.phrase.values[n].get, v.phrase.Choose
		return func(f *frame, dot reflect.Value) { steps(f, forms[choose(int(number(f, dot).Int()))], dot) }
	}
	usual := forms[v.phrase.Usual]
	return func(f *frame, dot reflect.Value) { steps(f, usual, dot) }
}

func (m *maker) piece(p *filled, piece Piece, safe escaper) step {
	if piece.Gap == "" {
		text := string(safe(nil, piece.Text))
		return func(f *frame, _ reflect.Value) { f.b = append(f.b, text...) }
	}
	for i, name := range p.names {
		if name != piece.Gap {
			continue
		}
		given := p.values[i]
		switch {
		case given.typ == intType:
			number := m.plate.Phrases.Number
			return func(f *frame, dot reflect.Value) {
				f.b = number(f.b, int(given.get(f, dot).Int())) // digits and marks between them
			}
		case given.put != nil && given.typ == htmlType:
			return given.put
		case given.typ == htmlType:
			return func(f *frame, dot reflect.Value) { f.b = append(f.b, given.get(f, dot).String()...) }
		}
		if given.typ == eitherType {
			return func(f *frame, dot reflect.Value) {
				if v := turnedOut(given.get(f, dot)); v.Type() == htmlType {
					f.b = append(f.b, v.String()...)
				} else {
					f.b = safe(f.b, v.String())
				}
			}
		}
		return func(f *frame, dot reflect.Value) { f.b = safe(f.b, given.get(f, dot).String()) }
	}
	m.fail("the gap " + piece.Gap)
	return nil
}
