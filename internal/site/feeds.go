package site

import (
	"html/template"
	"io"
	"strconv"
	"strings"
	"time"

	"fiftysix/internal/feeds"
	"fiftysix/internal/inspection"
)

// This file says what the feeds tell: the log of changes again, each change
// with all its words, for readers who follow from elsewhere. A report's feed
// has everything that ever changed of it; the others have the newest changes.

// feedMost is how many entries a feed has that is not of one report. Older
// changes are in the log of changes and in the reports' feeds.
const feedMost = 100

// news is a feed before it is drawn.
type feedSpec struct {
	url   string
	page  string // the page that shows the same
	title string
	about string // "" for nothing more
}

// siteNews is the feed of everything.
func (e *localeSite) siteFeedSpec() *feedSpec {
	return &feedSpec{
		url: e.feedURL(), page: e.updatesURL(),
		title: e.words.text("follow.feed_title", "office", e.office()),
		about: e.words.text("updates.description", "office", e.office()),
	}
}

// partNews is the feed of a part of the site that has a page of its own.
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
// somebody can say.
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

// feedSheet is a pageContext whose links work where a feed is read: they are
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
		f.Entries = append(f.Entries, sh.feedEntry(c, nil))
	}
	_, err := w.Write(f.XML())
	return err
}

// namesFor are the names of what an office tells. They rest on where its site
// first stood, as its settings say; never on an address that one build is given.
func namesFor(o *inspection.Office) feeds.IDs {
	return feeds.NewIDs(o.Name.Default, o.FirstBaseURL, o.BaseURL, o.Contact.Email, o.Contact.URL)
}

// beginning is when a feed with nothing in it was last updated: the day on
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

// published is when a change was told. The content knows days; within a day
// the seconds keep those who sort by time in the order of the log.
func changeTime(c inspection.Change) time.Time {
	return instant(c.Date, 60*(len(inspection.ChangeKinds)-1-c.Kind.Order())+c.Nth)
}

// updated is when the words of a change were last changed.
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

// path is a change's own, by which it is named: see [feed.Names].
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

// entry tells one change, whole. Its words are put together in an empty room.
func (sh *pageContext) feedEntry(c inspection.Change, room []byte) feeds.Entry {
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
	s := &feedEntry{pageContext: sh, b: room}
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

// A story is the words of an entry, as HTML that needs no style.
type feedEntry struct {
	*pageContext
	b       []byte
	ownPage *inspection.Finding // whose own page tells the same
}

func (s *feedEntry) add(html string) { s.b = append(s.b, html...) }

// say adds a paragraph of what is not "".
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
	digit := byte('0' + level)
	s.b = append(s.b, '<', 'h', digit, '>')
	s.add(string(asHTML(text)))
	s.b = append(s.b, '<', '/', 'h', digit, '>', '\n')
}

func (s *feedEntry) passage(p passage, prefix, id string, level int) {
	s.add(string(s.pageContext.passage(p, prefix, id, level)))
}

// report tells what the inspectorate published.
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

// finding tells what the inspectorate found, in its own words.
func (s *feedEntry) finding(f *inspection.Finding, level int) {
	dash := s.idPrefix(f)
	s.add("<blockquote>\n")
	s.passage(s.findingPassage(f, findingBody), dash, dash+idText, level)
	s.add("</blockquote>\n")
}

// dash is what ids of a finding's parts begin with on the page that tells the
// same.
func (s *feedEntry) idPrefix(f *inspection.Finding) string {
	if f == s.ownPage {
		return ""
	}
	return f.ID + "--"
}

// answer tells all that was answered: what is missing is said to be missing.
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

// findingAnswer tells what was answered to a finding. An answer that is shared
// stands with the finding that holds it.
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

// progress tells what was said of a finding, and of what that was said.
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
