package content

import (
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// This file finds, of words that are given in several languages, those that
// a reader of one of them is shown. No language is second: a part may stand in
// any, and where a reader's own has none, another's is shown and said to be.

// settleWords reports a title that no language has.
func (f *reportFile) settleWords() {
	if r := f.report; !inspection.InAnyLanguage(&r.ReportWords, r.In, func(w *inspection.ReportWords) bool { return w.Title != "" }) {
		missingWords(f.reader, reportFields, "title")
	}
}

func (p *pageFile) settleWords() {
	if !inspection.InAnyLanguage(&p.page.PageWords, p.page.In, func(w *inspection.PageWords) bool { return w.Title != "" }) {
		missingWords(p.reader, pageFields, "title")
	}
}

// missingWords reports a field of the kind translated: as missing, or as
// having no value, unless what it holds was said to be wrong.
func missingWords[T any](r *reader, table []field[T], name string) {
	f := findField(table, name)
	v := r.Fields.Field(name)
	switch {
	case v == nil && r.misspelt[name]:
	case v == nil:
		r.missing(r.Fields, name, required, f.shape)
	case v.Kind == frontmatter.Nothing:
		for i := range r.Fields.Entries {
			if entry := &r.Fields.Entries[i]; entry.Key.Text == name {
				r.nothing(entry, required, f.shape)
			}
		}
	}
}
