package inspection

import (
	"fiftysix/internal/markdown"
	"maps"
	"slices"
)

// An Embargo says why something is not public yet. The zero Embargo is public.
type Embargo struct {
	Reason EmbargoReason
	Until  Moment // zero for a draft, which waits for a person
}

// EmbargoReason is the reason of an embargo.
type EmbargoReason string

// The reasons.
const (
	EmbargoDraft      EmbargoReason = "draft"
	EmbargoUntil      EmbargoReason = "publish-after" // publish_after is in the future
	EmbargoFutureDate EmbargoReason = "future-date"   // it has a date in the future
	EmbargoUnplaced   EmbargoReason = "unplaced"      // the importer left text that nobody has put under a heading yet
)

// Public says whether there is no embargo.
func (e Embargo) Public() bool { return e.Reason == "" }

// Withheld is one thing that is not public, for the office's own lists.
type Withheld struct {
	Embargo
	File string
	Part WithheldPart
	ID   string // of a report, a page, or report/finding
}

// WithheldPart is what of a file is withheld.
type WithheldPart string

// The parts that can be withheld.
const (
	WithheldReport   WithheldPart = "report"
	WithheldResponse WithheldPart = "response"
	WithheldFinding  WithheldPart = "finding"
	WithheldUpdate   WithheldPart = "update"
	WithheldPage     WithheldPart = "page"
)

// Visible says whether neither the finding nor its parent is withheld.
func (f *Finding) Visible() bool {
	return f.Embargo.Public() && (f.Parent == nil || f.Parent.Embargo.Public())
}

// RemoveResponse removes the answer from a report: the comments, every finding's
// answer, action and history, and the answer's attachments. The report then
// awaits an answer.
func (r *Report) RemoveResponse() {
	r.Response = nil
	for _, w := range inEveryLanguage(&r.ReportWords, r.In) {
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

// withoutAnswer are the notes without those of the answer.
func (n *ReportNotes) withoutAnswer(attachments []Attachment) *ReportNotes {
	kept := *n
	kept.AnswerCorrections = nil
	kept.Attachments = slices.DeleteFunc(slices.Clone(n.Attachments), func(t Titled) bool {
		return slices.ContainsFunc(attachments, func(a Attachment) bool { return a.Name == t.File && a.OfResponse })
	})
	return &kept
}

func (f *Finding) removeAnswer() {
	for _, w := range inEveryLanguage(&f.FindingWords, f.In) {
		w.ForceResponse, w.OurResponse, w.History = markdown.Text{}, markdown.Text{}, nil
	}
	f.SameAnswerAs, f.SharedBy = nil, nil
}

func inEveryLanguage[W any](own *W, in map[string]*W) []*W {
	return append([]*W{own}, slices.Collect(maps.Values(in))...)
}

// DropWithheldReferences removes references from a public report and its
// findings to what is withheld.
func (r *Report) DropWithheldReferences() {
	if r.AnsweredIn != nil && !r.AnsweredIn.Embargo.Public() {
		r.AnsweredIn = nil
	}
	withheld := func(s *Report) bool { return !s.Embargo.Public() }
	r.AnswersFor = slices.DeleteFunc(r.AnswersFor, withheld)
	r.Revisits = slices.DeleteFunc(r.Revisits, withheld)
	r.RevisitedBy = slices.DeleteFunc(r.RevisitedBy, withheld)
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
