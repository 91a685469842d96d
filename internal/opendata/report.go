package opendata

import (
	"iter"
	"maps"
	"slices"

	"fiftysix/internal/inspection"
)

// report is a report with what the data derives from it.
type report struct {
	*inspection.Report
	d        *Data
	outcome  inspection.Outcome
	findings []*finding
}

func (d *Data) report(r *inspection.Report) *report {
	v := &report{Report: r, d: d, outcome: r.Outcome(d.reg.Today())}
	for _, f := range r.Findings {
		v.findings = append(v.findings, &finding{f, d})
	}
	return v
}

// reports iterates over the register's reports.
func (d *Data) reports() iter.Seq[*report] {
	return func(yield func(*report) bool) {
		for _, r := range d.reg.Reports {
			if !yield(d.report(r)) {
				return
			}
		}
	}
}

// title returns the report's title in the site's first language, or else in another.
func (r *report) title() string {
	title := r.Title
	for _, lang := range slices.Sorted(maps.Keys(r.In)) {
		if title == "" {
			title = r.In[lang].Title
		}
	}
	return title
}

// The values of choices.
var (
	grades    = []string{"outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded"}
	scopes    = []string{"force", "multi-force", "national"}
	bases     = []inspection.Basis{inspection.BasisPublished, inspection.BasisLetter, inspection.BasisBoardPaper}
	standings = []inspection.Standing{
		inspection.InTime, inspection.Late, inspection.Partly, inspection.Awaiting, inspection.PastLastDay, inspection.Answered, inspection.Unanswered, inspection.NotRequired,
	}
	parts      = []string{"our-comments", "force-comments", "explanations"}
	exemptions = []inspection.Exemption{inspection.ExemptNotAsked, inspection.ExemptFire, inspection.ExemptComplaint, inspection.ExemptBeforeRule, inspection.ExemptOther}
)

// missing names the parts that a response lacks.
func missing(m inspection.Missing) []string {
	var names []string
	for i, lacks := range []bool{m.OurComments, m.ForceComments, len(m.Explanations) > 0} {
		if lacks {
			names = append(names, parts[i])
		}
	}
	return names
}

var reportRecord = newRecord("report",
	key(id("id", "reports", func(r *report) string { return r.ID })),
	required(address("page", func(r *report) string { return r.d.address(r.d.ReportURL(r.Report)) })),
	required(address("data", func(r *report) string { return r.d.address(r.d.ReportDataURL(r.Report)) })),
	required(text("title", (*report).title)),
	text("short_title", func(r *report) string { return r.ShortTitle }),
	list("kinds", "", inspection.ReportKinds, func(r *report) []string { return r.Kinds }),
	choice("scope", scopes, func(r *report) string { return r.Scope }),
	list("services", "services", nil, func(r *report) []string {
		var ids []string
		for _, s := range r.Services {
			ids = append(ids, s.ID)
		}
		return ids
	}),
	required(date("published", func(r *report) inspection.Date { return r.Published })),
	address("url", func(r *report) string { return r.URL }),
	address("archived_url", func(r *report) string { return r.ArchivedURL }),
	boolean("answer_required", func(r *report) bool { return r.AnswerRequired }),
	text("not_required_reason", func(r *report) string { return r.NotRequiredReason }),
	boolean("redacted", func(r *report) bool { return r.Redacted != nil }),
	text("redacted_note", func(r *report) string {
		if r.Redacted == nil {
			return ""
		}
		return r.Redacted.Note
	}),
	group("withdrawn", func(r *report) bool { return r.Withdrawn != nil },
		required(date("date", func(r *report) inspection.Date { return r.Withdrawn.Date })),
		required(text("reason", func(r *report) string { return r.Withdrawn.Reason })),
	),
	records("corrections", correctionRecord, func(r *report) []inspection.Correction { return r.Corrections }),
	group("fieldwork", func(r *report) bool { return r.Fieldwork != inspection.Span{} },
		day("from", func(r *report) inspection.Day { return r.Fieldwork.From }),
		day("to", func(r *report) inspection.Day { return r.Fieldwork.To }),
	),
	records("grades", gradeRecord, func(r *report) []inspection.Grade { return r.Grades }),
	id("answered_in", "reports", func(r *report) string { return reportID(r.AnsweredIn) }),
	list("revisits", "reports", nil, func(r *report) []string { return reportIDs(r.Revisits) }),
	newPassage("background", func(r *report) passage { return passage{r.d, r.File, &r.Background} }),
	group("response", func(r *report) bool { return r.Response != nil },
		required(date("published", func(r *report) inspection.Date { return r.Response.Published })),
		required(choice("date_basis", bases, func(r *report) inspection.Basis { return r.Response.Basis })),
		date("our_comments_published", func(r *report) inspection.Date { return r.Response.Parts.OurComments }),
		date("force_comments_published", func(r *report) inspection.Date { return r.Response.Parts.ForceComments }),
		date("reply_published", func(r *report) inspection.Date { return r.Response.Parts.Reply }),
		date("comments_requested", func(r *report) inspection.Date { return r.Response.CommentsRequested }),
		boolean("no_force_comments", func(r *report) bool { return r.Response.NoForceComments }),
		date("sent_to_home_secretary", func(r *report) inspection.Date { return r.Response.SentToHomeSecretary }),
		date("sent_to_inspectorate", func(r *report) inspection.Date { return r.Response.SentToInspectorate }),
		text("late_reason", func(r *report) string { return r.LateReason }),
		records("corrections", answerCorrectionRecord, func(r *report) []inspection.Correction { return r.Response.Corrections }),
		newPassage("our_comments", func(r *report) passage { return passage{r.d, r.File, &r.OurComments} }),
		newPassage("force_comments", func(r *report) passage { return passage{r.d, r.File, &r.ForceComments} }),
		newPassage("reply", func(r *report) passage { return passage{r.d, r.File, &r.Reply} }),
	),
	records("attachments", attachmentRecord, func(r *report) []attachment {
		var all []attachment
		for _, a := range r.Attachments {
			all = append(all, attachment{a, r})
		}
		return all
	}),
	group("derived", nil,
		required(choice("outcome", standings, func(r *report) inspection.Standing { return r.outcome.Standing })),
		choice("exempt", exemptions, func(r *report) inspection.Exemption { return r.outcome.Exempt }),
		required(date("clock_start", func(r *report) inspection.Date { return r.Published })),
		date("last_day", func(r *report) inspection.Date { return r.outcome.LastDay }),
		date("answered", func(r *report) inspection.Date { return r.outcome.Answered }),
		choice("answered_basis", bases, func(r *report) inspection.Basis { return r.outcome.Basis }),
		optionalNumber("days_used", func(r *report) bool { return !r.outcome.Answered.IsZero() }, func(r *report) int { return r.outcome.DaysUsed }),
		boolean("overdue", func(r *report) bool { return r.outcome.Overdue() }),
		list("missing", "", parts, func(r *report) []string { return missing(r.outcome.Missing) }),
		optionalNumber("days_late", func(r *report) bool { return r.outcome.Standing == inspection.Late }, func(r *report) int { return r.outcome.DaysLate }),
		boolean("answered_elsewhere", func(r *report) bool { return r.outcome.Elsewhere }),
		boolean("in_share", func(r *report) bool { return r.outcome.InShare() }),
		list("answers_for", "reports", nil, func(r *report) []string { return reportIDs(r.AnswersFor) }),
		list("revisited_by", "reports", nil, func(r *report) []string { return reportIDs(r.RevisitedBy) }),
		number("findings", func(r *report) int { return len(r.Findings) }),
		required(date("changed", func(r *report) inspection.Date { return r.Changed() })),
	),
	translations(reportWordsRecord, func(r *report) map[string]reportWords {
		in := map[string]reportWords{}
		for lang, w := range r.In {
			in[lang] = reportWords{w, r}
		}
		return in
	}),
	records("findings", findingRecord, func(r *report) []*finding { return r.findings }),
)

// correctionRecord is a change by the inspectorate to a report.
var correctionRecord = newRecord("correction",
	required(date("date", func(c inspection.Correction) inspection.Date { return c.Date })),
	required(text("note", func(c inspection.Correction) string { return c.Note })),
)

// answerCorrectionRecord is a change by the office to its response.
var answerCorrectionRecord = newRecord("answer_correction",
	required(date("date", func(c inspection.Correction) inspection.Date { return c.Date })),
	required(text("note", func(c inspection.Correction) string { return c.Note })),
)

var gradeRecord = newRecord("grade",
	required(text("area", func(g inspection.Grade) string { return g.Area })),
	required(choice("grade", grades, func(g inspection.Grade) string { return g.Grade })),
	text("cycle", func(g inspection.Grade) string { return g.Cycle }),
	date("as_at", func(g inspection.Grade) inspection.Date { return g.AsAt }),
)

type attachment struct {
	inspection.Attachment
	report *report
}

var attachmentRecord = newRecord("attachment",
	required(address("url", func(a attachment) string {
		return a.report.d.address(a.report.d.AttachmentURL(a.report.Report, a.Attachment))
	})),
	text("title", func(a attachment) string { return a.Title }),
	required(choice("of", []string{"report", "response"}, func(a attachment) string {
		if a.OfResponse {
			return "response"
		}
		return "report"
	})),
	text("language", func(a attachment) string { return a.Lang }),
	choice("accessible", []string{"true", "false"}, func(a attachment) string { return a.Accessible }),
	number("bytes", func(a attachment) int { return int(a.Size) }),
)

// reportWords is a report's text in another language.
type reportWords struct {
	*inspection.ReportWords
	of *report
}

var reportWordsRecord = newRecord("report_words",
	text("title", func(w reportWords) string { return w.Title }),
	text("short_title", func(w reportWords) string { return w.ShortTitle }),
	text("not_required_reason", func(w reportWords) string { return w.NotRequiredReason }),
	text("late_reason", func(w reportWords) string { return w.LateReason }),
	newPassage("background", func(w reportWords) passage { return passage{w.of.d, w.of.File, &w.Background} }),
	newPassage("our_comments", func(w reportWords) passage { return passage{w.of.d, w.of.File, &w.OurComments} }),
	newPassage("force_comments", func(w reportWords) passage { return passage{w.of.d, w.of.File, &w.ForceComments} }),
	newPassage("reply", func(w reportWords) passage { return passage{w.of.d, w.of.File, &w.Reply} }),
)

func reportID(r *inspection.Report) string {
	if r == nil {
		return ""
	}
	return r.ID
}

func reportIDs(reports []*inspection.Report) []string {
	var ids []string
	for _, r := range reports {
		ids = append(ids, r.ID)
	}
	return ids
}
