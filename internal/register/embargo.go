package register

import (
	"slices"

	"fiftysix/internal/markdown"
	"fiftysix/internal/source"
)

// This file decides, once, what is not public. What is held is taken out of
// everything the Register holds, so that nothing made from a Register can
// show it. What cannot be decided is an error, and then nothing is published.

// embargoOf says why something is held, given what its file says of it and the
// day it is dated.
func (c *loader) embargoOf(draft bool, after Moment, dated Date) Hold {
	if !after.IsZero() && after.Date() == c.today() {
		c.byMinute = true
	}
	if draft {
		return Hold{Reason: HeldDraft}
	}
	hold := Hold{}
	if c.now.Before(after) {
		hold = Hold{HeldUntil, after}
	}
	if !dated.IsZero() && dated.After(c.today()) && hold.Until.Before(dated.start()) {
		hold = Hold{HeldFuture, dated.start()}
	}
	return hold
}

// findEmbargoes gives every noun its Hold and lists what is held.
func (c *loader) findEmbargoes() {
	note := func(h Hold, file string, part HeldPart, id string) {
		if !h.Public() {
			c.held = append(c.held, Held{h, file, part, id})
		}
	}
	noteFinding := func(h Hold, f *Finding, part HeldPart) {
		if !h.Public() {
			note(h, f.File, part, f.Ref())
		}
	}
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		f, r := d.report, d.report.report
		r.Hold = c.embargoOf(f.draft, f.publishAfter, r.Published)
		if d.unplaced && r.Hold.Reason != HeldDraft {
			r.Hold = Hold{Reason: HeldUnplaced}
		}
		note(r.Hold, r.File, HeldReport, r.ID)
		if r.Response != nil {
			r.Response.Hold = c.embargoOf(f.response.draft, f.response.publishAfter, r.Response.Published)
			note(r.Response.Hold, r.File, HeldResponse, r.ID)
		}
		for _, g := range d.findings {
			g.finding.Hold = c.embargoOf(g.draft, g.publishAfter, Date{})
			noteFinding(g.finding.Hold, g.finding, HeldFinding)
			for i := range g.finding.History {
				u := &g.finding.History[i]
				u.Hold = c.embargoOf(false, Moment{}, u.Date)
				if r.Hold.Public() && g.finding.Hold.Public() && (r.Response == nil || r.Response.Hold.Public()) {
					noteFinding(u.Hold, g.finding, HeldUpdate)
				}
			}
		}
	}
	for _, p := range c.pages {
		p.page.Hold = c.embargoOf(p.draft, p.publishAfter, Date{})
		note(p.page.Hold, p.page.File, HeldPage, p.page.ID)
	}
}

// checkLinksToWithheld warns where public words link to something held: the words
// are shown, the link is not.
func (c *loader) checkLinksToWithheld() {
	for _, d := range c.dirs {
		if d.report == nil || !d.report.report.Hold.Public() {
			continue
		}
		r := d.report.report
		c.warnOfWithheld(&d.report.contentFile, r.Background, r.ForceComments, r.OurComments, r.Reply)
		for _, f := range d.findings {
			if f.finding.Hold.Public() {
				c.warnOfWithheld(&f.contentFile, f.finding.Text, f.finding.ForceResponse, f.finding.OurResponse)
			}
		}
	}
	for _, p := range c.pages {
		if p.page.Hold.Public() {
			c.warnOfWithheld(&p.contentFile, p.page.Text)
		}
	}
}

func (c *loader) warnOfWithheld(f *contentFile, texts ...markdown.Text) {
	for _, t := range texts {
		for _, l := range t.Links() {
			if target, _, ok := Target(f.Path, l.Dest); ok && c.isWithheld(target) {
				f.problems = append(f.problems, f.File.Problem(source.Warning, RuleLinkHeld, l.At, l.Length,
					"the link leads to something that is held back, so only its words are shown", "it becomes a link when "+quote(target)+" is public"))
			}
		}
	}
}

// isWithheld says whether a content file, or the report it stands in, is held.
func (c *loader) isWithheld(file string) bool {
	for _, p := range c.pages {
		if p.page.File == file {
			return !p.page.Hold.Public()
		}
	}
	d := c.folderOf(file)
	if d == nil || d.report == nil {
		return false
	}
	if !d.report.report.Hold.Public() {
		return true
	}
	for _, f := range d.findings {
		if f.finding.File == file {
			return !f.finding.visible()
		}
	}
	for _, a := range d.report.report.Attachments {
		if a.File == file {
			return a.OfResponse && d.report.report.Response != nil && !d.report.report.Response.Hold.Public()
		}
	}
	return false
}

// visible says whether a finding is public as far as the findings around it
// go: a part of something held is held with it.
func (f *Finding) visible() bool {
	return f.Hold.Public() && (f.Parent == nil || f.Parent.Hold.Public())
}

// removeWithheld takes out of the nouns all that is held.
func (c *loader) removeWithheld() {
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		d.report.gone = !d.report.report.Hold.Public()
		if r := d.report.report; r.Response != nil && !r.Response.Hold.Public() {
			r.removeResponse()
		}
		d.report.report.Findings = slices.DeleteFunc(d.report.report.Findings, func(f *Finding) bool { return !f.visible() })
	}
	for _, d := range c.dirs {
		if d.report != nil {
			d.report.report.dropWithheldReferences()
		}
	}
	for _, p := range c.pages {
		p.gone = !p.page.Hold.Public()
	}
}

// removeResponse takes the answer out of a report: the comments, every
// finding's answer, action and history, and the answer's attachments. The
// report is then one that awaits an answer.
func (r *Report) removeResponse() {
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
func (r *Report) dropWithheldReferences() {
	if r.AnsweredIn != nil && !r.AnsweredIn.Hold.Public() {
		r.AnsweredIn = nil
	}
	held := func(s *Report) bool { return !s.Hold.Public() }
	r.AnswersFor = slices.DeleteFunc(r.AnswersFor, held)
	r.Revisits = slices.DeleteFunc(r.Revisits, held)
	r.RevisitedBy = slices.DeleteFunc(r.RevisitedBy, held)
	hidden := func(f *Finding) bool { return !f.visible() || f.Report == nil || !f.Report.Hold.Public() }
	for _, f := range r.Findings {
		f.Children = slices.DeleteFunc(f.Children, hidden)
		f.SharedBy = slices.DeleteFunc(f.SharedBy, hidden)
		for _, other := range []**Finding{&f.SameAnswerAs, &f.SameAs, &f.SupersededBy} {
			if *other != nil && hidden(*other) {
				*other = nil
			}
		}
		f.History = slices.DeleteFunc(f.History, func(u Update) bool { return !u.Hold.Public() })
		for _, w := range f.In {
			w.History = slices.DeleteFunc(slices.Clone(w.History), func(n Note) bool {
				return !slices.ContainsFunc(f.History, func(u Update) bool { return u.Date == n.Date })
			})
		}
	}
}
