package opendata

import (
	"encoding/json"
	"io"
	"slices"
)

// schemaFile is the name of the schema's file.
const schemaFile = "register.schema.json"

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order, and leaves out those that
// are nil.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for _, m := range o {
		if m.value == nil {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

func writeIndented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// WriteSchema writes the JSON Schema of register.json and of the file of each
// report and finding; each line of register.jsonl is a report of it.
func (d *Data) WriteSchema(w io.Writer) error {
	s := schema{d: d, defs: object{}}
	s.define("report", reportShape.forms())
	s.define("finding", findingShape.forms())
	s.define("service", serviceShape.forms())
	s.defs = append(s.defs, member{"passage", object{
		{"description", d.word("data.kind.passage")},
		{"type", "object"},
		{"properties", object{
			{"markdown", object{{"type", "string"}, {"description", d.word("data.passage.markdown")}}},
			{"text", object{{"type", "string"}, {"description", d.word("data.passage.text")}}},
		}},
		{"required", []string{"markdown", "text"}},
		{"additionalProperties", false},
	}}, member{"body", object{
		{"type", "object"},
		{"properties", object{
			{"id", object{{"type", "string"}, {"description", d.word("data.addressee.id")}}},
			{"name", object{{"type", "string"}, {"description", d.word("data.addressee.name")}}},
		}},
		{"required", []string{"id", "name"}},
		{"additionalProperties", false},
	}})
	return writeIndented(w, object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", SchemaID},
		{"version", Version},
		{"title", d.word("data.title")},
		{"description", d.word("data.schema")},
		{"oneOf", []any{
			s.envelope("register", object{{"services", listOf(refTo("service"))}, {"reports", listOf(refTo("report"))}}, false),
			s.envelope("report", object{{"report", refTo("report")}}, true),
			s.envelope("finding", object{{"finding", refTo("finding")}}, true),
		}},
		{"$defs", s.defs},
	})
}

// schema gathers the definitions of a schema.
type schema struct {
	d    *Data
	defs object
}

// define defines a record, and then those that it holds.
func (s *schema) define(name string, forms []Form) {
	if slices.ContainsFunc(s.defs, func(m member) bool { return m.name == name }) {
		return
	}
	at := len(s.defs)
	s.defs = append(s.defs, member{name, nil})
	s.defs[at].value = s.fields(forms)
}

// fields is an object with the fields given, and with all of them.
func (s *schema) fields(forms []Form) object {
	properties, names := object{}, []string{}
	for _, f := range forms {
		properties = append(properties, member{f.Name, s.field(f)})
		names = append(names, f.Name)
	}
	return object{{"type", "object"}, {"properties", properties}, {"required", names}, {"additionalProperties", false}}
}

// envelope is a file of a kind, with the records that it holds.
func (s *schema) envelope(kind string, holds object, undated bool) object {
	o := s.fields(envelopeShape.forms())
	properties, names := o[1].value.(object), o[2].value.([]string)
	for i := range properties {
		switch properties[i].name {
		case "kind":
			properties[i].value = object{{"const", kind}, {"description", s.d.word("data.envelope.kind")}}
		case "as_at":
			if !undated {
				properties[i].value = object{{"type", "string"}, {"format", "date"}, {"description", s.d.word("data.envelope.as_at")}}
			}
		}
	}
	for _, m := range holds {
		names = append(names, m.name)
	}
	o[1].value, o[2].value = append(properties, holds...), names
	return o
}

func (s *schema) field(f Form) object {
	says := member{"description", s.d.word(f.Says)}
	simple := func(kind string, more ...member) object {
		o := object{{"type", kind}}
		if f.Null {
			o[0].value = []string{kind, "null"}
		}
		return append(append(o, more...), says)
	}
	orNull := func(o object) object {
		if f.Null {
			return object{{"anyOf", []any{o, object{{"type", "null"}}}}, says}
		}
		return append(o[:len(o):len(o)], says)
	}
	switch f.Kind {
	case Date:
		return simple("string", member{"format", "date"})
	case Day:
		return simple("string", member{"pattern", "^" + dayPattern + "$"})
	case Number:
		return simple("integer", member{"minimum", 0})
	case Truth:
		return simple("boolean")
	case Address:
		return simple("string", member{"format", "uri-reference"})
	case Choice:
		values := []any{}
		for _, c := range f.Choices {
			values = append(values, c)
		}
		if f.Null {
			values = append(values, nil)
		}
		return object{{"enum", values}, says}
	case List:
		item := object{{"type", "string"}}
		if f.Choices != nil {
			item = object{{"enum", f.Choices}}
		}
		return append(listOf(item), says)
	case Bodies:
		return append(listOf(refTo("body")), says)
	case Passage:
		return orNull(refTo("passage"))
	case Group:
		return orNull(s.fields(f.Of))
	case Records:
		s.define(f.Record, f.Of)
		return append(listOf(refTo(f.Record)), says)
	case Languages:
		s.define(f.Record, f.Of)
		return object{{"type", "object"}, {"additionalProperties", refTo(f.Record)}, says}
	}
	return simple("string", member{"minLength", 1})
}

// dayPattern is a day of which perhaps only the month is known.
const dayPattern = "[0-9]{4}-[0-9]{2}(-[0-9]{2})?"

func listOf(item object) object { return object{{"type", "array"}, {"items", item}} }

func refTo(name string) object { return object{{"$ref", "#/$defs/" + name}} }

// word is what the site says for a key.
func (d *Data) word(key string) string { return d.opt.Word(key) }
