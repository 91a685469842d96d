package content

import (
	"slices"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// This file decides, once, what is not public. What is held is taken out of
// everything the Register holds, so that nothing made from a Register can
// show it. What cannot be decided is an error, and then nothing is published.

// embargoOf says why something is held, given what its file says of it and the
// day it is dated.
func (c *loader) embargoOf(draft bool, after inspection.Moment, dated inspection.Date) inspection.Embargo {
	if draft {
		return inspection.Embargo{Reason: inspection.EmbargoDraft}
	}
	hold := inspection.Embargo{}
	if c.now.Before(after) {
		hold = inspection.Embargo{Reason: inspection.EmbargoUntil, Until: after}
	}
	if !dated.IsZero() && dated.After(c.today()) && hold.Until.Before(dated.Start()) {
		hold = inspection.Embargo{Reason: inspection.EmbargoFutureDate, Until: dated.Start()}
	}
	return hold
}

// findEmbargoes gives every noun its Hold and lists what is held.
func (c *loader) findEmbargoes() {
	note := func(h inspection.Embargo, file string, part inspection.WithheldPart, id string) {
		if !h.Public() {
			c.held = append(c.held, inspection.Withheld{Embargo: h, File: file, Part: part, ID: id})
		}
	}
	noteFinding := func(h inspection.Embargo, f *inspection.Finding, part inspection.WithheldPart) {
		if !h.Public() {
			note(h, f.File, part, f.Ref())
		}
	}
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		f, r := d.report, d.report.report
		r.Embargo = c.embargoOf(f.draft, f.publishAfter, r.Published)
		if d.unplaced && r.Embargo.Reason != inspection.EmbargoDraft {
			r.Embargo = inspection.Embargo{Reason: inspection.EmbargoUnplaced}
		}
		note(r.Embargo, r.File, inspection.WithheldReport, r.ID)
		if r.Response != nil {
			r.Response.Embargo = c.embargoOf(f.response.draft, f.response.publishAfter, r.Response.Published)
			note(r.Response.Embargo, r.File, inspection.WithheldResponse, r.ID)
		}
		for _, g := range d.findings {
			g.finding.Embargo = c.embargoOf(g.draft, g.publishAfter, inspection.Date{})
			noteFinding(g.finding.Embargo, g.finding, inspection.WithheldFinding)
			for i := range g.finding.History {
				u := &g.finding.History[i]
				u.Embargo = c.embargoOf(false, inspection.Moment{}, u.Date)
				if r.Embargo.Public() && g.finding.Embargo.Public() && (r.Response == nil || r.Response.Embargo.Public()) {
					noteFinding(u.Embargo, g.finding, inspection.WithheldUpdate)
				}
			}
		}
	}
	for _, p := range c.pages {
		p.page.Embargo = c.embargoOf(p.draft, p.publishAfter, inspection.Date{})
		note(p.page.Embargo, p.page.File, inspection.WithheldPage, p.page.ID)
	}
}

// checkLinksToWithheld warns where public words link to something held: the words
// are shown, the link is not.
func (c *loader) checkLinksToWithheld() {
	for _, d := range c.dirs {
		if d.report == nil || !d.report.report.Embargo.Public() {
			continue
		}
		r := d.report.report
		c.warnOfWithheld(&d.report.contentFile, r.Background, r.ForceComments, r.OurComments, r.Reply)
		for _, f := range d.findings {
			if f.finding.Embargo.Public() {
				c.warnOfWithheld(&f.contentFile, f.finding.Text, f.finding.ForceResponse, f.finding.OurResponse)
			}
		}
	}
	for _, p := range c.pages {
		if p.page.Embargo.Public() {
			c.warnOfWithheld(&p.contentFile, p.page.Text)
		}
	}
}

func (c *loader) warnOfWithheld(f *contentFile, texts ...markdown.Text) {
	for _, t := range texts {
		for _, l := range t.Links() {
			if target, _, ok := Target(f.Path, l.Dest); ok && c.isWithheld(target) {
				f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleLinkHeld, l.At, l.Length,
					"the link leads to something that is held back, so only its words are shown", "it becomes a link when "+quote(target)+" is public"))
			}
		}
	}
}

// isWithheld says whether a content file, or the report it stands in, is held.
func (c *loader) isWithheld(file string) bool {
	for _, p := range c.pages {
		if p.page.File == file {
			return !p.page.Embargo.Public()
		}
	}
	d := c.folderOf(file)
	if d == nil || d.report == nil {
		return false
	}
	if !d.report.report.Embargo.Public() {
		return true
	}
	for _, f := range d.findings {
		if f.finding.File == file {
			return !f.finding.Visible()
		}
	}
	for _, a := range d.report.report.Attachments {
		if a.File == file {
			return a.OfResponse && d.report.report.Response != nil && !d.report.report.Response.Embargo.Public()
		}
	}
	return false
}

// removeWithheld takes out of the nouns all that is held.
func (c *loader) removeWithheld() {
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		d.report.gone = !d.report.report.Embargo.Public()
		if r := d.report.report; r.Response != nil && !r.Response.Embargo.Public() {
			r.RemoveResponse()
		}
		d.report.report.Findings = slices.DeleteFunc(d.report.report.Findings, func(f *inspection.Finding) bool { return !f.Visible() })
	}
	for _, d := range c.dirs {
		if d.report != nil {
			d.report.report.DropWithheldReferences()
		}
	}
	for _, p := range c.pages {
		p.gone = !p.page.Embargo.Public()
	}
}
