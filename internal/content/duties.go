package content

import (
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// checkDuties warns where a duty under section 55 of the Police Act 1996 seems
// not to be met. It does not stop a build: what has been written is still owed
// to the public.
func (l *loader) checkDuties() {
	for _, d := range l.dirs {
		if d.report == nil {
			continue
		}
		f := d.report
		if f.response != nil {
			f.checkAnswer(l, d)
			f.checkApproval(l)
			d.checkActions()
		}
		if f.response == nil || !f.report.Response.Embargo.Public() {
			f.checkDue(l)
		}
	}
}

// dueSoonDays is how many days before the deadline it is first mentioned.
const dueSoonDays = 14

// checkDue warns if the deadline has passed without an answer, and mentions it
// when it is near. A withheld answer does not count.
func (f *reportFile) checkDue(l *loader) {
	r := f.report
	if r.Published.IsZero() || f.answeredIn != "" {
		return
	}
	unanswered := *r
	unanswered.Response = nil
	o := unanswered.Outcome(l.today())
	field, none := "published", "and there is none"
	hint := "section 55 asks for all of it by then: the office's comments, the force's, any reply to those, and for each recommendation what the office does about it or why nothing"
	if r.Response != nil {
		field, none = "response", "and the answer is held back"
		hint = "look at draft, publish_after and published under response"
		if until := r.Response.Embargo.Until; !until.IsZero() {
			none += " until " + until.Date().String()
			if !until.Date().After(o.LastDay) {
				return // it will be out in time
			}
		}
	}
	switch {
	case o.Standing == inspection.PastLastDay:
		f.problemAtField(diag.Warning, RuleAnswerDue, field, "the last day for an answer was "+o.LastDay.String()+", "+none, hint)
	case o.Standing == inspection.Awaiting && o.LastDay.DaysSince(l.today()) <= dueSoonDays:
		f.problemAtField(diag.Advice, RuleAnswerSoon, field, "the last day for an answer is "+o.LastDay.String()+", "+fromToday(o.LastDay.DaysSince(l.today()))+", "+none, hint)
	}
}

// checkAnswer checks the answer as a whole. Other rules apply to reports on fire
// services only.
func (f *reportFile) checkAnswer(l *loader, d *reportDir) {
	r := f.report
	if !r.Section55() {
		return
	}
	const field = "response"
	ours, forces := f.has(ourComments), f.has(forceComments)
	if !ours {
		hint := "section 55(5)(a) asks for them: add ## " + inspection.ReportSections[1].Headings[0] + " and the words below it"
		switch {
		case !r.Background.Empty():
			hint += "; if the words above the first heading are the office's comments, put it above them"
		case forces:
			hint += "; if they are among the words under ## " + inspection.ReportSections[0].Headings[0] + ", put it above them"
		}
		f.problemAtField(diag.Warning, RuleNoBodyComments, field, "there are no comments of the office's own", hint)
	}
	if file := d.answerFile(); file != "" && !d.answersInWords() {
		f.problemAtField(diag.Warning, RuleAnswerFile, field, "the answer is only in the file "+quote(file)+", which many people cannot read",
			"put its words under ## Our comments, ## Force comments and ## Force response, and keep the file beside them")
	}
	if !forces && !f.response.NoForceComments && !d.forceAnswers() {
		f.problemAtField(diag.Warning, RuleNoForceComments, field, "there are no comments of the force's", "add ## "+inspection.ReportSections[0].Headings[0]+", or force_comments: none-received if it was asked and sent none")
	}
	if forces && f.response.NoForceComments {
		f.problemAtField(diag.Error, RuleContradiction, "response.force_comments", "force_comments says that none were received, and there are some", "take one of the two out")
	}
	if !r.Response.Embargo.Public() || !r.Embargo.Public() {
		return // what is not published yet cannot have been sent or be late
	}
	if f.response.SentToHomeSecretary.IsZero() {
		f.problemAtField(diag.Warning, RuleNotSent, field, "nothing says that a copy went to the Home Secretary", "section 55(6) asks for it: add sent_to_home_secretary with the date")
	}
	if f.response.SentToInspectorate.IsZero() {
		f.problemAtField(diag.Warning, RuleNotSent, field, "nothing says that a copy went to the inspectorate", "section 55(6) asks for it: add sent_to_inspectorate with the date")
	}
	if o := r.Outcome(l.today()); o.PartsLate() > 0 && !inspection.InAnyLanguage(&r.ReportWords, r.In, func(w *inspection.ReportWords) bool { return w.LateReason != "" }) {
		f.problemAtField(diag.Warning, RuleNoLateReason, field+".published", "the answer came "+days(o.PartsLate())+" after the last day, "+o.LastDay.String()+", and nothing says why", "add late_reason under response")
	}
}

func ourComments(w *inspection.ReportWords) markdown.Text   { return w.OurComments }
func forceComments(w *inspection.ReportWords) markdown.Text { return w.ForceComments }
func reply(w *inspection.ReportWords) markdown.Text         { return w.Reply }

// has reports whether the report has a section in any language.
func (f *reportFile) has(section func(*inspection.ReportWords) markdown.Text) bool {
	return inspection.TextInAnyLanguage(&f.report.ReportWords, f.report.In, section)
}

func fromToday(n int) string {
	if n == 0 {
		return "today"
	}
	return days(n) + " from today"
}

func days(n int) string {
	if n == 1 {
		return "one day"
	}
	return strconv.Itoa(n) + " days"
}

// answerFile is the first document that belongs to the answer, or "".
func (d *reportDir) answerFile() string {
	for _, a := range d.report.report.Attachments {
		if a.OfResponse && !isPicture(a.Name) {
			return a.Name
		}
	}
	return ""
}

// answersInWords reports whether any of the answer is on a page.
func (d *reportDir) answersInWords() bool {
	return d.report.has(ourComments) || d.report.has(forceComments) || d.report.has(reply) || d.forceAnswers() ||
		slices.ContainsFunc(d.findings, func(f *findingFile) bool { return f.finding.HasOurResponse() })
}

// forceAnswers reports whether the force answers any finding of the report.
func (d *reportDir) forceAnswers() bool {
	return slices.ContainsFunc(d.findings, func(f *findingFile) bool { return f.finding.HasForceResponse() })
}

// checkActions checks the answer to each recommendation that this force must act
// on: it has to state the action taken or proposed, or the reason for none. This
// is not required for areas for improvement and causes of concern.
func (d *reportDir) checkActions() {
	if !d.report.report.Section55() {
		return
	}
	var unexplained []string
	asked := 0
	for _, f := range d.findings {
		g := f.finding
		if g.Kind == inspection.AreaForImprovement && g.Responsibility != inspection.Others && d.report.report.Response.Embargo.Public() {
			if a := g.Answer(); a.Force.Empty() && a.Our.Empty() && a.Action == "" && len(g.AnsweredBy().History) == 0 {
				f.problemInFile(diag.Advice, RuleAreaUnanswered, "nothing is said to this area for improvement", "the law does not ask for it, and readers do: add ## Force response or ## Our response, with a few words below it")
			}
		}
		if g.Kind != inspection.Recommendation || g.Responsibility == "" || hasParts(d, g) {
			continue
		}
		asked++
		if !g.Explained() && g.Answer().Action != inspection.ActionNone {
			unexplained = append(unexplained, g.ID)
		}
		if g.Responsibility == inspection.Others {
			continue
		}
		answer := g.Answer()
		switch {
		case answer.Action == "":
			f.problemInFile(diag.Warning, RuleNoAction, "nothing says what action is taken on this recommendation", "section 55(5B) asks for it: add action: taken, proposed or none")
		case answer.Action == inspection.ActionNone && !g.Explained():
			f.problemAtField(diag.Warning, RuleNoReason, "action", "no action is taken, and the office does not say why", "section 55(5B)(b) asks for it: add ## "+inspection.FindingSections[1].Headings[0]+" and the reason below it")
		}
	}
	if len(unexplained) > 0 {
		list, explains := strings.Join(unexplained, ", "), "["+strings.Join(unexplained, ", ")+"]"
		if len(unexplained) == asked && asked > 1 {
			list, explains = "any of the "+strconv.Itoa(asked)+" recommendations", "all"
		}
		d.report.problemAtField(diag.Warning, RuleNoExplanation, "response", "nothing of the office's own explains what it does about "+list,
			"section 55(5B) asks for it, for each recommendation and whoever is to act; without it the answer is partly published, and never in time: add ## "+inspection.FindingSections[1].Headings[0]+" to each and the words below it, or, where our comments on the whole report explain it, add under response: explains: "+explains)
	}
}

// hasParts reports whether a recommendation is answered by its parts.
func hasParts(d *reportDir, g *inspection.Finding) bool {
	return slices.ContainsFunc(d.findings, func(f *findingFile) bool { return f.finding.Parent == g })
}

// checkApproval warns if the text has changed since it was approved.
func (f *reportFile) checkApproval(l *loader) {
	approved := f.report.Response.Approved
	if approved == nil || approved.Hash == "" {
		return
	}
	hash, err := f.report.ContentHash(l.fsys)
	if err != nil || hash == approved.Hash { // an unreadable file is reported elsewhere
		return
	}
	f.problemAtField(diag.Warning, RuleApproval, "response.approved", "words of this report have changed since "+approved.By+" approved them on "+approved.On.String(),
		"put the words back, or have them approved again: fiftysix approve "+f.report.ID)
}
