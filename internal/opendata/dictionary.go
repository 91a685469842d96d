package opendata

// An Entry is one line of the dictionary: a field by the name that it has in
// JSON, with the group's before a dot.
type Entry struct {
	Form
	Path   string
	Column bool // it stands in the table of such records, the dot there an underscore
}

// A Section of the dictionary is one kind of record.
type Section struct {
	Name    string // also of the words: data.record.<name>
	Table   bool   // there is a table of such records
	Entries []Entry
}

// Dictionary lists every field of every record, in the order in which they
// stand. The fields of a table that is no record of its own stand with the
// table: see [Tables].
func Dictionary() []Section {
	var all []Section
	for _, s := range []struct {
		name  string
		forms []Form
		table bool
	}{
		{"envelope", envelopeShape.forms(), false},
		{"service", serviceShape.forms(), false},
		{"report", reportShape.forms(), true},
		{"finding", findingShape.forms(), true},
		{"update", updateShape.forms(), false},
		{"correction", correctionShape.forms(), false},
		{"answer_correction", answerCorrectionShape.forms(), false},
		{"grade", gradeShape.forms(), false},
		{"attachment", attachmentShape.forms(), false},
		{"report_words", reportWordShape.forms(), false},
		{"finding_words", findingWordShape.forms(), false},
		{"entry", historyShape.forms(), true},
		{"passage", responseShape.forms(), true},
		{"addressee", addresseeShape.forms(), true},
		{"change", changeShape.forms(), true},
	} {
		section := Section{Name: s.name, Table: s.table}
		section.add("", s.forms, s.table)
		all = append(all, section)
	}
	return all
}

func (s *Section) add(within string, forms []Form, table bool) {
	for _, f := range forms {
		path := within + f.Name
		column := table && f.Kind != Group && f.Kind != Records && f.Kind != Languages
		s.Entries = append(s.Entries, Entry{f, path, column})
		if f.Kind == Group {
			s.add(path+".", f.Of, table)
		}
	}
}

// Words are the keys of all words that the data, its files and its dictionary
// say.
func Words() []string {
	keys := []string{
		"data.title", "data.schema", "data.passage.markdown", "data.passage.text",
		"data.file.register", "data.file.lines", "data.file.schema", "data.file.csvw", "data.file.package", "data.file.checksums",
	}
	for _, k := range Kinds {
		keys = append(keys, "data.kind."+string(k))
	}
	for _, t := range tables {
		keys = append(keys, t.says(), t.says()+"_name")
	}
	for _, s := range Dictionary() {
		keys = append(keys, "data.record."+s.Name)
		for _, e := range s.Entries {
			keys = append(keys, e.Says)
		}
	}
	seen := map[string]bool{}
	var all []string
	for _, k := range keys {
		if !seen[k] {
			seen[k] = true
			all = append(all, k)
		}
	}
	return all
}
