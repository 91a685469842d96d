package opendata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/opendata"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// offices are what the data is made of in tests: an invented office that shows
// every state, and this repository's own site.
var offices = map[string]fs.FS{"sample": sample.Exampleshire(), "twin": sample.Enghraifft(), "real": os.DirFS("../..")}

type office struct {
	reg  *inspection.Register
	data *opendata.Data
}

var known = map[string]office{}

// read gives an office as at a day, with its data as its site would have it.
func read(t testing.TB, name, day string) (*inspection.Register, *opendata.Data) {
	t.Helper()
	o, ok := known[name+day]
	if !ok {
		o.reg, o.data = readAnew(t, offices[name], day)
		known[name+day] = o
	}
	return o.reg, o.data
}

func readAnew(t testing.TB, files fs.FS, day string) (*inspection.Register, *opendata.Data) {
	t.Helper()
	now, err := inspection.ParseMoment(day)
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(files, content.Options{Now: now})
	if errors, _ := diag.Count(problems); errors > 0 {
		t.Fatal(problems)
	}
	planned, problems := site.Plan(reg, files, layouts.FS, site.Options{})
	if planned == nil {
		t.Fatal(problems)
	}
	return reg, planned.Data()
}

// each runs a test on each office.
func each(t *testing.T, do func(t *testing.T, reg *inspection.Register, d *opendata.Data)) {
	for name := range offices {
		t.Run(name, func(t *testing.T) {
			reg, d := read(t, name, sample.Now)
			do(t, reg, d)
		})
	}
}

// rendered is a file of the data, whole.
func rendered(t testing.TB, render func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := render(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// file is a file of the data by its name.
func file(t testing.TB, d *opendata.Data, name string) []byte {
	t.Helper()
	for _, f := range d.Files() {
		if f.Name == name {
			return rendered(t, f.Render)
		}
	}
	t.Fatalf("there is no file %s", name)
	return nil
}

// reportFile is the file of one report.
func reportFile(t testing.TB, d *opendata.Data, r *inspection.Report) []byte {
	t.Helper()
	return rendered(t, func(w io.Writer) error { return d.WriteReport(w, r) })
}

func decode(t testing.TB, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return v
}

// compiled is the schema, read by a validator that is not ours, which checks
// formats too.
func compiled(t testing.TB, d *opendata.Data) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(opendata.SchemaID, decode(t, file(t, d, "register.schema.json"))); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(opendata.SchemaID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every JSON file is what the schema says, by a validator of others' making.
func TestTheSchemaHolds(t *testing.T) {
	each(t, func(t *testing.T, reg *inspection.Register, d *opendata.Data) {
		whole := compiled(t, d)
		check := func(name string, text []byte) {
			if err := whole.Validate(decode(t, text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		check("register.json", file(t, d, "register.json"))
		for _, r := range reg.Reports {
			check(r.ID, reportFile(t, d, r))
		}
	})
}

// The schema refuses what the data never is: it would say nothing if it let
// everything through.
func TestTheSchemaRefuses(t *testing.T) {
	_, d := read(t, "sample", sample.Now)
	whole, text := compiled(t, d), string(file(t, d, "register.json"))
	for name, change := range map[string][2]string{
		"a field that it does not know":  {`"version":`, `"versions":1,"version":`},
		"a field that is missing":        {`"as_at":"2026-11-24",`, ``},
		"a day that is in no calendar":   {`"as_at":"2026-11-24"`, `"as_at":"2026-02-30"`},
		"a word that is none of several": {`"scope":"national"`, `"scope":"county"`},
		"text where a number is wanted":  {`"position":1,`, `"position":"1",`},
		"null where something is known":  {`"title":"Kept`, `"title":null,"x":"Kept`},
	} {
		wrong := strings.Replace(text, change[0], change[1], 1)
		if wrong == text {
			t.Errorf("%s: nothing to change", name)
		} else if whole.Validate(decode(t, []byte(wrong))) == nil {
			t.Errorf("the schema lets through %s", name)
		}
	}
}

// Tables are read back by another reader, and hold as many rows as the JSON
// has records, and the same values.
func TestTablesRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, reg *inspection.Register, d *opendata.Data) {
		rows := map[string][]map[string]string{}
		for _, table := range opendata.Tables() {
			text := file(t, d, table.File())
			if bytes.Contains(bytes.ReplaceAll(text, []byte("\r\n"), nil), []byte("\r")) || !bytes.HasSuffix(text, []byte("\r\n")) {
				t.Errorf("%s: a line ends with something else than CRLF", table.File())
			}
			all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range all[1:] {
				m := map[string]string{}
				for i, name := range all[0] {
					if name != table.Columns[i].Name {
						t.Fatalf("%s: column %q is called %q", table.File(), table.Columns[i].Name, name)
					}
					m[name] = row[i]
				}
				rows[table.Name] = append(rows[table.Name], m)
			}
		}
		var whole struct {
			Reports []struct {
				ID, Title string
				Published string
				Derived   struct {
					Outcome  string
					Last_day string
				}
				Findings []struct {
					ID      string
					Wording struct{ Text string }
					History []any
				}
			}
		}
		if err := json.Unmarshal(file(t, d, "register.json"), &whole); err != nil {
			t.Fatal(err)
		}
		if len(rows["reports"]) != len(whole.Reports) {
			t.Errorf("%d rows for %d reports", len(rows["reports"]), len(whole.Reports))
		}
		n, entries := 0, 0
		for i, r := range whole.Reports {
			row := rows["reports"][i]
			for name, want := range map[string]string{"id": r.ID, "title": r.Title, "published": r.Published, "derived_outcome": r.Derived.Outcome, "derived_last_day": r.Derived.Last_day} {
				if row[name] != want {
					t.Errorf("%s: %s is %q in the table and %q in JSON", r.ID, name, row[name], want)
				}
			}
			for _, f := range r.Findings {
				if row := rows["findings"][n]; row["id"] != f.ID || row["wording"] != f.Wording.Text {
					t.Errorf("%s stands in the table as %s, %q", f.ID, row["id"], row["wording"])
				}
				n++
				entries += len(f.History)
			}
		}
		if n != len(rows["findings"]) || entries != len(rows["history"]) {
			t.Errorf("%d and %d rows for %d findings and %d entries", len(rows["findings"]), len(rows["history"]), n, entries)
		}
	})
}
