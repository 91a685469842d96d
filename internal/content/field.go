package content

import (
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
)

// A field is one line of the content format: its name, whether it must be
// there, what its value may look like, and what it is for. The tables of
// fields are the one source for reading, for help and for schemas.
type field[T any] struct {
	name  string
	need  need
	shape looks
	help  string
	read  func(r *reader, v *frontmatter.Value, into *T)
	look  func(r *reader, v *frontmatter.Value) // reads it and keeps nothing
}

// need says what it means when a field is not there.
type need int

const (
	optional   need = iota
	wanted          // a warning
	required        // an error
	translated      // an error where no language has it; whoever joins the languages says so
)

// looks is what a value may look like, for people and for schemas.
type looks struct {
	says    string      // "a date, such as 2020-03-09"
	example string      // 2020-03-09
	choices []string    // the only values there are; nil where any will do
	parts   []FieldHelp // the fields of a group
	list    bool
	pattern string // of a scalar, as a schema describes it; "" where any text will do
	orTrue  bool   // true stands for a group with nothing in it
	byLang  bool   // there may be one for each language, by its code
}

// A shape reads a value of one kind. read says what is wrong itself and then
// returns false.
type shape[V any] struct {
	looks
	read func(r *reader, v *frontmatter.Value) (V, bool)
}

// is makes a field that is kept at a place in T.
func is[T, V any](name string, need need, s shape[V], help string, at func(*T) *V) field[T] {
	return field[T]{name: name, need: need, shape: s.looks, help: help, read: func(r *reader, v *frontmatter.Value, into *T) {
		if value, ok := s.read(r, v); ok {
			*at(into) = value
		}
	}, look: func(r *reader, v *frontmatter.Value) { s.read(r, v) }}
}

// A reader reads the fields of one file and gathers what is wrong with them.
type reader struct {
	*frontmatter.Document
	problems []diag.Problem
	misspelt map[string]bool // fields of the file that are there under a misspelt name
}

// problem adds a Problem at a value. Nothing is said of a line that is known
// to be unreadable: what its value would have been is a guess.
func (r *reader) problem(level diag.Level, rule string, v *frontmatter.Value, message, hint string) {
	if line, _ := r.Position(v.Offset); r.Recovered[line] {
		return
	}
	r.problems = append(r.problems, r.File.Problem(level, rule, v.Offset, v.Length, message, hint))
}

// meant adds an error about a word for which another one was meant.
func (r *reader) meant(rule string, v *frontmatter.Value, message, meant string) {
	if line, _ := r.Position(v.Offset); !r.Recovered[line] {
		r.problems = append(r.problems, r.File.Problem(diag.Error, rule, v.Offset, v.Length, message, "").DidYouMean(meant))
	}
}

// wrong adds an error about a value that is not of its shape.
func (r *reader) wrong(v *frontmatter.Value, message, hint string) {
	r.problem(diag.Error, RuleWrongValue, v, message, hint)
}

// about adds a Problem about the file as a whole, at its first line.
func (r *reader) about(level diag.Level, rule, message, hint string) {
	r.problems = append(r.problems, diag.Problem{File: r.Path, Line: 1, Column: 1, Level: level, Rule: rule, Message: message, Hint: hint})
}

// readFields reads a Map by a table into a T, if there is one: known fields are
// read, unknown ones and missing ones reported.
func readFields[T any](r *reader, v *frontmatter.Value, table []field[T], into *T) {
	var meant map[string]bool
	for i := range v.Entries {
		entry := &v.Entries[i]
		f := findField(table, entry.Key.Text)
		if f == nil {
			if meant == nil {
				meant = map[string]bool{}
			}
			meant[r.unknown(entry, fieldNames(table))] = true
			continue
		}
		if entry.Value.Kind == frontmatter.Nothing {
			r.nothing(entry, f.need, f.shape)
			continue
		}
		if into == nil {
			f.look(r, &entry.Value)
			continue
		}
		f.read(r, &entry.Value, into)
	}
	if v == r.Fields {
		r.misspelt = meant
	}
	for i := range table {
		if f := &table[i]; v.Field(f.name) == nil && !meant[f.name] {
			r.missing(v, f.name, f.need, f.shape)
		}
	}
}

func fieldNames[T any](table []field[T]) []string {
	names := make([]string, len(table))
	for i, f := range table {
		names[i] = f.name
	}
	return names
}

func findField[T any](table []field[T], name string) *field[T] {
	for i := range table {
		if table[i].name == name {
			return &table[i]
		}
	}
	return nil
}

// unknown reports a field that no table has, and says which one was meant.
func (r *reader) unknown(entry *frontmatter.Entry, names []string) (meant string) {
	meant = diag.Nearest(strings.ReplaceAll(entry.Key.Text, "-", "_"), names)
	message := "unknown field " + quote(entry.Key.Text)
	if meant != "" {
		r.meant(RuleUnknownField, &entry.Key, message, meant)
	} else {
		r.problem(diag.Error, RuleUnknownField, &entry.Key, message, "the fields here are "+strings.Join(names, ", "))
	}
	return meant
}

// nothing reports a field that is named and has no value, if it must have one.
func (r *reader) nothing(entry *frontmatter.Entry, need need, l looks) {
	rest := strings.TrimSpace(r.after(&entry.Key))
	switch {
	case len(rest) > 1 && rest[0] == '#' && rest[1] != ' ':
		r.problem(diag.Error, RuleHash, &entry.Key, "the value of "+quote(entry.Key.Text)+" begins with #, so it would be left out", "put it in quotes: "+frontmatter.Quoted(rest))
	case need == required:
		r.problem(diag.Error, RuleMissingField, &entry.Key, "the field "+quote(entry.Key.Text)+" has no value", "write "+l.says)
	}
}

// after is what stands behind a key and its colon on the same line.
func (r *reader) after(key *frontmatter.Value) string {
	rest := string(r.Text[key.Offset+len(key.Text):])
	rest, _, _ = strings.Cut(rest, "\n")
	return strings.TrimPrefix(strings.TrimSpace(rest), ":")
}

// missing reports a field that is not there.
func (r *reader) missing(v *frontmatter.Value, name string, need need, l looks) {
	level, rule := diag.Error, RuleMissingField
	switch need {
	case optional, translated:
		return
	case wanted:
		level, rule = diag.Warning, RuleWantedField
	}
	if v == r.Fields && r.recoveredField(name) {
		return
	}
	line, column := r.Position(v.Offset)
	if line == 1 || v == r.Fields {
		line, column = 1, 1
	}
	r.problems = append(r.problems, diag.Problem{
		File: r.Path, Line: line, Column: column, Level: level, Rule: rule,
		Message: "the field " + quote(name) + " is missing", Hint: "write " + l.says + ", like this: " + name + ": " + l.example,
	})
}

// recoveredField says whether a line that could not be read was meant to be the
// field: it is not missing, and what is wrong with it was said.
func (r *reader) recoveredField(name string) bool {
	for line := range r.Recovered {
		if strings.HasPrefix(strings.TrimSpace(r.Line(line)), name) {
			return true
		}
	}
	return false
}

func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return `"` + strings.ReplaceAll(s, "\n", "␊") + `"`
}
