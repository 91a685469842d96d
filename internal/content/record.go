package content

import (
	"slices"
	"strings"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// recordField is the field translates of a kind of file, whose parts have
// these names.
func recordField[T any](at func(*T) **inspection.TranslationRecord, keys ...string) field[T] {
	table := []field[inspection.TranslationRecord]{
		is("from", optional, typed("the code of a language", "en", parseLanguage, nil).like(languageCode.String()), "the language that was translated", func(r *inspection.TranslationRecord) *string { return &r.From }),
	}
	for _, key := range keys {
		table = append(table, field[inspection.TranslationRecord]{
			name: key, shape: words.looks, help: "a mark for each passage of it",
			read: func(r *reader, v *frontmatter.Value, into *inspection.TranslationRecord) {
				if text, ok := words.read(r, v); ok {
					into.Fields = append(into.Fields, inspection.RecordedField{Key: key, Hashes: strings.Fields(text)})
				}
			},
			look: func(r *reader, v *frontmatter.Value) { words.read(r, v) },
		})
	}
	return is("translates", optional, pointer(group(table)), "what this file translates, as it was then; written by fiftysix translations --done", at)
}

var (
	reportPartKeys = slices.Concat([]string{
		"title", "short_title", "not_required_reason", "late_reason", "withdrawn_reason", "redacted_note",
		"corrections", "answer_corrections", "areas", "attachments", "background",
	}, inspection.ReportSectionKeys)
	findingPartKeys = slices.Concat([]string{"label", "due_text", "history", "finding"}, inspection.FindingSectionKeys)
	pagePartKeys    = []string{"title", "text"}
)
