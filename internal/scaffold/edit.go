package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fiftysix/internal/frontmatter"
)

// A ByHandError means that a field cannot be changed without touching anything
// else in the file. It holds what a person is to write, and where.
type ByHandError struct {
	Line int // write the text below this one
	Text string
	what string // the history, or the response
}

func (e *ByHandError) Error() string {
	return fmt.Sprintf("%s is written in a way that only a person can add to\nwrite this below line %d yourself:\n%s", e.what, e.Line, e.Text)
}

// errProblems is for a file whose own problems "fiftysix check" reports.
var errProblems = errors.New("something is wrong with the file\nto see what: fiftysix check")

// An openedFile is a content file's bytes, and the document they hold.
type openedFile struct {
	raw   []byte
	doc   *frontmatter.Document
	lines []int // where each line begins in raw
}

// openFile reads a file. It returns nil if the front matter has a problem.
func openFile(raw []byte) *openedFile {
	f, _ := frontmatter.Open("", raw)
	if f == nil || !utf8.Valid(raw) {
		return nil
	}
	doc, problems := frontmatter.Split(f)
	if doc == nil || len(problems) > 0 {
		return nil
	}
	return &openedFile{raw: raw, doc: doc, lines: lineStarts(raw)}
}

// lineStarts finds where lines begin, counting them as [frontmatter.Open] does.
func lineStarts(raw []byte) []int {
	at := 0
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		at = 3
	}
	starts := []int{at}
	for ; at < len(raw); at++ {
		if raw[at] == '\n' || raw[at] == '\r' && (at+1 == len(raw) || raw[at+1] != '\n') {
			starts = append(starts, at+1)
		}
	}
	return append(starts, len(raw))
}

// An edit replaces the bytes from:to of a file.
type edit struct {
	from, to int
	text     string
}

// apply returns the file as the first of the edits leaves it that changes one
// field as intended and nothing else, or nil. There are several edits because
// where a value ends is only known by reading the result.
func (f *openedFile) apply(edits []edit, field string, intended func(before, after *frontmatter.Value) bool) []byte {
	for _, e := range edits {
		edited := slices.Concat(f.raw[:e.from], []byte(e.text), f.raw[e.to:])
		after := openFile(edited)
		if after == nil || f.doc.Text[f.doc.Body:] != after.doc.Text[after.doc.Body:] {
			continue
		}
		fields, changed := f.doc.Fields, after.doc.Fields
		if sameEntries(without(fields, field), without(changed, field)) && intended(fields.Field(field), changed.Field(field)) {
			return edited
		}
	}
	return nil
}

// replace is an edit whose text gets the line endings of the file.
func (f *openedFile) replace(from, to int, text string) edit {
	return edit{from, to, strings.ReplaceAll(text, "\n", f.newline(to))}
}

func (f *openedFile) insert(at int, text string) edit { return f.replace(at, at, text) }

// addToFlow are the edits that could add an item to a list or a map in
// brackets, which begins at an offset.
func (f *openedFile) addToFlow(start int, closing byte, item string) (edits []edit) {
	for _, end := range f.closings(start, closing) {
		inside := strings.TrimRight(f.doc.Text[start+1:end], " \t\n")
		separator := ", "
		switch {
		case inside == "":
			separator = ""
		case strings.HasSuffix(inside, ","):
			separator = " "
		}
		edits = append(edits, f.insert(f.rawAt(start+1+len(inside)), separator+item))
	}
	return edits
}

// closings are the offsets of every bracket that could close the one at start.
func (f *openedFile) closings(start int, bracket byte) (offsets []int) {
	for i := start + 1; i < f.doc.Body; i++ {
		if f.doc.Text[i] == bracket {
			offsets = append(offsets, i)
		}
	}
	return offsets
}

// opens reports whether the text has a bracket at an offset.
func (f *openedFile) opens(offset int, bracket byte) bool {
	return offset < len(f.doc.Text) && f.doc.Text[offset] == bracket
}

// lineAt is where a line of the file, from 1, begins in raw.
func (f *openedFile) lineAt(line int) int { return f.lines[min(line, len(f.lines))-1] }

// rawAt is where an offset of the text is in raw.
func (f *openedFile) rawAt(offset int) int {
	line, _ := f.doc.Position(offset)
	return f.lineAt(line) + offset - f.doc.Offset(line, 1)
}

// newline is what ends the line before an offset of raw.
func (f *openedFile) newline(at int) string {
	end := bytes.LastIndexAny(f.raw[:at], "\r\n")
	switch {
	case end > 0 && f.raw[end] == '\n' && f.raw[end-1] == '\r':
		return "\r\n"
	case end >= 0 && f.raw[end] == '\r':
		return "\r"
	}
	return "\n"
}

// without are the fields of a map except one.
func without(v *frontmatter.Value, name string) []frontmatter.Entry {
	return slices.DeleteFunc(slices.Clone(v.Entries), func(e frontmatter.Entry) bool { return e.Key.Text == name })
}

// hasExactly reports whether v is a map of these texts.
func hasExactly(v *frontmatter.Value, texts map[string]string) bool {
	if v == nil || v.Kind != frontmatter.Map || len(v.Entries) != len(texts) {
		return false
	}
	for name, text := range texts {
		if field := v.Field(name); field == nil || field.Kind != frontmatter.Scalar || field.Text != text {
			return false
		}
	}
	return true
}

// same reports whether two values differ in nothing but their position.
func same(a, b frontmatter.Value) bool {
	return a.Kind == b.Kind && a.Text == b.Text && a.Plain == b.Plain && a.Comment == b.Comment &&
		slices.EqualFunc(a.Items, b.Items, same) && sameEntries(a.Entries, b.Entries)
}

func sameEntries(a, b []frontmatter.Entry) bool {
	return slices.EqualFunc(a, b, func(a, b frontmatter.Entry) bool {
		return a.Key.Text == b.Key.Text && same(a.Value, b.Value)
	})
}
