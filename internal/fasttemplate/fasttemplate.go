// Package fasttemplate executes html/template templates several times faster,
// with the same output.
//
// html/template looks up every field, method and function by name each time a
// template runs. This package takes a template that html/template has parsed
// and escaped, and compiles it for the Go type of its data: names and escapers
// are then resolved once.
//
// It makes no decision about safety: it reads from the escaped tree which
// escapers html/template chose. It knows them by names that html/template does
// not export, so anything it does not recognise makes [Template.Append] return
// [ErrUnsupported], and the caller executes html/template instead. Tests
// compare the output of both, byte for byte.
//
// Begin at [New] and [Template.Append]; then compile.go for the nodes of a
// template, expression.go and function.go for what is between {{ and }}, and
// escape.go.
package fasttemplate

import (
	"errors"
	"html/template"
	"reflect"
	"slices"
	"sync"
)

// ErrUnsupported means that html/template has to execute the template: it does
// something that is not known here, or it fails, and html/template says how.
var ErrUnsupported = errors.New("not supported by fasttemplate")

// A Template is safe for concurrent use.
type Template struct {
	template *template.Template
	funcs    template.FuncMap

	mu          sync.Mutex
	programs    map[reflect.Type]*program // by the type of the data; nil where unsupported
	unsupported []string
}

// New takes a template that has been executed once, so that its tree is
// escaped, and the functions that it was parsed with.
func New(t *template.Template, funcs template.FuncMap) *Template {
	return &Template{template: t, funcs: funcs, programs: map[reflect.Type]*program{}}
}

// A program is a template compiled for one type of data.
type program struct {
	steps []step
	vars  int // how many variables it has, "$" among them
}

// A step writes something. dot is the value of {{.}}.
type step func(s *state, dot reflect.Value)

// state is one execution of a template.
type state struct {
	b     []byte
	vars  []reflect.Value // of all templates being executed, one after another
	base  int             // where those of the current template begin
	depth int             // of templates that call templates
}

// maxDepth is where html/template is left to say that a template calls itself
// without end.
const maxDepth = 1000

// Append executes the template with data and appends the output to b.
func (t *Template) Append(b []byte, data any) (out []byte, err error) {
	dot := reflect.ValueOf(data)
	if t == nil || !dot.IsValid() {
		return b, ErrUnsupported
	}
	p := t.program(dot.Type())
	if p == nil {
		return b, ErrUnsupported
	}
	defer func() {
		if recover() != nil { // what went wrong, html/template reports with its line
			out, err = b, ErrUnsupported
		}
	}()
	s := &state{b: b}
	s.run(p, dot)
	return s.b, nil
}

func (s *state) run(p *program, dot reflect.Value) {
	if s.depth++; s.depth > maxDepth {
		panic(ErrUnsupported)
	}
	base := s.base
	s.base = len(s.vars)
	s.vars = append(s.vars, make([]reflect.Value, p.vars)...)
	s.vars[s.base] = dot // "$"
	s.runAll(p.steps, dot)
	s.vars = s.vars[:s.base]
	s.base = base
	s.depth--
}

func (s *state) runAll(steps []step, dot reflect.Value) {
	for _, step := range steps {
		step(s, dot)
	}
}

// program is the template compiled for a type, or nil.
func (t *Template) program(dot reflect.Type) *program {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, ok := t.programs[dot]
	if ok {
		return p
	}
	p, err := compile(t, dot)
	if err != nil {
		t.unsupported = append(t.unsupported, dot.String()+": "+err.Error())
	}
	t.programs[dot] = p
	return p
}

// Unsupported lists the types of data for which the template could not be
// compiled, each with the reason.
func (t *Template) Unsupported() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.unsupported)
}
