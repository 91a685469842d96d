package site

import (
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fiftysix/internal/inspection"
	"fiftysix/internal/search"
)

// This file decides by which words the search finds each page, and by which
// choices results can be narrowed.

// searchDoc is a page that the search finds: a report's, a finding's, or one of
// the office's own.
type searchDoc struct {
	report  *inspection.Report
	finding *inspection.Finding
	page    *inspection.Page
}

// searchIndex is a localeSite's index and the choices by which results can be
// narrowed.
type searchIndex struct {
	*search.Index
	pages   []searchDoc
	choices []choice
	lists   map[choiceKey]int // the number of each option's list
}

// choice is something by which results can be narrowed: the year, the status.
type choice struct {
	id      string
	label   string
	options []option
}

type option struct {
	value  string // in addresses
	name   string
	number int
}

type choiceKey struct{ choice, value string }

// The choices. Their ids are in addresses: ?q=custody&year=2020.
const (
	byYear   = "year"
	byKind   = "kind"
	byAbout  = "about"
	byStatus = "status"
	byBody   = "addressee"
)

const (
	kindReport = "report"
	kindPage   = "page"
	forOthers  = "for-others"
)

func (e *localeSite) newSearchIndex() *searchIndex {
	x := &searchIndex{lists: map[choiceKey]int{}}
	for _, r := range e.reg.Reports {
		x.pages = append(x.pages, searchDoc{report: r})
		for _, f := range r.Findings {
			x.pages = append(x.pages, searchDoc{report: r, finding: f})
		}
	}
	for _, p := range e.reg.Pages {
		x.pages = append(x.pages, searchDoc{page: p})
	}
	e.addChoices(x)
	own := sync.Pool{New: func() any { return e.pageContext(e.searchURL()) }}
	x.Index = search.Make(len(x.pages), len(x.lists), func(i int, d *search.Doc) {
		sh := own.Get().(*pageContext)
		defer own.Put(sh)
		sh.fillDoc(x, x.pages[i], d)
	})
	return x
}

// addChoices adds the choices that occur in the register.
func (e *localeSite) addChoices(x *searchIndex) {
	g, text := e.groups(), e.words.text
	add := func(c *choice, value, name string) {
		n := len(x.lists)
		x.lists[choiceKey{c.id, value}] = n
		c.options = append(c.options, option{value, name, n})
	}
	kinds := choice{id: byKind, label: text("search.kind")}
	if len(e.reg.Reports) > 0 {
		add(&kinds, kindReport, text("reports.menu"))
	}
	for _, k := range g.Kinds {
		add(&kinds, string(k.Kind), text("kind."+string(k.Kind)+".many"))
	}
	if len(e.reg.Pages) > 0 {
		add(&kinds, kindPage, text("search.pages"))
	}
	years := choice{id: byYear, label: text("search.year")}
	for _, y := range g.Years {
		year := strconv.Itoa(y.Year)
		add(&years, year, year)
	}
	about := choice{id: byAbout, label: text("search.about")}
	for _, k := range g.ReportKinds {
		add(&about, k.Kind, text("report_kind."+k.Kind))
	}
	statuses := choice{id: byStatus, label: text("search.status")}
	for _, s := range g.Statuses {
		if len(s.Findings) > 0 {
			add(&statuses, s.Status.Slug(), text("status."+s.Status.Slug()+".name"))
		}
	}
	if len(g.Others.Findings) > 0 {
		add(&statuses, forOthers, text("recommendations.for_others"))
	}
	bodies := choice{id: byBody, label: text("search.addressee")}
	for _, a := range g.Addressees {
		add(&bodies, a.ID, plain(e.addressee(a.Addressee)))
	}
	for _, c := range []choice{kinds, years, about, statuses, bodies} {
		if len(c.options) > 0 {
			x.choices = append(x.choices, c)
		}
	}
}

// fillDoc fills in a page for the index.
func (sh *pageContext) fillDoc(x *searchIndex, p searchDoc, in *search.Doc) {
	*in = search.Doc{Words: in.Words[:0], Passages: in.Passages[:0], Lists: in.Lists[:0]}
	d := docBuilder{pageContext: sh, Doc: in, lists: x.lists}
	switch {
	case p.page != nil:
		d.page(p.page)
	case p.finding != nil:
		d.finding(p.finding)
	default:
		d.report(p.report)
	}
}

// docBuilder builds the search document of a page.
type docBuilder struct {
	*pageContext
	*search.Doc
	lists map[choiceKey]int
}

func (d *docBuilder) addToList(choice, value string) {
	if n, ok := d.lists[choiceKey{choice, value}]; ok {
		d.Lists = append(d.Lists, n)
	}
}

// addWords adds words that find the page and are not shown in results.
func (d *docBuilder) addWords(w search.Weight, lang, text string) {
	if text != "" {
		d.Words = append(d.Words, search.Passage{Text: text, Lang: lang, Weight: w})
	}
}

// addPassage adds a passage of the page, under the heading with that id.
func (d *docBuilder) addPassage(w search.Weight, id string, p passage) {
	if !p.text.Empty() {
		d.Passages = append(d.Passages, search.Passage{Text: p.text.Plain(), Lang: p.lang, ID: id, Weight: w})
	}
}

func (d *docBuilder) addText(id, lang, text string) {
	if text != "" {
		d.Passages = append(d.Passages, search.Passage{Text: text, Lang: lang, ID: id, Weight: search.Inside})
	}
}

func (d *docBuilder) page(p *inspection.Page) {
	w, lang := d.ofPage(p, hasTitle)
	d.URL, d.Name, d.Lang, d.Kind = d.belowPrefix(d.pageURL(p)), w.Title, lang, d.words.text("search.page")
	d.Embargo = d.embargoReason(p.Embargo)
	d.addToList(byKind, kindPage)
	d.addWords(search.Named, lang, w.Title)
	d.addPassage(search.Inside, "", d.pagePassage(p))
}

func (d *docBuilder) report(r *inspection.Report) {
	w, lang := d.ofReport(r, hasName)
	o := d.outcome(r)
	d.URL, d.Name, d.Lang, d.Kind = d.belowPrefix(d.reportURL(r)), d.name(r), lang, d.words.text("search.report")
	d.Date, d.Status, d.Embargo = d.words.day(r.Published), o.Short, d.reportEmbargo(r)
	d.addToList(byKind, kindReport)
	d.addToList(byYear, strconv.Itoa(r.Published.Year))
	d.addWords(search.Named, lang, w.Title)
	d.addWords(search.Named, lang, w.ShortTitle)
	d.addWords(search.Named, lang, initials(w.ShortTitle))
	for _, k := range r.Kinds {
		kind := d.words.text("report_kind." + k)
		d.addToList(byAbout, k)
		d.addWords(search.Strong, d.words.lang, kind+" "+initials(kind))
	}
	d.addThemeWords(o.Short)
	d.addThemeWords(d.Date)
	first := d.reg.Office.First()
	for _, s := range r.Services {
		d.addWords(search.Around, first, s.Name)
	}
	d.addPassage(search.Inside, idBackground, d.reportPassage(r, background))
	d.addReportText(r, notRequiredReason)
	for i, g := range r.Grades {
		d.addMarkedText("grades", d.area(r, i), ": "+d.words.text("grade."+g.Grade))
	}
	if r.Response != nil {
		d.addPassage(search.Inside, idOurComments, d.reportPassage(r, ourComments))
		d.addPassage(search.Inside, idForceComments, d.reportPassage(r, forceComments))
		d.addPassage(search.Inside, idReply, d.reportPassage(r, reply))
		d.addReportText(r, lateReason)
		for i := range r.Response.Corrections {
			d.addMarkedText("corrections", d.corrected(r, i, true), "")
		}
	}
	for i := range r.Corrections {
		d.addMarkedText("corrections", d.corrected(r, i, false), "")
	}
	if r.Redacted != nil {
		d.addMarkedText("", d.redacted(r), "")
	}
	if r.Withdrawn != nil {
		d.addMarkedText("", d.reason(r), "")
	}
	for _, a := range r.Attachments {
		if a.Listed {
			d.addMarkedText("files", d.attachmentTitle(r, a), "")
		}
	}
}

func (d *docBuilder) addReportText(r *inspection.Report, part func(*inspection.ReportWords) string) {
	w, lang := d.ofReport(r, func(w *inspection.ReportWords) bool { return part(w) != "" })
	d.addText("", lang, part(w))
}

// addMarkedText adds text that may be marked as being in another language.
func (d *docBuilder) addMarkedText(id string, s Text, more string) {
	if text := plain(s); text != "" {
		d.addText(id, d.langOf(s), text+more)
	}
}

var langSpan = regexp.MustCompile(`^<span lang="([^"]*)">`)

// langOf is the language of text so marked.
func (e *localeSite) langOf(s Text) string {
	if html, ok := s.(template.HTML); ok {
		if m := langSpan.FindStringSubmatch(string(html)); m != nil {
			return m[1]
		}
	}
	return e.words.lang
}

func (d *docBuilder) finding(f *inspection.Finding) {
	r := f.Report
	w, lang := d.ofFinding(f, func(w *inspection.FindingWords) bool { return label(w) != "" })
	if label(w) == "" { // its name is the theme's
		lang = d.words.lang
	}
	reported, reportLang := d.ofReport(r, hasName)
	kind := d.words.text("kind." + string(f.Kind) + ".only")
	d.URL, d.Name, d.Lang, d.Of, d.Kind = d.belowPrefix(d.findingURL(f)), d.findingDistinct(f), lang, d.name(r), kind
	d.Date, d.Embargo = d.words.day(r.Published), d.embargoReason(f.Embargo)
	if d.Embargo == "" {
		d.Embargo = d.reportEmbargo(r)
	}
	latest, _ := f.Latest()
	d.Status = d.words.text("status." + latest.Status.Slug() + ".name")
	d.addToList(byKind, string(f.Kind))
	d.addToList(byYear, strconv.Itoa(r.Published.Year))
	for _, k := range r.Kinds {
		d.addToList(byAbout, k)
		d.addThemeWords(d.words.text("report_kind." + k))
	}
	if s, ok := f.ListedUnder(); ok {
		d.addToList(byStatus, s.Slug())
	}
	if f.Responsibility == inspection.Others {
		d.addToList(byStatus, forOthers)
	}
	d.addWords(search.Named, lang, d.Name)
	d.addWords(search.Around, reportLang, reported.Title)
	d.addWords(search.Around, reportLang, reported.ShortTitle)
	d.addThemeWords(kind)
	d.addWords(search.Strong, d.words.lang, initials(kind))
	d.addThemeWords(d.Status)
	d.addThemeWords(d.Date)
	due, dueLang := d.ofFinding(f, func(w *inspection.FindingWords) bool { return dueText(w) != "" })
	d.addWords(search.Inside, dueLang, dueText(due))
	for i, a := range f.AddressedTo {
		if !namesBody(f.AddressedTo[:i], a) {
			d.addToList(byBody, a.ID)
		}
		name := d.addressee(a)
		d.addWords(search.Strong, d.langOf(name), plain(name))
	}
	d.addPassage(search.Strong, "", d.findingPassage(f, findingBody))
	a := f.Answer()
	d.addPassage(search.Inside, idForceResponse, d.findingPassage(a.From, forceResponse))
	d.addPassage(search.Inside, idOurResponse, d.findingPassage(a.From, ourResponse))
	told := f.AnsweredBy()
	for i := range told.History {
		d.addMarkedText("history", d.note(told, i), "")
	}
}

func namesBody(before []inspection.Addressee, a inspection.Addressee) bool {
	return slices.ContainsFunc(before, func(b inspection.Addressee) bool { return a.ID == b.ID })
}

// addThemeWords adds the theme's own words on the page.
func (d *docBuilder) addThemeWords(text string) { d.addWords(search.Around, d.words.lang, text) }

// belowPrefix is a URL relative to the localeSite's root.
func (e *localeSite) belowPrefix(url string) string { return strings.TrimPrefix(url, e.prefix) }

// initials are what people shorten a name of three words and more to: "CDI".
func initials(name string) string {
	words := strings.FieldsFunc(name, func(c rune) bool { return c == ' ' || c == '-' || c == '–' })
	if len(words) < 3 || len(words) > 6 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		for _, c := range w {
			b.WriteRune(c)
			break
		}
	}
	return b.String()
}
