package fasttemplate

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// function compiles a call of one of the template's own functions, or of a
// built-in one.
func (c *compiler) function(name string, nodes []parse.Node) expression {
	args := make([]expression, len(nodes))
	for i, n := range nodes {
		args[i] = c.operand(n)
	}
	if fn := c.template.funcs[name]; fn != nil {
		return callFunction(name, fn, args)
	}
	if len(args) == 2 {
		switch name {
		case "eq", "ne":
			return compareEqual(args[0], args[1], name == "eq")
		case "lt", "le", "gt", "ge":
			return compareOrder(name, args[0], args[1])
		case "index":
			return index(args[0], args[1])
		}
	}
	switch {
	case name == "len" && len(args) == 1:
		return length(args[0])
	case name == "print":
		return expression{stringType, func(s *state, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(fmt.Sprint(interfaces(s, dot, args)...))
		}}
	}
	fail(name) // among them "and" and "or" outside {{if}}
	return expression{}
}

func boolean(condition func(s *state, dot reflect.Value) bool) expression {
	return expression{boolType, func(s *state, dot reflect.Value) reflect.Value { return reflect.ValueOf(condition(s, dot)) }}
}

func compareEqual(a, b expression, want bool) expression {
	var same func(x, y reflect.Value) bool
	switch kind := a.typ.Kind(); {
	case kind == reflect.String && b.typ.Kind() == kind:
		same = func(x, y reflect.Value) bool { return x.String() == y.String() }
	case isInt(kind) && isInt(b.typ.Kind()):
		same = func(x, y reflect.Value) bool { return x.Int() == y.Int() }
	case kind == reflect.Bool && b.typ.Kind() == kind:
		same = func(x, y reflect.Value) bool { return x.Bool() == y.Bool() }
	default:
		fail("comparison of " + a.typ.String() + " and " + b.typ.String())
	}
	return boolean(func(s *state, dot reflect.Value) bool { return same(a.eval(s, dot), b.eval(s, dot)) == want })
}

func compareOrder(operator string, a, b expression) expression {
	if !isInt(a.typ.Kind()) || !isInt(b.typ.Kind()) {
		fail(operator)
	}
	compare := map[string]func(x, y int64) bool{
		"lt": func(x, y int64) bool { return x < y }, "le": func(x, y int64) bool { return x <= y },
		"gt": func(x, y int64) bool { return x > y }, "ge": func(x, y int64) bool { return x >= y },
	}[operator]
	return boolean(func(s *state, dot reflect.Value) bool { return compare(a.eval(s, dot).Int(), b.eval(s, dot).Int()) })
}

func isInt(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Int64 }

func length(x expression) expression {
	if k := x.typ.Kind(); k != reflect.Slice && k != reflect.String && k != reflect.Map {
		fail("len of " + x.typ.String())
	}
	return expression{intType, func(s *state, dot reflect.Value) reflect.Value { return reflect.ValueOf(x.eval(s, dot).Len()) }}
}

func index(list, i expression) expression {
	if list.typ.Kind() != reflect.Slice || !isInt(i.typ.Kind()) || list.typ.Elem().Kind() == reflect.Interface && list.typ.Elem() != anyType {
		fail("index of " + list.typ.String())
	}
	return expression{list.typ.Elem(), func(s *state, dot reflect.Value) reflect.Value {
		return list.eval(s, dot).Index(int(i.eval(s, dot).Int())) // panics where there is none
	}}
}

// interfaces are the values of arguments.
func interfaces(s *state, dot reflect.Value, args []expression) []any {
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = a.eval(s, dot).Interface()
	}
	return values
}

// callFunction calls a function of the template's own. One that returns an
// error is left to html/template, which reports it.
func callFunction(name string, fn any, args []expression) expression {
	f := reflect.ValueOf(fn)
	t := f.Type()
	for i, a := range args {
		if in := parameter(t, i); in == nil || a.typ != in && in != anyType {
			fail(name + " of " + a.typ.String())
		}
	}
	if len(args) < t.NumIn() && !(t.IsVariadic() && len(args) == t.NumIn()-1) || t.NumOut() == 2 && t.Out(1) != errorType {
		fail(name)
	}
	if say, ok := fn.(func(string, ...any) (any, error)); ok { // the one that is called most
		return expression{anyType, func(s *state, dot reflect.Value) reflect.Value {
			v, err := say(args[0].eval(s, dot).String(), interfaces(s, dot, args[1:])...)
			if err != nil {
				panic(err)
			}
			return reflect.ValueOf(v)
		}}
	}
	return expression{t.Out(0), func(s *state, dot reflect.Value) reflect.Value {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			in[i] = a.eval(s, dot)
		}
		out := f.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			panic(ErrUnsupported)
		}
		return out[0]
	}}
}

// parameter is the type of a function's ith parameter, or nil.
func parameter(t reflect.Type, i int) reflect.Type {
	switch {
	case t.IsVariadic() && i >= t.NumIn()-1:
		return t.In(t.NumIn() - 1).Elem()
	case i < t.NumIn():
		return t.In(i)
	}
	return nil
}
