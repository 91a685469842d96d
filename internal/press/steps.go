package press

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// unknown is what making a program stops with: what is not known here.
type unknown string

// made makes the program for a page, or says why it cannot.
func made(p *Plate, key programKey) (main *program, why unknown) {
	defer func() {
		if wrong := recover(); wrong != nil {
			var known bool
			if why, known = wrong.(unknown); !known { // a function whose value would always be the same
				why = unknown(fmt.Sprint(wrong))
			}
			main = nil
		}
	}()
	first := &maker{plate: p, made: map[programKey]*program{}}
	return first.program(key, true), ""
}

// A maker makes the programs for one page.
type maker struct {
	plate *Plate
	made  map[programKey]*program

	// Of the template at hand:
	vars  []variable
	count int // of variables in all
	dot   reflect.Type
	at    place // in the markup
}

type variable struct {
	name string
	slot int
	typ  reflect.Type
}

func (m *maker) fail(what string) { panic(unknown(what)) }

// program makes the program for a template. First says that it is the whole
// page.
func (m *maker) program(key programKey, first bool) *program {
	if p, ok := m.made[key]; ok {
		return p // complete, or, where a template calls itself, soon to be
	}
	t := m.plate.template.Lookup(key.name)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		m.fail("the template " + key.name) // as html/template names those within a tag
	}
	p := &program{}
	m.made[key] = p
	inner := &maker{plate: m.plate, made: m.made, dot: key.dot, count: 1, vars: []variable{{"$", 0, key.dot}}}
	inner.at.omit = first
	p.body = inner.list(t.Tree.Root)
	if inner.at.where != inText {
		m.fail(key.name + ", which ends within a tag")
	}
	p.vars = inner.count
	return p
}

// list makes the steps of a list. Texts that follow one another become one.
func (m *maker) list(list *parse.ListNode) []step {
	if list == nil {
		return nil
	}
	var made []step
	var text strings.Builder
	flush := func() {
		if s := text.String(); s != "" {
			made = append(made, func(f *frame, _ reflect.Value) { f.b = append(f.b, s...) })
		}
		text.Reset()
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.TextNode:
			text.WriteString(m.text(string(n.Text)))
		case *parse.CommentNode:
		case *parse.ActionNode:
			s, constant := m.action(n)
			if s == nil {
				text.WriteString(constant)
				continue
			}
			flush()
			made = append(made, s)
		default:
			flush()
			made = append(made, m.branch(node))
		}
	}
	flush()
	return made
}

// text is the markup between values, as it is to be written.
func (m *maker) text(s string) string {
	if !m.plate.Small {
		return s
	}
	small, stop := m.at.shrink(s)
	if stop != "" {
		m.fail(stop)
	}
	return small
}

// branch makes the step for what is not shown always, or not as it stands.
func (m *maker) branch(node parse.Node) step {
	switch n := node.(type) {
	case *parse.IfNode:
		return m.ifElse(n)
	case *parse.WithNode:
		return m.with(n)
	case *parse.RangeNode:
		return m.each(n)
	case *parse.TemplateNode:
		return m.call(n)
	}
	m.fail(node.String())
	return nil
}

// scope makes steps within which variables may be declared.
func (m *maker) scope(list *parse.ListNode, dot reflect.Type) []step {
	vars, before := len(m.vars), m.dot
	m.dot = dot
	made := m.list(list)
	m.vars, m.dot = m.vars[:vars], before
	return made
}

// either makes both lists of a branch, which begin at the same place of the
// markup and end at places alike.
func (m *maker) either(list, otherwise *parse.ListNode, dot reflect.Type) (yes, no []step) {
	at := m.at
	yes = m.scope(list, dot)
	after := m.at
	m.at = at
	no = m.scope(otherwise, m.dot)
	m.meet(after)
	return yes, no
}

func (m *maker) meet(other place) {
	if !m.at.join(other) {
		m.fail("a branch that begins or ends within a tag")
	}
}

func (m *maker) ifElse(n *parse.IfNode) step {
	is := m.truth(n.Pipe)
	yes, no := m.either(n.List, n.ElseList, m.dot)
	return func(f *frame, dot reflect.Value) {
		if is(f, dot) {
			steps(f, yes, dot)
		} else {
			steps(f, no, dot)
		}
	}
}

func (m *maker) with(n *parse.WithNode) step {
	v, names := m.named(n.Pipe, 1)
	is := m.truthOf(v.typ)
	vars := len(m.vars)
	keep := m.variables(names, v.typ)
	yes, no := m.either(n.List, n.ElseList, v.typ)
	m.vars = m.vars[:vars]
	return func(f *frame, dot reflect.Value) {
		inner := v.get(f, dot)
		keep(f, inner, 0)
		if is(inner) {
			steps(f, yes, inner)
		} else {
			steps(f, no, dot)
		}
	}
}

func (m *maker) each(n *parse.RangeNode) step {
	v, names := m.named(n.Pipe, 2)
	if v.typ.Kind() != reflect.Slice {
		m.fail(n.Pipe.String() + ", which is no list")
	}
	at, vars := m.at, len(m.vars)
	m.at.omit = false // it may come after itself
	keep := m.variables(names, v.typ.Elem())
	yes := m.scope(n.List, v.typ.Elem())
	m.vars = m.vars[:vars]
	after := m.at
	m.at = at
	no := m.scope(n.ElseList, m.dot)
	m.meet(after)
	return func(f *frame, dot reflect.Value) {
		list := v.get(f, dot)
		n := list.Len()
		if n == 0 {
			steps(f, no, dot)
			return
		}
		for i := range n {
			item := list.Index(i)
			keep(f, item, i)
			steps(f, yes, item)
		}
	}
}

// named is a value with the names of the variables that are to hold it: as
// many as that at most, of which the first of two is for its number.
func (m *maker) named(pipe *parse.PipeNode, most int) (v value, names []string) {
	bare := *pipe
	bare.Decl = nil
	for _, d := range pipe.Decl {
		names = append(names, d.Ident[0])
	}
	if len(names) > most || pipe.IsAssign {
		m.fail(pipe.String())
	}
	return m.pipe(&bare), names
}

// variables makes room for named variables; keep puts a value, and its number,
// into them.
func (m *maker) variables(names []string, typ reflect.Type) (keep func(f *frame, v reflect.Value, n int)) {
	if len(names) == 0 {
		return func(*frame, reflect.Value, int) {}
	}
	types := []reflect.Type{intType, typ}[2-len(names):]
	first := m.count
	for i, name := range names {
		m.vars = append(m.vars, variable{name, m.count, types[i]})
		m.count++
	}
	if len(names) == 1 {
		return func(f *frame, v reflect.Value, _ int) { f.vars[f.base+first] = v }
	}
	return func(f *frame, v reflect.Value, n int) {
		f.vars[f.base+first], f.vars[f.base+first+1] = reflect.ValueOf(n), v
	}
}

// call makes the step that shows another template.
func (m *maker) call(n *parse.TemplateNode) step {
	if n.Pipe == nil || m.at.where != inText {
		m.fail(n.String())
	}
	v := m.pipe(n.Pipe)
	p := m.program(programKey{n.Name, v.typ}, false)
	m.at.omit = false
	return func(f *frame, dot reflect.Value) { f.run(p, v.get(f, dot)) }
}

// action makes the step that shows a value, or, with no step, gives what it
// always shows.
func (m *maker) action(n *parse.ActionNode) (s step, constant string) {
	if len(n.Pipe.Decl) > 0 {
		return m.declare(n.Pipe), ""
	}
	pipe := *n.Pipe
	var names []string
	for len(pipe.Cmds) > 1 {
		last := pipe.Cmds[len(pipe.Cmds)-1]
		name, ok := last.Args[0].(*parse.IdentifierNode)
		if !ok || len(last.Args) != 1 || !strings.HasPrefix(name.Ident, "_html_template_") {
			break
		}
		names = append([]string{strings.TrimPrefix(name.Ident, "_html_template_")}, names...)
		pipe.Cmds = pipe.Cmds[:len(pipe.Cmds)-1]
	}
	way, ok := ways[strings.Join(names, " ")]
	if !ok {
		m.fail(n.String()) // also where nothing makes it safe: then the tree was never escaped
	}
	s = m.shown(m.pipe(&pipe), way)
	if m.at.where == inText {
		m.at.omit = false
	}
	if s == nil {
		return func(*frame, reflect.Value) {}, ""
	}
	return s, ""
}

func (m *maker) declare(pipe *parse.PipeNode) step {
	v, name := m.named(pipe, 1)
	keep := m.variables(name, v.typ)
	return func(f *frame, dot reflect.Value) { keep(f, v.get(f, dot), 0) }
}
