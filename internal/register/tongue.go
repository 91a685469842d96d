package register

import (
	"fiftysix/internal/markdown"
	"fiftysix/internal/source"
)

// This file finds, of words that are given in several languages, those that
// a reader of one of them is shown. No language is second: a part may stand in
// any, and where a reader's own has none, another's is shown and said to be.

// InOrder are the site's languages in the order in which a reader of one of
// them is shown words: the reader's own, then the others as the settings have
// them.
func (o *Office) InOrder(lang string) []string {
	order := []string{lang}
	for _, l := range o.Languages {
		if l != lang {
			order = append(order, l)
		}
	}
	return order
}

// Choose finds the words to show in the order of a reader's languages: the
// first for which there is something. Own are those in the site's first
// language, in those in the others. Where there is nothing in any, they are
// own, and lang is the site's first.
func Choose[W any](order []string, first string, own *W, in map[string]*W, there func(*W) bool) (w *W, lang string) {
	if len(in) == 0 {
		return own, first
	}
	for _, lang := range order {
		w := in[lang]
		if lang == first {
			w = own
		}
		if w != nil && there(w) {
			return w, lang
		}
	}
	return own, first
}

// First is the language of the words that files without a language in their
// name hold.
func (o *Office) First() string {
	if len(o.Languages) == 0 {
		return "en"
	}
	return o.Languages[0]
}

// Said is the text in the order of a reader's languages, and the language it
// is in. One that is given once and for all is taken to be in the site's first.
func (l Localised) Said(order []string, first string) (text, lang string) {
	for _, lang := range order {
		if t, ok := l.In[lang]; ok {
			return t, lang
		}
	}
	return l.Default, first
}

// somewhere says whether a part is there in any language.
func somewhere[W any](own *W, in map[string]*W, part func(*W) markdown.Text) bool {
	return said(own, in, func(w *W) bool { return !part(w).Empty() })
}

func said[W any](own *W, in map[string]*W, there func(*W) bool) bool {
	if there(own) {
		return true
	}
	for _, w := range in {
		if there(w) {
			return true
		}
	}
	return false
}

func (f *Finding) saysForce() bool {
	return somewhere(&f.FindingWords, f.In, func(w *FindingWords) markdown.Text { return w.ForceResponse })
}

func (f *Finding) saysOurs() bool {
	return somewhere(&f.FindingWords, f.In, func(w *FindingWords) markdown.Text { return w.OurResponse })
}

// settleWords reports a title that no language has.
func (f *reportFile) settleWords() {
	if r := f.report; !said(&r.ReportWords, r.In, func(w *ReportWords) bool { return w.Title != "" }) {
		missingWords(f.reader, reportFields, "title")
	}
}

func (p *pageFile) settleWords() {
	if !said(&p.page.PageWords, p.page.In, func(w *PageWords) bool { return w.Title != "" }) {
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
	case v.Kind == source.Nothing:
		for i := range r.Fields.Entries {
			if entry := &r.Fields.Entries[i]; entry.Key.Text == name {
				r.nothing(entry, required, f.shape)
			}
		}
	}
}

// notes are those of another language, made when the first is read.
func (w *ReportWords) notes() *ReportNotes {
	if w.Notes == nil {
		w.Notes = &ReportNotes{}
	}
	return w.Notes
}
