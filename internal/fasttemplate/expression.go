package fasttemplate

import (
	"html/template"
	"reflect"
	"text/template/parse"
)

// An expression is a value of a known type, evaluated when the template runs.
type expression struct {
	typ  reflect.Type
	eval func(s *state, dot reflect.Value) reflect.Value
}

var (
	stringType = reflect.TypeFor[string]()
	htmlType   = reflect.TypeFor[template.HTML]()
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	errorType  = reflect.TypeFor[error]()
	anyType    = reflect.TypeFor[any]() // holds a string or template.HTML
)

func constant(v any) expression {
	r := reflect.ValueOf(v)
	return expression{r.Type(), func(*state, reflect.Value) reflect.Value { return r }}
}

func (c *compiler) pipe(pipe *parse.PipeNode) expression {
	if pipe == nil || len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		fail(pipe.String())
	}
	return c.command(pipe.Cmds[0])
}

func (c *compiler) command(command *parse.CommandNode) expression {
	if name, ok := command.Args[0].(*parse.IdentifierNode); ok {
		return c.function(name.Ident, command.Args[1:])
	}
	if len(command.Args) > 1 {
		fail(command.String())
	}
	return c.operand(command.Args[0])
}

func (c *compiler) operand(node parse.Node) expression {
	switch n := node.(type) {
	case *parse.DotNode:
		return expression{c.dot, func(_ *state, dot reflect.Value) reflect.Value { return dot }}
	case *parse.FieldNode:
		return fields(c.operand(&parse.DotNode{}), n.Ident)
	case *parse.VariableNode:
		return fields(c.variable(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return fields(c.operand(n.Node), n.Field)
	case *parse.PipeNode:
		return c.pipe(n)
	case *parse.IdentifierNode: // a function without arguments
		return c.function(n.Ident, nil)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if !n.IsInt || n.IsComplex {
			fail(n.Text)
		}
		return constant(int(n.Int64))
	}
	fail(node.String())
	return expression{}
}

func (c *compiler) variable(name string) expression {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if v := c.vars[i]; v.name == name {
			return expression{v.typ, func(s *state, _ reflect.Value) reflect.Value { return s.vars[s.base+v.slot] }}
		}
	}
	fail(name)
	return expression{}
}

// fields follows a chain of fields, and of methods without arguments.
func fields(x expression, names []string) expression {
	for _, name := range names {
		if method, ok := method(x, name); ok {
			x = method
		} else {
			x = field(x, name)
		}
	}
	return x
}

func field(x expression, name string) expression {
	typ := x.typ
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		fail("." + name + " of " + typ.String())
	}
	f, ok := typ.FieldByName(name)
	if !ok || !f.IsExported() || f.Type.Kind() == reflect.Interface && f.Type != anyType {
		fail("." + name + " of " + typ.String())
	}
	return expression{f.Type, func(s *state, dot reflect.Value) reflect.Value {
		v := x.eval(s, dot)
		for _, i := range f.Index { // more than one where the field is promoted
			v = reflect.Indirect(v).Field(i) // panics where a pointer is nil
		}
		return v
	}}
}

// method calls a method of a value, or of a pointer.
func method(x expression, name string) (expression, bool) {
	pointer := x.typ
	if pointer.Kind() != reflect.Pointer && pointer.Kind() != reflect.Interface {
		pointer = reflect.PointerTo(pointer)
	}
	if _, ok := pointer.MethodByName(name); !ok {
		return expression{}, false
	}
	m, ok := x.typ.MethodByName(name)
	if !ok || x.typ.Kind() == reflect.Interface || m.Type.NumIn() != 1 || m.Type.NumOut() != 1 || m.Type.Out(0).Kind() == reflect.Interface {
		fail("." + name + " of " + x.typ.String()) // without ok it is a method only where the value is addressable
	}
	return expression{m.Type.Out(0), func(s *state, dot reflect.Value) reflect.Value {
		receiver := x.eval(s, dot)
		if receiver.Kind() == reflect.Pointer && receiver.IsNil() {
			panic(ErrUnsupported)
		}
		return receiver.Method(m.Index).Call(nil)[0]
	}}, true
}

// textOrHTML is the string or template.HTML in a value of anyType.
func textOrHTML(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() || v.Type() != stringType && v.Type() != htmlType {
		panic(ErrUnsupported)
	}
	return v
}

// truth returns the function that decides whether a value of a type is true.
func truth(typ reflect.Type) func(reflect.Value) bool {
	if typ == anyType {
		return func(v reflect.Value) bool {
			return (v.Kind() != reflect.Interface || !v.IsNil()) && textOrHTML(v).Len() > 0
		}
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
	fail("whether " + typ.String() + " is true")
	return nil
}

// condition is what {{if}} asks.
func (c *compiler) condition(pipe *parse.PipeNode) func(s *state, dot reflect.Value) bool {
	if pipe == nil || len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		fail(pipe.String())
	}
	command := pipe.Cmds[0]
	if name, ok := command.Args[0].(*parse.IdentifierNode); ok {
		switch name.Ident {
		case "and", "or", "not":
			return c.logic(name.Ident, command.Args[1:])
		}
	}
	x := c.command(command)
	isTrue := truth(x.typ)
	return func(s *state, dot reflect.Value) bool { return isTrue(x.eval(s, dot)) }
}

func (c *compiler) logic(operator string, args []parse.Node) func(s *state, dot reflect.Value) bool {
	var conditions []func(s *state, dot reflect.Value) bool
	for _, arg := range args {
		inner, ok := arg.(*parse.PipeNode)
		if !ok {
			inner = &parse.PipeNode{Cmds: []*parse.CommandNode{{Args: []parse.Node{arg}}}}
		}
		conditions = append(conditions, c.condition(inner))
	}
	switch {
	case operator == "not" && len(conditions) == 1:
		return func(s *state, dot reflect.Value) bool { return !conditions[0](s, dot) }
	case operator == "not" || len(conditions) == 0:
		fail(operator)
	}
	decides := operator == "or"
	return func(s *state, dot reflect.Value) bool {
		for _, condition := range conditions {
			if condition(s, dot) == decides {
				return decides
			}
		}
		return !decides
	}
}
