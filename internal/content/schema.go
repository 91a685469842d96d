// Package schema says the content format as JSON Schemas, for editors: with
// one, an editor offers the fields of a file as they are typed, says what each
// is for, and underlines what is wrong before it is saved.
//
// Begin at [All]. The schemas come from the field tables of package register,
// which are also what reads the files; a test holds that the two agree. What
// no schema can say (that a day is after another, that a report exists) is
// left to fiftysix check.
package content

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// A File is the schema of one kind of file.
type File struct {
	Name string // report.schema.json
	Kind int    // its place in register.Manual
	Data []byte
}

// All are the schemas of every kind of file.
func All() ([]File, error) {
	names := map[int]string{
		ReportFile: "report", FindingFile: "finding", PageFile: "page", OfficeFile: "fiftysix",
		ReportWordsFile: "report-words", FindingWordsFile: "finding-words", PageWordsFile: "page-words",
	}
	var all []File
	for kind, file := range Manual() {
		s := schemaGroup(file.Fields)
		s.Schema, s.Title, s.Description = "http://json-schema.org/draft-07/schema#", file.Name, file.What
		data, err := encode(s)
		if err != nil {
			return nil, err
		}
		all = append(all, File{names[kind] + ".schema.json", kind, data})
	}
	return all, nil
}

func encode(s *schema) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// A schema is what of draft 7 of JSON Schema is needed here: the newest that
// the editors' YAML support reads in full.
type schema struct {
	Schema      string    `json:"$schema,omitempty"`
	Title       string    `json:"title,omitempty"`
	Description string    `json:"description,omitempty"`
	Type        any       `json:"type,omitempty"` // a name, or several
	Enum        []any     `json:"enum,omitempty"`
	Pattern     string    `json:"pattern,omitempty"`
	Items       *schema   `json:"items,omitempty"`
	Properties  *ordered  `json:"properties,omitempty"`
	Required    []string  `json:"required,omitempty"`
	Additional  any       `json:"additionalProperties,omitempty"`
	Names       *schema   `json:"propertyNames,omitempty"`
	Least       int       `json:"minProperties,omitempty"`
	AnyOf       []*schema `json:"anyOf,omitempty"`
}

// group is the schema of a group of fields, or of a whole file.
func schemaGroup(fields []FieldHelp) *schema {
	s := &schema{Type: "object", Properties: &ordered{}, Additional: false}
	for _, f := range fields {
		value := schemaField(f)
		if f.Required {
			s.Required = append(s.Required, f.Name)
		} else {
			value = anyOf(value, &schema{Type: "null"}) // named, with nothing after it
		}
		value.Description = f.Help
		if len(f.Parts) == 0 && f.Says != "words" {
			value.Description += ": " + f.Says
		}
		*s.Properties = append(*s.Properties, property{f.Name, value})
	}
	return s
}

// field is the schema of a field's value.
func schemaField(f FieldHelp) *schema {
	one := single(f)
	if !f.List {
		return one
	}
	// One value alone is a list of one.
	return anyOf(one, &schema{Type: "array", Items: single(f)})
}

// single is the schema of a field's value, or of an item of its list.
func single(f FieldHelp) *schema {
	switch {
	case f.OrTrue:
		return anyOf(schemaYesNo(), schemaGroup(f.Parts))
	case f.Parts != nil:
		return schemaGroup(f.Parts)
	case f.ByLang:
		one := anyWords()
		if f.Pattern != "" {
			one = pattern(f.Pattern)
		}
		return anyOf(one, &schema{Type: "object", Names: &schema{Pattern: "^[a-z]{2,3}$"}, Least: 1, Additional: anyOf(one, &schema{Type: "null"})})
	case f.Choices != nil:
		return schemaChoice(f.Choices)
	case f.Pattern != "":
		return pattern(f.Pattern)
	}
	return anyWords()
}

// anyWords are words of any kind: 4, 0123, yes and 4.10 are the words they
// look like, whatever YAML takes them for.
func anyWords() *schema { return &schema{Type: []string{"string", "number", "boolean"}} }

func schemaYesNo() *schema { return schemaChoice([]string{"true", "false"}) }

// choice is one of a few words. YAML takes true and false for something else
// than words, unless they stand in quotes.
func schemaChoice(choices []string) *schema {
	s := &schema{}
	for _, c := range choices {
		if c == "true" || c == "false" {
			s.Enum = append(s.Enum, c == "true")
		}
		s.Enum = append(s.Enum, c)
	}
	return s
}

// pattern is text of one form. Where that form is a number, YAML has made one
// of it already.
func pattern(p string) *schema {
	s := &schema{Type: "string", Pattern: p}
	if regexp.MustCompile(p).MatchString("3") {
		return anyOf(&schema{Type: "integer"}, s)
	}
	return s
}

// anyOf is one or the other. What is anyOf already takes the other in.
func anyOf(s, other *schema) *schema {
	if s.AnyOf != nil {
		return &schema{AnyOf: append(s.AnyOf, other)}
	}
	return &schema{AnyOf: []*schema{s, other}}
}

// ordered keeps properties in the tables' order, which is that of people.
type ordered []property

type property struct {
	name  string
	value *schema
}

// MarshalJSON writes the properties in their order.
func (o ordered) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(p.name)
		if err != nil {
			return nil, err
		}
		value, err := encode(p.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}
