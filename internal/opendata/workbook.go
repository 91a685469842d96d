package opendata

import (
	"archive/zip"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fiftysix/internal/register"
)

// This file writes the tables as one workbook for spreadsheets (Office Open
// XML, ECMA-376). Nearly all of the format is for what we have no use for, so
// it is written here, sheet by sheet as rows come, with nothing kept: see
// ARCHITECTURE.md. Text is written as text, so that nothing in it is ever a
// formula.

// WriteWorkbook writes all tables as a workbook, or the one that is named.
func (d *Data) WriteWorkbook(w io.Writer, name string) error {
	var chosen []*Table
	for _, t := range tables {
		if name == "" || t.name == name {
			chosen = append(chosen, t)
		}
	}
	z := zip.NewWriter(w)
	put := func(name, text string) error {
		part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: printed})
		if err == nil {
			_, err = io.WriteString(part, xmlHead+text)
		}
		return err
	}
	titles := []string{"about"}
	for _, t := range chosen {
		titles = append(titles, t.name)
	}
	err := errors.Join(
		put("[Content_Types].xml", contentTypes(len(titles))),
		put("_rels/.rels", packageRelations),
		put("xl/workbook.xml", workbookXML(titles)),
		put("xl/_rels/workbook.xml.rels", workbookRelations(len(titles))),
		put("xl/styles.xml", stylesXML),
	)
	if err != nil {
		return err
	}
	for i := range titles {
		part, err := z.CreateHeader(&zip.FileHeader{Name: "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml", Method: zip.Deflate, Modified: printed})
		if err != nil {
			return err
		}
		s := &sheet{encoder: encoder{w: part, b: make([]byte, 0, 2*enough)}}
		if i == 0 {
			s.about(d)
		} else {
			s.table(d, chosen[i-1])
		}
		if err := s.done(); err != nil {
			return err
		}
	}
	return z.Close()
}

// printed is the time that every part bears: the earliest that a packed file
// can have, so that the same register gives the same bytes.
var printed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// sheet is one sheet of the workbook while it is written.
type sheet struct {
	encoder
	columns []Form // nil: every cell is text
	row, at int
	bold    bool
	value   encoder
}

func (s *sheet) add(text string) { s.b = append(s.b, text...) }

// table writes a table, its first row staying in sight.
func (s *sheet) table(d *Data, t *Table) {
	s.add(xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, c := range t.Columns {
		n := strconv.Itoa(i + 1)
		s.add(`<col min="` + n + `" max="` + n + `" width="` + width(c) + `" customWidth="1"/>`)
	}
	s.add(`</cols><sheetData>`)
	s.bold = true
	t.header(s)
	s.bold, s.columns = false, t.Columns
	fill := t.fill(s)
	var r report
	for _, of := range d.reg.Reports {
		r.turnTo(d, of)
		fill.report(&r)
	}
	fill.whole(d)
	s.add(`</sheetData><autoFilter ref="A1:` + columnName(len(t.Columns)-1) + strconv.Itoa(s.row) + `"/></worksheet>`)
}

// about says once for the whole workbook whose it is and as at which day.
func (s *sheet) about(d *Data) {
	s.add(xmlHead + `<worksheet xmlns="` + mainSpace + `"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols><sheetData>`)
	office := &d.reg.Office
	for _, line := range [][2]string{
		{"title", d.word("data.title")},
		{"office", office.Name.Default},
		{"as_at", d.reg.Today().String()},
		{"version", Version},
		{"licence_inspectorate", oglName},
		{"licence_office", office.Licence},
		{"site", d.opt.Base},
		{"notice", office.Notice.Default},
	} {
		for i, text := range line {
			s.bold = i == 0
			e := s.next()
			e.b = append(e.b, text...)
			s.cell()
		}
		s.end()
	}
	s.add(`</sheetData></worksheet>`)
}

// width is about how wide a column is to be, in characters.
func width(c Form) string {
	switch c.Kind {
	case Date, Day, Truth, Number:
		return "13"
	case Passage, Text:
		return "40"
	}
	return "24"
}

// maxRows is how many rows a sheet can have.
const maxRows = 1 << 20

func (s *sheet) next() *encoder {
	s.value.b = s.value.b[:0]
	return &s.value
}

func (s *sheet) cell() {
	if s.at == 0 {
		if s.row++; s.row > maxRows && s.err == nil {
			s.err = errors.New("a sheet holds " + strconv.Itoa(maxRows) + " rows, and there are more; take csv instead")
		}
		s.add(`<row r="`)
		s.number(s.row)
		s.add(`">`)
	}
	s.at++
	v := s.value.b
	if len(v) == 0 {
		return
	}
	s.add(`<c r="`)
	s.add(columnName(s.at - 1))
	s.number(s.row)
	kind := Text
	if s.columns != nil {
		kind = s.columns[s.at-1].Kind
	}
	switch kind {
	case Number:
		s.add(`"><v>`)
		s.b = append(s.b, v...)
		s.add(`</v></c>`)
	case Truth:
		s.add(`" t="b"><v>` + strconv.Itoa(len("false")-len(v)) + `</v></c>`)
	case Date:
		day, err := register.ParseDate(string(v))
		if err != nil || day.Before(firstDay) {
			s.inline(v)
			return
		}
		s.add(`" s="2"><v>`)
		s.number(day.DaysSince(dayZero))
		s.add(`</v></c>`)
	default:
		s.inline(v)
	}
}

// Excel counts days from the last of 1899, and takes 1900 for a leap year, so
// that its count is right from March of that year on.
var (
	dayZero  = register.Date{Year: 1899, Month: time.December, Day: 30}
	firstDay = register.Date{Year: 1900, Month: time.March, Day: 1}
)

func (s *sheet) inline(v []byte) {
	if s.bold {
		s.add(`" s="1`)
	}
	s.add(`" t="inlineStr"><is><t xml:space="preserve">`)
	v, _ = short(v)
	for i := 0; i < len(v); {
		r, size := utf8.DecodeRune(v[i:])
		switch {
		case r == '&':
			s.add("&amp;")
		case r == '<':
			s.add("&lt;")
		case r == '>':
			s.add("&gt;")
		case r < ' ' && r != '\n' && r != '\t' || r == '\ufffe' || r == '\uffff': // in no XML
		default:
			s.b = append(s.b, v[i:i+size]...)
		}
		i += size
	}
	s.add(`</t></is></c>`)
}

func (s *sheet) end() {
	s.add(`</row>`)
	s.at = 0
	s.flush()
}

func (s *sheet) failed() bool { return s.err != nil }

// columnName is A, B, …, Z, AA, …
func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnName(i/26-1) + string(rune('A'+i%26))
}

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
	sheetType     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const packageRelations = `<Relationships xmlns="` + packageSpace + `"><Relationship Id="rId1" Type="` + relationSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`

// stylesXML has three looks of a cell: plain, bold, and a date.
const stylesXML = `<styleSheet xmlns="` + mainSpace + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func contentTypes(sheets int) string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>`)
	for i := range sheets {
		b.WriteString(`<Override PartName="/xl/worksheets/sheet` + strconv.Itoa(i+1) + `.xml" ContentType="` + sheetType + `worksheet+xml"/>`)
	}
	return b.String() + `</Types>`
}

func workbookXML(titles []string) string {
	var b strings.Builder
	b.WriteString(`<workbook xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><sheets>`)
	for i, title := range titles {
		n := strconv.Itoa(i + 1)
		b.WriteString(`<sheet name="` + title + `" sheetId="` + n + `" r:id="rId` + n + `"/>`)
	}
	return b.String() + `</sheets></workbook>`
}

func workbookRelations(sheets int) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageSpace + `">`)
	for i := range sheets {
		n := strconv.Itoa(i + 1)
		b.WriteString(`<Relationship Id="rId` + n + `" Type="` + relationSpace + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`)
	}
	return b.String() + `<Relationship Id="rId` + strconv.Itoa(sheets+1) + `" Type="` + relationSpace + `/styles" Target="styles.xml"/></Relationships>`
}
