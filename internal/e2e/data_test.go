package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var rewrite = flag.Bool("update", false, "write the answers of SQLite into docs/data.md; then read the diff")

const dataManual = "../../docs/data.md"

// fenced is a block of SQL in the manual, and the answer that stands below.
var fenced = regexp.MustCompile("(?s)```sql\n(.*?)```\n(?:\n```\n(.*?)```\n)?")

// Every block of SQL in the manual is run by SQLite's own shell on the data of
// the sample office, and answers what the manual says.
func TestTheManualsSQLAnswers(t *testing.T) {
	sqlite := program(t, "sqlite3")
	manual, err := os.ReadFile(dataManual)
	if err != nil {
		t.Fatal(err)
	}
	text := string(manual)
	sample := theSites(t)[0]
	database := filepath.Join(t.TempDir(), "register.db")
	run := func(sql string) string {
		command := exec.Command(sqlite, "-bail", database)
		command.Dir, command.Stdin = filepath.Join(sample.top.dir, "data"), strings.NewReader(sql)
		var wrong bytes.Buffer
		command.Stderr = &wrong
		out, err := command.Output()
		if err != nil || wrong.Len() > 0 {
			t.Fatalf("%s\n%v: %s", sql, err, &wrong)
		}
		return string(out)
	}
	asked := 0
	for i, m := range fenced.FindAllStringSubmatchIndex(text, -1) {
		sql := text[m[2]:m[3]]
		if i > 0 {
			sql = ".mode box\n" + sql
		}
		got := run(sql)
		if m[4] < 0 {
			if got != "" {
				t.Errorf("%s\nanswers, and the manual has no answer:\n%s", sql, got)
			}
			continue
		}
		asked++
		if want := text[m[4]:m[5]]; got != want {
			if *rewrite {
				manual = bytes.Replace(manual, []byte(text[m[0]:m[1]]), []byte("```sql\n"+text[m[2]:m[3]]+"```\n\n```\n"+got+"```\n"), 1)
				continue
			}
			t.Errorf("%s\nanswers\n%s\nand the manual says\n%s", sql, got, want)
		}
	}
	if asked < 6 {
		t.Errorf("the manual asks %d questions", asked)
	}
	if *rewrite {
		if err := os.WriteFile(dataManual, manual, 0o644); err != nil {
			t.Fatal(err)
		}
	}

	// The share by year is that of the pages, which the register counts.
	years, _ := sample.reg.Performance()
	var want strings.Builder
	for _, y := range years {
		if y.InShare() > 0 {
			fmt.Fprintf(&want, "%d|%d|%d\n", y.Year, y.InTime, y.InShare())
		}
	}
	got := run("SELECT substr(published, 1, 4) AS year, sum(derived_outcome = 'in-time'), count(*) FROM reports WHERE derived_in_share = 'true' GROUP BY year ORDER BY year DESC;")
	if got != want.String() {
		t.Errorf("by year, in time and of so many:\n%s\nthe register has\n%s", got, &want)
	}
}

// A Data Package library of others' making finds both offices' packages valid,
// reads every table row by row by what is said of its columns, and finds
// every row that another names.
func TestTheDataPackageIsRead(t *testing.T) {
	node := program(t, "node")
	modulesFile(t, "datapackage/package.json")
	for _, b := range theSites(t) {
		out, err := exec.Command(node, "testdata/datapackage.js", filepath.Join(b.top.dir, "data")).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", b.name, err, out)
		}
		var said struct {
			Valid  bool
			Errors []string
			Rows   map[string]int
		}
		if err := json.Unmarshal(out, &said); err != nil {
			t.Fatalf("%s: %v in %s", b.name, err, out)
		}
		findings, entries := 0, 0
		for _, r := range b.reg.Reports {
			findings += len(r.Findings)
			for _, f := range r.Findings {
				entries += len(f.History)
			}
		}
		if !said.Valid || len(said.Errors) > 0 || said.Rows["reports"] != len(b.reg.Reports) || said.Rows["findings"] != findings || said.Rows["history"] != entries || len(said.Rows) != 6 {
			t.Errorf("%s: %s, of %d reports, %d findings, %d entries", b.name, out, len(b.reg.Reports), findings, entries)
		}
		t.Logf("%s: %s", b.name, out)
	}
}

// sha256sum finds every file as its checksum says.
func TestChecksumsAreThoseOfTheFiles(t *testing.T) {
	sums := program(t, "sha256sum")
	for _, b := range theSites(t) {
		command := exec.Command(sums, "--check", "--strict", "checksums.txt")
		command.Dir = filepath.Join(b.top.dir, "data")
		out, err := command.CombinedOutput()
		if n := strings.Count(string(out), ": OK"); err != nil || n < 10 {
			t.Errorf("%s: %v: %s", b.name, err, out)
		}
	}
}
