package site

import (
	"fiftysix/internal/inspection"
	"io"
)

// perPage is how many entries one page of a list shows.
const perPage = 50

// list is what the pages of one list have in common. Each has the list's
// title, which says from the second on which page it is.
type list struct {
	url         string
	section     string // the menu's entry: the whole list's URL
	whole       string // the whole list's title
	name        Text   // its own: the same, or a part of it
	description string
	crumbs      []menuItem // between home and the page
	feed        *feedSpec  // of what is on it; nil where there is none
}

// listPage is what every page of a list shows.
type listPage struct {
	layoutData
	Kicker  string // of which list it is a part; "" for the whole
	Heading Text
	AsAt    inspection.Date
	Filters []filter
	Pages   paging
	Tools   listTools
}

// listTools are what a script needs to narrow and to sort a table.
type listTools struct {
	Words string // that the script says
	Label string // of the box that narrows it
}

// paging is a page's place among those of its list.
type paging struct {
	Number, Of     int
	Previous, Next *link
	Steps          []step
}

// step is one of the pages that can be gone to from another.
type step struct {
	link
	Number  int
	Current bool
	Gap     bool // pages are left out here
}

// planList plans as many pages as a list of that many entries needs, one where
// it is empty. Those after the first come and go with the entries, so they are
// not pages that people are promised.
func (e *localeSite) planList(to *outputList, url string, entries int, render func(io.Writer, *pageContext, paging) error) {
	of := max(1, (entries+perPage-1)/perPage)
	for n := 1; n <= of; n++ {
		o := Output{URL: listURL(url, n), Page: n == 1}
		to.add(o, func(w io.Writer) error {
			sh := e.pageContext(o.URL)
			return render(w, sh, sh.paging(url, n, of))
		})
	}
}

// listPage makes what all pages of a list have.
func (sh *pageContext) listPage(l list, p paging) (listPage, error) {
	v := listPage{Heading: sh.withPageNumber(l.name, p), AsAt: sh.reg.Today(), Pages: p}
	title := plain(l.name)
	if l.name != l.whole {
		v.Kicker = l.whole
		title = sh.words.text("list.title", "name", title, "whole", l.whole)
	}
	var err error
	if v.layoutData, err = sh.layoutData(plain(sh.withPageNumber(title, p)), plain(sh.withPageNumber(l.description, p)), l.section); err != nil {
		return v, err
	}
	v.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
	for _, c := range l.crumbs {
		v.Crumbs = append(v.Crumbs, link{sh.href(c.url), c.text})
	}
	return v, nil
}

// addTableTools lets the page's table be narrowed and sorted.
func (sh *pageContext) addTableTools(v *listPage) {
	v.Styles, v.Scripts = append(v.Styles, sh.href(sh.toolsCSS.url)), []string{sh.href(sh.listsScript.url)}
	v.Tools = listTools{sh.words.forScript("list.script."), sh.words.text("list.narrow")}
	if v.Pages.Of > 1 {
		v.Tools.Label = sh.words.text("list.narrow_page")
	}
}

// withPageNumber is a title with the number of the page, from the second page on.
func (sh *pageContext) withPageNumber(title Text, p paging) Text {
	if p.Number == 1 {
		return title
	}
	return sh.words.textOrHTML("list.paged", "title", title, "page", p.Number, "of", p.Of)
}

// onPage are the entries of a list that one of its pages shows.
func onPage[T any](all []T, p paging) []T {
	from := (p.Number - 1) * perPage
	return all[from:min(from+perPage, len(all))]
}

// paging links a page of a list to the one before and the one after, to the
// first and the last, and to those near it.
func (sh *pageContext) paging(url string, n, of int) paging {
	p := paging{Number: n, Of: of}
	if of == 1 {
		return p
	}
	to := func(page int) link {
		return link{sh.href(listURL(url, page)), sh.words.text("list.page", "page", page)}
	}
	if n > 1 {
		previous := to(n - 1)
		p.Previous = &previous
	}
	if n < of {
		next := to(n + 1)
		p.Next = &next
	}
	last := 0
	for _, page := range steps(n, of) {
		if page > last+1 {
			p.Steps = append(p.Steps, step{Gap: true})
		}
		p.Steps = append(p.Steps, step{link: to(page), Number: page, Current: page == n})
		last = page
	}
	return p
}

// steps are the numbers of the first page, the last, and those beside page n.
// Where only one page would be left out, it is not.
func steps(n, of int) []int {
	from, to := max(1, n-1), min(of, n+1)
	if from <= 3 {
		from = 1
	}
	if to >= of-2 {
		to = of
	}
	var numbers []int
	if from > 1 {
		numbers = append(numbers, 1)
	}
	for page := from; page <= to; page++ {
		numbers = append(numbers, page)
	}
	if to < of {
		numbers = append(numbers, of)
	}
	return numbers
}
