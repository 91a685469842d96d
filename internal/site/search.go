package site

import (
	"io"
	"slices"
	"strings"
)

// searchPage is where readers look for words. Without scripts it is an index
// of everything, from A to Z.
type searchPage struct {
	layoutData
	Heading string
	Action  string
	Root    string // leads from the page to the localeSite's root
	Pieces  string // leads to the folder of the index's pieces
	Index   string // what the script must know of the index, as JSON
	Words   string // what the script says
	Choices []searchChoice
	Filters []filter
	Groups  []entryGroup // everything, where it is little enough for one page
	Letters []link       // else the page of each letter
	Count   int
}

type searchChoice struct {
	ID      string
	Label   string
	Options []searchOption
}

type searchOption struct {
	Value string
	Name  string
	List  int
}

// letterPage is a page of the index, where it does not fit on one.
type letterPage struct {
	listPage
	Letters []filterLink
	Entries []entry
}

// entryGroup is the entries that begin with a letter.
type entryGroup struct {
	ID      string // "a"
	Name    string // "A"
	Entries []entry
}

// entry is one line of the index.
type entry struct {
	link
	Note string // "report of 9 March 2020"
	url  string
	name string
	key  string
	note func() string
}

// onePage is the most entries that are listed on the search page itself.
const onePage = 400

func (e *localeSite) planSearch(to *outputList) {
	o := Output{URL: e.searchURL(), Page: true}
	to.add(o, func(w io.Writer) error { return e.renderSearch(w, o) })
	groups := e.entries()
	if countEntries(groups) > onePage {
		for i := range groups {
			e.planLetter(to, groups, i)
		}
	}
}

func (e *localeSite) planIndex(to *outputList) {
	x := e.searchIndex()
	for _, piece := range x.Pieces() {
		to.add(Output{URL: e.piecesURL() + piece + ".js"}, func(w io.Writer) error {
			data, err := x.Write(piece)
			if err != nil {
				return err
			}
			_, err = w.Write(data)
			return err
		})
	}
}

func (e *localeSite) renderSearch(w io.Writer, o Output) error {
	sh, x, text := e.pageContext(o.URL), e.searchIndex(), e.words.text
	view := &searchPage{
		Heading: text("search.title"), Action: sh.href(o.URL), Root: relativeURL(sh.root, e.homeURL()), Pieces: relativeURL(sh.root, e.piecesURL()),
		Index: x.Root(), Words: e.words.forScript("search.script."),
	}
	var err error
	if view.layoutData, err = sh.layoutData(view.Heading, text("search.description", "office", e.office()), o.URL); err != nil {
		return err
	}
	view.Styles, view.Scripts = append(view.Styles, sh.href(e.toolsCSS.url)), []string{sh.href(e.searchScript.url)}
	view.Crumbs = []link{{sh.href(sh.homeURL()), text("home.crumb")}}
	for _, c := range x.choices {
		choice := searchChoice{ID: c.id, Label: c.label}
		for _, option := range c.options {
			choice.Options = append(choice.Options, searchOption{option.value, option.name, x.List(option.number)})
		}
		view.Choices = append(view.Choices, choice)
	}
	view.Filters = sh.allFilters()
	groups := e.entries()
	if view.Count = countEntries(groups); view.Count <= onePage {
		view.Groups = sh.linkGroups(groups)
	} else {
		for _, g := range groups {
			view.Letters = append(view.Letters, link{sh.href(e.letterURL(g.ID)), g.Name})
		}
	}
	return sh.render(w, layoutSearch, view)
}

// allFilters link to every list of reports and of findings.
func (sh *pageContext) allFilters() []filter {
	var filters []filter
	if len(sh.reg.Reports) > 0 {
		filters = append(filters, sh.reportFilters("")...)
	}
	found := sh.findingFilters("")
	for i := range found {
		found[i].ID = "findings-" + found[i].ID
	}
	return append(filters, found...)
}

// newEntries are all that the index lists, by letter: reports, addressees, kinds, statuses and the office's own pages.
func (e *localeSite) newEntries() []entryGroup {
	text, g := e.words.text, e.groups()
	var all []entry
	add := func(url string, name Text, note func() string) {
		all = append(all, entry{link: link{Text: name}, url: url, name: plain(name), key: e.words.sortKey(plain(name)), note: note})
	}
	of := func(key string, n int) func() string { return func() string { return text(key, "n", n) } }
	for _, r := range e.reg.Reports {
		add(e.reportURL(r), e.reportName(r), func() string { return text("search.entry_report", "date", e.words.day(r.Published)) })
	}
	for i := range g.Addressees {
		a := &g.Addressees[i]
		add(e.addresseeURL(a.ID), e.addressee(a.Addressee), of("search.entry_addressee", a.Count()))
	}
	for _, k := range g.ReportKinds {
		add(e.reportKindURL(k.Kind), text("report_kind."+k.Kind), of("search.entry_reports", len(k.Reports)))
	}
	for i := range g.Kinds {
		k := &g.Kinds[i]
		add(e.findingKindURL(k.Kind), text("kind."+string(k.Kind)+".many"), of("search.entry_findings", k.Count()))
	}
	for i := range g.Statuses {
		s := &g.Statuses[i]
		add(e.statusURL(s.Status), text("status."+s.Status.Slug()+".name"), of("search.entry_status", s.Count()))
	}
	for _, p := range e.reg.Pages {
		add(e.pageURL(p), e.pageTitle(p), func() string { return text("search.page") })
	}
	slices.SortStableFunc(all, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	var groups []entryGroup
	for _, en := range all {
		id, name := e.words.initial(en.name)
		if id == "" || '0' <= id[0] && id[0] <= '9' {
			id, name = "0-9", text("search.digits")
		}
		if len(groups) == 0 || groups[len(groups)-1].ID != id {
			groups = append(groups, entryGroup{ID: id, Name: name})
		}
		last := &groups[len(groups)-1]
		last.Entries = append(last.Entries, en)
	}
	return groups
}

func countEntries(groups []entryGroup) int {
	n := 0
	for _, g := range groups {
		n += len(g.Entries)
	}
	return n
}

// linkGroups links entries from a page.
func (sh *pageContext) linkGroups(groups []entryGroup) []entryGroup {
	linked := make([]entryGroup, len(groups))
	for i, g := range groups {
		linked[i] = entryGroup{ID: "letter-" + g.ID, Name: g.Name, Entries: sh.entryLinks(g.Entries)}
	}
	return linked
}

func (sh *pageContext) entryLinks(entries []entry) []entry {
	linked := slices.Clone(entries)
	for i := range linked {
		linked[i].Href, linked[i].Note = sh.href(linked[i].url), linked[i].note()
	}
	return linked
}

// planLetter plans the pages of the index for one letter.
func (e *localeSite) planLetter(to *outputList, groups []entryGroup, i int) {
	g := groups[i]
	text := e.words.text
	l := list{
		url: e.letterURL(g.ID), section: e.searchURL(), whole: text("search.index"), name: text("search.letter", "letter", g.Name),
		description: text("search.letter_description", "office", e.office(), "letter", g.Name),
		crumbs:      []menuItem{{e.searchURL(), text("search.title")}},
	}
	e.planList(to, l.url, len(g.Entries), func(w io.Writer, sh *pageContext, p paging) error {
		view := &letterPage{Entries: sh.entryLinks(onPage(g.Entries, p))}
		var err error
		if view.listPage, err = sh.listPage(l, p); err != nil {
			return err
		}
		view.Styles = append(view.Styles, sh.href(e.toolsCSS.url))
		for _, other := range groups {
			view.Letters = append(view.Letters, sh.filterLink(e.letterURL(other.ID), other.Name, l.url))
		}
		return sh.render(w, layoutLetter, view)
	})
}
