package inspection

import "slices"

// A TranslationGap is where one language says less than another, or what
// another said before.
type TranslationGap struct {
	Kind   GapKind
	File   string // in the language that lags behind; it need not exist
	Lang   string // that language
	Source string // the file in the other language
	From   string // the other language
	Name   string // of the report, the finding or the page
	Whole  bool   // the file does not exist
	// Fields are the names of what is missing or not recorded, in the order of
	// the file; for GapOlder, of the one field that changed.
	Fields  []string
	Key     string  // for GapOlder: the key of that field
	Changes []Edit  // for GapOlder
	Answer  []Field // for GapMissing: the fields of an answer that is public
}

// GapKind is the kind of a gap.
type GapKind string

// The kinds of gap.
const (
	GapMissing    GapKind = "missing"
	GapOlder      GapKind = "older"
	GapUnrecorded GapKind = "unrecorded"
)

// TranslationGaps are all gaps, in the order of reports, findings and pages.
func (reg *Register) TranslationGaps() (gaps []TranslationGap) {
	if len(reg.Office.Languages) < 2 {
		return nil
	}
	gaps = append(gaps, reg.Office.SettingsGaps...)
	for _, t := range reg.Translatables() {
		gaps = append(gaps, t.Gaps(&reg.Office)...)
	}
	return gaps
}

// TranslationGapsIn are the gaps of some content files, named by their paths in
// the first language.
func (reg *Register) TranslationGapsIn(files []string) (gaps []TranslationGap) {
	if len(reg.Office.Languages) < 2 {
		return nil
	}
	for _, t := range reg.Translatables() {
		if slices.Contains(files, t.File) {
			gaps = append(gaps, t.Gaps(&reg.Office)...)
		}
	}
	return gaps
}

// Gaps compares the languages of a report, a finding or a page.
func (t Translatable) Gaps(o *Office) (gaps []TranslationGap) {
	fields := make(map[string][]Field, len(o.Languages))
	for _, lang := range o.Languages {
		fields[lang] = t.Fields(lang)
		if lang != t.first {
			fields[lang] = t.withoutMisplaced(fields[lang])
		}
	}
	for _, lang := range o.Languages {
		gaps = append(gaps, t.missing(o, fields, lang)...)
		if record := t.Record(lang); record != nil {
			from := o.Translated(record, lang)
			older, unrecorded := t.gap(o, GapOlder, lang, from), t.gap(o, GapUnrecorded, lang, from)
			gaps = append(gaps, compareWithRecord(fields[from], fields[lang], record, older, unrecorded)...)
		} else if lang != t.first && t.Record(t.first) == nil {
			g := t.gap(o, GapUnrecorded, lang, t.first)
			for _, f := range fields[t.first] {
				if findField(fields[lang], f.Key) != nil {
					g.Fields = append(g.Fields, f.Name())
				}
			}
			if len(g.Fields) > 0 {
				gaps = append(gaps, g)
			}
		}
	}
	return gaps
}

func (t Translatable) gap(o *Office, kind GapKind, lang, from string) TranslationGap {
	return TranslationGap{
		Kind: kind, File: o.FileIn(lang, t.File), Lang: lang, Source: o.FileIn(from, t.File), From: from,
		Name: t.Name, Whole: !slices.Contains(t.Written, lang),
	}
}

// missing finds what other languages have and this one has not. It is reported
// once, for the first of them that has it.
func (t Translatable) missing(o *Office, fields map[string][]Field, lang string) (gaps []TranslationGap) {
	seen := map[string]bool{}
	for _, from := range o.Languages {
		if from == lang {
			continue
		}
		g := t.gap(o, GapMissing, lang, from)
		for _, field := range fields[from] {
			names := missingFrom(findField(fields[lang], field.Key), field, seen)
			g.Fields = append(g.Fields, names...)
			if len(names) > 0 && field.Answer && t.Answering {
				g.Answer = append(g.Answer, field)
			}
		}
		if len(g.Fields) > 0 {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// missingFrom names what of a field the other language does not have, and adds
// it to seen. Other is nil where it does not have the field.
func missingFrom(other *Field, field Field, seen map[string]bool) (names []string) {
	add := func(key, name string) {
		if !seen[key] {
			seen[key] = true
			names = append(names, name)
		}
	}
	if field.Kind != ListField {
		if other == nil && !field.Segments[0].Optional {
			add(field.Key, field.Name())
		}
		return names
	}
	for _, s := range field.Segments {
		if !s.Optional && (other == nil || !other.hasSegment(s.Key)) {
			add(field.Key+" "+s.Key, field.NameOf(s))
		}
	}
	return names
}

// compareWithRecord finds what has changed since it was translated, and what
// the record says nothing of. What this language does not have is missing and
// not older.
func compareWithRecord(source, own []Field, record *TranslationRecord, older, unrecorded TranslationGap) (gaps []TranslationGap) {
	for _, field := range source {
		translation := findField(own, field.Key)
		if translation == nil {
			continue
		}
		hashes, ok := record.Hashes(field.Key)
		if !ok {
			unrecorded.Fields = append(unrecorded.Fields, field.Name())
			continue
		}
		if changes := field.changesSince(hashes, translation); len(changes) > 0 {
			g := older
			g.Fields, g.Key, g.Changes = []string{field.Name()}, field.Key, changes
			gaps = append(gaps, g)
		}
	}
	if len(unrecorded.Fields) > 0 {
		gaps = append(gaps, unrecorded)
	}
	return gaps
}

func findField(fields []Field, key string) *Field {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

func (f *Field) hasSegment(key string) bool {
	return slices.ContainsFunc(f.Segments, func(s Segment) bool { return s.Key == key })
}
