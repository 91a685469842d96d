package opendata

import (
	"io"
	"strings"
)

// writeCSVW describes all tables as CSV on the Web:
// https://www.w3.org/TR/tabular-metadata/.
func (d *Data) writeCSVW(w io.Writer) error {
	all := []object{}
	for _, t := range tables {
		all = append(all, d.csvwTable(t))
	}
	return writeIndented(w, object{
		{"@context", []any{"http://www.w3.org/ns/csvw", object{{"@language", d.language()}}}},
		{"dc:title", d.title()},
		{"dc:publisher", d.reg.Office.Name.Default},
		{"dc:license", object{{"@id", oglAddress}}},
		{"dc:modified", object{{"@value", d.reg.Today().String()}, {"@type", "xsd:date"}}},
		{"tables", all},
	})
}

func (d *Data) csvwTable(t *Table) object {
	var cols, foreign []object
	for _, c := range t.Columns {
		cols = append(cols, d.csvwColumn(c))
		// The recommendation allows an empty cell, but validators report it as a
		// reference to nothing.
		if to := t.foreign(c); to != "" && c.required() {
			foreign = append(foreign, object{
				{"columnReference", c.Name},
				{"reference", object{{"resource", to + ".csv"}, {"columnReference", "id"}}},
			})
		}
	}
	return object{
		{"url", t.File()},
		{"dc:title", d.Message(t.doc() + "_name")},
		{"dc:description", d.Message(t.doc())},
		{"tableSchema", t.withKeys(object{{"columns", cols}}, foreign)},
	}
}

func (d *Data) csvwColumn(c Field) object {
	o := object{{"name", c.Name}, {"titles", c.Name}, {"dc:description", d.Message(c.Doc)}, {"datatype", csvwType(c)}}
	if c.Kind == List || c.Kind == Bodies {
		o = append(o, member{"separator", separator})
	}
	if c.required() {
		o = append(o, member{"required", true})
	}
	return o
}

func csvwType(c Field) any {
	switch {
	case c.Kind == Date:
		return object{{"base", "date"}, {"format", "yyyy-MM-dd"}}
	case c.Kind == Day:
		return object{{"base", "string"}, {"format", dayPattern}}
	case c.Kind == Number:
		return "nonNegativeInteger"
	case c.Kind == Boolean:
		return "boolean"
	case c.Kind == Address:
		return "anyURI"
	case c.Choices != nil:
		return object{{"base", "string"}, {"format", strings.Join(c.Choices, "|")}}
	}
	return "string"
}

// foreign returns the table whose rows a column refers to, or "". A list of ids cannot
// have a foreign key.
func (t *Table) foreign(c Field) string {
	if c.Kind != ID || c.To == t.Name && c.Name == "id" {
		return ""
	}
	return c.To
}

// withKeys adds the table's primary key and its foreign keys to a schema.
func (t *Table) withKeys(schema object, foreign []object) object {
	var keys []string
	for _, c := range t.Columns {
		if c.Key {
			keys = append(keys, c.Name)
		}
	}
	if keys != nil {
		schema = append(schema, member{"primaryKey", keys})
	}
	if foreign != nil {
		schema = append(schema, member{"foreignKeys", foreign})
	}
	return schema
}
