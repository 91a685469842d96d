package site

import (
	"fiftysix/internal/inspection"
	"io"
)

// addresseesPage is the list of all to whom something was addressed.
type addresseesPage struct {
	listPage
	Rows []addresseeRow
}

type addresseeRow struct {
	link
	N int
}

func (e *localeSite) planAddressees(to *outputList) {
	text := e.words.text
	l := list{
		url: e.addresseesURL(), section: e.recommendationsURL(), whole: text("addressees.title"), name: text("addressees.title"),
		description: text("addressees.description", "office", e.office()),
		crumbs:      []menuItem{{e.recommendationsURL(), text("recommendations.title")}},
	}
	e.planList(to, l.url, 0, func(w io.Writer, sh *pageContext, p paging) error {
		view := &addresseesPage{}
		var err error
		if view.listPage, err = sh.listPage(l, p); err != nil {
			return err
		}
		sh.addTableTools(&view.listPage)
		view.Filters = sh.findingFilters(l.url)
		for _, a := range sh.addresseesInOrder() {
			view.Rows = append(view.Rows, addresseeRow{link{sh.href(sh.addresseeURL(a.ID)), sh.addressee(a.Addressee)}, a.Count()})
		}
		return sh.render(w, layoutAddressees, view)
	})
}

// addresseesInOrder are all of them by their names in the page's language.
func (e *localeSite) addresseesInOrder() (all []*inspection.AddressedList) {
	groups := e.groups()
	for i := range groups.Addressees {
		all = append(all, &groups.Addressees[i])
	}
	sortBy(e.words, all, func(a *inspection.AddressedList) string { return plain(e.addressee(a.Addressee)) })
	return all
}
