package site

import (
	"html/template"

	"fiftysix/internal/register"
)

// plainPage is a page of the office's own words.
type plainPage struct {
	frame
	Heading string
	Text    template.HTML
}

func (e *edition) planPages(to *shelf) {
	for _, p := range e.reg.Pages {
		if p.ID == idStatement {
			continue // one page with the statement: see planStatement
		}
		o := Output{URL: e.pageURL(p), Page: true, Sources: []string{p.File}}
		to.add(o, func() ([]byte, error) { return e.drawPage(o, p) })
	}
}

func (e *edition) drawPage(o Output, p *register.Page) ([]byte, error) {
	sh, w := e.sheet(o.URL, o.Sources...), e.page(p)
	view := &plainPage{Heading: w.Title, Text: sh.prose(w.Text, p.File, "", "", 2)}
	var err error
	if view.frame, err = sh.frame(w.Title, describe(w.Text, w.Title), o.URL); err != nil {
		return nil, err
	}
	view.Hold = sh.held(p.Hold)
	view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
	return sh.draw(layoutPage, view)
}

// lostPage is what a host shows for an address where nothing is.
type lostPage struct {
	frame
	Home    string
	Reports string
}

// planLost plans 404.html. A host shows it at any depth, so its links begin
// at the site's own path, as far as that is known, instead of at the page.
func (e *edition) planLost(to *shelf) {
	o := Output{URL: e.lostURL()}
	to.add(o, func() ([]byte, error) {
		sh := e.sheet(o.URL)
		sh.root = e.basePath()
		view := &lostPage{Home: sh.href(sh.homeURL()), Reports: sh.href(sh.reportsURL())}
		var err error
		view.frame, err = sh.frame(sh.words.text("lost.title"), sh.words.text("lost.title"), o.URL)
		if err != nil {
			return nil, err
		}
		view.Canonical, view.NoIndex = "", true
		return sh.draw(layoutLost, view)
	})
}

// movedPage leads on from an address that a page once had.
type movedPage struct {
	frame
	Heading string
	To      link
}

// move is an old address, and the page that it now leads to.
type move struct {
	from, at string
	source   string // the file that claims it
	name     func(*sheet) string
}

// eachMove gives every old address. That of a report covers its findings too.
func (e *edition) eachMove(do func(move)) {
	for _, r := range e.reg.Reports {
		for _, alias := range r.Aliases {
			from := movedURL(alias)
			do(move{from, e.reportURL(r), r.File, func(sh *sheet) string { return sh.name(r) }})
			if from[len(from)-1] != '/' {
				continue
			}
			for _, f := range r.Findings {
				at := e.findingURL(f)
				do(move{from + at[len(e.reportURL(r)):], at, r.File, func(sh *sheet) string { return sh.findingFull(f) }})
			}
		}
	}
	for _, p := range e.reg.Pages {
		for _, alias := range p.Aliases {
			do(move{movedURL(alias), e.pageURL(p), p.File, func(sh *sheet) string { return sh.page(p).Title }})
		}
	}
}

// planMoved plans a page at every old address.
func (e *edition) planMoved(to *shelf) {
	e.eachMove(func(m move) { e.addMoved(to, m) })
}

func (e *edition) addMoved(to *shelf, m move) {
	o := Output{URL: m.from, Sources: []string{m.source}}
	to.add(o, func() ([]byte, error) {
		sh := e.sheet(m.from, m.source)
		view := &movedPage{To: link{sh.href(m.at), m.name(sh)}}
		var err error
		title := sh.words.text("moved.title", "title", view.To.Text)
		if view.frame, err = sh.frame(title, title, ""); err != nil {
			return nil, err
		}
		view.Heading = title
		view.NoIndex, view.MovedTo = true, view.To.Href
		if e.base != "" {
			view.Canonical = e.base + m.at[1:]
		}
		return sh.draw(layoutMoved, view)
	})
}
