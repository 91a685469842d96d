package scaffold

import (
	"fmt"
	"slices"
	"strings"

	"fiftysix/internal/frontmatter"
)

// An Approval is who approved a report's words, on which day, and the mark of
// those words.
type Approval struct{ By, On, Hash string }

// Approve writes who approved the words into a report's file, as it stands on
// the disk, in the place of an approval that is there already. Every other byte
// stays. The new file is read again, and given back only if the approval is all
// that has changed.
func Approve(raw []byte, a Approval) ([]byte, error) {
	before := openFile(raw)
	if before == nil {
		return nil, errProblems
	}
	response := before.doc.Fields.Field("response")
	if response == nil || response.Kind != frontmatter.Map || len(response.Entries) == 0 {
		return nil, fmt.Errorf("there is no response in it to approve")
	}
	for _, try := range before.approvals(response, a) {
		added := slices.Concat(raw[:try.from], []byte(try.text), raw[try.to:])
		if approvedBy(before.doc, openFile(added), a) {
			return added, nil
		}
	}
	line, column := before.doc.Position(response.Entries[0].Key.Offset)
	return nil, &ByHandError{Line: line, Text: strings.Repeat(" ", column-1) + a.field(), what: "the response"}
}

// An edit puts a text in the place of some bytes.
type edit struct {
	from, to int
	text     string
}

// approvals are the edits that could write the approval, the likeliest first.
// Which of them is right is found out by reading the result.
func (f *openedFile) approvals(response *frontmatter.Value, a Approval) (edits []edit) {
	fence, _ := f.doc.Position(f.doc.Body)
	if old := response.Field("approved"); old != nil {
		key := response.Key("approved").Offset
		start := f.rawAt(key)
		if f.opens(old.Offset, '{') {
			for i := old.Offset + 1; i < f.doc.Body; i++ {
				if f.doc.Text[i] == '}' {
					edits = append(edits, edit{start, f.rawAt(i + 1), a.field()})
				}
			}
		}
		line, _ := f.doc.Position(key)
		for n := line + 1; n <= fence; n++ { // over some lines, or a single one
			edits = append(edits, edit{start, f.lineAt(n), a.field() + f.newline(f.lineAt(n))})
		}
		return edits
	}
	if f.opens(response.Offset, '{') {
		for i := response.Offset + 1; i < f.doc.Body; i++ {
			if f.doc.Text[i] != '}' {
				continue
			}
			inside := strings.TrimRight(f.doc.Text[response.Offset+1:i], " \t\n")
			before := ", "
			if strings.HasSuffix(inside, ",") {
				before = " "
			}
			at := f.rawAt(response.Offset + 1 + len(inside))
			edits = append(edits, edit{at, at, before + a.field()})
		}
		return edits
	}
	_, column := f.doc.Position(response.Entries[0].Key.Offset)
	last, _ := f.doc.Position(response.Entries[len(response.Entries)-1].Key.Offset)
	for n := last + 1; n <= fence; n++ { // below the last field, wherever that ends
		at := f.lineAt(n)
		edits = append(edits, edit{at, at, strings.Repeat(" ", column-1) + a.field() + f.newline(at)})
	}
	return edits
}

// field is the approval as it stands in a file: on one line.
func (a Approval) field() string {
	return "approved: {by: " + quoted(a.By) + ", on: " + a.On + ", hash: " + quoted(a.Hash) + "}"
}

// approvedBy says whether after is before with that approval, and the same in
// everything else.
func approvedBy(before *frontmatter.Document, after *openedFile, a Approval) bool {
	if after == nil || before.Text[before.Body:] != after.doc.Text[after.doc.Body:] {
		return false
	}
	was, is := before.Fields.Entries, after.doc.Fields.Entries
	if len(was) != len(is) {
		return false
	}
	for i := range was {
		if was[i].Key.Text != is[i].Key.Text {
			return false
		}
		if was[i].Key.Text != "response" {
			if !same(&was[i].Value, &is[i].Value) {
				return false
			}
			continue
		}
		if !a.isAllOf(was[i].Value.Entries, is[i].Value.Entries) {
			return false
		}
	}
	return true
}

// isAllOf says whether a response's fields differ by the approval alone.
func (a Approval) isAllOf(was, is []frontmatter.Entry) bool {
	others := func(all []frontmatter.Entry) []frontmatter.Entry {
		return slices.DeleteFunc(slices.Clone(all), func(e frontmatter.Entry) bool { return e.Key.Text == "approved" })
	}
	old, now := others(was), others(is)
	if len(old) != len(now) || len(is) != len(now)+1 {
		return false
	}
	for i := range old {
		if old[i].Key.Text != now[i].Key.Text || !same(&old[i].Value, &now[i].Value) {
			return false
		}
	}
	at := slices.IndexFunc(is, func(e frontmatter.Entry) bool { return e.Key.Text == "approved" })
	v := &is[at].Value
	if v.Kind != frontmatter.Map || len(v.Entries) != 3 {
		return false
	}
	for name, text := range map[string]string{"by": strings.Join(strings.Fields(a.By), " "), "on": a.On, "hash": a.Hash} {
		if field := v.Field(name); field == nil || field.Kind != frontmatter.Scalar || field.Text != text {
			return false
		}
	}
	return true
}
