package docimport

import (
	"strings"

	"fiftysix/internal/inspection"
)

// This file knows the headings of a paper's sections, and the lines at its
// head.

// A section is what a part of a paper is for, as its heading says.
type section int

const (
	otherSection section = iota
	backgroundSection
	findingsSection
)

var (
	backgroundHeading = pattern(`(?i)\b(background|introduction|context|overview|about (?:the|this) (?:inspection|report)|executive summary|cefndir|cyflwyniad|crynodeb)\b`)
	findingsHeading   = pattern(`(?i)\b(recommendations?|recs|areas? for improvement|afis?|causes? of concern|findings|argymhelliad|argymhellion|meysydd i['’]w (?:g)?wella|achosion (?:o )?bryder|action plan|what (?:the )?inspectors (?:said|found|asked))\b`)
	areasHeading      = pattern(`(?i)\b(areas? for improvement|afis?|meysydd i['’]w (?:g)?wella)\b`)
	causesHeading     = pattern(`(?i)\b(causes? of concern|achosion (?:o )?bryder)\b`)
	recsHeading       = pattern(`(?i)\b(recommendations?|argymhelliad|argymhellion)\b`)
	sectionHeading    = pattern(`(?i)^(?:the\s+)?(?:purpose|recommendations?|background|introduction|context|implications|financial|legal|equality|risk|conclusions?|next steps|appendix|appendices|contact|decision|summary|overview|areas? for improvement|causes? of concern|response|proposed response|cefndir|cyflwyniad|argymhellion|diben|casgliad|camau nesaf)\b`)

	// boardIsAsked is what the paper asks of the meeting, which is no finding.
	boardIsAsked = pattern(`(?i)^(?:that\s+)?(?:the\s+)?(?:business coordination\s+|police and crime\s+|police,? fire and crime\s+|strategic\s+)?(?:board|panel|committee|members|commissioner|pcc|pfcc|authority|mayor|bwrdd|aelodau|comisiynydd)\s+(?:is|are|be)\s+(?:recommended|asked|invited|requested)\b|^(?:to\s+)?(?:note|endorse|approve)\s+th`)
)

// isSection reports whether a short line is the heading of a usual section.
func isSection(text string) bool { return sectionHeading().MatchString(strings.TrimSpace(text)) }

// sectionOf is the section that a heading begins, and the kind of the findings
// in it, if it says.
func sectionOf(heading string) (section, inspection.FindingKind) {
	kind := kindNamedIn(heading)
	switch {
	case findingsHeading().MatchString(heading):
		return findingsSection, kind
	case backgroundHeading().MatchString(heading):
		return backgroundSection, ""
	}
	return otherSection, ""
}

// kindNamedIn is the one kind of finding that a heading names, or "".
func kindNamedIn(heading string) inspection.FindingKind {
	recs, areas, causes := recsHeading().MatchString(heading), areasHeading().MatchString(heading), causesHeading().MatchString(heading)
	switch {
	case recs && (areas || causes):
		return ""
	case areas:
		return inspection.AreaForImprovement
	case causes:
		return inspection.CauseOfConcern
	case recs:
		return inspection.Recommendation
	}
	return ""
}

// A headerField is the field of a line such as "Date: 26 May 2020" at the head
// of a paper.
type headerField int

const (
	headerDate headerField = iota
	headerPublished
	headerTitle
	headerSubject
	headerURL
	headerFieldwork
	headerOther
)

var headerRules = []rule[headerField]{
	{headerPublished, pattern(`(?i)^(?:date (?:of publication|published|(?:the )?report (?:was )?published)(?: by hmicfrs)?|publication date|published(?: on| by hmicfrs)?|(?:hmicfrs )?report published|report date|date of (?:the )?report|dyddiad cyhoeddi)$`)},
	{headerTitle, pattern(`(?i)^(?:(?:hmicfrs )?(?:inspection )?report title|title of (?:the )?(?:hmicfrs )?(?:inspection )?report|(?:hmicfrs|inspection) report|name of (?:the )?report|inspection(?: title| name)?|report name|hmicfrs inspection|teitl yr adroddiad)$`)},
	{headerURL, pattern(`(?i)^(?:(?:report )?(?:link|url|web ?address)|link to (?:the )?report|(?:full )?report (?:available )?(?:at|here)|dolen(?: i'r adroddiad)?)$`)},
	{headerFieldwork, pattern(`(?i)^(?:fieldwork|inspected|inspection dates?|dates? of (?:the )?inspection|gwaith maes)$`)},
	{headerDate, pattern(`(?i)^(?:date|(?:date of )?meeting(?: date)?|date of (?:meeting|response|letter|paper)|response date|board date|meeting of|dyddiad(?: y cyfarfod)?|our response published|response published|published response|date of our response)$`)},
	{headerSubject, pattern(`(?i)^(?:subject|title|re|report|agenda item(?: title)?|paper title|pwnc|teitl)$`)},
	{headerOther, pattern(`(?i)^(?:to|from|author|report author|lead|presented by|agenda item(?: no\.?| number)?|item|classification|status|contact|ref(?:erence)?|our ref|your ref|cc|report of|at|oddi wrth|awdur|tel|email|e-mail|telephone)$`)},
}

func isHeaderLine(text string) bool {
	_, _, ok := parseHeaderLine(text)
	return ok
}

func isTitleLine(text string) bool {
	field, _, ok := parseHeaderLine(text)
	return ok && field == headerTitle
}

// parseHeaderLine reads a line such as "Date: 26 May 2020".
func parseHeaderLine(text string) (field headerField, value string, ok bool) {
	i := strings.IndexByte(text, ':')
	if i < 1 || i > 50 {
		return 0, "", false
	}
	label := strings.TrimSpace(strings.ReplaceAll(text[:i], "’", "'"))
	field, ok = firstMatch(headerRules, label)
	return field, strings.TrimSpace(text[i+1:]), ok
}
