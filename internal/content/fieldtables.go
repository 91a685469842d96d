package content

import (
	"slices"
	"strings"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/hosting"
	"fiftysix/internal/inspection"
)

// reportFields are the fields of report.md. A field that is in no table is an
// error. Help lists fields in the order of the tables.
var reportFields = []fieldSpec[reportFile]{
	field("title", translated, words, "the report's full title, as the inspectorate printed it", func(r *reportFile) *string { return &r.report.Title }),
	field("short_title", optional, words, "a short name for lists and headings", func(r *reportFile) *string { return &r.report.ShortTitle }),
	field("kind", required, listOf(choice(inspection.ReportKinds...)), "what kind of inspection it was; there may be several", func(r *reportFile) *[]string { return &r.report.Kinds }),
	field("scope", required, choice("force", "multi-force", "national"), "whom the report is about", func(r *reportFile) *string { return &r.report.Scope }),
	field("services", optional, listOf(words), "which of the services in fiftysix.yaml it is about; needed only where there are several", func(r *reportFile) *[]string { return &r.services }),
	field("regime", optional, choice(inspection.DutyIDs()...), "the law under which it is answered, where that does not follow from its services and kind; other where the law is not one of these", func(r *reportFile) *string { return &r.report.Regime }),
	field("published", required, date, "the day on which the inspectorate published it; starts the 56 days. Never copy it from a web page without checking", func(r *reportFile) *inspection.Date { return &r.report.Published }),
	field("url", recommended, link, "the report on the inspectorate's own site", func(r *reportFile) *string { return &r.report.URL }),
	field("archived_url", optional, link, "a copy in a web archive", func(r *reportFile) *string { return &r.report.ArchivedURL }),
	field("answer_required", optional, yesNo, "false where the report is clearly not about this force", func(r *reportFile) *bool { return &r.report.AnswerRequired }),
	field("not_required_reason", optional, words, "why no answer is required", func(r *reportFile) *string { return &r.report.NotRequiredReason }),
	field("redacted", optional, trueOr(redactionFields), "true, or a note: the published report leaves parts out", func(r *reportFile) **inspection.Redaction { return &r.report.Redacted }),
	field("withdrawn", optional, pointer(group(withdrawalFields)), "the inspectorate withdrew the report; its page stays", func(r *reportFile) **inspection.Withdrawal { return &r.report.Withdrawn }),
	field("corrections", optional, listOf(group(correctionFields)), "changes the inspectorate made after publication", func(r *reportFile) *[]inspection.Correction { return &r.report.Corrections }),
	field("fieldwork", optional, group(spanFields), "when the inspectors visited", func(r *reportFile) *inspection.Span { return &r.report.Fieldwork }),
	field("grades", optional, listOf(group(gradeFields)), "the judgements, where the report gives any", func(r *reportFile) *[]inspection.Grade { return &r.report.Grades }),
	field("answered_in", optional, words, "the id of the twin report that holds the answer", func(r *reportFile) *string { return &r.answeredIn }),
	field("revisits", optional, listOf(words), "the ids of the reports that this one looks at again", func(r *reportFile) *[]string { return &r.revisits }),
	field("response", optional, pointer(group(responseFields)), "the answer; leave it out while there is none", func(r *reportFile) **responseFile { return &r.response }),
	field("attachments", optional, listOf(group(attachmentFields)), "the files beside report.md, with their titles", func(r *reportFile) *[]attachmentEntry { return &r.attachments }),
	field("draft", withholds, yesNo, "true keeps the whole report off the site", func(r *reportFile) *bool { return &r.draft }),
	field("publish_after", withholds, moment, "the report is kept off the site until then, London time", func(r *reportFile) *inspection.Moment { return &r.publishAfter }),
	field("aliases", optional, listOf(words), "old addresses of the page, such as /reports/prevent/", func(r *reportFile) *[]string { return &r.report.Aliases }),
	recordField(func(r *reportFile) **inspection.TranslationRecord { return &r.report.Record }, reportPartKeys...),
	field("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(r *reportFile) *[]allowance { return &r.allow }),
}

var redactionFields = []fieldSpec[inspection.Redaction]{
	field("note", optional, words, "what is left out, or why", func(r *inspection.Redaction) *string { return &r.Note }),
}

var withdrawalFields = []fieldSpec[inspection.Withdrawal]{
	field("date", required, date, "when it was withdrawn", func(w *inspection.Withdrawal) *inspection.Date { return &w.Date }),
	field("reason", required, words, "why", func(w *inspection.Withdrawal) *string { return &w.Reason }),
}

var correctionFields = []fieldSpec[inspection.Correction]{
	field("date", required, date, "when it was corrected", func(c *inspection.Correction) *inspection.Date { return &c.Date }),
	field("note", required, words, "what was changed", func(c *inspection.Correction) *string { return &c.Note }),
}

var spanFields = []fieldSpec[inspection.Span]{
	field("from", required, day, "when it began", func(s *inspection.Span) *inspection.Day { return &s.From }),
	field("to", optional, day, "when it ended", func(s *inspection.Span) *inspection.Day { return &s.To }),
}

var gradeFields = []fieldSpec[inspection.Grade]{
	field("area", required, words, "what was judged", func(g *inspection.Grade) *string { return &g.Area }),
	field("grade", required, choice("outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded"), "the judgement", func(g *inspection.Grade) *string { return &g.Grade }),
	field("cycle", optional, words, "the inspection cycle, such as 2023–25; grades of different cycles cannot be compared", func(g *inspection.Grade) *string { return &g.Cycle }),
	field("as_at", optional, date, "the day of the judgement, where it differs from the report's", func(g *inspection.Grade) *inspection.Date { return &g.AsAt }),
}

var responseFields = []fieldSpec[responseFile]{
	field("published", required, date, "the day on which the answer, or the first part of it, was published", func(r *responseFile) *inspection.Date { return &r.Published }),
	field("our_comments_published", optional, date, "when our comments were published, if later than that day", func(r *responseFile) *inspection.Date { return &r.Parts.OurComments }),
	field("force_comments_published", optional, date, "when the force's comments were published, if later than that day", func(r *responseFile) *inspection.Date { return &r.Parts.ForceComments }),
	field("reply_published", optional, date, "when the reply to the force was published, if later than that day", func(r *responseFile) *inspection.Date { return &r.Parts.Reply }),
	field("explains", optional, listOf(words), "the recommendations that our comments on the whole report explain: their files' names without .md, or all", func(r *responseFile) *[]string { return &r.explains }),
	field("date_basis", optional, choice(inspection.BasisPublished, inspection.BasisLetter, inspection.BasisBoardPaper), "what that date is the date of", func(r *responseFile) *inspection.Basis { return &r.Basis }),
	field("comments_requested", optional, date, "by when the force was asked for its comments", func(r *responseFile) *inspection.Date { return &r.CommentsRequested }),
	field("force_comments", optional, choice("none-received"), "none-received: the force was asked and sent none", func(r *responseFile) *string { return &r.forceComments }),
	field("sent_to_home_secretary", optional, date, "when a copy went to the Home Secretary", func(r *responseFile) *inspection.Date { return &r.SentToHomeSecretary }),
	field("sent_to_inspectorate", optional, date, "when a copy went to the inspectorate", func(r *responseFile) *inspection.Date { return &r.SentToInspectorate }),
	field("late_reason", optional, words, "why the answer came after the last day", func(r *responseFile) *string { return &r.lateReason }),
	field("corrections", optional, listOf(group(correctionFields)), "changes to the answer after it was published", func(r *responseFile) *[]inspection.Correction { return &r.Corrections }),
	field("approved", optional, pointer(group(approvalFields)), "who signed the answer off; written by fiftysix approve", func(r *responseFile) **inspection.Approval { return &r.Approved }),
	field("draft", withholds, yesNo, "true keeps the answer off the site; the report is shown as awaiting one", func(r *responseFile) *bool { return &r.draft }),
	field("publish_after", withholds, moment, "the answer is kept off the site until then, London time", func(r *responseFile) *inspection.Moment { return &r.publishAfter }),
}

var approvalFields = []fieldSpec[inspection.Approval]{
	field("by", required, words, "who signed it off", func(a *inspection.Approval) *string { return &a.By }),
	field("on", required, date, "when", func(a *inspection.Approval) *inspection.Date { return &a.On }),
	field("hash", required, words, "the fingerprint of the words signed off", func(a *inspection.Approval) *string { return &a.Hash }),
}

var attachmentFields = []fieldSpec[attachmentEntry]{
	field("file", required, words, "the file's name", func(a *attachmentEntry) *string { return &a.Name }),
	field("title", required, words, "what readers see", func(a *attachmentEntry) *string { return &a.Title }),
	field("lang", optional, words, "the code of its language, such as cy", func(a *attachmentEntry) *string { return &a.Lang }),
	field("of", optional, choice("response", "report"), "what it belongs to", func(a *attachmentEntry) *string { return &a.of }),
	field("accessible", optional, choice("true", "false"), "whether it meets the accessibility standard", func(a *attachmentEntry) *string { return &a.Accessible }),
}

var allowFields = []fieldSpec[allowance]{
	field("rule", required, words, "the rule's id, as the warning shows it", func(a *allowance) *string { return &a.Rule }),
	field("reason", required, words, "why it is right as it is", func(a *allowance) *string { return &a.Reason }),
}

// findingFields are the fields of a finding's file.
var findingFields = []fieldSpec[findingFile]{
	field("label", optional, words, "the inspectorate's own number or name for it, exactly as printed", func(f *findingFile) *string { return &f.finding.Label }),
	field("paper_reference", optional, words, "its number in a paper of the office's", func(f *findingFile) *string { return &f.finding.PaperReference }),
	field("order", optional, number, "its place in the report, where the file's name does not give it", func(f *findingFile) *int { return &f.order }),
	field("parent", optional, words, "the file, without .md, of the cause of concern or the finding that it is part of", func(f *findingFile) *string { return &f.parent }),
	field("addressed_to", required, listOf(words), "who is asked to act", func(f *findingFile) *[]string { return &f.addressedTo }),
	field("whose", required, choice(inspection.ThisForce, inspection.Shared, inspection.Others), "whether this force is asked to act, alone or with others, or only others are", func(f *findingFile) *inspection.Responsibility { return &f.finding.Responsibility }),
	field("due", optional, due, "by when, where the inspectorate set a time", func(f *findingFile) *inspection.Due { return &f.finding.Due }),
	field("due_text", optional, words, "the same as printed", func(f *findingFile) *string { return &f.finding.DueText }),
	field("action", optional, choice(inspection.ActionTaken, inspection.ActionProposed, inspection.ActionNone), "what the answer says of action", func(f *findingFile) *inspection.Action { return &f.finding.Action }),
	field("our_response_published", optional, date, "when our response to it was published, if later than the answer's first part", func(f *findingFile) *inspection.Date { return &f.finding.OurResponseOn }),
	field("same_answer_as", optional, words, "the file, without .md, whose answer is also this one's", func(f *findingFile) *string { return &f.sameAnswerAs }),
	field("same_as", optional, words, "the finding of another report that this one repeats: report/finding", func(f *findingFile) *string { return &f.sameAs }),
	field("superseded_by", optional, words, "the finding that replaced it: report/finding", func(f *findingFile) *string { return &f.supersededBy }),
	field("history", optional, listOf(group(updateFields)), "how it has gone since; add to the end and never change what stands there", func(f *findingFile) *[]inspection.Update { return &f.history }),
	field("draft", withholds, yesNo, "true keeps the finding off the site", func(f *findingFile) *bool { return &f.draft }),
	field("publish_after", withholds, moment, "the finding is kept off the site until then, London time", func(f *findingFile) *inspection.Moment { return &f.publishAfter }),
	recordField(func(f *findingFile) **inspection.TranslationRecord { return &f.finding.Record }, findingPartKeys...),
	field("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(f *findingFile) *[]allowance { return &f.allow }),
}

var updateFields = []fieldSpec[inspection.Update]{
	field("date", required, date, "when it was said", func(u *inspection.Update) *inspection.Date { return &u.Date }),
	field("status", required, choice(inspection.Statuses[1:]...), "how far it has come", func(u *inspection.Update) *inspection.Status { return &u.Status }),
	field("by", required, choice(inspection.ByForce, inspection.ByBody, inspection.ByInspectorate), "who says so", func(u *inspection.Update) *inspection.Party { return &u.By }),
	field("note", optional, words, "what was said", func(u *inspection.Update) *string { return &u.Note }),
	field("url", optional, link, "where it can be read", func(u *inspection.Update) *string { return &u.URL }),
}

// pageFields are the fields of a plain page.
var pageFields = []fieldSpec[pageFile]{
	field("title", translated, words, "the page's title", func(p *pageFile) *string { return &p.page.Title }),
	field("order", optional, number, "its place among the pages", func(p *pageFile) *int { return &p.page.Order }),
	field("in_menu", optional, yesNo, "true puts it in the menu at the top of every page", func(p *pageFile) *bool { return &p.page.InMenu }),
	field("draft", withholds, yesNo, "true keeps the page off the site", func(p *pageFile) *bool { return &p.draft }),
	field("publish_after", withholds, moment, "the page is kept off the site until then, London time", func(p *pageFile) *inspection.Moment { return &p.publishAfter }),
	field("aliases", optional, listOf(words), "old addresses of the page", func(p *pageFile) *[]string { return &p.page.Aliases }),
	recordField(func(p *pageFile) **inspection.TranslationRecord { return &p.page.Record }, pagePartKeys...),
	field("allow", optional, listOf(group(allowFields)), "warnings that are right as they are, each with a reason", func(p *pageFile) *[]allowance { return &p.allow }),
}

// The fields of a translation: only text.
var (
	reportWordFields = []fieldSpec[inspection.ReportWords]{
		field("title", optional, words, "the title in this language", func(w *inspection.ReportWords) *string { return &w.Title }),
		field("short_title", optional, words, "the short name in this language", func(w *inspection.ReportWords) *string { return &w.ShortTitle }),
		field("not_required_reason", optional, words, "why no answer is required", func(w *inspection.ReportWords) *string { return &w.NotRequiredReason }),
		field("late_reason", optional, words, "why the answer was late", func(w *inspection.ReportWords) *string { return &w.LateReason }),
		field("withdrawn_reason", optional, words, "why the report was withdrawn", func(w *inspection.ReportWords) *string { return &w.EnsureNotes().Withdrawn }),
		field("redacted_note", optional, words, "what the published report leaves out, or why", func(w *inspection.ReportWords) *string { return &w.EnsureNotes().Redacted }),
		field("corrections", optional, listOf(group(noteFields)), "what the corrections of the report say, each with its date", func(w *inspection.ReportWords) *[]inspection.Note { return &w.EnsureNotes().Corrections }),
		field("answer_corrections", optional, listOf(group(noteFields)), "what the corrections of the answer say, each with its date", func(w *inspection.ReportWords) *[]inspection.Note { return &w.EnsureNotes().AnswerCorrections }),
		field("areas", optional, listOf(words), "what was judged, in the order of the grades", func(w *inspection.ReportWords) *[]string { return &w.EnsureNotes().Areas }),
		field("attachments", optional, listOf(group(titledFields)), "the titles of files", func(w *inspection.ReportWords) *[]inspection.Titled { return &w.EnsureNotes().Attachments }),
		recordField(func(w *inspection.ReportWords) **inspection.TranslationRecord { return &w.Record }, reportPartKeys...),
	}
	noteFields = []fieldSpec[inspection.Note]{
		field("date", required, date, "the date of the entry", func(n *inspection.Note) *inspection.Date { return &n.Date }),
		field("note", required, words, "its note in this language", func(n *inspection.Note) *string { return &n.Note }),
	}
	titledFields = []fieldSpec[inspection.Titled]{
		field("file", required, words, "the file's name", func(t *inspection.Titled) *string { return &t.File }),
		field("title", required, words, "its title in this language", func(t *inspection.Titled) *string { return &t.Title }),
	}
	findingWordFields = []fieldSpec[inspection.FindingWords]{
		field("label", optional, words, "the label in this language", func(w *inspection.FindingWords) *string { return &w.Label }),
		field("due_text", optional, words, "the time set, as printed in this language", func(w *inspection.FindingWords) *string { return &w.DueText }),
		field("history", optional, listOf(group(noteFields)), "what entries of the history say, each with its date", func(w *inspection.FindingWords) *[]inspection.Note { return &w.History }),
		recordField(func(w *inspection.FindingWords) **inspection.TranslationRecord { return &w.Record }, findingPartKeys...),
	}
	pageWordFields = []fieldSpec[inspection.PageWords]{
		field("title", required, words, "the title in this language", func(w *inspection.PageWords) *string { return &w.Title }),
		recordField(func(w *inspection.PageWords) **inspection.TranslationRecord { return &w.Record }, pagePartKeys...),
	}
)

// officeFields are the fields of fiftysix.yaml.
var officeFields = []fieldSpec[officeFile]{
	field("office", required, group(officeInnerFields), "the office that publishes the site", func(o *officeFile) *inspection.Office { return &o.office }),
	field("services", optional, listOf(group(serviceFields)), "the forces and fire services that are inspected", func(o *officeFile) *[]inspection.Service { return &o.services }),
	field("force", optional, localised, "the police force, where it is the only service", func(o *officeFile) *inspection.Localised { return &o.force }),
	field("addressees", optional, listOf(group(addresseeFields)), "the bodies that findings are addressed to, with other names they go by", func(o *officeFile) *[]inspection.KnownAddressee { return &o.addressees }),
	field("summary_assessment", optional, pointer(group(linkedFields)), "the inspectorate's latest summary of the force's performance", func(o *officeFile) **inspection.Linked { return &o.summary }),
	field("base_url", optional, link, "the address at which the site is published", func(o *officeFile) *string { return &o.baseURL }),
	field("first_base_url", optional, link, "where a site that has moved first stood, so that those who follow it are not told everything anew", func(o *officeFile) *string { return &o.firstBaseURL }),
	field("languages", optional, listOf(scalarOf("the code of a language", "en", parseLanguage, nil).matching(languageCode.String())), "the site's languages, the main one first", func(o *officeFile) *[]string { return &o.languages }),
	field("answers_in_every_language", optional, yesNo, "true refuses to publish an answer that is there in one language only", func(o *officeFile) *bool { return &o.answersInEveryLanguage }),
	field("licence", optional, localised, "the licence of the office's own words", func(o *officeFile) *inspection.Localised { return &o.licences }),
	field("hosts", optional, listOf(choice(hosting.Names()...)), "the kinds of host that the site is put on, each of which gets the file that it reads", func(o *officeFile) *[]string { return &o.hosts }),
	field("compress", optional, yesNo, "true puts compressed forms beside pages and data, for hosts that hand them out as they are", func(o *officeFile) *bool { return &o.compress }),
	field("closed", optional, date, "the last day of the office: the site stays as it was at its end, and says so on every page", func(o *officeFile) *inspection.Date { return &o.closed }),
	field("notice", optional, localised, "words shown on every page", func(o *officeFile) *inspection.Localised { return &o.notice }),
	field("accessibility", optional, pointer(group(accessibilityFields)), "what the office says of the site's accessibility", func(o *officeFile) **inspection.Accessibility { return &o.accessibility }),
	field("theme", optional, group(themeFields), "the office's colours and logo", func(o *officeFile) *inspection.Theme { return &o.theme }),
}

var officeInnerFields = []fieldSpec[inspection.Office]{
	field("name", required, localised, "the office's name", func(o *inspection.Office) *inspection.Localised { return &o.Name }),
	field("terms", required, listOf(group(termFields)), "who the local policing body was, and when", func(o *inspection.Office) *[]inspection.Term { return &o.Terms }),
	field("contact", required, group(contactFields), "how readers reach the office", func(o *inspection.Office) *inspection.Contact { return &o.Contact }),
	field("successor", optional, pointer(group(successorFields)), "the body that takes over", func(o *inspection.Office) **inspection.Successor { return &o.Successor }),
}

var termFields = []fieldSpec[inspection.Term]{
	field("kind", required, choice("pcc", "pfcc", "mayor", "board", "authority", "council"), "what kind of body it is", func(t *inspection.Term) *string { return &t.Kind }),
	field("title", required, localised, "the title, such as Police and Crime Commissioner", func(t *inspection.Term) *inspection.Localised { return &t.Titles }),
	field("holder", optional, words, "who holds the post", func(t *inspection.Term) *string { return &t.Holder }),
	field("from", required, date, "the first day", func(t *inspection.Term) *inspection.Date { return &t.From }),
	field("to", optional, date, "the last day", func(t *inspection.Term) *inspection.Date { return &t.To }),
}

var contactFields = []fieldSpec[inspection.Contact]{
	field("email", optional, email, "an e-mail address", func(c *inspection.Contact) *string { return &c.Email }),
	field("url", optional, localisedLink, "a page with ways to get in touch", func(c *inspection.Contact) *inspection.Localised { return &c.URLs }),
	field("phone", optional, words, "a telephone number", func(c *inspection.Contact) *string { return &c.Phone }),
	field("address", optional, localised, "a postal address", func(c *inspection.Contact) *inspection.Localised { return &c.Addresses }),
}

var successorFields = []fieldSpec[inspection.Successor]{
	field("name", required, localised, "its name", func(s *inspection.Successor) *inspection.Localised { return &s.Names }),
	field("url", optional, link, "its site", func(s *inspection.Successor) *string { return &s.URL }),
	field("from", required, date, "from when", func(s *inspection.Successor) *inspection.Date { return &s.From }),
}

var serviceFields = []fieldSpec[inspection.Service]{
	field("id", required, words, "a short name for use in reports' services", func(s *inspection.Service) *string { return &s.ID }),
	field("name", required, localised, "its name", func(s *inspection.Service) *inspection.Localised { return &s.Names }),
	field("regime", required, choice(inspection.Police, inspection.Fire), "police (section 55) or fire (action plans)", func(s *inspection.Service) *inspection.Regime { return &s.Regime }),
}

var addresseeFields = []fieldSpec[inspection.KnownAddressee]{
	field("name", required, localised, "the name that is shown", func(a *inspection.KnownAddressee) *inspection.Localised { return &a.Names }),
	field("also", optional, listOf(words), "other names that mean the same body", func(a *inspection.KnownAddressee) *[]string { return &a.Also }),
	field("id", optional, words, "its part of the address", func(a *inspection.KnownAddressee) *string { return &a.ID }),
}

var linkedFields = []fieldSpec[inspection.Linked]{
	field("title", required, localised, "its title", func(l *inspection.Linked) *inspection.Localised { return &l.Titles }),
	field("url", required, localisedLink, "where it stands", func(l *inspection.Linked) *inspection.Localised { return &l.URLs }),
	field("published", required, date, "when it was published", func(l *inspection.Linked) *inspection.Date { return &l.Published }),
}

var accessibilityFields = []fieldSpec[inspection.Accessibility]{
	field("status", required, choice("full", "partial", "none"), "how far the site meets the standard", func(a *inspection.Accessibility) *string { return &a.Status }),
	field("tested", optional, date, "when it was tested", func(a *inspection.Accessibility) *inspection.Date { return &a.Tested }),
	field("by", optional, localised, "who tested it", func(a *inspection.Accessibility) *inspection.Localised { return &a.By }),
	field("known_problems", optional, listOf(localised), "what is known not to be accessible", func(a *inspection.Accessibility) *[]inspection.Localised { return &a.KnownProblems }),
}

var themeFields = []fieldSpec[inspection.Theme]{
	field("colour", optional, colour, "the main colour", func(t *inspection.Theme) *string { return &t.Colour }),
	field("accent", optional, colour, "a second colour", func(t *inspection.Theme) *string { return &t.Accent }),
	field("logo", optional, words, "the logo's file, from the folder of fiftysix.yaml", func(t *inspection.Theme) *string { return &t.Logo }),
	field("logo_alt", optional, localised, "the logo in words, for those who cannot see it", func(t *inspection.Theme) *inspection.Localised { return &t.LogoAlts }),
}

var colour = scalarOf("a colour", `"#1d4f91"`, parseColour, func(string) string { return `write it as # and six letters or digits, in quotes: "#1d4f91"` }).matching(hexColour.String())

// trueOr makes a decoder of true, or of a group with details. false is the same
// as absent.
func trueOr[T any](table []fieldSpec[T]) decoder[*T] {
	inner := group(table)
	return decoder[*T]{
		ValueHelp: ValueHelp{Expects: "true, or a group of fields: " + table[0].name, Example: "true", Parts: inner.Parts, OrTrue: true},
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

// recordField is the field "translates" of a kind of file that has these parts.
func recordField[T any](at func(*T) **inspection.TranslationRecord, keys ...string) fieldSpec[T] {
	table := []fieldSpec[inspection.TranslationRecord]{
		field("from", optional, scalarOf("the code of a language", "en", parseLanguage, nil).matching(languageCode.String()), "the language that was translated", func(r *inspection.TranslationRecord) *string { return &r.From }),
	}
	for _, key := range keys {
		table = append(table, fieldSpec[inspection.TranslationRecord]{
			name: key, doc: words.ValueHelp, help: "a mark for each passage of it",
			read: func(r *reader, v *frontmatter.Value, into *inspection.TranslationRecord) {
				if text, ok := words.read(r, v); ok && into != nil {
					into.Fields = append(into.Fields, inspection.RecordedField{Key: key, Hashes: strings.Fields(text)})
				}
			},
		})
	}
	return field("translates", optional, pointer(group(table)), "what this file translates, as it was then; written by fiftysix translations --done", at)
}

var (
	reportPartKeys = slices.Concat([]string{
		"title", "short_title", "not_required_reason", "late_reason", "withdrawn_reason", "redacted_note",
		"corrections", "answer_corrections", "areas", "attachments", "background",
	}, inspection.ReportSectionKeys)
	findingPartKeys = slices.Concat([]string{"label", "due_text", "history", "finding"}, inspection.FindingSectionKeys)
	pagePartKeys    = []string{"title", "text"}
)
