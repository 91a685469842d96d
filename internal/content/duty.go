package content

import (
	"fmt"
	"slices"
	"strconv"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// This file warns where a duty of section 55 of the Police Act 1996 looks
// unmet. None of it stops a build: the words that are there are still owed to
// the public.

// checkDuties looks at every report.
func (c *loader) checkDuties() {
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		f := d.report
		if f.response != nil {
			f.checkAnswer(c, d)
			f.checkApproval(c)
			d.checkActions()
		}
		if f.response == nil || !f.report.Response.Embargo.Public() {
			f.checkDue(c)
		}
	}
}

// soon is how many days before the last day check begins to speak of it.
const soon = 14

// checkDue warns where the last day is past and there is no answer, and tells
// of it when it is near. An answer that is held back is none to the public.
func (f *reportFile) checkDue(c *loader) {
	r := f.report
	if r.Published.IsZero() || f.answeredIn != "" {
		return
	}
	unanswered := *r
	unanswered.Response = nil
	o := unanswered.Outcome(c.today())
	field, none := "published", "and there is none"
	hint := "what section 55 asks is to be published by then; publish what there is, and add the rest when it comes"
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
		f.problemIn(diag.Warning, RuleAnswerDue, field, "the last day for an answer was "+o.LastDay.String()+", "+none, hint)
	case o.Standing == inspection.Awaiting && o.LastDay.DaysSince(c.today()) <= soon:
		f.problemIn(diag.Advice, RuleAnswerSoon, field, "the last day for an answer is "+o.LastDay.String()+", "+fromToday(o.LastDay.DaysSince(c.today()))+", "+none, hint)
	}
}

// checkAnswer looks at the answer as a whole. A report on fire services alone
// is answered under other rules.
func (f *reportFile) checkAnswer(c *loader, d *reportDir) {
	r := f.report
	if !r.Police() {
		return
	}
	const field = "response"
	says := func(part func(*inspection.ReportWords) markdown.Text) bool {
		return inspection.TextInAnyLanguage(&r.ReportWords, r.In, part)
	}
	ours := says(func(w *inspection.ReportWords) markdown.Text { return w.OurComments })
	forces := says(func(w *inspection.ReportWords) markdown.Text { return w.ForceComments })
	if !ours {
		f.problemIn(diag.Warning, RuleNoBodyComments, field, "there are no comments of the office's own", "section 55(5)(a) asks for them: add ## "+inspection.ReportSections[1].Headings[0]+" and the words below it")
	}
	if file := d.answerFile(); file != "" && !d.answersInWords() {
		f.problemIn(diag.Warning, RuleAnswerFile, field, "the answer is only in the file "+quote(file)+", which many people cannot read",
			"put its words under ## Our comments, ## Force comments and ## Force response, and keep the file beside them")
	}
	if !forces && !f.response.NoForceComments && !d.forceAnswers() {
		f.problemIn(diag.Warning, RuleNoForceComments, field, "there are no comments of the force's", "add ## "+inspection.ReportSections[0].Headings[0]+", or force_comments: none-received if it was asked and sent none")
	}
	if forces && f.response.NoForceComments {
		f.problemIn(diag.Error, RuleContradiction, "response.force_comments", "force_comments says that none were received, and there are some", "take one of the two out")
	}
	if !r.Response.Embargo.Public() || !r.Embargo.Public() {
		return // nothing can have been sent, or be late, that is not out yet
	}
	if f.response.SentToHomeSecretary.IsZero() {
		f.problemIn(diag.Warning, RuleNotSent, field, "nothing says that a copy went to the Home Secretary", "section 55(6) asks for it: add sent_to_home_secretary with the date")
	}
	if f.response.SentToInspectorate.IsZero() {
		f.problemIn(diag.Warning, RuleNotSent, field, "nothing says that a copy went to the inspectorate", "section 55(6) asks for it: add sent_to_inspectorate with the date")
	}
	if o := r.Outcome(c.today()); o.Standing == inspection.Late && !inspection.InAnyLanguage(&r.ReportWords, r.In, func(w *inspection.ReportWords) bool { return w.LateReason != "" }) {
		f.problemIn(diag.Warning, RuleNoLateReason, field+".published", "the answer came "+days(o.DaysLate)+" after the last day, "+o.LastDay.String()+", and nothing says why", "add late_reason under response")
	}
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

// answersInWords says whether anything of the answer stands on a page.
func (d *reportDir) answersInWords() bool {
	r := d.report.report
	says := func(part func(*inspection.ReportWords) markdown.Text) bool {
		return inspection.TextInAnyLanguage(&r.ReportWords, r.In, part)
	}
	return says(func(w *inspection.ReportWords) markdown.Text { return w.OurComments }) || says(func(w *inspection.ReportWords) markdown.Text { return w.ForceComments }) ||
		says(func(w *inspection.ReportWords) markdown.Text { return w.Reply }) || d.forceAnswers() ||
		slices.ContainsFunc(d.findings, func(f *findingFile) bool { return f.finding.HasOurResponse() })
}

// forceAnswers says whether the force answers any finding of the report.
func (d *reportDir) forceAnswers() bool {
	return slices.ContainsFunc(d.findings, func(f *findingFile) bool { return f.finding.HasForceResponse() })
}

// checkActions looks at the answer to each recommendation that is this
// force's to act on: the body says what action is taken or proposed, or why
// none. An area for improvement is no recommendation, and a cause of concern
// speaks through those beneath it.
func (d *reportDir) checkActions() {
	if !d.report.report.Police() {
		return
	}
	for _, f := range d.findings {
		g := f.finding
		if g.Kind == inspection.AreaForImprovement && g.Responsibility != inspection.Others && d.report.report.Response.Embargo.Public() {
			if a := g.Answer(); a.Force.Empty() && a.Our.Empty() && a.Action == "" && len(g.AnsweredBy().History) == 0 {
				f.about(diag.Advice, RuleAreaUnanswered, "nothing is said to this area for improvement", "the law does not ask for it, and readers do: add ## Force response or ## Our response, with a few words below it")
			}
		}
		if g.Kind != inspection.Recommendation || g.Responsibility == inspection.Others || g.Responsibility == "" || hasParts(d, g) {
			continue
		}
		answer := g.Answer()
		switch {
		case answer.Action == "":
			f.about(diag.Warning, RuleNoAction, "nothing says what action is taken on this recommendation", "section 55(5B) asks for it: add action: taken, proposed or none")
		case answer.Action == inspection.ActionNone && !answer.From.HasOurResponse():
			f.problemIn(diag.Warning, RuleNoReason, "action", "no action is taken, and the office does not say why", "section 55(5B)(b) asks for it: add ## "+inspection.FindingSections[1].Headings[0]+" and the reason below it")
		}
	}
}

// hasParts says whether a recommendation is only the stem of its parts.
func hasParts(d *reportDir, g *inspection.Finding) bool {
	return slices.ContainsFunc(d.findings, func(f *findingFile) bool { return f.finding.Parent == g })
}

// settle takes out the warnings that the file allows, and reports allowances
// that nothing needs, or that no rule answers to.
func (f *contentFile) settle() []diag.Problem {
	for i, a := range f.allow {
		entry := at("allow", i)
		if _, ok := Allowable[a.Rule]; !ok {
			hint := "only warnings can be allowed"
			if near := diag.Nearest(a.Rule, allowableIDs()); near != "" {
				hint = "did you mean " + quote(near) + "?"
			}
			f.problemIn(diag.Error, RuleWrongValue, entry, quote(a.Rule)+" is not a rule that can be allowed", hint)
			continue
		}
		used := false
		f.problems = slices.DeleteFunc(f.problems, func(p diag.Problem) bool {
			match := p.Level != diag.Error && p.Rule == a.Rule
			used = used || match
			return match
		})
		if !used && !slices.Contains(followed, a.Rule) && !slices.ContainsFunc(f.allow[:i], func(b allowance) bool { return b.Rule == a.Rule }) {
			f.problemIn(diag.Warning, RuleUnusedAllow, entry, "nothing here needs "+quote(a.Rule)+" to be allowed any more", "take the entry out, so that it cannot hide the next one")
		}
	}
	f.problems = listed(f.Path, f.problems)
	return f.problems
}

// listed leaves out what nobody reads: of one file, more than so many errors or
// warnings.
func listed(file string, problems []diag.Problem) []diag.Problem {
	if len(problems) <= markdown.MaxListed {
		return problems
	}
	counts := map[diag.Level]int{}
	kept := slices.DeleteFunc(problems, func(p diag.Problem) bool {
		counts[p.Level]++
		return counts[p.Level] > markdown.MaxListed
	})
	for _, level := range []diag.Level{diag.Error, diag.Warning} {
		if counts[level] > markdown.MaxListed {
			kept = append(kept, diag.Problem{
				File: file, Level: level, Rule: markdown.RuleTooManyProblems,
				Message: fmt.Sprintf("more than %d %ss were found here; the rest are not listed", markdown.MaxListed, level), Hint: "mend those that are listed, then look again",
			})
		}
	}
	return kept
}

func allowableIDs() []string {
	var ids []string
	for id := range Allowable {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
