package opendata

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"fiftysix/internal/inspection"
)

// This file writes the tables as an Excel workbook (Office Open XML, ECMA-376), row by
// row: libraries for the format keep whole sheets in memory. Text is written as text,
// so it is never a formula.

// WriteWorkbook writes all tables as a workbook, or only the one named.
func (d *Data) WriteWorkbook(w io.Writer, table string) error {
	sheets := []string{"about"}
	var chosen []*Table
	for _, t := range tables {
		if table == "" || t.Name == table {
			chosen = append(chosen, t)
			sheets = append(sheets, t.Name)
		}
	}
	z := zip.NewWriter(w)
	for _, part := range [][2]string{
		{"[Content_Types].xml", contentTypes(len(sheets))},
		{"_rels/.rels", packageRelations},
		{"xl/workbook.xml", workbookXML(sheets)},
		{"xl/_rels/workbook.xml.rels", workbookRelations(len(sheets))},
		{"xl/styles.xml", stylesXML},
	} {
		if err := writePart(z, part[0], func(b *bufio.Writer) error { _, err := b.WriteString(part[1]); return err }); err != nil {
			return err
		}
	}
	for i := range sheets {
		err := writePart(z, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(b *bufio.Writer) error {
			s := &worksheet{Writer: b}
			if i == 0 {
				return s.about(d)
			}
			return s.table(d, chosen[i-1])
		})
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func writePart(z *zip.Writer, name string, write func(*bufio.Writer) error) error {
	// A fixed time, so that the same register gives the same bytes: the earliest
	// that a zip file can have.
	modified := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: modified})
	if err != nil {
		return err
	}
	b := bufio.NewWriter(part)
	b.WriteString(xmlHead)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// worksheet writes one sheet of the workbook.
type worksheet struct {
	*bufio.Writer
	row int
}

// table writes a table with a frozen first row.
func (s *worksheet) table(d *Data, t *Table) error {
	s.WriteString(`<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, c := range t.Columns {
		fmt.Fprintf(s, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, width(c))
	}
	s.WriteString(`</cols><sheetData>`)
	s.startRow()
	for i, c := range t.Columns {
		s.text(i, c.Name, bold)
	}
	s.endRow()
	for row := range t.rows(d) {
		if s.row == maxRows {
			return fmt.Errorf("a sheet holds %d rows, and there are more; take csv instead", maxRows)
		}
		s.startRow()
		for i, v := range row {
			s.cell(i, t.Columns[i].Kind, v)
		}
		if err := s.endRow(); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(s, `</sheetData><autoFilter ref="A1:%s%d"/></worksheet>`, columnName(len(t.Columns)-1), s.row)
	return err
}

// about writes the sheet about the whole workbook.
func (s *worksheet) about(d *Data) error {
	s.WriteString(`<worksheet xmlns="` + mainSpace + `"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols><sheetData>`)
	office := &d.reg.Office
	for _, line := range [][2]string{
		{"title", d.Message("data.title")},
		{"office", office.Name.Default},
		{"as_at", d.reg.Today().String()},
		{"version", Version},
		{"licence_inspectorate", oglName},
		{"licence_office", office.Licence},
		{"site", d.Base},
		{"notice", office.Notice.Default},
	} {
		s.startRow()
		s.text(0, line[0], bold)
		s.text(1, line[1], "")
		s.endRow()
	}
	_, err := s.WriteString(`</sheetData></worksheet>`)
	return err
}

// width is a column's approximate width in characters.
func width(c Field) int {
	switch c.Kind {
	case Date, Day, Boolean, Number:
		return 13
	case Passage, Text:
		return 40
	}
	return 24
}

// maxRows is how many rows a sheet can have.
const maxRows = 1 << 20

func (s *worksheet) startRow() {
	s.row++
	fmt.Fprintf(s, `<row r="%d">`, s.row)
}

func (s *worksheet) endRow() error {
	_, err := s.WriteString(`</row>`)
	return err
}

// Styles of a cell, as attributes: see stylesXML.
const (
	bold      = ` s="1"`
	dateStyle = ` s="2"`
)

func (s *worksheet) cell(column int, kind Kind, v any) {
	text := cell(v)
	switch v := v.(type) {
	case int:
		s.value(column, "", v)
		return
	case bool:
		n := 0
		if v {
			n = 1
		}
		s.value(column, ` t="b"`, n)
		return
	}
	if day, err := inspection.ParseDate(text); kind == Date && err == nil && !day.Before(firstDay) {
		s.value(column, dateStyle, day.DaysSince(dayZero))
		return
	}
	s.text(column, text, "")
}

func (s *worksheet) value(column int, attributes string, n int) {
	fmt.Fprintf(s, `<c r="%s%d"%s><v>%d</v></c>`, columnName(column), s.row, attributes, n)
}

func (s *worksheet) text(column int, text, attributes string) {
	if text == "" {
		return
	}
	fmt.Fprintf(s, `<c r="%s%d"%s t="inlineStr"><is><t xml:space="preserve">`, columnName(column), s.row, attributes)
	_ = xml.EscapeText(s, []byte(shorten(text))) // s keeps the error
	s.WriteString(`</t></is></c>`)
}

// Excel counts days from the end of 1899 and treats 1900 as a leap year, so its
// count is right from March 1900 on.
var (
	dayZero  = inspection.Date{Year: 1899, Month: time.December, Day: 30}
	firstDay = inspection.Date{Year: 1900, Month: time.March, Day: 1}
)

// columnName is A, B, …, Z, AA, …
func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnName(i/26-1) + string(rune('A'+i%26))
}

const (
	xmlHead           = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace         = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace      = "http://schemas.openxmlformats.org/package/2006/relationships"
	contentTypePrefix = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const packageRelations = `<Relationships xmlns="` + packageSpace + `"><Relationship Id="rId1" Type="` + relationSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`

// stylesXML has three styles of cell: plain, bold and date.
const stylesXML = `<styleSheet xmlns="` + mainSpace + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func contentTypes(sheets int) string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + contentTypePrefix + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + contentTypePrefix + `styles+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, contentTypePrefix)
	}
	return b.String() + `</Types>`
}

func workbookXML(sheets []string) string {
	var b strings.Builder
	b.WriteString(`<workbook xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><sheets>`)
	for i, name := range sheets {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, name, i+1)
	}
	return b.String() + `</sheets></workbook>`
}

func workbookRelations(sheets int) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageSpace + `">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, relationSpace)
	}
	return b.String() + `<Relationship Id="rId` + strconv.Itoa(sheets+1) + `" Type="` + relationSpace + `/styles" Target="styles.xml"/></Relationships>`
}
