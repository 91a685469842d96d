package register

import (
	"hash/fnv"
	"slices"
	"strings"

	"fiftysix/internal/source"
)

// A Record is what a file in one language says of the file that it translates:
// a mark for each passage as it was when the two were last said to agree. It
// is written by the program. Neither language is second: it may stand in the
// file of the first as well, and then says that this is the translation.
type Record struct {
	From  string // the language that was translated; "" is the site's first
	marks []recorded
}

type recorded struct{ key, marks string }

// Marks are those of a part, one for each of its passages; ok is false where
// nothing was recorded of it.
func (r *Record) Marks(key string) (marks []string, ok bool) {
	for _, m := range r.marks {
		if m.key == key {
			return strings.Fields(m.marks), true
		}
	}
	return nil, false
}

// markLetters have no vowels, so that no mark is a word, and no digits, so
// that none is a number to another reader of YAML.
const markLetters = "bcdfghjklmnpqrstvwxz"

// MarkOf is a passage in five letters. Where lines are broken makes no
// difference: people break them as they like. Of two passages that differ, one
// in three million has the mark of the other; a change of that one would go
// unseen.
func MarkOf(text string) string {
	h := fnv.New64a()
	first := true
	for word := range strings.FieldsSeq(text) {
		if !first {
			_, _ = h.Write([]byte{' '})
		}
		first = false
		_, _ = h.Write([]byte(word))
	}
	sum, mark := h.Sum64(), make([]byte, 5)
	for i := range mark {
		mark[i] = markLetters[sum%uint64(len(markLetters))]
		sum /= uint64(len(markLetters))
	}
	return string(mark)
}

// Recorded is what is recorded of one part.
type Recorded struct {
	Key   string
	Marks []string
}

// MarksOf are the marks of parts as they are now.
func MarksOf(parts []Part) (all []Recorded) {
	for _, p := range parts {
		m := Recorded{Key: p.Key}
		for _, passage := range p.Passages {
			m.Marks = append(m.Marks, MarkOf(passage.Text))
		}
		all = append(all, m)
	}
	return all
}

// RecordText is the field translates as it is to stand in a file: what was
// recorded of its parts, and the language that they were translated from; a
// field to a line.
func RecordText(from string, all []Recorded) string {
	text := "translates:\n  from: " + from + "\n"
	for _, m := range all {
		text += "  " + m.Key + ": " + strings.Join(m.Marks, " ") + "\n"
	}
	return text
}

// recordField is the field translates of a kind of file, whose parts have
// these names.
func recordField[T any](at func(*T) **Record, keys ...string) field[T] {
	table := []field[Record]{
		is("from", optional, typed("the code of a language", "en", parseLanguage, nil).like(languageCode.String()), "the language that was translated", func(r *Record) *string { return &r.From }),
	}
	for _, key := range keys {
		table = append(table, field[Record]{
			name: key, shape: words.looks, help: "a mark for each passage of it",
			read: func(r *reader, v *source.Value, into *Record) {
				if text, ok := words.read(r, v); ok {
					into.marks = append(into.marks, recorded{key, text})
				}
			},
			look: func(r *reader, v *source.Value) { words.read(r, v) },
		})
	}
	return is("translates", optional, pointer(group(table)), "what this file translates, as it was then; written by fiftysix translations --done", at)
}

var (
	reportPartKeys = slices.Concat([]string{
		"title", "short_title", "not_required_reason", "late_reason", "withdrawn_reason", "redacted_note",
		"corrections", "answer_corrections", "areas", "attachments", "background",
	}, reportSectionKeys)
	findingPartKeys = slices.Concat([]string{"label", "due_text", "history", "finding"}, findingSectionKeys)
	pagePartKeys    = []string{"title", "text"}
)

// Translated is the language that the record of a file in lang is of.
func (o *Office) Translated(r *Record, lang string) string { return o.translatedFrom(r.From, lang) }
