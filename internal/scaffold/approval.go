package scaffold

import (
	"fmt"
	"strings"

	"fiftysix/internal/frontmatter"
)

// An Approval is who approved a report's words, on which day, and the hash of
// those words.
type Approval struct{ By, On, Hash string }

// Approve writes an approval into a report's file, over one that is there
// already. Every other byte stays: the new file is read again, and returned
// only if nothing but the approval has changed.
func Approve(raw []byte, a Approval) ([]byte, error) {
	f := openFile(raw)
	if f == nil {
		return nil, errProblems
	}
	response := f.doc.Fields.Field("response")
	if response == nil || response.Kind != frontmatter.Map || len(response.Entries) == 0 {
		return nil, fmt.Errorf("there is no response in it to approve")
	}
	approved := f.apply(f.approvals(response, a), "response", func(before, after *frontmatter.Value) bool {
		return after != nil && sameEntries(without(before, "approved"), without(after, "approved")) &&
			hasExactly(after.Field("approved"), map[string]string{"by": oneLine(a.By), "on": a.On, "hash": a.Hash})
	})
	if approved == nil {
		line, column := f.doc.Position(response.Entries[0].Key.Offset)
		return nil, &ByHandError{Line: line, Text: strings.Repeat(" ", column-1) + a.field(), what: "the response"}
	}
	return approved, nil
}

// approvals are the edits that could write the approval, the likeliest first.
func (f *openedFile) approvals(response *frontmatter.Value, a Approval) (edits []edit) {
	fence, _ := f.doc.Position(f.doc.Body)
	if old := response.Field("approved"); old != nil {
		key := response.Key("approved").Offset
		start := f.rawAt(key)
		if f.opens(old.Offset, '{') {
			for _, end := range f.closings(old.Offset, '}') {
				edits = append(edits, f.replace(start, f.rawAt(end+1), a.field()))
			}
		}
		line, _ := f.doc.Position(key)
		for n := line + 1; n <= fence; n++ {
			edits = append(edits, f.replace(start, f.lineAt(n), a.field()+"\n"))
		}
		return edits
	}
	if f.opens(response.Offset, '{') {
		return f.addToFlow(response.Offset, '}', a.field())
	}
	_, column := f.doc.Position(response.Entries[0].Key.Offset)
	last, _ := f.doc.Position(response.Entries[len(response.Entries)-1].Key.Offset)
	for n := last + 1; n <= fence; n++ { // below the last field, wherever that ends
		edits = append(edits, f.insert(f.lineAt(n), strings.Repeat(" ", column-1)+a.field()+"\n"))
	}
	return edits
}

// field is the approval as a file has it, on one line.
func (a Approval) field() string {
	return "approved: {by: " + quoted(a.By) + ", on: " + a.On + ", hash: " + quoted(a.Hash) + "}"
}
