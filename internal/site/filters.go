package site

import (
	"strconv"

	"fiftysix/internal/inspection"
)

// idByKind is the id of the filters by kind.
const idByKind = "by-kind"

// filter is a row of links to the parts of a list.
type filter struct {
	ID    string
	Label string
	Links []filterLink
}

// filterLink is a link to one part of a list, with how many entries it has.
type filterLink struct {
	link
	Current string // for aria-current: "page" where it leads to this page, "true" to the first of this list's
}

// countedLink is a link to a part of a list, with how many entries it has. Here is
// the list that is being shown.
func (sh *pageContext) countedLink(url, name string, n int, here string) filterLink {
	return sh.filterLink(url, sh.words.text("list.counted", "name", name, "n", n), here)
}

func (sh *pageContext) filterLink(url, text, here string) filterLink {
	l := filterLink{link: link{sh.href(url), text}}
	switch {
	case url == sh.url:
		l.Current = "page"
	case url == here:
		l.Current = "true"
	}
	return l
}

// reportFilters lead to all reports, to those of a year and to those of a kind.
func (sh *pageContext) reportFilters(here string) []filter {
	text := sh.words.text
	years := filter{ID: "by-year", Label: text("reports.by_year")}
	years.Links = append(years.Links, sh.countedLink(sh.reportsURL(), text("reports.every_year"), len(sh.reg.Reports), here))
	for _, y := range sh.groups().Years {
		years.Links = append(years.Links, sh.countedLink(sh.reportYearURL(y.Year), strconv.Itoa(y.Year), len(y.Reports), here))
	}
	kinds := filter{ID: idByKind, Label: text("reports.by_kind")}
	for _, k := range sh.groups().ReportKinds {
		kinds.Links = append(kinds.Links, sh.countedLink(sh.reportKindURL(k.Kind), text("report_kind."+k.Kind), len(k.Reports), here))
	}
	return []filter{years, kinds}
}

// findingFilters lead to the findings of a status, of a kind, addressed to
// somebody, and of a report.
func (sh *pageContext) findingFilters(here string) []filter {
	text, g := sh.words.text, sh.groups()
	statuses := filter{ID: "by-status", Label: text("recommendations.by_status")}
	add := func(f *filter, url, name string, l *inspection.FindingList) {
		f.Links = append(f.Links, sh.countedLink(url, name, l.Count(), here))
	}
	add(&statuses, sh.recommendationsURL(), text("recommendations.all"), &g.All)
	add(&statuses, sh.unfinishedURL(), text("recommendations.unfinished"), &g.Unfinished)
	for i := range g.Statuses {
		s := &g.Statuses[i]
		add(&statuses, sh.statusURL(s.Status), text("status."+s.Status.Slug()+".name"), &s.FindingList)
	}
	add(&statuses, sh.forOthersURL(), text("recommendations.for_others"), &g.Others)
	filters := []filter{statuses}
	if len(g.Kinds) > 0 {
		kinds := filter{ID: idByKind, Label: text("recommendations.by_kind")}
		for i := range g.Kinds {
			k := &g.Kinds[i]
			add(&kinds, sh.findingKindURL(k.Kind), text("kind."+string(k.Kind)+".many"), &k.FindingList)
		}
		filters = append(filters, kinds)
	}
	return append(filters, filter{ID: "other-ways", Label: text("recommendations.other_ways"), Links: []filterLink{
		sh.filterLink(sh.addresseesURL(), text("recommendations.by_addressee"), here),
		sh.filterLink(sh.reportsURL(), text("recommendations.by_report"), here),
	}})
}
