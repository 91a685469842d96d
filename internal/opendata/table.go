package opendata

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A Table is one of the tables of the data.
type Table struct {
	Name    string
	Columns []Field
	rows    func(*Data) iter.Seq[[]any] // the values in each row, valid until the next
}

// File is the name of the table's file.
func (t *Table) File() string { return t.Name + ".csv" }

// doc is the key of the message that explains the table.
func (t *Table) doc() string { return "data.table." + t.Name }

// tables are all tables, the most useful first.
var tables = []*Table{
	newTable("reports", reportRecord, eachReport(func(r *report) []*report { return []*report{r} })),
	newTable("findings", findingRecord, eachReport(func(r *report) []*finding { return r.findings })),
	newTable("history", entryRecord, eachReport(entries)),
	newTable("responses", passageRecord, eachReport(responses)),
	newTable("addressees", addresseeRecord, eachReport(addressees)),
	newTable("changes", changeRecord, func(d *Data) iter.Seq[inspection.Change] { return slices.Values(d.Changes()) }),
}

// Tables are the tables of the data.
func Tables() []*Table { return tables }

func newTable[T any](name string, of record[T], records func(*Data) iter.Seq[T]) *Table {
	cols := columns(of.fields)
	return &Table{name, describe(cols), func(d *Data) iter.Seq[[]any] {
		return func(yield func([]any) bool) {
			row := make([]any, len(cols))
			for v := range records(d) {
				for i, c := range cols {
					row[i] = c.value(v)
				}
				if !yield(row) {
					return
				}
			}
		}
	}}
}

// eachReport returns the records of all reports, one report after another.
func eachReport[T any](records func(*report) []T) func(*Data) iter.Seq[T] {
	return func(d *Data) iter.Seq[T] {
		return func(yield func(T) bool) {
			for r := range d.reports() {
				for _, v := range records(r) {
					if !yield(v) {
						return
					}
				}
			}
		}
	}
}

// columns returns the fields of a record that have a column in its table. The fields of
// a group are prefixed with its name.
func columns[T any](fields []field[T]) []field[T] {
	var all []field[T]
	for _, f := range fields {
		switch f.Kind {
		case Records, Languages:
		case Group:
			for _, c := range columns(f.fields) {
				c.Name = f.Name + "_" + c.Name
				if f.present != nil {
					value := c.value
					c.Null = c.Null || c.Kind != List
					c.value = func(v T) any {
						if f.present(v) {
							return value(v)
						}
						return nil
					}
				}
				all = append(all, c)
			}
		default:
			all = append(all, f)
		}
	}
	return all
}

// separator is between the entries of a list in one cell.
const separator = ";"

// cell returns a value as text.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case passage:
		return v.text.Plain()
	case []string:
		return strings.Join(v, separator)
	case []body:
		var ids []string
		for _, b := range v {
			ids = append(ids, b.ID)
		}
		return strings.Join(ids, separator)
	}
	return ""
}

// entry is an entry in the history of a finding.
type entry struct {
	*finding
	n int
	u *inspection.Update
}

var entryRecord = newRecord("entry",
	key(id("finding", "findings", func(e entry) string { return e.Ref() })),
	key(number("place", func(e entry) int { return e.n })),
	required(id("report", "reports", func(e entry) string { return e.Report.ID })),
	required(date("date", func(e entry) inspection.Date { return e.u.Date })),
	required(choice("status", inspection.Statuses, func(e entry) inspection.Status { return e.u.Status })),
	required(choice("by", parties, func(e entry) inspection.Party { return e.u.By })),
	text("note", func(e entry) string { return e.u.Note }),
	address("url", func(e entry) string { return e.u.URL }),
)

func entries(r *report) []entry {
	var all []entry
	for _, f := range r.findings {
		for i := range f.History {
			all = append(all, entry{f, i + 1, &f.History[i]})
		}
	}
	return all
}

// response is one part of a response, in one language.
type response struct {
	passage
	report  *report
	finding string // "" for the response to the report as a whole
	part    string
	lang    string
}

// responseParts are the parts of a response.
var responseParts = []string{"our-comments", "force-comments", "reply", "force-response", "our-response"}

var passageRecord = newRecord("passage",
	required(id("report", "reports", func(p response) string { return p.report.ID })),
	id("finding", "findings", func(p response) string { return p.finding }),
	required(choice("part", responseParts, func(p response) string { return p.part })),
	required(choice("by", parties[:2], func(p response) inspection.Party {
		if p.part == "force-comments" || p.part == "force-response" {
			return inspection.ByForce
		}
		return inspection.ByBody
	})),
	required(text("language", func(p response) string { return p.lang })),
	date("published", func(p response) inspection.Date {
		if p.report.Response == nil {
			return inspection.Date{}
		}
		return p.report.Response.Published
	}),
	required(text("markdown", func(p response) string { return p.d.markdown(p.text, p.file) })),
	required(text("text", func(p response) string { return p.text.Plain() })),
)

// responses returns all parts of a report's response, in every language.
func responses(r *report) []response {
	var all []response
	add := func(file, finding, part, lang string, t *markdown.Text) {
		if !t.Empty() {
			all = append(all, response{passage{r.d, file, t}, r, finding, part, lang})
		}
	}
	addReport := func(lang string, w *inspection.ReportWords) {
		add(r.File, "", "our-comments", lang, &w.OurComments)
		add(r.File, "", "force-comments", lang, &w.ForceComments)
		add(r.File, "", "reply", lang, &w.Reply)
	}
	addReport(r.d.language(), &r.ReportWords)
	for _, lang := range slices.Sorted(maps.Keys(r.In)) {
		addReport(lang, r.In[lang])
	}
	for _, f := range r.findings {
		addFinding := func(lang string, w *inspection.FindingWords) {
			add(f.File, f.Ref(), "force-response", lang, &w.ForceResponse)
			add(f.File, f.Ref(), "our-response", lang, &w.OurResponse)
		}
		addFinding(r.d.language(), &f.FindingWords)
		for _, lang := range slices.Sorted(maps.Keys(f.In)) {
			addFinding(lang, f.In[lang])
		}
	}
	return all
}

// addressee is a body that a finding is addressed to.
type addressee struct {
	*finding
	body
}

var addresseeRecord = newRecord("addressee",
	key(id("finding", "findings", func(a addressee) string { return a.Ref() })),
	key(id("id", "", func(a addressee) string { return a.body.ID })),
	required(id("report", "reports", func(a addressee) string { return a.Report.ID })),
	required(text("name", func(a addressee) string { return a.body.Name })),
)

func addressees(r *report) []addressee {
	var all []addressee
	for _, f := range r.findings {
		for _, b := range f.bodies() {
			all = append(all, addressee{f, b})
		}
	}
	return all
}

// changeRecord is a change on a day: see [inspection.Change].
var changeRecord = newRecord("change",
	required(date("date", func(c inspection.Change) inspection.Date { return c.Date })),
	required(choice("change", inspection.ChangeKinds, func(c inspection.Change) inspection.ChangeKind { return c.Kind })),
	required(id("report", "reports", func(c inspection.Change) string { return c.Report.ID })),
	id("finding", "findings", func(c inspection.Change) string { return ref(c.Finding) }),
	choice("status", inspection.Statuses, func(c inspection.Change) inspection.Status { return update(c).Status }),
	choice("by", parties, func(c inspection.Change) inspection.Party { return update(c).By }),
	text("note", func(c inspection.Change) string {
		if c.Update != nil {
			return c.Update.Note
		}
		return c.Note
	}),
)

// update returns the update of a change, or an empty one.
func update(c inspection.Change) inspection.Update {
	if c.Update == nil {
		return inspection.Update{}
	}
	return *c.Update
}
