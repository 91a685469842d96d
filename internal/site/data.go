package site

import (
	"html/template"
	"io"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/opendata"
)

// This file publishes the register as data: the files, which are the same in
// every language, and in each language a page that explains them.

// openData is the register as data, with this site's addresses.
func (s *Site) openData() *opendata.Data {
	e := s.localeSites[0]
	return opendata.New(s.reg, opendata.Options{
		Base: s.base, Root: dataRoot,
		ReportURL: e.reportURL, ReportDataURL: reportDataURL, FindingURL: e.findingURL,
		AttachmentURL: attachmentURL, LinkURL: e.siteLink, Changes: s.changes,
		Message: func(key string) string { return e.words.text(key) },
	})
}

// Data is the register as data.
func (s *Site) Data() *opendata.Data { return s.data }

// planData plans the files about the whole register. The checksums come after
// the files that they are of.
func (s *Site) planData(to *outputList) {
	for _, f := range s.data.Files() {
		phase := to.phase
		if f.Name == opendata.ChecksumsFile {
			phase = phaseHome
		}
		to.addIn(phase, Output{URL: dataURL(f.Name)}, f.Render)
	}
}

// planData plans the report's data.
func (p *reportOutputs) planData(s *Site) {
	r := p.report
	p.add(reportDataURL(r), phaseFiles, r.File, func(w io.Writer) error {
		return s.data.WriteReport(w, r)
	})
}

// dataPage explains the data.
type dataPage struct {
	layoutData
	AsAt      inspection.Date
	Whole     []dataFile
	Tables    []dataFile
	Excel     []dataFile
	Checksums link
	Licence   Text // of what the office wrote, "" where it has not said
	Cite      string
	CiteURL   string
	Records   []dataRecord
	Example   Text // of a field with a dot in its name, and of the column that it is
	Column    Text
	CodeLang  string // the language of names that are the same in every language; "" where it is the page's
}

// dataFile is one file of the data.
type dataFile struct {
	link
	Description string
}

// dataRecord is one part of the dictionary.
type dataRecord struct {
	ID, Name string
	Fields   []dataField
}

type dataField struct {
	Name, Kind, Description string
	Choices, SomeOf         template.HTML
	JSONOnly                bool
}

func (e *localeSite) planDataPage(to *outputList) {
	o := Output{URL: e.dataPageURL(), Page: true}
	to.add(o, func(w io.Writer) error {
		sh := e.pageContext(o.URL)
		today := sh.reg.Today()
		view := &dataPage{
			AsAt: today, Licence: sh.local(sh.reg.Office.Licences), Records: sh.dictionary(),
			Cite: sh.words.text("open_data.cite_words", "office", sh.office(), "version", opendata.Version, "date", sh.words.day(today)),
		}
		view.Example, view.Column = sh.code("derived.last_day"), sh.code("derived_last_day")
		if sh.words.lang != codeLang {
			view.CodeLang = codeLang
		}
		sh.dataFiles(view)
		if sh.base != "" {
			view.CiteURL = sh.base + o.URL[1:]
		}
		var err error
		view.layoutData, err = sh.layoutData(sh.words.text("open_data.title"), sh.words.text("open_data.description", "office", sh.office()), o.URL)
		if err != nil {
			return err
		}
		view.about = sh.aboutData(view)
		view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
		view.Long = true
		return sh.render(w, layoutOpenData, view)
	})
}

// dataFiles sorts the files into the lists that the page has.
func (sh *pageContext) dataFiles(view *dataPage) {
	tables := map[string]string{}
	for _, t := range opendata.Tables() {
		tables[t.File()] = sh.words.text("data.table." + t.Name + "_name")
	}
	for _, f := range sh.data.Files() {
		href := sh.href(dataURL(f.Name))
		description := sh.words.text(f.Doc)
		plain, excel := strings.CutPrefix(f.Name, "excel/")
		switch name := tables[plain]; {
		case excel:
			view.Excel = append(view.Excel, dataFile{link{href, sh.words.text("open_data.excel_name", "name", name)}, description})
		case name != "":
			view.Tables = append(view.Tables, dataFile{link{href, sh.words.text("open_data.file", "name", name, "type", "CSV")}, description})
		case f.Name == opendata.ChecksumsFile:
			view.Checksums = link{href, sh.withLang(codeLang, f.Name)}
		default:
			view.Whole = append(view.Whole, dataFile{link{href, sh.withLang(codeLang, f.Name)}, description})
		}
	}
}

// dictionary says in words what each field means.
func (sh *pageContext) dictionary() []dataRecord {
	var records []dataRecord
	for _, s := range opendata.Dictionary() {
		r := dataRecord{ID: "record-" + s.Name, Name: sh.words.text("data.record." + s.Name)}
		for _, entry := range s.Entries {
			f := dataField{
				Name: entry.Path, Kind: sh.words.text("data.kind." + string(entry.Kind)), Description: sh.words.text(entry.Doc),
				JSONOnly: s.Table && !entry.Column && entry.Kind != opendata.Group,
			}
			if choices := sh.choices(s.Name, entry); entry.Kind == opendata.List {
				f.SomeOf = choices
			} else {
				f.Choices = choices
			}
			r.Fields = append(r.Fields, f)
		}
		records = append(records, r)
	}
	return records
}

// aboutData says to search engines for data what there is.
func (sh *pageContext) aboutData(view *dataPage) []*thing {
	set := &thing{
		Type: "Dataset", Name: sh.words.text("data.title") + " – " + sh.office(), Description: sh.words.text("data.schema"),
		URL: view.Canonical, Language: sh.words.lang, Version: opendata.Version, Modified: sh.reg.Today().String(),
		Publisher: sh.officeData(), Creator: sh.officeData(), License: licenceAddress, Free: true,
	}
	if sh.base != "" {
		for _, f := range sh.data.Files() {
			set.Distribution = append(set.Distribution, &thing{
				Type: "DataDownload", Name: f.Name, Format: f.Type, Content: sh.base + dataURL(f.Name)[1:],
			})
		}
	}
	return []*thing{set}
}

const licenceAddress = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
