package inspection

import (
	"slices"
	"strconv"
)

// A Gap is where one language says less than another, or what another said
// before.
type TranslationGap struct {
	Kind   GapKind
	File   string // of the language that lags behind; it need not be there
	Lang   string // that language
	Source string // the file in the other language
	From   string // the other language
	Name   string // what people call the report, the finding or the page
	// Parts are what is missing or not recorded, in the order of the file; of
	// what is older, the one part that changed.
	Fields  []string
	Changes []Edit  // of what is older
	Answer  []Field // of what is missing: the parts of an answer that is public
	Whole   bool    // the file is not there at all
}

// GapKind is what kind of Gap it is.
type GapKind string

// The kinds of Gap.
const (
	GapMissing    GapKind = "missing"
	GapOlder      GapKind = "older"
	GapUnrecorded GapKind = "unrecorded"
)

// An Edit is what has happened to a passage since it was translated.
type Edit struct {
	What string // "paragraph 2 of Our comments was changed"
	Now  string // its words as they are now; "" where it was taken out
}

// Gaps are all gaps of what the register holds, in the order of reports,
// findings and pages.
func (reg *Register) TranslationGaps() (gaps []TranslationGap) {
	if len(reg.Office.Languages) < 2 {
		return nil
	}
	gaps = append(gaps, reg.Office.SettingsGaps...)
	for _, w := range reg.Translatables() {
		gaps = append(gaps, w.Gaps(&reg.Office)...)
	}
	return gaps
}

// GapsIn returns the gaps of those content files alone, named by their paths in
// the first language.
func (reg *Register) TranslationGapsIn(files []string) (gaps []TranslationGap) {
	if len(reg.Office.Languages) < 2 {
		return nil
	}
	for _, w := range reg.Translatables() {
		if slices.Contains(files, w.File) {
			gaps = append(gaps, w.Gaps(&reg.Office)...)
		}
	}
	return gaps
}

// Gaps compares the languages of one work.
func (w Translatable) Gaps(o *Office) (gaps []TranslationGap) {
	said := make(map[string][]Field, 2)
	for _, lang := range o.Languages {
		said[lang] = w.shown(w.Fields(lang), lang == o.First())
	}
	for _, lang := range o.Languages {
		gap := func(kind GapKind, from string) TranslationGap {
			return TranslationGap{Kind: kind, File: o.FileIn(lang, w.File), Lang: lang, Source: o.FileIn(from, w.File), From: from, Name: w.Name, Whole: !slices.Contains(w.Written, lang)}
		}
		gaps = append(gaps, w.missing(said, lang, o, gap)...)
		if record := w.Record(lang); record != nil {
			from := o.translatedFrom(record.From, lang)
			gaps = append(gaps, w.older(said[from], said[lang], record, func(kind GapKind) TranslationGap { return gap(kind, from) })...)
		} else if lang != o.First() && len(said[lang]) > 0 && !w.recordedIn(o) {
			if both := inBoth(said[o.First()], said[lang]); len(both) > 0 {
				g := gap(GapUnrecorded, o.First())
				g.Fields = both
				gaps = append(gaps, g)
			}
		}
	}
	return gaps
}

// shown are parts without what no page would show; that is told by itself.
func (w Translatable) shown(parts []Field, first bool) []Field {
	if first || w.misplaced == nil {
		return parts
	}
	for i, part := range parts {
		parts[i].Segments = slices.DeleteFunc(part.Segments, func(p Segment) bool {
			message, _ := w.misplaced(part, p)
			return message != ""
		})
	}
	return slices.DeleteFunc(parts, func(p Field) bool { return len(p.Segments) == 0 })
}

// recordedIn says whether the file of the first language says that it is the
// translation.
func (w Translatable) recordedIn(o *Office) bool { return w.Record(o.First()) != nil }

// missing finds what the other languages have and this one has not. It is
// told once, of the first of them that has it.
func (w Translatable) missing(said map[string][]Field, lang string, o *Office, gap func(GapKind, string) TranslationGap) (gaps []TranslationGap) {
	found := map[string]bool{}
	for _, from := range o.Languages {
		if from == lang {
			continue
		}
		g := gap(GapMissing, from)
		for _, part := range said[from] {
			if names := lacking(part, findField(said[lang], part.Key), found); len(names) > 0 {
				g.Fields = append(g.Fields, names...)
				if part.Answer && w.Answering {
					g.Answer = append(g.Answer, part)
				}
			}
		}
		if len(g.Fields) > 0 {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// lacking names what of a part the other language has nothing of.
func lacking(part Field, other *Field, found map[string]bool) (names []string) {
	note := func(key, name string) {
		if !found[key] {
			found[key] = true
			names = append(names, name)
		}
	}
	if part.Kind != ListField {
		if other == nil && !part.Segments[0].Optional {
			note(part.Key, part.Name())
		}
		return names
	}
	for _, p := range part.Segments {
		if !p.Optional && (other == nil || !slices.ContainsFunc(other.Segments, func(q Segment) bool { return q.Key == p.Key })) {
			note(part.Key+" "+p.Key, part.NameOf(p))
		}
	}
	return names
}

func findField(parts []Field, key string) *Field {
	for i := range parts {
		if parts[i].Key == key {
			return &parts[i]
		}
	}
	return nil
}

func inBoth(a, b []Field) (names []string) {
	for _, p := range a {
		if findField(b, p.Key) != nil {
			names = append(names, p.Name())
		}
	}
	return names
}

// older finds what has changed since it was translated. What is not there in
// this language is missing and not older.
func (w Translatable) older(of, own []Field, record *TranslationRecord, gap func(GapKind) TranslationGap) (gaps []TranslationGap) {
	unrecorded := gap(GapUnrecorded)
	for _, part := range of {
		mine := findField(own, part.Key)
		if mine == nil {
			continue
		}
		marks, ok := record.Hashes(part.Key)
		if !ok {
			unrecorded.Fields = append(unrecorded.Fields, part.Name())
			continue
		}
		if changes := part.since(marks, mine); len(changes) > 0 {
			g := gap(GapOlder)
			g.Fields, g.Changes = []string{part.Name()}, changes
			gaps = append(gaps, g)
		}
	}
	if len(unrecorded.Fields) > 0 {
		gaps = append(gaps, unrecorded)
	}
	return gaps
}

// since is what has happened to a part since its passages had these marks.
func (p Field) since(marks []string, mine *Field) (changes []Edit) {
	now := make([]string, len(p.Segments))
	for i, passage := range p.Segments {
		now[i] = ParagraphHash(passage.Text)
	}
	if slices.Equal(marks, now) {
		return nil
	}
	for _, s := range changedRuns(marks, now) {
		gone, come := s.gone, s.come
		for n := range max(gone, come) {
			switch {
			case n >= come && p.Kind != TextField:
				continue // an entry that is gone from one language is shown in none
			case n >= come:
				after := "the beginning"
				if s.at+come > 0 {
					after = "paragraph " + strconv.Itoa(s.at+come)
				}
				changes = append(changes, Edit{What: p.Name() + ": a paragraph after " + after + " was taken out"})
				continue
			case p.Kind == ListField && !slices.ContainsFunc(mine.Segments, func(q Segment) bool { return q.Key == p.Segments[s.at+n].Key }):
				continue // it is missing, and told as that
			}
			passage, what := p.Segments[s.at+n], " was changed"
			if n >= gone {
				what = " is new"
			}
			changes = append(changes, Edit{What: p.NameOf(passage) + what, Now: passage.Text})
		}
	}
	return changes
}

// A stretch is where two lists differ: at a place of the second, so many of
// the first are gone, and so many have come.
type changedRun struct{ at, gone, come int }

// stretches finds where lists differ, by the longest list of what they share.
func changedRuns(was, is []string) (all []changedRun) {
	shared := make([][]int, len(was)+1)
	for i := range shared {
		shared[i] = make([]int, len(is)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			if was[i] == is[j] {
				shared[i][j] = shared[i+1][j+1] + 1
			} else {
				shared[i][j] = max(shared[i+1][j], shared[i][j+1])
			}
		}
	}
	s := changedRun{}
	flush := func(next int) {
		if s.gone+s.come > 0 {
			all = append(all, s)
		}
		s = changedRun{at: next}
	}
	i, j := 0, 0
	for i < len(was) || j < len(is) {
		switch {
		case i < len(was) && j < len(is) && was[i] == is[j]:
			i, j = i+1, j+1
			flush(j)
		case j == len(is) || i < len(was) && shared[i+1][j] >= shared[i][j+1]:
			i, s.gone = i+1, s.gone+1
		default:
			j, s.come = j+1, s.come+1
		}
	}
	flush(j)
	return all
}

// keyOf is the key of the part that a gap is about.
func (g TranslationGap) KeyOf(w Translatable, o *Office) string {
	for _, p := range w.Fields(g.From) {
		if slices.Contains(g.Fields, p.Name()) {
			return p.Key
		}
	}
	return ""
}

// lost finds words of a translation that no page would show, since the first
// language has nothing that they could be said of.
func (w Translatable) MisplacedTexts(o *Office) (all []misplacedText) {
	if w.misplaced == nil {
		return nil
	}
	for _, lang := range w.Written {
		if lang == o.First() {
			continue
		}
		for _, part := range w.Fields(lang) {
			for _, p := range part.Segments {
				if message, hint := w.misplaced(part, p); message != "" {
					all = append(all, misplacedText{lang, part.Key, message, hint})
				}
			}
		}
	}
	return all
}

type misplacedText struct{ Lang, Part, Message, Hint string }
