package site

import (
	"html/template"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// layoutData is what base.html shows around every page.
type layoutData struct {
	Lang        string
	Title       string // of the document: unlike any other page's
	PageName    string // the same without the office's
	SiteName    string
	Locale      string // "en_GB"
	Description string
	Canonical   string         // absolute; "" while the site's own address is not known
	Alternates  []languageLink // the page in each language, by absolute addresses; none while those are not known
	NoIndex     bool           // for search engines
	MovedTo     string         // the page redirects there at once
	Data        string         // the same as data; "" for none
	CSS, Icon   string
	Follow      []followLink // what can be followed: of the site, then of the page
	Styles      []string     // the page's own, beside the stylesheet that all share
	Scripts     []string     // the page's own; it says the same without them
	Header      template.HTML
	Footer      template.HTML
	Crumbs      []link
	SignOff     *signed // in a sign-off copy
	Hold        string  // why the public does not see this page yet; "" in a build
	Long        bool    // so long that it ends with a link to the top
	about       []*thing
}

// link is a link of the theme's.
type link struct {
	Href string
	Text Text
}

// header and footer are what parts/header.html and parts/footer.html show.
type header struct {
	Home      string
	Office    Text
	Logo      string
	LogoAlt   string
	Notice    Text
	Closed    *closing // nil while the office goes on
	Menu      []menuLink
	Languages template.HTML // where the links to the page in each language come; see pageChrome
	Search    string        // where a query is sent; "" on the search page, which has a form of its own
}

type menuLink struct {
	link
	Current bool
}

type footer struct {
	Office    Text
	Pages     []link
	Contact   contact
	Successor *successor
	Licence   Text
}

// menuItem is one entry of the menu, before it is linked from a page.
type menuItem struct {
	url  string
	text Text
}

func (e *localeSite) buildMenu() {
	e.menu = []menuItem{
		{e.reportsURL(), e.words.text("reports.menu")},
		{e.recommendationsURL(), e.words.text("recommendations.menu")},
		{e.deadlinesURL(), e.words.text("deadlines.menu")},
		{e.performanceURL(), e.words.text("performance.menu")},
	}
	for _, p := range e.pagesInOrder() {
		if p.InMenu {
			e.menu = append(e.menu, menuItem{e.pageURL(p), e.pageTitle(p)})
		}
	}
}

// layoutData is what base.html shows around a page. Section is the URL of the
// menu entry that the page belongs to.
func (sh *pageContext) layoutData(title, description, section string) (layoutData, error) {
	shared, err := sh.pageChrome(section)
	if err != nil {
		return layoutData{}, err
	}
	switched, err := sh.languages()
	if err != nil {
		return layoutData{}, err
	}
	f := layoutData{
		Lang: sh.words.lang, Title: title, PageName: title, Description: description,
		SiteName: sh.office(), Locale: sh.words.text("page.locale"),
		CSS: sh.href(sh.css.url), Icon: sh.href(sh.icon.url),
		Header: shared.header(switched), Footer: shared.footer,
		Follow: shared.follow,
	}
	if title != sh.office() {
		f.Title = sh.words.text("page.title", "title", title, "office", sh.office())
	}
	if sh.base != "" {
		f.Canonical = sh.base + sh.url[1:]
		f.Alternates = sh.alternates()
	}
	if sh.signOff != nil {
		sh.addSignOff(&f)
	}
	return f, nil
}

// pageChrome is the header and the footer of a page, with the site's feeds. They
// are the same for every page at the same depth and in the same section, so they
// are rendered once. Only the links to other languages are each page's own: they
// are put between before and under.
type pageChrome struct {
	before, under, whole, footer template.HTML // whole is before and under together
	follow                       []followLink  // at capacity, so that appending to it copies
}

func (a *pageChrome) header(languages template.HTML) template.HTML {
	if languages == "" {
		return a.whole
	}
	return a.before + languages + a.under
}

type pageChromeKey struct{ root, section string }

func (sh *pageContext) pageChrome(section string) (pageChrome, error) {
	key := pageChromeKey{sh.root, section}
	if a, ok := sh.chrome.Load(key); ok {
		return a.(pageChrome), nil
	}
	head, err := sh.part(partHeader, sh.header(section))
	if err != nil {
		return pageChrome{}, err
	}
	foot, err := sh.part(partFooter, sh.footer())
	if err != nil {
		return pageChrome{}, err
	}
	before, under, _ := strings.Cut(string(head), string(ownLanguages))
	a, _ := sh.chrome.LoadOrStore(key, pageChrome{template.HTML(before), template.HTML(under), template.HTML(before + under), foot, sh.siteFollow()})
	return a.(pageChrome), nil
}

func (sh *pageContext) header(section string) header {
	office := &sh.reg.Office
	h := header{
		Home: sh.href(sh.homeURL()), Office: sh.officeName(),
		LogoAlt: plain(sh.local(office.Theme.LogoAlts)), Notice: sh.local(office.Notice), Languages: ownLanguages,
	}
	h.Closed = sh.closing()
	if office.Theme.Logo != "" {
		h.Logo = sh.href(sh.logo.url)
	}
	if section != sh.searchURL() {
		h.Search = sh.href(sh.searchURL())
	}
	if strings.EqualFold(h.LogoAlt, sh.office()) { // the name is next to it: a screen reader would read it twice
		h.LogoAlt = ""
	}
	for _, m := range sh.menu {
		h.Menu = append(h.Menu, menuLink{link{sh.href(m.url), m.text}, m.url == section})
	}
	return h
}

func (sh *pageContext) footer() footer {
	office := &sh.reg.Office
	return footer{
		Office: sh.officeName(), Pages: sh.footLinks(), Contact: sh.contact(),
		Successor: sh.successorToCome(), Licence: sh.local(office.Licences),
	}
}

// closing is the notice at the head of every page once the office has ended, or
// another has taken over.
type closing struct {
	On        inspection.Date // the day at whose end the site was closed; zero where it goes on
	Successor *successor
}

func (sh *pageContext) closing() *closing {
	next := sh.successor()
	if sh.reg.Closed {
		return &closing{sh.reg.Office.Closed, next}
	}
	if next != nil && !next.From.After(sh.reg.Today()) {
		return &closing{Successor: next}
	}
	return nil
}

// successorToCome is the successor for the foot of a page; nil once the head of
// the page names it.
func (sh *pageContext) successorToCome() *successor {
	if sh.closing() != nil {
		return nil
	}
	return sh.successor()
}

// ownLanguages is a placeholder for the links to a page in each language: a
// private-use character that is in no text.
const ownLanguages = template.HTML("\uE056")

// languages are links to the page itself in each language; "" where there is
// only one.
func (sh *pageContext) languages() (template.HTML, error) {
	languageLinks := sh.languageLinks()
	if languageLinks == nil {
		return "", nil
	}
	return sh.part(partLanguages, languageLinks)
}

// alternates are the page in each language, for programs.
func (sh *pageContext) alternates() []languageLink {
	languageLinks := sh.languageLinks()
	for i, e := range sh.localeSites[:len(languageLinks)] {
		languageLinks[i].Href = sh.base + sh.inLocale(e)[1:]
	}
	return languageLinks
}

// contact is how to reach the office, for readers of the page's language.
type contact struct {
	Email, Phone, URL string
	Address           Text
}

func (e *localeSite) contact() contact {
	c := e.reg.Office.Contact
	return contact{c.Email, c.Phone, plain(e.local(c.URLs)), e.local(c.Addresses)}
}

// successor is the body that takes the office's duties over.
type successor struct {
	Name Text
	URL  string
	From inspection.Date
}

func (sh *pageContext) successor() *successor {
	s := sh.reg.Office.Successor
	if s == nil {
		return nil
	}
	return &successor{sh.local(s.Names), s.URL, s.From}
}

// embargoReason says why something is not public; "" if it is.
func (e *localeSite) embargoReason(h inspection.Embargo) string {
	switch h.Reason {
	case "":
		return ""
	case inspection.EmbargoUntil:
		return e.words.text("hold.until", "moment", e.words.moment(h.Until))
	case inspection.EmbargoFutureDate:
		return e.words.text("hold.future", "date", e.words.day(h.Until.Date()))
	}
	return e.words.text("hold.draft")
}

// describe is a description for search engines and link previews: the first
// paragraphs of a text that together are long enough, cut between two words.
func describe(t markdown.Text, otherwise string) string {
	const enough, most = 60, 155
	text := ""
	for block := range strings.SplitSeq(t.Plain(), "\n\n") {
		if len(text) >= enough {
			break
		}
		text = oneLine(text + " " + block)
	}
	if text == "" {
		return otherwise
	}
	return shorten(text, most)
}

// excerpt is how a passage begins, on one line.
func excerpt(t markdown.Text, most int) string { return shorten(oneLine(t.Plain()), most) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// shorten cuts a text of more than that many letters, between two words.
func shorten(text string, most int) string {
	letters := 0
	for end := range text {
		if letters == most {
			cut := text[:end]
			if i := strings.LastIndexByte(cut, ' '); i > most/2 {
				cut = cut[:i]
			}
			return strings.TrimRight(cut, " ,;:–—-") + "…"
		}
		letters++
	}
	return text
}
