package site

import (
	"html/template"
	"reflect"
	"slices"

	"golang.org/x/text/feature/plural"

	"fiftysix/internal/press"
	"fiftysix/internal/register"
)

// This file gives press what the layouts can call, in forms that cost little:
// the functions of funcs.go that are called most, and the words.

// plateKey is a layout, and whether its pages are made small.
type plateKey struct {
	layout string
	small  bool
}

// fast are the functions that write into a page, without a text of their own
// for each call.
func (w *words) fast() map[string]press.Fast {
	return map[string]press.Fast{
		"date": func(b []byte, args []reflect.Value) []byte {
			return append(b, w.dateHTML(*pointed[register.Date](args[0]))...)
		},
		"day": func(b []byte, args []reflect.Value) []byte {
			return append(b, w.eitherHTML(*pointed[register.Day](args[0]))...)
		},
		"link": func(b []byte, args []reflect.Value) []byte { return appendLink(b, args[0].String(), saidOf(args[1])) },
		"heading": func(b []byte, args []reflect.Value) []byte {
			return w.appendHeading(b, int(args[0].Int()), args[1].String(), saidOf(args[2]), saidOf(args[3]))
		},
		"permalink": func(b []byte, args []reflect.Value) []byte {
			return w.appendPermalink(b, args[0].String(), saidOf(args[1]))
		},
	}
}

// saidOf is words as a layout gives them to a function.
func saidOf(v reflect.Value) said { return v.Interface() }

// pointed is a value of a view, where it stands.
func pointed[T any](v reflect.Value) *T {
	if v.CanAddr() {
		return v.Addr().Interface().(*T)
	}
	t := v.Interface().(T)
	return &t
}

// pressed are the words as press takes them.
func (w *words) pressed() *press.Phrases {
	return &press.Phrases{
		Name:   "word",
		Number: func(b []byte, n int) []byte { return append(b, template.HTMLEscapeString(w.number(n))...) },
		Find: func(key string) (press.Phrase, bool) {
			p, ok := w.phrases[key]
			return w.pressPhrase(p), ok
		},
	}
}

func (w *words) pressPhrase(p phrase) press.Phrase {
	pieces := func(form []piece) []press.Piece {
		var list []press.Piece
		for _, piece := range form {
			list = append(list, press.Piece{Text: piece.text, Gap: piece.name})
		}
		return list
	}
	if p.forms == nil {
		return press.Phrase{Forms: [][]press.Piece{pieces(p.whole)}}
	}
	var known []plural.Form
	made := press.Phrase{}
	for form := range p.forms {
		known = append(known, form)
	}
	slices.Sort(known)
	for _, form := range known {
		made.Forms = append(made.Forms, pieces(p.forms[form]))
	}
	made.Usual = slices.Index(known, plural.Other)
	made.Choose = func(n int) int {
		if i := slices.Index(known, w.form(n)); i >= 0 {
			return i
		}
		return made.Usual
	}
	return made
}
