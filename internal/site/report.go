package site

import (
	"cmp"
	"html/template"
	"io"
	"slices"
	"strconv"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// reportPage is everything about one report on one page.
type reportPage struct {
	layoutData
	Name       Text // in its heading
	FullTitle  Text // where the name is a short one
	Body       Text // the local policing body's title when it answered
	Kinds      []link
	Year       link // all reports of its year
	Scope      string
	Services   []Text
	Published  inspection.Date
	LastDay    inspection.Date
	Answered   inspection.Date
	AnsweredOn template.HTML // the date, and what it is the date of
	Outcome    outcome
	LateReason Text
	Law        string // which duty applies: police, before-rule, fire or not-required
	WhyNot     Text   // why no answer is required
	Period     int
	PeriodFrom inspection.Date
	AsAt       inspection.Date

	Withdrawn   *withdrawal
	Redacted    *redaction
	Corrections []correction
	FieldFrom   inspection.Day
	FieldTo     inspection.Day
	URL         string
	ArchivedURL string
	AnsweredIn  *link
	AnswersFor  []link
	Revisits    []link
	RevisitedBy []link
	Grades      []grade

	Contents      []contentsLine
	Terms         []link // its words in the glossary
	Background    template.HTML
	HasAnswer     bool   // whether an answer of the report's own is public
	AnswerEmbargo string // why the public does not see it yet
	Parts         []answerPart
	Sent          sent
	Findings      []findingView
	Files         []file
	Feed          followLink
	Calendar      *followLink // nil where there is no day to put in one
	FollowHelp    string
	Cite          Text
	CiteURL       string // absolute, "" where it is not known
	Newer         *link
	Older         *link
}

// answerPart is one of the things that the law wants published: there, or
// plainly not.
type answerPart struct {
	ID    string
	Title Text
	Text  template.HTML
	None  Text // what is said where there is no text
	Below bool // the text is with each finding instead
}

// sent is what was sent to whom, and when.
type sent struct {
	Any                       bool
	Requested                 inspection.Date
	HomeSecretary, Inspectors inspection.Date
}

type withdrawal struct {
	Date   inspection.Date
	Reason Text
}

type redaction struct{ Note Text }

type correction struct {
	Date inspection.Date
	Note Text
}

type grade struct {
	Area  Text
	Grade string
	Cycle Text
	AsAt  inspection.Date
}

// file is an attachment.
type file struct {
	link
	Type       string
	Size       int64
	Lang       string // the language's name; "" where it is the page's own
	LangCode   string
	OfResponse bool
	Barrier    bool // the office says that not everyone can use it
}

// contentsLine is a line of the contents.
type contentsLine struct {
	link
	Under []link
}

// planReport plans the report's page in one language.
func (p *reportOutputs) planReport(e *localeSite) {
	r := p.report
	p.addPage(e.reportURL(r), phaseReports, r.Changed(), []string{r.File}, func(w io.Writer, o Output) error {
		return e.renderReport(w, o, r)
	})
}

func (e *localeSite) renderReport(w io.Writer, o Output, r *inspection.Report) error {
	sh, i := e.pageContext(o.URL, o.Sources...), e.reportIndex[r.ID]
	words := sh.report(r)
	view := &reportPage{
		Name: sh.ownName(r), Body: sh.bodyTitle(sh.answeredOn(r)),
		Published: r.Published, Outcome: sh.outcome(r), LateReason: sh.reportText(r, lateReason),
		Law: lawOf(r), WhyNot: sh.reportText(r, notRequiredReason),
		Period: cmp.Or(r.Duty().Period, inspection.Period), PeriodFrom: inspection.PeriodFrom, AsAt: sh.reg.Today(),
		FieldFrom: r.Fieldwork.From, FieldTo: r.Fieldwork.To,
		URL: r.URL, ArchivedURL: r.ArchivedURL,
		Background: sh.passage(sh.reportPassage(r, background), "", idBackground, 3),
	}
	if words.Title != words.Name() {
		view.FullTitle = sh.reportText(r, reportTitle)
	}
	standing := r.Outcome(sh.reg.Today())
	view.LastDay, view.Answered = standing.LastDay, standing.Answered
	view.AnsweredOn = sh.answerDate(standing)
	sh.reportFacts(view, r)
	sh.reportAnswer(view, r)
	order := inOrder(r.Findings)
	again := sharedAnswerSets{
		force: findSharedAnswers(order, func(a inspection.Answer) markdown.Text { return sh.finding(a.From).ForceResponse }),
		our:   findSharedAnswers(order, func(a inspection.Answer) markdown.Text { return sh.finding(a.From).OurResponse }),
	}
	view.Findings = make([]findingView, 0, len(r.Findings))
	for _, f := range r.Findings {
		if f.Parent == nil {
			view.Findings = append(view.Findings, sh.nestedFinding(f, again))
		}
	}
	for _, a := range r.Attachments {
		if a.Listed {
			view.Files = append(view.Files, sh.file(r, a))
		}
	}
	view.Contents = sh.contents(view)
	view.Feed, view.Calendar, view.FollowHelp = sh.reportFeed(r), sh.reportCalendar(r), sh.href(sh.followURL())
	sh.cite(view, r)
	view.Terms = sh.reportTerms(r)
	if i > 0 {
		view.Newer = sh.reportLink(sh.reg.Reports[i-1])
	}
	if i+1 < len(sh.reg.Reports) {
		view.Older = sh.reportLink(sh.reg.Reports[i+1])
	}
	var err error
	title := sh.words.text("report.page_title", "name", sh.name(r))
	if view.layoutData, err = sh.layoutData(title, sh.describe(sh.reportPassage(r, background), title), sh.reportsURL()); err != nil {
		return err
	}
	if err := sh.addReportHash(&view.layoutData, r); err != nil {
		return err
	}
	view.about = sh.aboutReport(r, view.Canonical)
	if sh.publishesData() {
		view.Follow = append(view.Follow, view.Feed)
		if view.Calendar != nil {
			view.Follow = append(view.Follow, *view.Calendar)
		}
		view.Data = sh.href(reportDataURL(r))
	}
	view.Long, view.Hold = len(r.Findings) > 0, sh.embargoReason(r.Embargo)
	view.Crumbs = []link{
		{sh.href(sh.homeURL()), sh.words.text("home.crumb")},
		{sh.href(sh.reportsURL()), sh.words.text("reports.title")},
	}
	return sh.render(w, layoutReport, view)
}

// answeredOn is the day that decides whose title is used: that of the answer,
// or today where there is none.
func (sh *pageContext) answeredOn(r *inspection.Report) inspection.Date {
	if o := r.Outcome(sh.reg.Today()); !o.Answered.IsZero() {
		return o.Answered
	}
	return sh.reg.Today()
}

// lawOf names the duty that applies.
func lawOf(r *inspection.Report) string {
	if e := r.Exempt(); e != inspection.NotExempt {
		return string(e)
	}
	return "police"
}

func (sh *pageContext) reportLink(r *inspection.Report) *link {
	if r == nil {
		return nil
	}
	to := sh.toReport(r)
	return &to
}

// toReport is a link to a report that there is.
func (sh *pageContext) toReport(r *inspection.Report) link {
	return link{sh.href(sh.reportURL(r)), sh.reportName(r)}
}

func (sh *pageContext) reportLinks(reports []*inspection.Report) []link {
	var links []link
	for _, r := range reports {
		links = append(links, sh.toReport(r))
	}
	return links
}

// reportFacts fills in the facts "at a glance".
func (sh *pageContext) reportFacts(view *reportPage, r *inspection.Report) {
	for _, k := range r.Kinds {
		view.Kinds = append(view.Kinds, link{sh.href(sh.reportKindURL(k)), sh.words.text("report_kind." + k)})
	}
	year := r.Published.Year
	view.Year = link{sh.href(sh.reportYearURL(year)), sh.words.text("report.year", "year", strconv.Itoa(year))}
	if r.Scope != "" {
		view.Scope = sh.words.text("scope." + r.Scope)
	}
	for _, s := range r.Services {
		view.Services = append(view.Services, sh.local(s.Names))
	}
	view.AnsweredIn = sh.reportLink(r.AnsweredIn)
	view.AnswersFor, view.Revisits, view.RevisitedBy = sh.reportLinks(r.AnswersFor), sh.reportLinks(r.Revisits), sh.reportLinks(r.RevisitedBy)
	if r.Withdrawn != nil {
		view.Withdrawn = &withdrawal{r.Withdrawn.Date, sh.reason(r)}
	}
	if r.Redacted != nil {
		view.Redacted = &redaction{sh.redacted(r)}
	}
	for i, g := range r.Grades {
		on := g.AsAt
		if on.IsZero() { // the day of the judgement is the report's own
			on = r.Published
		}
		view.Grades = append(view.Grades, grade{sh.area(r, i), sh.words.text("grade." + g.Grade), sh.cycle(g.Cycle), on})
	}
	for i, c := range r.Corrections {
		view.Corrections = append(view.Corrections, correction{c.Date, sh.corrected(r, i, false)})
	}
	if r.Response != nil {
		for i, c := range r.Response.Corrections {
			view.Corrections = append(view.Corrections, correction{c.Date, sh.corrected(r, i, true)})
		}
	}
}

// reportAnswer fills in what the two bodies answered to the report as a whole,
// and says which parts are missing.
func (sh *pageContext) reportAnswer(view *reportPage, r *inspection.Report) {
	if r.Response == nil {
		return
	}
	view.HasAnswer, view.AnswerEmbargo = true, sh.embargoReason(r.Response.Embargo)
	view.Sent = sent{
		Requested: r.Response.CommentsRequested, HomeSecretary: r.Response.SentToHomeSecretary, Inspectors: r.Response.SentToInspectorate,
	}
	view.Sent.Any = view.Sent != sent{}
	text, textOrHTML := sh.words.text, sh.words.textOrHTML
	ours := answerPart{
		ID: idOurComments, Title: textOrHTML("report.our_comments", "title", view.Body),
		Text: sh.passage(sh.reportPassage(r, ourComments), "", idOurComments, 3),
		None: textOrHTML("report.no_our_comments", "title", view.Body),
	}
	force := answerPart{
		ID: idForceComments, Title: text("report.force_comments"),
		Text: sh.passage(sh.reportPassage(r, forceComments), "", idForceComments, 3),
		None: text("report.no_force_comments"),
	}
	switch {
	case isFire(r):
		force.Title, force.None = text("report.service_comments"), text("report.no_service_comments")
	case r.Response.NoForceComments:
		force.None = text("report.force_sent_none")
	case sh.answeredEach(r):
		force.None, force.Below = text("report.force_answers_below"), true
	}
	view.Parts = []answerPart{ours, force}
	if reply := sh.passage(sh.reportPassage(r, reply), "", idReply, 3); reply != "" || force.Text != "" {
		view.Parts = append(view.Parts, answerPart{
			ID: idReply, Title: textOrHTML("report.reply", "title", view.Body),
			Text: reply, None: textOrHTML("report.no_reply", "title", view.Body),
		})
	}
}

// answeredEach reports whether the force's comments are with the findings.
func (sh *pageContext) answeredEach(r *inspection.Report) bool {
	return slices.ContainsFunc(r.Findings, func(f *inspection.Finding) bool { return !sh.findingPassage(f, forceResponse).text.Empty() })
}

// sharedAnswerSets are the answers that the page would repeat.
type sharedAnswerSets struct{ force, our sharedAnswers }

// nestedFinding shows a finding on the report's page with those under it.
func (sh *pageContext) nestedFinding(f *inspection.Finding, again sharedAnswerSets) findingView {
	level := 4
	if f.Parent != nil {
		level = 5
	}
	v := sh.findingView(f, f.ID+"--", level)
	v.ID, v.Nested = f.ID, f.Parent != nil
	v.ForceShared, v.OurShared = sh.sharedAnswer(f, again.force, idForceResponse), sh.sharedAnswer(f, again.our, idOurResponse)
	if v.ForceShared != (sharedAnswer{}) || v.OurShared != (sharedAnswer{}) {
		v.AnswerIn, v.AnswersAlso = nil, nil // the same, said already
	}
	v.Children = nil
	for _, child := range f.Children {
		v.Children = append(v.Children, sh.nestedFinding(child, again))
	}
	return v
}

// contents are links to the parts of the page that there are.
func (sh *pageContext) contents(view *reportPage) []contentsLine {
	var lines []contentsLine
	put := func(there bool, id string, text Text) {
		if there {
			lines = append(lines, contentsLine{link: link{"#" + id, text}})
		}
	}
	text := sh.words.text
	put(view.Background != "", idBackground, text("report.background"))
	put(len(view.Grades) > 0, "grades", text("report.grades"))
	for _, part := range view.Parts {
		put(true, part.ID, part.Title)
	}
	put(view.HasAnswer, "sent", text("report.sent"))
	put(true, "findings", text("report.findings"))
	for _, f := range view.Findings {
		last := &lines[len(lines)-1]
		last.Under = append(last.Under, link{"#" + f.ID, f.Short})
		for _, child := range f.Children {
			last.Under = append(last.Under, link{"#" + child.ID, child.Short})
		}
	}
	put(len(view.Files) > 0, "files", text("report.files"))
	put(len(view.Corrections) > 0, "corrections", text("report.corrections"))
	put(true, "duty", text("report.duty"))
	put(sh.publishesData(), "follow", text("follow.report"))
	put(true, "cite", text("report.cite"))
	return lines
}

// cite says how to refer to the answer, or to the report's page where there is
// no answer yet.
func (sh *pageContext) cite(view *reportPage, r *inspection.Report) {
	if sh.base != "" {
		view.CiteURL = sh.base + sh.url[1:]
	}
	if r.Response == nil {
		view.Cite = sh.words.textOrHTML("report.cite_page", "office", sh.officeName(), "title", sh.reportText(r, reportTitle), "date", sh.words.day(r.Published))
		return
	}
	view.Cite = sh.words.textOrHTML("report.cite_answer", "office", sh.officeName(), "title", sh.reportText(r, reportTitle), "date", sh.words.day(r.Response.Published))
}
