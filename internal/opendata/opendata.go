// Package opendata is a register as open data: files for programs, for
// spreadsheets and for databases, all made from one description of what a
// report, a finding and an answer hold.
//
// Begin at [New], which names every file and makes none; then shape.go, how a
// record is described, and report.go and finding.go, the descriptions. From
// these come the JSON (json.go), its schema (schema.go), the tables (csv.go,
// workbook.go), what is said of the tables to programs (csvw.go, package.go),
// and the dictionary for people ([Dictionary]).
//
// All files are written in one pass, however large the register is (pass.go). What an
// author typed and what is worked out from it stand apart. What is not known
// is null in JSON and an empty cell in a table, and never left out. The
// package never decides what is public or what is late (that is the
// register's), never reads the clock, and makes up no address.
package opendata

import (
	"io"
	"strings"
	"sync"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// Version is that of the shape of the data. The first number changes when
// something that was there is no more, or means something else; the second
// when something is added.
const Version = "1.0"

// SchemaID names the schema of that version.
const SchemaID = "urn:fiftysix:register:1"

// Options are what the data says of the site that it comes from.
type Options struct {
	// Base is the site's own address, with a slash at its end, or "" where it
	// is not known. Addresses in the data are then given from the site's root.
	Base string
	// Report, Finding and Attachment give the address of a page or a file, and
	// ReportFile and FindingFile that of its data, from the site's root: "/…".
	Report, ReportFile   func(*register.Report) string
	Finding, FindingFile func(*register.Finding) string
	Attachment           func(*register.Report, register.Attachment) string
	// Link is where an author's link leads that stands in a content file: an
	// address from the site's root, or "" where nothing public is there.
	Link func(file, dest string) string
	// Root is the address of the folder of the files, from the site's root.
	Root string
	// Changes are the register's.
	Changes func() []register.Change
	// Word is what the site says for one of [Words], in its first language.
	Word func(key string) string
}

// Data is a register as files. It never changes.
type Data struct {
	reg  *register.Register
	opt  Options
	sums sync.Map // of the files that have been made, by name
}

// New names the files of a register.
func New(reg *register.Register, opt Options) *Data { return &Data{reg: reg, opt: opt} }

// A File is one file of the data, named before it is made.
type File struct {
	Name string // within the folder of the files: "excel/reports.csv"
	Type string // its media type
	Says string // the key of the words that say what it is
	// Covers is set where the file speaks of the others, which are then to be
	// put out before it.
	Covers bool
}

// Media types.
const (
	typeJSON   = "application/json"
	typeLines  = "application/jsonl"
	typeSchema = "application/schema+json"
	typeCSV    = "text/csv"
	typeCSVW   = "application/csvm+json"
	typeText   = "text/plain"
)

// The names of files that hold all of the register.
const (
	registerFile = "register.json"
	linesFile    = "register.jsonl"
)

// Files are all files that speak of the whole register, in the order in which
// a reader wants them; [Data.WriteFiles] makes them. Those of one report or
// finding are made by [Data.Singles].
func (d *Data) Files() []File {
	files := []File{
		{Name: registerFile, Type: typeJSON, Says: "data.file.register"},
		{Name: linesFile, Type: typeLines, Says: "data.file.lines"},
		{Name: schemaFile, Type: typeSchema, Says: "data.file.schema"},
	}
	for _, t := range tables {
		files = append(files, File{Name: t.File(), Type: typeCSV, Says: t.says()})
	}
	for _, t := range tables {
		files = append(files, File{Name: t.excelFile(), Type: typeCSV, Says: t.says()})
	}
	return append(files,
		File{Name: csvwFile, Type: typeCSVW, Says: "data.file.csvw"},
		File{Name: packageFile, Type: typeJSON, Says: "data.file.package"},
		File{Name: sumsFile, Type: typeText, Says: "data.file.checksums", Covers: true},
	)
}

// Write makes one file.
func (d *Data) Write(w io.Writer, name string) error {
	return d.WriteFiles(map[string]io.Writer{name: w})
}

// address is an address of the site as the data gives it: absolute where the
// site's own is known, else from the site's root.
func (d *Data) address(path string) string {
	return d.opt.Base + strings.TrimPrefix(path, "/")
}

// markdown is a passage as its author wrote it, except that links within the
// site lead to its pages.
func (d *Data) markdown(t markdown.Text, file string) string {
	return t.RewriteLinks(func(dest string) string {
		if to := d.opt.Link(file, dest); to != "" {
			return d.address(to)
		}
		return ""
	})
}
