package content

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// A Schema is the JSON Schema of one kind of file. An editor uses it to complete
// and check fields. What a schema cannot express is left to fiftysix check.
type Schema struct {
	Name string // report.schema.json
	Kind int    // its index in the Manual
	Data []byte
}

// Schemas returns the schemas of all kinds of file. They are made from the field
// tables, so they agree with what [Load] accepts.
func Schemas() ([]Schema, error) {
	names := map[int]string{
		ReportFile: "report", FindingFile: "finding", PageFile: "page", OfficeFile: "fiftysix",
		ReportWordsFile: "report-words", FindingWordsFile: "finding-words", PageWordsFile: "page-words",
	}
	var all []Schema
	for kind, file := range Manual() {
		s := schemaGroup(file.Fields)
		s.Schema, s.Title, s.Description = "http://json-schema.org/draft-07/schema#", file.Name, file.What
		data, err := encode(s)
		if err != nil {
			return nil, err
		}
		all = append(all, Schema{names[kind] + ".schema.json", kind, data})
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

// A schema is the part of JSON Schema draft 7 that is used here. Draft 7 is the
// newest that the YAML support of editors understands completely.
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

// schemaGroup is the schema of a group of fields, or of a whole file.
func schemaGroup(fields []FieldHelp) *schema {
	s := &schema{Type: "object", Properties: &ordered{}, Additional: false}
	for _, f := range fields {
		value := schemaField(f)
		if f.Required {
			s.Required = append(s.Required, f.Name)
		} else if !f.Withholds {
			value = anyOf(value, &schema{Type: "null"}) // named, with nothing after it
		}
		value.Description = f.Help
		if len(f.Parts) == 0 && f.Expects != "words" {
			value.Description += ": " + f.Expects
		}
		*s.Properties = append(*s.Properties, property{f.Name, value})
	}
	return s
}

// schemaField is the schema of a field's value.
func schemaField(f FieldHelp) *schema {
	one := schemaValue(f)
	if !f.List {
		return one
	}
	// One value alone is a list of one.
	return anyOf(one, &schema{Type: "array", Items: schemaValue(f)})
}

// schemaValue is the schema of a field's value, or of an item of its list.
func schemaValue(f FieldHelp) *schema {
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

// anyWords accepts any scalar: 4, 0123, yes and 4.10 are read as text.
func anyWords() *schema { return &schema{Type: []string{"string", "number", "boolean"}} }

func schemaYesNo() *schema { return schemaChoice([]string{"true", "false"}) }

// schemaChoice accepts one of a few words. Unquoted true and false are booleans to
// YAML, so those are accepted too.
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

// pattern accepts text that matches p. If p matches numbers, they are accepted as
// integers too, because that is what YAML makes of them.
func pattern(p string) *schema {
	s := &schema{Type: "string", Pattern: p}
	if regexp.MustCompile(p).MatchString("3") {
		return anyOf(&schema{Type: "integer"}, s)
	}
	return s
}

// anyOf accepts what s or other accepts.
func anyOf(s, other *schema) *schema {
	if s.AnyOf != nil {
		return &schema{AnyOf: append(s.AnyOf, other)}
	}
	return &schema{AnyOf: []*schema{s, other}}
}

// ordered keeps properties in the order of the field tables.
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
