package inspection

import (
	"testing"

	"fiftysix/internal/diag"
	"fiftysix/internal/markdown"
)

// Passage is a text of one paragraph.
func Passage(words string) markdown.Text {
	doc, _ := markdown.Parse(diag.NewFile("a.md", []byte(words)), 0, markdown.Whole)
	return doc.Lead
}

// AnswerWholly gives the report a response on a day with every part that the
// law asks for.
func AnswerWholly(r *Report, on Date) {
	r.Response = &Response{Published: on, Basis: BasisPublished, NoForceComments: true}
	r.OurComments = Passage("Our comments.")
}

// AddAct adds an invented Act, with 28 days for reports from 2028 on, until the
// test ends.
func AddAct(t *testing.T) {
	before := Duties
	t.Cleanup(func() { Duties = before })
	act := Duty{ID: "invented-2028", From: Date{2028, 1, 1}, Period: 28, Service: Police, Source: "invented"}
	Duties = append([]Duty{act}, before...)
}
