package content

import (
	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// A FileHelp describes one kind of content file.
type FileHelp struct {
	Name     string // "report.md"
	What     string // what the file is
	Fields   []FieldHelp
	Headings []string // the headings of its sections, without their ##

	check func(*reader)
}

// Check reads the fields of a file of this kind and returns their problems. It
// checks neither the file's text nor its references to other files.
func (f FileHelp) Check(raw []byte) []diag.Problem {
	file, problems := frontmatter.Open("", raw)
	if file == nil {
		return problems
	}
	var doc *frontmatter.Document
	if f.Name == inspection.SettingsFile {
		fields, recovered, syntax := frontmatter.ParseYAML(file, 0, len(file.Text))
		doc, problems = &frontmatter.Document{File: file, Fields: fields, Recovered: recovered}, syntax
	} else {
		doc, problems = frontmatter.Split(file)
	}
	if doc == nil || doc.Fields == nil {
		return problems
	}
	r := &reader{Document: doc, problems: problems}
	f.check(r)
	return r.problems
}

// A FieldHelp describes one field of a file or group.
type FieldHelp struct {
	Name                  string
	Required              bool   // its absence is an error
	RequiredInOneLanguage bool   // its absence from every language is an error; one file may omit it
	Recommended           bool   // its absence is a warning
	Withholds             bool   // it is an error where it has no value
	Help                  string // what it is for
	ValueHelp

	wrong func(text string) *diag.Problem
}

// Wrong checks a value that somebody types, as if it were in a file. If the
// field does not take it, it returns what is wrong and how to fix it.
func (f FieldHelp) Wrong(text string) (message, hint string, wrong bool) {
	if p := f.wrong(text); p != nil {
		return p.Message, p.Hint, true
	}
	return "", "", false
}

// Help returns the help of a file's field.
func (f FileHelp) Help(name string) FieldHelp { return findHelp(f.Fields, name) }

// Part returns the help of a field of a group.
func (f FieldHelp) Part(name string) FieldHelp { return findHelp(f.Parts, name) }

func findHelp(fields []FieldHelp, name string) FieldHelp {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	panic("the tables have no field " + name) // the name comes from our own code
}

// The kinds of file, as indices into the Manual.
const (
	ReportFile = iota
	FindingFile
	PageFile
	OfficeFile
	ReportWordsFile
	FindingWordsFile
	PageWordsFile
)

// Manual describes every kind of content file and every field, from the tables
// that are used to read them.
func Manual() []FileHelp {
	return []FileHelp{
		file("report.md", "a report, and the answer to it as a whole", reportFields, headings(inspection.ReportSections)),
		file("recommendation-….md, cause-of-concern-….md, area-for-improvement-….md", "one finding of the report, and the answer to it", findingFields, headings(inspection.FindingSections)),
		file("a page, such as about.md", "a page of plain words", pageFields, nil),
		file(inspection.SettingsFile, "the settings of the site", officeFields, nil),
		file("report.….md, such as report.cy.md", "the words of report.md in another language", reportWordFields, headings(inspection.ReportSections)),
		file("recommendation-….….md, such as recommendation-1.cy.md", "the words of a finding in another language", findingWordFields, headings(inspection.FindingSections)),
		file("a page's name.….md, such as about.cy.md", "the words of a page in another language", pageWordFields, nil),
	}
}

func file[T any](name, what string, table []fieldSpec[T], headings []string) FileHelp {
	return FileHelp{name, what, help(table), headings, func(r *reader) { readFields(r, r.Fields, table, nil) }}
}

func help[T any](table []fieldSpec[T]) []FieldHelp {
	fields := make([]FieldHelp, len(table))
	for i, f := range table {
		fields[i] = FieldHelp{
			Name: f.name, Required: f.need == required, RequiredInOneLanguage: f.need == translated, Recommended: f.need == recommended, Withholds: f.need == withholds,
			Help: f.help, ValueHelp: f.doc, wrong: f.wrong,
		}
	}
	return fields
}

// wrong reads text as the field's value, in quotes, and returns the first problem.
func (f fieldSpec[T]) wrong(text string) *diag.Problem {
	file := diag.NewFile("", []byte(f.name+": "+frontmatter.Quoted(text)+"\n"))
	fields, _, problems := frontmatter.ParseYAML(file, 0, len(file.Text))
	if fields != nil && len(fields.Entries) > 0 {
		r := &reader{Document: &frontmatter.Document{File: file, Fields: fields}, problems: problems}
		f.read(r, &fields.Entries[0].Value, nil)
		problems = r.problems
	}
	if len(problems) == 0 {
		return nil
	}
	return &problems[0]
}

func headings[T any](sections []inspection.Section[T]) (names []string) {
	for _, s := range sections {
		names = append(names, s.Headings[0])
	}
	return names
}
