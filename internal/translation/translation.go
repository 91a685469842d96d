// Package translation is what a translator needs, as one file, and the taking
// back of it: all words that a language lacks, or has in an older state than
// the other, in XLIFF for a translator's own program, in Word, or in Markdown.
//
// Begin at [Make], which finds what is to be translated. xliff.go, word.go and
// markdown.go write it down and read it again; [Take] holds what came back
// against the site as it is now, and makes the changed files of it. Nothing is
// taken that was translated from words that have changed, or that would be put
// over words that nobody has seen. The package writes nothing to a disk.
package translation

import (
	"slices"
	"strings"

	"fiftysix/internal/register"
)

// A Job is one file for a translator.
type Job struct {
	From, To string // languages
	Works    []Work
}

// A Work is what is to be translated of one content file.
type Work struct {
	File     string // of the site's first language, whichever is translated
	Name     string
	Over     string // a mark of the words in the other language when this was written
	Count    int    // how many segments there were
	Segments []Segment
}

// A Segment is translated as one: a paragraph, an entry, a field; or all words
// under a heading, where the two languages do not have the same paragraphs.
type Segment struct {
	Part   string // as translates calls it
	Key    string // of the passage; "" for all of the part
	Name   string // what people call it
	State  State
	Source string
	Target string // "" where nobody has translated it
}

// State is how a segment stands.
type State string

// The states.
const (
	Missing State = "missing"
	Older   State = "older" // the source was changed since
	Done    State = "done"
)

// ID is the segment's name in its work.
func (s Segment) ID() string {
	if s.Key == "" {
		return s.Part
	}
	return s.Part + " " + s.Key
}

// Make finds what is to be translated from one language into another: of every
// report, finding and page of which something is missing or older, or, with
// all, of every one.
func Make(reg *register.Register, from, to string, all bool) *Job {
	job := &Job{From: from, To: to}
	for _, w := range reg.Works() {
		work := Work{File: w.File, Name: w.Name, Over: over(w.Parts(to))}
		asked := all
		for _, part := range w.Parts(from) {
			if !takes(&reg.Office, to, part) {
				continue
			}
			for _, s := range segments(part, partOf(w.Parts(to), part.Key), recordFrom(w, &reg.Office, from, to)) {
				work.Segments = append(work.Segments, s)
				asked = asked || s.State != Done
			}
		}
		if work.Count = len(work.Segments); asked && work.Count > 0 {
			job.Works = append(job.Works, work)
		}
	}
	return job
}

// takes says whether a part can be put into the file of a language. The first
// language's own file has notes and reasons beside the facts that they are
// about, where only a person should write.
func takes(o *register.Office, to string, part register.Part) bool {
	return to != o.First() || part.Kind != register.PartList && !slices.Contains(besideFacts, part.Key)
}

var besideFacts = []string{"late_reason", "withdrawn_reason", "redacted_note"}

func partOf(parts []register.Part, key string) *register.Part {
	for i := range parts {
		if parts[i].Key == key {
			return &parts[i]
		}
	}
	return nil
}

// recordFrom is the record of the file in a language, if it is of from.
func recordFrom(w register.Work, o *register.Office, from, to string) *register.Record {
	if r := w.Record(to); r != nil && o.Translated(r, to) == from {
		return r
	}
	return nil
}

// segments divides a part.
func segments(part register.Part, target *register.Part, record *register.Record) (all []Segment) {
	var marks []string
	recorded := false
	if record != nil {
		marks, recorded = record.Marks(part.Key)
	}
	state := func(p register.Passage, text string) State {
		switch {
		case text == "":
			return Missing
		case recorded && !slices.Contains(marks, register.MarkOf(p.Text)):
			return Older
		}
		return Done
	}
	if part.Kind == register.PartWords && target != nil && len(target.Passages) != len(part.Passages) {
		s := Segment{Part: part.Key, Name: part.Name(), State: Done, Source: joined(part), Target: joined(*target)}
		for _, p := range part.Passages {
			if state(p, s.Target) == Older {
				s.State = Older
			}
		}
		if recorded && len(marks) != len(part.Passages) {
			s.State = Older
		}
		return []Segment{s}
	}
	for _, p := range part.Passages {
		text := ""
		if target != nil {
			for _, q := range target.Passages {
				if q.Key == p.Key {
					text = q.Text
				}
			}
		}
		if text == "" && p.Optional {
			continue
		}
		all = append(all, Segment{Part: part.Key, Key: p.Key, Name: part.NameOf(p), State: state(p, text), Source: p.Text, Target: text})
	}
	if recorded && part.Kind == register.PartWords && len(marks) > len(part.Passages) { // something was taken out
		for i := range all {
			if all[i].State == Done {
				all[i].State = Older
			}
		}
	}
	return all
}

// joined is all of a part's words.
func joined(p register.Part) string {
	texts := make([]string, len(p.Passages))
	for i, passage := range p.Passages {
		texts[i] = passage.Text
	}
	return strings.Join(texts, "\n\n")
}

// over is a mark of all words in a language, or "none".
func over(parts []register.Part) string {
	if len(parts) == 0 {
		return "none"
	}
	var all strings.Builder
	for _, p := range parts {
		for _, passage := range p.Passages {
			all.WriteString(p.Key + " " + passage.Key + " " + passage.Text + "\n")
		}
	}
	return register.MarkOf(all.String())
}

// Todo counts the segments of a state.
func (j *Job) Todo(state State) (n int) {
	for _, w := range j.Works {
		for _, s := range w.Segments {
			if s.State == state {
				n++
			}
		}
	}
	return n
}

// Words counts the words that are still to be translated.
func (j *Job) Words() (n int) {
	for _, w := range j.Works {
		for _, s := range w.Segments {
			if s.State != Done {
				n += len(strings.Fields(s.Source))
			}
		}
	}
	return n
}

// notes say to a translator what a segment's state means.
func (s Segment) note(from string) string {
	switch s.State {
	case Missing:
		return "to be translated"
	case Older:
		return "the " + register.LanguageName(from) + " was changed since this was translated: look at it again"
	}
	return ""
}
