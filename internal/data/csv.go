package data

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"fiftysix/internal/prose"
	"fiftysix/internal/register"
)

// A Table is one of the tables of the data.
type Table struct {
	name    string
	Columns []Form
	rows    func(*Data, rows)
}

// File is the name of the table's file.
func (t *Table) File() string { return t.name + ".csv" }

// Name is the table's name.
func (t *Table) Name() string { return t.name }

// says is the key of the words that say what the table holds.
func (t *Table) says() string { return "data.table." + t.name }

// tables are all of them, in the order in which people want them.
var tables = []*Table{
	table("reports", reportShape.fields, func(d *Data, row func(report)) {
		for _, r := range d.reg.Reports {
			row(d.report(r))
		}
	}),
	table("findings", findingShape.fields, func(d *Data, row func(finding)) {
		for _, r := range d.reg.Reports {
			for _, f := range r.Findings {
				row(finding{f, d})
			}
		}
	}),
	table("history", historyShape.fields, func(d *Data, row func(entry)) {
		for _, r := range d.reg.Reports {
			for _, f := range r.Findings {
				for i, u := range f.History {
					row(entry{f, i + 1, u})
				}
			}
		}
	}),
	table("responses", responseShape.fields, (*Data).eachResponse),
	table("addressees", addresseeShape.fields, func(d *Data, row func(asked)) {
		for _, r := range d.reg.Reports {
			for _, f := range r.Findings {
				for i, a := range f.AddressedTo {
					if firstOf(f.AddressedTo[:i], a.ID) {
						row(asked{f, a})
					}
				}
			}
		}
	}),
	table("changes", changeShape.fields, func(d *Data, row func(register.Change)) { each(d.reg.Changes(), row) }),
}

// Tables are the tables of the data.
func Tables() []*Table { return tables }

// rows takes the cells of a table, row by row.
type rows interface {
	cell(put func(*encoder))
	end()
	failed() bool // nothing more is wanted
}

func table[T any](name string, fields []field[T], each func(*Data, func(T))) *Table {
	cols := columns(fields)
	return &Table{name, formsOf(cols), func(d *Data, to rows) {
		var v T
		puts := make([]func(*encoder), len(cols))
		for i := range cols {
			puts[i] = func(e *encoder) { cols[i].cell(e, v) }
		}
		each(d, func(next T) {
			if to.failed() {
				return
			}
			v = next
			for _, put := range puts {
				to.cell(put)
			}
			to.end()
		})
	}}
}

// header writes the names of the columns as the first row.
func (t *Table) header(to rows) {
	for _, c := range t.Columns {
		to.cell(func(e *encoder) { e.b = append(e.b, c.Name...) })
	}
	to.end()
}

// entry is an entry of a finding's history in the table of them all.
type entry struct {
	f *register.Finding
	n int
	u register.Update
}

var historyShape = newShape("entry",
	key(id("finding", "findings", func(h entry) string { return h.f.Ref() })),
	key(always(number("place", func(h entry) (int, bool) { return h.n, true }))),
	always(id("report", "reports", func(h entry) string { return h.f.Report.ID })),
	always(date("date", func(h entry) register.Date { return h.u.Date })),
	always(choice("status", register.Statuses, func(h entry) register.Status { return h.u.Status })),
	always(choice("by", parties, func(h entry) register.Party { return h.u.By })),
	text("note", func(h entry) string { return h.u.Note }),
	address("url", func(h entry) string { return h.u.URL }),
)

// response is one passage of an answer.
type response struct {
	d    *Data
	r    *register.Report
	f    *register.Finding // nil for what is said of the report as a whole
	part string
	lang string
	t    prose.Text
}

// responseParts are the parts of an answer, and who says each.
var responseParts = []string{"our-comments", "force-comments", "reply", "force-response", "our-response"}

var responseShape = newShape("passage",
	always(id("report", "reports", func(p response) string { return p.r.ID })),
	id("finding", "findings", func(p response) string { return ref(p.f) }),
	always(choice("part", responseParts, func(p response) string { return p.part })),
	always(choice("by", parties[:2], func(p response) register.Party {
		if p.part == "force-comments" || p.part == "force-response" {
			return register.ByForce
		}
		return register.ByBody
	})),
	always(text("language", func(p response) string { return p.lang })),
	date("published", func(p response) register.Date {
		if p.r.Response == nil {
			return register.Date{}
		}
		return p.r.Response.Published
	}),
	always(text("markdown", func(p response) string { return p.d.markdown(p.t, p.file()) })),
	always(plainText("text", func(p response) prose.Text { return p.t })),
)

// plainText is the words of a passage without their marks.
func plainText[T any](name string, get func(T) prose.Text) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Text},
		json: func(e *encoder, v T) { e.string(get(v).Plain()) },
		cell: func(e *encoder, v T) { e.b = get(v).AppendPlain(e.b) },
	}
}

func (p response) file() string {
	if p.f != nil {
		return p.f.File
	}
	return p.r.File
}

// eachResponse gives every passage of every answer, in every language.
func (d *Data) eachResponse(row func(response)) {
	put := func(r *register.Report, f *register.Finding, part, lang string, t prose.Text) {
		if !t.Empty() {
			row(response{d, r, f, part, lang, t})
		}
	}
	for _, r := range d.reg.Reports {
		words := func(lang string, w *register.ReportWords) {
			put(r, nil, "our-comments", lang, w.OurComments)
			put(r, nil, "force-comments", lang, w.ForceComments)
			put(r, nil, "reply", lang, w.Reply)
		}
		words(d.language(), &r.ReportWords)
		for _, lang := range sorted(r.In) {
			words(lang, r.In[lang])
		}
		for _, f := range r.Findings {
			words := func(lang string, w *register.FindingWords) {
				put(r, f, "force-response", lang, w.ForceResponse)
				put(r, f, "our-response", lang, w.OurResponse)
			}
			words(d.language(), &f.FindingWords)
			for _, lang := range sorted(f.In) {
				words(lang, f.In[lang])
			}
		}
	}
}

// asked is one body to which a finding is addressed.
type asked struct {
	f *register.Finding
	a register.Addressee
}

var addresseeShape = newShape("addressee",
	key(id("finding", "findings", func(a asked) string { return a.f.Ref() })),
	key(id("id", "", func(a asked) string { return a.a.ID })),
	always(id("report", "reports", func(a asked) string { return a.f.Report.ID })),
	always(text("name", func(a asked) string { return a.a.Name })),
)

// changeShape is something that changed on a day.
var changeShape = newShape("change",
	always(date("date", func(c register.Change) register.Date { return c.Date })),
	always(choice("change", register.ChangeKinds, func(c register.Change) register.ChangeKind { return c.Kind })),
	always(id("report", "reports", func(c register.Change) string { return c.Report.ID })),
	id("finding", "findings", func(c register.Change) string { return ref(c.Finding) }),
	choice("status", register.Statuses, func(c register.Change) register.Status {
		if c.Update == nil {
			return ""
		}
		return c.Update.Status
	}),
	choice("by", parties, func(c register.Change) register.Party {
		if c.Update == nil {
			return ""
		}
		return c.Update.By
	}),
	text("note", func(c register.Change) string {
		if c.Update != nil {
			return c.Update.Note
		}
		return c.Note
	}),
)

// A Flavour is for whom a table is written.
type Flavour int

// The flavours. Clean is RFC 4180 in UTF-8 with every value as it is. ForExcel
// says that it is UTF-8 in the way Excel knows, makes harmless what Excel
// would take for a formula, and cuts what is longer than a cell of its.
const (
	Clean Flavour = iota
	ForExcel
)

// WriteCSV writes a table as CSV.
func (d *Data) WriteCSV(w io.Writer, name string, flavour Flavour) error {
	for _, t := range tables {
		if t.name == name {
			return d.writeCSV(w, t, flavour)
		}
	}
	return fmt.Errorf("there is no table %q", name)
}

func (d *Data) writeCSV(w io.Writer, t *Table, flavour Flavour) error {
	g := &grid{encoder: encoder{w: w, b: make([]byte, 0, 2*enough)}, flavour: flavour}
	if flavour == ForExcel {
		g.b = append(g.b, "\ufeff"...)
	}
	t.header(g)
	t.rows(d, g)
	return g.done()
}

// grid writes rows of cells.
type grid struct {
	encoder
	flavour Flavour
	within  bool    // a row
	value   encoder // the cell being made
}

// cell writes one cell. Where it has to be quoted, it is.
func (g *grid) cell(put func(*encoder)) {
	if g.within {
		g.b = append(g.b, ',')
	}
	g.within = true
	g.value.b = g.value.b[:0]
	put(&g.value)
	v := g.value.b
	if g.flavour == ForExcel {
		v = harmless(v)
	}
	if !bytes.ContainsAny(v, "\",\r\n") {
		g.b = append(g.b, v...)
		return
	}
	g.b = append(g.b, '"')
	for {
		i := bytes.IndexByte(v, '"')
		if i < 0 {
			break
		}
		g.b = append(append(g.b, v[:i]...), '"', '"')
		v = v[i+1:]
	}
	g.b = append(append(g.b, v...), '"')
}

func (g *grid) end() {
	g.b = append(g.b, '\r', '\n')
	g.within = false
	g.flush()
}

func (g *grid) failed() bool { return g.err != nil }

// cellLength is how many characters a cell of Excel's holds; of a longer one
// it shows the rest in the rows below, or nothing.
const cellLength = 32767

// cut stands at the end of what was too long.
const cut = " …"

// harmless makes of a cell what Excel shows as text and never runs.
func harmless(v []byte) []byte {
	if len(v) > 0 && bytes.IndexByte([]byte("=+-@\t\r"), v[0]) >= 0 {
		v = append([]byte{'\''}, v...)
	}
	return short(v)
}

func short(v []byte) []byte {
	if len(v) <= cellLength || utf16Length(v) <= cellLength {
		return v
	}
	n := 0
	for i := 0; i < len(v); {
		r, size := utf8.DecodeRune(v[i:])
		if n += 1 + surrogate(r); n > cellLength-2 {
			return append(v[:i:i], cut...)
		}
		i += size
	}
	return v
}

// utf16Length is how long Excel finds a text.
func utf16Length(v []byte) int {
	n := 0
	for _, r := range string(v) {
		n += 1 + surrogate(r)
	}
	return n
}

func surrogate(r rune) int {
	if r > 0xffff {
		return 1
	}
	return 0
}
