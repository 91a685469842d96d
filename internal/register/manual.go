package register

// A FileHelp says what one kind of file holds, for people.
type FileHelp struct {
	Name     string // "report.md"
	What     string // what the file is
	Fields   []FieldHelp
	Headings []string // the headings of its sections, without their ##
}

// A FieldHelp says what one field is, for people.
type FieldHelp struct {
	Name     string
	Required bool        // its absence is an error
	Wanted   bool        // its absence is a warning
	Says     string      // what its value looks like: "a date, such as 2020-03-09"
	Help     string      // what it is for
	Parts    []FieldHelp // the fields within it
}

// Manual is the content format: every kind of file and every field, from the
// same tables that read them.
func Manual() []FileHelp {
	return []FileHelp{
		{"report.md", "a report, and the answer to it as a whole", help(reportFields), headings(reportSections)},
		{"recommendation-….md, cause-of-concern-….md, area-for-improvement-….md", "one finding of the report, and the answer to it", help(findingFields), headings(findingSections)},
		{"a page, such as about.md", "a page of plain words", help(pageFields), nil},
		{"fiftysix.yaml", "the settings of the site", help(officeFields), nil},
	}
}

func help[T any](table []field[T]) []FieldHelp {
	fields := make([]FieldHelp, len(table))
	for i, f := range table {
		fields[i] = FieldHelp{f.name, f.need == required, f.need == wanted, f.shape.says, f.help, f.shape.parts}
	}
	return fields
}

func headings[T any](sections []section[T]) (names []string) {
	for _, s := range sections {
		names = append(names, s.headings[0])
	}
	return names
}
