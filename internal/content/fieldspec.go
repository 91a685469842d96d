package content

import (
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
)

// A fieldSpec describes one field of the content format. Reading, help and
// schemas all use the same tables of them.
type fieldSpec[T any] struct {
	name string
	need need
	doc  ValueHelp
	help string
	read func(r *reader, v *frontmatter.Value, into *T) // into may be nil, to check the value only
}

// need says how serious it is when a field is missing.
type need int

const (
	optional    need = iota
	recommended      // a warning
	required         // an error
	translated       // an error if no language has it; reported once translations are read
	withholds        // an error if it is there without a value; else it may be missing
)

// A ValueHelp describes the values that a field takes, for help and schemas.
type ValueHelp struct {
	Expects string      // "a date, such as 2020-03-09"
	Example string      // 2020-03-09
	Choices []string    // the only values allowed; nil if any will do
	Parts   []FieldHelp // the fields of a group
	List    bool        // there may be several
	Pattern string      // a regular expression for one value, for schemas; "" if any text will do
	OrTrue  bool        // true may be written for an empty group
	ByLang  bool        // there may be one for each language, by its code
}

// A decoder reads a value of one kind. If the value is wrong, read reports it
// and returns false.
type decoder[V any] struct {
	ValueHelp
	read func(r *reader, v *frontmatter.Value) (V, bool)
}

// field makes the spec of a field that is stored where at points to.
func field[T, V any](name string, need need, d decoder[V], help string, at func(*T) *V) fieldSpec[T] {
	return fieldSpec[T]{name: name, need: need, doc: d.ValueHelp, help: help, read: func(r *reader, v *frontmatter.Value, into *T) {
		if value, ok := d.read(r, v); ok && into != nil {
			*at(into) = value
		}
	}}
}

// A reader reads the fields of one file and collects their problems.
type reader struct {
	*frontmatter.Document
	problems []diag.Problem
	misspelt map[string]bool // fields that the file has under a misspelt name
}

// problem adds a problem at a value. On a line with a syntax error it does
// nothing, because the value there is only a guess.
func (r *reader) problem(level diag.Level, rule string, v *frontmatter.Value, message, hint string) {
	if line, _ := r.Position(v.Offset); r.Recovered[line] {
		return
	}
	r.problems = append(r.problems, r.File.Problem(level, rule, v.Offset, v.Length, message, hint))
}

// didYouMean adds an error about a word that looks like a misspelling of meant.
func (r *reader) didYouMean(rule string, v *frontmatter.Value, message, meant string) {
	if line, _ := r.Position(v.Offset); !r.Recovered[line] {
		r.problems = append(r.problems, r.File.Problem(diag.Error, rule, v.Offset, v.Length, message, "").DidYouMean(meant))
	}
}

// wrongValue adds an error about a value that its field does not take.
func (r *reader) wrongValue(v *frontmatter.Value, message, hint string) {
	r.problem(diag.Error, RuleWrongValue, v, message, hint)
}

// problemInFile adds a problem about the file as a whole, at its first line.
func (r *reader) problemInFile(level diag.Level, rule, message, hint string) {
	r.problems = append(r.problems, diag.Problem{File: r.Path, Line: 1, Column: 1, Level: level, Rule: rule, Message: message, Hint: hint})
}

// readFields reads the fields of a Map into a T, and reports unknown and missing
// ones. With a nil into it only checks them.
func readFields[T any](r *reader, v *frontmatter.Value, table []fieldSpec[T], into *T) {
	var meant map[string]bool
	for i := range v.Entries {
		entry := &v.Entries[i]
		f := findField(table, entry.Key.Text)
		if f == nil {
			if meant == nil {
				meant = map[string]bool{}
			}
			meant[r.unknownField(entry, fieldNames(table))] = true
			continue
		}
		if entry.Value.Kind == frontmatter.Nothing {
			r.emptyField(entry, f.need, f.doc)
			continue
		}
		f.read(r, &entry.Value, into)
	}
	if v == r.Fields {
		r.misspelt = meant
	}
	for i := range table {
		if f := &table[i]; v.Field(f.name) == nil && !meant[f.name] {
			r.missingField(v, f.name, f.need, f.doc)
		}
	}
}

func fieldNames[T any](table []fieldSpec[T]) []string {
	names := make([]string, len(table))
	for i, f := range table {
		names[i] = f.name
	}
	return names
}

func findField[T any](table []fieldSpec[T], name string) *fieldSpec[T] {
	for i := range table {
		if table[i].name == name {
			return &table[i]
		}
	}
	return nil
}

// formerFields are fields that were read once, each with why it is not any
// more, and what to do.
var formerFields = map[string]struct{ message, hint string }{
	"restarts_clock": {
		"restarts_clock is not a field any more: no law begins the 56 days again",
		"take this line out; the days count from the report's own publication (Police Act 1996, section 55(5A)), and if the answer came later than that allows, say why with late_reason under response",
	},
}

// unknownField reports a field that the table does not have, and returns the
// one that was probably meant, or "".
func (r *reader) unknownField(entry *frontmatter.Entry, names []string) (meant string) {
	meant = diag.Nearest(strings.ReplaceAll(entry.Key.Text, "-", "_"), names)
	message := "unknown field " + quote(entry.Key.Text)
	if former, ok := formerFields[entry.Key.Text]; ok {
		r.problem(diag.Error, RuleUnknownField, &entry.Key, former.message, former.hint)
		return ""
	}
	if meant != "" {
		r.didYouMean(RuleUnknownField, &entry.Key, message, meant)
	} else {
		r.problem(diag.Error, RuleUnknownField, &entry.Key, message, "the fields here are "+strings.Join(names, ", "))
	}
	return meant
}

// emptyField reports a field without a value, if it is required, if it would hold
// something back, or if the value was taken for a comment.
func (r *reader) emptyField(entry *frontmatter.Entry, need need, doc ValueHelp) {
	rest := strings.TrimSpace(r.after(&entry.Key))
	switch {
	case len(rest) > 1 && rest[0] == '#' && rest[1] != ' ':
		r.problem(diag.Error, RuleHash, &entry.Key, "the value of "+quote(entry.Key.Text)+" begins with #, so it would be left out", "put it in quotes: "+frontmatter.Quoted(rest))
	case need == required:
		r.problem(diag.Error, RuleMissingField, &entry.Key, "the field "+quote(entry.Key.Text)+" has no value", "write "+doc.Expects)
	case need == withholds:
		name := entry.Key.Text
		r.problem(diag.Error, RuleMissingField, &entry.Key, "the field "+quote(name)+" has no value, so nobody can tell whether this is to be held back",
			"to hold it back, write "+name+": "+doc.Example+"; to publish it, take the line away")
	}
}

// after returns what follows a key and its colon on the same line.
func (r *reader) after(key *frontmatter.Value) string {
	rest := string(r.Text[key.Offset+len(key.Text):])
	rest, _, _ = strings.Cut(rest, "\n")
	return strings.TrimPrefix(strings.TrimSpace(rest), ":")
}

// missingField reports a field that is not there, unless it is optional.
func (r *reader) missingField(v *frontmatter.Value, name string, need need, doc ValueHelp) {
	level, rule := diag.Error, RuleMissingField
	switch need {
	case optional, translated, withholds:
		return
	case recommended:
		level, rule = diag.Warning, RuleRecommendedField
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
		Message: "the field " + quote(name) + " is missing", Hint: "write " + doc.Expects + ", like this: " + name + ": " + doc.Example,
	})
}

// recoveredField reports whether the field is on a line with a syntax error:
// then it is not missing, and its problem has been reported.
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
