package register

import (
	"errors"
	"maps"

	"fiftysix/internal/prose"
)

// errNotLink is for shapes that say themselves what is wrong.
var errNotLink = errors.New("not an address")

// The rules of this package, by the ids that messages and allow: use. Those
// that end a build cannot be allowed away; see [Allowable].
const (
	RuleUnknownField   = "unknown-field"   // a misspelt field would be lost in silence
	RuleMissingField   = "missing-field"   // without it the page would say less than it must
	RuleWrongValue     = "wrong-value"     // a value that means nothing certain is not published
	RuleHash           = "hash-in-words"   // YAML drops what follows a # from free text
	RuleName           = "name"            // a name that some disk or address cannot hold
	RulePlace          = "misplaced-file"  // a file where nothing reads it would be left out in silence
	RuleClash          = "clash"           // two things with one name would overwrite each other
	RuleSection        = "section"         // words under an unknown heading belong to nobody
	RuleReference      = "reference"       // it points to something that is not there
	RuleContradiction  = "contradiction"   // two fields cannot both be true
	RuleBrokenLink     = "broken-link"     // a reader would find nothing behind it
	RuleLanguage       = "language"        // a translation gives words again, and nothing else
	RuleAttachmentKind = "attachment-kind" // a kind of file that could run in a reader's browser
	RuleContrast       = "contrast"        // words that many could not read are as good as lost
	RuleLogo           = "logo"            // a picture that cannot be shown, or that could run in a reader's browser

	RuleWantedField     = "wanted-field"        // a reader is served worse without it
	RuleNoBodyComments  = "no-body-comments"    // s.55(5)(a): the body must publish comments of its own
	RuleNoForceComments = "no-force-comments"   // s.55(5)(b): the force's comments, or that it sent none
	RuleNoAction        = "no-action"           // s.55(5B): action, or why none, for every recommendation
	RuleNoReason        = "no-reason"           // s.55(5B)(b): why no action is taken
	RuleNotSent         = "not-sent"            // s.55(6): copies to the inspectors and the Secretary of State
	RuleNoLateReason    = "no-late-reason"      // a late answer without a reason leaves readers guessing
	RuleAnswerDue       = "answer-due"          // the last day is near or past, and there is no answer
	RuleEmptySection    = "empty-section"       // a heading with nothing beneath it is not shown
	RuleUnlisted        = "unlisted-attachment" // shown by its file name, which tells readers little
	RuleUnusedFile      = "unused-file"         // a file that no page shows or links to is not published
	RuleNearDuplicate   = "near-duplicate"      // two spellings of one body divide what it was asked
	RuleLinkHeld        = "link-to-held"        // the link is left out until what it leads to is public
	RuleHistoryDate     = "history-date"        // an entry older than its report is most often a slip
	RuleUnplaced        = "unplaced-words"      // words of a paper that nobody has looked at may be owed to the public
	RuleUnusedAllow     = "unused-allow"        // an exception that nothing needs any more hides the next fault
)

// Allowable are the rules that an allow: entry may name, each with why it is a
// rule. They are the warnings, and those of package prose.
var Allowable = func() map[string]string {
	all := maps.Clone(prose.Warnings)
	maps.Copy(all, duties)
	return all
}()

// duties are the warnings of this package.
var duties = map[string]string{
	RuleWantedField:     "a reader is served worse without it",
	RuleNoBodyComments:  "the local policing body must publish comments of its own (Police Act 1996 s.55(5)(a))",
	RuleNoForceComments: "the force's comments are published with the body's, or that it sent none (s.55(5)(b))",
	RuleNoAction:        "the body's comments say, for every recommendation, what action is taken or proposed, or why none (s.55(5B))",
	RuleNoReason:        "where no action is taken, the body says why (s.55(5B)(b))",
	RuleNotSent:         "a copy goes to the inspectors and to the Secretary of State (s.55(6))",
	RuleNoLateReason:    "a late answer without a reason leaves readers guessing",
	RuleAnswerDue:       "what the law asks is to be published by the last day (s.55(5A))",
	RuleEmptySection:    "a heading with nothing beneath it is not shown",
	RuleUnlisted:        "an attachment without a title is shown by its file name, which tells readers little",
	RuleUnusedFile:      "a file that no page shows or links to is not published",
	RuleNearDuplicate:   "two spellings of one body divide what it was asked",
	RuleLinkHeld:        "the link is left out until what it leads to is public",
	RuleHistoryDate:     "an entry older than its report is most often a slip of the pen",
}
