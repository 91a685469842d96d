package inspection

import (
	"cmp"
	"slices"
)

// A Change is something that changed on a day, as the content dates it.
type Change struct {
	Date    Date
	Kind    ChangeKind
	Report  *Report
	Finding *Finding // of Progress
	Update  *Update  // of Progress
	Note    string   // of corrections and withdrawals: what was corrected, or why
	Nth     int      // among those of its kind on its day, of one report or one finding: 0 for the first
	Embargo Embargo  // why it is not public; zero when it is
}

// ChangeKind is what changed.
type ChangeKind string

// The kinds of change, in the order in which those of one day are listed.
const (
	ReportWithdrawn ChangeKind = "report-withdrawn"
	ReportCorrected ChangeKind = "report-corrected"
	AnswerCorrected ChangeKind = "answer-corrected"
	AnswerPublished ChangeKind = "answer-published"
	ReportPublished ChangeKind = "report-published"
	Progress        ChangeKind = "progress"
)

// ChangeKinds are all kinds, in that order.
var ChangeKinds = []ChangeKind{
	ReportWithdrawn, ReportCorrected, AnswerCorrected, AnswerPublished, ReportPublished, Progress,
}

// Order is the kind's index in that order.
func (k ChangeKind) Order() int { return slices.Index(ChangeKinds, k) }

// Changes are everything that changed, newest first. They depend on the dates in
// the content alone, never on today's.
func (reg *Register) Changes() []Change {
	var all []Change
	for _, r := range reg.Reports {
		all = append(all, r.ownChanges()...)
	}
	return newestFirst(all)
}

// Changes are the changes of the report, newest first. Where it is answered in a
// twin, the changes of that answer are among them.
func (r *Report) Changes() []Change {
	all := r.ownChanges()
	if r.AnsweredIn == nil {
		return newestFirst(all)
	}
	answered := map[*Finding]bool{}
	for _, f := range r.Findings {
		answered[f.AnsweredBy()] = true
	}
	for _, c := range r.AnsweredIn.ownChanges() {
		if c.Kind == AnswerPublished || c.Kind == AnswerCorrected || c.Kind == Progress && answered[c.Finding] {
			all = append(all, c)
		}
	}
	return newestFirst(all)
}

// ownChanges are the changes in the report's own files. Of two of a kind on one
// day, the later entry comes first.
func (r *Report) ownChanges() (all []Change) {
	all = append(all, Change{Date: r.Published, Kind: ReportPublished, Report: r, Embargo: r.Embargo})
	for i, c := range slices.Backward(r.Corrections) {
		all = append(all, Change{Date: c.Date, Kind: ReportCorrected, Report: r, Note: c.Note, Nth: nth(r.Corrections, i), Embargo: r.Embargo})
	}
	if w := r.Withdrawn; w != nil {
		all = append(all, Change{Date: w.Date, Kind: ReportWithdrawn, Report: r, Note: w.Reason, Embargo: r.Embargo})
	}
	if a := r.Response; a != nil {
		embargo := cmp.Or(a.Embargo, r.Embargo)
		all = append(all, Change{Date: a.Published, Kind: AnswerPublished, Report: r, Embargo: embargo})
		for i, c := range slices.Backward(a.Corrections) {
			all = append(all, Change{Date: c.Date, Kind: AnswerCorrected, Report: r, Note: c.Note, Nth: nth(a.Corrections, i), Embargo: embargo})
		}
	}
	for _, f := range r.Findings {
		for i := range slices.Backward(f.History) {
			u := &f.History[i]
			embargo := cmp.Or(u.Embargo, f.Embargo, r.Embargo)
			if r.Response != nil {
				embargo = cmp.Or(embargo, r.Response.Embargo)
			}
			all = append(all, Change{Date: u.Date, Kind: Progress, Report: r, Finding: f, Update: u, Nth: f.nth(i), Embargo: embargo})
		}
	}
	return all
}

// nth is how many corrections before the ith have its day.
func nth(all []Correction, i int) (n int) {
	for _, c := range all[:i] {
		if c.Date == all[i].Date {
			n++
		}
	}
	return n
}

// nth is how many updates before the ith have its day.
func (f *Finding) nth(i int) (n int) {
	for i--; i >= 0 && f.History[i].Date == f.History[i+1].Date; i-- {
		n++
	}
	return n
}

// newestFirst sorts by day, then by kind, and keeps the order of the rest.
func newestFirst(all []Change) []Change {
	slices.SortStableFunc(all, func(a, b Change) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Kind.Order(), b.Kind.Order()))
	})
	return all
}
