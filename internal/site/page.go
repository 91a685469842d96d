package site

import (
	"html/template"
	"io"
	"strings"

	"fiftysix/internal/inspection"
)

// plainPage is a page that the office wrote.
type plainPage struct {
	layoutData
	Heading Text
	Text    template.HTML
}

func (e *localeSite) planPages(to *outputList) {
	for _, p := range e.reg.Pages {
		if p.ID == idStatement {
			continue // one page with the statement: see planStatement
		}
		o := Output{URL: e.pageURL(p), Page: true, Sources: []string{p.File}}
		to.add(o, func(w io.Writer) error { return e.renderPage(w, o, p) })
	}
}

func (e *localeSite) renderPage(w io.Writer, o Output, p *inspection.Page) error {
	sh := e.pageContext(o.URL, o.Sources...)
	text, title := sh.pagePassage(p), sh.pageTitle(p)
	view := &plainPage{Heading: title, Text: sh.passage(text, "", "", 2)}
	var err error
	if view.layoutData, err = sh.layoutData(plain(title), sh.describe(text, plain(title)), o.URL); err != nil {
		return err
	}
	view.Hold = sh.embargoReason(p.Embargo)
	view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
	return sh.render(w, layoutPage, view)
}

// notFoundPage is what a host serves for an unknown URL.
type notFoundPage struct {
	layoutData
	Home    string
	Reports string
	Others  []notFoundIn // the same in the other languages
}

// notFoundIn says in another language that nothing is here: hosts have one page
// for lost readers, whichever language they read.
type notFoundIn struct {
	Lang, Title, Lead string
	Home, Reports     link
}

// planNotFound plans 404.html. A host shows it at any depth, so its links begin
// at the site's own path, as far as that is known, instead of at the page.
func (e *localeSite) planNotFound(to *outputList) {
	o := Output{URL: e.notFoundURL()}
	to.add(o, func(w io.Writer) error {
		sh := e.pageContext(o.URL)
		sh.root = e.basePath()
		view := &notFoundPage{Home: sh.href(sh.homeURL()), Reports: sh.href(sh.reportsURL())}
		for _, other := range e.localeSites {
			if text := other.words.text; other != e {
				view.Others = append(view.Others, notFoundIn{
					other.words.lang, text("lost.title"), text("lost.lead"),
					link{sh.href(other.homeURL()), text("lost.home")}, link{sh.href(other.reportsURL()), text("lost.reports")},
				})
			}
		}
		var err error
		view.layoutData, err = sh.layoutData(sh.words.text("lost.title"), sh.words.text("lost.title"), o.URL)
		if err != nil {
			return err
		}
		view.Canonical, view.NoIndex = "", true
		return sh.render(w, layoutNotFound, view)
	})
}

// redirectPage redirects from an address that a page once had.
type redirectPage struct {
	layoutData
	Heading Text
	To      link
}

// redirect is an old address, and the page that is now at another.
type redirect struct {
	from, at string
	source   string // the file that claims it
	name     func(*pageContext) Text
}

// eachRedirect gives every old address. That of a report covers its findings too.
// One below another language's root redirects to the page in that language.
func (e *localeSite) eachRedirect(do func(redirect)) {
	for _, r := range e.reg.Reports {
		for _, alias := range r.Aliases {
			from := redirectURL(alias)
			if !e.ownsURL(from) {
				continue
			}
			do(redirect{from, e.reportURL(r), r.File, func(sh *pageContext) Text { return sh.reportName(r) }})
			if from[len(from)-1] != '/' {
				continue
			}
			for _, f := range r.Findings {
				at := e.findingURL(f)
				do(redirect{from + at[len(e.reportURL(r)):], at, r.File, func(sh *pageContext) Text { return sh.findingNames(f).full }})
			}
		}
	}
	for _, p := range e.reg.Pages {
		for _, alias := range p.Aliases {
			if from := redirectURL(alias); e.ownsURL(from) {
				do(redirect{from, e.pageURL(p), p.File, func(sh *pageContext) Text { return sh.pageTitle(p) }})
			}
		}
	}
}

// planRedirects plans a page at every old address.
func (e *localeSite) planRedirects(to *outputList) {
	e.eachRedirect(func(m redirect) { e.addRedirect(to, m) })
}

// ownsURL reports whether an address is below this language's root and below no
// longer one. An invalid address, which has been reported, is nobody's.
func (e *localeSite) ownsURL(url string) bool {
	if url == "/" {
		return false
	}
	for _, other := range e.localeSites {
		if len(other.prefix) > len(e.prefix) && strings.HasPrefix(url, other.prefix) {
			return false
		}
	}
	return strings.HasPrefix(url, e.prefix)
}

func (e *localeSite) addRedirect(to *outputList, m redirect) {
	o := Output{URL: m.from, Sources: []string{m.source}}
	to.add(o, func(w io.Writer) error {
		sh := e.pageContext(m.from, m.source)
		sh.self = m.at
		view := &redirectPage{To: link{sh.href(m.at), m.name(sh)}}
		var err error
		title := sh.words.textOrHTML("moved.title", "title", view.To.Text)
		if view.layoutData, err = sh.layoutData(plain(title), plain(title), ""); err != nil {
			return err
		}
		view.Heading = title
		view.NoIndex, view.MovedTo = true, view.To.Href
		if e.base != "" {
			view.Canonical = e.base + m.at[1:]
		}
		return sh.render(w, layoutRedirect, view)
	})
}
