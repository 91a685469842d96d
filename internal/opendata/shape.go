package opendata

import (
	"strings"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// This file is how a record is described: as a list of fields, each with its
// name, its kind, and how to get its value. JSON, tables, schemas and the
// dictionary are all made from such lists.

// A Form is what is said of a field, without how to get at it.
type Form struct {
	Name    string
	Kind    Kind
	Null    bool     // it may be unknown, or not there
	Choices []string // of Choice, and of List where the list is of choices
	Of      []Form   // of Group, Records and Languages
	Record  string   // of Records and Languages: the name of what they hold
	Says    string   // the key of the words that say what it means
	Key     bool     // it names the record, unlike any other
	To      string   // the table whose record it names
}

// A Kind is what sort of value a field holds.
type Kind string

// The kinds. Each is also a word of the theme: data.kind.<kind>.
const (
	Text      Kind = "text"
	Choice    Kind = "choice"    // one of a few words
	Date      Kind = "date"      // 2020-03-09
	Day       Kind = "day"       // 2020-03-09, or 2020-03 where only the month is known
	Number    Kind = "number"    // a whole number, 0 or more
	Truth     Kind = "truth"     // true or false
	Address   Kind = "address"   // of a page or a file
	ID        Kind = "id"        // names a record
	List      Kind = "list"      // of ids or of choices
	Passage   Kind = "passage"   // an author's words: as Markdown and as plain text
	Bodies    Kind = "bodies"    // who is asked: id and name of each
	Group     Kind = "group"     // fields that belong together
	Records   Kind = "records"   // a list of other records
	Languages Kind = "languages" // the record's words in other languages
)

// Kinds are all kinds.
var Kinds = []Kind{Text, Choice, Date, Day, Number, Truth, Address, ID, List, Passage, Bodies, Group, Records, Languages}

// field is a Form with how to write its value.
type field[T any] struct {
	Form
	json func(*encoder, T)
	cell func(*encoder, T) // adds what stands in a table's cell; nil where it stands in none
	sub  []field[T]        // of a Group
	may  func(T) bool      // of a Group: whether it is there
}

// shape is a description of a record.
type shape[T any] struct {
	name   string
	fields []field[T]
}

func newShape[T any](name string, fields ...field[T]) *shape[T] {
	from := "data." + name + "."
	for i := range fields {
		f := &fields[i]
		f.Says = from + strings.TrimPrefix(f.Name, "$")
		for j := range f.sub {
			f.sub[j].Says = "data." + f.Name + "." + f.sub[j].Name
			f.Of[j].Says = f.sub[j].Says
		}
	}
	return &shape[T]{name, fields}
}

func (s *shape[T]) forms() []Form { return formsOf(s.fields) }

func formsOf[T any](fields []field[T]) []Form {
	forms := make([]Form, len(fields))
	for i := range fields {
		forms[i] = fields[i].Form
	}
	return forms
}

// write writes a record as JSON.
func (s *shape[T]) write(e *encoder, v T) { writeFields(e, s.fields, v) }

func writeFields[T any](e *encoder, fields []field[T], v T) {
	for i := range fields {
		mark := byte(',')
		if i == 0 {
			mark = '{'
		}
		e.b = append(e.b, mark, '"')
		e.b = append(e.b, fields[i].Name...)
		e.b = append(e.b, '"', ':')
		fields[i].json(e, v)
	}
	e.b = append(e.b, '}')
}

// The ways to make a field.

func text[T any](name string, get func(T) string) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Text, Null: true},
		json: func(e *encoder, v T) { e.text(get(v)) },
		cell: func(e *encoder, v T) { e.b = append(e.b, get(v)...) },
	}
}

func id[T any](name, to string, get func(T) string) field[T] {
	f := text(name, get)
	f.Kind, f.To = ID, to
	return f
}

func address[T any](name string, get func(T) string) field[T] {
	f := text(name, get)
	f.Kind = Address
	return f
}

func choice[T any, S ~string](name string, choices []S, get func(T) S) field[T] {
	f := text(name, func(v T) string { return string(get(v)) })
	f.Kind, f.Choices = Choice, plain(choices)
	return f
}

func plain[S ~string](choices []S) []string {
	var all []string
	for _, c := range choices {
		if c != "" {
			all = append(all, string(c))
		}
	}
	return all
}

// always is a field whose value is always known.
func always[T any](f field[T]) field[T] {
	f.Null = false
	return f
}

// key is the field that names a record.
func key[T any](f field[T]) field[T] {
	f.Null, f.Key = false, true
	return f
}

func date[T any](name string, get func(T) register.Date) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Date, Null: true},
		json: func(e *encoder, v T) { e.date(register.Day(get(v))) },
		cell: func(e *encoder, v T) { e.digits(register.Day(get(v))) },
	}
}

func day[T any](name string, get func(T) register.Day) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Day, Null: true},
		json: func(e *encoder, v T) { e.date(get(v)) },
		cell: func(e *encoder, v T) { e.digits(get(v)) },
	}
}

func number[T any](name string, get func(T) (n int, known bool)) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Number, Null: true},
		json: func(e *encoder, v T) {
			if n, known := get(v); known {
				e.number(n)
			} else {
				e.null()
			}
		},
		cell: func(e *encoder, v T) {
			if n, known := get(v); known {
				e.number(n)
			}
		},
	}
}

func truth[T any](name string, get func(T) bool) field[T] {
	put := func(e *encoder, v T) { e.truth(get(v)) }
	return field[T]{Form: Form{Name: name, Kind: Truth}, json: put, cell: put}
}

// parts is what stands between the entries of a list in one cell.
const parts = ";"

func list[T any](name, to string, choices []string, each func(T, func(string))) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: List, Choices: choices, To: to},
		json: func(e *encoder, v T) {
			e.list(func(next func()) { each(v, func(s string) { next(); e.string(s) }) })
		},
		cell: func(e *encoder, v T) {
			first := true
			each(v, func(s string) {
				if !first {
					e.b = append(e.b, parts...)
				}
				first = false
				e.b = append(e.b, s...)
			})
		},
	}
}

// bodies are those to whom a finding is addressed, each once.
func bodies(name string) field[*finding] {
	each := func(v *finding, do func(register.Addressee)) {
		for i, a := range v.AddressedTo {
			if firstOf(v.AddressedTo[:i], a.ID) {
				do(a)
			}
		}
	}
	return field[*finding]{
		Form: Form{Name: name, Kind: Bodies},
		json: func(e *encoder, v *finding) {
			e.list(func(next func()) {
				each(v, func(a register.Addressee) {
					next()
					e.b = append(e.b, `{"id":`...)
					e.string(a.ID)
					e.b = append(e.b, `,"name":`...)
					e.string(a.Name)
					e.b = append(e.b, '}')
				})
			})
		},
		cell: func(e *encoder, v *finding) {
			at := len(e.b)
			each(v, func(a register.Addressee) {
				if len(e.b) > at {
					e.b = append(e.b, parts...)
				}
				e.b = append(e.b, a.ID...)
			})
		},
	}
}

func firstOf(before []register.Addressee, id string) bool {
	for _, b := range before {
		if b.ID == id {
			return false
		}
	}
	return true
}

// passage is an author's words, which stand in a content file.
func passage[T any](name string, get func(T) (d *Data, file string, t *markdown.Text)) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Passage, Null: true},
		json: func(e *encoder, v T) {
			d, file, t := get(v)
			if t.Empty() {
				e.null()
				return
			}
			e.b = append(e.b, `{"markdown":`...)
			e.string(d.markdown(*t, file))
			e.b = append(e.b, `,"text":`...)
			e.b = appendString(e.b, e.words(t))
			e.b = append(e.b, '}')
		},
		cell: func(e *encoder, v T) {
			_, _, t := get(v)
			e.b = append(e.b, e.words(t)...)
		},
	}
}

// group is fields that belong together. Where there is nothing of them it is
// null, if it has a way to say so.
func group[T any](name string, there func(T) bool, fields ...field[T]) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Group, Null: there != nil, Of: formsOf(fields)},
		json: func(e *encoder, v T) {
			if there != nil && !there(v) {
				e.null()
				return
			}
			writeFields(e, fields, v)
		},
		sub: fields, may: there,
	}
}

// records is a list of other records.
func records[T, U any](name string, of *shape[U], each func(T, func(U))) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Records, Of: of.forms(), Record: of.name},
		json: func(e *encoder, v T) {
			e.list(func(next func()) { each(v, func(u U) { next(); of.write(e, u) }) })
		},
	}
}

// languages is a record's words in other languages, by the language's code.
func languages[T, U any](of *shape[U], each func(T, func(lang string, u U))) field[T] {
	return field[T]{
		Form: Form{Name: "translations", Kind: Languages, Of: of.forms(), Record: of.name},
		json: func(e *encoder, v T) {
			mark := byte('{')
			each(v, func(lang string, u U) {
				e.b = append(e.b, mark)
				mark = ','
				e.string(lang)
				e.b = append(e.b, ':')
				of.write(e, u)
			})
			if mark == '{' {
				e.b = append(e.b, mark)
			}
			e.b = append(e.b, '}')
		},
	}
}

// columns are the fields of a record that stand in a table, those of a group
// under the group's name and their own.
func columns[T any](fields []field[T]) []field[T] {
	var all []field[T]
	for _, f := range fields {
		switch {
		case f.cell != nil:
			all = append(all, f)
		case f.Kind == Group:
			for _, s := range columns(f.sub) {
				inner, may := s.cell, f.may
				s.Name = f.Name + "_" + s.Name
				if may != nil {
					s.Null = s.Null || s.Kind != List
					s.cell = func(e *encoder, v T) {
						if may(v) {
							inner(e, v)
						}
					}
				}
				all = append(all, s)
			}
		}
	}
	return all
}
