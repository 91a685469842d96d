package inspection

import (
	"fiftysix/internal/markdown"
	"slices"
	"strconv"
	"strings"
)

// A fieldList gathers the fields that are not empty.
type fieldList []Field

func (l *fieldList) add(f Field, segments []Segment) {
	if len(segments) > 0 {
		f.Segments = segments
		*l = append(*l, f)
	}
}

func (l *fieldList) single(key, text string, answer bool) {
	if text = strings.TrimSpace(text); text != "" {
		l.add(Field{Key: key, Kind: SingleField, Answer: answer}, []Segment{{Key: "1", Text: text}})
	}
}

func (l *fieldList) list(key string, segments []Segment) {
	l.add(Field{Key: key, Kind: ListField}, segments)
}

func (l *fieldList) text(key, heading string, t markdown.Text, answer bool) {
	var segments []Segment
	for i, text := range Paragraphs(t.Markdown) {
		segments = append(segments, Segment{Key: strconv.Itoa(i + 1), Text: text})
	}
	l.add(Field{Key: key, Heading: heading, Kind: TextField, Answer: answer}, segments)
}

func (r *Report) recordIn(lang, first string) *TranslationRecord {
	if w := wordsIn(lang, first, &r.ReportWords, r.In); w != nil {
		return w.Record
	}
	return nil
}

func (f *Finding) recordIn(lang, first string) *TranslationRecord {
	if w := wordsIn(lang, first, &f.FindingWords, f.In); w != nil {
		return w.Record
	}
	return nil
}

func (p *Page) recordIn(lang, first string) *TranslationRecord {
	if w := wordsIn(lang, first, &p.PageWords, p.In); w != nil {
		return w.Record
	}
	return nil
}

func (r *Report) fieldsIn(lang, first string) []Field {
	var all fieldList
	w := wordsIn(lang, first, &r.ReportWords, r.In)
	if w == nil {
		return nil
	}
	notes := w.Notes
	if lang == first {
		notes = r.ownNotes(first)
	} else if notes == nil {
		notes = &ReportNotes{}
	}
	all.single("title", w.Title, false)
	all.single("short_title", w.ShortTitle, false)
	all.single("not_required_reason", w.NotRequiredReason, false)
	all.single("late_reason", w.LateReason, true)
	all.single("withdrawn_reason", notes.Withdrawn, false)
	all.single("redacted_note", notes.Redacted, false)
	all.list("corrections", datedSegments(notes.Corrections))
	all.list("answer_corrections", datedSegments(notes.AnswerCorrections))
	var areas []Segment
	for i, area := range notes.Areas {
		if area != "" {
			areas = append(areas, Segment{Key: strconv.Itoa(i + 1), Text: area})
		}
	}
	all.list("areas", areas)
	var titles []Segment
	for _, t := range notes.Attachments {
		titles = append(titles, Segment{Key: t.File, Text: t.Title, Optional: r.inOneLanguage(t.File)})
	}
	all.list("attachments", titles)
	all.text("background", "", w.Background, false)
	for i, s := range ReportSections {
		all.text(ReportSectionKeys[i], s.Headings[0], *s.At(w), true)
	}
	return all
}

// ownNotes gathers the notes of the first language, which the model keeps in
// the fields that they are about.
func (r *Report) ownNotes(first string) *ReportNotes {
	n := &ReportNotes{}
	if r.Withdrawn != nil {
		n.Withdrawn = r.Withdrawn.Reason
	}
	if r.Redacted != nil {
		n.Redacted = r.Redacted.Note
	}
	for _, c := range r.Corrections {
		n.Corrections = append(n.Corrections, Note(c))
	}
	if r.Response != nil {
		for _, c := range r.Response.Corrections {
			n.AnswerCorrections = append(n.AnswerCorrections, Note(c))
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

// inOneLanguage says whether a file is known to be in one language, so that it
// needs no title in another.
func (r *Report) inOneLanguage(file string) bool {
	return slices.ContainsFunc(r.Attachments, func(a Attachment) bool { return a.Name == file && a.Lang != "" })
}

func (f *Finding) fieldsIn(lang, first string) []Field {
	var all fieldList
	w := wordsIn(lang, first, &f.FindingWords, f.In)
	if w == nil {
		return nil
	}
	history := w.History
	if lang == first {
		history = nil
		for _, u := range f.History {
			history = append(history, Note{u.Date, u.Note})
		}
	}
	all.single("label", w.Label, false)
	if len(all) > 0 && !hasWord(w.Label) {
		all[0].Segments[0].Optional = true
	}
	all.single("due_text", w.DueText, false)
	all.list("history", datedSegments(history))
	all.text("finding", "", w.Text, false)
	for i, s := range FindingSections {
		all.text(FindingSectionKeys[i], s.Headings[0], *s.At(w), true)
	}
	return all
}

func (p *Page) fieldsIn(lang, first string) []Field {
	var all fieldList
	if w := wordsIn(lang, first, &p.PageWords, p.In); w != nil {
		all.single("title", w.Title, false)
		all.text("text", "", w.Text, false)
	}
	return all
}

// hasWord says whether there is a word in a label: "4(a)" and "4.7" are the same
// in every language.
func hasWord(label string) bool {
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

// datedSegments are the segments of dated entries. Those of one day are numbered
// as [NoteOf] counts them: empty ones are left out.
func datedSegments(notes []Note) (all []Segment) {
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

// Paragraphs splits Markdown at empty lines, but not inside fenced code. Joined
// with empty lines, the paragraphs render as before.
func Paragraphs(markdown string) (all []string) {
	start, end, fence := -1, 0, "" // where the paragraph begins, and where its last line that is not empty ends
	for at := 0; at < len(markdown); {
		line, _, _ := strings.Cut(markdown[at:], "\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case fence == "" && trimmed == "":
			if start >= 0 {
				all = append(all, markdown[start:end])
			}
			start = -1
		default:
			if start < 0 {
				start = at
			}
			if trimmed != "" {
				end = at + len(strings.TrimRight(line, "\r"))
			}
			if fence == "" {
				fence = openingFence(trimmed)
			} else if strings.HasPrefix(trimmed, fence) && strings.Trim(trimmed, fence[:1]) == "" {
				fence = ""
			}
		}
		at += len(line) + 1
	}
	if start >= 0 {
		all = append(all, markdown[start:end])
	}
	return all
}

// openingFence is the fence with which a line opens a block of code, or "".
func openingFence(line string) string {
	for _, c := range []string{"`", "~"} {
		if n := len(line) - len(strings.TrimLeft(line, c)); n >= 3 && !(c == "`" && strings.Contains(line[n:], "`")) {
			return line[:n]
		}
	}
	return ""
}
