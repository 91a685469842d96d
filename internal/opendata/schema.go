package opendata

import (
	"io"
	"slices"
)

// dayPattern is a day of which perhaps only the month is known.
const dayPattern = "[0-9]{4}-[0-9]{2}(-[0-9]{2})?"

// writeSchema writes the JSON Schema of register.json and of each report's
// file.
func (d *Data) writeSchema(w io.Writer) error {
	s := schema{Data: d}
	s.define("report", reportRecord.describe())
	s.define("finding", findingRecord.describe())
	s.define("service", serviceRecord.describe())
	s.defs = append(s.defs,
		member{"passage", append(object{{"description", d.Message("data.kind.passage")}}, s.strings("data.passage.", "markdown", "text")...)},
		member{"body", s.strings("data.addressee.", "id", "name")},
	)
	return writeIndented(w, object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", SchemaID},
		{"version", Version},
		{"title", d.Message("data.title")},
		{"description", d.Message("data.schema")},
		{"oneOf", []object{
			s.file("register", member{"services", listOf(refTo("service"))}, member{"reports", listOf(refTo("report"))}),
			s.file("report", member{"report", refTo("report")}),
		}},
		{"$defs", s.defs},
	})
}

// schema collects the definitions of a schema.
type schema struct {
	*Data
	defs object
}

// define defines a record, and then the records in it.
func (s *schema) define(name string, fields []Field) {
	if slices.ContainsFunc(s.defs, func(m member) bool { return m.name == name }) {
		return
	}
	i := len(s.defs)
	s.defs = append(s.defs, member{name: name})
	s.defs[i].value = closed(s.properties(fields))
}

func (s *schema) properties(fields []Field) object {
	var properties object
	for _, f := range fields {
		properties = append(properties, member{f.Name, s.field(f)})
	}
	return properties
}

// closed is an object that has all of the properties and no others.
func closed(properties object) object {
	var names []string
	for _, p := range properties {
		names = append(names, p.name)
	}
	return object{{"type", "object"}, {"properties", properties}, {"required", names}, {"additionalProperties", false}}
}

// strings is an object of strings.
func (s *schema) strings(doc string, names ...string) object {
	var properties object
	for _, name := range names {
		properties = append(properties, member{name, object{{"type", "string"}, {"description", s.Message(doc + name)}}})
	}
	return closed(properties)
}

// file is a kind of file, with the records in it.
func (s *schema) file(kind string, records ...member) object {
	var properties object
	for _, f := range envelopeRecord.describe() {
		p := member{f.Name, s.field(f)}
		switch {
		case f.Name == "kind":
			p.value = object{{"const", kind}, {"description", s.Message(f.Doc)}}
		case f.Name == "as_at" && kind == "register":
			f.Null = false
			p.value = s.field(f)
		}
		properties = append(properties, p)
	}
	return closed(append(properties, records...))
}

func (s *schema) field(f Field) object {
	return append(s.fieldType(f), member{"description", s.Message(f.Doc)})
}

func (s *schema) fieldType(f Field) object {
	switch f.Kind {
	case Date:
		return simple(f, "string", "format", "date")
	case Day:
		return simple(f, "string", "pattern", "^"+dayPattern+"$")
	case Number:
		return simple(f, "integer", "minimum", 0)
	case Boolean:
		return object{{"type", "boolean"}}
	case Address:
		return simple(f, "string", "format", "uri-reference")
	case Choice:
		var values []any
		for _, c := range f.Choices {
			values = append(values, c)
		}
		if f.Null {
			values = append(values, nil)
		}
		return object{{"enum", values}}
	case List:
		if f.Choices != nil {
			return listOf(object{{"enum", f.Choices}})
		}
		return listOf(object{{"type", "string"}})
	case Bodies:
		return listOf(refTo("body"))
	case Passage:
		return orNull(f, refTo("passage"))
	case Group:
		return orNull(f, closed(s.properties(f.Fields)))
	case Records:
		s.define(f.Record, f.Fields)
		return listOf(refTo(f.Record))
	case Languages:
		s.define(f.Record, f.Fields)
		return object{{"type", "object"}, {"additionalProperties", refTo(f.Record)}}
	}
	return simple(f, "string", "minLength", 1)
}

// simple is a type with one keyword that limits it.
func simple(f Field, name, keyword string, limit any) object {
	if f.Null {
		return object{{"type", []string{name, "null"}}, {keyword, limit}}
	}
	return object{{"type", name}, {keyword, limit}}
}

func orNull(f Field, o object) object {
	if f.Null {
		return object{{"anyOf", []object{o, {{"type", "null"}}}}}
	}
	return o
}

func listOf(item object) object { return object{{"type", "array"}, {"items", item}} }

func refTo(name string) object { return object{{"$ref", "#/$defs/" + name}} }
