package site

import (
	"html/template"
	"io"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// findingPage is a finding on a page of its own.
type findingPage struct {
	layoutData
	Finding   findingView
	Report    link
	Published inspection.Date
	Anchor    string // the finding on the report's page
	Terms     []link // its words in the glossary
	Parent    *link
	Siblings  []menuLink // all findings of the report, where there are others
	Next      *link
	Previous  *link
}

// findingView is a finding as the report's page and its own page show it.
type findingView struct {
	ID       string // of its heading; "" on its own page, where ids need no more
	IDPrefix string // what the ids of its parts begin with: "recommendation-7--"
	Href     string
	Kind     string // "HMICFRS recommendation"
	Name     Text   // the label as printed, or its kind and place
	Short    Text   // the same for a link: "Recommendation 1(a)"
	Full     Text   // the name with the report's, for a link on its own
	Paper    string // its paragraph in a paper of the office's
	Hold     string

	Text           template.HTML
	TextNote       string // that the text is in another language
	AddressedTo    []link
	Responsibility string
	DueText        Text // as printed
	Due            inspection.Date
	DueNow         bool // "immediate"
	Status         status
	History        []update
	HasAnswer      bool // whether the report's answer is public
	ForceResponse  template.HTML
	OurResponse    template.HTML
	ForceTitle     string // "Answer of the force"
	OurTitle       Text
	ForceShared    sharedAnswer // where the report's page gives the words only once
	OurShared      sharedAnswer
	Level          int  // of the headings above the answers
	OurNone        Text // what is said where the local policing body has none
	AsAt           inspection.Date
	Action         string // "" where none is said
	AnswerIn       *link  // the finding whose answer this one shares
	AnswersAlso    []link // the findings that share this one's
	SameAs         *link
	SupersededBy   *link
	Children       []findingView
	Nested         bool // a heading lower
}

// update is one entry of a finding's history.
type update struct {
	status
	Note Text
	URL  string
}

// planFindings plans the findings' pages in one language.
func (p *reportOutputs) planFindings(e *localeSite) {
	r := p.report
	for i, f := range r.Findings {
		p.addPage(e.findingURL(f), phaseFindings, f.Changed(), []string{f.File, r.File}, func(w io.Writer, o Output) error {
			return e.renderFinding(w, o, r, i)
		})
	}
}

func (e *localeSite) renderFinding(w io.Writer, o Output, r *inspection.Report, i int) error {
	sh, f := e.pageContext(o.URL, o.Sources...), r.Findings[i]
	view := findingPage{
		Finding:   sh.findingView(f, "", 2),
		Report:    sh.toReport(r),
		Published: r.Published,
		Anchor:    sh.href(sh.reportURL(r)) + "#" + f.ID,
	}
	view.Terms = sh.findingTerms(f)
	if f.Parent != nil {
		view.Parent = sh.findingLink(f.Parent, r)
	}
	if len(r.Findings) > 1 {
		view.Siblings = make([]menuLink, len(r.Findings))
		for i, g := range r.Findings {
			view.Siblings[i] = menuLink{sh.toFinding(g, r), g == f}
		}
	}
	if i > 0 {
		view.Previous = sh.findingLink(r.Findings[i-1], r)
	}
	if i+1 < len(r.Findings) {
		view.Next = sh.findingLink(r.Findings[i+1], r)
	}
	var err error
	full := plain(view.Finding.Full)
	description := sh.describe(sh.findingPassage(f, findingBody), full)
	if f.SameAs != nil && description != full { // the other one's page begins with the same words
		description = shorten(full+". "+description, 155)
	}
	if view.layoutData, err = sh.layoutData(full, description, sh.reportsURL()); err != nil {
		return err
	}
	if err := sh.addReportHash(&view.layoutData, r); err != nil {
		return err
	}
	view.about = sh.aboutFinding(f, view.Canonical)
	view.Hold = first(sh.embargoReason(f.Embargo), sh.embargoReason(r.Embargo))
	if r.Response != nil {
		view.Hold = first(view.Hold, sh.embargoReason(r.Response.Embargo))
	}
	view.Crumbs = []link{
		{sh.href(sh.homeURL()), sh.words.text("home.crumb")},
		{sh.href(sh.reportsURL()), sh.words.text("reports.title")},
		view.Report,
	}
	return sh.render(w, layoutFinding, &view)
}

// findingView shows a finding whose parts' ids begin with dash. Headings in
// its text have the level given; those in the answers are one lower.
func (sh *pageContext) findingView(f *inspection.Finding, dash string, level int) findingView {
	r, answer, told := f.Report, f.Answer(), f.AnsweredBy()
	v := findingView{
		IDPrefix: dash, Level: level, Href: sh.href(sh.findingNames(f).url),
		Kind: sh.words.text("kind." + string(f.Kind) + ".full"),
		Name: sh.findingName(f), Short: sh.findingNames(f).distinct, Full: sh.findingNames(f).full,
		Paper:          sh.paper(f),
		Hold:           sh.embargoReason(f.Embargo),
		Responsibility: sh.responsibility(f), AddressedTo: sh.addresseeLinks(f),
		DueText: sh.findingText(f, dueText), DueNow: f.Due.Kind == inspection.DueImmediately,
		Action: sh.actionText(f, answer.Action), AsAt: sh.reg.Today(),
	}
	v.TextNote, v.Text = sh.passageParts(sh.findingPassage(f, findingBody), dash, dash+idText, level)
	v.Due, _ = f.DueDate()
	for _, child := range f.Children {
		v.Children = append(v.Children, findingView{Href: sh.href(sh.findingURL(child)), Short: sh.findingNames(child).distinct})
	}
	latest, _ := f.Latest()
	v.Status = sh.status(f, latest.Status, latest.By, latest.Date)
	for i, u := range told.History {
		v.History = append(v.History, update{sh.status(f, u.Status, u.By, u.Date), sh.note(told, i), u.URL})
	}
	sh.showAnswer(&v, f, answer, level)
	v.SameAs, v.SupersededBy = sh.findingLink(f.SameAs, r), sh.findingLink(told.SupersededBy, r)
	for _, other := range f.SharedBy {
		v.AnswersAlso = append(v.AnswersAlso, sh.toFinding(other, r))
	}
	if answer.From != f {
		v.AnswerIn = sh.findingLink(answer.From, r)
	}
	v.HasAnswer = r.Response != nil || r.AnsweredIn != nil && r.AnsweredIn.Response != nil
	return v
}

// showAnswer fills in the answers. A shared answer is taken from the finding
// whose file has them: its links are relative to that file.
func (sh *pageContext) showAnswer(v *findingView, f *inspection.Finding, a inspection.Answer, level int) {
	on := sh.answeredOn(f.Report)
	v.OurTitle = sh.words.textOrHTML("finding.our_response", "title", sh.bodyTitle(on))
	if f.Kind == inspection.Recommendation && f.Responsibility != inspection.Others {
		v.OurNone = sh.words.textOrHTML("finding.no_our_response", "title", sh.bodyTitle(on))
	}
	v.ForceTitle = sh.words.text("finding.force_response")
	if isFire(f.Report) {
		v.ForceTitle = sh.words.text("finding.service_response")
	}
	v.ForceResponse = sh.passage(sh.findingPassage(a.From, forceResponse), v.IDPrefix, v.IDPrefix+idForceResponse, level+1)
	v.OurResponse = sh.passage(sh.findingPassage(a.From, ourResponse), v.IDPrefix, v.IDPrefix+idOurResponse, level+1)
}

// findingName is the label as the inspectorate printed it; or, where there is
// none, the finding's kind and place, which are ours.
func (sh *pageContext) findingName(f *inspection.Finding) Text {
	if name := sh.findingText(f, label); name != "" {
		return name
	}
	n, of := f.Position()
	if of == 1 {
		return sh.words.text("kind." + string(f.Kind) + ".only")
	}
	return sh.words.text("kind."+string(f.Kind)+".placed", "place", n, "of", of)
}

// findingDistinct is the name for a link: with the kind if the label does not
// contain it, and with the position if the report has the same label twice.
func (sh *pageContext) findingDistinct(f *inspection.Finding) string {
	return plain(sh.findingNames(f).distinct)
}

// findingFull is the name with the report's: unlike any other on the site.
func (sh *pageContext) findingFull(f *inspection.Finding) string {
	return plain(sh.findingNames(f).full)
}

// findingNames are the names by which a finding is linked to. They are cached,
// since every name depends on all findings of the report.
type findingNames struct {
	url            string
	distinct, full Text
}

func (sh *pageContext) findingNames(f *inspection.Finding) *findingNames {
	r := f.Report
	known := &sh.findingNamesOf[sh.reportIndex[r.ID]]
	all := known.Load()
	if all == nil {
		names := make([]findingNames, len(r.Findings))
		report := sh.reportName(r)
		for i, g := range r.Findings {
			name := sh.disambiguate(g)
			names[i] = findingNames{sh.findingURL(g), name, sh.words.textOrHTML("finding.full", "name", name, "report", report)}
		}
		known.Store(&names)
		all = &names
	}
	return &(*all)[slices.Index(r.Findings, f)]
}

// disambiguate is a finding's name, different from those of its report's others.
func (sh *pageContext) disambiguate(f *inspection.Finding) Text {
	w, lang := sh.ofFinding(f, func(w *inspection.FindingWords) bool { return w.Label != "" })
	if w.Label == "" {
		return sh.findingName(f)
	}
	name, kind := sh.withLang(lang, w.Label), "kind."+string(f.Kind)
	// The label names its kind in its own language.
	if only := sh.localeFor(lang).text(kind + ".only"); !strings.Contains(strings.ToLower(w.Label), strings.ToLower(only)) {
		name = sh.words.textOrHTML("finding.labelled", "kind", sh.words.text(kind+".only"), "label", name)
	}
	for _, g := range f.Report.Findings {
		if g != f && sh.findingLabel(g) == w.Label {
			n, of := f.Position()
			return sh.words.textOrHTML("finding.distinct", "name", name, "place", sh.words.text(kind+".placed", "place", n, "of", of))
		}
	}
	return name
}

// findingLink is a link to a finding's own page, or nil for none. From a page
// of the same report its name is enough.
func (sh *pageContext) findingLink(f *inspection.Finding, from *inspection.Report) *link {
	if f == nil {
		return nil
	}
	to := sh.toFinding(f, from)
	return &to
}

// toFinding is such a link where there is a finding.
func (sh *pageContext) toFinding(f *inspection.Finding, from *inspection.Report) link {
	names := sh.findingNames(f)
	if f.Report == from {
		return link{sh.href(names.url), names.distinct}
	}
	return link{sh.href(names.url), names.full}
}

// paper is the finding's number in the office's own paper, which differs from
// the inspectorate's.
func (sh *pageContext) paper(f *inspection.Finding) string {
	if f.PaperReference == "" {
		return ""
	}
	key := "finding.paper.other"
	if r := f.Report.Response; r != nil {
		switch r.Basis {
		case inspection.BasisBoardPaper:
			key = "finding.paper.board_paper"
		case inspection.BasisLetter:
			key = "finding.paper.letter"
		}
	}
	return sh.words.text(key, "reference", f.PaperReference)
}

func (sh *pageContext) responsibility(f *inspection.Finding) string {
	if f.Responsibility == "" {
		return ""
	}
	return sh.words.text("whose." + string(f.Responsibility))
}

func (sh *pageContext) actionText(f *inspection.Finding, a inspection.Action) string {
	if a == "" || f.Responsibility == inspection.Others {
		return ""
	}
	if !f.Answer().From.HasForceResponse() && !f.Explained() {
		return sh.words.text("action.no_words")
	}
	return sh.words.text("action." + string(a))
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
