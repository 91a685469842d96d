package site

import (
	"slices"

	"fiftysix/internal/inspection"
)

// This file links a page to the entries of the glossary that explain its terms.

// termLinks collects links to entries of the glossary, each once.
type termLinks struct {
	*pageContext
	links []link
	seen  []string
}

func (t *termLinks) add(id, name string) {
	if !slices.Contains(t.seen, id) {
		t.seen = append(t.seen, id)
		t.links = append(t.links, link{t.term(id), name})
	}
}

func (t *termLinks) plain(id string) { t.add(id, t.words.text("glossary.term."+id+".name")) }

func (t *termLinks) finding(f *inspection.Finding) {
	t.plain(string(f.Kind))
	s := f.Status()
	t.add(statusTerm(s), t.words.text("glossary.status_name", "name", t.words.text("status."+s.Slug()+".name")))
}

// reportTerms are the terms on a report's page that the glossary explains.
func (sh *pageContext) reportTerms(r *inspection.Report) []link {
	t := termLinks{pageContext: sh, links: make([]link, 0, 8), seen: make([]string, 0, 8)}
	t.plain("hmicfrs")
	for _, k := range r.Kinds {
		if id := reportKindTerm(k); id == k {
			t.plain(id)
		} else {
			t.add(id, sh.words.text("glossary.kind_name", "name", sh.words.text("report_kind."+k)))
		}
	}
	if r.Exempt() == inspection.NotExempt {
		t.plain("last-day")
	}
	if o := r.Outcome(sh.reg.Today()); o.Basis == inspection.BasisBoardPaper {
		t.plain("board-paper")
	}
	if r.AnsweredIn != nil || len(r.AnswersFor) > 0 {
		t.plain("answered-together")
	}
	if r.Redacted != nil {
		t.plain("redacted")
	}
	if r.Withdrawn != nil {
		t.plain("withdrawn")
	}
	for _, g := range r.Grades {
		t.add(gradeTerm(g.Grade), sh.words.text("glossary.grade_name", "name", sh.words.text("grade."+g.Grade)))
	}
	for _, f := range r.Findings {
		t.finding(f)
	}
	return t.links
}

// findingTerms are those of a finding's page.
func (sh *pageContext) findingTerms(f *inspection.Finding) []link {
	t := termLinks{pageContext: sh, links: make([]link, 0, 8), seen: make([]string, 0, 8)}
	t.plain("hmicfrs")
	t.finding(f)
	for _, u := range f.AnsweredBy().History {
		t.add(statusTerm(u.Status), sh.words.text("glossary.status_name", "name", sh.words.text("status."+u.Status.Slug()+".name")))
	}
	return t.links
}
