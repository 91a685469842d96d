package content

import (
	"errors"
	"slices"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/markdown"
)

// errInvalid is returned by parse functions whose error text is not shown.
var errInvalid = errors.New("not an address")

// The ids of the rules of this package, as used in messages and in allow:.
const (
	RuleUnknownField   = "unknown-field"
	RuleMissingField   = "missing-field"
	RuleHoldInText     = "hold-in-text"
	RuleWrongValue     = "wrong-value"
	RuleHash           = "hash-in-words"
	RuleName           = "name"
	RuleMisplacedFile  = "misplaced-file"
	RuleClash          = diag.RuleClash
	RuleSection        = "section"
	RuleReference      = "reference"
	RuleContradiction  = "contradiction"
	RuleBrokenLink     = "broken-link"
	RuleLanguage       = diag.RuleLanguage
	RuleAttachmentKind = "attachment-kind"
	RuleFileContent    = "file-content"
	RuleFileSize       = "file-size"
	RuleFieldTooLong   = "field-too-long"
	RuleTooManyItems   = "too-many-items"
	RuleTooManyFiles   = "too-many-files"
	RuleContrast       = "contrast"
	RuleLogo           = "logo"

	RuleNoBodyComments  = "no-body-comments"
	RuleNoForceComments = "no-force-comments"
	RuleNoAction        = "no-action"
	RuleNoReason        = "no-reason"
	RuleNoExplanation   = "no-explanation"
	RuleNotSent         = "not-sent"
	RuleAnswerDue       = "answer-due"
	RuleNoLateReason    = "no-late-reason"
	RuleApproval        = "changed-since-approval"
	RuleAnswerSoon      = "answer-due-soon"
	RuleAreaUnanswered  = "area-without-answer"

	RuleTwoVoices       = "answer-among-quotes"
	RuleHistoryDate     = "history-date"
	RuleStatusBack      = "status-back"
	RuleFutureDate      = "future-date"
	RuleMigrationDate   = "migration-date"
	RuleSameWords       = "same-words"
	RuleOldHost         = "old-host"
	RuleNearDuplicate   = "near-duplicate"
	RuleFileAuthor      = "file-author"
	RulePictureLocation = "picture-place"

	RuleOneSided              = "one-sided-answer"
	RuleTranslationMissing    = "translation-missing"
	RuleTranslationOlder      = "translation-older"
	RuleTranslationUnrecorded = "translation-unrecorded"

	RuleLinkGone  = "link-gone"
	RuleLinkMoved = "link-moved"

	RuleAnswerFile       = "answer-only-in-file"
	RuleRecommendedField = "wanted-field"
	RuleEmptySection     = "empty-section"
	RuleUnlisted         = "unlisted-attachment"
	RuleUnusedFile       = "unused-file"
	RuleLinkToWithheld   = "link-to-held"
	RuleUnplaced         = "unplaced-words"
	RuleUndecided        = "to-decide"
	RuleUnusedAllow      = "unused-allow"
)

// Rules are the rules of this package.
var Rules = []diag.Rule{
	diag.ErrorRule(RuleUnknownField, "A field has a name that no field has.",
		"A misspelt field would be lost in silence.", "Write the name that was meant; “fiftysix help fields” lists them all."),
	diag.ErrorRule(RuleMissingField, "A field or the words that must be there are missing.",
		"The page would say less than it must.", "Write the field; the message shows how."),
	diag.ErrorRule(RuleHoldInText, "A line of the text looks like a field that holds something back.",
		"It would hold nothing back, and be printed on the page.", "Move it up, between the two lines of three dashes."),
	diag.ErrorRule(RuleWrongValue, "A field's value is not of the kind that it takes.",
		"A value that means nothing certain is not published.", "Write it as the message shows."),
	diag.ErrorRule(RuleHash, "A field's value holds a space and a #.",
		"All that follows the # would be left out.", "Put the value in quotes."),
	diag.ErrorRule(RuleName, "A file or folder has a name that some disk or web address cannot hold.",
		"The name is a part of the page's address, for ever.", "Use small letters, digits and hyphens."),
	diag.ErrorRule(RuleMisplacedFile, "A file or folder stands where nothing reads it.",
		"It would be left out of the site in silence.", "Put it where the message says."),
	diag.ErrorRule(RuleClash, "Two things have one name or one address.",
		"One would overwrite the other.", "Give one of them another name."),
	diag.ErrorRule(RuleSection, "Words stand under a heading that this file does not have, or has already, or under a line that only looks like one.",
		"Words under an unknown heading belong to nobody, and those under no heading are shown as somebody else's.", "Write one of the headings that the message names; a heading of your own begins with ###."),
	diag.ErrorRule(RuleReference, "A field names a report, a finding or a file that is not there.",
		"Readers would be sent to nothing.", "Write the name of one that is there."),
	diag.ErrorRule(RuleContradiction, "Two things that were written cannot both be true.",
		"The page would say something wrong of named people.", "Look at both, and take one out or mend it."),
	diag.ErrorRule(RuleBrokenLink, "A link leads to a file or a heading that is not there.",
		"Readers would find nothing behind it.", "Write the path from this file to the other one."),
	diag.ErrorRule(RuleLanguage, "A translation belongs to no file, or to no language of the site.",
		"It would be left out in silence.", "Write the first language's file first, and name the language in fiftysix.yaml."),
	diag.ErrorRule(RuleOneSided, "A part of an answer is there in one language only, and fiftysix.yaml has answers_in_every_language: true.",
		"Readers of one language would be owed what readers of the other have been given.", "Write it in the other language too, or hold the answer back until it is there."),
	diag.ErrorRule(RuleAttachmentKind, "A file is of a kind that is not published.",
		"Some kinds could run a program in a reader's browser.", "Make a PDF of it, or put it elsewhere."),
	diag.ErrorRule(RuleFileContent, "A file is of another kind than its name says, holds a program, or is damaged.",
		"It could be opened by something that nobody expects, or could run a program on a reader's computer.",
		"Save it again from the program that made it, in the kind that its name says."),
	diag.ErrorRule(RuleFileSize, "A file or a picture is too large to be published.",
		"Many hosts would refuse it, and telephones could not show it.",
		"Save it smaller, or divide it."),
	diag.ErrorRule(RuleFieldTooLong, "The words of a field are longer than a page can show.",
		"They stand on many pages, in lists and in feeds.",
		"Write the long part below the fields, where there is room for it."),
	diag.ErrorRule(RuleTooManyItems, "A list among the fields is longer than a page can show.",
		"Each item stands on many pages, and may have a page of its own.",
		"Take out what is there twice, or attach a table."),
	diag.ErrorRule(RuleTooManyFiles, "A folder has more files than one report can have.",
		"Its page could not be read, and building it could take hours.",
		"Divide it into several reports, or take out what does not belong."),
	diag.ErrorRule(RuleContrast, "A colour of the settings is too pale.",
		"Words that many could not read are as good as lost.", "Take the colour that the message offers."),
	diag.ErrorRule(RuleLogo, "The logo cannot be shown, or could run a program in a reader's browser.",
		"It stands on every page.", "Use a PNG, or an SVG that does nothing but draw."),

	diag.WarningRule(RuleAnswerDue, diag.Duty, "The last day for an answer is past, and there is none.",
		"What the law asks is to be published before the end of 56 days, beginning with the day of the report.",
		"Publish what there is, and add the rest when it comes.", "Police Act 1996, section 55(5A)"),
	diag.WarningRule(RuleNoBodyComments, diag.Duty, "The answer has no comments of the office's own.",
		"The local policing body must publish its comments on the report.",
		"Add ## Our comments, and the words below it.", "Police Act 1996, section 55(5)(a)"),
	diag.WarningRule(RuleNoForceComments, diag.Duty, "The answer has no comments of the force's.",
		"The chief officer's comments are published with the body's own.",
		"Add ## Force comments, or force_comments: none-received if the force was asked and sent none.", "Police Act 1996, section 55(5)(b)"),
	diag.WarningRule(RuleNoAction, diag.Duty, "Nothing says what action is taken on a recommendation that is this force's to act on.",
		"The body's comments must say of each recommendation what action has been or will be taken, or why none.",
		"Add action: taken, proposed or none.", "Police Act 1996, section 55(5B)(a)"),
	diag.WarningRule(RuleNoExplanation, diag.Duty, "Nothing of the office's own explains what it does about a recommendation.",
		"The body's comments must include an explanation, in words, for each recommendation in the report, also for those addressed to others. Until they do, the response is partly published, and it is never on time. The force's words count where the office says that they are its own too.",
		"Add ## Our response and the words below it; or, where ## Our comments explain it, name the finding under response: explains.", "Police Act 1996, section 55(5B)"),
	diag.WarningRule(RuleNoReason, diag.Duty, "No action is taken on a recommendation, and the office does not say why.",
		"Where there is no action, the body's comments must say why.",
		"Add ## Our response, and the reason below it.", "Police Act 1996, section 55(5B)(b)"),
	diag.WarningRule(RuleNotSent, diag.Duty, "Nothing says that a copy of the answer went to the Home Secretary, or to the inspectorate.",
		"A copy goes to both.",
		"Add sent_to_home_secretary and sent_to_inspectorate, each with its date.", "Police Act 1996, section 55(6)"),
	diag.WarningRule(RuleNoLateReason, diag.Duty, "The answer came after the last day, and nothing says why.",
		"A late answer without a reason leaves readers guessing.",
		"Add late_reason under response.", "Police Act 1996, section 55(5A)"),

	diag.AdviceRule(RuleAnswerSoon, diag.Duty, "The last day for an answer is at most 14 days away, and none is public.",
		"What the law asks is to be published before the end of 56 days, beginning with the day of the report.",
		"Publish the answer by then.", "Police Act 1996, section 55(5A)"),
	diag.AdviceRule(RuleAreaUnanswered, diag.Duty, "Nothing is said to an area for improvement.",
		"The law asks for an explanation of each recommendation only, but readers want to know of each area for improvement too.",
		"Add ## Force response or ## Our response, with a few words below it.", "good practice; section 55(5B) speaks of recommendations"),

	diag.WarningRule(RuleFileAuthor, diag.Harm, "A file that is published names the person who made it.",
		"Word processors write the name of the person at the keyboard into every file, where anyone can read it.",
		"Take it out in the program that made the file (in Word: File, Info, Inspect Document), and save it again.", "UK GDPR, article 5(1)(c): no more than is needed"),
	diag.WarningRule(RulePictureLocation, diag.Harm, "A picture within a document says where it was taken.",
		"Telephones write the place into every photograph, to within a few metres: somebody's home, or a place that should not be known. A build takes it out of pictures, but not out of documents that hold some.",
		"Put the picture into the document again without its place (most programs have “remove location”), and save it.", "UK GDPR, article 5(1)(c): no more than is needed"),

	diag.WarningRule(RuleApproval, diag.Fact, "Words of a report or its answer have changed since they were approved.",
		"What stands in somebody's name must be what that person approved.",
		"Put the words back, or have them approved again with “fiftysix approve”.", ""),
	diag.WarningRule(RuleStatusBack, diag.Fact, "A finding's status goes back, such as from complete to in progress.",
		"It can be true, and then readers want to know why; most often it is a slip.",
		"Add a note that says why, or mend the status.", ""),
	diag.WarningRule(RuleFutureDate, diag.Fact, "A date is still to come, of something that is said to have happened.",
		"It is most often a slip; and a report or an answer of a day that is to come is held back until then.",
		"Look at the date.", ""),
	diag.WarningRule(RuleMigrationDate, diag.Fact, "A report has a date that the inspectorate's web pages give for much older ones, most likely that of a move to a new site.",
		"The 56 days count from the day on which the report itself was published.",
		"Look in the report itself for its date.", "HMICFRS's pages of 16 March 2023 and 18 July 2023"),
	diag.WarningRule(RuleSameWords, diag.Fact, "Two findings have exactly the same words.",
		"One of them is most often pasted by mistake, or repeats the other and is counted twice.",
		"Add same_as to the one that repeats the other, or put the right words.", ""),
	diag.WarningRule(RuleOldHost, diag.Fact, "A link leads to an address that the inspectorate has left.",
		"Such addresses stop working, and readers cannot tell whether the report still stands.",
		"Open the link, and write the address that it leads to; the old one can be kept in archived_url.", ""),
	diag.WarningRule(RuleTwoVoices, diag.Fact, "An answer seems to be among the inspectors' own words.",
		"A page would say that the inspectors wrote it.", "Put ## Force response or ## Our response above it.", ""),
	diag.WarningRule(RuleHistoryDate, diag.Fact, "An entry of a finding's history is older than its report.",
		"It is most often a slip of the pen.", "Look at the date.", ""),
	diag.WarningRule(RuleNearDuplicate, diag.Fact, "A name in addressed_to looks like another one.",
		"Two spellings of one body divide what it was asked into two lists.",
		"Write both the same way, or name one under addressees in fiftysix.yaml as the other's also.", ""),
	diag.WarningRule(RuleLinkGone, diag.Fact, "A link to another site leads to nothing any more. Only “fiftysix check --external” looks.",
		"Readers cannot see for themselves what is said of a report.",
		"Link to where the page is now, or to an archived copy; a report can have archived_url.", ""),
	diag.AdviceRule(RuleLinkMoved, diag.Fact, "A page of another site has moved for good. Only “fiftysix check --external” looks.",
		"The way from the old address may be closed one day.", "Write the new address.", ""),

	diag.WarningRule(RuleAnswerFile, diag.Reading, "The answer stands in an attachment and nowhere else.",
		"A PDF is hard to read on a telephone and by ear, and cannot be searched or linked to in its parts.",
		"Put its words into the report and its findings, and keep the file beside them.", "SI 2018/952; GOV.UK style: HTML first"),
	diag.WarningRule(RuleRecommendedField, diag.Reading, "A field that helps readers is missing.",
		"A reader is served worse without it.", "Add the field; the message shows how.", ""),
	diag.WarningRule(RuleEmptySection, diag.Reading, "Nothing stands under a heading.",
		"A heading with nothing beneath it is not shown.", "Write the words, or take the heading away.", ""),
	diag.WarningRule(RuleUnlisted, diag.Reading, "An attachment has no title.",
		"It is shown by its file name, which tells readers little.", "List it under attachments, with its file and a title.", ""),
	diag.WarningRule(RuleLinkToWithheld, diag.Reading, "A link leads to something that is held back.",
		"Only its words are shown, until what it leads to is public.", "Leave it, or take the link out.", ""),

	diag.WarningRule(RuleTranslationOlder, diag.Fact, "What a file translates has been changed since.",
		"Readers of the two languages are told two different things.",
		"Bring the translation up to date, and say so: fiftysix translations --done, with the file's name.", "Welsh Language (Wales) Measure 2011, and the Standards made under it (No. 5 Regulations 2016)"),
	diag.WarningRule(RuleTranslationMissing, diag.Reading, "Something is there in one of the site's languages and not in another.",
		"Readers are shown it in a language that is not theirs.",
		"Have it translated: fiftysix translations writes one file for a translator, and takes it back.", "Welsh Language (Wales) Measure 2011, and the Standards made under it (No. 5 Regulations 2016)"),
	diag.AdviceRule(RuleTranslationUnrecorded, diag.Upkeep, "Nothing records what a file translates.",
		"A later change of the one would go unseen in the other.",
		"When both say the same: fiftysix translations --done, with the file's name.", ""),

	diag.WarningRule(RuleUnplaced, diag.Fact, "Words of a paper still stand in unplaced.md.",
		"Nobody has looked at them, and they may be owed to the public, so the report is held back.",
		"Move what belongs on the page to its place, and take the file away.", ""),

	diag.WarningRule(RuleUndecided, diag.Fact, "A line of a file asks somebody to decide something.",
		"What an import proposes is a guess until a person has looked at it.",
		"Look at each line that begins with “# Look:”, and take it out when the field below it is right.", ""),

	diag.WarningRule(RuleUnusedFile, diag.Upkeep, "No page shows a file or links to it.",
		"It is not published.", "Link to it from a page, or take it away.", ""),
	diag.WarningRule(RuleUnusedAllow, diag.Upkeep, "An entry of allow: is needed by nothing any more.",
		"It could hide the next mistake.", "Take the entry out.", ""),
}

// ReadingRules are all rules by which content is read: these, and those of the
// packages below.
func ReadingRules() []diag.Rule { return slices.Concat(frontmatter.Rules, markdown.Rules, Rules) }

// Allowable are the rules that an allow: entry may name, each with why it is a
// rule: all that can warn, but for those of files that have no fields, and those
// that watch over allow: itself and over the list's length.
var Allowable = func() map[string]string {
	all := map[string]string{}
	for _, r := range ReadingRules() {
		if r.MayWarn() && r.ID != RuleUnusedAllow && r.ID != RuleUnplaced && r.ID != markdown.RuleTooManyProblems {
			all[r.ID] = r.Why
		}
	}
	return all
}()
