package opendata

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf16"
)

// writeCSV writes a table as CSV (RFC 4180) in UTF-8, with every value unchanged.
func (t *Table) writeCSV(w io.Writer, d *Data) error {
	return t.write(bufio.NewWriter(w), d, func(cell string) string { return cell })
}

// writeExcelCSV writes a table as CSV for Excel: with a byte order mark, so that Excel
// reads it as UTF-8, and no cell that is a formula or too long.
func (t *Table) writeExcelCSV(w io.Writer, d *Data) error {
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff")
	return t.write(b, d, excelCell)
}

func (t *Table) write(b *bufio.Writer, d *Data, convert func(cell string) string) error {
	cells := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = c.Name
	}
	writeRow(b, cells)
	for row := range t.rows(d) {
		for i, v := range row {
			cells[i] = convert(cell(v))
		}
		if err := writeRow(b, cells); err != nil {
			return err
		}
	}
	return b.Flush()
}

// writeRow writes one row. Package encoding/csv would also end the lines within
// a cell with CRLF.
func writeRow(b *bufio.Writer, cells []string) error {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if strings.ContainsAny(c, ",\"\r\n") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		b.WriteString(c)
	}
	_, err := b.WriteString("\r\n")
	return err
}

// excelCell returns a cell that Excel shows as text and does not run.
func excelCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		s = "'" + s
	}
	return shorten(s)
}

const (
	// cellLength is Excel's limit in UTF-16 units. It shows the rest of a longer cell
	// in the rows below, or not at all.
	cellLength = 32767
	// ellipsis ends a text that was cut.
	ellipsis = " …"
)

// shorten cuts a text to fit into a cell.
func shorten(s string) string {
	if len(s) <= cellLength {
		return s
	}
	units, end := 0, 0
	for i, r := range s {
		if units <= cellLength-2 {
			end = i
		}
		units += utf16.RuneLen(r)
	}
	if units <= cellLength {
		return s
	}
	return s[:end] + ellipsis
}
