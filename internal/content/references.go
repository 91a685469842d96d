package content

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// connect resolves the names by which files refer to each other into pointers,
// puts findings in order, and reports names that do not exist.
func (l *loader) connect() {
	for _, d := range l.dirs {
		d.connectFindings(l)
	}
	for _, d := range l.dirs {
		if d.report != nil {
			l.connectReport(d.report)
		}
	}
	l.checkSuperseded()
	l.checkAddressees()
	l.checkAliases()
}

// connectReport resolves the reports that a report names.
func (l *loader) connectReport(f *reportFile) {
	r := f.report
	if f.answeredIn != "" {
		if twin := l.reportByID(f, "answered_in", f.answeredIn); twin != nil {
			r.AnsweredIn = twin
			twin.AnswersFor = append(twin.AnswersFor, r)
			f.checkTwin(l)
		}
	}
	for n, id := range f.revisits {
		if old := l.reportByID(f, at("revisits", n), id); old != nil {
			r.Revisits = append(r.Revisits, old)
			old.RevisitedBy = append(old.RevisitedBy, r)
		}
	}
	f.checkDates(l)
}

func (l *loader) reportByID(f *reportFile, field, id string) *inspection.Report {
	if id == f.report.ID {
		f.badReference(field, "a report cannot name itself here", "write the other report's id")
		return nil
	}
	if d := l.byID[id]; d != nil && d.report != nil {
		return d.report.report
	}
	f.badReference(field, "there is no report "+quote(id), l.nearReport(id))
	return nil
}

func (l *loader) nearReport(id string) string {
	var ids []string
	for _, d := range l.dirs {
		ids = append(ids, d.id)
	}
	if near := diag.Nearest(id, ids); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	return "write the name of the report's folder in content/reports"
}

// checkTwin checks a report that is answered in another one.
func (f *reportFile) checkTwin(l *loader) {
	if f.response != nil {
		f.problemAtField(diag.Error, RuleContradiction, "response", "the report is answered in another one and has an answer of its own", "keep either answered_in or response")
	}
	if d := l.byID[f.answeredIn]; d != nil && d.report != nil && d.report.answeredIn != "" {
		f.problemAtField(diag.Error, RuleReference, "answered_in", quote(f.answeredIn)+" is itself answered in another report", "name the report that holds the answer")
	}
}

// checkDates checks that the dates of a report and its answer agree.
func (f *reportFile) checkDates(l *loader) {
	r := f.report
	if !r.AnswerRequired && r.NotRequiredReason == "" {
		f.problemAtField(diag.Error, RuleMissingField, "answer_required", "no answer is required, and nothing says why", "add not_required_reason")
	}
	if !r.Fieldwork.To.IsZero() && r.Fieldwork.To.Last().Before(r.Fieldwork.From.First()) {
		f.problemAtField(diag.Error, RuleContradiction, "fieldwork", "the fieldwork ends before it begins", "look at from and to")
	}
	if f.response == nil || r.Published.IsZero() || f.response.Published.IsZero() {
		return
	}
	f.checkPartDays(l)
	if f.response.Published.Before(r.Published) {
		f.problemAtField(diag.Error, RuleContradiction, "response.published", "the answer is dated "+f.response.Published.String()+", before the report, which is dated "+r.Published.String(), "look at both dates")
	}
}

// checkPartDays checks the days of parts that came after the first. A part that
// is here is public with the site, so no day of one is still to come.
func (f *reportFile) checkPartDays(l *loader) {
	days := f.response.Parts
	for _, part := range []struct {
		field string
		day   inspection.Date
	}{
		{"our_comments_published", days.OurComments}, {"force_comments_published", days.ForceComments}, {"reply_published", days.Reply},
	} {
		f.checkPartDay(l, "response."+part.field, part.day, f.response.Published)
	}
}

func (f *contentFile) checkPartDay(l *loader, field string, day, first inspection.Date) {
	switch {
	case day.IsZero():
	case day.Before(first):
		f.problemAtField(diag.Error, RuleContradiction, field, "this part is dated "+day.String()+", before the answer, which is dated "+first.String(),
			"published under response is the day of the first part: look at both dates")
	case day.After(l.today()):
		f.problemAtField(diag.Error, RuleContradiction, field, "this part is dated "+day.String()+", which is still to come, and would be public at once",
			"hold the answer back with publish_after under response, or add the words and their date on that day")
	}
}

// connectExplains finds the recommendations that the office's comments on the
// whole report explain.
func (f *reportFile) connectExplains(findings []*findingFile, named map[string]*findingFile) {
	if f.response == nil || len(f.response.explains) == 0 {
		return
	}
	if !f.has(ourComments) {
		f.problemAtField(diag.Error, RuleContradiction, "response.explains", "it says that our comments explain recommendations, and there are no comments of ours", "add ## Our comments and the words below it, or take explains out")
	}
	for i, stem := range f.response.explains {
		other := named[strings.TrimSuffix(stem, ".md")]
		switch {
		case stem == "all":
			for _, g := range findings {
				g.finding.InOurComments = true
			}
		case other != nil:
			other.finding.InOurComments = true
		default:
			hint := "write the names of findings' files without .md, or all"
			if near := diag.Nearest(stem, slices.Sorted(maps.Keys(named))); near != "" {
				hint = "did you mean " + quote(near) + "?"
			}
			f.badReference(at("response.explains", i), "there is no finding "+quote(stem)+" in this report", hint)
		}
	}
}

// connectFindings resolves the references between findings.
func (d *reportDir) connectFindings(l *loader) {
	named := map[string]*findingFile{}
	for _, f := range d.findings {
		named[f.finding.ID] = f
	}
	if d.report != nil {
		d.report.connectExplains(d.findings, named)
	}
	for _, f := range d.findings {
		f.connectParent(named)
		f.connectAnswer(d, named)
		if f.sameAs != "" {
			f.finding.SameAs = l.findingByRef(f, "same_as", f.sameAs)
		}
		if f.supersededBy != "" {
			f.finding.SupersededBy = l.findingByRef(f, "superseded_by", f.supersededBy)
		}
	}
	if d.report != nil {
		d.report.report.Findings = inOrder(d.findings)
	}
}

// sibling returns another finding of the same report, or nil with an error.
func (f *findingFile) sibling(field, stem string, named map[string]*findingFile) *findingFile {
	if stem == f.finding.ID {
		f.badReference(field, "a finding cannot name itself in "+field, "write the other file's name without .md")
		return nil
	}
	if other := named[strings.TrimSuffix(stem, ".md")]; other != nil {
		return other
	}
	hint := "write the other file's name without .md; it stands in the same folder"
	var stems []string
	for s := range named {
		stems = append(stems, s)
	}
	slices.Sort(stems)
	if near := diag.Nearest(stem, stems); near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	f.badReference(field, "there is no finding "+quote(stem)+" in this report", hint)
	return nil
}

func (f *findingFile) connectParent(named map[string]*findingFile) {
	if f.parent == "" {
		return
	}
	parent := f.sibling("parent", f.parent, named)
	switch {
	case parent == nil:
	case parent.parent != "":
		f.badReference("parent", quote(f.parent)+" is itself part of "+quote(parent.parent), "findings stand inside one another one level deep; name the outermost")
	default:
		f.finding.Parent = parent.finding
	}
}

func (f *findingFile) connectAnswer(d *reportDir, named map[string]*findingFile) {
	words := !f.finding.ForceResponse.Empty() || !f.finding.OurResponse.Empty()
	if f.sameAnswerAs != "" {
		leader := f.sibling("same_answer_as", f.sameAnswerAs, named)
		switch {
		case leader == nil:
		case leader.sameAnswerAs != "":
			f.badReference("same_answer_as", quote(f.sameAnswerAs)+" has no answer of its own: it shares that of "+quote(leader.sameAnswerAs), "name the finding that holds the words")
		case words:
			f.problemAtField(diag.Error, RuleContradiction, "same_answer_as", "the finding shares an answer and has one of its own", "take out same_answer_as, or the words under ## Force response and ## Our response")
		default:
			f.finding.SameAnswerAs = leader.finding
			leader.finding.SharedBy = append(leader.finding.SharedBy, f.finding)
		}
	}
	if (words || f.finding.Action != "") && d.report != nil && d.report.response == nil && d.report.answeredIn == "" && d.report.ReparseFields().Field("response") == nil {
		f.problemInFile(diag.Error, RuleContradiction, "the finding has an answer, and report.md has none", "add response with its published date to report.md; without it nobody can say whether the answer came in time")
	}
}

// findingByRef returns a finding by report/finding, or nil with an error.
func (l *loader) findingByRef(f *findingFile, field, ref string) *inspection.Finding {
	id, stem, ok := strings.Cut(strings.TrimSuffix(ref, ".md"), "/")
	if !ok {
		f.badReference(field, quote(ref)+" does not name a finding", "write the report's folder and the file's name without .md, like this: 2020-prevent/recommendation-7")
		return nil
	}
	d := l.byID[id]
	if d == nil {
		f.badReference(field, "there is no report "+quote(id), l.nearReport(id))
		return nil
	}
	i := slices.IndexFunc(d.findings, func(g *findingFile) bool { return g.finding.ID == stem })
	switch {
	case i < 0:
		f.badReference(field, "there is no finding "+quote(stem)+" in the report "+quote(id), "look at the files in "+d.dir)
		return nil
	case d.findings[i] == f:
		f.badReference(field, "a finding cannot name itself in "+field, "name the other one")
		return nil
	}
	return d.findings[i].finding
}

// checkSuperseded reports cycles of superseded_by and same_as.
func (l *loader) checkSuperseded() {
	for _, d := range l.dirs {
		for _, f := range d.findings {
			if hasCycle(f.finding, func(g *inspection.Finding) *inspection.Finding { return g.SupersededBy }) {
				f.badReference("superseded_by", "following superseded_by from here leads back here", "a finding is replaced by a later one")
				f.finding.SupersededBy = nil
			}
			if hasCycle(f.finding, func(g *inspection.Finding) *inspection.Finding { return g.SameAs }) {
				f.badReference("same_as", "following same_as from here leads back here", "name the finding in one of the two reports only, where it is told in full")
				f.finding.SameAs = nil
			}
		}
	}
}

// hasCycle reports whether following next from f leads back to f.
func hasCycle(f *inspection.Finding, next func(*inspection.Finding) *inspection.Finding) bool {
	for g, steps := next(f), 0; g != nil && steps < 1000; g, steps = next(g), steps+1 {
		if g == f {
			return true
		}
	}
	return false
}

// checkAliases reports old addresses that two files have.
func (l *loader) checkAliases() {
	claimed := map[string]string{}
	claim := func(f *contentFile, n int, alias string) {
		if other, ok := claimed[inspection.Fold(alias)]; ok && alias != "" {
			f.problemAtField(diag.Error, RuleClash, at("aliases", n), "the old address "+quote(alias)+" is also claimed by "+other, "keep it in one of the two")
		}
		claimed[inspection.Fold(alias)] = f.Path
	}
	for _, d := range l.dirs {
		if d.report != nil {
			for n, alias := range d.report.report.Aliases {
				claim(&d.report.contentFile, n, alias)
			}
		}
	}
	for _, p := range l.pages {
		for n, alias := range p.page.Aliases {
			claim(&p.contentFile, n, alias)
		}
	}
}

// inOrder sorts a report's findings for display: first those with an order, then
// by kind and by name (2 before 10). Children follow their parent.
func inOrder(files []*findingFile) []*inspection.Finding {
	var top []*inspection.Finding
	children := map[*inspection.Finding][]*inspection.Finding{}
	for _, f := range files {
		if p := f.finding.Parent; p != nil {
			children[p] = append(children[p], f.finding)
		} else {
			top = append(top, f.finding)
		}
	}
	slices.SortStableFunc(top, compareFindings)
	ordered := make([]*inspection.Finding, 0, len(files))
	for _, f := range top {
		f.Children = children[f]
		slices.SortStableFunc(f.Children, compareFindings)
		ordered = append(append(ordered, f), f.Children...)
	}
	return ordered
}

func compareFindings(a, b *inspection.Finding) int {
	if a.Ordered != b.Ordered {
		if a.Ordered {
			return -1
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(a.Order, b.Order),
		cmp.Compare(slices.Index(inspection.FindingKinds, a.Kind), slices.Index(inspection.FindingKinds, b.Kind)),
		compareNatural(a.ID, b.ID),
	)
}

// compareNatural compares names with numbers in them: 2 before 10, 4 before 4a.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x > 0 && y > 0 {
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if order := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n), cmp.Compare(x, y)); order != 0 {
				return order
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits returns the number of digits at the start of s.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
