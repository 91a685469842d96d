package opendata_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fiftysix/internal/inspection"
	"fiftysix/internal/opendata"
	"fiftysix/internal/testing/sample"
)

// The workbook is read by a library of others' making, and holds what the
// tables hold: dates as dates, numbers as numbers, and no formula.
func TestTheWorkbookHoldsTheTables(t *testing.T) {
	each(t, func(t *testing.T, reg *inspection.Register, d *opendata.Data) {
		book, err := excelize.OpenReader(bytes.NewReader(rendered(t, func(w io.Writer) error { return d.WriteWorkbook(w, "") })))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		want := []string{"about"}
		for _, table := range opendata.Tables() {
			want = append(want, table.Name)
			sheet, err := book.GetRows(table.Name)
			if err != nil {
				t.Fatal(err)
			}
			plain, err := csv.NewReader(bytes.NewReader(file(t, d, table.File()))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if len(sheet) != len(plain) {
				t.Errorf("%s has %d rows in the workbook and %d in CSV", table.Name, len(sheet), len(plain))
				continue
			}
			for i, row := range plain {
				for j, cell := range row {
					shown := ""
					if j < len(sheet[i]) { // empty cells at the end are left out
						shown = sheet[i][j]
					}
					if table.Columns[j].Kind == opendata.Boolean && i > 0 {
						shown = strings.ToLower(shown)
					}
					if shown != cell {
						t.Errorf("%s, row %d: %s is %q in the workbook and %q in CSV", table.Name, i, table.Columns[j].Name, shown, cell)
					}
				}
			}
		}
		if got := book.GetSheetList(); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("sheets %v, want %v", got, want)
		}
		if day, err := book.GetCellValue("about", "B3"); err != nil || day != reg.Today().String() {
			t.Errorf("it says as at %q (%v)", day, err)
		}
		if kind, err := book.GetCellType("reports", "J2"); err != nil || kind == excelize.CellTypeFormula {
			t.Errorf("an address is of kind %v (%v)", kind, err)
		}
	})
}

// One table makes a workbook of that table.
func TestAWorkbookOfOneTable(t *testing.T) {
	_, d := read(t, "real", sample.Now)
	book, err := excelize.OpenReader(bytes.NewReader(rendered(t, func(w io.Writer) error { return d.WriteWorkbook(w, "history") })))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := strings.Join(book.GetSheetList(), " "); got != "about history" {
		t.Errorf("sheets %s", got)
	}
}
