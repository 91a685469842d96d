package fasttemplate

import (
	"errors"
	"reflect"
	"strings"
	"text/template/parse"
)

// unsupported is the error that stops compilation: it is what is not known here.
type unsupported string

func (e unsupported) Error() string { return string(e) }

func fail(what string) { panic(unsupported(what)) }

func compile(t *Template, dot reflect.Type) (p *program, err error) {
	defer func() {
		if e := recover(); e != nil {
			var known unsupported
			if cause, ok := e.(error); !ok || !errors.As(cause, &known) {
				panic(e)
			}
			p, err = nil, known
		}
	}()
	return compileTemplate(t, map[programKey]*program{}, programKey{t.template.Name(), dot}), nil
}

type programKey struct {
	name string
	dot  reflect.Type
}

// compiler compiles one template for one type of dot.
type compiler struct {
	template *Template
	programs map[programKey]*program // of this template and those it calls
	vars     []variable              // in scope
	count    int                     // of variables in all
	dot      reflect.Type
}

type variable struct {
	name string
	slot int
	typ  reflect.Type
}

func compileTemplate(t *Template, programs map[programKey]*program, key programKey) *program {
	if p, ok := programs[key]; ok {
		return p // not yet complete where a template calls itself
	}
	called := t.template.Lookup(key.name)
	if called == nil || called.Tree == nil || called.Tree.Root == nil {
		fail("the template " + key.name) // html/template derives other names for templates called inside a tag
	}
	p := &program{}
	programs[key] = p
	c := &compiler{template: t, programs: programs, dot: key.dot, count: 1, vars: []variable{{"$", 0, key.dot}}}
	p.steps = c.list(called.Tree.Root)
	p.vars = c.count
	return p
}

func (c *compiler) list(list *parse.ListNode) []step {
	if list == nil {
		return nil
	}
	var steps []step
	for _, node := range list.Nodes {
		if _, comment := node.(*parse.CommentNode); !comment {
			steps = append(steps, c.node(node))
		}
	}
	return steps
}

func (c *compiler) node(node parse.Node) step {
	switch n := node.(type) {
	case *parse.TextNode:
		return func(s *state, _ reflect.Value) { s.b = append(s.b, n.Text...) }
	case *parse.ActionNode:
		return c.action(n)
	case *parse.IfNode:
		return c.ifElse(n)
	case *parse.WithNode:
		return c.with(n)
	case *parse.RangeNode:
		return c.each(n)
	case *parse.TemplateNode:
		return c.call(n)
	}
	fail(node.String())
	return nil
}

// scope compiles a list in which variables may be declared.
func (c *compiler) scope(list *parse.ListNode, dot reflect.Type) []step {
	vars, outer := len(c.vars), c.dot
	c.dot = dot
	steps := c.list(list)
	c.vars, c.dot = c.vars[:vars], outer
	return steps
}

func (c *compiler) ifElse(n *parse.IfNode) step {
	condition := c.condition(n.Pipe)
	yes, no := c.scope(n.List, c.dot), c.scope(n.ElseList, c.dot)
	return func(s *state, dot reflect.Value) {
		if condition(s, dot) {
			s.runAll(yes, dot)
		} else {
			s.runAll(no, dot)
		}
	}
}

func (c *compiler) with(n *parse.WithNode) step {
	value, names := c.declared(n.Pipe, 1)
	isTrue := truth(value.typ)
	vars := len(c.vars)
	assign := c.declare(names, value.typ)
	yes, no := c.scope(n.List, value.typ), c.scope(n.ElseList, c.dot)
	c.vars = c.vars[:vars]
	return func(s *state, dot reflect.Value) {
		inner := value.eval(s, dot)
		assign(s, inner, 0)
		if isTrue(inner) {
			s.runAll(yes, inner)
		} else {
			s.runAll(no, dot)
		}
	}
}

func (c *compiler) each(n *parse.RangeNode) step {
	list, names := c.declared(n.Pipe, 2)
	if list.typ.Kind() != reflect.Slice {
		fail("range over " + list.typ.String())
	}
	vars := len(c.vars)
	assign := c.declare(names, list.typ.Elem())
	body, none := c.scope(n.List, list.typ.Elem()), c.scope(n.ElseList, c.dot)
	c.vars = c.vars[:vars]
	return func(s *state, dot reflect.Value) {
		items := list.eval(s, dot)
		if items.Len() == 0 {
			s.runAll(none, dot)
		}
		for i := range items.Len() {
			item := items.Index(i)
			assign(s, item, i)
			s.runAll(body, item)
		}
	}
}

// declared is a pipeline without the variables that it declares, at most max,
// and their names.
func (c *compiler) declared(pipe *parse.PipeNode, max int) (expression, []string) {
	var names []string
	for _, d := range pipe.Decl {
		names = append(names, d.Ident[0])
	}
	if len(names) > max || pipe.IsAssign {
		fail(pipe.String())
	}
	bare := *pipe
	bare.Decl = nil
	return c.pipe(&bare), names
}

// declare brings variables into scope: one for a value, or two for its index
// and the value. The function it returns sets them.
func (c *compiler) declare(names []string, typ reflect.Type) func(s *state, value reflect.Value, index int) {
	if len(names) == 0 {
		return func(*state, reflect.Value, int) {}
	}
	types := []reflect.Type{intType, typ}[2-len(names):]
	first := c.count
	for i, name := range names {
		c.vars = append(c.vars, variable{name, c.count, types[i]})
		c.count++
	}
	if len(names) == 1 {
		return func(s *state, value reflect.Value, _ int) { s.vars[s.base+first] = value }
	}
	return func(s *state, value reflect.Value, index int) {
		s.vars[s.base+first], s.vars[s.base+first+1] = reflect.ValueOf(index), value
	}
}

func (c *compiler) call(n *parse.TemplateNode) step {
	if n.Pipe == nil {
		fail(n.String())
	}
	data := c.pipe(n.Pipe)
	p := compileTemplate(c.template, c.programs, programKey{n.Name, data.typ})
	return func(s *state, dot reflect.Value) { s.run(p, data.eval(s, dot)) }
}

// action compiles {{value}} with the escapers that html/template has put behind
// it, and {{$x := value}}.
func (c *compiler) action(n *parse.ActionNode) step {
	if len(n.Pipe.Decl) > 0 {
		value, names := c.declared(n.Pipe, 1)
		assign := c.declare(names, value.typ)
		return func(s *state, dot reflect.Value) { assign(s, value.eval(s, dot), 0) }
	}
	pipe := *n.Pipe
	escapers := ""
	for len(pipe.Cmds) > 1 {
		last := pipe.Cmds[len(pipe.Cmds)-1]
		name, ok := strings.CutPrefix(last.String(), "_html_template_")
		if !ok {
			break
		}
		escapers = name + " " + escapers
		pipe.Cmds = pipe.Cmds[:len(pipe.Cmds)-1]
	}
	context, ok := contexts[strings.TrimSpace(escapers)]
	if !ok {
		fail(n.String()) // also where there is no escaper: then the tree was not escaped
	}
	return show(c.pipe(&pipe), context)
}
