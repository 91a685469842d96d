// Package opendata publishes a register as open data: JSON, CSV tables and a
// workbook, with the files that describe them to programs.
//
// Begin at [Data.Files]. Every record is described once, as a list of fields
// (fields.go, then report.go and finding.go); the JSON (json.go), its schema
// (schema.go), the tables (table.go, csv.go, workbook.go), their descriptions
// (csvw.go, datapackage.go) and the dictionary for people ([Dictionary]) are
// all generated from those lists.
//
// Fields that an author typed and fields derived from them are separate. An unknown
// value is null in JSON and an empty cell in a table, never left out. The package does
// not decide what is public or late (package inspection does), does not read the clock,
// and gets all URLs from its caller.
package opendata

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"sync"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// Version is the version of the data's layout. The first number changes when a
// field goes or means something else, the second when one is added.
const Version = "3.0"

// SchemaID is the $id of the JSON Schema of that version.
const SchemaID = "urn:fiftysix:register:3"

// Options describe the site that publishes the data.
type Options struct {
	// Base is the site's own address with a slash at its end, or "" where it
	// is not known. Addresses in the data are then relative to the site's root.
	Base string
	// These give the URL of a page or file from the site's root: "/…".
	ReportURL, ReportDataURL func(*inspection.Report) string
	FindingURL               func(*inspection.Finding) string
	AttachmentURL            func(*inspection.Report, inspection.Attachment) string
	// LinkURL resolves an author's link in a content file to a URL from the
	// site's root, or to "" if nothing public is there.
	LinkURL func(file, dest string) string
	// Root is the URL of the folder of the data's files, from the site's root.
	Root string
	// Changes are the changes of the whole register.
	Changes func() []inspection.Change
	// Message is the site's text, in its first language, for one of [Messages].
	Message func(key string) string
}

// Data is a register as open data. It is immutable.
type Data struct {
	reg *inspection.Register
	Options
	sums sync.Map // the SHA-256 of each file that has been rendered, by name
}

// New returns the data of a register.
func New(reg *inspection.Register, opt Options) *Data { return &Data{reg: reg, Options: opt} }

// A File is one file of the data.
type File struct {
	Name   string // within the folder of the data: "excel/reports.csv"
	Type   string // its media type
	Doc    string // the key of the message that explains it
	Render func(io.Writer) error
}

// Media types.
const (
	typeJSON   = "application/json"
	typeSchema = "application/schema+json"
	typeCSV    = "text/csv"
	typeCSVW   = "application/csvm+json"
	typeText   = "text/plain"
)

// Names of files.
const (
	registerFile    = "register.json"
	schemaFile      = "register.schema.json"
	csvwFile        = "csv-metadata.json"
	datapackageFile = "datapackage.json"
	ChecksumsFile   = "checksums.txt"
)

// Files returns the files about the whole register, the most useful first and the
// checksums last.
func (d *Data) Files() []File {
	files := []File{
		{registerFile, typeJSON, "data.file.register", d.writeRegister},
		{schemaFile, typeSchema, "data.file.schema", d.writeSchema},
	}
	for _, t := range tables {
		files = append(files, File{t.File(), typeCSV, t.doc(), func(w io.Writer) error { return t.writeCSV(w, d) }})
	}
	for _, t := range tables {
		files = append(files, File{"excel/" + t.File(), typeCSV, t.doc(), func(w io.Writer) error { return t.writeExcelCSV(w, d) }})
	}
	files = append(files,
		File{csvwFile, typeCSVW, "data.file.csvw", d.writeCSVW},
		File{datapackageFile, typeJSON, "data.file.package", d.writeDatapackage},
	)
	for i, f := range files {
		files[i].Render = func(w io.Writer) error {
			sum := sha256.New()
			if err := f.Render(io.MultiWriter(w, sum)); err != nil {
				return err
			}
			d.sums.Store(f.Name, sum.Sum(nil))
			return nil
		}
	}
	return append(files, File{ChecksumsFile, typeText, "data.file.checksums", func(w io.Writer) error { return d.writeChecksums(w, files) }})
}

// writeChecksums writes the SHA-256 of the files as sha256sum does. They are not rendered
// again for it: that would take a quarter of the time of a large build.
func (d *Data) writeChecksums(w io.Writer, files []File) error {
	for _, f := range files {
		if _, ok := d.sums.Load(f.Name); !ok {
			if err := f.Render(io.Discard); err != nil {
				return err
			}
		}
		sum, _ := d.sums.Load(f.Name)
		if _, err := fmt.Fprintf(w, "%x  %s\n", sum, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// address makes a URL absolute if the site's own address is known; else it stays relative
// to the site's root.
func (d *Data) address(url string) string {
	return d.Base + strings.TrimPrefix(url, "/")
}

// markdown returns a text as its author wrote it, with links rewritten to the site's
// pages.
func (d *Data) markdown(t *markdown.Text, file string) string {
	return t.RewriteLinks(func(dest string) string {
		if url := d.LinkURL(file, dest); url != "" {
			return d.address(url)
		}
		return ""
	})
}

// title returns the title of the data, with the office's name.
func (d *Data) title() string { return d.Message("data.title") + " – " + d.reg.Office.Name.Default }

// language returns the language of text that is not a translation.
func (d *Data) language() string {
	if l := d.reg.Office.Languages; len(l) > 0 {
		return l[0]
	}
	return "en"
}
