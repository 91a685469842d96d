package opendata

import "slices"

// An Entry is a field in the dictionary.
type Entry struct {
	Field
	Path   string // its name in JSON, with the group's before a dot
	Column bool   // it has a column in the table, with an underscore for the dot
}

// A Section of the dictionary is one kind of record.
type Section struct {
	Name    string // also in the key of its message: data.record.<name>
	Table   bool   // there is a table of such records
	Entries []Entry
}

// Dictionary lists every field of every record, in order. The last four are
// records of which there is only a table.
func Dictionary() []Section {
	return []Section{
		section(envelopeRecord, false),
		section(serviceRecord, false),
		section(reportRecord, true),
		section(findingRecord, true),
		section(updateRecord, false),
		section(correctionRecord, false),
		section(answerCorrectionRecord, false),
		section(gradeRecord, false),
		section(attachmentRecord, false),
		section(reportWordsRecord, false),
		section(findingWordsRecord, false),
		section(entryRecord, true),
		section(passageRecord, true),
		section(addresseeRecord, true),
		section(changeRecord, true),
	}
}

func section[T any](r record[T], table bool) Section {
	s := Section{Name: r.name, Table: table}
	s.add("", r.describe())
	return s
}

func (s *Section) add(group string, fields []Field) {
	for _, f := range fields {
		column := s.Table && f.Kind != Group && f.Kind != Records && f.Kind != Languages
		s.Entries = append(s.Entries, Entry{f, group + f.Name, column})
		if f.Kind == Group {
			s.add(f.Name+".", f.Fields)
		}
	}
}

// Messages are the keys of all messages used in the data, its files and its
// dictionary.
func Messages() []string {
	keys := []string{
		"data.title", "data.schema", "data.passage.markdown", "data.passage.text",
		"data.file.register", "data.file.schema", "data.file.csvw", "data.file.package", "data.file.checksums",
	}
	for _, k := range Kinds {
		keys = append(keys, "data.kind."+string(k))
	}
	for _, t := range tables {
		keys = append(keys, t.doc(), t.doc()+"_name")
	}
	for _, s := range Dictionary() {
		keys = append(keys, "data.record."+s.Name)
		for _, e := range s.Entries {
			keys = append(keys, e.Doc)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
