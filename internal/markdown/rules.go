package markdown

import (
	"fiftysix/internal/diag"
)

// The rules' ids. They are stable, as authors name them under allow:. The table below
// explains each, and the manual is made from it.
const (
	RuleRawHTML     = "raw-html"
	RuleHTMLComment = "html-comment"

	RuleLinkEmpty      = "link-empty"
	RuleLinkWordless   = "link-wordless"
	RuleLinkVague      = "link-vague"
	RuleLinkBare       = "link-bare-address"
	RuleLinkScheme     = "link-scheme"
	RuleLinkIncomplete = "link-incomplete"
	RuleLinkRoot       = "link-from-root"
	RuleLinkUnreadable = "link-unreadable"
	RuleLinkUnused     = "link-address-unused"
	RuleLinkTwice      = "link-address-twice"
	RuleImageNoAlt     = "image-without-words"
	RuleImageFileName  = "image-file-name"
	RuleImageElsewhere = "image-elsewhere"

	RuleStrayDelimiters = "stray-marks"

	RuleNoteUnused    = "note-unused"
	RuleNoteMissing   = "note-missing"
	RuleNoteTwice     = "note-twice"
	RuleNoteEmpty     = "note-empty"
	RuleNoteMisplaced = "note-misplaced"

	RuleHeadingTop    = "heading-top"
	RuleHeadingJump   = "heading-jump"
	RuleHeadingEmpty  = "heading-empty"
	RuleSectionInside = "section-inside"
	RuleSectionLink   = "section-marks"

	RuleTableRow        = "table-row"
	RuleTableUnderlined = "table-underlined"
	RuleTableBroken     = "table-broken"
	RuleTableHeadless   = "table-without-headings"

	RuleCodeOpen     = "code-open"
	RuleCodeWords    = "code-words"
	RuleCodeIndented = "code-indented"

	RuleLongSentence = "long-sentence"
	RuleAbbreviation = "abbreviation"
	RuleCapitals     = "all-capitals"
	RuleDirection    = "direction"

	RulePersonalEmail = "personal-email"
	RulePhone         = "phone-number"
	RuleCollar        = "collar-number"

	RuleTooLong         = "text-too-long"
	RuleTooDeep         = "text-too-deep"
	RuleTooManyCells    = "table-too-large"
	RuleTooTangled      = "text-too-tangled"
	RuleTooMuch         = "page-too-large"
	RuleTooManyProblems = "too-many-problems"
)

// Rules are the rules of this package.
var Rules = []diag.Rule{
	diag.ErrorRule(RuleRawHTML, "The words hold HTML.",
		"It would be left out of the page, and its words with it.",
		`Write plain words, or Markdown's own marks; to show a < as it is, write \<.`),
	diag.ErrorRule(RuleHTMLComment, "The words hold an HTML comment.",
		"No page shows it, yet anyone who gets the file can read it.",
		"Keep notes to yourselves outside the file."),

	diag.ErrorRule(RuleLinkEmpty, "A link or picture has no address.",
		"It leads nowhere.", "Write the address between the round brackets."),
	diag.ErrorRule(RuleLinkWordless, "A link has no words.",
		"Nobody can see it, and a screen reader has nothing to say for it.",
		"Write between the square brackets what it leads to."),
	diag.WarningRule(RuleLinkVague, diag.Reading, "A link's words do not say where it leads, such as “click here”.",
		"Many people go from link to link, and hear each link's words by themselves.",
		"Let the words name what the link leads to.", "WCAG 2.2, 2.4.4 and 2.4.9"),
	diag.WarningRule(RuleLinkBare, diag.Reading, "A web address stands in the text as a link's words.",
		"A screen reader reads it out letter by letter, and it says little to anyone.",
		"Write words that name the page, with the address behind them: [the inspection report](https://…).", "WCAG 2.2, 2.4.4 and 2.4.9"),
	diag.ErrorRule(RuleLinkScheme, "A link begins with something other than https, http, mailto or tel.",
		"Only those are safe and work for everyone.", "Link to a web page, or to a file beside the text."),
	diag.ErrorRule(RuleLinkIncomplete, "An address lacks https:// or mailto:.",
		"It would be taken for a file of this site.", "Write the whole address."),
	diag.ErrorRule(RuleLinkRoot, "A link begins with /.",
		"It breaks where the site stands in a subfolder.", "Link to the content file, from where this file is."),
	diag.ErrorRule(RuleLinkUnreadable, "An address is not one that a browser could open.",
		"Readers would find nothing behind it.", "Copy the address from the browser's address bar."),
	diag.ErrorRule(RuleLinkUnused, "A line of the form [name]: address is referred to by no link.",
		"It is not shown, so its words would be lost.", `Link to it, delete it, or write \[ at its beginning.`),
	diag.ErrorRule(RuleLinkTwice, "Two lines of the form [name]: address have the same name.",
		"The second would be lost.", "Give one of them another name."),
	diag.WarningRule(RuleImageNoAlt, diag.Reading, "Nothing says what a picture shows.",
		"Those who cannot see it are told nothing.",
		"Write what it shows between the square brackets.", "WCAG 2.2, 1.1.1"),
	diag.WarningRule(RuleImageFileName, diag.Reading, "The words for a picture are the name of its file.",
		"A name such as IMG_2041.jpg tells nothing to those who cannot see the picture.",
		"Write what the picture shows between the square brackets.", "WCAG 2.2, 1.1.1"),
	diag.ErrorRule(RuleImageElsewhere, "A picture would be fetched from another site.",
		"That site would learn of every reader.", "Save the picture beside the text and write its name."),

	diag.WarningRule(RuleStrayDelimiters, diag.Reading, "Stars or underscores are shown as they are.",
		"They were meant to make words bold, and make nothing bold.",
		"Put them directly against the words, with a space on the other side.", ""),

	diag.ErrorRule(RuleNoteUnused, "Nothing refers to a footnote.",
		"Its words would not be shown.", "Put its mark after the words that it belongs to."),
	diag.WarningRule(RuleNoteMissing, diag.Reading, "There is no footnote for a mark.",
		"The mark is shown as it is written, and leads nowhere.",
		"Write the note on a line of its own, with its mark and a colon before it.", ""),
	diag.ErrorRule(RuleNoteTwice, "Two footnotes have the same mark.",
		"The second would be lost.", "Give one of them another mark."),
	diag.WarningRule(RuleNoteEmpty, diag.Reading, "A footnote has no words.",
		"It sends the reader to nothing.", "Write its words after the colon.", ""),
	diag.ErrorRule(RuleNoteMisplaced, "A footnote mark stands within a link, a picture's words or a section's heading.",
		"It cannot work there.", "Put it after the words, in the text."),

	either(diag.WarningRule(RuleHeadingTop, diag.Reading, "A heading begins with a single #. In a report or a finding that is an error, on a page a warning.",
		"The page's title is its only heading of that level.",
		"Write ## for a page's headings, ### for those within a section.", "WCAG 2.2, 1.3.1")),
	diag.WarningRule(RuleHeadingJump, diag.Reading, "A heading is more than one level below the one before it.",
		"Those who move by headings take the skipped level for something missed.",
		"Write one # more than the heading before it has.", "WCAG 2.2, 1.3.1 and 2.4.6"),
	diag.ErrorRule(RuleHeadingEmpty, "A heading has no words.",
		"It heads nothing.", `Write its words on the same line, or delete it; to show a # as it is, write \#.`),
	diag.ErrorRule(RuleSectionInside, "A section starts within a list, a quote or a footnote.",
		"The words after it would stand in the wrong place.", "Start the section at the beginning of a line, after an empty line."),
	diag.ErrorRule(RuleSectionLink, "A section's heading holds a link or a picture.",
		"The heading is a name, so the link or picture would be lost.", "Move it to the words under the heading."),

	diag.ErrorRule(RuleTableRow, "A row has more cells than its table has headings.",
		"The last cells are not shown, so their words would be lost.", `Take a | out, or add a heading; to show a | as it is, write \|.`),
	diag.ErrorRule(RuleTableUnderlined, "A line of dashes stands directly under a table.",
		"The words before it would be moved behind it.", "Leave an empty line before and after the table."),
	diag.WarningRule(RuleTableBroken, diag.Reading, "A table's second line does not fit its headings.",
		"The table is shown as lines of words and bars.", "Give the line as many parts as there are headings: | --- | --- |.", ""),
	diag.WarningRule(RuleTableHeadless, diag.Reading, "A table's headings are empty.",
		"A screen reader says the heading with each cell; without one the cells are words that hang in the air.",
		"Write in the table's first line what each column holds.", "WCAG 2.2, 1.3.1"),

	diag.ErrorRule(RuleCodeOpen, "A block of computer code is opened and never closed.",
		"It takes in all that follows, headings too.", "Put the same marks on a line of their own where the code ends, or take them away."),
	diag.ErrorRule(RuleCodeWords, "Words stand on the line that opens a block of computer code.",
		"They are not shown.", "Begin the words on the next line."),
	diag.WarningRule(RuleCodeIndented, diag.Reading, "A line begins with four spaces or more.",
		"It is shown as computer code, which is seldom meant.", "Begin the line at the left.", ""),

	diag.WarningRule(RuleLongSentence, diag.Reading, "A sentence of the office's or the force's has more than 35 words.",
		"Most readers lose the thread of so long a sentence.",
		"Make two or three sentences of it, or a list.", "GOV.UK style: sentences of 25 words at most; this warns from 36 on"),
	diag.WarningRule(RuleAbbreviation, diag.Reading, "An abbreviation is explained nowhere in the report or on the page, and the glossary does not have it.",
		"Those who do not work in policing cannot know what it stands for.",
		"Write the words in full where it first stands, with the short form in brackets after them.", "GOV.UK style; WCAG 2.2, 3.1.4"),
	diag.WarningRule(RuleCapitals, diag.Reading, "Words are written all in capitals.",
		"They are harder to read, some screen readers spell them out, and to many they look like shouting.",
		"Write small letters; to set words apart, make them **bold**.", "GOV.UK style"),
	diag.WarningRule(RuleDirection, diag.Reading, "The words send the reader “above” or “below”, or tell them to “click”.",
		"The same words stand on several pages, are read aloud, printed, and used without a mouse.",
		"Name the place, with a link to it if it is elsewhere.", "WCAG 2.2, 1.3.3"),

	diag.WarningRule(RulePersonalEmail, diag.Harm, "An e-mail address looks like that of one person.",
		"It stays in copies for ever, brings unwanted mail, and leads nowhere once the person moves on.",
		"Give the address of a team or of the office.", "UK GDPR, article 5(1)(c): no more than is needed"),
	diag.WarningRule(RulePhone, diag.Harm, "There is a telephone number which is not the office's.",
		"A person's own number, once published, cannot be taken back.",
		"Take it out, give the office's own number, or allow it if it is one for the public.", "UK GDPR, article 5(1)(c): no more than is needed"),
	diag.WarningRule(RuleCollar, diag.Harm, "There is an officer's collar number.",
		"It says who one officer is, and where they serve.",
		"Take it out; say the rank or the role, if the reader needs to know it.", "UK GDPR, article 5(1)(c): no more than is needed"),

	diag.ErrorRule(RuleTooLong, "A text is longer than can be read at once.",
		"No page could show it.", "Divide it into several files, or attach the longest part."),
	diag.ErrorRule(RuleTooDeep, "Lists or quotes are nested too deeply to be useful.",
		"It would take too long to read.", "Take some of the marks at the beginning of the line away."),
	diag.ErrorRule(RuleTooManyCells, "The tables have more cells than a page can show.",
		"No page could show them.", "Attach the figures as a file of their own, and show a summary."),
	diag.ErrorRule(RuleTooTangled, "There are more marks in one paragraph than can be sorted out in time.",
		"It would take too long to read.", "Leave empty lines between paragraphs."),
	diag.ErrorRule(RuleTooMuch, "A short text would make a huge page.",
		"No browser would show it.", "Look for a table with many empty cells."),
	either(diag.ErrorRule(RuleTooManyProblems, "More than 500 errors, or as many warnings, are in one file. The rest are not listed.",
		"A list of thousands helps nobody.", "Mend those that are listed, then look again.")),
}

// either makes a rule one that is an error in some files and a warning in others.
func either(r diag.Rule) diag.Rule {
	r.Either = true
	return r
}
