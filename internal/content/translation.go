package content

import (
	"slices"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// readWords reads a translation.
func readWords[T any](l *loader, name fileName, table []fieldSpec[T], into *T, shape markdown.Shape) (*contentFile, bool) {
	if l.office != nil && !slices.Contains(l.office.office.Languages, name.lang) {
		l.error(name.path, RuleLanguage, quote(name.lang)+" is not one of the site's languages", "add it to languages in fiftysix.yaml, or take the file away")
		return nil, false
	}
	r, problems := open(l.fsys, name.path)
	if r == nil {
		l.problems = append(l.problems, problems...)
		return nil, false
	}
	readFields(r, r.Fields, table, into)
	f := &contentFile{reader: r}
	f.parse(shape)
	return f, true
}

// readTranslation reads a translation in a report's folder.
func (d *reportDir) readTranslation(l *loader, name fileName) {
	own := &loader{fsys: l.fsys, office: l.office}
	defer func() { d.problems = append(d.problems, own.problems...) }()
	if name.stem == "report" {
		words := &inspection.ReportWords{}
		f, ok := readWords(own, name, reportWordFields, words, markdown.Sections)
		if !ok {
			return
		}
		f.readSections(words, l.office)
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
		if !slices.Contains(d.unreadable, name.stem+".md") {
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
	assignSections(f, inspection.FindingSections, words, l.office)
	d.translations = append(d.translations, f)
	if d.findings[i].finding.In == nil {
		d.findings[i].finding.In = map[string]*inspection.FindingWords{}
	}
	d.findings[i].finding.In[name.lang] = words
}

// requireWords reports a title that no language has.
func (f *reportFile) requireWords() {
	if r := f.report; !inspection.InAnyLanguage(&r.ReportWords, r.In, func(w *inspection.ReportWords) bool { return w.Title != "" }) {
		reportMissingField(f.reader, reportFields, "title")
	}
}

func (p *pageFile) requireWords() {
	if !inspection.InAnyLanguage(&p.page.PageWords, p.page.In, func(w *inspection.PageWords) bool { return w.Title != "" }) {
		reportMissingField(p.reader, pageFields, "title")
	}
}

// reportMissingField reports a translated field that no language has, unless its
// value was already reported as wrong.
func reportMissingField[T any](r *reader, table []fieldSpec[T], name string) {
	f := findField(table, name)
	v := r.Fields.Field(name)
	switch {
	case v == nil && r.misspelt[name]:
	case v == nil:
		r.missingField(r.Fields, name, required, f.doc)
	case v.Kind == frontmatter.Nothing:
		for i := range r.Fields.Entries {
			if entry := &r.Fields.Entries[i]; entry.Key.Text == name {
				r.emptyField(entry, required, f.doc)
			}
		}
	}
}
