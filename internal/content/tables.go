package content

import (
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/hosting"
	"fiftysix/internal/inspection"
)

// The tables of the content format (DESIGN: every field that is not in one of
// them is an error). A table's order is the order in which help lists it.

// reportFields are the fields of report.md.
var reportFields = []field[reportFile]{
	is("title", translated, words, "the report's full title, as the inspectorate printed it", func(r *reportFile) *string { return &r.report.Title }),
	is("short_title", optional, words, "a short name for lists and headings", func(r *reportFile) *string { return &r.report.ShortTitle }),
	is("kind", required, listOf(choice(inspection.ReportKinds...)), "what kind of inspection it was; there may be several", func(r *reportFile) *[]string { return &r.report.Kinds }),
	is("scope", required, choice("force", "multi-force", "national"), "whom the report is about", func(r *reportFile) *string { return &r.report.Scope }),
	is("services", optional, listOf(words), "which of the services in fiftysix.yaml it is about; needed only where there are several", func(r *reportFile) *[]string { return &r.services }),
	is("published", required, date, "the day on which the inspectorate published it; starts the 56 days. Never copy it from a web page without checking", func(r *reportFile) *inspection.Date { return &r.report.Published }),
	is("url", wanted, link, "the report on the inspectorate's own site", func(r *reportFile) *string { return &r.report.URL }),
	is("archived_url", optional, link, "a copy in a web archive", func(r *reportFile) *string { return &r.report.ArchivedURL }),
	is("answer_required", optional, yesNo, "false where the report is clearly not about this force", func(r *reportFile) *bool { return &r.report.AnswerRequired }),
	is("not_required_reason", optional, words, "why no answer is required", func(r *reportFile) *string { return &r.report.NotRequiredReason }),
	is("redacted", optional, trueOr(redactionFields), "true, or a note: the published report leaves parts out", func(r *reportFile) **inspection.Redaction { return &r.report.Redacted }),
	is("withdrawn", optional, pointer(group(withdrawalFields)), "the inspectorate withdrew the report; its page stays", func(r *reportFile) **inspection.Withdrawal { return &r.report.Withdrawn }),
	is("corrections", optional, listOf(group(reportCorrectionFields)), "changes the inspectorate made after publication", func(r *reportFile) *[]inspection.Correction { return &r.report.Corrections }),
	is("fieldwork", optional, group(spanFields), "when the inspectors visited", func(r *reportFile) *inspection.Span { return &r.report.Fieldwork }),
	is("grades", optional, listOf(group(gradeFields)), "the judgements, where the report gives any", func(r *reportFile) *[]inspection.Grade { return &r.report.Grades }),
	is("answered_in", optional, words, "the id of the twin report that holds the answer", func(r *reportFile) *string { return &r.answeredIn }),
	is("revisits", optional, listOf(words), "the ids of the reports that this one looks at again", func(r *reportFile) *[]string { return &r.revisits }),
	is("response", optional, pointer(group(responseFields)), "the answer; leave it out while there is none", func(r *reportFile) **responseFile { return &r.response }),
	is("attachments", optional, listOf(group(attachmentFields)), "the files beside report.md, with their titles", func(r *reportFile) *[]attachmentEntry { return &r.attachments }),
	is("draft", optional, yesNo, "true keeps the whole report off the site", func(r *reportFile) *bool { return &r.draft }),
	is("publish_after", optional, moment, "the report is kept off the site until then, London time", func(r *reportFile) *inspection.Moment { return &r.publishAfter }),
	is("aliases", optional, listOf(words), "old addresses of the page, such as /reports/prevent/", func(r *reportFile) *[]string { return &r.report.Aliases }),
	recordField(func(r *reportFile) **inspection.TranslationRecord { return &r.report.Record }, reportPartKeys...),
	is("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(r *reportFile) *[]allowance { return &r.allow }),
}

var redactionFields = []field[inspection.Redaction]{
	is("note", optional, words, "what is left out, or why", func(r *inspection.Redaction) *string { return &r.Note }),
}

var withdrawalFields = []field[inspection.Withdrawal]{
	is("date", required, date, "when it was withdrawn", func(w *inspection.Withdrawal) *inspection.Date { return &w.Date }),
	is("reason", required, words, "why", func(w *inspection.Withdrawal) *string { return &w.Reason }),
}

var correctionFields = []field[inspection.Correction]{
	is("date", required, date, "when it was corrected", func(c *inspection.Correction) *inspection.Date { return &c.Date }),
	is("note", required, words, "what was changed", func(c *inspection.Correction) *string { return &c.Note }),
}

var reportCorrectionFields = append(correctionFields[:len(correctionFields):len(correctionFields)],
	is("restarts_clock", optional, yesNo, "true where the 56 days began again", func(c *inspection.Correction) *bool { return &c.RestartsClock }))

var spanFields = []field[inspection.Span]{
	is("from", required, day, "when it began", func(s *inspection.Span) *inspection.Day { return &s.From }),
	is("to", optional, day, "when it ended", func(s *inspection.Span) *inspection.Day { return &s.To }),
}

var gradeFields = []field[inspection.Grade]{
	is("area", required, words, "what was judged", func(g *inspection.Grade) *string { return &g.Area }),
	is("grade", required, choice("outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded"), "the judgement", func(g *inspection.Grade) *string { return &g.Grade }),
	is("cycle", optional, words, "the inspection cycle, such as 2023–25; grades of different cycles cannot be compared", func(g *inspection.Grade) *string { return &g.Cycle }),
	is("as_at", optional, date, "the day of the judgement, where it differs from the report's", func(g *inspection.Grade) *inspection.Date { return &g.AsAt }),
}

var responseFields = []field[responseFile]{
	is("published", required, date, "the day on which the answer was published", func(r *responseFile) *inspection.Date { return &r.Published }),
	is("date_basis", optional, choice(inspection.BasisPublished, inspection.BasisLetter, inspection.BasisBoardPaper), "what that date is the date of", func(r *responseFile) *inspection.Basis { return &r.Basis }),
	is("comments_requested", optional, date, "by when the force was asked for its comments", func(r *responseFile) *inspection.Date { return &r.CommentsRequested }),
	is("force_comments", optional, choice("none-received"), "none-received: the force was asked and sent none", func(r *responseFile) *string { return &r.forceComments }),
	is("sent_to_home_secretary", optional, date, "when a copy went to the Home Secretary", func(r *responseFile) *inspection.Date { return &r.SentToHomeSecretary }),
	is("sent_to_inspectorate", optional, date, "when a copy went to the inspectorate", func(r *responseFile) *inspection.Date { return &r.SentToInspectorate }),
	is("late_reason", optional, words, "why the answer came after the last day", func(r *responseFile) *string { return &r.lateReason }),
	is("corrections", optional, listOf(group(correctionFields)), "changes to the answer after it was published", func(r *responseFile) *[]inspection.Correction { return &r.Corrections }),
	is("approved", optional, pointer(group(approvalFields)), "who signed the answer off; written by fiftysix approve", func(r *responseFile) **inspection.Approval { return &r.Approved }),
	is("draft", optional, yesNo, "true keeps the answer off the site; the report is shown as awaiting one", func(r *responseFile) *bool { return &r.draft }),
	is("publish_after", optional, moment, "the answer is kept off the site until then, London time", func(r *responseFile) *inspection.Moment { return &r.publishAfter }),
}

var approvalFields = []field[inspection.Approval]{
	is("by", required, words, "who signed it off", func(a *inspection.Approval) *string { return &a.By }),
	is("on", required, date, "when", func(a *inspection.Approval) *inspection.Date { return &a.On }),
	is("hash", required, words, "the fingerprint of the words signed off", func(a *inspection.Approval) *string { return &a.Hash }),
}

var attachmentFields = []field[attachmentEntry]{
	is("file", required, words, "the file's name", func(a *attachmentEntry) *string { return &a.Name }),
	is("title", required, words, "what readers see", func(a *attachmentEntry) *string { return &a.Title }),
	is("lang", optional, words, "the code of its language, such as cy", func(a *attachmentEntry) *string { return &a.Lang }),
	is("of", optional, choice("response", "report"), "what it belongs to", func(a *attachmentEntry) *string { return &a.of }),
	is("accessible", optional, choice("true", "false"), "whether it meets the accessibility standard", func(a *attachmentEntry) *string { return &a.Accessible }),
}

var allowFields = []field[allowance]{
	is("rule", required, words, "the rule's id, as the warning shows it", func(a *allowance) *string { return &a.Rule }),
	is("reason", required, words, "why it is right as it is", func(a *allowance) *string { return &a.Reason }),
}

// findingFields are the fields of a finding's file.
var findingFields = []field[findingFile]{
	is("label", optional, words, "the inspectorate's own number or name for it, exactly as printed", func(f *findingFile) *string { return &f.finding.Label }),
	is("paper_reference", optional, words, "its number in a paper of the office's", func(f *findingFile) *string { return &f.finding.PaperReference }),
	is("order", optional, number, "its place in the report, where the file's name does not give it", func(f *findingFile) *int { return &f.order }),
	is("parent", optional, words, "the file, without .md, of the cause of concern or the finding that it is part of", func(f *findingFile) *string { return &f.parent }),
	is("addressed_to", required, listOf(words), "who is asked to act", func(f *findingFile) *[]string { return &f.addressedTo }),
	is("whose", required, choice(inspection.ThisForce, inspection.Shared, inspection.Others), "whether this force is asked to act, alone or with others, or only others are", func(f *findingFile) *inspection.Responsibility { return &f.finding.Responsibility }),
	is("due", optional, due, "by when, where the inspectorate set a time", func(f *findingFile) *inspection.Due { return &f.finding.Due }),
	is("due_text", optional, words, "the same as printed", func(f *findingFile) *string { return &f.finding.DueText }),
	is("action", optional, choice(inspection.ActionTaken, inspection.ActionProposed, inspection.ActionNone), "what the answer says of action", func(f *findingFile) *inspection.Action { return &f.finding.Action }),
	is("same_answer_as", optional, words, "the file, without .md, whose answer is also this one's", func(f *findingFile) *string { return &f.sameAnswerAs }),
	is("same_as", optional, words, "the finding of another report that this one repeats: report/finding", func(f *findingFile) *string { return &f.sameAs }),
	is("superseded_by", optional, words, "the finding that replaced it: report/finding", func(f *findingFile) *string { return &f.supersededBy }),
	is("history", optional, listOf(group(updateFields)), "how it has gone since; add to the end and never change what stands there", func(f *findingFile) *[]inspection.Update { return &f.history }),
	is("draft", optional, yesNo, "true keeps the finding off the site", func(f *findingFile) *bool { return &f.draft }),
	is("publish_after", optional, moment, "the finding is kept off the site until then, London time", func(f *findingFile) *inspection.Moment { return &f.publishAfter }),
	recordField(func(f *findingFile) **inspection.TranslationRecord { return &f.finding.Record }, findingPartKeys...),
	is("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(f *findingFile) *[]allowance { return &f.allow }),
}

var updateFields = []field[inspection.Update]{
	is("date", required, date, "when it was said", func(u *inspection.Update) *inspection.Date { return &u.Date }),
	is("status", required, choice(inspection.Statuses[1:]...), "how far it has come", func(u *inspection.Update) *inspection.Status { return &u.Status }),
	is("by", required, choice(inspection.ByForce, inspection.ByBody, inspection.ByInspectorate), "who says so", func(u *inspection.Update) *inspection.Party { return &u.By }),
	is("note", optional, words, "what was said", func(u *inspection.Update) *string { return &u.Note }),
	is("url", optional, link, "where it can be read", func(u *inspection.Update) *string { return &u.URL }),
}

// pageFields are the fields of a plain page.
var pageFields = []field[pageFile]{
	is("title", translated, words, "the page's title", func(p *pageFile) *string { return &p.page.Title }),
	is("order", optional, number, "its place among the pages", func(p *pageFile) *int { return &p.page.Order }),
	is("in_menu", optional, yesNo, "true puts it in the menu at the top of every page", func(p *pageFile) *bool { return &p.page.InMenu }),
	is("draft", optional, yesNo, "true keeps the page off the site", func(p *pageFile) *bool { return &p.draft }),
	is("publish_after", optional, moment, "the page is kept off the site until then, London time", func(p *pageFile) *inspection.Moment { return &p.publishAfter }),
	is("aliases", optional, listOf(words), "old addresses of the page", func(p *pageFile) *[]string { return &p.page.Aliases }),
	recordField(func(p *pageFile) **inspection.TranslationRecord { return &p.page.Record }, pagePartKeys...),
	is("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(p *pageFile) *[]allowance { return &p.allow }),
}

// The fields of a translation: words that are given again and nothing else.
var (
	reportWordFields = []field[inspection.ReportWords]{
		is("title", optional, words, "the title in this language", func(w *inspection.ReportWords) *string { return &w.Title }),
		is("short_title", optional, words, "the short name in this language", func(w *inspection.ReportWords) *string { return &w.ShortTitle }),
		is("not_required_reason", optional, words, "why no answer is required", func(w *inspection.ReportWords) *string { return &w.NotRequiredReason }),
		is("late_reason", optional, words, "why the answer was late", func(w *inspection.ReportWords) *string { return &w.LateReason }),
		is("withdrawn_reason", optional, words, "why the report was withdrawn", func(w *inspection.ReportWords) *string { return &w.EnsureNotes().Withdrawn }),
		is("redacted_note", optional, words, "what the published report leaves out, or why", func(w *inspection.ReportWords) *string { return &w.EnsureNotes().Redacted }),
		is("corrections", optional, listOf(group(noteFields)), "what the corrections of the report say, each with its date", func(w *inspection.ReportWords) *[]inspection.Note { return &w.EnsureNotes().Corrections }),
		is("answer_corrections", optional, listOf(group(noteFields)), "what the corrections of the answer say, each with its date", func(w *inspection.ReportWords) *[]inspection.Note { return &w.EnsureNotes().AnswerCorrections }),
		is("areas", optional, listOf(words), "what was judged, in the order of the grades", func(w *inspection.ReportWords) *[]string { return &w.EnsureNotes().Areas }),
		is("attachments", optional, listOf(group(titledFields)), "the titles of files", func(w *inspection.ReportWords) *[]inspection.Titled { return &w.EnsureNotes().Attachments }),
		recordField(func(w *inspection.ReportWords) **inspection.TranslationRecord { return &w.Record }, reportPartKeys...),
	}
	noteFields = []field[inspection.Note]{
		is("date", required, date, "the date of the entry", func(n *inspection.Note) *inspection.Date { return &n.Date }),
		is("note", required, words, "its note in this language", func(n *inspection.Note) *string { return &n.Note }),
	}
	titledFields = []field[inspection.Titled]{
		is("file", required, words, "the file's name", func(t *inspection.Titled) *string { return &t.File }),
		is("title", required, words, "its title in this language", func(t *inspection.Titled) *string { return &t.Title }),
	}
	findingWordFields = []field[inspection.FindingWords]{
		is("label", optional, words, "the label in this language", func(w *inspection.FindingWords) *string { return &w.Label }),
		is("due_text", optional, words, "the time set, as printed in this language", func(w *inspection.FindingWords) *string { return &w.DueText }),
		is("history", optional, listOf(group(noteFields)), "what entries of the history say, each with its date", func(w *inspection.FindingWords) *[]inspection.Note { return &w.History }),
		recordField(func(w *inspection.FindingWords) **inspection.TranslationRecord { return &w.Record }, findingPartKeys...),
	}
	pageWordFields = []field[inspection.PageWords]{
		is("title", required, words, "the title in this language", func(w *inspection.PageWords) *string { return &w.Title }),
		recordField(func(w *inspection.PageWords) **inspection.TranslationRecord { return &w.Record }, pagePartKeys...),
	}
)

// officeFields are the fields of fiftysix.yaml.
var officeFields = []field[officeFile]{
	is("office", required, group(officeInnerFields), "the office that publishes the site", func(o *officeFile) *inspection.Office { return &o.office }),
	is("services", optional, listOf(group(serviceFields)), "the forces and fire services that are inspected", func(o *officeFile) *[]inspection.Service { return &o.services }),
	is("force", optional, localised, "the police force, where it is the only service", func(o *officeFile) *inspection.Localised { return &o.force }),
	is("addressees", optional, listOf(group(addresseeFields)), "the bodies that findings are addressed to, with other names they go by", func(o *officeFile) *[]inspection.KnownAddressee { return &o.addressees }),
	is("summary_assessment", optional, pointer(group(linkedFields)), "the inspectorate's latest summary of the force's performance", func(o *officeFile) **inspection.Linked { return &o.summary }),
	is("base_url", optional, link, "the address at which the site is published", func(o *officeFile) *string { return &o.baseURL }),
	is("first_base_url", optional, link, "where a site that has moved first stood, so that those who follow it are not told everything anew", func(o *officeFile) *string { return &o.firstBaseURL }),
	is("languages", optional, listOf(typed("the code of a language", "en", parseLanguage, nil).like(languageCode.String())), "the site's languages, the main one first", func(o *officeFile) *[]string { return &o.languages }),
	is("answers_in_every_language", optional, yesNo, "true refuses to publish an answer that is there in one language only", func(o *officeFile) *bool { return &o.answersInAll }),
	is("licence", optional, localised, "the licence of the office's own words", func(o *officeFile) *inspection.Localised { return &o.licences }),
	is("hosts", optional, listOf(choice(hosting.Names()...)), "the kinds of host that the site is put on, each of which gets the file that it reads", func(o *officeFile) *[]string { return &o.hosts }),
	is("compress", optional, yesNo, "true puts compressed forms beside pages and data, for hosts that hand them out as they are", func(o *officeFile) *bool { return &o.compress }),
	is("closed", optional, date, "the last day of the office: the site stays as it was at its end, and says so on every page", func(o *officeFile) *inspection.Date { return &o.closed }),
	is("notice", optional, localised, "words shown on every page", func(o *officeFile) *inspection.Localised { return &o.notice }),
	is("accessibility", optional, pointer(group(accessibilityFields)), "what the office says of the site's accessibility", func(o *officeFile) **inspection.Accessibility { return &o.accessibility }),
	is("theme", optional, group(themeFields), "the office's colours and logo", func(o *officeFile) *inspection.Theme { return &o.theme }),
}

var officeInnerFields = []field[inspection.Office]{
	is("name", required, localised, "the office's name", func(o *inspection.Office) *inspection.Localised { return &o.Name }),
	is("terms", required, listOf(group(termFields)), "who the local policing body was, and when", func(o *inspection.Office) *[]inspection.Term { return &o.Terms }),
	is("contact", required, group(contactFields), "how readers reach the office", func(o *inspection.Office) *inspection.Contact { return &o.Contact }),
	is("successor", optional, pointer(group(successorFields)), "the body that takes over", func(o *inspection.Office) **inspection.Successor { return &o.Successor }),
}

var termFields = []field[inspection.Term]{
	is("kind", required, choice("pcc", "pfcc", "mayor", "board", "authority", "council"), "what kind of body it is", func(t *inspection.Term) *string { return &t.Kind }),
	is("title", required, localised, "the title, such as Police and Crime Commissioner", func(t *inspection.Term) *inspection.Localised { return &t.Titles }),
	is("holder", optional, words, "who holds the post", func(t *inspection.Term) *string { return &t.Holder }),
	is("from", required, date, "the first day", func(t *inspection.Term) *inspection.Date { return &t.From }),
	is("to", optional, date, "the last day", func(t *inspection.Term) *inspection.Date { return &t.To }),
}

var contactFields = []field[inspection.Contact]{
	is("email", optional, email, "an e-mail address", func(c *inspection.Contact) *string { return &c.Email }),
	is("url", optional, localisedLink, "a page with ways to get in touch", func(c *inspection.Contact) *inspection.Localised { return &c.URLs }),
	is("phone", optional, words, "a telephone number", func(c *inspection.Contact) *string { return &c.Phone }),
	is("address", optional, localised, "a postal address", func(c *inspection.Contact) *inspection.Localised { return &c.Addresses }),
}

var successorFields = []field[inspection.Successor]{
	is("name", required, localised, "its name", func(s *inspection.Successor) *inspection.Localised { return &s.Names }),
	is("url", optional, link, "its site", func(s *inspection.Successor) *string { return &s.URL }),
	is("from", required, date, "from when", func(s *inspection.Successor) *inspection.Date { return &s.From }),
}

var serviceFields = []field[inspection.Service]{
	is("id", required, words, "a short name for use in reports' services", func(s *inspection.Service) *string { return &s.ID }),
	is("name", required, localised, "its name", func(s *inspection.Service) *inspection.Localised { return &s.Names }),
	is("regime", required, choice(inspection.Police, inspection.Fire), "police (section 55) or fire (action plans)", func(s *inspection.Service) *inspection.Regime { return &s.Regime }),
}

var addresseeFields = []field[inspection.KnownAddressee]{
	is("name", required, localised, "the name that is shown", func(a *inspection.KnownAddressee) *inspection.Localised { return &a.Names }),
	is("also", optional, listOf(words), "other names that mean the same body", func(a *inspection.KnownAddressee) *[]string { return &a.Also }),
	is("id", optional, words, "its part of the address", func(a *inspection.KnownAddressee) *string { return &a.ID }),
}

var linkedFields = []field[inspection.Linked]{
	is("title", required, localised, "its title", func(l *inspection.Linked) *inspection.Localised { return &l.Titles }),
	is("url", required, localisedLink, "where it stands", func(l *inspection.Linked) *inspection.Localised { return &l.URLs }),
	is("published", required, date, "when it was published", func(l *inspection.Linked) *inspection.Date { return &l.Published }),
}

var accessibilityFields = []field[inspection.Accessibility]{
	is("status", required, choice("full", "partial", "none"), "how far the site meets the standard", func(a *inspection.Accessibility) *string { return &a.Status }),
	is("tested", optional, date, "when it was tested", func(a *inspection.Accessibility) *inspection.Date { return &a.Tested }),
	is("by", optional, localised, "who tested it", func(a *inspection.Accessibility) *inspection.Localised { return &a.By }),
	is("known_problems", optional, listOf(localised), "what is known not to be accessible", func(a *inspection.Accessibility) *[]inspection.Localised { return &a.KnownProblems }),
}

var themeFields = []field[inspection.Theme]{
	is("colour", optional, colour, "the main colour", func(t *inspection.Theme) *string { return &t.Colour }),
	is("accent", optional, colour, "a second colour", func(t *inspection.Theme) *string { return &t.Accent }),
	is("logo", optional, words, "the logo's file, from the folder of fiftysix.yaml", func(t *inspection.Theme) *string { return &t.Logo }),
	is("logo_alt", optional, localised, "the logo in words, for those who cannot see it", func(t *inspection.Theme) *inspection.Localised { return &t.LogoAlts }),
}

var colour = typed("a colour", `"#1d4f91"`, parseColour, func(string) string { return `write it as # and six letters or digits, in quotes: "#1d4f91"` }).like(hexColour.String())

// trueOr is true, or a group that says more. false is the same as absent.
func trueOr[T any](table []field[T]) shape[*T] {
	inner := group(table)
	return shape[*T]{
		looks: looks{says: "true, or a group of fields: " + table[0].name, example: "true", parts: inner.parts, orTrue: true},
		read: func(r *reader, v *frontmatter.Value) (*T, bool) {
			if v.Kind == frontmatter.Map {
				value, ok := inner.read(r, v)
				return &value, ok
			}
			if set, ok := yesNo.read(r, v); !ok || !set {
				return nil, ok
			}
			return new(T), true
		},
	}
}
