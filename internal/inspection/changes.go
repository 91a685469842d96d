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

// The kinds of change, in the order in which those of one day are told.
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

// Place is the kind's place in that order, from 0.
func (k ChangeKind) Order() int { return slices.Index(ChangeKinds, k) }

// Changes are everything that changed, newest first. They rest on the dates of
// the content alone, never on today's.
func (reg *Register) Changes() []Change {
	all := make([]Change, 0, reg.manyChanges())
	for _, r := range reg.Reports {
		all = r.addChanges(all)
	}
	return newestFirst(all)
}

// Changes are what changed of the report, newest first. Where the answer
// stands in a twin, what changed of that answer is among them.
func (r *Report) Changes() []Change {
	all := r.addChanges(nil)
	if r.AnsweredIn == nil {
		return newestFirst(all)
	}
	told := map[*Finding]bool{}
	for _, f := range r.Findings {
		told[f.AnsweredBy()] = true
	}
	for _, c := range r.AnsweredIn.addChanges(nil) {
		if c.Kind == AnswerPublished || c.Kind == AnswerCorrected || c.Kind == Progress && told[c.Finding] {
			all = append(all, c)
		}
	}
	return newestFirst(all)
}

// addChanges adds the report's changes; of two of a kind that may have one day,
// the later first.
func (r *Report) addChanges(all []Change) []Change {
	all = append(all, Change{Date: r.Published, Kind: ReportPublished, Report: r, Embargo: r.Embargo})
	for i, c := range slices.Backward(r.Corrections) {
		all = append(all, Change{Date: c.Date, Kind: ReportCorrected, Report: r, Note: c.Note, Nth: nth(r.Corrections, i), Embargo: r.Embargo})
	}
	if w := r.Withdrawn; w != nil {
		all = append(all, Change{Date: w.Date, Kind: ReportWithdrawn, Report: r, Note: w.Reason, Embargo: r.Embargo})
	}
	if a := r.Response; a != nil {
		hold := cmp.Or(a.Embargo, r.Embargo)
		all = append(all, Change{Date: a.Published, Kind: AnswerPublished, Report: r, Embargo: hold})
		for i, c := range slices.Backward(a.Corrections) {
			all = append(all, Change{Date: c.Date, Kind: AnswerCorrected, Report: r, Note: c.Note, Nth: nth(a.Corrections, i), Embargo: hold})
		}
	}
	for _, f := range r.Findings {
		for i := range slices.Backward(f.History) {
			u := &f.History[i]
			hold := cmp.Or(u.Embargo, f.Embargo, r.Embargo)
			if r.Response != nil {
				hold = cmp.Or(hold, r.Response.Embargo)
			}
			all = append(all, Change{Date: u.Date, Kind: Progress, Report: r, Finding: f, Update: u, Nth: f.nth(i), Embargo: hold})
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

// manyChanges is about how many there are: all but the rare ones.
func (reg *Register) manyChanges() int {
	n := 2 * len(reg.Reports)
	for _, r := range reg.Reports {
		for _, f := range r.Findings {
			n += len(f.History)
		}
	}
	return n
}

// newestFirst sorts by one number a change, since there may be many thousands:
// the day, then the place of the kind, then the place where it stands.
func newestFirst(all []Change) []Change {
	type key struct{ rank, at int }
	keys := make([]key, len(all))
	for i := range all {
		d := all[i].Date
		keys[i] = key{((d.Year*12+int(d.Month))*32+d.Day)*len(ChangeKinds) - all[i].Kind.Order(), i}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.at, b.at))
	})
	sorted := make([]Change, len(all))
	for i, k := range keys {
		sorted[i] = all[k.at]
	}
	return sorted
}
