package inspection

import (
	"slices"
	"strconv"
	"strings"
)

// A Translatable is a report, a finding or a page: something that can be
// written in several languages, each in a file of its own.
type Translatable struct {
	File string // in the site's first language: content/reports/2020-prevent/report.md
	Name string // for messages
	Lead string // the field before the first heading: background, finding or text
	// Answering says whether it belongs to an answer that is public.
	Answering bool
	Written   []string // the languages that have a file
	source    translated
	first     string // the site's first language
}

// translated is a [Report], a [Finding] or a [Page].
type translated interface {
	fieldsIn(lang, first string) []Field
	recordIn(lang, first string) *TranslationRecord
	// misplaced says what is wrong with text in another language that belongs
	// to nothing in the first; message is "" where it does belong.
	misplaced(Field, Segment) (message, hint string)
}

// Fields are the fields in a language that are not empty.
func (t Translatable) Fields(lang string) []Field { return t.source.fieldsIn(lang, t.first) }

// Record is what the file in a language records of the file it translates, or
// nil.
func (t Translatable) Record(lang string) *TranslationRecord {
	return t.source.recordIn(lang, t.first)
}

// A Field is a front matter field or the text under one heading.
type Field struct {
	Key      string // in translates: our_comments
	Heading  string // in English; "" for what has no heading
	Kind     FieldKind
	Answer   bool // the law asks for it, or it explains what the law asks for
	Segments []Segment
}

// FieldKind is how a field is written in a file.
type FieldKind int

// The kinds of field.
const (
	SingleField FieldKind = iota // a few words: one segment
	ListField                    // a segment for each entry
	TextField                    // Markdown: a segment for each paragraph
)

// A Segment is a paragraph, an entry of a list, or the whole of a field: the
// least that is translated by itself.
type Segment struct {
	Key      string // its number from 1, its date, or its file; with "#2" after it for the second of a day
	Text     string
	Optional bool // no gap where another language does not have it
}

// FileIn is the path in a language of a file of the first language.
func (o *Office) FileIn(lang, file string) string {
	if lang == o.First() {
		return file
	}
	return Translated(file, lang)
}

// Translatables are each report, followed by its findings, and then the pages.
func (reg *Register) Translatables() (all []Translatable) {
	for _, r := range reg.Reports {
		all = append(all, r.Translatable(&reg.Office))
		for _, f := range r.Findings {
			all = append(all, f.Translatable(&reg.Office))
		}
	}
	for _, p := range reg.Pages {
		all = append(all, p.Translatable(&reg.Office))
	}
	return all
}

// Translatable is the report as something to translate.
func (r *Report) Translatable(o *Office) Translatable {
	return Translatable{
		File: r.File, Name: r.AnyName(), Lead: "background",
		Answering: r.answered(), Written: writtenIn(o, r.In), source: r, first: o.First(),
	}
}

// Translatable is the finding as something to translate.
func (f *Finding) Translatable(o *Office) Translatable {
	name := nameInAnyLanguage(&f.FindingWords, f.In, func(w *FindingWords) string { return w.Label })
	if name == "" {
		name = f.ID
	}
	return Translatable{
		File: f.File, Name: f.Report.AnyName() + ": " + name, Lead: "finding",
		Answering: f.Report.answered() && f.Visible(), Written: writtenIn(o, f.In), source: f, first: o.First(),
	}
}

// Translatable is the page as something to translate.
func (p *Page) Translatable(o *Office) Translatable {
	return Translatable{
		File: p.File, Name: nameInAnyLanguage(&p.PageWords, p.In, func(w *PageWords) string { return w.Title }), Lead: "text",
		Written: writtenIn(o, p.In), source: p, first: o.First(),
	}
}

// answered says whether the report has an answer that the public can read.
func (r *Report) answered() bool {
	return r.Embargo.Public() && r.Response != nil && r.Response.Embargo.Public()
}

func writtenIn[W any](o *Office, in map[string]*W) []string {
	langs := []string{o.First()}
	for _, lang := range o.Languages {
		if in[lang] != nil {
			langs = append(langs, lang)
		}
	}
	return langs
}

// MisplacedText is text of a translation that no page would show, because the
// first language has nothing that it belongs to.
type MisplacedText struct{ Lang, Field, Message, Hint string }

// MisplacedTexts are those of every language.
func (t Translatable) MisplacedTexts() (all []MisplacedText) {
	for _, lang := range t.Written {
		if lang == t.first {
			continue
		}
		for _, field := range t.Fields(lang) {
			for _, s := range field.Segments {
				if message, hint := t.source.misplaced(field, s); message != "" {
					all = append(all, MisplacedText{lang, field.Key, message, hint})
				}
			}
		}
	}
	return all
}

// withoutMisplaced are the fields of another language without what no page
// would show, which is reported by itself.
func (t Translatable) withoutMisplaced(fields []Field) []Field {
	for i, field := range fields {
		fields[i].Segments = slices.DeleteFunc(field.Segments, func(s Segment) bool {
			message, _ := t.source.misplaced(field, s)
			return message != ""
		})
	}
	return slices.DeleteFunc(fields, func(f Field) bool { return len(f.Segments) == 0 })
}

func (r *Report) misplaced(field Field, s Segment) (message, hint string) {
	switch field.Key {
	case "corrections":
		return misplacedEntry(s, "corrections", len(r.Corrections), func(i int) Date { return r.Corrections[i].Date })
	case "answer_corrections":
		if r.Response == nil {
			return "there is no answer that could have been corrected, so this would be shown nowhere", "take it out, or write the answer into report.md"
		}
		return misplacedEntry(s, "response.corrections", len(r.Response.Corrections), func(i int) Date { return r.Response.Corrections[i].Date })
	case "areas":
		if n, _ := strconv.Atoi(s.Key); n > len(r.Grades) {
			return "there are more areas than grades, so " + quoteValue(s.Text) + " would be shown nowhere", "give one area for each of the grades in report.md, in their order"
		}
	case "attachments":
		if !slices.ContainsFunc(r.Attachments, func(a Attachment) bool { return a.Name == s.Key }) {
			return "there is no file " + quoteValue(s.Key) + " beside the report, so its title would be shown nowhere", "write the file's name as it is"
		}
	case "withdrawn_reason":
		if r.Withdrawn == nil {
			return "report.md does not say that the report was withdrawn, so this would be shown nowhere", "add withdrawn to report.md, or take this out"
		}
	case "redacted_note":
		if r.Redacted == nil {
			return "report.md does not say that the report leaves parts out, so this would be shown nowhere", "add redacted to report.md, or take this out"
		}
	}
	return "", ""
}

func (f *Finding) misplaced(field Field, s Segment) (message, hint string) {
	if field.Key == "history" {
		return misplacedEntry(s, "history", len(f.History), func(i int) Date { return f.History[i].Date })
	}
	return "", ""
}

func (p *Page) misplaced(Field, Segment) (message, hint string) { return "", "" }

// misplacedEntry says what is wrong with a dated segment for which a list of n
// entries has none.
func misplacedEntry(s Segment, list string, n int, dateOf func(int) Date) (message, hint string) {
	date, nth, _ := strings.Cut(s.Key, "#")
	want := 1
	if i, err := strconv.Atoi(nth); err == nil {
		want = i
	}
	var dates []string
	for i := range n {
		dates = append(dates, dateOf(i).String())
		if dateOf(i).String() == date {
			want--
		}
	}
	if want <= 0 {
		return "", ""
	}
	hint = list + " has no entries in the first language's file"
	if len(dates) > 0 {
		hint = "the dates in the first language's file are " + strings.Join(slices.Compact(dates), ", ")
	}
	return "no entry of " + list + " has the date " + date + ", so " + quoteValue(s.Text) + " would be shown nowhere", hint
}

// quoteValue puts a value in quotation marks for a message, cut after 60 characters.
func quoteValue(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return `"` + strings.ReplaceAll(s, "\n", "␊") + `"`
}

// fieldNames are the names of fields in messages; a field with a heading is
// called by it.
var fieldNames = map[string]string{
	"title": "the title", "short_title": "the short title", "not_required_reason": "why no answer is required", "late_reason": "why the answer was late",
	"withdrawn_reason": "why the report was withdrawn", "redacted_note": "what is left out of the report",
	"corrections": "the corrections of the report", "answer_corrections": "the corrections of the answer", "areas": "what was judged", "attachments": "the titles of files",
	"background": "the background", "finding": "the finding’s words", "label": "the label", "due_text": "the time set", "history": "the history", "text": "the words",
}

// Name is what messages call the field.
func (f Field) Name() string {
	if f.Heading != "" {
		return f.Heading
	}
	return fieldNames[f.Key]
}

// NameOf is what messages call a segment of the field.
func (f Field) NameOf(s Segment) string {
	date, _, _ := strings.Cut(s.Key, "#")
	switch {
	case f.Kind == TextField:
		return f.Name() + ", paragraph " + s.Key
	case f.Key == "history":
		return "the note of " + date
	case f.Key == "corrections":
		return "the correction of the report of " + date
	case f.Key == "answer_corrections":
		return "the correction of the answer of " + date
	case f.Key == "areas":
		return "what was judged, " + s.Key
	case f.Key == "attachments":
		return "the title of " + s.Key
	}
	return f.Name()
}
