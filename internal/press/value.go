package press

import (
	"html/template"
	"reflect"
	"text/template/parse"
)

// A value is what stands between {{ and }}: of a type that is known, found
// when the page is printed.
type value struct {
	typ reflect.Type
	get func(f *frame, dot reflect.Value) reflect.Value
	// put writes a text or HTML as it is, where that is less work than get.
	put func(f *frame, dot reflect.Value)
	// phrase is set where the value is a phrase with gaps to be filled.
	phrase *filled
	// constant says that it is always the same.
	constant bool
}

var (
	stringType = reflect.TypeFor[string]()
	htmlType   = reflect.TypeFor[template.HTML]()
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	eitherType = reflect.TypeFor[any]() // a text or HTML, as it turns out
)

func fixed(v any) value {
	r := reflect.ValueOf(v)
	return value{typ: r.Type(), get: func(*frame, reflect.Value) reflect.Value { return r }, constant: true}
}

// now is a constant's value.
func (v value) now() reflect.Value { return v.get(nil, reflect.Value{}) }

func (m *maker) pipe(pipe *parse.PipeNode) value {
	if pipe == nil || len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		m.fail(pipe.String())
	}
	return m.command(pipe.Cmds[0])
}

func (m *maker) command(c *parse.CommandNode) value {
	if name, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return m.function(name.Ident, c.Args[1:])
	}
	if len(c.Args) > 1 {
		m.fail(c.String())
	}
	return m.operand(c.Args[0])
}

// operand is a value that is not a call.
func (m *maker) operand(node parse.Node) value {
	switch n := node.(type) {
	case *parse.DotNode:
		return value{typ: m.dot, get: func(_ *frame, dot reflect.Value) reflect.Value { return dot }}
	case *parse.FieldNode:
		return m.fields(m.operand(&parse.DotNode{}), n.Ident)
	case *parse.VariableNode:
		return m.fields(m.variable(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return m.fields(m.operand(n.Node), n.Field)
	case *parse.PipeNode:
		return m.pipe(n)
	case *parse.IdentifierNode: // a function with no arguments
		return m.function(n.Ident, nil)
	case *parse.StringNode:
		return fixed(n.Text)
	case *parse.BoolNode:
		return fixed(n.True)
	case *parse.NumberNode:
		if !n.IsInt || n.IsComplex {
			m.fail(n.Text)
		}
		return fixed(int(n.Int64))
	}
	m.fail(node.String())
	return value{}
}

func (m *maker) variable(name string) value {
	for i := len(m.vars) - 1; i >= 0; i-- {
		if v := m.vars[i]; v.name == name {
			return value{typ: v.typ, get: func(f *frame, _ reflect.Value) reflect.Value { return f.vars[f.base+v.slot] }}
		}
	}
	m.fail(name)
	return value{}
}

// fields follows names from a value: of fields, and of methods that want
// nothing.
func (m *maker) fields(v value, names []string) value {
	for _, name := range names {
		v = m.field(v, name)
	}
	return v
}

func (m *maker) field(v value, name string) value {
	if method, ok := m.method(v, name); ok {
		return method
	}
	typ, deref := v.typ, false
	if typ.Kind() == reflect.Pointer {
		typ, deref = typ.Elem(), true
	}
	if typ.Kind() != reflect.Struct {
		m.fail("." + name + " of " + typ.String())
	}
	field, ok := typ.FieldByName(name)
	if !ok || !field.IsExported() || field.Type.Kind() == reflect.Interface && field.Type != eitherType {
		m.fail("." + name + " of " + typ.String())
	}
	from, index := v.get, field.Index
	get := func(f *frame, dot reflect.Value) reflect.Value {
		r := from(f, dot)
		for _, i := range index {
			r = held(r).Field(i)
		}
		return r
	}
	if i := index[0]; len(index) == 1 && !deref {
		get = func(f *frame, dot reflect.Value) reflect.Value { return from(f, dot).Field(i) }
	}
	return value{typ: field.Type, get: get}
}

// held is what a pointer points at, and anything else itself.
func held(v reflect.Value) reflect.Value {
	if v.Kind() != reflect.Pointer {
		return v
	}
	if v.IsNil() {
		panic(errStop)
	}
	return v.Elem()
}

// turnedOut is the text or the HTML that a value of eitherType holds.
func turnedOut(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() || v.Type() != stringType && v.Type() != htmlType {
		panic(errStop)
	}
	return v
}

// method calls a method of a value or of what leads to it.
func (m *maker) method(v value, name string) (value, bool) {
	holder := v.typ
	if holder.Kind() != reflect.Pointer && holder.Kind() != reflect.Interface {
		holder = reflect.PointerTo(holder)
	}
	method, ok := holder.MethodByName(name)
	if !ok {
		return value{}, false
	}
	if method.Type.NumIn() != 1 || method.Type.NumOut() != 1 || method.Type.Out(0).Kind() == reflect.Interface {
		m.fail("." + name + " of " + v.typ.String())
	}
	receiver := func(f *frame, dot reflect.Value) reflect.Value {
		r := v.get(f, dot)
		if r.Kind() == reflect.Pointer {
			if r.IsNil() {
				panic(errStop)
			}
			return r
		}
		if !r.CanAddr() { // a method that wants a pointer is then not there
			c := reflect.New(r.Type())
			c.Elem().Set(r)
			return c
		}
		return r.Addr()
	}
	if _, plain := v.typ.MethodByName(name); !plain && v.typ.Kind() != reflect.Pointer {
		m.fail("." + name + " of " + v.typ.String()) // it is there or not as the value can be pointed at
	}
	if name == "IsZero" && method.Type.Out(0) == boolType {
		return value{typ: boolType, get: func(f *frame, dot reflect.Value) reflect.Value {
			if receiver(f, dot).Interface().(interface{ IsZero() bool }).IsZero() {
				return yes
			}
			return no
		}}, true
	}
	index := method.Index
	return value{typ: method.Type.Out(0), get: func(f *frame, dot reflect.Value) reflect.Value {
		r := receiver(f, dot)
		f.away = true
		v := r.Method(index).Call(nil)[0]
		f.away = false
		return v
	}}, true
}

var yes, no = reflect.ValueOf(true), reflect.ValueOf(false)

// truthOf says when a value of a type counts as true.
func (m *maker) truthOf(typ reflect.Type) func(reflect.Value) bool {
	if typ == eitherType {
		return func(v reflect.Value) bool { return !v.IsNil() && turnedOut(v).Len() > 0 }
	}
	switch typ.Kind() {
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	}
	m.fail("whether " + typ.String() + " is true")
	return nil
}

// truth is what an {{if}} asks.
func (m *maker) truth(pipe *parse.PipeNode) func(f *frame, dot reflect.Value) bool {
	if pipe == nil || len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		m.fail(pipe.String())
	}
	c := pipe.Cmds[0]
	if name, ok := c.Args[0].(*parse.IdentifierNode); ok {
		switch name.Ident {
		case "and", "or", "not":
			return m.logic(name.Ident, c.Args[1:])
		}
	}
	v := m.command(c)
	is := m.truthOf(v.typ)
	return func(f *frame, dot reflect.Value) bool { return is(v.get(f, dot)) }
}

func (m *maker) logic(word string, args []parse.Node) func(f *frame, dot reflect.Value) bool {
	var all []func(f *frame, dot reflect.Value) bool
	for _, a := range args {
		inner, ok := a.(*parse.PipeNode)
		if !ok {
			inner = &parse.PipeNode{Cmds: []*parse.CommandNode{{Args: []parse.Node{a}}}}
		}
		all = append(all, m.truth(inner))
	}
	switch {
	case word == "not" && len(all) == 1:
		return func(f *frame, dot reflect.Value) bool { return !all[0](f, dot) }
	case word == "not" || len(all) == 0:
		m.fail(word)
	}
	until := word == "or"
	return func(f *frame, dot reflect.Value) bool {
		for _, is := range all {
			if is(f, dot) == until {
				return until
			}
		}
		return !until
	}
}
