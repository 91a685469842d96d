package opendata_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/leakcheck"
	"fiftysix/internal/opendata"
	"fiftysix/internal/testing/sample"
)

// every is every file of the data, of the register and of each record.
func every(t testing.TB, reg *inspection.Register, d *opendata.Data) map[string][]byte {
	all := map[string][]byte{}
	for _, f := range d.Files() {
		all[f.Name] = rendered(t, f.Render)
	}
	all["register.xlsx"] = rendered(t, func(w io.Writer) error { return d.WriteWorkbook(w, "") })
	for _, r := range reg.Reports {
		all[r.ID+"/report.json"] = reportFile(t, d, r)
	}
	return all
}

// The same register on the same day gives the same bytes. On the next day no
// more differs than the one date that says so, and the files of reports that
// still wait for an answer.
func TestBytesStay(t *testing.T) {
	reg, d := read(t, "sample", sample.Now)
	first := every(t, reg, d)
	regAgain, again := readAnew(t, offices["sample"], sample.Now)
	for name, text := range every(t, regAgain, again) {
		if !bytes.Equal(text, first[name]) {
			t.Errorf("%s is made differently a second time", name)
		}
	}
	const next = "2026-11-25" // no last day falls between, and nothing is let out
	regNext, later := readAnew(t, offices["sample"], next)
	for name, text := range every(t, regNext, later) {
		id, _, one := strings.Cut(name, "/")
		switch {
		case bytes.Equal(text, first[name]), name == "checksums.txt", name == "register.xlsx":
		case one && strings.HasSuffix(name, "report.json") && regNext.Report(id).Response != nil:
			t.Errorf("%s changes from day to day, though nothing in it does", name)
		case !bytes.Equal(bytes.Replace(text, []byte(next), []byte(sample.Now), 1), first[name]):
			t.Errorf("%s differs on the next day in more than one date", name)
		}
	}
}

// What is held back is in no file, under no name: looked for from the outside,
// in what the register would say if nothing were held.
func TestNothingHeldIsInTheData(t *testing.T) {
	var whole *inspection.Register
	now, err := inspection.ParseMoment(sample.Now)
	if err != nil {
		t.Fatal(err)
	}
	_, problems := content.Load(sample.Exampleshire(), content.Options{Now: now, BeforeWithholding: func(r *inspection.Register) { whole = r }})
	if whole == nil {
		t.Fatal(problems)
	}
	settings, err := fs.ReadFile(sample.Exampleshire(), inspection.SettingsFile)
	if err != nil {
		t.Fatal(err)
	}
	s := leakcheck.New(whole, sample.Exampleshire(), string(settings))
	if s == nil {
		t.Fatal("the sample holds nothing back, so this shows nothing")
	}
	reg, d := read(t, "sample", sample.Now)
	files := every(t, reg, d)
	for name, text := range files {
		if err := s.Check("/data/"+name, text); err != nil {
			t.Error(err)
		}
	}
	// And it would be found if it were there.
	held := 0
	for _, r := range whole.Reports {
		if !r.Embargo.Public() {
			held++
			if s.Check("/data/register.json", fmt.Appendf(nil, `{"page":"reports/%s/"}`, r.ID)) == nil {
				t.Errorf("%s could stand in the data unnoticed", r.ID)
			}
		}
		if r.Response != nil && !r.Response.Embargo.Public() && !r.OurComments.Empty() {
			held++
			text, _ := json.Marshal(r.OurComments.Plain())
			if s.Check("/data/register.json", text) == nil {
				t.Errorf("the answer to %s could stand in the data unnoticed", r.ID)
			}
		}
	}
	if held == 0 {
		t.Error("no report and no answer of the sample is held back")
	}
}

// The share answered in time that the data gives, by year, is the register's.
func TestShareInTimeIsTheRegisters(t *testing.T) {
	each(t, func(t *testing.T, reg *inspection.Register, d *opendata.Data) {
		inTime, inShare := map[int]int{}, map[int]int{}
		for _, row := range rowsOf(t, d, "reports") {
			year, err := strconv.Atoi(row["published"][:4])
			if err != nil {
				t.Fatal(err)
			}
			if row["derived_in_share"] == "true" {
				inShare[year]++
				if row["derived_outcome"] == "in-time" {
					inTime[year]++
				}
			}
		}
		years, _ := reg.Performance()
		for _, y := range years {
			if inTime[y.Year] != y.InTime || inShare[y.Year] != y.InShare() {
				t.Errorf("%d: %d of %d in the data, %d of %d in the register", y.Year, inTime[y.Year], inShare[y.Year], y.InTime, y.InShare())
			}
		}
	})
}

func rowsOf(t testing.TB, d *opendata.Data, table string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(file(t, d, table+".csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = row[i]
		}
		rows = append(rows, m)
	}
	return rows
}

// Every id that a table names is that of a row, and what names a row names no
// other.
func TestIDsLeadSomewhere(t *testing.T) {
	each(t, func(t *testing.T, reg *inspection.Register, d *opendata.Data) {
		ids := map[string]map[string]bool{"services": {}}
		for _, s := range reg.Office.Services {
			ids["services"][s.ID] = true
		}
		for _, table := range opendata.Tables() {
			seen := map[string]bool{}
			ids[table.Name] = map[string]bool{}
			for _, row := range rowsOf(t, d, table.Name) {
				var key []string
				for _, c := range table.Columns {
					if c.Key {
						key = append(key, row[c.Name])
					}
				}
				if k := strings.Join(key, " "); len(key) > 0 {
					if seen[k] {
						t.Errorf("%s has two rows called %s", table.Name, k)
					}
					seen[k] = true
				}
				ids[table.Name][row["id"]] = true
			}
		}
		for _, table := range opendata.Tables() {
			for _, row := range rowsOf(t, d, table.Name) {
				for _, c := range table.Columns {
					if c.To == "" || row[c.Name] == "" {
						continue
					}
					for _, id := range strings.Split(row[c.Name], ";") {
						if !ids[c.To][id] {
							t.Errorf("%s: %s names %q, which %s has not", table.Name, c.Name, id, c.To)
						}
					}
				}
			}
		}
	})
}

// The description of the tables for programs fits each cell of them. (What is
// valid CSV on the Web is for a validator to say: see docs/data.md.)
func TestCellsAreWhatTheirDescriptionSays(t *testing.T) {
	each(t, func(t *testing.T, _ *inspection.Register, d *opendata.Data) {
		var group struct {
			Tables []struct {
				URL         string
				TableSchema struct {
					Columns []struct {
						Name      string
						Datatype  any
						Separator string
						Required  bool
					}
				}
			}
		}
		if err := json.Unmarshal(file(t, d, "csv-metadata.json"), &group); err != nil {
			t.Fatal(err)
		}
		if len(group.Tables) != len(opendata.Tables()) {
			t.Fatalf("%d tables described", len(group.Tables))
		}
		for _, table := range group.Tables {
			for _, row := range rowsOf(t, d, strings.TrimSuffix(table.URL, ".csv")) {
				if len(row) != len(table.TableSchema.Columns) {
					t.Fatalf("%s: %d columns described of %d", table.URL, len(table.TableSchema.Columns), len(row))
				}
				for _, c := range table.TableSchema.Columns {
					cell, ok := row[c.Name]
					if !ok || c.Required && cell == "" {
						t.Errorf("%s: %s is not there", table.URL, c.Name)
					}
					values := []string{cell}
					if c.Separator != "" {
						values = strings.Split(cell, c.Separator)
					}
					for _, v := range values {
						if v != "" && !fits(c.Datatype, v) {
							t.Errorf("%s: %s is %q, which is not %v", table.URL, c.Name, v, c.Datatype)
						}
					}
				}
			}
		}
	})
}

func fits(datatype any, v string) bool {
	switch d := datatype.(type) {
	case string:
		switch d {
		case "nonNegativeInteger":
			n, err := strconv.Atoi(v)
			return err == nil && n >= 0
		case "boolean":
			return v == "true" || v == "false"
		}
		return d == "string" || d == "anyURI"
	case map[string]any:
		if d["base"] == "date" {
			_, err := inspection.ParseDate(v)
			return err == nil
		}
		format, _ := d["format"].(string)
		return regexp.MustCompile("^(" + format + ")$").MatchString(v)
	}
	return false
}

// sha256sum reads the checksums, and they are those of the files.
func TestChecksums(t *testing.T) {
	_, d := read(t, "sample", sample.Now)
	var want []string
	for _, f := range d.Files() {
		if f.Name != opendata.ChecksumsFile {
			sum := sha256.Sum256(rendered(t, f.Render))
			want = append(want, hex.EncodeToString(sum[:])+"  "+f.Name)
		}
	}
	got := strings.Split(strings.TrimSuffix(string(file(t, d, opendata.ChecksumsFile)), "\n"), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// An error of the writer's ends the writing, and is told.
func TestAFullDiskIsTold(t *testing.T) {
	_, d := read(t, "sample", sample.Now)
	writes := map[string]func(io.Writer) error{
		"xlsx": func(w io.Writer) error { return d.WriteWorkbook(w, "") },
	}
	for _, f := range d.Files() {
		writes[f.Name] = f.Render
	}
	for name, write := range writes {
		if err := write(full{}); err != errFull {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type full struct{}

var errFull = fmt.Errorf("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }
