package inspection

import (
	"hash/fnv"
	"strings"
)

// A TranslationRecord is the field translates of a content file: a hash of each
// paragraph of the file that it translates, as it was when the two last said the
// same. The program writes it. Any language may be the translation, the site's
// first too.
type TranslationRecord struct {
	From   string // the language that was translated; "" is the site's first
	Fields []RecordedField
}

// RecordedField is what is recorded of one field or section.
type RecordedField struct {
	Key    string
	Hashes []string // one for each segment
}

// Hashes returns those of a field, one for each of its segments. ok is false
// where nothing was recorded of it.
func (r *TranslationRecord) Hashes(key string) (hashes []string, ok bool) {
	for _, f := range r.Fields {
		if f.Key == key {
			return f.Hashes, true
		}
	}
	return nil, false
}

// hashLetters have no vowels, so that no hash is a word, and no digits, so that
// no reader of YAML takes one for a number.
const hashLetters = "bcdfghjklmnpqrstvwxz"

// ParagraphHash is five letters that change with the text, but not with its
// line breaks. Two different paragraphs share a hash once in three million; a
// change from one to the other would not be noticed.
func ParagraphHash(text string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(strings.Fields(text), " "))) // never fails
	sum, letters := h.Sum64(), make([]byte, 5)
	for i := range letters {
		letters[i] = hashLetters[sum%uint64(len(hashLetters))]
		sum /= uint64(len(hashLetters))
	}
	return string(letters)
}

// ParagraphHashes are the hashes of fields as they are now.
func ParagraphHashes(fields []Field) (all []RecordedField) {
	for _, f := range fields {
		r := RecordedField{Key: f.Key}
		for _, s := range f.Segments {
			r.Hashes = append(r.Hashes, ParagraphHash(s.Text))
		}
		all = append(all, r)
	}
	return all
}

// RecordText is the YAML of the field translates.
func RecordText(from string, fields []RecordedField) string {
	text := "translates:\n  from: " + from + "\n"
	for _, f := range fields {
		text += "  " + f.Key + ": " + strings.Join(f.Hashes, " ") + "\n"
	}
	return text
}

// Translated is the language from which a file in lang was translated, by its
// record.
func (o *Office) Translated(r *TranslationRecord, lang string) string {
	if r.From != "" && r.From != lang {
		return r.From
	}
	for _, l := range o.Languages {
		if l != lang {
			return l
		}
	}
	return lang
}
