package inspection

import (
	"slices"

	"fiftysix/internal/markdown"
)

// A response has parts (Police Act 1996 s.55(5), (5A) and (5B)): the body's
// own comments, any comments of the force's, the reply to those, and for each
// recommendation an explanation. A response is whole when every part that the
// law asks for is there, and it is on time when the last of them was.

// PartDays are the days on which parts were published that came after the
// first of the response; zero for those that came with it.
type PartDays struct{ OurComments, ForceComments, Reply Date }

// last is the last of the days, zero where all parts came at once.
func (d PartDays) last() Date { return latest(d.OurComments, d.ForceComments, d.Reply) }

// Missing are the parts that the law asks for and that a published response
// does not have.
type Missing struct {
	OurComments   bool       // s.55(5)(a)
	ForceComments bool       // s.55(5)(b): the force's comments, or word that it sent none
	Explanations  []*Finding // recommendations that nothing of the body's explains, s.55(5B)
}

// Any says whether a part is missing.
func (m Missing) Any() bool { return m.OurComments || m.ForceComments || len(m.Explanations) > 0 }

// Missing are the parts that the report's response lacks; none where there is
// no response, or no law that asks for one.
func (r *Report) Missing() Missing {
	response, holder := r.answer(), r
	if r.AnsweredIn != nil {
		holder = r.AnsweredIn
	}
	if _, ok := r.LastDay(); !ok || response == nil {
		return Missing{}
	}
	m := Missing{OurComments: !holder.hasOurComments(), ForceComments: !holder.hasForceComments()}
	for _, f := range r.Findings {
		if f.Kind == Recommendation && !f.Explained() {
			m.Explanations = append(m.Explanations, f)
		}
	}
	return m
}

func (r *Report) hasOurComments() bool {
	return TextInAnyLanguage(&r.ReportWords, r.In, func(w *ReportWords) markdown.Text { return w.OurComments })
}

// hasForceComments says whether the force has commented, on the report or on
// any of its findings, or the response says that it sent nothing.
func (r *Report) hasForceComments() bool {
	return r.Response.NoForceComments ||
		TextInAnyLanguage(&r.ReportWords, r.In, func(w *ReportWords) markdown.Text { return w.ForceComments }) ||
		slices.ContainsFunc(r.Findings, (*Finding).HasForceResponse)
}

// Explained says whether the body explains in words what it does about a
// recommendation, or why it does nothing: with the recommendation, with the one
// that it is a part of, with each of its parts, or in its comments on the whole
// report, where these are said to cover it.
func (f *Finding) Explained() bool {
	if f.Answer().From.HasOurResponse() || f.AnsweredBy().coveredByComments() {
		return true
	}
	if p := f.Parent; p != nil && p.Kind == Recommendation && p.Answer().From.HasOurResponse() {
		return true
	}
	return len(f.Children) > 0 && !slices.ContainsFunc(f.Children, func(c *Finding) bool { return !c.Answer().From.HasOurResponse() && !c.AnsweredBy().coveredByComments() })
}

func (f *Finding) coveredByComments() bool {
	return f.InOurComments && f.Report != nil && f.Report.hasOurComments()
}

// lastPart is the day on which the last part of the response was published.
func (r *Report) lastPart() Date {
	response := r.answer()
	day := latest(response.Published, response.Parts.last())
	for _, f := range r.Findings {
		if f.Kind == Recommendation {
			day = latest(day, f.Answer().From.OurResponseOn)
		}
	}
	return day
}

func latest(days ...Date) Date {
	return slices.MaxFunc(days, Date.Compare)
}
