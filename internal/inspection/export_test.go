package inspection

import (
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
