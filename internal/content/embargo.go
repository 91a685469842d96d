package content

import (
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// embargoOf returns the embargo that follows from draft, publish_after and the
// date. This file is the only one that decides what is withheld.
func (l *loader) embargoOf(draft bool, after inspection.Moment, dated inspection.Date) inspection.Embargo {
	if draft {
		return inspection.Embargo{Reason: inspection.EmbargoDraft}
	}
	embargo := inspection.Embargo{}
	if l.now.Before(after) {
		embargo = inspection.Embargo{Reason: inspection.EmbargoUntil, Until: after}
	}
	if !dated.IsZero() && dated.After(l.today()) && embargo.Until.Before(dated.Start()) {
		embargo = inspection.Embargo{Reason: inspection.EmbargoFutureDate, Until: dated.Start()}
	}
	return embargo
}

// refuseHoldInText adds an error for a line of the text that looks like a field that
// holds something back: there it would hold nothing, and be printed. An example within
// a block of code is let be.
func (f *contentFile) refuseHoldInText() {
	for at, line := range f.textLines() {
		if name := holdInText(line); name != "" {
			f.problems = append(f.problems, f.File.Problem(diag.Error, RuleHoldInText, at, len(strings.TrimRight(line, " \t")),
				"this line is part of the text, so it holds nothing back", "move it up, between the two lines of three dashes, as the field "+name))
		}
	}
}

// holdInText returns the field that a line of text looks like, or "". A line that
// goes on with a sentence, or that holds nothing back, is ordinary text.
func holdInText(line string) string {
	name, value, ok := strings.Cut(line, ":")
	if !ok || len(name) > 40 {
		return ""
	}
	value, _, _ = strings.Cut(value, "#")
	value = strings.ToLower(strings.Trim(value, " \t\r\n*_`\"'"))
	switch strings.ToLower(strings.Trim(name, " \t*_`\"'>-")) {
	case "publish_after", "publish-after", "publish after":
		if len(strings.Fields(value)) <= 3 { // 5 December 2026
			return "publish_after"
		}
	case "draft":
		if slices.Contains([]string{"", "true", "yes", "on", "y", "1", "null", "~"}, value) {
			return "draft"
		}
	}
	return ""
}

// findEmbargoes sets the embargo of everything, and lists what is withheld.
func (l *loader) findEmbargoes() {
	note := func(h inspection.Embargo, file string, part inspection.WithheldPart, id string) {
		if !h.Public() {
			l.withheld = append(l.withheld, inspection.Withheld{Embargo: h, File: file, Part: part, ID: id})
		}
	}
	noteFinding := func(h inspection.Embargo, f *inspection.Finding, part inspection.WithheldPart) {
		if !h.Public() {
			note(h, f.File, part, f.Ref())
		}
	}
	for _, d := range l.dirs {
		if d.report == nil {
			continue
		}
		f, r := d.report, d.report.report
		r.Embargo = l.embargoOf(f.draft, f.publishAfter, r.Published)
		if d.unplaced && r.Embargo.Reason != inspection.EmbargoDraft {
			r.Embargo = inspection.Embargo{Reason: inspection.EmbargoUnplaced}
		}
		note(r.Embargo, r.File, inspection.WithheldReport, r.ID)
		if r.Response != nil {
			r.Response.Embargo = l.embargoOf(f.response.draft, f.response.publishAfter, r.Response.Published)
			note(r.Response.Embargo, r.File, inspection.WithheldResponse, r.ID)
		}
		for _, g := range d.findings {
			g.finding.Embargo = l.embargoOf(g.draft, g.publishAfter, inspection.Date{})
			noteFinding(g.finding.Embargo, g.finding, inspection.WithheldFinding)
			for i := range g.finding.History {
				u := &g.finding.History[i]
				u.Embargo = l.embargoOf(false, inspection.Moment{}, u.Date)
				if r.Embargo.Public() && g.finding.Embargo.Public() && (r.Response == nil || r.Response.Embargo.Public()) {
					noteFinding(u.Embargo, g.finding, inspection.WithheldUpdate)
				}
			}
		}
	}
	for _, p := range l.pages {
		p.page.Embargo = l.embargoOf(p.draft, p.publishAfter, inspection.Date{})
		note(p.page.Embargo, p.page.File, inspection.WithheldPage, p.page.ID)
	}
}

// checkLinksToWithheld warns if public text links to something withheld. The link
// is not rendered.
func (l *loader) checkLinksToWithheld() {
	for _, d := range l.dirs {
		if d.report == nil || !d.report.report.Embargo.Public() {
			continue
		}
		r := d.report.report
		l.warnOfWithheld(&d.report.contentFile, r.Background, r.ForceComments, r.OurComments, r.Reply)
		for _, f := range d.findings {
			if f.finding.Embargo.Public() {
				l.warnOfWithheld(&f.contentFile, f.finding.Text, f.finding.ForceResponse, f.finding.OurResponse)
			}
		}
	}
	for _, p := range l.pages {
		if p.page.Embargo.Public() {
			l.warnOfWithheld(&p.contentFile, p.page.Text)
		}
	}
}

func (l *loader) warnOfWithheld(f *contentFile, texts ...markdown.Text) {
	for _, t := range texts {
		for _, link := range t.Links() {
			if target, _, ok := Target(f.Path, link.Dest); ok && l.isWithheld(target) {
				f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleLinkToWithheld, link.At, link.Length,
					"the link leads to something that is held back, so only its words are shown", "it becomes a link when "+quote(target)+" is public"))
			}
		}
	}
}

// isWithheld reports whether a content file, or its report, is withheld.
func (l *loader) isWithheld(file string) bool {
	for _, p := range l.pages {
		if p.page.File == file {
			return !p.page.Embargo.Public()
		}
	}
	d := l.folderOf(file)
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

// removeWithheld removes everything that is withheld from the model, so that
// nothing that is rendered from the Register can show it.
func (l *loader) removeWithheld() {
	for _, d := range l.dirs {
		if d.report == nil {
			continue
		}
		d.report.removed = !d.report.report.Embargo.Public()
		if r := d.report.report; r.Response != nil && !r.Response.Embargo.Public() {
			r.RemoveResponse()
		}
		d.report.report.Findings = slices.DeleteFunc(d.report.report.Findings, func(f *inspection.Finding) bool { return !f.Visible() })
	}
	for _, d := range l.dirs {
		if d.report != nil {
			d.report.report.DropWithheldReferences()
		}
	}
	for _, p := range l.pages {
		p.removed = !p.page.Embargo.Public()
	}
}
