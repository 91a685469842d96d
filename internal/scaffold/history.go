package scaffold

import (
	"fmt"
	"strings"

	"fiftysix/internal/frontmatter"
)

// An Entry is one entry of a finding's history.
type Entry struct {
	Date, Status, By string
	Note, URL        string // may be empty
}

// AddEntry puts an entry at the end of the history in a finding's file. Every
// other byte stays: the new file is read again, and returned only if the
// history has this entry more and nothing else has changed.
func AddEntry(raw []byte, e Entry) ([]byte, error) {
	f := openFile(raw)
	if f == nil {
		return nil, errProblems
	}
	added := f.apply(f.additions(e), "history", e.isAdded)
	if added == nil {
		return nil, f.byHand(e)
	}
	return added, nil
}

func (f *openedFile) history() *frontmatter.Value { return f.doc.Fields.Field("history") }

// additions are the edits that could add the entry, the likeliest first.
func (f *openedFile) additions(e Entry) (edits []edit) {
	history := f.history()
	switch {
	case history == nil:
		fence, _ := f.doc.Position(f.doc.Body)
		if f.doc.Body == len(f.doc.Text) && !strings.HasSuffix(f.doc.Text, "\n") {
			fence++ // the closing line is the file's last and has no end
		}
		return []edit{f.insert(f.lineAt(fence-1), "history:\n"+e.block("  "))}
	case history.Kind == frontmatter.Nothing:
		line, _ := f.doc.Position(f.doc.Fields.Key("history").Offset)
		return []edit{f.insert(f.lineAt(line+1), e.block("  "))}
	case f.opens(history.Offset, '['):
		return f.addToFlow(history.Offset, ']', e.flow())
	case history.Kind == frontmatter.Map && f.opens(history.Offset, '{'):
		// The one entry becomes the first of a list.
		start := f.rawAt(history.Offset)
		for _, closing := range f.closings(history.Offset, '}') {
			end := f.rawAt(closing + 1)
			edits = append(edits, edit{start, end, "[" + string(f.raw[start:end]) + ", " + e.flow() + "]"})
		}
		return edits
	case history.Kind == frontmatter.List && len(history.Items) > 0:
		return f.addBelow(history.Items[len(history.Items)-1], e)
	}
	return nil
}

// addBelow are the edits that put the entry below the last one of a list with
// hyphens: under its last line or, should that be wrong, under each line after.
func (f *openedFile) addBelow(last frontmatter.Value, e Entry) (edits []edit) {
	line, _ := f.doc.Position(last.Offset)
	text := f.doc.Line(line)
	hyphen := strings.IndexFunc(text, func(r rune) bool { return r != ' ' })
	if hyphen < 0 || text[hyphen] != '-' {
		return nil
	}
	item := e.block(text[:hyphen])
	if f.opens(last.Offset, '{') {
		item = text[:hyphen] + "- " + e.flow() + "\n"
	}
	fence, _ := f.doc.Position(f.doc.Body)
	end := line
	for n := line + 1; n < fence; n++ {
		text := f.doc.Line(n)
		trimmed := strings.TrimLeft(text, " ")
		deeper := len(text)-len(trimmed) > hyphen
		if trimmed != "" && !deeper && !strings.HasPrefix(trimmed, "#") {
			break
		}
		if trimmed != "" && deeper {
			end = n
		}
		edits = append(edits, f.insert(f.lineAt(n+1), item))
	}
	return append([]edit{f.insert(f.lineAt(end+1), item)}, edits...)
}

// block is the entry with a line for each field.
func (e Entry) block(indent string) string {
	return indent + "- " + strings.Join(e.fields(), "\n"+indent+"  ") + "\n"
}

// flow is the entry on one line, in curly brackets.
func (e Entry) flow() string { return "{" + strings.Join(e.fields(), ", ") + "}" }

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

// isAdded reports whether one history is the other with the entry at its end.
func (e Entry) isAdded(before, after *frontmatter.Value) bool {
	var old []frontmatter.Value
	switch {
	case before == nil:
	case before.Kind == frontmatter.List:
		old = before.Items
	case before.Kind == frontmatter.Map:
		old = []frontmatter.Value{*before}
	case before.Kind == frontmatter.Scalar:
		return false
	}
	if after == nil || after.Kind != frontmatter.List || len(after.Items) != len(old)+1 {
		return false
	}
	for i := range old {
		if !same(old[i], after.Items[i]) {
			return false
		}
	}
	want := map[string]string{"date": e.Date, "status": e.Status, "by": e.By}
	if e.Note != "" {
		want["note"] = oneLine(e.Note)
	}
	if e.URL != "" {
		want["url"] = oneLine(e.URL)
	}
	return hasExactly(&after.Items[len(old)], want)
}

// byHand is the error with what a person is to write, and where.
func (f *openedFile) byHand(e Entry) error {
	history := f.history()
	if history == nil {
		return &ByHandError{Line: 1, Text: strings.TrimSuffix(e.block("  "), "\n"), what: "the history"}
	}
	line, _ := f.doc.Position(history.Offset)
	switch {
	case history.Kind == frontmatter.Map:
		return fmt.Errorf("the history has one entry and no hyphen, so a second cannot be put after it\n"+
			"on line %d write a hyphen and a space before its first field, and two more spaces before each of the others; then try again", line)
	case history.Kind == frontmatter.List && f.opens(history.Offset, '['):
		return fmt.Errorf("the history on line %d is written in a way that only a person can add to\n"+
			"write this before the ] that closes it yourself: , %s", line, e.flow())
	}
	indent := "  "
	line, _ = f.doc.Position(f.doc.Fields.Key("history").Offset)
	if history.Kind == frontmatter.List && len(history.Items) > 0 {
		last := history.Items[len(history.Items)-1]
		var column int
		line, column = f.doc.Position(last.Offset)
		indent = strings.Repeat(" ", max(0, column-3))
		for _, field := range last.Entries {
			at, _ := f.doc.Position(field.Value.Offset)
			line = max(line, at)
		}
	}
	return &ByHandError{Line: line, Text: strings.TrimSuffix(e.block(indent), "\n"), what: "the history"}
}

// LastEntry is the day and the status of a history's last entry; both are
// empty if there is none.
func LastEntry(raw []byte) (date, status string) {
	f := openFile(raw)
	if f == nil || f.history() == nil {
		return "", ""
	}
	last := f.history()
	if last.Kind == frontmatter.List && len(last.Items) > 0 {
		last = &last.Items[len(last.Items)-1]
	}
	if v := last.Field("date"); v != nil {
		date = v.Text
	}
	if v := last.Field("status"); v != nil {
		status = v.Text
	}
	return date, status
}
