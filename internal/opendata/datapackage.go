package opendata

import "io"

// writeDatapackage describes the tables as a Data Package:
// https://specs.frictionlessdata.io/data-package/.
func (d *Data) writeDatapackage(w io.Writer) error {
	resources := []object{}
	for _, t := range tables {
		resources = append(resources, d.resource(t))
	}
	resources = append(resources, object{
		{"name", "register"}, {"path", registerFile}, {"profile", "data-resource"}, {"title", d.Message("data.file.register")},
		{"format", "json"}, {"mediatype", typeJSON}, {"encoding", "utf-8"},
	})
	p := object{
		{"profile", "data-package"},
		{"name", "inspection-register"},
		{"title", d.title()},
		{"description", d.Message("data.schema")},
		{"version", Version},
		{"as_at", d.reg.Today().String()},
	}
	if d.Base != "" {
		p = append(p, member{"homepage", d.address(d.Root)})
	}
	licences := []object{{{"name", "OGL-UK-3.0"}, {"path", oglAddress}, {"title", oglName}}}
	if own := d.reg.Office.Licence; own != "" && own != oglName {
		licences = append(licences, object{{"name", "office"}, {"title", own}})
	}
	return writeIndented(w, append(p,
		member{"licenses", licences},
		member{"contributors", []object{{{"title", d.reg.Office.Name.Default}, {"role", "publisher"}}}},
		member{"resources", resources},
	))
}

func (d *Data) resource(t *Table) object {
	var fields, foreign []object
	for _, c := range t.Columns {
		fields = append(fields, d.datapackageField(c))
		if to := t.foreign(c); to != "" {
			if to == t.Name {
				to = "" // the table itself
			}
			foreign = append(foreign, object{
				{"fields", c.Name},
				{"reference", object{{"resource", to}, {"fields", "id"}}},
			})
		}
	}
	return object{
		{"name", t.Name}, {"path", t.File()}, {"profile", "tabular-data-resource"},
		{"title", d.Message(t.doc() + "_name")}, {"description", d.Message(t.doc())},
		{"format", "csv"}, {"mediatype", typeCSV}, {"encoding", "utf-8"},
		{"dialect", object{{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"quoteChar", `"`}, {"doubleQuote", true}, {"header", true}}},
		{"schema", t.withKeys(object{{"fields", fields}, {"missingValues", []string{""}}}, foreign)},
	}
}

func (d *Data) datapackageField(c Field) object {
	kind := "string"
	var constraints object
	if c.required() {
		constraints = append(constraints, member{"required", true})
	}
	switch c.Kind {
	case Date:
		kind = "date"
	case Day:
		constraints = append(constraints, member{"pattern", dayPattern})
	case Number:
		kind = "integer"
		constraints = append(constraints, member{"minimum", 0})
	case Boolean:
		kind = "boolean"
	case Choice:
		constraints = append(constraints, member{"enum", c.Choices})
	}
	o := object{{"name", c.Name}, {"type", kind}, {"description", d.Message(c.Doc)}}
	if constraints != nil {
		o = append(o, member{"constraints", constraints})
	}
	return o
}
