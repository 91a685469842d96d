package inspection

import (
	"fiftysix/internal/markdown"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// parts gathers parts; those with nothing in them are left out. Their passages
// stand in one list: a site of thousands has its parts taken at each reading.
type fieldList struct {
	all      []Field
	passages []Segment
}

// begin makes room for what most files have.
func begin() *fieldList { return &fieldList{make([]Field, 0, 8), make([]Segment, 0, 12)} }

// add ends a part: its passages are those from the nth on.
func (p *fieldList) add(n int, part Field) {
	part.Segments = p.passages[n:len(p.passages):len(p.passages)]
	p.all = append(p.all, part)
}

func (p *fieldList) field(key, text string, answer bool) {
	if text = strings.TrimSpace(text); text != "" {
		n := len(p.passages)
		p.passages = append(p.passages, Segment{Key: "1", Text: text})
		p.add(n, Field{Key: key, Kind: SingleField, Answer: answer})
	}
}

func (p *fieldList) words(key, heading string, t markdown.Text, answer bool) {
	n := len(p.passages)
	for text := range eachParagraph(t.Markdown) {
		p.passages = append(p.passages, Segment{Key: strconv.Itoa(len(p.passages) - n + 1), Text: text})
	}
	if len(p.passages) > n {
		p.add(n, Field{Key: key, Heading: heading, Kind: TextField, Answer: answer})
	}
}

func (p *fieldList) list(key string, passages []Segment) {
	if len(passages) > 0 {
		p.all = append(p.all, Field{Key: key, Kind: ListField, Segments: passages})
	}
}

func (r *Report) fieldsIn(lang, first string) []Field {
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
	var areas []Segment
	for i, area := range notes.Areas {
		if area != "" {
			areas = append(areas, Segment{Key: strconv.Itoa(i + 1), Text: area})
		}
	}
	p.list("areas", areas)
	var titles []Segment
	for _, t := range notes.Attachments {
		titles = append(titles, Segment{Key: t.File, Text: t.Title, Optional: r.inOneLanguage(t.File)})
	}
	p.list("attachments", titles)
	p.words("background", "", w.Background, false)
	for i, s := range ReportSections {
		p.words(ReportSectionKeys[i], s.Headings[0], *s.At(w), true)
	}
	return p.all
}

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

func (f *Finding) fieldsIn(lang, first string) []Field {
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
		p.all[n-1].Segments[0].Optional = true
	}
	p.field("due_text", w.DueText, false)
	p.list("history", dated(history))
	p.words("finding", "", w.Text, false)
	for i, s := range FindingSections {
		p.words(FindingSectionKeys[i], s.Headings[0], *s.At(w), true)
	}
	return p.all
}

func (p *Page) fieldsIn(lang, first string) []Field {
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
func dated(notes []Note) (all []Segment) {
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
		all = append(all, Segment{Key: key, Text: n.Note})
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
