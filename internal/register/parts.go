package register

import (
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/markdown"
)

// This file takes what a reader sees of a report, a finding or a page apart
// into the parts that each language gives again, and those into passages:
// what a translator translates, and what is compared when somebody asks
// whether two languages say the same.

// A Work is one thing whose words may stand in several languages: a report, a
// finding or a page.
type Work struct {
	File  string // of the site's first language: content/reports/2020-prevent/report.md
	Name  string // what people call it
	Lead  string // the part that stands before the first heading: background, finding or text
	Parts func(lang string) []Part
	// Record is what the language's file says that it translates, or nil.
	Record func(lang string) *Record
	// Answering says whether it belongs to an answer that is public.
	Answering bool
	takes     func(Part, Passage) (message, hint string) // what is wrong with words of another language that have no place
	// Written are the languages that have a file of their own.
	Written []string
}

// A Part is one field, one list of a field, or the words under one heading.
type Part struct {
	Key      string // as it is called in translates: our_comments
	Heading  string // in English, where its words stand under one
	Kind     PartKind
	Answer   bool // the law asks for it, or it explains what the law asks for
	Passages []Passage
}

// PartKind is how a part is written in a file.
type PartKind int

// The kinds of Part.
const (
	PartField PartKind = iota // one field with a few words
	PartList                  // a field with several entries
	PartWords                 // passages of Markdown
)

// A Passage is a paragraph, an entry of a list, or the whole of a field.
type Passage struct {
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
func (reg *Register) Works() (works []Work) {
	for _, r := range reg.Reports {
		works = append(works, r.work(&reg.Office))
		for _, f := range r.Findings {
			works = append(works, f.work(&reg.Office))
		}
	}
	for _, p := range reg.Pages {
		works = append(works, p.work(&reg.Office))
	}
	return works
}

// GapsIn are the gaps of those content files alone, by their names in the
// first language.
func (reg *Register) GapsIn(files []string) (gaps []Gap) {
	o := &reg.Office
	if len(o.Languages) < 2 {
		return nil
	}
	for _, file := range files {
		if path.Dir(file) == ContentDir {
			for _, p := range reg.Pages {
				if p.File == file {
					gaps = append(gaps, p.work(o).Gaps(o)...)
				}
			}
			continue
		}
		r := reg.Report(path.Base(path.Dir(file)))
		if r == nil {
			continue
		}
		if r.File == file {
			gaps = append(gaps, r.work(o).Gaps(o)...)
		}
		for _, f := range r.Findings {
			if f.File == file {
				gaps = append(gaps, f.work(o).Gaps(o)...)
			}
		}
	}
	return gaps
}

// answered says whether a report has an answer that the public can read.
func (r *Report) answered() bool {
	return r.Hold.Public() && r.Response != nil && r.Response.Hold.Public()
}

func (r *Report) work(o *Office) Work {
	return Work{
		File: r.File, Name: r.AnyName(), Lead: "background",
		Parts: func(lang string) []Part { return r.parts(lang, o.First()) },
		Record: func(lang string) *Record {
			return recordIn(lang, o, r.Translates, r.In, func(w *ReportWords) *Record { return w.Record })
		},
		Answering: r.answered(), Written: writtenIn(o, r.In), takes: r.takes,
	}
}

// takes says what is wrong with a passage in another language that belongs to
// nothing in the report.
func (r *Report) takes(part Part, p Passage) (message, hint string) {
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
			return "there are more areas than grades, so " + quote(p.Text) + " would be shown nowhere", "give one area for each of the grades in report.md, in their order"
		}
	case "attachments":
		if !slices.ContainsFunc(r.Attachments, func(a Attachment) bool { return a.Name == p.Key }) {
			return "there is no file " + quote(p.Key) + " beside the report, so its title would be shown nowhere", "write the file's name as it is"
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
func hasEntry(p Passage, list string, n int, dateOf func(int) Date) (message, hint string) {
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
	return "no entry of " + list + " has the date " + date + ", so " + quote(p.Text) + " would be shown nowhere", hint
}

func (f *Finding) work(o *Office) Work {
	name := anyName(&f.FindingWords, f.In, func(w *FindingWords) string { return w.Label })
	if name == "" {
		name = f.ID
	}
	return Work{
		File: f.File, Name: f.Report.AnyName() + ": " + name, Lead: "finding",
		Parts: func(lang string) []Part { return f.parts(lang, o.First()) },
		Record: func(lang string) *Record {
			return recordIn(lang, o, f.Translates, f.In, func(w *FindingWords) *Record { return w.Record })
		},
		Answering: f.Report.answered() && f.visible(), Written: writtenIn(o, f.In), takes: f.takes,
	}
}

func (f *Finding) takes(part Part, p Passage) (message, hint string) {
	if part.Key == "history" {
		return hasEntry(p, "history", len(f.History), func(i int) Date { return f.History[i].Date })
	}
	return "", ""
}

func (p *Page) work(o *Office) Work {
	return Work{
		File: p.File, Name: anyName(&p.PageWords, p.In, func(w *PageWords) string { return w.Title }), Lead: "text",
		Parts: func(lang string) []Part { return p.parts(lang, o.First()) },
		Record: func(lang string) *Record {
			return recordIn(lang, o, p.Translates, p.In, func(w *PageWords) *Record { return w.Record })
		},
		Written: writtenIn(o, p.In),
	}
}

func anyName[W any](own *W, in map[string]*W, name func(*W) string) string {
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

func writtenIn[W any](o *Office, in map[string]*W) []string {
	langs := []string{o.First()}
	for _, lang := range o.Languages {
		if in[lang] != nil {
			langs = append(langs, lang)
		}
	}
	return langs
}

func recordIn[W any](lang string, o *Office, own *Record, in map[string]*W, of func(*W) *Record) *Record {
	switch w := in[lang]; {
	case lang == o.First():
		return own
	case w != nil:
		return of(w)
	}
	return nil
}

// parts gathers parts; those with nothing in them are left out. Their passages
// stand in one list: a site of thousands has its parts taken at each reading.
type parts struct {
	all      []Part
	passages []Passage
}

// begin makes room for what most files have.
func begin() *parts { return &parts{make([]Part, 0, 8), make([]Passage, 0, 12)} }

// add ends a part: its passages are those from the nth on.
func (p *parts) add(n int, part Part) {
	part.Passages = p.passages[n:len(p.passages):len(p.passages)]
	p.all = append(p.all, part)
}

func (p *parts) field(key, text string, answer bool) {
	if text = strings.TrimSpace(text); text != "" {
		n := len(p.passages)
		p.passages = append(p.passages, Passage{Key: "1", Text: text})
		p.add(n, Part{Key: key, Kind: PartField, Answer: answer})
	}
}

func (p *parts) words(key, heading string, t markdown.Text, answer bool) {
	n := len(p.passages)
	for text := range eachParagraph(t.Markdown) {
		p.passages = append(p.passages, Passage{Key: strconv.Itoa(len(p.passages) - n + 1), Text: text})
	}
	if len(p.passages) > n {
		p.add(n, Part{Key: key, Heading: heading, Kind: PartWords, Answer: answer})
	}
}

func (p *parts) list(key string, passages []Passage) {
	if len(passages) > 0 {
		p.all = append(p.all, Part{Key: key, Kind: PartList, Passages: passages})
	}
}

func (r *Report) parts(lang, first string) []Part {
	p := begin()
	w, notes := &r.ReportWords, &ReportNotes{}
	if lang == first {
		notes = r.ownNotes(first)
	} else if w = r.In[lang]; w == nil {
		return nil
	} else if w.Notes != nil {
		notes = w.Notes
	}
	p.field("title", w.Title, false)
	p.field("short_title", w.ShortTitle, false)
	p.field("not_required_reason", w.NotRequiredReason, false)
	p.field("late_reason", w.LateReason, true)
	p.field("withdrawn_reason", notes.Withdrawn, false)
	p.field("redacted_note", notes.Redacted, false)
	p.list("corrections", dated(notes.Corrections))
	p.list("answer_corrections", dated(notes.AnswerCorrections))
	var areas []Passage
	for i, area := range notes.Areas {
		if area != "" {
			areas = append(areas, Passage{Key: strconv.Itoa(i + 1), Text: area})
		}
	}
	p.list("areas", areas)
	var titles []Passage
	for _, t := range notes.Attachments {
		titles = append(titles, Passage{Key: t.File, Text: t.Title, Optional: r.inOneLanguage(t.File)})
	}
	p.list("attachments", titles)
	p.words("background", "", w.Background, false)
	for i, s := range reportSections {
		p.words(reportSectionKeys[i], s.headings[0], *s.at(w), true)
	}
	return p.all
}

// reportSectionKeys and findingSectionKeys are what translates calls the
// sections of the tables in section.go.
var (
	reportSectionKeys  = []string{"force_comments", "our_comments", "reply"}
	findingSectionKeys = []string{"force_response", "our_response"}
)

// ownNotes are those of the first language, which stand with what they are
// about.
func (r *Report) ownNotes(first string) *ReportNotes {
	n := &ReportNotes{}
	if r.Withdrawn != nil {
		n.Withdrawn = r.Withdrawn.Reason
	}
	if r.Redacted != nil {
		n.Redacted = r.Redacted.Note
	}
	for _, c := range r.Corrections {
		n.Corrections = append(n.Corrections, Note{c.Date, c.Note})
	}
	if r.Response != nil {
		for _, c := range r.Response.Corrections {
			n.AnswerCorrections = append(n.AnswerCorrections, Note{c.Date, c.Note})
		}
	}
	for _, g := range r.Grades {
		n.Areas = append(n.Areas, g.Area)
	}
	for _, a := range r.Attachments {
		if a.Title != "" && (a.Lang == "" || a.Lang == first) {
			n.Attachments = append(n.Attachments, Titled{a.Name, a.Title})
		}
	}
	return n
}

// inOneLanguage says whether a file is known to be in one language, so that
// readers of the other need not be told of it in theirs.
func (r *Report) inOneLanguage(file string) bool {
	return slices.ContainsFunc(r.Attachments, func(a Attachment) bool { return a.Name == file && a.Lang != "" })
}

func (f *Finding) parts(lang, first string) []Part {
	p := begin()
	w, history := &f.FindingWords, []Note(nil)
	if lang == first {
		for _, u := range f.History {
			history = append(history, Note{u.Date, u.Note})
		}
	} else if w = f.In[lang]; w == nil {
		return nil
	} else {
		history = w.History
	}
	p.field("label", w.Label, false)
	if n := len(p.all); n > 0 && !wordy(w.Label) {
		p.all[n-1].Passages[0].Optional = true
	}
	p.field("due_text", w.DueText, false)
	p.list("history", dated(history))
	p.words("finding", "", w.Text, false)
	for i, s := range findingSections {
		p.words(findingSectionKeys[i], s.headings[0], *s.at(w), true)
	}
	return p.all
}

func (p *Page) parts(lang, first string) []Part {
	all := begin()
	w := &p.PageWords
	if lang != first {
		if w = p.In[lang]; w == nil {
			return nil
		}
	}
	all.field("title", w.Title, false)
	all.words("text", "", w.Text, false)
	return all.all
}

// wordy says whether there is a word in a label: "4(a)" and "4.7" are the same
// in every language.
func wordy(label string) bool {
	letters := 0
	for _, r := range label {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 {
			if letters++; letters == 3 {
				return true
			}
			continue
		}
		letters = 0
	}
	return false
}

// dated are the passages of dated entries, counted among those of their day
// that say something, as [NoteOf] counts them.
func dated(notes []Note) (all []Passage) {
	seen := map[Date]int{}
	for _, n := range notes {
		if n.Note == "" {
			continue
		}
		seen[n.Date]++
		key := n.Date.String()
		if i := seen[n.Date]; i > 1 {
			key += "#" + strconv.Itoa(i)
		}
		all = append(all, Passage{Key: key, Text: n.Note})
	}
	return all
}

// Paragraphs cuts Markdown where lines are empty, but not within code between
// fences. Put together again with an empty line between each two, it says what
// it said.
func Paragraphs(markdown string) []string { return slices.Collect(eachParagraph(markdown)) }

func eachParagraph(markdown string) iter.Seq[string] {
	return func(yield func(string) bool) { paragraphs(markdown, yield) }
}

func paragraphs(markdown string, yield func(string) bool) {
	from, end, fence := -1, 0, "" // where the paragraph we are in begins, and where its last line with words ends
	for at := 0; at < len(markdown); {
		line, _, _ := strings.Cut(markdown[at:], "\n")
		bare := strings.TrimSpace(line)
		switch {
		case fence == "" && bare == "":
			if from >= 0 && !yield(markdown[from:end]) {
				return
			}
			from = -1
		default:
			if from < 0 {
				from = at
			}
			if bare != "" {
				end = at + len(strings.TrimRight(line, "\r"))
			}
			if fence == "" {
				fence = fenceOf(bare)
			} else if strings.HasPrefix(bare, fence) && strings.Trim(bare, fence[:1]) == "" {
				fence = ""
			}
		}
		at += len(line) + 1
	}
	if from >= 0 {
		yield(markdown[from:end])
	}
}

// fenceOf is the mark that opens a block of code on a line, or "".
func fenceOf(line string) string {
	for _, c := range []string{"`", "~"} {
		if n := len(line) - len(strings.TrimLeft(line, c)); n >= 3 && !(c == "`" && strings.Contains(line[n:], "`")) {
			return line[:n]
		}
	}
	return ""
}
