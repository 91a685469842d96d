package inspection

import (
	"slices"
	"strconv"
	"strings"
)

// A Work is one thing whose words may stand in several languages: a report, a
// finding or a page.
type Translatable struct {
	File   string // of the site's first language: content/reports/2020-prevent/report.md
	Name   string // what people call it
	Lead   string // the part that stands before the first heading: background, finding or text
	Fields func(lang string) []Field
	// Record is what the language's file says that it translates, or nil.
	Record func(lang string) *TranslationRecord
	// Answering says whether it belongs to an answer that is public.
	Answering bool
	misplaced func(Field, Segment) (message, hint string) // what is wrong with words of another language that have no place
	// Written are the languages that have a file of their own.
	Written []string
}

// A Part is one field, one list of a field, or the words under one heading.
type Field struct {
	Key      string // as it is called in translates: our_comments
	Heading  string // in English, where its words stand under one
	Kind     FieldKind
	Answer   bool // the law asks for it, or it explains what the law asks for
	Segments []Segment
}

// PartKind is how a part is written in a file.
type FieldKind int

// The kinds of Part.
const (
	SingleField FieldKind = iota // one field with a few words
	ListField                    // a field with several entries
	TextField                    // passages of Markdown
)

// A Passage is a paragraph, an entry of a list, or the whole of a field.
type Segment struct {
	Key      string // its number from 1, its date, or its file; with "#2" behind it for the second of a day
	Text     string
	Optional bool // nobody misses it in another language
}

// FileIn is the file that gives the words of another in a language.
func (o *Office) FileIn(lang, file string) string {
	if lang == o.First() {
		return file
	}
	return strings.TrimSuffix(file, ".md") + "." + lang + ".md"
}

// Works are all that the register holds whose words may be given in several
// languages: each report, followed by its findings, and then the pages.
func (reg *Register) Translatables() (works []Translatable) {
	for _, r := range reg.Reports {
		works = append(works, r.Translatable(&reg.Office))
		for _, f := range r.Findings {
			works = append(works, f.Translatable(&reg.Office))
		}
	}
	for _, p := range reg.Pages {
		works = append(works, p.Translatable(&reg.Office))
	}
	return works
}

// answered says whether a report has an answer that the public can read.
func (r *Report) answered() bool {
	return r.Embargo.Public() && r.Response != nil && r.Response.Embargo.Public()
}

func (r *Report) Translatable(o *Office) Translatable {
	return Translatable{
		File: r.File, Name: r.AnyName(), Lead: "background",
		Fields: func(lang string) []Field { return r.fieldsIn(lang, o.First()) },
		Record: func(lang string) *TranslationRecord {
			return recordIn(lang, o, r.Translates, r.In, func(w *ReportWords) *TranslationRecord { return w.Record })
		},
		Answering: r.answered(), Written: writtenIn(o, r.In), misplaced: r.misplaced,
	}
}

// takes says what is wrong with a passage in another language that belongs to
// nothing in the report.
func (r *Report) misplaced(part Field, p Segment) (message, hint string) {
	switch part.Key {
	case "corrections":
		return hasEntry(p, "corrections", len(r.Corrections), func(i int) Date { return r.Corrections[i].Date })
	case "answer_corrections":
		if r.Response == nil {
			return "there is no answer that could have been corrected, so this would be shown nowhere", "take it out, or write the answer into report.md"
		}
		return hasEntry(p, "response.corrections", len(r.Response.Corrections), func(i int) Date { return r.Response.Corrections[i].Date })
	case "areas":
		if n, _ := strconv.Atoi(p.Key); n > len(r.Grades) {
			return "there are more areas than grades, so " + quoteValue(p.Text) + " would be shown nowhere", "give one area for each of the grades in report.md, in their order"
		}
	case "attachments":
		if !slices.ContainsFunc(r.Attachments, func(a Attachment) bool { return a.Name == p.Key }) {
			return "there is no file " + quoteValue(p.Key) + " beside the report, so its title would be shown nowhere", "write the file's name as it is"
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

// hasEntry says what is wrong with a dated passage for which a list has no
// entry.
func hasEntry(p Segment, list string, n int, dateOf func(int) Date) (message, hint string) {
	date, nth, _ := strings.Cut(p.Key, "#")
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
	return "no entry of " + list + " has the date " + date + ", so " + quoteValue(p.Text) + " would be shown nowhere", hint
}

func (f *Finding) Translatable(o *Office) Translatable {
	name := nameInAnyLanguage(&f.FindingWords, f.In, func(w *FindingWords) string { return w.Label })
	if name == "" {
		name = f.ID
	}
	return Translatable{
		File: f.File, Name: f.Report.AnyName() + ": " + name, Lead: "finding",
		Fields: func(lang string) []Field { return f.fieldsIn(lang, o.First()) },
		Record: func(lang string) *TranslationRecord {
			return recordIn(lang, o, f.Translates, f.In, func(w *FindingWords) *TranslationRecord { return w.Record })
		},
		Answering: f.Report.answered() && f.Visible(), Written: writtenIn(o, f.In), misplaced: f.misplaced,
	}
}

func (f *Finding) misplaced(part Field, p Segment) (message, hint string) {
	if part.Key == "history" {
		return hasEntry(p, "history", len(f.History), func(i int) Date { return f.History[i].Date })
	}
	return "", ""
}

func (p *Page) Translatable(o *Office) Translatable {
	return Translatable{
		File: p.File, Name: nameInAnyLanguage(&p.PageWords, p.In, func(w *PageWords) string { return w.Title }), Lead: "text",
		Fields: func(lang string) []Field { return p.fieldsIn(lang, o.First()) },
		Record: func(lang string) *TranslationRecord {
			return recordIn(lang, o, p.Translates, p.In, func(w *PageWords) *TranslationRecord { return w.Record })
		},
		Written: writtenIn(o, p.In),
	}
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

func recordIn[W any](lang string, o *Office, own *TranslationRecord, in map[string]*W, of func(*W) *TranslationRecord) *TranslationRecord {
	switch w := in[lang]; {
	case lang == o.First():
		return own
	case w != nil:
		return of(w)
	}
	return nil
}

// partNames are the parts as people call them who write the files.
var partNames = map[string]string{
	"title": "the title", "short_title": "the short title", "not_required_reason": "why no answer is required", "late_reason": "why the answer was late",
	"withdrawn_reason": "why the report was withdrawn", "redacted_note": "what is left out of the report",
	"corrections": "the corrections of the report", "answer_corrections": "the corrections of the answer", "areas": "what was judged", "attachments": "the titles of files",
	"background": "the background", "finding": "the finding’s words", "label": "the label", "due_text": "the time set", "history": "the history", "text": "the words",
}

// Name is what people call the part.
func (p Field) Name() string {
	if p.Heading != "" {
		return p.Heading
	}
	return partNames[p.Key]
}

// NameOf is what people call a passage of the part.
func (p Field) NameOf(passage Segment) string {
	date, _, _ := strings.Cut(passage.Key, "#")
	switch {
	case p.Kind == TextField:
		return p.Name() + ", paragraph " + passage.Key
	case p.Key == "history":
		return "the note of " + date
	case p.Key == "corrections":
		return "the correction of the report of " + date
	case p.Key == "answer_corrections":
		return "the correction of the answer of " + date
	case p.Key == "areas":
		return "what was judged, " + passage.Key
	case p.Key == "attachments":
		return "the title of " + passage.Key
	}
	return p.Name()
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

// quoteValue puts a value in quotation marks for a message, cut after 60 characters.
func quoteValue(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return `"` + strings.ReplaceAll(s, "\n", "␊") + `"`
}
