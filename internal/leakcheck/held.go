package leakcheck

import (
	"net/url"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// eachWords gives every text of a register that has everything in it, with the
// file it stands in and whether it is held.
func eachWords(reg *inspection.Register, do func(file, text string, held bool)) {
	for _, r := range reg.Reports {
		reportHeld := !r.Embargo.Public()
		answerHeld := reportHeld || r.Response != nil && !r.Response.Embargo.Public()
		for _, w := range languages(&r.ReportWords, r.In) {
			for _, text := range []string{w.Title, w.ShortTitle, w.NotRequiredReason, plain(w.Background)} {
				do(r.File, text, reportHeld)
			}
			translatedNotes(r, w.Notes, func(text string) { do(r.File, text, reportHeld) }, func(text string) { do(r.File, text, answerHeld) })
			for _, text := range []string{w.LateReason, plain(w.ForceComments), plain(w.OurComments), plain(w.Reply)} {
				do(r.File, text, answerHeld)
			}
		}
		reportNotes(r, func(text string) { do(r.File, text, reportHeld) }, func(text string) { do(r.File, text, answerHeld) })
		for _, f := range r.Findings {
			findingWords(f, reportHeld, answerHeld, do)
		}
	}
	for _, p := range reg.Pages {
		for _, w := range languages(&p.PageWords, p.In) {
			do(p.File, w.Title, !p.Embargo.Public())
			do(p.File, plain(w.Text), !p.Embargo.Public())
		}
	}
}

// reportNotes gives what a report's fields say in words.
func reportNotes(r *inspection.Report, ofReport, ofAnswer func(text string)) {
	if r.Redacted != nil {
		ofReport(r.Redacted.Note)
	}
	if r.Withdrawn != nil {
		ofReport(r.Withdrawn.Reason)
	}
	for _, c := range r.Corrections {
		ofReport(c.Note)
	}
	for _, g := range r.Grades {
		ofReport(g.Area)
	}
	if r.Response != nil {
		for _, c := range r.Response.Corrections {
			ofAnswer(c.Note)
		}
	}
	for _, a := range r.Attachments {
		if a.OfResponse {
			ofAnswer(a.Title)
		} else {
			ofReport(a.Title)
		}
	}
}

// translatedNotes gives what they say in another language.
func translatedNotes(r *inspection.Report, n *inspection.ReportNotes, ofReport, ofAnswer func(text string)) {
	if n == nil {
		return
	}
	ofReport(n.Withdrawn)
	ofReport(n.Redacted)
	for _, c := range n.Corrections {
		ofReport(c.Note)
	}
	for _, c := range n.AnswerCorrections {
		ofAnswer(c.Note)
	}
	for _, area := range n.Areas {
		ofReport(area)
	}
	for _, t := range n.Attachments {
		if slices.ContainsFunc(r.Attachments, func(a inspection.Attachment) bool { return a.Name == t.File && !a.OfResponse }) {
			ofReport(t.Title)
		} else {
			ofAnswer(t.Title)
		}
	}
}

func findingWords(f *inspection.Finding, reportHeld, answerHeld bool, do func(file, text string, held bool)) {
	held := reportHeld || hidden(f)
	for _, w := range languages(&f.FindingWords, f.In) {
		for _, text := range []string{w.Label, w.DueText, plain(w.Text)} {
			do(f.File, text, held)
		}
		for _, text := range []string{plain(w.ForceResponse), plain(w.OurResponse)} {
			do(f.File, text, held || answerHeld)
		}
	}
	for _, u := range f.History {
		for _, w := range f.In {
			for _, n := range w.History {
				if n.Date == u.Date {
					do(f.File, n.Note, held || answerHeld || !u.Embargo.Public())
				}
			}
		}
		do(f.File, u.Note, held || answerHeld || !u.Embargo.Public())
	}
	for _, a := range f.AddressedTo {
		do(f.File, a.Name, held)
	}
}

// hidden says whether a finding is held, by itself or with the one it is a
// part of.
func hidden(f *inspection.Finding) bool {
	return !f.Embargo.Public() || f.Parent != nil && !f.Parent.Embargo.Public()
}

// eachName gives the addresses below which something held may not be found.
func eachName(reg *inspection.Register, do func(name, file string, held bool)) {
	for _, r := range reg.Reports {
		id := url.PathEscape(r.ID)
		held := !r.Embargo.Public()
		do("reports/"+id, r.File, held)
		if strings.ContainsAny(id, "0123456789") && strings.Contains(id, "-") { // like nothing else
			do(id, r.File, held)
		}
		answerHeld := held || r.Response != nil && !r.Response.Embargo.Public()
		for _, f := range r.Findings {
			do(id+"/"+url.PathEscape(f.ID), f.File, held || hidden(f))
		}
		for _, a := range r.Attachments {
			do(id+"/"+url.PathEscape(a.Name), a.File, held || a.OfResponse && answerHeld)
		}
	}
}

// eachAttachment gives every attachment, and whether it is held.
func eachAttachment(reg *inspection.Register, do func(file string, held bool)) {
	for _, r := range reg.Reports {
		held := !r.Embargo.Public()
		answerHeld := held || r.Response != nil && !r.Response.Embargo.Public()
		for _, a := range r.Attachments {
			do(a.File, held || a.OfResponse && answerHeld)
		}
	}
	for _, p := range reg.Pages {
		for _, a := range p.Attachments {
			do(a.File, !p.Embargo.Public())
		}
	}
}

func languages[T any](first *T, others map[string]*T) []*T {
	all := []*T{first}
	for _, w := range others {
		all = append(all, w)
	}
	return all
}

func plain(t markdown.Text) string { return t.Plain() }
