package inspection

import (
	"cmp"
	"slices"
)

// Groups are the lists of reports and findings by year, kind, status and
// addressee. Each list has the order of the register: newest report first, its
// findings in their own order.
type Groups struct {
	Years       []YearGroup       // newest first, those that occur
	ReportKinds []ReportKindGroup // in the order of [ReportKinds], those that occur
	All         FindingList
	Total       int             // of findings: see [Finding.CountsInTotals]
	Unfinished  FindingList     // this force's, alone or with others: see [Status.Unfinished]
	Others      FindingList     // others' to act on
	Statuses    []StatusGroup   // every one of [Statuses], in that order
	Kinds       []KindGroup     // in the order of [FindingKinds], those that occur
	Addressees  []AddressedList // by name
}

// YearGroup is the reports that were published in a year.
type YearGroup struct {
	Year    int
	Reports []*Report
}

// ReportKindGroup is the reports of a kind. A report may have several kinds.
type ReportKindGroup struct {
	Kind    string
	Reports []*Report
}

// StatusGroup is the findings listed under a status: see [Finding.ListedUnder].
type StatusGroup struct {
	Status Status
	FindingList
}

// KindGroup is the findings of a kind.
type KindGroup struct {
	Kind FindingKind
	FindingList
}

// AddressedList is the findings addressed to a body, by itself or among others.
type AddressedList struct {
	Addressee
	FindingList
}

// A FindingList is a list of findings to show.
type FindingList struct {
	Findings []*Finding
	Repeats  int // how many of them repeat a finding of another report
}

// Count is how many findings there are, each counted once: one that repeats a
// finding of another report is counted there.
func (l *FindingList) Count() int { return len(l.Findings) - l.Repeats }

func (l *FindingList) add(f *Finding) {
	l.Findings = append(l.Findings, f)
	if f.SameAs != nil {
		l.Repeats++
	}
}

// ListedUnder is the status under which a finding is listed and counted.
// Findings for others to act on are listed only under the statuses that are
// for others: for this force they are neither open nor done.
func (f *Finding) ListedUnder() (s Status, ok bool) {
	s = f.Status()
	return s, s.ListsFindingsOf(f.Responsibility)
}

// ListsFindingsOf says whether findings with that responsibility are listed
// under the status: see [Finding.ListedUnder].
func (s Status) ListsFindingsOf(r Responsibility) bool {
	return r != Others || !s.AllowedFor(ThisForce)
}

// Unfinished says whether a finding is this force's, alone or with others, and
// something is still to be done or said.
func (f *Finding) Unfinished() bool { return f.Responsibility != Others && f.Status().Unfinished() }

// Groups sorts reports and findings into lists, in one pass.
func (reg *Register) Groups() *Groups {
	g := &Groups{}
	g.groupReports(reg.Reports)
	statuses, kinds, bodies := map[Status]*FindingList{}, map[FindingKind]*FindingList{}, map[string]*AddressedList{}
	for _, s := range Statuses {
		statuses[s] = &FindingList{}
	}
	for _, k := range FindingKinds {
		kinds[k] = &FindingList{}
	}
	for _, r := range reg.Reports {
		for _, f := range r.Findings {
			g.All.add(f)
			if f.CountsInTotals() {
				g.Total++
			}
			if f.Unfinished() {
				g.Unfinished.add(f)
			}
			if f.Responsibility == Others {
				g.Others.add(f)
			}
			if s, ok := f.ListedUnder(); ok {
				statuses[s].add(f)
			}
			kinds[f.Kind].add(f)
			for i, a := range f.AddressedTo {
				if slices.ContainsFunc(f.AddressedTo[:i], func(b Addressee) bool { return a.ID == b.ID }) {
					continue // one body under two of its names
				}
				if bodies[a.ID] == nil {
					bodies[a.ID] = &AddressedList{Addressee: a}
				}
				bodies[a.ID].add(f)
			}
		}
	}
	for _, s := range Statuses {
		g.Statuses = append(g.Statuses, StatusGroup{s, *statuses[s]})
	}
	for _, k := range FindingKinds {
		if len(kinds[k].Findings) > 0 {
			g.Kinds = append(g.Kinds, KindGroup{k, *kinds[k]})
		}
	}
	for _, b := range bodies {
		g.Addressees = append(g.Addressees, *b)
	}
	slices.SortFunc(g.Addressees, func(a, b AddressedList) int {
		return cmp.Or(cmp.Compare(FoldName(a.Name), FoldName(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return g
}

func (g *Groups) groupReports(reports []*Report) {
	years, kinds := map[int][]*Report{}, map[string][]*Report{}
	for _, r := range reports {
		years[r.Published.Year] = append(years[r.Published.Year], r)
		for i, k := range r.Kinds {
			if !slices.Contains(r.Kinds[:i], k) {
				kinds[k] = append(kinds[k], r)
			}
		}
	}
	for year, list := range years {
		g.Years = append(g.Years, YearGroup{year, list})
	}
	slices.SortFunc(g.Years, func(a, b YearGroup) int { return cmp.Compare(b.Year, a.Year) })
	for _, k := range ReportKinds {
		if len(kinds[k]) > 0 {
			g.ReportKinds = append(g.ReportKinds, ReportKindGroup{k, kinds[k]})
		}
	}
}
