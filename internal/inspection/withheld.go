package inspection

import (
	"fiftysix/internal/markdown"
	"slices"
)

// A Hold says why something is not public yet. The zero Hold is public.
type Embargo struct {
	Reason EmbargoReason
	Until  Moment // zero for what waits for a person, as a draft does
}

// HoldReason is the kind of a Hold.
type EmbargoReason string

// The reasons.
const (
	EmbargoDraft      EmbargoReason = "draft"
	EmbargoUntil      EmbargoReason = "publish-after" // a publish_after that is to come
	EmbargoFutureDate EmbargoReason = "future-date"   // dated on a day that is to come
	// HeldUnplaced is for a report with words that nobody has put anywhere yet.
	EmbargoUnplaced EmbargoReason = "unplaced"
)

// Public says whether there is no hold.
func (h Embargo) Public() bool { return h.Reason == "" }

// Held is one thing held back, as the office sees it in lists of its own.
type Withheld struct {
	Embargo
	File string
	Part WithheldPart
	ID   string // of a report, a page, or report/finding
}

// HeldPart is what of a file is held.
type WithheldPart string

// The parts that can be held.
const (
	WithheldReport   WithheldPart = "report"
	WithheldResponse WithheldPart = "response"
	WithheldFinding  WithheldPart = "finding"
	WithheldUpdate   WithheldPart = "update"
	WithheldPage     WithheldPart = "page"
)

// visible says whether a finding is public as far as the findings around it
// go: a part of something held is held with it.
func (f *Finding) Visible() bool {
	return f.Embargo.Public() && (f.Parent == nil || f.Parent.Embargo.Public())
}

// removeResponse takes the answer out of a report: the comments, every
// finding's answer, action and history, and the answer's attachments. The
// report is then one that awaits an answer.
func (r *Report) RemoveResponse() {
	r.Response = nil
	for _, w := range append([]*ReportWords{&r.ReportWords}, values(r.In)...) {
		w.ForceComments, w.OurComments, w.Reply, w.LateReason = markdown.Text{}, markdown.Text{}, markdown.Text{}, ""
		if w.Notes != nil {
			w.Notes = w.Notes.withoutAnswer(r.Attachments)
		}
	}
	r.Attachments = slices.DeleteFunc(r.Attachments, func(a Attachment) bool { return a.OfResponse })
	for _, f := range r.Findings {
		f.removeAnswer()
		f.Action, f.History = "", nil
	}
}

// withoutAnswer are the notes without those of the answer; attachments are
// those of the report.
func (n *ReportNotes) withoutAnswer(attachments []Attachment) *ReportNotes {
	left := *n
	left.AnswerCorrections = nil
	left.Attachments = slices.DeleteFunc(slices.Clone(n.Attachments), func(t Titled) bool {
		return slices.ContainsFunc(attachments, func(a Attachment) bool { return a.Name == t.File && a.OfResponse })
	})
	return &left
}

func (f *Finding) removeAnswer() {
	for _, w := range append([]*FindingWords{&f.FindingWords}, values(f.In)...) {
		w.ForceResponse, w.OurResponse, w.History = markdown.Text{}, markdown.Text{}, nil
	}
	f.SameAnswerAs, f.SharedBy = nil, nil
}

func values[T any](m map[string]*T) (all []*T) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

// dropWithheldReferences drops what public nouns say of held ones.
func (r *Report) DropWithheldReferences() {
	if r.AnsweredIn != nil && !r.AnsweredIn.Embargo.Public() {
		r.AnsweredIn = nil
	}
	held := func(s *Report) bool { return !s.Embargo.Public() }
	r.AnswersFor = slices.DeleteFunc(r.AnswersFor, held)
	r.Revisits = slices.DeleteFunc(r.Revisits, held)
	r.RevisitedBy = slices.DeleteFunc(r.RevisitedBy, held)
	hidden := func(f *Finding) bool { return !f.Visible() || f.Report == nil || !f.Report.Embargo.Public() }
	for _, f := range r.Findings {
		f.Children = slices.DeleteFunc(f.Children, hidden)
		f.SharedBy = slices.DeleteFunc(f.SharedBy, hidden)
		for _, other := range []**Finding{&f.SameAnswerAs, &f.SameAs, &f.SupersededBy} {
			if *other != nil && hidden(*other) {
				*other = nil
			}
		}
		f.History = slices.DeleteFunc(f.History, func(u Update) bool { return !u.Embargo.Public() })
		for _, w := range f.In {
			w.History = slices.DeleteFunc(slices.Clone(w.History), func(n Note) bool {
				return !slices.ContainsFunc(f.History, func(u Update) bool { return u.Date == n.Date })
			})
		}
	}
}
