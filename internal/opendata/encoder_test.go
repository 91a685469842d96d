package opendata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"fiftysix/internal/register"
)

// encoding/json reads back every string that was written, to the letter.
func FuzzString(f *testing.F) {
	for _, seed := range []string{"", "plain", "a\"b\\c", "line\nline\r\n\ttab", "\x00\x1f\x7f", "Tŷ Dŵr – 😀 \u2028\u2029", "\xff\xfe half \xe2\x82", "<script>&amp;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := &encoder{}
		e.string(s)
		var back string
		if err := json.Unmarshal(e.b, &back); err != nil {
			t.Fatalf("%q: %v in %s", s, err, e.b)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); back != want {
			t.Errorf("%q came back as %q", want, back)
		}
		theirs, err := json.Marshal(back)
		var again string
		if err != nil || json.Unmarshal(theirs, &again) != nil || again != back {
			t.Errorf("encoding/json writes %q another way", back)
		}
	})
}

// A reader of CSV reads back every cell that was written, to the letter.
func FuzzCell(f *testing.F) {
	for _, seed := range []string{"", "plain", "a,b", `a "b" c`, "two\nlines", "\"", "=1+1", " padded "} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.Contains(a+b, "\r") || !utf8.ValidString(a+b) {
			return // no content holds one: line ends are settled when a file is read
		}
		var out bytes.Buffer
		g := &grid{to: [flavours]io.Writer{Clean: &out}}
		for _, s := range []string{a, b, "end"} {
			e := g.next()
			e.b = append(e.b, s...)
			g.cell()
		}
		g.end()
		g.flush(1)
		row, err := csv.NewReader(&out).Read()
		if err != nil || len(row) != 3 || row[0] != a || row[1] != b {
			t.Errorf("%q and %q came back as %q (%v)", a, b, row, err)
		}
	})
}

// A row has in both flavours what it has in each alone.
func FuzzRow(f *testing.F) {
	f.Add("", "", "")
	f.Add("=1", "a,b", "\"quoted\"")
	f.Add("plain", "+44 1632", "@x, and\nmore")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		row := func(wanted ...Flavour) [flavours]string {
			var out [flavours]bytes.Buffer
			g := &grid{}
			for _, f := range wanted {
				g.to[f] = &out[f]
			}
			for _, row := range [][]string{{a, b, c}, {"x", a}, {c, "", b}} {
				for _, s := range row {
					e := g.next()
					e.b = append(e.b, s...)
					g.cell()
				}
				g.end()
			}
			g.flush(1)
			return [flavours]string{out[Clean].String(), out[ForExcel].String()}
		}
		both, clean, excel := row(Clean, ForExcel), row(Clean), row(ForExcel)
		if both[Clean] != clean[Clean] || both[ForExcel] != excel[ForExcel] {
			t.Errorf("%q and %q, alone %q and %q", both[Clean], both[ForExcel], clean[Clean], excel[ForExcel])
		}
		read, err := csv.NewReader(strings.NewReader(excel[ForExcel])).Read()
		if err == nil && !strings.Contains(a, "\r") {
			if want, _ := harmless([]byte(a)); read[0] != string(want) {
				t.Errorf("%q is read as %q, want %q", a, read[0], want)
			}
		}
	})
}

func TestDays(t *testing.T) {
	for want, d := range map[string]register.Day{
		`"2020-03-09"`: {Year: 2020, Month: 3, Day: 9},
		`"2020-06"`:    {Year: 2020, Month: 6},
		`"0987-11-30"`: {Year: 987, Month: 11, Day: 30},
		`null`:         {},
	} {
		e := &encoder{}
		if e.date(d); string(e.b) != want {
			t.Errorf("%v is written %s, want %s", d, e.b, want)
		}
	}
}

// What Excel would take for a formula it shows as text, and a cell too long
// for it ends with a mark; the clean table has both as they are.
func TestCellsForExcel(t *testing.T) {
	long := strings.Repeat("Tŷ😀 ", 9000)
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
	} {
		for flavour, want := range map[Flavour]string{Clean: row.value, ForExcel: row.excel} {
			var out bytes.Buffer
			g := &grid{}
			g.to[flavour] = &out
			e := g.next()
			e.b = append(e.b, row.value...)
			g.cell()
			g.end()
			g.flush(1)
			if got := strings.ReplaceAll(strings.Trim(strings.TrimSuffix(out.String(), "\r\n"), `"`), `""`, `"`); got != want {
				t.Errorf("%s: %q, want %q", row.name, got, want)
			}
		}
	}
	tame, other := harmless([]byte(long))
	cutOff := string(tame)
	if n := utf16Length([]byte(cutOff)); n > cellLength || n < cellLength-4 || !other || !strings.HasSuffix(cutOff, cut) || !utf8.ValidString(cutOff) {
		t.Errorf("a long cell is cut to %d of Excel's characters, and ends with %q", n, cutOff[len(cutOff)-8:])
	}
}
