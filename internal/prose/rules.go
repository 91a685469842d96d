package prose

// The rules' ids. They are stable: authors name them under allow:. Each has
// one sentence here saying why it is a rule; the manual is made from these.
const (
	// RuleRawHTML (error): HTML in the text would be left out, and its words with it.
	RuleRawHTML = "raw-html"
	// RuleHTMLComment (error): a comment is lost on the page, yet anyone who gets the file can read it.
	RuleHTMLComment = "html-comment"

	// RuleLinkEmpty (error): a link or picture without an address leads nowhere.
	RuleLinkEmpty = "link-empty"
	// RuleLinkWordless (error): a link without words cannot be seen, and a screen reader has nothing to say for it.
	RuleLinkWordless = "link-wordless"
	// RuleLinkVague (warning): "click here" says nothing to those who go from link to link.
	RuleLinkVague = "link-vague"
	// RuleLinkScheme (error): only https, http, mailto and tel are safe and work for everyone.
	RuleLinkScheme = "link-scheme"
	// RuleLinkIncomplete (error): an address without https:// or mailto: would be taken for a file of this site.
	RuleLinkIncomplete = "link-incomplete"
	// RuleLinkRoot (error): a link that begins with / breaks where the site stands in a subfolder.
	RuleLinkRoot = "link-from-root"
	// RuleLinkUnreadable (error): no browser could open the address.
	RuleLinkUnreadable = "link-unreadable"
	// RuleLinkUnused (error): "[name]: address" that no link refers to is not shown, so its words are lost.
	RuleLinkUnused = "link-address-unused"
	// RuleLinkTwice (error): of two addresses under one name the second is lost.
	RuleLinkTwice = "link-address-twice"
	// RuleImageNoAlt (warning): who cannot see the picture is told nothing.
	RuleImageNoAlt = "image-without-words"
	// RuleImageElsewhere (error): a picture fetched from another site tells that site who reads this one.
	RuleImageElsewhere = "image-elsewhere"

	// RuleStrayMarks (warning): stars or underscores meant to make words bold are shown as they are.
	RuleStrayMarks = "stray-marks"

	// RuleNoteUnused (error): a footnote that nothing refers to is not shown, so its words are lost.
	RuleNoteUnused = "note-unused"
	// RuleNoteMissing (warning): a footnote mark without its note is shown as it is written.
	RuleNoteMissing = "note-missing"
	// RuleNoteTwice (error): of two footnotes under one mark the second is lost.
	RuleNoteTwice = "note-twice"
	// RuleNoteEmpty (warning): a footnote without words sends the reader to nothing.
	RuleNoteEmpty = "note-empty"
	// RuleNoteMisplaced (error): a footnote mark within a link, a picture's words or a section's heading cannot work.
	RuleNoteMisplaced = "note-misplaced"

	// RuleHeadingTop (error in report and finding files, warning on pages): the page's own title is the only heading of level 1.
	RuleHeadingTop = "heading-top"
	// RuleHeadingJump (warning): who moves by headings takes a skipped level for something missed.
	RuleHeadingJump = "heading-jump"
	// RuleHeadingEmpty (error): a heading without words heads nothing.
	RuleHeadingEmpty = "heading-empty"
	// RuleSectionInside (error): a section that starts within a list or quote would put the words after it in the wrong place.
	RuleSectionInside = "section-inside"
	// RuleSectionMarks (error): a section's heading is a name, so a link or picture in it would be lost.
	RuleSectionMarks = "section-marks"

	// RuleTableRow (error): cells beyond the last heading are not shown, so their words are lost.
	RuleTableRow = "table-row"
	// RuleTableUnderlined (error): a line of dashes directly under a table would move the words before it behind it.
	RuleTableUnderlined = "table-underlined"
	// RuleTableBroken (warning): a table whose rows do not fit is shown as lines of words and bars.
	RuleTableBroken = "table-broken"

	// RuleCodeOpen (error): a block of code that is never closed takes in all that follows, headings too.
	RuleCodeOpen = "code-open"
	// RuleCodeWords (error): words on the line that opens a block of code are not shown.
	RuleCodeWords = "code-words"
	// RuleCodeIndented (warning): lines that begin with four spaces are shown as computer code, which is seldom meant.
	RuleCodeIndented = "code-indented"

	// RuleTooLong (error): one file holds more than can be read at once.
	RuleTooLong = "text-too-long"
	// RuleTooDeep (error): lists and quotes within each other beyond all use.
	RuleTooDeep = "text-too-deep"
	// RuleTooManyCells (error): a table so large that no page could show it.
	RuleTooManyCells = "table-too-large"
	// RuleTooTangled (error): more marks in one paragraph than can be sorted out in time.
	RuleTooTangled = "text-too-tangled"
	// RuleTooMuch (error): a short text that would make a huge page.
	RuleTooMuch = "page-too-large"
	// RuleTooManyProblems (error or warning, as those before it): a list of thousands helps nobody.
	RuleTooManyProblems = "too-many-problems"
)

// Warnings are the rules that stop nothing, each with why it is one. Authors
// may allow them where the words are right as they are.
var Warnings = map[string]string{
	RuleLinkVague:    "“click here” says nothing to those who go from link to link",
	RuleImageNoAlt:   "who cannot see the picture is told nothing",
	RuleStrayMarks:   "stars or underscores meant to make words bold are shown as they are",
	RuleNoteMissing:  "a footnote mark without its note is shown as it is written",
	RuleNoteEmpty:    "a footnote without words sends the reader to nothing",
	RuleHeadingTop:   "the page’s title comes from its title field",
	RuleHeadingJump:  "who moves by headings takes a skipped level for something missed",
	RuleTableBroken:  "a table whose rows do not fit is shown as lines of words and bars",
	RuleCodeIndented: "lines that begin with four spaces are shown as computer code, which is seldom meant",
}
