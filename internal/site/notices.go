package site

import (
	"fiftysix/internal/inspection"
	"io"
)

// noticePage is one of the pages that every public site owes its readers: on
// reuse, on privacy, and how to reach the office. An office's own page of the
// same name takes its place.
type noticePage struct {
	layoutData
	Office  Text
	Licence Text // of what the office wrote; "" if not set
	Contact contact
}

// notice is one of them: its id is its address. The keys of its title and
// description are literals, so that they can be checked.
type notice struct {
	id, layout         string
	title, description func(*pageContext) string
}

var notices = []notice{
	{
		"contact", layoutContact,
		func(sh *pageContext) string { return sh.words.text("contact.title") },
		func(sh *pageContext) string { return sh.words.text("contact.description", "office", sh.office()) },
	},
	{
		"privacy", layoutPrivacy,
		func(sh *pageContext) string { return sh.words.text("privacy.title") },
		func(sh *pageContext) string { return sh.words.text("privacy.description", "office", sh.office()) },
	},
	{
		"licence", layoutLicence,
		func(sh *pageContext) string { return sh.words.text("licence.title") },
		func(sh *pageContext) string { return sh.words.text("licence.description", "office", sh.office()) },
	},
}

// planNotices plans those that the office has not written itself, and the
// accessibility statement with what it has.
func (e *localeSite) planNotices(to *outputList) {
	taken := map[string]bool{}
	var own *inspection.Page
	for _, p := range e.reg.Pages {
		if p.ID == idStatement {
			own = p
		}
		taken[e.pageURL(p)] = true
		for _, alias := range p.Aliases { // once the office's own address for it
			taken[redirectURL(alias)] = true
		}
	}
	for _, n := range notices {
		if o := (Output{URL: e.noticeURL(n.id), Page: true}); !taken[o.URL] {
			to.add(o, func(w io.Writer) error { return e.renderNotice(w, o, n) })
		}
	}
	e.planStatement(to, own)
}

func (e *localeSite) renderNotice(w io.Writer, o Output, n notice) error {
	sh := e.pageContext(o.URL)
	view := &noticePage{Office: sh.officeName(), Licence: sh.local(sh.reg.Office.Licences), Contact: sh.contact()}
	var err error
	if view.layoutData, err = sh.layoutData(n.title(sh), n.description(sh), o.URL); err != nil {
		return err
	}
	view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
	return sh.render(w, n.layout, view)
}

// footLinks are the pages that every page links to: what explains the site,
// the office's own pages, then what it owes its readers.
func (sh *pageContext) footLinks() []link {
	links := []link{
		{sh.href(sh.searchURL()), sh.words.text("search.foot")},
		{sh.href(sh.updatesURL()), sh.words.text("updates.title")},
	}
	if sh.publishesData() {
		links = append(links, link{sh.href(sh.followURL()), sh.words.text("follow.title")})
	}
	links = append(links, link{sh.href(sh.glossaryURL()), sh.words.text("glossary.title")})
	if sh.publishesData() {
		links = append(links, link{sh.href(sh.dataPageURL()), sh.words.text("open_data.title")})
	}
	own := map[string]Text{}
	pages := sh.pagesInOrder()
	for _, p := range pages {
		own[p.ID] = sh.pageTitle(p)
	}
	for _, p := range pages {
		if p.ID != idStatement && !isNotice(p.ID) {
			links = append(links, link{sh.href(sh.pageURL(p)), own[p.ID]})
		}
	}
	for _, n := range notices {
		title := own[n.id]
		if title == nil {
			title = n.title(sh)
		}
		links = append(links, link{sh.href(sh.noticeURL(n.id)), title})
	}
	return append(links, link{sh.href(sh.statementURL()), sh.words.text("statement.title")})
}

func isNotice(id string) bool {
	for _, n := range notices {
		if n.id == id {
			return true
		}
	}
	return false
}
