package inspection

import (
	"cmp"
	"fiftysix/internal/markdown"
	"regexp"
	"strconv"
)

// A Finding is one thing the inspectorate found: a recommendation, a cause of
// concern or an area for improvement.
type Finding struct {
	ID     string // the file's stem and its part of the URL: recommendation-7
	File   string // content/reports/2020-prevent/recommendation-7.md
	Report *Report
	Kind   FindingKind
	FindingWords
	In map[string]*FindingWords // its words in other languages, by language

	PaperReference string // a number from a paper of the office's, not the inspectorate's
	Order          int
	Ordered        bool // whether Order was given
	Parent         *Finding
	Children       []*Finding // in order
	AddressedTo    []Addressee
	Responsibility Responsibility
	Due            Due
	Action         Action // "" where none is said
	InOurComments  bool   // the body's comments on the whole report explain what it does about this
	OurResponseOn  Date   // when the body's response to this was published, where that was after the first part
	SameAnswerAs   *Finding
	SharedBy       []*Finding // those that have this one's answer
	SameAs         *Finding
	SupersededBy   *Finding
	History        []Update // oldest first

	Embargo Embargo // why it is not public; zero when it is
}

// FindingWords are what a finding and its answer say in one language.
type FindingWords struct {
	Record        *TranslationRecord // of the file that these words translate; nil where nothing is recorded
	Label         string             // as the inspectorate printed it, never parsed: "4(a)"; may be empty
	DueText       string             // as printed: "By June 2020"; may be empty
	History       []Note             // in another language: the notes of the history
	Text          markdown.Text      // the finding, verbatim
	ForceResponse markdown.Text
	OurResponse   markdown.Text
}

// FindingKind is the inspectorate's kind of finding; a file's name begins with it.
type FindingKind string

// The kinds of finding.
const (
	Recommendation     FindingKind = "recommendation"
	CauseOfConcern     FindingKind = "cause-of-concern"
	AreaForImprovement FindingKind = "area-for-improvement"
)

// FindingKinds are all kinds, in the order in which figures are given.
var FindingKinds = []FindingKind{CauseOfConcern, Recommendation, AreaForImprovement}

// Responsibility says whether this force has to act on a finding.
type Responsibility string

// The responsibilities.
const (
	ThisForce Responsibility = "this-force"
	Shared    Responsibility = "shared"
	Others    Responsibility = "others"
)

// Action is what the local policing body explains of a recommendation: the
// action taken or proposed, or why there is none (Police Act 1996 s.55(5B)).
type Action string

// The actions.
const (
	ActionTaken    Action = "taken"
	ActionProposed Action = "proposed"
	ActionNone     Action = "none"
)

// AnsweredBy is the finding with this one's answer and history: itself, or,
// where its report is answered in a twin, the finding there that it repeats.
// It is computed, since SameAs and AnsweredIn change when an embargo applies.
func (f *Finding) AnsweredBy() *Finding {
	if f.SameAs != nil && f.Report != nil && f.Report.AnsweredIn != nil && f.SameAs.Report == f.Report.AnsweredIn {
		return f.SameAs
	}
	return f
}

// Latest is the update that gives today's status; ok is false where none has
// been published.
func (f *Finding) Latest() (u Update, ok bool) {
	history := f.AnsweredBy().History
	if len(history) == 0 {
		return Update{}, false
	}
	return history[len(history)-1], true
}

// Status is today's status.
func (f *Finding) Status() Status {
	u, _ := f.Latest()
	return u.Status
}

// An Answer is the answer of the force and the local policing body to a finding.
type Answer struct {
	Force, Our markdown.Text
	Action     Action
	From       *Finding // the finding with the words; another one where answers are shared
}

// Answer is the finding's own answer, or the one it shares, or the one in the
// twin report.
func (f *Finding) Answer() Answer {
	f = f.AnsweredBy()
	from := cmp.Or(f.SameAnswerAs, f)
	return Answer{from.ForceResponse, from.OurResponse, cmp.Or(f.Action, from.Action), from}
}

// Ref names the finding across the site: 2020-prevent/recommendation-7.
func (f *Finding) Ref() string { return f.Report.ID + "/" + f.ID }

// Position is the finding's number among those of its kind in its report, from
// 1, and how many there are. It is not the inspectorate's label.
func (f *Finding) Position() (n, of int) {
	for _, g := range f.Report.Findings {
		if g.Kind == f.Kind {
			of++
			if g == f {
				n = of
			}
		}
	}
	return n, of
}

// CountsInTotals says whether the finding counts in a total. A recommendation
// under a cause of concern is part of it, and a finding that repeats one of
// another report is counted there.
func (f *Finding) CountsInTotals() bool {
	return f.SameAs == nil && (f.Parent == nil || f.Parent.Kind != CauseOfConcern)
}

// Due is the deadline of a finding, as its author set it. The zero Due is none.
type Due struct {
	Kind   DueKind
	Day    Day // of DueOn
	Months int // of DueWithin: calendar months from publication
}

// DueKind is how a due date is given.
type DueKind int

// The kinds of Due.
const (
	NotDue DueKind = iota
	DueOn
	DueImmediately
	DueWithin
)

// DueDate is the last day on which the finding is done in time: the last day
// of a month named, or so many calendar months from publication, at the
// month's end where it is shorter. ok is false for what has no date:
// "immediate", or none set.
func (f *Finding) DueDate() (day Date, ok bool) {
	switch f.Due.Kind {
	case DueOn:
		return f.Due.Day.Last(), true
	case DueWithin:
		return f.Report.Published.AddMonths(f.Due.Months), true
	}
	return Date{}, false
}

// ParseDue reads "immediate", "6 months", or a date as [ParseDay] does.
func ParseDue(text string) (Due, error) {
	if text == "immediate" {
		return Due{Kind: DueImmediately}, nil
	}
	if m := withinMonths.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		return Due{Kind: DueWithin, Months: n}, err
	}
	d, err := ParseDay(text)
	return Due{Kind: DueOn, Day: d}, err
}

var withinMonths = regexp.MustCompile(`^(\d{1,2}) months?$`)
