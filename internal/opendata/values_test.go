package opendata

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"fiftysix/internal/inspection"
)

// encoding/json reads back every string that was written, to the letter.
func FuzzString(f *testing.F) {
	for _, seed := range []string{"", "plain", "a\"b\\c", "line\nline\r\n\ttab", "\x00\x1f\x7f", "Tŷ Dŵr – 😀 \u2028\u2029", "\xff\xfe half \xe2\x82", "<script>&amp;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		if err := writeJSON(&out, object{{"a", s}, {"list", []object{{{"b", s}}, {}}}, {"none", nil}}); err != nil {
			t.Fatal(err)
		}
		var back struct {
			A    string
			List []struct{ B string }
		}
		if err := json.Unmarshal(out.Bytes(), &back); err != nil {
			t.Fatalf("%q: %v in %s", s, err, &out)
		}
		if utf8.ValidString(s) && back.A != s || back.A != back.List[0].B {
			t.Errorf("%q came back as %q and %q", s, back.A, back.List[0].B)
		}
	})
}

// A reader of CSV reads back every cell that was written, to the letter, and
// Excel's cells as they are meant for Excel.
func FuzzCell(f *testing.F) {
	for _, seed := range []string{"", "plain", "a,b", `a "b" c`, "two\nlines", "\"", "=1+1", " padded "} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.Contains(a+b, "\r") || !utf8.ValidString(a+b) {
			return // no content has one: line ends are normalised when a file is read
		}
		for _, cells := range [][]string{{a, b, "end"}, {excelCell(a), excelCell(b), "end"}} {
			var out bytes.Buffer
			w := bufio.NewWriter(&out)
			_ = writeRow(w, cells)
			w.Flush()
			row, err := csv.NewReader(&out).Read()
			if err != nil || len(row) != 3 || row[0] != cells[0] || row[1] != cells[1] {
				t.Errorf("%q came back as %q (%v)", cells, row, err)
			}
		}
	})
}

func TestDays(t *testing.T) {
	f := day("day", func(d inspection.Day) inspection.Day { return d })
	for _, row := range []struct {
		day  inspection.Day
		want any
	}{
		{inspection.Day{Year: 2020, Month: 3, Day: 9}, "2020-03-09"},
		{inspection.Day{Year: 2020, Month: 6}, "2020-06"},
		{inspection.Day{Year: 987, Month: 11, Day: 30}, "0987-11-30"},
		{inspection.Day{}, nil},
	} {
		if got := f.value(row.day); got != row.want {
			t.Errorf("%v is written %v, want %v", row.day, got, row.want)
		}
	}
}

// What Excel would take for a formula it shows as text, and a cell too long
// for it ends with an ellipsis.
func TestCellsForExcel(t *testing.T) {
	for _, row := range []struct{ name, value, excel string }{
		{"words", "A plain cell", "A plain cell"},
		{"a formula", "=HYPERLINK(1)", "'=HYPERLINK(1)"},
		{"plus", "+44 1632 960123", "'+44 1632 960123"},
		{"minus", "-5%", "'-5%"},
		{"at", "@everyone", "'@everyone"},
		{"a tab", "\t=1", "'\t=1"},
		{"a carriage return", "\r=1", "'\r=1"},
		{"a formula later on", "1=1", "1=1"},
		{"a minus of typography", "–5%", "–5%"},
		{"nothing", "", ""},
		{"as long as a cell", strings.Repeat("ŷ", cellLength), strings.Repeat("ŷ", cellLength)},
	} {
		if got := excelCell(row.value); got != row.excel {
			t.Errorf("%s: %q, want %q", row.name, got, row.excel)
		}
	}
	short := excelCell(strings.Repeat("Tŷ😀 ", 9000))
	if n := len(utf16.Encode([]rune(short))); n > cellLength || n < cellLength-4 || !strings.HasSuffix(short, ellipsis) || !utf8.ValidString(short) {
		t.Errorf("a long cell is cut to %d of Excel's characters, and ends with %q", n, short[len(short)-8:])
	}
}
