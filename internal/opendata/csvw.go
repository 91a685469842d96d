package opendata

import (
	"io"
	"strings"
)

// csvwFile describes the tables to programs as CSV on the Web has it:
// https://www.w3.org/TR/tabular-metadata/.
const csvwFile = "csv-metadata.json"

// WriteCSVW writes that description, of all tables together.
func (d *Data) WriteCSVW(w io.Writer) error {
	group := object{
		{"@context", []any{"http://www.w3.org/ns/csvw", object{{"@language", d.language()}}}},
		{"dc:title", d.title()},
		{"dc:publisher", d.reg.Office.Name.Default},
		{"dc:license", object{{"@id", oglAddress}}},
		{"dc:modified", object{{"@value", d.reg.Today().String()}, {"@type", "xsd:date"}}},
	}
	all := []any{}
	for _, t := range tables {
		all = append(all, d.csvwTable(t))
	}
	return writeIndented(w, append(group, member{"tables", all}))
}

func (d *Data) csvwTable(t *Table) object {
	cols, keys := []any{}, []string{}
	var foreign []any
	for _, c := range t.Columns {
		cols = append(cols, d.csvwColumn(c))
		if c.Key {
			keys = append(keys, c.Name)
		}
		// Validators take an empty cell for one that refers to nothing, though
		// the recommendation lets it be.
		if to := c.refersTo(t); to != "" && c.required() {
			foreign = append(foreign, object{
				{"columnReference", c.Name},
				{"reference", object{{"resource", to + ".csv"}, {"columnReference", "id"}}},
			})
		}
	}
	shape := object{{"columns", cols}}
	if len(keys) > 0 {
		shape = append(shape, member{"primaryKey", keys})
	}
	if foreign != nil {
		shape = append(shape, member{"foreignKeys", foreign})
	}
	return object{
		{"url", t.File()},
		{"dc:title", d.word(t.says() + "_name")},
		{"dc:description", d.word(t.says())},
		{"tableSchema", shape},
	}
}

// refersTo is the table whose rows a column names, "" for none. A list names
// several, which no key of a table's can say.
func (f Form) refersTo(t *Table) string {
	if f.Kind != ID || f.To == "" || f.To == t.name && f.Name == "id" {
		return ""
	}
	return f.To
}

func (d *Data) csvwColumn(c Form) object {
	o := object{{"name", c.Name}, {"titles", c.Name}, {"dc:description", d.word(c.Says)}}
	var kind any = "string"
	switch c.Kind {
	case Date:
		kind = object{{"base", "date"}, {"format", "yyyy-MM-dd"}}
	case Day:
		kind = object{{"base", "string"}, {"format", dayPattern}}
	case Number:
		kind = "nonNegativeInteger"
	case Truth:
		kind = "boolean"
	case Address:
		kind = "anyURI"
	case Choice, List:
		if c.Choices != nil {
			kind = object{{"base", "string"}, {"format", strings.Join(c.Choices, "|")}}
		}
	}
	o = append(o, member{"datatype", kind})
	if c.Kind == List || c.Kind == Bodies {
		o = append(o, member{"separator", parts})
	}
	if c.required() {
		o = append(o, member{"required", true})
	}
	return o
}

// required says whether a column's cells are never empty.
func (f Form) required() bool { return !f.Null && f.Kind != List && f.Kind != Bodies }
