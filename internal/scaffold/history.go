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

// An Entry is one entry of a finding's history.
type Entry struct {
	Date, Status, By string
	Note, URL        string // may be empty
}

// A ByHandError says that an entry cannot be put into a file without touching
// anything else in it, and what a person is to write, and where.
type ByHandError struct {
	Line int // below which the words belong
	Text string
	what string // the history where it is empty
}

func (e *ByHandError) Error() string {
	what := e.what
	if what == "" {
		what = "the history"
	}
	return fmt.Sprintf("%s is written in a way that only a person can add to\nwrite this below line %d yourself:\n%s", what, e.Line, e.Text)
}

// errProblems is for a file that says of itself already what is wrong with it.
var errProblems = errors.New("something is wrong with the file\nto see what: fiftysix check")

// AddEntry puts an entry at the end of the history of a finding's file, as it
// stands on the disk. Every other byte stays: the new file is the old one with
// one passage put in. It is read again, and given back only if the history has
// grown by that entry and nothing else has changed.
func AddEntry(raw []byte, e Entry) ([]byte, error) {
	before := openFile(raw)
	if before == nil {
		return nil, errProblems
	}
	for _, try := range before.places() {
		added := before.put(try, e)
		if grownBy(before.doc, openFile(added), e) {
			return added, nil
		}
	}
	return nil, before.byHand(e)
}

// An openedFile is a content file, as it stands on the disk and as it is read.
type openedFile struct {
	raw   []byte
	doc   *frontmatter.Document
	lines []int // where each line begins in raw
	list  *frontmatter.Value
}

// openFile reads a file; nil if anything is wrong with how its fields are
// written.
func openFile(raw []byte) *openedFile {
	f, _ := frontmatter.Open("", raw)
	if f == nil {
		return nil
	}
	doc, problems := frontmatter.Split(f)
	if doc == nil || len(problems) > 0 {
		return nil
	}
	return &openedFile{raw: raw, doc: doc, lines: lineStarts(raw), list: doc.Fields.Field("history")}
}

// lineStarts finds the beginnings of lines, whatever ends them, as source.Open
// counts them.
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

// A place is where an entry could go, and how it would be written there.
type place struct {
	at     int // in raw
	write  func(Entry) string
	before string
	after  string
}

// places are where the entry could go, the likeliest first. Which of them is
// right is found out by reading the result.
func (f *openedFile) places() []place {
	switch {
	case f.list == nil:
		fence, _ := f.doc.Position(f.doc.Body)
		if f.doc.Body == len(f.doc.Text) && !strings.HasSuffix(f.doc.Text, "\n") {
			fence++ // the closing line is the file's last and has no end
		}
		return []place{{at: f.lineAt(fence - 1), write: blockEntry("  "), before: "history:\n"}}
	case f.list.Kind == frontmatter.Nothing:
		line, _ := f.doc.Position(f.doc.Fields.Key("history").Offset)
		return []place{{at: f.lineAt(line + 1), write: blockEntry("  ")}}
	case f.opens(f.list.Offset, '['):
		return f.placesInBrackets()
	case f.list.Kind == frontmatter.Map && f.opens(f.list.Offset, '{'):
		return f.placesAroundBraces()
	case f.list.Kind == frontmatter.List && len(f.list.Items) > 0:
		return f.placesBelow()
	}
	return nil
}

// placesBelow are the places below the last entry of a list with hyphens:
// under its last line, and, should that be wrong, under each line after it.
func (f *openedFile) placesBelow() (places []place) {
	last := f.list.Items[len(f.list.Items)-1]
	line, _ := f.doc.Position(last.Offset)
	text := f.doc.Line(line)
	hyphen := strings.IndexFunc(text, func(r rune) bool { return r != ' ' })
	if hyphen < 0 || text[hyphen] != '-' {
		return nil
	}
	write := blockEntry(text[:hyphen])
	if f.opens(last.Offset, '{') {
		write = func(e Entry) string { return text[:hyphen] + "- " + flowEntry(e) + "\n" }
	}
	fence, _ := f.doc.Position(f.doc.Body)
	end := line
	var spare []place
	for n := line + 1; n < fence; n++ {
		text := f.doc.Line(n)
		bare := strings.TrimLeft(text, " ")
		deeper, note := len(text)-len(bare) > hyphen, strings.HasPrefix(bare, "#")
		if bare != "" && !deeper && !note {
			break
		}
		if bare != "" && deeper {
			end = n
		}
		spare = append(spare, place{at: f.lineAt(n + 1), write: write})
	}
	return append([]place{{at: f.lineAt(end + 1), write: write}}, spare...)
}

// placesInBrackets are the places before what could close a list in brackets.
func (f *openedFile) placesInBrackets() (places []place) {
	text := f.doc.Text[:f.doc.Body]
	for i := f.list.Offset + 1; i < len(text); i++ {
		if text[i] != ']' {
			continue
		}
		inside := strings.TrimRight(text[f.list.Offset+1:i], " \t\n")
		p := place{at: f.rawAt(f.list.Offset + 1 + len(inside)), write: flowEntry, before: ", "}
		switch {
		case inside == "":
			p.before = ""
		case strings.HasSuffix(inside, ","):
			p.before = " "
		}
		places = append(places, p)
	}
	return places
}

// placesAroundBraces make the one entry of a history without a list the first
// of a list.
func (f *openedFile) placesAroundBraces() (places []place) {
	text := f.doc.Text[:f.doc.Body]
	for i := f.list.Offset + 1; i < len(text); i++ {
		if text[i] == '}' {
			places = append(places, place{at: f.rawAt(i + 1), write: flowEntry, before: ", ", after: "]"})
		}
	}
	return places
}

// opens says whether the file has a bracket at an offset of its text.
func (f *openedFile) opens(offset int, bracket byte) bool {
	return offset < len(f.doc.Text) && f.doc.Text[offset] == bracket
}

// lineAt is where a line of the file, from 1, begins in raw.
func (f *openedFile) lineAt(line int) int { return f.lines[min(line, len(f.lines))-1] }

// rawAt is where an offset of the text stands in raw.
func (f *openedFile) rawAt(offset int) int {
	line, _ := f.doc.Position(offset)
	return f.lineAt(line) + offset - f.doc.Offset(line, 1)
}

// put makes the new file: raw with one passage put in, in the file's own kind
// of line.
func (f *openedFile) put(p place, e Entry) []byte {
	passage := p.before + p.write(e) + p.after
	passage = strings.ReplaceAll(passage, "\n", f.newline(p.at))
	if p.after == "]" {
		at := f.rawAt(f.list.Offset)
		return slices.Concat(f.raw[:at], []byte("["), f.raw[at:p.at], []byte(passage), f.raw[p.at:])
	}
	return slices.Concat(f.raw[:p.at], []byte(passage), f.raw[p.at:])
}

// newline is what ends the line before a place.
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

// blockEntry writes an entry a line a field, its hyphen behind an indent.
func blockEntry(indent string) func(Entry) string {
	return func(e Entry) string {
		return indent + "- " + strings.Join(e.fields(), "\n"+indent+"  ") + "\n"
	}
}

// flowEntry writes an entry on one line, in curly brackets.
func flowEntry(e Entry) string { return "{" + strings.Join(e.fields(), ", ") + "}" }

func (e Entry) fields() []string {
	fields := []string{"date: " + e.Date, "status: " + e.Status, "by: " + e.By}
	if e.Note != "" {
		fields = append(fields, "note: "+quoted(e.Note))
	}
	if e.URL != "" {
		fields = append(fields, "url: "+quoted(e.URL))
	}
	return fields
}

// grownBy says whether after is before with the entry at the end of its
// history, and the same in everything else.
func grownBy(before *frontmatter.Document, after *openedFile, e Entry) bool {
	if after == nil || before.Text[before.Body:] != after.doc.Text[after.doc.Body:] {
		return false
	}
	was, is := before.Fields.Entries, after.doc.Fields.Entries
	if before.Fields.Field("history") == nil {
		was = append(slices.Clone(was), frontmatter.Entry{Key: frontmatter.Value{Kind: frontmatter.Scalar, Text: "history", Plain: true}})
	}
	if len(was) != len(is) {
		return false
	}
	for i := range was {
		if was[i].Key.Text != is[i].Key.Text {
			return false
		}
		if was[i].Key.Text == "history" {
			if !historyGrown(&was[i].Value, &is[i].Value, e) {
				return false
			}
		} else if !same(&was[i].Value, &is[i].Value) {
			return false
		}
	}
	return true
}

func historyGrown(was, is *frontmatter.Value, e Entry) bool {
	var old []frontmatter.Value
	switch was.Kind {
	case frontmatter.List:
		old = was.Items
	case frontmatter.Map:
		old = []frontmatter.Value{*was}
	case frontmatter.Scalar:
		return false
	}
	if is.Kind != frontmatter.List || len(is.Items) != len(old)+1 {
		return false
	}
	for i := range old {
		if !same(&old[i], &is.Items[i]) {
			return false
		}
	}
	return e.is(&is.Items[len(old)])
}

// is says whether a value of a file says what the entry does.
func (e Entry) is(v *frontmatter.Value) bool {
	want := map[string]string{"date": e.Date, "status": e.Status, "by": e.By}
	if e.Note != "" {
		want["note"] = strings.Join(strings.Fields(e.Note), " ")
	}
	if e.URL != "" {
		want["url"] = strings.Join(strings.Fields(e.URL), " ")
	}
	if v.Kind != frontmatter.Map || len(v.Entries) != len(want) {
		return false
	}
	for name, text := range want {
		if field := v.Field(name); field == nil || field.Kind != frontmatter.Scalar || field.Text != text {
			return false
		}
	}
	return true
}

// same says whether two values are the same but for where they stand.
func same(a, b *frontmatter.Value) bool {
	if a.Kind != b.Kind || a.Text != b.Text || a.Plain != b.Plain || a.Comment != b.Comment ||
		len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Items {
		if !same(&a.Items[i], &b.Items[i]) {
			return false
		}
	}
	for i := range a.Entries {
		if a.Entries[i].Key.Text != b.Entries[i].Key.Text || !same(&a.Entries[i].Value, &b.Entries[i].Value) {
			return false
		}
	}
	return true
}

// byHand says what a person is to write, and where.
func (f *openedFile) byHand(e Entry) error {
	if f.list != nil && f.list.Kind == frontmatter.Map {
		line, _ := f.doc.Position(f.list.Offset)
		return fmt.Errorf("the history has one entry and no hyphen, so a second cannot be put after it\n"+
			"on line %d write a hyphen and a space before its first field, and two more spaces before each of the others; then try again", line)
	}
	if f.list != nil && f.list.Kind == frontmatter.List && f.opens(f.list.Offset, '[') {
		line, _ := f.doc.Position(f.list.Offset)
		return fmt.Errorf("the history on line %d is written in a way that only a person can add to\n"+
			"write this before the ] that closes it yourself: , %s", line, flowEntry(e))
	}
	line, indent := 1, "  "
	if key := f.doc.Fields.Key("history"); key != nil {
		line, _ = f.doc.Position(key.Offset)
	}
	if f.list != nil && f.list.Kind == frontmatter.List && len(f.list.Items) > 0 {
		last := f.list.Items[len(f.list.Items)-1]
		var column int
		line, column = f.doc.Position(last.Offset)
		indent = strings.Repeat(" ", max(0, column-3))
		for n := len(last.Entries) - 1; n >= 0; n-- {
			if at, _ := f.doc.Position(last.Entries[n].Value.Offset); at > line {
				line = at
			}
		}
	}
	return &ByHandError{Line: line, Text: strings.TrimSuffix(blockEntry(indent)(e), "\n")}
}

// LastEntry is the day of a history's last entry, and its status; both are
// empty where there is none.
func LastEntry(raw []byte) (date, status string) {
	f := openFile(raw)
	if f == nil || f.list == nil || !utf8.Valid(raw) {
		return "", ""
	}
	last := f.list
	if f.list.Kind == frontmatter.List && len(f.list.Items) > 0 {
		last = &f.list.Items[len(f.list.Items)-1]
	}
	for i := range last.Entries {
		switch last.Entries[i].Key.Text {
		case "date":
			date = last.Entries[i].Value.Text
		case "status":
			status = last.Entries[i].Value.Text
		}
	}
	return date, status
}
