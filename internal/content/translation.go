package content

import (
	"slices"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// readWords reads a file that gives words again in another language.
func readWords[T any](c *loader, name fileName, table []field[T], into *T, shape markdown.Shape) (*contentFile, bool) {
	if c.office != nil && !slices.Contains(c.office.office.Languages, name.lang) {
		c.error(name.path, RuleLanguage, quote(name.lang)+" is not one of the site's languages", "add it to languages in fiftysix.yaml, or take the file away")
		return nil, false
	}
	r, problems := open(c.fsys, name.path)
	if r == nil {
		c.problems = append(c.problems, problems...)
		return nil, false
	}
	readFields(r, r.Fields, table, into)
	f := &contentFile{reader: r}
	f.parse(shape)
	return f, true
}

// readTranslation reads a translation in a report's folder.
func (d *reportDir) readTranslation(c *loader, name fileName) {
	own := &loader{fsys: c.fsys, office: c.office}
	defer func() { d.problems = append(d.problems, own.problems...) }()
	if name.stem == "report" {
		words := &inspection.ReportWords{}
		f, ok := readWords(own, name, reportWordFields, words, markdown.Sections)
		if !ok {
			return
		}
		f.readSections(words, c.office)
		d.translations = append(d.translations, f)
		if d.report != nil {
			r := d.report.report
			if r.In == nil {
				r.In = map[string]*inspection.ReportWords{}
			}
			r.In[name.lang] = words
		}
		return
	}
	i := slices.IndexFunc(d.findings, func(f *findingFile) bool { return f.finding.ID == name.stem })
	if i < 0 {
		if !slices.Contains(d.others, name.stem+".md") {
			d.error(name.path, RuleLanguage, "there is no "+name.stem+".md that this could be a translation of", "write "+name.stem+".md first, in the site's first language")
		}
		return
	}
	words := &inspection.FindingWords{}
	f, ok := readWords(own, name, findingWordFields, words, markdown.Quoted)
	if !ok {
		return
	}
	words.Text = f.prose.Lead
	placeSections(f, inspection.FindingSections, words)
	d.translations = append(d.translations, f)
	if d.findings[i].finding.In == nil {
		d.findings[i].finding.In = map[string]*inspection.FindingWords{}
	}
	d.findings[i].finding.In[name.lang] = words
}
