package site

import (
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"time"

	"fiftysix/internal/feeds"
	"fiftysix/internal/inspection"
)

// This file makes the feeds: the log of changes, each with its full text. A
// report's feed has all of its changes; the others have the newest.

// feedMost is the most entries of a feed that is not one report's. Older
// changes are in the log of changes and in the reports' feeds.
const feedMost = 100

// feedSpec describes a feed before it is rendered.
type feedSpec struct {
	url   string
	page  string // the page that shows the same
	title string
	about string // "" for nothing more
}

// siteFeedSpec is the feed of everything.
func (e *localeSite) siteFeedSpec() *feedSpec {
	return &feedSpec{
		url: e.feedURL(), page: e.updatesURL(),
		title: e.words.text("follow.feed_title", "office", e.office()),
		about: e.words.text("updates.description", "office", e.office()),
	}
}

// pageFeedSpec is the feed of a part of the site that has a page of its own.
func (e *localeSite) pageFeedSpec(page, name string) *feedSpec {
	return &feedSpec{url: page + feedName, page: page, title: e.words.text("follow.feed_of", "name", name, "office", e.office())}
}

func (e *localeSite) reportFeedSpec(r *inspection.Report) *feedSpec {
	return e.pageFeedSpec(e.reportURL(r), e.name(r))
}

// planFeed plans the feed of everything.
func (e *localeSite) planFeed(to *outputList) {
	to.add(Output{URL: e.feedURL()}, func(w io.Writer) error {
		return e.renderFeed(w, e.siteFeedSpec(), e.changes(), feedMost)
	})
}

// planPartFeeds plans a feed for each addressee and for each status that
// a party can give.
func (e *localeSite) planPartFeeds(to *outputList) {
	for i := range e.groups().Addressees {
		a := e.groups().Addressees[i].Addressee
		n := e.addresseeFeedSpec(a)
		to.add(Output{URL: n.url}, func(w io.Writer) error { return e.renderFeed(w, n, e.changesBy().addressee[a.ID], feedMost) })
	}
	for _, s := range inspection.Statuses[1:] {
		n := e.statusFeedSpec(s)
		to.add(Output{URL: n.url}, func(w io.Writer) error { return e.renderFeed(w, n, e.changesBy().status[s], feedMost) })
	}
}

func (e *localeSite) addresseeFeedSpec(a inspection.Addressee) *feedSpec {
	return e.pageFeedSpec(e.addresseeURL(a.ID), plain(e.words.textOrHTML("recommendations.addressed", "name", e.addressee(a))))
}

func (e *localeSite) statusFeedSpec(s inspection.Status) *feedSpec {
	return e.pageFeedSpec(e.statusURL(s), e.words.text("status."+s.Slug()+".name"))
}

// planFeed plans the report's feed in one language.
func (p *reportOutputs) planFeed(e *localeSite) {
	r := p.report
	p.add(e.reportURL(r)+feedName, phaseFeeds, r.File, func(w io.Writer) error {
		changes := r.Changes()
		return e.renderFeed(w, e.reportFeedSpec(r), changes, len(changes))
	})
}

// changesBy are the newest changes by what people follow.
type changesBy struct {
	addressee map[string][]inspection.Change
	status    map[inspection.Status][]inspection.Change
}

// sortChanges gives each addressee what changed of the findings addressed to
// it, and of their reports; and each status the findings that came to have it.
func (s *Site) sortChanges() *changesBy {
	by := &changesBy{map[string][]inspection.Change{}, map[inspection.Status][]inspection.Change{}}
	put := func(c inspection.Change, f *inspection.Finding) {
		for _, a := range f.AddressedTo {
			list := by.addressee[a.ID]
			last := len(list) - 1
			if len(list) < feedMost && (last < 0 || list[last] != c) { // once, though many findings of a report ask it
				by.addressee[a.ID] = append(list, c)
			}
		}
	}
	for _, c := range s.changes() {
		if c.Kind != inspection.Progress {
			for _, f := range c.Report.Findings {
				put(c, f)
			}
			continue
		}
		put(c, c.Finding)
		if list := by.status[c.Update.Status]; len(list) < feedMost && c.Update.Status.ListsFindingsOf(c.Finding.Responsibility) {
			by.status[c.Update.Status] = append(list, c)
		}
	}
	return by
}

// feedContext is a pageContext whose links work where a feed is read: they are
// absolute, or relative to the feed's address while the site's is not known.
func (e *localeSite) feedContext(url string) *pageContext {
	sh := e.pageContext(url)
	if e.base != "" {
		sh.root, sh.absoluteLinks = e.base, true
	}
	return sh
}

func (e *localeSite) renderFeed(w io.Writer, n *feedSpec, changes []inspection.Change, most int) error {
	sh := e.feedContext(n.url)
	changes = changes[:min(len(changes), most)]
	office := &e.reg.Office
	f := &feeds.Atom{
		ID: e.feedIDs.ID(e.words.lang + n.url), Lang: e.words.lang, Title: n.title, Subtitle: n.about,
		Self: sh.href(n.url), Page: sh.href(n.page), Rights: plain(e.local(office.Licences)),
		Author:  feeds.Person{Name: e.office(), Email: office.Contact.Email, URL: e.contact().URL},
		Updated: e.emptyFeedUpdated(),
	}
	for i, c := range changes {
		if at := sh.changeUpdated(c); i == 0 || at.After(f.Updated) {
			f.Updated = at
		}
	}
	for _, c := range changes {
		f.Entries = append(f.Entries, sh.feedEntry(c))
	}
	_, err := w.Write(f.XML())
	return err
}

// namesFor are the names of what an office tells. They rest on where its site
// first stood, as its settings say; never on an address that one build is given.
func namesFor(o *inspection.Office) feeds.IDs {
	return feeds.NewIDs(o.Name.Default, o.FirstBaseURL, o.BaseURL, o.Contact.Email, o.Contact.URL)
}

// emptyFeedUpdated is when a feed without entries was last updated: the day on
// which the local policing body began.
func (e *localeSite) emptyFeedUpdated() time.Time {
	if terms := e.reg.Office.Terms; len(terms) > 0 {
		return instant(terms[0].From, 0)
	}
	return instant(inspection.PeriodFrom, 0)
}

// instant is the beginning of a day in London and so many seconds more.
func instant(d inspection.Date, seconds int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, seconds, 0, inspection.London)
}

// changeTime is when a change was published. The content has only days; the
// minutes and seconds keep the order of the log for readers that sort by time.
func changeTime(c inspection.Change) time.Time {
	return instant(c.Date, 60*(len(inspection.ChangeKinds)-1-c.Kind.Order())+c.Nth)
}

// changeUpdated is when the text of a change was last corrected.
func (sh *pageContext) changeUpdated(c inspection.Change) time.Time {
	latest := c.Date
	later := func(d inspection.Date) {
		if d.After(latest) {
			latest = d
		}
	}
	switch r := c.Report; c.Kind {
	case inspection.ReportPublished:
		for _, k := range r.Corrections {
			later(k.Date)
		}
		if r.Withdrawn != nil {
			later(r.Withdrawn.Date)
		}
	case inspection.AnswerPublished:
		for _, k := range r.Response.Corrections {
			later(k.Date)
		}
	}
	c.Date = latest
	return changeTime(c)
}

// changePath is unique to a change; its feed ID is made from it: see
// [feeds.IDs].
func (e *localeSite) changePath(c inspection.Change) string {
	at := e.words.lang + strings.TrimSuffix(e.reportURL(c.Report)[len(e.prefix)-1:], "/")
	numbered := func(path string, n int) string {
		if n == 0 {
			return path
		}
		return path + "/" + strconv.Itoa(n+1)
	}
	switch c.Kind {
	case inspection.ReportCorrected, inspection.AnswerCorrected:
		return numbered(at+"/"+string(c.Kind)+"/"+c.Date.String(), c.Nth)
	case inspection.Progress:
		again, history := 0, c.Finding.History
		for i := range history {
			if u := &history[i]; u == c.Update {
				break
			} else if u.Date == c.Date && u.Status == c.Update.Status && u.By == c.Update.By {
				again++
			}
		}
		at = e.words.lang + strings.TrimSuffix(e.findingURL(c.Finding)[len(e.prefix)-1:], "/")
		return numbered(at+"/"+c.Date.String()+"/"+string(c.Update.Status)+"/"+string(c.Update.By), again)
	}
	return at + "/" + string(c.Kind)
}

// feedEntry is the entry of one change, with its full text.
func (sh *pageContext) feedEntry(c inspection.Change) feeds.Entry {
	row := sh.changeRow(c)
	what := first(plain(row.Statement), row.What)
	e := feeds.Entry{
		ID: sh.feedIDs.ID(sh.changePath(c)), Title: sh.words.text("follow.entry", "what", what, "name", plain(row.Text)),
		Page: row.Href, Kind: string(c.Kind), KindName: row.What,
		Published: changeTime(c), Updated: sh.changeUpdated(c),
	}
	if c.Kind == inspection.Progress {
		e.KindName = sh.words.text("follow.progress")
	}
	s := &feedEntry{pageContext: sh}
	sh.canonicalPage = row.Href
	if row.Hold != "" { // only a preview has such
		e.Title = row.Hold + ": " + e.Title
		s.addParagraph(asHTML(row.Hold))
	}
	switch c.Kind {
	case inspection.ReportPublished:
		s.report(c.Report)
	case inspection.AnswerPublished:
		s.answer(c.Report)
	case inspection.ReportWithdrawn:
		s.addParagraph(sh.words.html("report.withdrawn_on", "date", sh.words.dateHTML(c.Date), "reason", sh.reason(c.Report)))
	case inspection.Progress:
		s.ownPage = c.Finding
		s.progress(c)
	default:
		s.addParagraph(asHTML(row.Note))
	}
	e.HTML = s.b
	return e
}

// A feedEntry builds the content of an entry, as HTML that needs no style.
type feedEntry struct {
	*pageContext
	b       []byte
	ownPage *inspection.Finding // the finding that the entry is about, if it is about one
}

func (s *feedEntry) add(html string) { s.b = append(s.b, html...) }

// addParagraph adds a paragraph of the texts that are not empty.
func (s *feedEntry) addParagraph(words ...template.HTML) {
	between := "<p>"
	for _, w := range words {
		if w != "" {
			s.add(between)
			s.add(string(w))
			between = " "
		}
	}
	if between == " " {
		s.add("</p>\n")
	}
}

func (s *feedEntry) heading(level int, text Text) {
	s.b = fmt.Appendf(s.b, "<h%d>%s</h%[1]d>\n", level, asHTML(text))
}

func (s *feedEntry) passage(p passage, prefix, id string, level int) {
	s.add(string(s.pageContext.passage(p, prefix, id, level)))
}

// report adds what the inspectorate published.
func (s *feedEntry) report(r *inspection.Report) {
	w, words := s.pageContext.report(r), s.words
	if w.Title != w.Name() {
		s.addParagraph(asHTML(words.textOrHTML("report.full_title", "title", s.reportText(r, reportTitle))))
	}
	s.addParagraph(words.html("follow.published", "date", words.dateHTML(r.Published)), s.lastDay(r))
	if r.Withdrawn != nil {
		s.addParagraph(words.html("report.withdrawn_on", "date", words.dateHTML(r.Withdrawn.Date), "reason", s.reason(r)))
	}
	if r.URL != "" {
		s.addParagraph(linkHTML(r.URL, words.textOrHTML("report.official_link", "name", s.ownName(r))))
	}
	s.passage(s.reportPassage(r, background), "", idBackground, 3)
	for _, f := range r.Findings {
		s.heading(2, s.findingNames(f).distinct)
		s.finding(f, 3)
	}
}

func (s *feedEntry) lastDay(r *inspection.Report) template.HTML {
	last, ok := r.LastDay()
	if !ok {
		return ""
	}
	return s.words.html("follow.last_day", "date", s.words.dateHTML(last))
}

// finding adds what the inspectorate found, in its own words.
func (s *feedEntry) finding(f *inspection.Finding, level int) {
	dash := s.idPrefix(f)
	s.add("<blockquote>\n")
	s.passage(s.findingPassage(f, findingBody), dash, dash+idText, level)
	s.add("</blockquote>\n")
}

// idPrefix is the prefix of a finding's ids on the page that the entry links to.
func (s *feedEntry) idPrefix(f *inspection.Finding) string {
	if f == s.ownPage {
		return ""
	}
	return f.ID + "--"
}

// answer adds the whole answer, and says which parts are missing.
func (s *feedEntry) answer(r *inspection.Report) {
	words, today := s.words, s.reg.Today()
	o := s.outcome(r)
	s.addParagraph(words.html("follow.answered", "date", s.answerDate(r.Outcome(today))), o.Long, asHTML(o.Basis))
	if reason := s.reportText(r, lateReason); reason != "" {
		s.addParagraph(asHTML(words.textOrHTML("report.late_reason", "reason", reason)))
	}
	view := &reportPage{Body: s.bodyTitle(s.answeredOn(r))}
	s.reportAnswer(view, r)
	for _, part := range view.Parts {
		s.heading(2, part.Title)
		if part.Text == "" {
			s.addParagraph(asHTML(part.None))
		}
		s.add(string(part.Text))
	}
	for _, f := range r.Findings {
		s.heading(2, s.findingNames(f).distinct)
		s.finding(f, 3)
		s.findingAnswer(f)
	}
}

// findingAnswer adds the answer to a finding. A shared answer is given once,
// with the finding whose file has it.
func (s *feedEntry) findingAnswer(f *inspection.Finding) {
	a, words := f.Answer(), s.words
	if a.From != f && a.From.Report == f.Report {
		s.addParagraph(asHTML(words.textOrHTML("follow.same_answer", "name", s.findingNames(a.From).distinct)))
		return
	}
	dash := s.idPrefix(f)
	force := "finding.force_response"
	if isFire(f.Report) {
		force = "finding.service_response"
	}
	if p := s.findingPassage(a.From, forceResponse); !p.text.Empty() {
		s.heading(3, words.text(force))
		s.passage(p, dash, dash+idForceResponse, 4)
	}
	if p := s.findingPassage(a.From, ourResponse); !p.text.Empty() {
		s.heading(3, words.textOrHTML("finding.our_response", "title", s.bodyTitle(s.answeredOn(f.Report))))
		s.passage(p, dash, dash+idOurResponse, 4)
	}
	if said := s.actionText(f, a.Action); said != "" {
		s.addParagraph(asHTML(said))
	}
}

// progress adds a change of status, and the finding that it is about.
func (s *feedEntry) progress(c inspection.Change) {
	words, u := s.words, c.Update
	said := s.status(c.Finding, u.Status, u.By, c.Date)
	s.addParagraph(words.html("status.said_on", "said", said.Statement, "date", words.dateHTML(c.Date)), asHTML(said.Meaning))
	if u.Note != "" {
		s.addParagraph(asHTML(s.changeNote(c)))
	}
	if u.URL != "" {
		s.addParagraph(linkHTML(u.URL, u.URL))
	}
	s.finding(c.Finding, 3)
}
