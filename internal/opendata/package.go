package opendata

import "io"

const packageFile = "datapackage.json"

// WritePackage writes the tables' description as a Data Package:
// https://specs.frictionlessdata.io/data-package/.
func (d *Data) WritePackage(w io.Writer) error {
	resources := []any{}
	for _, t := range tables {
		resources = append(resources, d.resource(t))
	}
	resources = append(resources, object{
		{"name", "register"}, {"path", registerFile}, {"profile", "data-resource"}, {"title", d.word("data.file.register")},
		{"format", "json"}, {"mediatype", typeJSON}, {"encoding", "utf-8"},
	})
	p := object{
		{"profile", "data-package"},
		{"name", "inspection-register"},
		{"title", d.title()},
		{"description", d.word("data.schema")},
		{"version", Version},
		{"as_at", d.reg.Today().String()},
	}
	if d.opt.Base != "" {
		p = append(p, member{"homepage", d.address(d.opt.Root)})
	}
	licences := []any{object{{"name", "OGL-UK-3.0"}, {"path", oglAddress}, {"title", oglName}}}
	if own := d.reg.Office.Licence; own != "" && own != oglName {
		licences = append(licences, object{{"name", "office"}, {"title", own}})
	}
	return writeIndented(w, append(p,
		member{"licenses", licences},
		member{"contributors", []any{object{{"title", d.reg.Office.Name.Default}, {"role", "publisher"}}}},
		member{"resources", resources},
	))
}

func (d *Data) resource(t *Table) object {
	fields, keys := []any{}, []string{}
	var foreign []any
	for _, c := range t.Columns {
		fields = append(fields, d.packageField(c))
		if c.Key {
			keys = append(keys, c.Name)
		}
		if to := c.refersTo(t); to != "" {
			resource := to
			if to == t.name {
				resource = "" // itself
			}
			foreign = append(foreign, object{
				{"fields", c.Name},
				{"reference", object{{"resource", resource}, {"fields", "id"}}},
			})
		}
	}
	shape := object{{"fields", fields}, {"missingValues", []string{""}}}
	if len(keys) > 0 {
		shape = append(shape, member{"primaryKey", keys})
	}
	if foreign != nil {
		shape = append(shape, member{"foreignKeys", foreign})
	}
	return object{
		{"name", t.name}, {"path", t.File()}, {"profile", "tabular-data-resource"},
		{"title", d.word(t.says() + "_name")}, {"description", d.word(t.says())},
		{"format", "csv"}, {"mediatype", typeCSV}, {"encoding", "utf-8"},
		{"dialect", object{{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"quoteChar", `"`}, {"doubleQuote", true}, {"header", true}}},
		{"schema", shape},
	}
}

func (d *Data) packageField(c Form) object {
	kind := "string"
	limits := object{}
	if c.required() {
		limits = append(limits, member{"required", true})
	}
	switch c.Kind {
	case Date:
		kind = "date"
	case Day:
		limits = append(limits, member{"pattern", dayPattern})
	case Number:
		kind = "integer"
		limits = append(limits, member{"minimum", 0})
	case Truth:
		kind = "boolean"
	case Choice:
		limits = append(limits, member{"enum", c.Choices})
	}
	o := object{{"name", c.Name}, {"type", kind}, {"description", d.word(c.Says)}}
	if len(limits) > 0 {
		o = append(o, member{"constraints", limits})
	}
	return o
}

// title names the register and whose it is.
func (d *Data) title() string { return d.word("data.title") + " – " + d.reg.Office.Name.Default }
