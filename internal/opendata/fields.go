package opendata

import (
	"maps"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A Field describes a field of a record.
type Field struct {
	Name    string
	Kind    Kind
	Null    bool     // it may be unknown, or absent
	Choices []string // of Choice, and of List where the list is of choices
	Fields  []Field  // of Group, Records and Languages
	Record  string   // of Records and Languages: the name of the record
	Doc     string   // the key of the message that explains it
	Key     bool     // it identifies the record
	To      string   // the table that an id refers to
}

// A Kind is the type of a field's values.
type Kind string

// The kinds. Each has a message: data.kind.<kind>.
const (
	Text      Kind = "text"
	Choice    Kind = "choice"    // one of a few words
	Date      Kind = "date"      // 2020-03-09
	Day       Kind = "day"       // 2020-03-09, or 2020-03 if only the month is known
	Number    Kind = "number"    // a whole number, 0 or more
	Boolean   Kind = "truth"     // true or false
	Address   Kind = "address"   // the URL of a page or a file
	ID        Kind = "id"        // the id of a record
	List      Kind = "list"      // of ids or of choices
	Passage   Kind = "passage"   // an author's text, as Markdown and as plain text
	Bodies    Kind = "bodies"    // the bodies a finding is addressed to, each with id and name
	Group     Kind = "group"     // fields that belong together
	Records   Kind = "records"   // a list of other records
	Languages Kind = "languages" // the record's text in other languages
)

// Kinds are all kinds.
var Kinds = []Kind{Text, Choice, Date, Day, Number, Boolean, Address, ID, List, Passage, Bodies, Group, Records, Languages}

// required says that a value of the field is never empty in a table.
func (f Field) required() bool { return !f.Null && f.Kind != List && f.Kind != Bodies }

// field is a Field with its value: of a type that [jsonWriter.value] takes, or nil if it
// is unknown.
type field[T any] struct {
	Field
	value   func(T) any
	fields  []field[T]   // of a Group
	present func(T) bool // of a Group; nil where it is always present
}

// record describes a kind of record.
type record[T any] struct {
	name   string
	fields []field[T]
}

func newRecord[T any](name string, fields ...field[T]) record[T] {
	for i := range fields {
		f := &fields[i]
		f.Doc = "data." + name + "." + strings.TrimPrefix(f.Name, "$")
		for j := range f.fields {
			f.fields[j].Doc = "data." + f.Name + "." + f.fields[j].Name
		}
		if f.fields != nil {
			f.Fields = describe(f.fields)
		}
	}
	return record[T]{name, fields}
}

// describe returns the descriptions of fields without their values.
func describe[T any](fields []field[T]) []Field {
	var all []Field
	for _, f := range fields {
		all = append(all, f.Field)
	}
	return all
}

func (r record[T]) describe() []Field { return describe(r.fields) }

// object returns the record's value as JSON.
func (r record[T]) object(v T) object { return fieldValues(r.fields, v) }

func fieldValues[T any](fields []field[T], v T) object {
	o := make(object, len(fields))
	for i, f := range fields {
		o[i] = member{f.Name, f.value(v)}
	}
	return o
}

func text[T any](name string, get func(T) string) field[T] {
	return field[T]{Field: Field{Name: name, Kind: Text, Null: true}, value: func(v T) any {
		if s := get(v); s != "" {
			return s
		}
		return nil
	}}
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
	f.Kind = Choice
	for _, c := range choices {
		if c != "" {
			f.Choices = append(f.Choices, string(c))
		}
	}
	return f
}

func date[T any](name string, get func(T) inspection.Date) field[T] {
	f := text(name, func(v T) string { return get(v).String() })
	f.Kind = Date
	return f
}

func day[T any](name string, get func(T) inspection.Day) field[T] {
	f := text(name, func(v T) string { return get(v).String() })
	f.Kind = Day
	return f
}

// required makes a field one whose value is always known.
func required[T any](f field[T]) field[T] {
	f.Null = false
	return f
}

// key makes a field one that identifies a record.
func key[T any](f field[T]) field[T] {
	f.Null, f.Key = false, true
	return f
}

func number[T any](name string, get func(T) int) field[T] {
	return field[T]{Field: Field{Name: name, Kind: Number}, value: func(v T) any { return get(v) }}
}

// optionalNumber is a number that may be unknown.
func optionalNumber[T any](name string, known func(T) bool, get func(T) int) field[T] {
	return field[T]{Field: Field{Name: name, Kind: Number, Null: true}, value: func(v T) any {
		if known(v) {
			return get(v)
		}
		return nil
	}}
}

func boolean[T any](name string, get func(T) bool) field[T] {
	return field[T]{Field: Field{Name: name, Kind: Boolean}, value: func(v T) any { return get(v) }}
}

func list[T any](name, to string, choices []string, get func(T) []string) field[T] {
	return field[T]{Field: Field{Name: name, Kind: List, Choices: choices, To: to}, value: func(v T) any {
		return append([]string{}, get(v)...) // [] in JSON and never null
	}}
}

// bodies is a field with those that a finding is addressed to.
func bodies(name string) field[*finding] {
	return field[*finding]{Field: Field{Name: name, Kind: Bodies}, value: func(f *finding) any { return f.bodies() }}
}

// passage is an author's text in a content file.
type passage struct {
	d    *Data
	file string
	text *markdown.Text
}

func (p passage) object() object {
	return object{{"markdown", p.d.markdown(p.text, p.file)}, {"text", p.text.Plain()}}
}

func newPassage[T any](name string, get func(T) passage) field[T] {
	return field[T]{Field: Field{Name: name, Kind: Passage, Null: true}, value: func(v T) any {
		if p := get(v); !p.text.Empty() {
			return p
		}
		return nil
	}}
}

// group is a field of fields that belong together. It is null where present, if given,
// returns false.
func group[T any](name string, present func(T) bool, fields ...field[T]) field[T] {
	return field[T]{
		Field: Field{Name: name, Kind: Group, Null: present != nil},
		value: func(v T) any {
			if present != nil && !present(v) {
				return nil
			}
			return fieldValues(fields, v)
		},
		fields: fields, present: present,
	}
}

// records is a field with a list of other records.
func records[T, U any](name string, of record[U], get func(T) []U) field[T] {
	return field[T]{
		Field: Field{Name: name, Kind: Records, Fields: of.describe(), Record: of.name},
		value: func(v T) any {
			all := []object{}
			for _, u := range get(v) {
				all = append(all, of.object(u))
			}
			return all
		},
	}
}

// translations is a field with a record's text in other languages, by language code.
func translations[T, U any](of record[U], get func(T) map[string]U) field[T] {
	return field[T]{
		Field: Field{Name: "translations", Kind: Languages, Fields: of.describe(), Record: of.name},
		value: func(v T) any {
			all := object{}
			in := get(v)
			for _, lang := range slices.Sorted(maps.Keys(in)) {
				all = append(all, member{lang, of.object(in[lang])})
			}
			return all
		},
	}
}
