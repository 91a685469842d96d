package opendata

import (
	"slices"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// report is a report with what the data works out from it.
type report struct {
	*register.Report
	d     *Data
	o     register.Outcome
	found []finding
}

// turnTo makes it another report. Much is written of one, and in the same room
// after another.
func (r *report) turnTo(d *Data, of *register.Report) {
	r.Report, r.d, r.o, r.found = of, d, of.Outcome(d.reg.Today()), r.found[:0]
	for _, f := range of.Findings {
		r.found = append(r.found, d.finding(f))
	}
}

// title is the report's in the site's first language or, where it is in
// another one alone, in that.
func (r *report) title() string {
	title := r.Title
	for _, lang := range sorted(r.In) {
		if title == "" {
			title = r.In[lang].Title
		}
	}
	return title
}

// grades, and the values below them, are the words that a choice is of.
var (
	grades    = []string{"outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded"}
	scopes    = []string{"force", "multi-force", "national"}
	bases     = []register.Basis{register.BasisPublished, register.BasisLetter, register.BasisBoardPaper}
	standings = []register.Standing{
		register.InTime, register.Late, register.Awaiting, register.PastLastDay, register.Answered, register.Unanswered, register.NotRequired,
	}
	exemptions = []register.Exemption{register.ExemptNotAsked, register.ExemptFire, register.ExemptBeforeRule}
)

var reportShape = newShape("report",
	key(id("id", "reports", func(r *report) string { return r.ID })),
	always(address("page", func(r *report) string { return r.d.address(r.d.opt.Report(r.Report)) })),
	always(address("data", func(r *report) string { return r.d.address(r.d.opt.ReportFile(r.Report)) })),
	always(text("title", (*report).title)),
	text("short_title", func(r *report) string { return r.ShortTitle }),
	list("kinds", "", register.ReportKinds, func(r *report, do func(string)) { each(r.Kinds, do) }),
	choice("scope", scopes, func(r *report) string { return r.Scope }),
	list("services", "services", nil, func(r *report, do func(string)) {
		for _, s := range r.Services {
			do(s.ID)
		}
	}),
	always(date("published", func(r *report) register.Date { return r.Published })),
	address("url", func(r *report) string { return r.URL }),
	address("archived_url", func(r *report) string { return r.ArchivedURL }),
	truth("answer_required", func(r *report) bool { return r.AnswerRequired }),
	text("not_required_reason", func(r *report) string { return r.NotRequiredReason }),
	truth("redacted", func(r *report) bool { return r.Redacted != nil }),
	text("redacted_note", func(r *report) string {
		if r.Redacted == nil {
			return ""
		}
		return r.Redacted.Note
	}),
	group("withdrawn", func(r *report) bool { return r.Withdrawn != nil },
		always(date("date", func(r *report) register.Date { return r.Withdrawn.Date })),
		always(text("reason", func(r *report) string { return r.Withdrawn.Reason })),
	),
	records("corrections", correctionShape, func(r *report, do func(register.Correction)) { each(r.Corrections, do) }),
	group("fieldwork", func(r *report) bool { return r.Fieldwork != register.Span{} },
		day("from", func(r *report) register.Day { return r.Fieldwork.From }),
		day("to", func(r *report) register.Day { return r.Fieldwork.To }),
	),
	records("grades", gradeShape, func(r *report, do func(register.Grade)) { each(r.Grades, do) }),
	id("answered_in", "reports", func(r *report) string { return reportID(r.AnsweredIn) }),
	list("revisits", "reports", nil, func(r *report, do func(string)) { reportIDs(r.Revisits, do) }),
	passage("background", func(r *report) (*Data, string, *markdown.Text) { return r.d, r.File, &r.Background }),
	group("response", func(r *report) bool { return r.Response != nil },
		always(date("published", func(r *report) register.Date { return r.Response.Published })),
		always(choice("date_basis", bases, func(r *report) register.Basis { return r.Response.Basis })),
		date("comments_requested", func(r *report) register.Date { return r.Response.CommentsRequested }),
		truth("no_force_comments", func(r *report) bool { return r.Response.NoForceComments }),
		date("sent_to_home_secretary", func(r *report) register.Date { return r.Response.SentToHomeSecretary }),
		date("sent_to_inspectorate", func(r *report) register.Date { return r.Response.SentToInspectorate }),
		text("late_reason", func(r *report) string { return r.LateReason }),
		records("corrections", answerCorrectionShape, func(r *report, do func(register.Correction)) { each(r.Response.Corrections, do) }),
		passage("our_comments", func(r *report) (*Data, string, *markdown.Text) { return r.d, r.File, &r.OurComments }),
		passage("force_comments", func(r *report) (*Data, string, *markdown.Text) { return r.d, r.File, &r.ForceComments }),
		passage("reply", func(r *report) (*Data, string, *markdown.Text) { return r.d, r.File, &r.Reply }),
	),
	records("attachments", attachmentShape, func(r *report, do func(attachment)) {
		for _, a := range r.Attachments {
			do(attachment{a, r})
		}
	}),
	group("derived", nil,
		always(choice("outcome", standings, func(r *report) register.Standing { return r.o.Standing })),
		choice("exempt", exemptions, func(r *report) register.Exemption { return r.o.Exempt }),
		always(date("clock_start", func(r *report) register.Date { return r.ClockStart() })),
		date("last_day", func(r *report) register.Date { return r.o.LastDay }),
		date("answered", func(r *report) register.Date { return r.o.Answered }),
		choice("answered_basis", bases, func(r *report) register.Basis { return r.o.Basis }),
		number("days_used", func(r *report) (int, bool) { return r.o.DaysUsed, !r.o.Answered.IsZero() }),
		number("days_late", func(r *report) (int, bool) { return r.o.DaysLate, r.o.Standing == register.Late }),
		truth("answered_elsewhere", func(r *report) bool { return r.o.Elsewhere }),
		truth("in_share", func(r *report) bool { return r.o.InShare() }),
		list("answers_for", "reports", nil, func(r *report, do func(string)) { reportIDs(r.AnswersFor, do) }),
		list("revisited_by", "reports", nil, func(r *report, do func(string)) { reportIDs(r.RevisitedBy, do) }),
		always(number("findings", func(r *report) (int, bool) { return len(r.Findings), true })),
		always(date("changed", func(r *report) register.Date { return r.Changed() })),
	),
	languages(reportWordShape, func(r *report, do func(string, reportWords)) {
		for _, lang := range sorted(r.In) {
			do(lang, reportWords{r.In[lang], r})
		}
	}),
	findings("findings"),
)

// findings are a report's, and it is noted where each stands.
func findings(name string) field[*report] {
	f := records(name, findingShape, func(*report, func(*finding)) {})
	f.json = func(e *encoder, r *report) {
		e.list(func(next func()) {
			for i := range r.found {
				next()
				from := len(e.b)
				findingShape.write(e, &r.found[i])
				e.findings = append(e.findings, span{from, len(e.b)})
			}
		})
	}
	return f
}

// correctionShape is a change of the inspectorate's to a report.
var correctionShape = newShape("correction",
	always(date("date", func(c register.Correction) register.Date { return c.Date })),
	always(text("note", func(c register.Correction) string { return c.Note })),
	truth("restarts_clock", func(c register.Correction) bool { return c.RestartsClock }),
)

// answerCorrectionShape is a change of the office's to its answer.
var answerCorrectionShape = newShape("answer_correction",
	always(date("date", func(c register.Correction) register.Date { return c.Date })),
	always(text("note", func(c register.Correction) string { return c.Note })),
)

var gradeShape = newShape("grade",
	always(text("area", func(g register.Grade) string { return g.Area })),
	always(choice("grade", grades, func(g register.Grade) string { return g.Grade })),
	text("cycle", func(g register.Grade) string { return g.Cycle }),
	date("as_at", func(g register.Grade) register.Date { return g.AsAt }),
)

type attachment struct {
	register.Attachment
	report *report
}

var attachmentShape = newShape("attachment",
	always(address("url", func(a attachment) string {
		return a.report.d.address(a.report.d.opt.Attachment(a.report.Report, a.Attachment))
	})),
	text("title", func(a attachment) string { return a.Title }),
	always(choice("of", []string{"report", "response"}, func(a attachment) string {
		if a.OfResponse {
			return "response"
		}
		return "report"
	})),
	text("language", func(a attachment) string { return a.Lang }),
	choice("accessible", []string{"true", "false"}, func(a attachment) string { return a.Accessible }),
	always(number("bytes", func(a attachment) (int, bool) { return int(a.Size), true })),
)

// reportWords are a report's words in another language.
type reportWords struct {
	*register.ReportWords
	of *report
}

var reportWordShape = newShape("report_words",
	text("title", func(w reportWords) string { return w.Title }),
	text("short_title", func(w reportWords) string { return w.ShortTitle }),
	text("not_required_reason", func(w reportWords) string { return w.NotRequiredReason }),
	text("late_reason", func(w reportWords) string { return w.LateReason }),
	passage("background", func(w reportWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.Background }),
	passage("our_comments", func(w reportWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.OurComments }),
	passage("force_comments", func(w reportWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.ForceComments }),
	passage("reply", func(w reportWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.Reply }),
)

func reportID(r *register.Report) string {
	if r == nil {
		return ""
	}
	return r.ID
}

func reportIDs(reports []*register.Report, do func(string)) {
	for _, r := range reports {
		do(r.ID)
	}
}

func each[T any](all []T, do func(T)) {
	for _, v := range all {
		do(v)
	}
}

func sorted[V any](m map[string]V) []string {
	if len(m) == 0 {
		return nil
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
