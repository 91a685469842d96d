package content

import (
	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// A FileHelp says what one kind of file holds, for people.
type FileHelp struct {
	Name     string // "report.md"
	What     string // what the file is
	Fields   []FieldHelp
	Headings []string // the headings of its sections, without their ##

	look func(*reader)
}

// Look reads the fields of one file of the kind, and says what is wrong with
// them by themselves: not with its words, nor with what other files say.
func (f FileHelp) Look(raw []byte) []diag.Problem {
	file, problems := frontmatter.Open("", raw)
	if file == nil {
		return problems
	}
	var doc *frontmatter.Document
	if f.Name == inspection.SettingsFile {
		fields, mended, found := frontmatter.ParseYAML(file, 0, len(file.Text))
		doc, problems = &frontmatter.Document{File: file, Fields: fields, Recovered: mended}, found
	} else {
		doc, problems = frontmatter.Split(file)
	}
	if doc == nil || doc.Fields == nil {
		return problems
	}
	r := &reader{Document: doc, problems: problems}
	f.look(r)
	return r.problems
}

// A FieldHelp says what one field is, for people.
type FieldHelp struct {
	Name     string
	Required bool        // its absence is an error
	InSome   bool        // its absence from every language is one: a translation may have it alone
	Wanted   bool        // its absence is a warning
	Says     string      // what its value looks like: "a date, such as 2020-03-09"
	Help     string      // what it is for
	Choices  []string    // the only values there are; nil where any will do
	List     bool        // there may be several
	Parts    []FieldHelp // the fields within it
	Pattern  string      // of a single value, as a schema describes it; "" where any words will do
	OrTrue   bool        // true stands for a group with nothing in it
	ByLang   bool        // there may be one for each language, by its code

	wrong func(text string) *diag.Problem
}

// Wrong says what the reader of a file would say of a value that somebody
// types, and what would do; wrong is false where it would take it.
func (f FieldHelp) Wrong(text string) (message, hint string, wrong bool) {
	if p := f.wrong(text); p != nil {
		return p.Message, p.Hint, true
	}
	return "", "", false
}

// Help finds a file's field by name.
func (f FileHelp) Help(name string) FieldHelp { return named(f.Fields, name) }

// Part finds a field within f by name.
func (f FieldHelp) Part(name string) FieldHelp { return named(f.Parts, name) }

func named(fields []FieldHelp, name string) FieldHelp {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	panic("the tables have no field " + name) // only of a name that we made up
}

// The kinds of file, as places in the Manual.
const (
	ReportFile = iota
	FindingFile
	PageFile
	OfficeFile
	ReportWordsFile
	FindingWordsFile
	PageWordsFile
)

// Manual is the content format: every kind of file and every field, from the
// same tables that read them.
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

func file[T any](name, what string, table []field[T], headings []string) FileHelp {
	return FileHelp{name, what, help(table), headings, func(r *reader) { readFields(r, r.Fields, table, nil) }}
}

func help[T any](table []field[T]) []FieldHelp {
	fields := make([]FieldHelp, len(table))
	for i, f := range table {
		fields[i] = FieldHelp{
			Name: f.name, Required: f.need == required, InSome: f.need == translated, Wanted: f.need == wanted,
			Says: f.shape.says, Help: f.help, Choices: f.shape.choices, List: f.shape.list, Parts: f.shape.parts,
			Pattern: f.shape.pattern, OrTrue: f.shape.orTrue, ByLang: f.shape.byLang,
			wrong: f.wrong,
		}
	}
	return fields
}

// wrong reads one value as if it stood in a file, in quotes.
func (f field[T]) wrong(text string) *diag.Problem {
	file := diag.NewFile("", []byte(f.name+": "+frontmatter.Quoted(text)+"\n"))
	fields, _, problems := frontmatter.ParseYAML(file, 0, len(file.Text))
	if fields != nil && len(fields.Entries) > 0 {
		r := &reader{Document: &frontmatter.Document{File: file, Fields: fields}, problems: problems}
		f.look(r, &fields.Entries[0].Value)
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
