package site

import (
	"slices"

	"fiftysix/internal/inspection"
)

// findingRow is a finding in a list.
type findingRow struct {
	link
	FirstWords  Text // of the inspectorate's
	Report      link
	Withdrawn   inspection.Date // of the report
	PartOf      *link
	Repeats     *link
	AddressedTo []link
	Due         inspection.Date
	DueText     Text // as printed
	DueNow      bool
	Status      status
	Others      bool // others' to act on
	Hold        string
}

// firstWords is how much of a finding a list shows.
const firstWords = 160

// findingRows shows findings in a list.
func (sh *pageContext) findingRows(findings []*inspection.Finding) []findingRow {
	rows := make([]findingRow, len(findings))
	known := rowLinks{links: make([]link, 0, 3*len(findings))}
	for i, f := range findings {
		rows[i] = sh.findingRow(f, &known)
	}
	return rows
}

// rowLinks are the links of a list that lead to the same place from one row after
// another.
type rowLinks struct {
	report     *inspection.Report
	reportLink link
	addressees map[string]addresseeLink // by name
	links      []link                   // those of all rows
}

type addresseeLink struct {
	id string
	link
}

// findingRow shows a finding in a list.
func (sh *pageContext) findingRow(f *inspection.Finding, known *rowLinks) findingRow {
	r, text := f.Report, sh.findingPassage(f, findingBody)
	latest, _ := f.Latest()
	row := findingRow{
		link:       link{sh.href(sh.findingNames(f).url), sh.findingNames(f).distinct},
		FirstWords: sh.withLang(text.lang, excerpt(text.text, firstWords)),
		Report:     known.to(sh, r),
		PartOf:     sh.findingLink(f.Parent, r), Repeats: sh.findingLink(f.SameAs, r),
		AddressedTo: known.addressedTo(sh, f),
		DueText:     sh.findingText(f, dueText), DueNow: f.Due.Kind == inspection.DueImmediately,
		Status: sh.status(f, latest.Status, latest.By, latest.Date), Others: f.Responsibility == inspection.Others,
		Hold: first(sh.embargoReason(f.Embargo), sh.embargoReason(r.Embargo)),
	}
	row.Due, _ = f.DueDate()
	if r.Withdrawn != nil {
		row.Withdrawn = r.Withdrawn.Date
	}
	if r.Response != nil {
		row.Hold = first(row.Hold, sh.embargoReason(r.Response.Embargo))
	}
	return row
}

// to leads to a report: findings of one stand together in most lists.
func (known *rowLinks) to(sh *pageContext, r *inspection.Report) link {
	if known.report != r {
		known.report, known.reportLink = r, sh.toReport(r)
	}
	return known.reportLink
}

// addressedTo leads from a finding to all that was asked of the same bodies.
func (known *rowLinks) addressedTo(sh *pageContext, f *inspection.Finding) []link {
	if known.addressees == nil {
		known.addressees = map[string]addresseeLink{}
	}
	from := len(known.links)
	for _, a := range f.AddressedTo {
		to, ok := known.addressees[a.Name]
		if !ok || to.id != a.ID {
			to = addresseeLink{a.ID, sh.addresseeLink(a)}
			known.addressees[a.Name] = to
		}
		known.links = append(known.links, to.link)
	}
	return slices.Clip(known.links[from:])
}

// addresseeLinks lead from a finding to all that was asked of the same bodies.
func (sh *pageContext) addresseeLinks(f *inspection.Finding) []link {
	links := make([]link, len(f.AddressedTo))
	for i, a := range f.AddressedTo {
		links[i] = sh.addresseeLink(a)
	}
	return links
}

func (sh *pageContext) addresseeLink(a inspection.Addressee) link {
	return link{sh.href(sh.addresseeURL(a.ID)), sh.addressee(a)}
}
