package site

import (
	"html/template"
	"io"

	"fiftysix/internal/inspection"
)

// statementPage is the accessibility statement that the law asks of public
// bodies, in the headings of the government's model: the Public Sector Bodies
// (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018,
// reg. 8. It states only what the settings state; its ids have "--", so that they
// differ from those of the office's own headings.
type statementPage struct {
	layoutData
	Heading  Text
	Text     template.HTML // the office's own words, "" for none
	Office   Text
	Status   string // full, partial or none; "" if not set
	Tested   inspection.Date
	By       Text
	Problems []Text
	Files    []barrier
	Contact  contact
}

// barrier is a file that the office says not everyone can use.
type barrier struct {
	File   file
	Report link
}

// idStatement is the id of the office's own page on accessibility, which
// is shown with the statement on one page.
const idStatement = "accessibility"

// planStatement plans the statement; own is the office's page, or nil.
func (e *localeSite) planStatement(to *outputList, own *inspection.Page) {
	o := Output{URL: e.statementURL(), Page: true}
	if own != nil {
		o.Sources = []string{own.File}
	}
	to.add(o, func(w io.Writer) error { return e.renderStatement(w, o, own) })
}

func (e *localeSite) renderStatement(w io.Writer, o Output, own *inspection.Page) error {
	sh := e.pageContext(o.URL, o.Sources...)
	view := &statementPage{
		Heading: sh.words.text("statement.title"), Office: sh.officeName(),
		Contact: sh.contact(), Files: sh.barriers(),
	}
	if a := sh.reg.Office.Accessibility; a != nil {
		view.Status, view.Tested, view.By = a.Status, a.Tested, sh.local(a.By)
		for _, p := range a.KnownProblems {
			view.Problems = append(view.Problems, sh.local(p))
		}
	}
	description, hold := sh.words.text("statement.description", "office", sh.office()), inspection.Embargo{}
	if own != nil {
		text := sh.pagePassage(own)
		view.Heading, view.Text = sh.pageTitle(own), sh.passage(text, "", "", 2)
		description, hold = sh.describe(text, description), own.Embargo
	}
	var err error
	if view.layoutData, err = sh.layoutData(plain(view.Heading), description, o.URL); err != nil {
		return err
	}
	view.Hold = sh.embargoReason(hold)
	view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
	return sh.render(w, layoutStatement, view)
}

// barriers are the files of all reports that not everyone can use.
func (sh *pageContext) barriers() []barrier {
	var all []barrier
	for _, r := range sh.reg.Reports {
		for _, a := range r.Attachments {
			if f := sh.file(r, a); f.Barrier {
				all = append(all, barrier{f, sh.toReport(r)})
			}
		}
	}
	return all
}
