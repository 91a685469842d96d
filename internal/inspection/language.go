package inspection

import (
	"fiftysix/internal/markdown"
	"maps"
	"slices"
)

// First is the site's first language, that of files without a language in their
// name.
func (o *Office) First() string {
	if len(o.Languages) == 0 {
		return "en"
	}
	return o.Languages[0]
}

// InOrder are the site's languages in the order in which a page in lang falls
// back on them: lang, then the others in the order of the settings.
func (o *Office) InOrder(lang string) []string {
	order := []string{lang}
	for _, l := range o.Languages {
		if l != lang {
			order = append(order, l)
		}
	}
	return order
}

// Choose returns the words of the first language in the order that has what is
// asked for, and that language. Own are the words in the site's first language,
// in those in the others. Where no language has it, it returns own.
func Choose[W any](order []string, first string, own *W, in map[string]*W, has func(*W) bool) (w *W, lang string) {
	if len(in) == 0 {
		return own, first
	}
	for _, lang := range order {
		if w := wordsIn(lang, first, own, in); w != nil && has(w) {
			return w, lang
		}
	}
	return own, first
}

// wordsIn are the words in a language, or nil: own in the site's first language.
func wordsIn[W any](lang, first string, own *W, in map[string]*W) *W {
	if lang == first {
		return own
	}
	return in[lang]
}

// Pick returns the text of the first language in the order that has one, and
// that language. A text given once for all languages is taken to be in the
// site's first.
func (l Localised) Pick(order []string, first string) (text, lang string) {
	for _, lang := range order {
		if t, ok := l.In[lang]; ok {
			return t, lang
		}
	}
	return l.Default, first
}

// TextInAnyLanguage says whether a text is not empty in at least one language.
func TextInAnyLanguage[W any](own *W, in map[string]*W, text func(*W) markdown.Text) bool {
	return InAnyLanguage(own, in, func(w *W) bool { return !text(w).Empty() })
}

// InAnyLanguage says whether the words of at least one language have something.
func InAnyLanguage[W any](own *W, in map[string]*W, has func(*W) bool) bool {
	if has(own) {
		return true
	}
	for _, w := range in {
		if has(w) {
			return true
		}
	}
	return false
}

func nameInAnyLanguage[W any](own *W, in map[string]*W, name func(*W) string) string {
	if n := name(own); n != "" {
		return n
	}
	for _, lang := range slices.Sorted(maps.Keys(in)) {
		if n := name(in[lang]); n != "" {
			return n
		}
	}
	return ""
}

// HasForceResponse says whether there is a force's response in any language.
func (f *Finding) HasForceResponse() bool {
	return TextInAnyLanguage(&f.FindingWords, f.In, func(w *FindingWords) markdown.Text { return w.ForceResponse })
}

// HasOurResponse says whether there is a body's response in any language.
func (f *Finding) HasOurResponse() bool {
	return TextInAnyLanguage(&f.FindingWords, f.In, func(w *FindingWords) markdown.Text { return w.OurResponse })
}

// LanguageName is what a language is called in English.
func LanguageName(code string) string {
	switch code {
	case "en":
		return "English"
	case "cy":
		return "Welsh"
	}
	return "“" + code + "”"
}

// EnsureNotes returns the notes of another language, which are made when the
// first of them is read.
func (w *ReportWords) EnsureNotes() *ReportNotes {
	if w.Notes == nil {
		w.Notes = &ReportNotes{}
	}
	return w.Notes
}
