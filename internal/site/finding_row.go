package site

import (
	"fiftysix/internal/register"
)

// findingRow is a finding in a list.
type findingRow struct {
	link
	FirstWords  said // of the inspectorate's
	Report      link
	Withdrawn   register.Date // of the report
	PartOf      *link
	Repeats     *link
	AddressedTo []link
	Due         register.Date
	DueText     said // as printed
	DueNow      bool
	Status      status
	Others      bool // others' to act on
	Hold        string
}

// firstWords is how much of a finding a list shows.
const firstWords = 160

// findingRow shows a finding in a list.
func (sh *sheet) findingRow(f *register.Finding) findingRow {
	r, text := f.Report, sh.findingPassage(f, findingText)
	latest, _ := f.Latest()
	row := findingRow{
		link:       link{sh.href(sh.called(f).url), sh.called(f).distinct},
		FirstWords: sh.in(text.lang, beginning(text.text, firstWords)),
		Report:     *sh.reportLink(r),
		PartOf:     sh.findingLink(f.Parent, r), Repeats: sh.findingLink(f.SameAs, r),
		AddressedTo: sh.addresseeLinks(f),
		DueText:     sh.findingSaid(f, dueText), DueNow: f.Due.Kind == register.DueImmediately,
		Status: sh.status(f, latest.Status, latest.By, latest.Date), Others: f.Whose == register.Others,
		Hold: first(sh.held(f.Hold), sh.held(r.Hold)),
	}
	row.Due, _ = f.DueDate()
	if r.Withdrawn != nil {
		row.Withdrawn = r.Withdrawn.Date
	}
	if r.Response != nil {
		row.Hold = first(row.Hold, sh.held(r.Response.Hold))
	}
	return row
}

// addresseeLinks lead from a finding to all that was asked of the same bodies.
func (sh *sheet) addresseeLinks(f *register.Finding) []link {
	var links []link
	for _, a := range f.AddressedTo {
		links = append(links, link{sh.href(sh.addresseeURL(a.ID)), sh.addressee(a)})
	}
	return links
}
