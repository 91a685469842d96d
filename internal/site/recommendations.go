package site

import (
	"html/template"
	"io"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// findingsPage is a page of a list of findings: all, or those of a status, of
// a kind, or addressed to somebody.
type findingsPage struct {
	listPage
	Intro   []Text // introduces the list, on its first page
	Kinds   []kindCount
	Total   int
	Count   int
	Repeats int
	Rows    []findingRow
	None    template.HTML // text for an empty list
	Feed    *followLink   // of the list, where it has one
}

// kindCount explains a kind of finding, with how many there are.
type kindCount struct {
	link
	Meaning string
	N       int
}

func (e *localeSite) planRecommendations(to *outputList) {
	g := e.groups()
	e.planFindingList(to, e.findingPart(e.unfinishedURL(), e.words.text("recommendations.unfinished")), &g.Unfinished, (*pageContext).explainUnfinished)
	e.planFindingList(to, e.findingPart(e.forOthersURL(), e.words.text("recommendations.for_others")), &g.Others, (*pageContext).explainOthers)
	for i := range g.Statuses { // every status, so that no page goes when its last finding moves on
		s := &g.Statuses[i]
		l := e.findingPart(e.statusURL(s.Status), e.words.text("status."+s.Status.Slug()+".name"))
		if s.Status != inspection.NoStatus {
			l.feed = e.statusFeedSpec(s.Status)
		}
		e.planFindingList(to, l, &s.FindingList, func(sh *pageContext, v *findingsPage) { sh.explainStatus(v, s.Status) })
	}
	for i := range g.Kinds {
		k := &g.Kinds[i]
		l := e.findingPart(e.findingKindURL(k.Kind), e.words.text("kind."+string(k.Kind)+".every"))
		e.planFindingList(to, l, &k.FindingList, func(sh *pageContext, v *findingsPage) { sh.explainKind(v, k.Kind) })
	}
	for i := range g.Addressees {
		a := &g.Addressees[i]
		l := e.findingPart(e.addresseeURL(a.ID), e.words.textOrHTML("recommendations.addressed", "name", e.addressee(a.Addressee)))
		l.feed = e.addresseeFeedSpec(a.Addressee)
		l.crumbs = append(l.crumbs, menuItem{e.addresseesURL(), e.words.text("addressees.title")})
		e.planFindingList(to, l, &a.FindingList, func(sh *pageContext, v *findingsPage) { sh.explainAddressee(v, a.Addressee) })
	}
	e.planAddressees(to)
	e.planFindingList(to, e.findingList(), &g.All, (*pageContext).explainAll)
}

// findingList is the list of all findings.
func (e *localeSite) findingList() list {
	title, url := e.words.text("recommendations.title"), e.recommendationsURL()
	return list{
		url: url, section: url, whole: title, name: title,
		description: e.words.text("recommendations.description", "office", e.office()),
	}
}

// findingPart is a part of it.
func (e *localeSite) findingPart(url string, name Text) list {
	l := e.findingList()
	l.crumbs = []menuItem{{l.url, l.name}}
	l.url, l.name = url, name
	l.description = e.words.text("recommendations.part_description", "office", e.office(), "name", plain(name))
	return l
}

// planFindingList plans the pages of a list of findings. Explain
// introduces it on the first.
func (e *localeSite) planFindingList(to *outputList, l list, findings *inspection.FindingList, explain func(*pageContext, *findingsPage)) {
	e.planList(to, l.url, len(findings.Findings), func(w io.Writer, sh *pageContext, p paging) error {
		view := &findingsPage{Count: findings.Count(), Repeats: findings.Repeats}
		var err error
		if view.listPage, err = sh.listPage(l, p); err != nil {
			return err
		}
		sh.addTableTools(&view.listPage)
		view.Filters = sh.findingFilters(l.url)
		view.None = sh.none("recommendations.none")
		if p.Number == 1 {
			explain(sh, view)
		}
		if l.feed != nil && sh.publishesData() {
			view.Feed = sh.listFeed(l.feed)
			view.Follow = append(view.Follow, *view.Feed)
		}
		view.Rows = sh.findingRows(onPage(findings.Findings, p))
		return sh.render(w, layoutFindings, view)
	})
}

// none says that a list is empty, and on what day.
func (sh *pageContext) none(key string) template.HTML {
	return sh.words.html(key, "date", sh.words.dateHTML(sh.reg.Today()))
}

// explainAll says what kinds of finding there are, and how they are counted.
func (sh *pageContext) explainAll(v *findingsPage) {
	v.Intro = []Text{sh.words.text("recommendations.lead")}
	for _, k := range inspection.FindingKinds {
		kind := "kind." + string(k)
		count := kindCount{link: link{Text: sh.words.text(kind + ".many")}, Meaning: sh.words.text(kind + ".meaning")}
		for i := range sh.groups().Kinds {
			if g := &sh.groups().Kinds[i]; g.Kind == k {
				count.Href, count.N = sh.href(sh.findingKindURL(k)), g.Count()
			}
		}
		v.Kinds = append(v.Kinds, count)
	}
	v.Total = sh.groups().Total
	v.Filters = slices.DeleteFunc(v.Filters, func(f filter) bool { return f.ID == idByKind }) // said above
}

func (sh *pageContext) explainUnfinished(v *findingsPage) {
	v.Intro = []Text{sh.words.text("recommendations.unfinished_lead"), sh.words.text("recommendations.unfinished_others")}
	v.None = sh.none("recommendations.unfinished_none")
}

func (sh *pageContext) explainOthers(v *findingsPage) {
	v.Intro = []Text{sh.words.text("recommendations.for_others_lead")}
	v.None = sh.none("recommendations.for_others_none")
}

// explainStatus gives a status's public definition, and who may give it.
func (sh *pageContext) explainStatus(v *findingsPage, s inspection.Status) {
	v.Intro = []Text{sh.words.text("status." + s.Slug() + ".meaning"), sh.words.textOrHTML(statusPartiesKey(s), "title", sh.bodyTitle(sh.reg.Today()))}
	v.None = sh.none("recommendations.none_status")
}

func (sh *pageContext) explainKind(v *findingsPage, k inspection.FindingKind) {
	v.Intro = []Text{sh.words.text("kind." + string(k) + ".meaning")}
}

func (sh *pageContext) explainAddressee(v *findingsPage, a inspection.Addressee) {
	v.Intro = []Text{sh.words.textOrHTML("recommendations.addressed_lead", "name", sh.addressee(a))}
}

// statusPartiesKey is the key of the message that says who may give a status.
func statusPartiesKey(s inspection.Status) string {
	var who []string
	for _, p := range s.Parties() {
		who = append(who, string(p))
	}
	if len(who) == 0 {
		return "said_by.nobody"
	}
	return "said_by." + strings.Join(who, "_")
}
