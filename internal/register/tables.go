package register

import (
	"fiftysix/internal/hosting"
	"fiftysix/internal/source"
)

// The tables of the content format (DESIGN: every field that is not in one of
// them is an error). A table's order is the order in which help lists it.

// reportFields are the fields of report.md.
var reportFields = []field[reportFile]{
	is("title", translated, words, "the report's full title, as the inspectorate printed it", func(r *reportFile) *string { return &r.report.Title }),
	is("short_title", optional, words, "a short name for lists and headings", func(r *reportFile) *string { return &r.report.ShortTitle }),
	is("kind", required, listOf(choice(ReportKinds...)), "what kind of inspection it was; there may be several", func(r *reportFile) *[]string { return &r.report.Kinds }),
	is("scope", required, choice("force", "multi-force", "national"), "whom the report is about", func(r *reportFile) *string { return &r.report.Scope }),
	is("services", optional, listOf(words), "which of the services in fiftysix.yaml it is about; needed only where there are several", func(r *reportFile) *[]string { return &r.services }),
	is("published", required, date, "the day on which the inspectorate published it; starts the 56 days. Never copy it from a web page without checking", func(r *reportFile) *Date { return &r.report.Published }),
	is("url", wanted, link, "the report on the inspectorate's own site", func(r *reportFile) *string { return &r.report.URL }),
	is("archived_url", optional, link, "a copy in a web archive", func(r *reportFile) *string { return &r.report.ArchivedURL }),
	is("answer_required", optional, yesNo, "false where the report is clearly not about this force", func(r *reportFile) *bool { return &r.report.AnswerRequired }),
	is("not_required_reason", optional, words, "why no answer is required", func(r *reportFile) *string { return &r.report.NotRequiredReason }),
	is("redacted", optional, trueOr(redactionFields), "true, or a note: the published report leaves parts out", func(r *reportFile) **Redaction { return &r.report.Redacted }),
	is("withdrawn", optional, pointer(group(withdrawalFields)), "the inspectorate withdrew the report; its page stays", func(r *reportFile) **Withdrawal { return &r.report.Withdrawn }),
	is("corrections", optional, listOf(group(reportCorrectionFields)), "changes the inspectorate made after publication", func(r *reportFile) *[]Correction { return &r.report.Corrections }),
	is("fieldwork", optional, group(spanFields), "when the inspectors visited", func(r *reportFile) *Span { return &r.report.Fieldwork }),
	is("grades", optional, listOf(group(gradeFields)), "the judgements, where the report gives any", func(r *reportFile) *[]Grade { return &r.report.Grades }),
	is("answered_in", optional, words, "the id of the twin report that holds the answer", func(r *reportFile) *string { return &r.answeredIn }),
	is("revisits", optional, listOf(words), "the ids of the reports that this one looks at again", func(r *reportFile) *[]string { return &r.revisits }),
	is("response", optional, pointer(group(responseFields)), "the answer; leave it out while there is none", func(r *reportFile) **responseFile { return &r.response }),
	is("attachments", optional, listOf(group(attachmentFields)), "the files beside report.md, with their titles", func(r *reportFile) *[]attachmentEntry { return &r.attachments }),
	is("draft", optional, yesNo, "true keeps the whole report off the site", func(r *reportFile) *bool { return &r.draft }),
	is("publish_after", optional, moment, "the report is kept off the site until then, London time", func(r *reportFile) *Moment { return &r.publishAfter }),
	is("aliases", optional, listOf(words), "old addresses of the page, such as /reports/prevent/", func(r *reportFile) *[]string { return &r.report.Aliases }),
	recordField(func(r *reportFile) **Record { return &r.report.Translates }, reportPartKeys...),
	is("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(r *reportFile) *[]allowance { return &r.allow }),
}

// ReportKinds are the kinds of inspection report.
var ReportKinds = []string{
	"peel", "thematic", "joint", "child-protection", "custody", "crime-data-integrity", "counter-terrorism",
	"super-complaint", "rape", "commissioned", "regional", "cause-of-concern", "revisit", "state-of-policing", "fire", "other",
}

var redactionFields = []field[Redaction]{
	is("note", optional, words, "what is left out, or why", func(r *Redaction) *string { return &r.Note }),
}

var withdrawalFields = []field[Withdrawal]{
	is("date", required, date, "when it was withdrawn", func(w *Withdrawal) *Date { return &w.Date }),
	is("reason", required, words, "why", func(w *Withdrawal) *string { return &w.Reason }),
}

var correctionFields = []field[Correction]{
	is("date", required, date, "when it was corrected", func(c *Correction) *Date { return &c.Date }),
	is("note", required, words, "what was changed", func(c *Correction) *string { return &c.Note }),
}

var reportCorrectionFields = append(correctionFields[:len(correctionFields):len(correctionFields)],
	is("restarts_clock", optional, yesNo, "true where the 56 days began again", func(c *Correction) *bool { return &c.RestartsClock }))

var spanFields = []field[Span]{
	is("from", required, day, "when it began", func(s *Span) *Day { return &s.From }),
	is("to", optional, day, "when it ended", func(s *Span) *Day { return &s.To }),
}

var gradeFields = []field[Grade]{
	is("area", required, words, "what was judged", func(g *Grade) *string { return &g.Area }),
	is("grade", required, choice("outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded"), "the judgement", func(g *Grade) *string { return &g.Grade }),
	is("cycle", optional, words, "the inspection cycle, such as 2023–25; grades of different cycles cannot be compared", func(g *Grade) *string { return &g.Cycle }),
	is("as_at", optional, date, "the day of the judgement, where it differs from the report's", func(g *Grade) *Date { return &g.AsAt }),
}

var responseFields = []field[responseFile]{
	is("published", required, date, "the day on which the answer was published", func(r *responseFile) *Date { return &r.Published }),
	is("date_basis", optional, choice(BasisPublished, BasisLetter, BasisBoardPaper), "what that date is the date of", func(r *responseFile) *Basis { return &r.Basis }),
	is("comments_requested", optional, date, "by when the force was asked for its comments", func(r *responseFile) *Date { return &r.CommentsRequested }),
	is("force_comments", optional, choice("none-received"), "none-received: the force was asked and sent none", func(r *responseFile) *string { return &r.forceComments }),
	is("sent_to_home_secretary", optional, date, "when a copy went to the Home Secretary", func(r *responseFile) *Date { return &r.SentToHomeSecretary }),
	is("sent_to_inspectorate", optional, date, "when a copy went to the inspectorate", func(r *responseFile) *Date { return &r.SentToInspectorate }),
	is("late_reason", optional, words, "why the answer came after the last day", func(r *responseFile) *string { return &r.lateReason }),
	is("corrections", optional, listOf(group(correctionFields)), "changes to the answer after it was published", func(r *responseFile) *[]Correction { return &r.Corrections }),
	is("approved", optional, pointer(group(approvalFields)), "who signed the answer off; written by fiftysix approve", func(r *responseFile) **Approval { return &r.Approved }),
	is("draft", optional, yesNo, "true keeps the answer off the site; the report is shown as awaiting one", func(r *responseFile) *bool { return &r.draft }),
	is("publish_after", optional, moment, "the answer is kept off the site until then, London time", func(r *responseFile) *Moment { return &r.publishAfter }),
}

var approvalFields = []field[Approval]{
	is("by", required, words, "who signed it off", func(a *Approval) *string { return &a.By }),
	is("on", required, date, "when", func(a *Approval) *Date { return &a.On }),
	is("hash", required, words, "the fingerprint of the words signed off", func(a *Approval) *string { return &a.Hash }),
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
	is("whose", required, choice(ThisForce, Shared, Others), "whether this force is asked to act, alone or with others, or only others are", func(f *findingFile) *Whose { return &f.finding.Whose }),
	is("due", optional, due, "by when, where the inspectorate set a time", func(f *findingFile) *Due { return &f.finding.Due }),
	is("due_text", optional, words, "the same as printed", func(f *findingFile) *string { return &f.finding.DueText }),
	is("action", optional, choice(ActionTaken, ActionProposed, ActionNone), "what the answer says of action", func(f *findingFile) *Action { return &f.finding.Action }),
	is("same_answer_as", optional, words, "the file, without .md, whose answer is also this one's", func(f *findingFile) *string { return &f.sameAnswerAs }),
	is("same_as", optional, words, "the finding of another report that this one repeats: report/finding", func(f *findingFile) *string { return &f.sameAs }),
	is("superseded_by", optional, words, "the finding that replaced it: report/finding", func(f *findingFile) *string { return &f.supersededBy }),
	is("history", optional, listOf(group(updateFields)), "how it has gone since; add to the end and never change what stands there", func(f *findingFile) *[]Update { return &f.history }),
	is("draft", optional, yesNo, "true keeps the finding off the site", func(f *findingFile) *bool { return &f.draft }),
	is("publish_after", optional, moment, "the finding is kept off the site until then, London time", func(f *findingFile) *Moment { return &f.publishAfter }),
	recordField(func(f *findingFile) **Record { return &f.finding.Translates }, findingPartKeys...),
	is("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(f *findingFile) *[]allowance { return &f.allow }),
}

var updateFields = []field[Update]{
	is("date", required, date, "when it was said", func(u *Update) *Date { return &u.Date }),
	is("status", required, choice(Statuses[1:]...), "how far it has come", func(u *Update) *Status { return &u.Status }),
	is("by", required, choice(ByForce, ByBody, ByInspectorate), "who says so", func(u *Update) *Party { return &u.By }),
	is("note", optional, words, "what was said", func(u *Update) *string { return &u.Note }),
	is("url", optional, link, "where it can be read", func(u *Update) *string { return &u.URL }),
}

// pageFields are the fields of a plain page.
var pageFields = []field[pageFile]{
	is("title", translated, words, "the page's title", func(p *pageFile) *string { return &p.page.Title }),
	is("order", optional, number, "its place among the pages", func(p *pageFile) *int { return &p.page.Order }),
	is("in_menu", optional, yesNo, "true puts it in the menu at the top of every page", func(p *pageFile) *bool { return &p.page.InMenu }),
	is("draft", optional, yesNo, "true keeps the page off the site", func(p *pageFile) *bool { return &p.draft }),
	is("publish_after", optional, moment, "the page is kept off the site until then, London time", func(p *pageFile) *Moment { return &p.publishAfter }),
	is("aliases", optional, listOf(words), "old addresses of the page", func(p *pageFile) *[]string { return &p.page.Aliases }),
	recordField(func(p *pageFile) **Record { return &p.page.Translates }, pagePartKeys...),
	is("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(p *pageFile) *[]allowance { return &p.allow }),
}

// The fields of a translation: words that are given again and nothing else.
var (
	reportWordFields = []field[ReportWords]{
		is("title", optional, words, "the title in this language", func(w *ReportWords) *string { return &w.Title }),
		is("short_title", optional, words, "the short name in this language", func(w *ReportWords) *string { return &w.ShortTitle }),
		is("not_required_reason", optional, words, "why no answer is required", func(w *ReportWords) *string { return &w.NotRequiredReason }),
		is("late_reason", optional, words, "why the answer was late", func(w *ReportWords) *string { return &w.LateReason }),
		is("withdrawn_reason", optional, words, "why the report was withdrawn", func(w *ReportWords) *string { return &w.notes().Withdrawn }),
		is("redacted_note", optional, words, "what the published report leaves out, or why", func(w *ReportWords) *string { return &w.notes().Redacted }),
		is("corrections", optional, listOf(group(noteFields)), "what the corrections of the report say, each with its date", func(w *ReportWords) *[]Note { return &w.notes().Corrections }),
		is("answer_corrections", optional, listOf(group(noteFields)), "what the corrections of the answer say, each with its date", func(w *ReportWords) *[]Note { return &w.notes().AnswerCorrections }),
		is("areas", optional, listOf(words), "what was judged, in the order of the grades", func(w *ReportWords) *[]string { return &w.notes().Areas }),
		is("attachments", optional, listOf(group(titledFields)), "the titles of files", func(w *ReportWords) *[]Titled { return &w.notes().Attachments }),
		recordField(func(w *ReportWords) **Record { return &w.Record }, reportPartKeys...),
	}
	noteFields = []field[Note]{
		is("date", required, date, "the date of the entry", func(n *Note) *Date { return &n.Date }),
		is("note", required, words, "its note in this language", func(n *Note) *string { return &n.Note }),
	}
	titledFields = []field[Titled]{
		is("file", required, words, "the file's name", func(t *Titled) *string { return &t.File }),
		is("title", required, words, "its title in this language", func(t *Titled) *string { return &t.Title }),
	}
	findingWordFields = []field[FindingWords]{
		is("label", optional, words, "the label in this language", func(w *FindingWords) *string { return &w.Label }),
		is("due_text", optional, words, "the time set, as printed in this language", func(w *FindingWords) *string { return &w.DueText }),
		is("history", optional, listOf(group(noteFields)), "what entries of the history say, each with its date", func(w *FindingWords) *[]Note { return &w.History }),
		recordField(func(w *FindingWords) **Record { return &w.Record }, findingPartKeys...),
	}
	pageWordFields = []field[PageWords]{
		is("title", required, words, "the title in this language", func(w *PageWords) *string { return &w.Title }),
		recordField(func(w *PageWords) **Record { return &w.Record }, pagePartKeys...),
	}
)

// officeFields are the fields of fiftysix.yaml.
var officeFields = []field[officeFile]{
	is("office", required, group(officeInnerFields), "the office that publishes the site", func(o *officeFile) *Office { return &o.office }),
	is("services", optional, listOf(group(serviceFields)), "the forces and fire services that are inspected", func(o *officeFile) *[]Service { return &o.services }),
	is("force", optional, localised, "the police force, where it is the only service", func(o *officeFile) *Localised { return &o.force }),
	is("addressees", optional, listOf(group(addresseeFields)), "the bodies that findings are addressed to, with other names they go by", func(o *officeFile) *[]addressee { return &o.addressees }),
	is("summary_assessment", optional, pointer(group(linkedFields)), "the inspectorate's latest summary of the force's performance", func(o *officeFile) **Linked { return &o.summary }),
	is("base_url", optional, link, "the address at which the site is published", func(o *officeFile) *string { return &o.baseURL }),
	is("first_base_url", optional, link, "where a site that has moved first stood, so that those who follow it are not told everything anew", func(o *officeFile) *string { return &o.firstBaseURL }),
	is("languages", optional, listOf(typed("the code of a language", "en", parseLanguage, nil).like(languageCode.String())), "the site's languages, the main one first", func(o *officeFile) *[]string { return &o.languages }),
	is("answers_in_every_language", optional, yesNo, "true refuses to publish an answer that is there in one language only", func(o *officeFile) *bool { return &o.answersInAll }),
	is("licence", optional, localised, "the licence of the office's own words", func(o *officeFile) *Localised { return &o.licences }),
	is("hosts", optional, listOf(choice(hosting.Names()...)), "the kinds of host that the site is put on, each of which gets the file that it reads", func(o *officeFile) *[]string { return &o.hosts }),
	is("compress", optional, yesNo, "true puts compressed forms beside pages and data, for hosts that hand them out as they are", func(o *officeFile) *bool { return &o.compress }),
	is("closed", optional, date, "the last day of the office: the site stays as it was at its end, and says so on every page", func(o *officeFile) *Date { return &o.closed }),
	is("notice", optional, localised, "words shown on every page", func(o *officeFile) *Localised { return &o.notice }),
	is("accessibility", optional, pointer(group(accessibilityFields)), "what the office says of the site's accessibility", func(o *officeFile) **Accessibility { return &o.accessibility }),
	is("theme", optional, group(themeFields), "the office's colours and logo", func(o *officeFile) *Theme { return &o.theme }),
}

var officeInnerFields = []field[Office]{
	is("name", required, localised, "the office's name", func(o *Office) *Localised { return &o.Name }),
	is("terms", required, listOf(group(termFields)), "who the local policing body was, and when", func(o *Office) *[]Term { return &o.Terms }),
	is("contact", required, group(contactFields), "how readers reach the office", func(o *Office) *Contact { return &o.Contact }),
	is("successor", optional, pointer(group(successorFields)), "the body that takes over", func(o *Office) **Successor { return &o.Successor }),
}

var termFields = []field[Term]{
	is("kind", required, choice("pcc", "pfcc", "mayor", "board", "authority", "council"), "what kind of body it is", func(t *Term) *string { return &t.Kind }),
	is("title", required, localised, "the title, such as Police and Crime Commissioner", func(t *Term) *Localised { return &t.Titles }),
	is("holder", optional, words, "who holds the post", func(t *Term) *string { return &t.Holder }),
	is("from", required, date, "the first day", func(t *Term) *Date { return &t.From }),
	is("to", optional, date, "the last day", func(t *Term) *Date { return &t.To }),
}

var contactFields = []field[Contact]{
	is("email", optional, email, "an e-mail address", func(c *Contact) *string { return &c.Email }),
	is("url", optional, localisedLink, "a page with ways to get in touch", func(c *Contact) *Localised { return &c.URLs }),
	is("phone", optional, words, "a telephone number", func(c *Contact) *string { return &c.Phone }),
	is("address", optional, localised, "a postal address", func(c *Contact) *Localised { return &c.Addresses }),
}

var successorFields = []field[Successor]{
	is("name", required, localised, "its name", func(s *Successor) *Localised { return &s.Names }),
	is("url", optional, link, "its site", func(s *Successor) *string { return &s.URL }),
	is("from", required, date, "from when", func(s *Successor) *Date { return &s.From }),
}

var serviceFields = []field[Service]{
	is("id", required, words, "a short name for use in reports' services", func(s *Service) *string { return &s.ID }),
	is("name", required, localised, "its name", func(s *Service) *Localised { return &s.Names }),
	is("regime", required, choice(Police, Fire), "police (section 55) or fire (action plans)", func(s *Service) *Regime { return &s.Regime }),
}

var addresseeFields = []field[addressee]{
	is("name", required, localised, "the name that is shown", func(a *addressee) *Localised { return &a.Names }),
	is("also", optional, listOf(words), "other names that mean the same body", func(a *addressee) *[]string { return &a.Also }),
	is("id", optional, words, "its part of the address", func(a *addressee) *string { return &a.ID }),
}

var linkedFields = []field[Linked]{
	is("title", required, localised, "its title", func(l *Linked) *Localised { return &l.Titles }),
	is("url", required, localisedLink, "where it stands", func(l *Linked) *Localised { return &l.URLs }),
	is("published", required, date, "when it was published", func(l *Linked) *Date { return &l.Published }),
}

var accessibilityFields = []field[Accessibility]{
	is("status", required, choice("full", "partial", "none"), "how far the site meets the standard", func(a *Accessibility) *string { return &a.Status }),
	is("tested", optional, date, "when it was tested", func(a *Accessibility) *Date { return &a.Tested }),
	is("by", optional, localised, "who tested it", func(a *Accessibility) *Localised { return &a.By }),
	is("known_problems", optional, listOf(localised), "what is known not to be accessible", func(a *Accessibility) *[]Localised { return &a.KnownProblems }),
}

var themeFields = []field[Theme]{
	is("colour", optional, colour, "the main colour", func(t *Theme) *string { return &t.Colour }),
	is("accent", optional, colour, "a second colour", func(t *Theme) *string { return &t.Accent }),
	is("logo", optional, words, "the logo's file, from the folder of fiftysix.yaml", func(t *Theme) *string { return &t.Logo }),
	is("logo_alt", optional, localised, "the logo in words, for those who cannot see it", func(t *Theme) *Localised { return &t.LogoAlts }),
}

var colour = typed("a colour", `"#1d4f91"`, parseColour, func(string) string { return `write it as # and six letters or digits, in quotes: "#1d4f91"` }).like(hexColour.String())

// trueOr is true, or a group that says more. false is the same as absent.
func trueOr[T any](table []field[T]) shape[*T] {
	inner := group(table)
	return shape[*T]{
		looks: looks{says: "true, or a group of fields: " + table[0].name, example: "true", parts: inner.parts, orTrue: true},
		read: func(r *reader, v *source.Value) (*T, bool) {
			if v.Kind == source.Map {
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
