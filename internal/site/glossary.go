package site

import (
	"io"
	"slices"

	"fiftysix/internal/inspection"
)

// glossaryPage explains every term and status that the site uses.
type glossaryPage struct {
	layoutData
	Letters []letter
}

// letter holds the terms that begin with it.
type letter struct {
	ID    string
	Name  string
	Terms []term
}

// term is one entry, with the id that pages link to.
type term struct {
	ID      string
	Name    Text
	Meaning string
}

// glossaryTerms are the ids of the terms that have messages of their own:
// glossary.term.hmicfrs.name and .meaning. Statuses, kinds of report and
// grades take their names from where pages show them.
var glossaryTerms = []string{
	"hmicfrs", "inspectorate", "report", "finding", "cause-of-concern", "recommendation", "area-for-improvement",
	"local-policing-body", "force", "chief-officer", "fire-service", "home-secretary", "npcc", "college-of-policing",
	"answer", "last-day", "statutory-period", "section-55", "in-time", "late", "median",
	"addressed-to", "to-be-done-by", "status", "history", "whose", "board-paper", "redacted", "corrected", "withdrawn",
	"answered-together", "grade", "cycle", "summary-assessment", "visits",
}

var grades = []string{"outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded"}

// The ids of entries that pages link to.
func statusTerm(s inspection.Status) string { return "status-" + s.Slug() }
func gradeTerm(grade string) string         { return "grade-" + grade }

func reportKindTerm(kind string) string {
	if kind == string(inspection.CauseOfConcern) { // a finding of that kind, published by itself
		return kind
	}
	return "report-" + kind
}

// term is a link's address to an entry of the glossary.
func (sh *pageContext) term(id string) string { return sh.href(sh.glossaryURL()) + "#" + id }

func (e *localeSite) planGlossary(to *outputList) {
	o := Output{URL: e.glossaryURL(), Page: true}
	to.add(o, func(w io.Writer) error {
		sh := e.pageContext(o.URL)
		view := &glossaryPage{Letters: sh.letters(sh.terms())}
		var err error
		view.layoutData, err = sh.layoutData(sh.words.text("glossary.title"), sh.words.text("glossary.description", "office", sh.office()), o.URL)
		if err != nil {
			return err
		}
		view.Crumbs = []link{{sh.href(sh.homeURL()), sh.words.text("home.crumb")}}
		return sh.render(w, layoutGlossary, view)
	})
}

// terms are all entries, in the order of their names.
func (sh *pageContext) terms() []term {
	text := sh.words.text
	var all []term
	for _, id := range glossaryTerms {
		all = append(all, term{id, text("glossary.term." + id + ".name"), text("glossary.term." + id + ".meaning")})
	}
	for i, t := range sh.reg.Office.Terms {
		if before := sh.reg.Office.Terms[:i]; slices.ContainsFunc(before, func(b inspection.Term) bool { return b.Title == t.Title }) {
			continue // another holder of the same office
		}
		all = append(all, term{"body-" + t.From.String(), sh.termTitle(t), text("glossary.body", "date", sh.words.day(t.From))})
	}
	for _, s := range inspection.Statuses {
		status := "status." + s.Slug()
		all = append(all, term{statusTerm(s), text("glossary.status_name", "name", text(status+".name")), text(status + ".meaning")})
	}
	for _, k := range inspection.ReportKinds {
		if id := reportKindTerm(k); id != k {
			all = append(all, term{id, text("glossary.kind_name", "name", text("report_kind."+k)), text("glossary.report_kind." + k)})
		}
	}
	for _, g := range grades {
		all = append(all, term{gradeTerm(g), text("glossary.grade_name", "name", text("grade."+g)), text("glossary.grade." + g)})
	}
	sortBy(sh.words, all, func(t term) string { return plain(t.Name) })
	return all
}

// letters groups terms in order by the letter they begin with.
func (sh *pageContext) letters(terms []term) []letter {
	var groups []letter
	for _, t := range terms {
		id, name := sh.words.initial(plain(t.Name))
		if len(groups) == 0 || groups[len(groups)-1].Name != name {
			groups = append(groups, letter{ID: "letter-" + id, Name: name})
		}
		last := &groups[len(groups)-1]
		last.Terms = append(last.Terms, t)
	}
	return groups
}

// glossaryMessages adds the messages of the glossary to the list.
func glossaryMessages(family func(prefix, placeholders string, names ...string)) {
	for _, id := range glossaryTerms {
		family("glossary.term."+id, "", ".name", ".meaning")
	}
	for _, k := range inspection.ReportKinds {
		if reportKindTerm(k) != k {
			family("glossary.report_kind.", "", k)
		}
	}
	family("glossary.grade.", "", grades...)
}
