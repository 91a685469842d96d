package inspection

import (
	"fiftysix/internal/markdown"
	"slices"
)

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
func (l Localised) Pick(order []string, first string) (text, lang string) {
	for _, lang := range order {
		if t, ok := l.In[lang]; ok {
			return t, lang
		}
	}
	return l.Default, first
}

// somewhere says whether a part is there in any language.
func TextInAnyLanguage[W any](own *W, in map[string]*W, part func(*W) markdown.Text) bool {
	return InAnyLanguage(own, in, func(w *W) bool { return !part(w).Empty() })
}

func InAnyLanguage[W any](own *W, in map[string]*W, there func(*W) bool) bool {
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

func nameInAnyLanguage[W any](own *W, in map[string]*W, name func(*W) string) string {
	if n := name(own); n != "" {
		return n
	}
	for _, lang := range sortedKeys(in) {
		if n := name(in[lang]); n != "" {
			return n
		}
	}
	return ""
}

func sortedKeys[W any](in map[string]*W) (keys []string) {
	for k := range in {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (f *Finding) HasForceResponse() bool {
	return TextInAnyLanguage(&f.FindingWords, f.In, func(w *FindingWords) markdown.Text { return w.ForceResponse })
}

func (f *Finding) HasOurResponse() bool {
	return TextInAnyLanguage(&f.FindingWords, f.In, func(w *FindingWords) markdown.Text { return w.OurResponse })
}

// notes are those of another language, made when the first is read.
func (w *ReportWords) EnsureNotes() *ReportNotes {
	if w.Notes == nil {
		w.Notes = &ReportNotes{}
	}
	return w.Notes
}
