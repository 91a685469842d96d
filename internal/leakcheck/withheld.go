package leakcheck

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// withheld says whether a report and its answer are not public.
func withheld(r *inspection.Report) (report, answer bool) {
	report = !r.Embargo.Public()
	return report, report || r.Response != nil && !r.Response.Embargo.Public()
}

// eachText calls do with every text of a register that includes what is
// withheld, its file, and whether it is withheld.
func eachText(reg *inspection.Register, do func(file, text string, secret bool)) {
	for _, r := range reg.Reports {
		reportTexts(r, do)
		for _, f := range r.Findings {
			findingTexts(f, do)
		}
	}
	for _, p := range reg.Pages {
		for _, w := range inEveryLanguage(&p.PageWords, p.In) {
			do(p.File, w.Title, !p.Embargo.Public())
			do(p.File, w.Text.Plain(), !p.Embargo.Public())
		}
	}
}

func reportTexts(r *inspection.Report, do func(file, text string, secret bool)) {
	reportSecret, answerSecret := withheld(r)
	ofReport := func(text string) { do(r.File, text, reportSecret) }
	ofAnswer := func(text string) { do(r.File, text, answerSecret) }
	for _, w := range inEveryLanguage(&r.ReportWords, r.In) {
		for _, text := range []string{w.Title, w.ShortTitle, w.NotRequiredReason, w.Background.Plain()} {
			ofReport(text)
		}
		if w.Notes != nil {
			translatedNotes(r, w.Notes, ofReport, ofAnswer)
		}
		for _, text := range []string{w.LateReason, w.ForceComments.Plain(), w.OurComments.Plain(), w.Reply.Plain()} {
			ofAnswer(text)
		}
	}
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
		do(r.File, a.Title, attachmentSecret(a, reportSecret, answerSecret))
	}
}

func translatedNotes(r *inspection.Report, n *inspection.ReportNotes, ofReport, ofAnswer func(text string)) {
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

func findingTexts(f *inspection.Finding, do func(file, text string, secret bool)) {
	reportSecret, answerSecret := withheld(f.Report)
	secret := reportSecret || !f.Visible()
	answerSecret = answerSecret || secret
	for _, w := range inEveryLanguage(&f.FindingWords, f.In) {
		for _, text := range []string{w.Label, w.DueText, w.Text.Plain()} {
			do(f.File, text, secret)
		}
		for _, text := range []string{w.ForceResponse.Plain(), w.OurResponse.Plain()} {
			do(f.File, text, answerSecret)
		}
	}
	for _, u := range f.History {
		updateSecret := answerSecret || !u.Embargo.Public()
		do(f.File, u.Note, updateSecret)
		for _, w := range f.In {
			for _, n := range w.History {
				if n.Date == u.Date {
					do(f.File, n.Note, updateSecret)
				}
			}
		}
	}
	for _, a := range f.AddressedTo {
		do(f.File, a.Name, secret)
	}
}

// eachName calls do with the parts of URLs that lead to something, its content
// file, and whether it is withheld.
func eachName(reg *inspection.Register, do func(name, file string, secret bool)) {
	for _, r := range reg.Reports {
		id := url.PathEscape(r.ID)
		reportSecret, answerSecret := withheld(r)
		do("reports/"+id, r.File, reportSecret)
		if strings.ContainsAny(id, "0123456789") && strings.Contains(id, "-") { // not a word that a text may use
			do(id, r.File, reportSecret)
		}
		for _, f := range r.Findings {
			do(id+"/"+url.PathEscape(f.ID), f.File, reportSecret || !f.Visible())
		}
		for _, a := range r.Attachments {
			do(id+"/"+url.PathEscape(a.Name), a.File, attachmentSecret(a, reportSecret, answerSecret))
		}
	}
}

// publicAttachments are the paths of the attachments that are public.
func publicAttachments(reg *inspection.Register) (paths []string) {
	for _, r := range reg.Reports {
		reportSecret, answerSecret := withheld(r)
		for _, a := range r.Attachments {
			if !attachmentSecret(a, reportSecret, answerSecret) {
				paths = append(paths, a.File)
			}
		}
	}
	for _, p := range reg.Pages {
		for _, a := range p.Attachments {
			if p.Embargo.Public() {
				paths = append(paths, a.File)
			}
		}
	}
	return paths
}

func attachmentSecret(a inspection.Attachment, reportSecret, answerSecret bool) bool {
	if a.OfResponse {
		return answerSecret
	}
	return reportSecret
}

func inEveryLanguage[W any](own *W, in map[string]*W) []*W {
	return append([]*W{own}, slices.Collect(maps.Values(in))...)
}
