// Package translation writes what a translator needs as one Word file and takes
// it back: every text that a language lacks, or has translated from words that
// have changed since.
//
// Begin at [NewJob], which finds what is to be translated. word.go writes and
// reads the Word file; [Take] compares what came back with the site as it is
// now, and makes the changed files. It refuses what was translated from words
// that have changed, and what would overwrite words written in the meantime.
// The package writes nothing to disk.
package translation

import (
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// A Job is one file for a translator.
type Job struct {
	From, To string // languages
	Sources  []Source
}

// A Source is what is to be translated of one content file.
type Source struct {
	File       string // in the site's first language, whichever is translated
	Name       string
	TargetHash string // of the words in the other language when this was written
	Count      int    // of Segments when this was written
	Segments   []Segment
}

// A Segment is translated as one: a paragraph, a list entry, a field; or all
// words under a heading, where the languages have different paragraphs there.
type Segment struct {
	Part   string // its key in the field translates
	Key    string // of the inspection.Segment; "" for all of the part
	Name   string // as authors call it
	State  State
	Source string
	Target string // "" if not translated yet
}

// State is whether a segment has to be translated.
type State int

// The states.
const (
	UpToDate State = iota
	Missing
	Outdated // the source has changed since
)

// id names the segment within its file.
func (s Segment) id() string {
	return strings.TrimSuffix(s.Part+" "+s.Key, " ")
}

// NewJob collects every report, finding and page of which something is missing
// or outdated or, with all, every one.
func NewJob(reg *inspection.Register, from, to string, all bool) *Job {
	job := &Job{From: from, To: to}
	for _, w := range reg.Translatables() {
		target, record := w.Fields(to), recordFrom(w, &reg.Office, from, to)
		src := Source{File: w.File, Name: w.Name, TargetHash: textHash(target)}
		include := all
		for _, part := range w.Fields(from) {
			if !translatable(&reg.Office, to, part) {
				continue
			}
			for _, s := range segments(part, findPart(target, part.Key), record) {
				src.Segments = append(src.Segments, s)
				include = include || s.State != UpToDate
			}
		}
		src.Count = len(src.Segments)
		if include && src.Count > 0 {
			job.Sources = append(job.Sources, src)
		}
	}
	return job
}

// translatable reports whether a part can be written to the file of a language.
// In the first language, notes and reasons are written among the facts they are
// about, which only a person should edit.
func translatable(o *inspection.Office, to string, part inspection.Field) bool {
	return to != o.First() || part.Kind != inspection.ListField && !slices.Contains([]string{"late_reason", "withdrawn_reason", "redacted_note"}, part.Key)
}

func findPart(parts []inspection.Field, key string) *inspection.Field {
	for i := range parts {
		if parts[i].Key == key {
			return &parts[i]
		}
	}
	return nil
}

func findSegment(segments []inspection.Segment, key string) *inspection.Segment {
	for i := range segments {
		if segments[i].Key == key {
			return &segments[i]
		}
	}
	return nil
}

// recordFrom is what the file in the language to says that it translates, if
// that is in the language from.
func recordFrom(w inspection.Translatable, o *inspection.Office, from, to string) *inspection.TranslationRecord {
	if r := w.Record(to); r != nil && o.Translated(r, to) == from {
		return r
	}
	return nil
}

func segments(part inspection.Field, target *inspection.Field, record *inspection.TranslationRecord) (all []Segment) {
	var hashes []string
	recorded := false
	if record != nil {
		hashes, recorded = record.Hashes(part.Key)
	}
	changed := func(p inspection.Segment) bool {
		return recorded && !slices.Contains(hashes, inspection.ParagraphHash(p.Text))
	}
	if part.Kind == inspection.TextField && target != nil && len(target.Segments) != len(part.Segments) {
		s := Segment{Part: part.Key, Name: part.Name(), Source: joined(part), Target: joined(*target)}
		if recorded && len(hashes) != len(part.Segments) || slices.ContainsFunc(part.Segments, changed) {
			s.State = Outdated
		}
		return []Segment{s}
	}
	removed := recorded && part.Kind == inspection.TextField && len(hashes) > len(part.Segments)
	for _, p := range part.Segments {
		s := Segment{Part: part.Key, Key: p.Key, Name: part.NameOf(p), Source: p.Text}
		if target != nil {
			if translated := findSegment(target.Segments, p.Key); translated != nil {
				s.Target = translated.Text
			}
		}
		switch {
		case s.Target == "" && p.Optional:
			continue
		case s.Target == "":
			s.State = Missing
		case removed || changed(p):
			s.State = Outdated
		}
		all = append(all, s)
	}
	return all
}

func joined(p inspection.Field) string {
	texts := make([]string, len(p.Segments))
	for i, segment := range p.Segments {
		texts[i] = segment.Text
	}
	return strings.Join(texts, "\n\n")
}

// textHash is a hash of all words in a language, or "none".
func textHash(parts []inspection.Field) string {
	if len(parts) == 0 {
		return "none"
	}
	var all strings.Builder
	for _, p := range parts {
		for _, segment := range p.Segments {
			all.WriteString(p.Key + " " + segment.Key + " " + segment.Text + "\n")
		}
	}
	return inspection.ParagraphHash(all.String())
}

// Count counts the segments in a state.
func (j *Job) Count(state State) (n int) {
	for _, src := range j.Sources {
		for _, s := range src.Segments {
			if s.State == state {
				n++
			}
		}
	}
	return n
}
