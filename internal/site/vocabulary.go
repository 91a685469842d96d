package site

import (
	"strings"
	"time"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
	"fiftysix/internal/opendata"
)

// This file lists the messages that the program itself uses, beside those in the
// layouts, each with the placeholders that it fills: "outcome.late.short n" is the
// message outcome.late.short, which may have {n}. So they are checked before any
// page is rendered. A test checks that the list is complete.

// programMessages are all of them, with the placeholders that are filled.
func programMessages() map[string][]string {
	words := map[string][]string{}
	add := func(line string) {
		names := strings.Fields(line)
		words[names[0]] = names[1:]
	}
	family := func(prefix, placeholders string, names ...string) {
		for _, name := range names {
			add(prefix + name + " " + placeholders)
		}
	}
	family("", "", plainMessages...)
	family("", "n time", markdown.Words...)
	for month := time.January; month <= time.December; month++ {
		add(monthKey(month))
	}
	for _, s := range inspection.Statuses {
		status := "status." + s.Slug()
		family(status, "", ".name", ".meaning", ".count n")
		if s != inspection.NoStatus {
			add(status + ".said who")
		}
	}
	for _, k := range inspection.FindingKinds {
		family("kind."+string(k), "", ".full", ".only", ".many", ".every", ".meaning", ".placed place of")
	}
	family("said_by.", "title", "force_body", "force_body_inspectorate", "inspectorate", "nobody")
	family("whose.", "", string(inspection.ThisForce), string(inspection.Shared), string(inspection.Others))
	family("action.", "", string(inspection.ActionTaken), string(inspection.ActionProposed), string(inspection.ActionNone))
	family("scope.", "", "force", "multi-force", "national")
	family("grade.", "", grades...)
	family("report_kind.", "", inspection.ReportKinds...)
	add("alphabet")
	add("list.script.shown n of")
	family("list.script.", "column", "sort", "up", "down")
	family("search.script.", "n", "count", "most")
	family("search.script.", "", "some", "failed")
	add("search.script.none query")
	add("search.script.instead typed word")
	glossaryMessages(family)
	updateMessages(family)
	family("", "", opendata.Messages()...)
	for _, key := range choiceMessageKeys() {
		if _, there := words[key]; !there {
			add(key)
		}
	}
	return words
}

// plainMessages are those whose keys are literals in the Go code.
var plainMessages = []string{
	"languages.only language",
	"languages.self",
	"sign_off.title title",
	"sign_off.word",
	"addressees.description office",
	"addressees.title",
	"outcome.date_of_letter date",
	"outcome.date_of_board_paper date",
	"outcome.date_of_part date",
	"finding.no_our_response title",
	"action.no_words",
	"date.afternoon hour minute",
	"date.day day month year",
	"date.moment date time",
	"date.month month year",
	"date.morning hour minute",
	"figures.others n",
	"file.bytes n",
	"file.kb size",
	"file.mb size",
	"contact.description office",
	"contact.title",
	"deadlines.description office",
	"deadlines.due",
	"deadlines.last_day",
	"deadlines.menu",
	"deadlines.missed",
	"deadlines.missed_lead",
	"deadlines.missed_none",
	"deadlines.recent",
	"deadlines.recent_lead",
	"deadlines.recent_none",
	"deadlines.title",
	"deadlines.to_come",
	"deadlines.to_come_lead",
	"deadlines.to_come_none",
	"glossary.body date",
	"glossary.description office",
	"glossary.grade_name name",
	"glossary.kind_name name",
	"glossary.status_name name",
	"glossary.title",
	"licence.description office",
	"licence.title",
	"data.schema",
	"data.title",
	"open_data.cite_words date office version",
	"open_data.description office",
	"open_data.excel_name name",
	"open_data.file name type",
	"open_data.title",
	"performance.awaiting",
	"performance.description office",
	"performance.in_time",
	"performance.kind_bar n name",
	"performance.kind_chart kind",
	"performance.late",
	"performance.menu",
	"performance.others_meaning",
	"performance.past",
	"performance.title",
	"performance.years_bar n of year",
	"performance.years_bar_awaiting n of waiting year",
	"performance.years_bar_only waiting year",
	"performance.years_chart",
	"privacy.description office",
	"privacy.title",
	"statement.description office",
	"statement.title",
	"search.about",
	"search.addressee",
	"search.description office",
	"search.digits",
	"search.foot",
	"search.entry_addressee n",
	"search.entry_findings n",
	"search.entry_report date",
	"search.entry_reports n",
	"search.entry_status n",
	"search.index",
	"search.kind",
	"search.letter letter",
	"search.letter_description letter office",
	"search.page",
	"search.pages",
	"search.report",
	"search.status",
	"search.title",
	"search.year",
	"updates.description office",
	"updates.title",
	"follow.answered date",
	"follow.calendar_link",
	"follow.calendar_link_report",
	"follow.calendar_of name office",
	"follow.calendar_title office",
	"follow.entry name what",
	"follow.event_answered date",
	"follow.event_due name",
	"follow.event_last_day name",
	"follow.event_printed text",
	"follow.event_report date title",
	"follow.feed_link",
	"follow.feed_link_report",
	"follow.feed_of name office",
	"follow.feed_title office",
	"follow.last_day date",
	"follow.last_days",
	"follow.list",
	"follow.progress",
	"follow.published date",
	"follow.report",
	"follow.same_answer name",
	"follow.title",
	"finding.distinct name place",
	"finding.force_response",
	"finding.full name report",
	"finding.labelled kind label",
	"finding.our_response title",
	"finding.paper.board_paper reference",
	"finding.paper.letter reference",
	"finding.paper.other reference",
	"finding.service_response",
	"hold.draft",
	"hold.future date",
	"hold.until moment",
	"home.crumb",
	"home.description office",
	"home.title",
	"home.way_report",
	"home.way_report_note n",
	"home.way_time",
	"home.way_time_none",
	"home.way_time_note n of",
	"home.way_unfinished",
	"home.progress n",
	"home.way_unfinished_none",
	"home.way_unfinished_note n",
	"inspectorate.name",
	"series.and before item",
	"series.comma before item",
	"finding.same_words_link name",
	"page.locale",
	"page.permalink title",
	"list.counted n name",
	"list.page page",
	"list.narrow",
	"list.narrow_page",
	"list.paged of page title",
	"list.title name whole",
	"lost.home",
	"lost.lead",
	"lost.reports",
	"lost.title",
	"moved.title title",
	"number.thousands",
	"outcome.answered.long",
	"outcome.answered.short",
	"outcome.awaiting.long last today",
	"outcome.awaiting.short",
	"outcome.basis.board_paper",
	"outcome.basis.letter",
	"outcome.in_time.long period used",
	"outcome.in_time.short",
	"outcome.late.long last n used",
	"outcome.late.short n",
	"outcome.not_required.long",
	"outcome.not_required.short",
	"outcome.partly.came period used",
	"outcome.partly.came_late last n",
	"outcome.partly.due last",
	"outcome.partly.long",
	"outcome.partly.overdue n today",
	"outcome.partly.short",
	"outcome.partly.short_overdue",
	"outcome.partly.unexplained n title",
	"outcome.past_last_day.long last n today",
	"outcome.past_last_day.short",
	"outcome.unanswered.long today",
	"outcome.unanswered.short",
	"page.title office title",
	"party.body title",
	"party.force",
	"party.inspectorate",
	"party.service",
	"party.unnamed",
	"recommendations.addressed name",
	"recommendations.addressed_lead name",
	"recommendations.all",
	"recommendations.by_addressee",
	"recommendations.by_kind",
	"recommendations.by_report",
	"recommendations.by_status",
	"recommendations.description office",
	"recommendations.for_others",
	"recommendations.for_others_lead",
	"recommendations.for_others_none date",
	"recommendations.lead",
	"recommendations.menu",
	"recommendations.none date",
	"recommendations.none_status date",
	"recommendations.other_ways",
	"recommendations.part_description name office",
	"recommendations.title",
	"recommendations.unfinished",
	"recommendations.unfinished_lead",
	"recommendations.unfinished_none date",
	"recommendations.unfinished_others",
	"report.background",
	"report.cite",
	"report.cite_answer date office title",
	"report.cite_page date office title",
	"report.corrections",
	"report.duty",
	"report.files",
	"report.findings",
	"report.force_answers_below",
	"report.force_comments",
	"report.full_title title",
	"report.late_reason reason",
	"report.official_link name",
	"report.withdrawn_on date reason",
	"status.said_on date said",
	"report.force_sent_none",
	"report.grades",
	"report.name_dated date name",
	"report.no_force_comments",
	"report.no_our_comments title",
	"report.no_reply title",
	"report.no_service_comments",
	"report.our_comments title",
	"report.page_title name",
	"report.reply title",
	"report.sent",
	"report.year year",
	"report.service_comments",
	"reports.by_kind",
	"reports.by_year",
	"reports.description office",
	"reports.every_year",
	"reports.kind_description kind office",
	"reports.lead",
	"reports.menu",
	"reports.part_lead",
	"reports.title",
	"reports.year year",
	"reports.year_description office year",
}
