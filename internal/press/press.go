// Package press fills layouts as html/template does, many times faster.
//
// html/template does two things: it finds out where in the markup each value
// stands and how it is to be made safe there, once; and it fills the layout,
// looking every name up anew, each time. A [Plate] takes the outcome of the
// first, and does the second as steps that are settled beforehand for the type
// of what is shown: which field, which escaping, which text between.
//
// Begin at [New] and [Plate.Print]; then steps.go, which turns a layout's tree
// into steps, value.go and call.go for what stands between {{ and }},
// escape.go for making values safe, and small.go for leaving out the space
// that no reader sees.
//
// It never decides what is safe: where the tree names an escaping that is not
// known here, or anything else that is not, the layout is not pressed and
// html/template fills it ([ErrLeft]). Tests hold that each page is the same,
// byte for byte.
package press

import (
	"errors"
	"html/template"
	"reflect"
	"slices"
	"sync"
)

// ErrLeft says that a page was not pressed: its layout does something that is
// not known here, or something went wrong in it. html/template knows what.
var ErrLeft = errors.New("left to html/template")

// Options are what the layouts can use besides html/template's own.
type Options struct {
	Funcs   map[string]any  // the functions, as the template has them: pure ones
	Fast    map[string]Fast // those of them that are called most
	Phrases *Phrases        // a function that fills phrases, or nil
	// Small leaves out what no reader sees: space beside blocks, and the
	// escaping of what needs none where it stands.
	Small bool
}

// Fast is a function of the layouts that writes what it gives. Its arguments
// are of the types that the function of the same name has.
type Fast func(b []byte, args []reflect.Value) []byte

// A Plate is a layout made ready. Any number of goroutines may print from it
// at once.
type Plate struct {
	template *template.Template
	Options

	mu       sync.RWMutex
	programs map[programKey]*program
	left     []string // what was asked for in vain, and why
}

type programKey struct {
	name string
	dot  reflect.Type
}

// A program is what a template does for a type of dot.
type program struct {
	body []step
	vars int // how many variables it has
}

// A step writes something. Dot is what "." is.
type step func(f *frame, dot reflect.Value)

// frame is what is kept while a page is printed.
type frame struct {
	b    []byte
	vars []reflect.Value // of the templates called, one after another
	base int             // where those of the present one begin
	args []reflect.Value
	away bool // in a function that is not ours, whose panic html/template makes an error
}

// New takes a template that has been executed once, so that its tree says how
// each value is made safe.
func New(t *template.Template, opt Options) *Plate {
	return &Plate{template: t, Options: opt, programs: map[programKey]*program{}}
}

// frames are kept from page to page.
var frames = sync.Pool{New: func() any { return new(frame) }}

// Print adds the layout, filled with what view holds, to b.
func (p *Plate) Print(b []byte, view any) (out []byte, err error) {
	dot := reflect.ValueOf(view)
	if p == nil || !dot.IsValid() {
		return b, ErrLeft
	}
	main := p.ready(programKey{p.template.Name(), dot.Type()})
	if main == nil {
		return b, ErrLeft
	}
	f := frames.Get().(*frame)
	f.b = b
	defer func() {
		away := f.away
		clear(f.vars)
		clear(f.args)
		*f = frame{vars: f.vars[:0], args: f.args[:0]}
		frames.Put(f)
		if wrong := recover(); wrong != nil {
			if wrong != errStop && !away {
				panic(wrong)
			}
			out, err = b, ErrLeft
		}
	}()
	f.run(main, dot)
	return f.b, nil
}

// errStop is what a step panics with where html/template would say what is
// wrong.
var errStop = errors.New("stop")

// run carries out a program.
func (f *frame) run(p *program, dot reflect.Value) {
	base := f.base
	f.base = len(f.vars)
	for range p.vars {
		f.vars = append(f.vars, reflect.Value{})
	}
	f.vars[f.base] = dot // "$"
	for _, s := range p.body {
		s(f, dot)
	}
	f.vars = f.vars[:f.base]
	f.base = base
}

func steps(f *frame, list []step, dot reflect.Value) {
	for _, s := range list {
		s(f, dot)
	}
}

// ready is the program for a template and a type, made at its first use; nil
// where html/template has to do it.
func (p *Plate) ready(key programKey) *program {
	p.mu.RLock()
	known, ok := p.programs[key]
	p.mu.RUnlock()
	if ok {
		return known
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if known, ok := p.programs[key]; ok {
		return known
	}
	main, why := made(p, key)
	if main == nil {
		p.left = append(p.left, key.name+" of "+key.dot.String()+": "+string(why))
	}
	p.programs[key] = main
	return main
}

// Left says what the plate has left to html/template: a template, the type of
// what it was to show, and what in it is not known here.
func (p *Plate) Left() []string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return slices.Clone(p.left)
}
