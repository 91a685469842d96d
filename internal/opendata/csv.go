package opendata

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// A Table is one of the tables of the data.
type Table struct {
	name    string
	Columns []Form
	fill    func(rows) filler
}

// A filler puts the rows of a table somewhere, those of one report after
// another, and at last those that are no report's.
type filler struct {
	report func(*report)
	whole  func(*Data)
}

// File is the name of the table's file.
func (t *Table) File() string { return t.name + ".csv" }

// excelFile is the name of the file for spreadsheets.
func (t *Table) excelFile() string { return "excel/" + t.File() }

// Name is the table's name.
func (t *Table) Name() string { return t.name }

// says is the key of the words that say what the table holds.
func (t *Table) says() string { return "data.table." + t.name }

// tables are all of them, in the order in which people want them.
var tables = []*Table{
	table("reports", reportShape.fields, func(r *report, row func(*report)) { row(r) }, nil),
	table("findings", findingShape.fields, func(r *report, row func(*finding)) {
		for i := range r.found {
			row(&r.found[i])
		}
	}, nil),
	table("history", historyShape.fields, func(r *report, row func(entry)) {
		for i := range r.found {
			f := &r.found[i]
			for n := range f.History {
				row(entry{f, n + 1, &f.History[n]})
			}
		}
	}, nil),
	table("responses", responseShape.fields, eachResponse, nil),
	table("addressees", addresseeShape.fields, func(r *report, row func(asked)) {
		for i := range r.found {
			f := &r.found[i]
			for n := range f.AddressedTo {
				if a := &f.AddressedTo[n]; firstOf(f.AddressedTo[:n], a.ID) {
					row(asked{f, a})
				}
			}
		}
	}, nil),
	table("changes", changeShape.fields, nil, func(d *Data, row func(register.Change)) { each(d.opt.Changes(), row) }),
}

// Tables are the tables of the data.
func Tables() []*Table { return tables }

// rows takes the cells of a table, row by row.
type rows interface {
	next() *encoder // the empty room of the next cell
	cell()          // what is in it is the cell
	end()           // of a row
	failed() bool   // nothing more is wanted
}

// table describes a table, given what its rows are: those of a report, or
// those of the whole register.
func table[T any](name string, fields []field[T], ofReport func(*report, func(T)), ofAll func(*Data, func(T))) *Table {
	cols := columns(fields)
	return &Table{name, formsOf(cols), func(to rows) filler {
		row := func(v T) {
			if to.failed() {
				return
			}
			for i := range cols {
				cols[i].cell(to.next(), v)
				to.cell()
			}
			to.end()
		}
		f := filler{func(*report) {}, func(*Data) {}}
		if ofReport != nil {
			f.report = func(r *report) { ofReport(r, row) }
		}
		if ofAll != nil {
			f.whole = func(d *Data) { ofAll(d, row) }
		}
		return f
	}}
}

// header writes the names of the columns as the first row.
func (t *Table) header(to rows) {
	for _, c := range t.Columns {
		e := to.next()
		e.b = append(e.b, c.Name...)
		to.cell()
	}
	to.end()
}

// entry is an entry of a finding's history in the table of them all.
type entry struct {
	f *finding
	n int
	u *register.Update
}

var historyShape = newShape("entry",
	key(id("finding", "findings", func(h entry) string { return h.f.ref })),
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
	f    *finding // nil for what is said of the report as a whole
	part string
	lang string
	t    *markdown.Text
}

// responseParts are the parts of an answer, and who says each.
var responseParts = []string{"our-comments", "force-comments", "reply", "force-response", "our-response"}

var responseShape = newShape("passage",
	always(id("report", "reports", func(p response) string { return p.r.ID })),
	id("finding", "findings", func(p response) string {
		if p.f == nil {
			return ""
		}
		return p.f.ref
	}),
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
	always(text("markdown", func(p response) string { return p.d.markdown(*p.t, p.file()) })),
	always(plainText("text", func(p response) *markdown.Text { return p.t })),
)

// plainText is the words of a passage without their marks.
func plainText[T any](name string, get func(T) *markdown.Text) field[T] {
	return field[T]{
		Form: Form{Name: name, Kind: Text},
		json: func(e *encoder, v T) { e.b = appendString(e.b, e.words(get(v))) },
		cell: func(e *encoder, v T) { e.b = append(e.b, e.words(get(v))...) },
	}
}

func (p response) file() string {
	if p.f != nil {
		return p.f.File
	}
	return p.r.File
}

// eachResponse gives every passage of a report's answer, in every language.
func eachResponse(of *report, row func(response)) {
	d, r := of.d, of.Report
	put := func(f *finding, part, lang string, t *markdown.Text) {
		if !t.Empty() {
			row(response{d, r, f, part, lang, t})
		}
	}
	words := func(lang string, w *register.ReportWords) {
		put(nil, "our-comments", lang, &w.OurComments)
		put(nil, "force-comments", lang, &w.ForceComments)
		put(nil, "reply", lang, &w.Reply)
	}
	words(d.language(), &r.ReportWords)
	for _, lang := range sorted(r.In) {
		words(lang, r.In[lang])
	}
	for i := range of.found {
		f := &of.found[i]
		words := func(lang string, w *register.FindingWords) {
			put(f, "force-response", lang, &w.ForceResponse)
			put(f, "our-response", lang, &w.OurResponse)
		}
		words(d.language(), &f.FindingWords)
		for _, lang := range sorted(f.In) {
			words(lang, f.In[lang])
		}
	}
}

// asked is one body to which a finding is addressed.
type asked struct {
	f *finding
	a *register.Addressee
}

var addresseeShape = newShape("addressee",
	key(id("finding", "findings", func(a asked) string { return a.f.ref })),
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
	flavours
)

// WriteCSV writes a table as CSV.
func (d *Data) WriteCSV(w io.Writer, name string, flavour Flavour) error {
	for _, t := range tables {
		if t.name == name {
			var to [flavours]io.Writer
			to[flavour] = w
			return d.pass([]part{newGrid(t, to)})
		}
	}
	return fmt.Errorf("there is no table %q", name)
}

// grid writes the rows of a table as CSV, in one flavour or in each. A row is
// made once, and again only from the first cell on that Excel is to have in
// another way.
type grid struct {
	fill filler
	to   [flavours]io.Writer // nil where a flavour is not wanted
	b    [flavours][]byte

	row    int     // where the row begins, in the clean flavour
	within bool    // the row
	apart  bool    // Excel's row is another
	value  encoder // the cell being made
	err    error
}

// newGrid begins a table, with the names of its columns.
func newGrid(t *Table, to [flavours]io.Writer) *grid {
	g := &grid{to: to}
	g.fill = t.fill(g)
	for f, w := range to {
		if w != nil {
			g.b[f] = make([]byte, 0, 2*enough)
		}
	}
	if to[ForExcel] != nil {
		g.b[ForExcel] = append(g.b[ForExcel], "\ufeff"...)
	}
	t.header(g)
	return g
}

func (g *grid) open(said *passages) error {
	g.value.said = said
	return nil
}

func (g *grid) report(t *told) error {
	g.fill.report(&t.report)
	return g.err
}

func (g *grid) close(d *Data) error {
	g.fill.whole(d)
	g.flush(1)
	return g.err
}

func (g *grid) next() *encoder {
	g.value.b = g.value.b[:0]
	return &g.value
}

func (g *grid) cell() {
	v, clean, from := g.value.b, g.b[Clean], len(g.b[Clean])
	if g.within {
		clean = append(clean, ',')
	}
	g.within = true
	at := len(clean)
	clean = appendCell(clean, v)
	g.b[Clean] = clean
	if g.to[ForExcel] == nil {
		return
	}
	excel := g.b[ForExcel]
	tame, other := harmless(v)
	if other && !g.apart {
		g.apart = true
		excel = append(excel, clean[g.row:from]...)
	}
	switch {
	case other:
		excel = appendCell(append(excel, clean[from:at]...), tame)
	case g.apart:
		excel = append(excel, clean[from:]...)
	}
	g.b[ForExcel] = excel
}

// appendCell adds a cell, in quotes where it has to be.
func appendCell(b, v []byte) []byte {
	if !inQuotes(v) {
		return append(b, v...)
	}
	b = append(b, '"')
	for {
		i := bytes.IndexByte(v, '"')
		if i < 0 {
			break
		}
		b = append(append(b, v[:i]...), '"', '"')
		v = v[i+1:]
	}
	return append(append(b, v...), '"')
}

func (g *grid) end() {
	const mark = "\r\n"
	g.b[Clean] = append(g.b[Clean], mark...)
	switch {
	case g.apart:
		g.b[ForExcel] = append(g.b[ForExcel], mark...)
	case g.to[ForExcel] != nil:
		g.b[ForExcel] = append(g.b[ForExcel], g.b[Clean][g.row:]...)
	}
	g.flush(enough)
	g.row, g.within, g.apart = len(g.b[Clean]), false, false
}

// inQuotes says whether a cell has to stand in quotes.
func inQuotes(v []byte) bool {
	for _, mark := range []byte{',', '\n', '"', '\r'} {
		if bytes.IndexByte(v, mark) >= 0 {
			return true
		}
	}
	return false
}

// flush writes what there is, if it is so much.
func (g *grid) flush(least int) {
	for f, w := range g.to {
		if len(g.b[f]) < least {
			continue
		}
		if w != nil && g.err == nil {
			_, g.err = w.Write(g.b[f])
		}
		g.b[f] = g.b[f][:0]
	}
}

func (g *grid) failed() bool { return g.err != nil }

// cellLength is how many characters a cell of Excel's holds; of a longer one
// it shows the rest in the rows below, or nothing.
const cellLength = 32767

// cut stands at the end of what was too long.
const cut = " …"

// harmless makes of a cell what Excel shows as text and never runs, and says
// whether that is something else.
func harmless(v []byte) (_ []byte, other bool) {
	runs := false
	if len(v) > 0 {
		switch v[0] {
		case '=', '+', '-', '@', '\t', '\r':
			v, runs = append([]byte{'\''}, v...), true
		}
	}
	v, long := short(v)
	return v, runs || long
}

// short makes what is too long for a cell short enough, and says whether it was.
func short(v []byte) (_ []byte, was bool) {
	if len(v) <= cellLength || utf16Length(v) <= cellLength {
		return v, false
	}
	n := 0
	for i := 0; i < len(v); {
		r, size := utf8.DecodeRune(v[i:])
		if n += 1 + surrogate(r); n > cellLength-2 {
			return append(v[:i:i], cut...), true
		}
		i += size
	}
	return v, false
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
