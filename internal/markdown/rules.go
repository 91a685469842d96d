package markdown

import "fiftysix/internal/source"

// The rules' ids. They are stable: authors name them under allow:. What each
// finds, and why, stands in the table below, which the manual is made from.
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

	RuleStrayMarks = "stray-marks"

	RuleNoteUnused    = "note-unused"
	RuleNoteMissing   = "note-missing"
	RuleNoteTwice     = "note-twice"
	RuleNoteEmpty     = "note-empty"
	RuleNoteMisplaced = "note-misplaced"

	RuleHeadingTop    = "heading-top"
	RuleHeadingJump   = "heading-jump"
	RuleHeadingEmpty  = "heading-empty"
	RuleSectionInside = "section-inside"
	RuleSectionMarks  = "section-marks"

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
var Rules = []source.Rule{
	source.ErrorRule(RuleRawHTML, "The words hold HTML.",
		"It would be left out of the page, and its words with it.",
		`Write plain words, or Markdown's own marks; to show a < as it is, write \<.`),
	source.ErrorRule(RuleHTMLComment, "The words hold an HTML comment.",
		"No page shows it, yet anyone who gets the file can read it.",
		"Keep notes to yourselves outside the file."),

	source.ErrorRule(RuleLinkEmpty, "A link or picture has no address.",
		"It leads nowhere.", "Write the address between the round brackets."),
	source.ErrorRule(RuleLinkWordless, "A link has no words.",
		"Nobody can see it, and a screen reader has nothing to say for it.",
		"Write between the square brackets what it leads to."),
	source.WarningRule(RuleLinkVague, source.Reading, "A link's words do not say where it leads, such as “click here”.",
		"Many people go from link to link, and hear each link's words by themselves.",
		"Let the words name what the link leads to.", "WCAG 2.2, 2.4.4 and 2.4.9"),
	source.WarningRule(RuleLinkBare, source.Reading, "A web address stands in the text as a link's words.",
		"A screen reader reads it out letter by letter, and it says little to anyone.",
		"Write words that name the page, with the address behind them: [the inspection report](https://…).", "WCAG 2.2, 2.4.4 and 2.4.9"),
	source.ErrorRule(RuleLinkScheme, "A link begins with something other than https, http, mailto or tel.",
		"Only those are safe and work for everyone.", "Link to a web page, or to a file beside the text."),
	source.ErrorRule(RuleLinkIncomplete, "An address lacks https:// or mailto:.",
		"It would be taken for a file of this site.", "Write the whole address."),
	source.ErrorRule(RuleLinkRoot, "A link begins with /.",
		"It breaks where the site stands in a subfolder.", "Link to the content file, from where this file is."),
	source.ErrorRule(RuleLinkUnreadable, "An address is not one that a browser could open.",
		"Readers would find nothing behind it.", "Copy the address from the browser's address bar."),
	source.ErrorRule(RuleLinkUnused, "A line of the form [name]: address is referred to by no link.",
		"It is not shown, so its words would be lost.", `Link to it, delete it, or write \[ at its beginning.`),
	source.ErrorRule(RuleLinkTwice, "Two lines of the form [name]: address have the same name.",
		"The second would be lost.", "Give one of them another name."),
	source.WarningRule(RuleImageNoAlt, source.Reading, "Nothing says what a picture shows.",
		"Those who cannot see it are told nothing.",
		"Write what it shows between the square brackets.", "WCAG 2.2, 1.1.1"),
	source.WarningRule(RuleImageFileName, source.Reading, "The words for a picture are the name of its file.",
		"A name such as IMG_2041.jpg tells nothing to those who cannot see the picture.",
		"Write what the picture shows between the square brackets.", "WCAG 2.2, 1.1.1"),
	source.ErrorRule(RuleImageElsewhere, "A picture would be fetched from another site.",
		"That site would learn of every reader.", "Save the picture beside the text and write its name."),

	source.WarningRule(RuleStrayMarks, source.Reading, "Stars or underscores are shown as they are.",
		"They were meant to make words bold, and make nothing bold.",
		"Put them directly against the words, with a space on the other side.", ""),

	source.ErrorRule(RuleNoteUnused, "Nothing refers to a footnote.",
		"Its words would not be shown.", "Put its mark after the words that it belongs to."),
	source.WarningRule(RuleNoteMissing, source.Reading, "There is no footnote for a mark.",
		"The mark is shown as it is written, and leads nowhere.",
		"Write the note on a line of its own, with its mark and a colon before it.", ""),
	source.ErrorRule(RuleNoteTwice, "Two footnotes have the same mark.",
		"The second would be lost.", "Give one of them another mark."),
	source.WarningRule(RuleNoteEmpty, source.Reading, "A footnote has no words.",
		"It sends the reader to nothing.", "Write its words after the colon.", ""),
	source.ErrorRule(RuleNoteMisplaced, "A footnote mark stands within a link, a picture's words or a section's heading.",
		"It cannot work there.", "Put it after the words, in the text."),

	either(source.WarningRule(RuleHeadingTop, source.Reading, "A heading begins with a single #. In a report or a finding that is an error, on a page a warning.",
		"The page's title is its only heading of that level.",
		"Write ## for a page's headings, ### for those within a section.", "WCAG 2.2, 1.3.1")),
	source.WarningRule(RuleHeadingJump, source.Reading, "A heading is more than one level below the one before it.",
		"Those who move by headings take the skipped level for something missed.",
		"Write one # more than the heading before it has.", "WCAG 2.2, 1.3.1 and 2.4.6"),
	source.ErrorRule(RuleHeadingEmpty, "A heading has no words.",
		"It heads nothing.", `Write its words on the same line, or delete it; to show a # as it is, write \#.`),
	source.ErrorRule(RuleSectionInside, "A section starts within a list, a quote or a footnote.",
		"The words after it would stand in the wrong place.", "Start the section at the beginning of a line, after an empty line."),
	source.ErrorRule(RuleSectionMarks, "A section's heading holds a link or a picture.",
		"The heading is a name, so the link or picture would be lost.", "Move it to the words under the heading."),

	source.ErrorRule(RuleTableRow, "A row has more cells than its table has headings.",
		"The last cells are not shown, so their words would be lost.", `Take a | out, or add a heading; to show a | as it is, write \|.`),
	source.ErrorRule(RuleTableUnderlined, "A line of dashes stands directly under a table.",
		"The words before it would be moved behind it.", "Leave an empty line before and after the table."),
	source.WarningRule(RuleTableBroken, source.Reading, "A table's second line does not fit its headings.",
		"The table is shown as lines of words and bars.", "Give the line as many parts as there are headings: | --- | --- |.", ""),
	source.WarningRule(RuleTableHeadless, source.Reading, "A table's headings are empty.",
		"A screen reader says the heading with each cell; without one the cells are words that hang in the air.",
		"Write in the table's first line what each column holds.", "WCAG 2.2, 1.3.1"),

	source.ErrorRule(RuleCodeOpen, "A block of computer code is opened and never closed.",
		"It takes in all that follows, headings too.", "Put the same marks on a line of their own where the code ends, or take them away."),
	source.ErrorRule(RuleCodeWords, "Words stand on the line that opens a block of computer code.",
		"They are not shown.", "Begin the words on the next line."),
	source.WarningRule(RuleCodeIndented, source.Reading, "A line begins with four spaces or more.",
		"It is shown as computer code, which is seldom meant.", "Begin the line at the left.", ""),

	source.WarningRule(RuleLongSentence, source.Reading, "A sentence of the office's or the force's has more than 35 words.",
		"Most readers lose the thread of so long a sentence.",
		"Make two or three sentences of it, or a list.", "GOV.UK style: sentences of 25 words at most; this warns from 36 on"),
	source.WarningRule(RuleAbbreviation, source.Reading, "An abbreviation is explained nowhere in the report or on the page, and the glossary does not have it.",
		"Those who do not work in policing cannot know what it stands for.",
		"Write the words in full where it first stands, with the short form in brackets after them.", "GOV.UK style; WCAG 2.2, 3.1.4"),
	source.WarningRule(RuleCapitals, source.Reading, "Words are written all in capitals.",
		"They are harder to read, some screen readers spell them out, and to many they look like shouting.",
		"Write small letters; to set words apart, make them **bold**.", "GOV.UK style"),
	source.WarningRule(RuleDirection, source.Reading, "The words send the reader “above” or “below”, or tell them to “click”.",
		"The same words stand on several pages, are read aloud, printed, and used without a mouse.",
		"Name the place, with a link to it if it is elsewhere.", "WCAG 2.2, 1.3.3"),

	source.WarningRule(RulePersonalEmail, source.Harm, "An e-mail address looks like that of one person.",
		"It stays in copies for ever, brings unwanted mail, and leads nowhere once the person moves on.",
		"Give the address of a team or of the office.", "UK GDPR, article 5(1)(c): no more than is needed"),
	source.WarningRule(RulePhone, source.Harm, "There is a telephone number which is not the office's.",
		"A person's own number, once published, cannot be taken back.",
		"Take it out, give the office's own number, or allow it if it is one for the public.", "UK GDPR, article 5(1)(c): no more than is needed"),
	source.WarningRule(RuleCollar, source.Harm, "There is an officer's collar number.",
		"It says who one officer is, and where they serve.",
		"Take it out; say the rank or the role, if the reader needs to know it.", "UK GDPR, article 5(1)(c): no more than is needed"),

	source.ErrorRule(RuleTooLong, "A text is longer than can be read at once.",
		"No page could show it.", "Divide it into several files, or attach the longest part."),
	source.ErrorRule(RuleTooDeep, "Lists or quotes are nested too deeply to be useful.",
		"It would take too long to read.", "Take some of the marks at the beginning of the line away."),
	source.ErrorRule(RuleTooManyCells, "The tables have more cells than a page can show.",
		"No page could show them.", "Attach the figures as a file of their own, and show a summary."),
	source.ErrorRule(RuleTooTangled, "There are more marks in one paragraph than can be sorted out in time.",
		"It would take too long to read.", "Leave empty lines between paragraphs."),
	source.ErrorRule(RuleTooMuch, "A short text would make a huge page.",
		"No browser would show it.", "Look for a table with many empty cells."),
	either(source.ErrorRule(RuleTooManyProblems, "More than 500 errors, or as many warnings, are in one file. The rest are not listed.",
		"A list of thousands helps nobody.", "Mend those that are listed, then look again.")),
}

// either marks a rule that is an error in some files and a warning in others.
func either(r source.Rule) source.Rule {
	r.Either = true
	return r
}
