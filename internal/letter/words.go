package letter

import (
	"cmp"
	"fmt"

	"fiftysix/internal/inspection"
)

// A wording is the letter's own words in one language. The Welsh avoids sentences
// in which a name would change the beginning of the next word. It was not
// written by a Welsh speaker, and is to be reviewed like the theme's.
type wording struct {
	title      string // of the report
	draft      string // comes before the title
	missing    string
	to, copy   string
	dear       string
	published  string // on a day
	report     string
	these      string // the body's title, and the force
	lastDay    string
	late       string // the day, and how many days
	ours       string // the body's title
	forces     string
	reply      string
	none       string
	below      string
	sentNone   string
	kinds      map[inspection.FindingKind]string
	kind       map[inspection.FindingKind]string
	numbered   string // the kind, a number, of how many
	addressed  string
	due        string
	same       string
	forceReply string
	ourReply   string
	others     string
	action     map[inspection.Action]string
	yours      string
	force      string // one that has no name
	notes      string
	only       map[string]string // words in that language alone, by its code
	months     [12]string
	daysLate   func(n int) string
}

var wordings = map[string]*wording{
	"en": {
		title: "Answer to the report “%s”", draft: "DRAFT: ", missing: "DRAFT: not to be sent. This is missing:",
		to: "To: the Home Secretary", copy: "Copy to: His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services", dear: "Dear Home Secretary",
		published: "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) published this report on %s.", report: "The report: ",
		these:   "These are the comments of the %s on the report, together with those of the chief officer of %s, within the meaning of section 55(5) of the Police Act 1996. A copy of what is published goes to you and to the inspectors of constabulary under section 55(6).",
		lastDay: "The last day for publishing them is %s, the end of the period of 56 days in section 55(5A).", late: "They were published on %s, %s later.",
		ours: "Comments of the %s", forces: "Comments of the force", reply: "Reply to the force’s comments",
		none: "There are none yet.", below: "The force’s comments are in its response to each recommendation, below.", sentNone: "The force was asked for its comments and sent none.",
		kinds: map[inspection.FindingKind]string{
			inspection.Recommendation: "Recommendations, and the action taken or proposed on each", inspection.CauseOfConcern: "Causes of concern", inspection.AreaForImprovement: "Areas for improvement",
		},
		kind: map[inspection.FindingKind]string{
			inspection.Recommendation: "Recommendation", inspection.CauseOfConcern: "Cause of concern", inspection.AreaForImprovement: "Area for improvement",
		},
		numbered: "%s, %d of %d", addressed: "Addressed to: %s.", due: " To be done: %s.", same: "The answer is the same as to: %s.",
		forceReply: "The force’s response", ourReply: "Our response", others: "This recommendation is for others to act on.",
		action: map[inspection.Action]string{
			inspection.ActionTaken: "Action has been taken.", inspection.ActionProposed: "Action is proposed.", inspection.ActionNone: "No action has been taken, and none is proposed.",
			"": "Nothing says yet what action is taken or proposed.",
		},
		yours: "Yours sincerely", force: "the force", notes: "Notes", only: map[string]string{"cy": "In Welsh only:", "": "In another language only:"},
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		daysLate: func(n int) string {
			if n == 1 {
				return "1 day"
			}
			return fmt.Sprintf("%d days", n)
		},
	},
	"cy": {
		title: "Ymateb i’r adroddiad “%s”", draft: "DRAFFT: ", missing: "DRAFFT: nid i’w anfon. Mae’r canlynol ar goll:",
		to: "At: yr Ysgrifennydd Cartref", copy: "Copi at: Arolygiaeth Cwnstabliaeth a Gwasanaethau Tân ac Achub Ei Fawrhydi", dear: "Annwyl Ysgrifennydd Cartref",
		published: "Cyhoeddodd Arolygiaeth Cwnstabliaeth a Gwasanaethau Tân ac Achub Ei Fawrhydi (HMICFRS) yr adroddiad hwn ar %s.", report: "Yr adroddiad: ",
		these:   "Dyma’r sylwadau ar yr adroddiad gan y corff plismona lleol (%s), ynghyd â rhai prif swyddog yr heddlu (%s), o fewn ystyr adran 55(5) o Ddeddf yr Heddlu 1996. Anfonir copi o’r hyn a gyhoeddir atoch chi ac at yr arolygwyr cwnstabliaeth o dan adran 55(6).",
		lastDay: "Y diwrnod olaf ar gyfer eu cyhoeddi yw %s, sef diwedd y cyfnod o 56 diwrnod yn adran 55(5A).", late: "Fe’u cyhoeddwyd ar %s, %s yn ddiweddarach.",
		ours: "Sylwadau: %s", forces: "Sylwadau’r heddlu", reply: "Ateb i sylwadau’r heddlu",
		none: "Nid oes dim eto.", below: "Mae sylwadau’r heddlu yn ei ymateb i bob argymhelliad, isod.", sentNone: "Gofynnwyd i’r heddlu am ei sylwadau, ac ni anfonodd ddim.",
		kinds: map[inspection.FindingKind]string{
			inspection.Recommendation: "Argymhellion, a’r camau a gymerwyd neu a gynigir ar bob un", inspection.CauseOfConcern: "Achosion pryder", inspection.AreaForImprovement: "Meysydd i’w gwella",
		},
		kind: map[inspection.FindingKind]string{
			inspection.Recommendation: "Argymhelliad", inspection.CauseOfConcern: "Achos pryder", inspection.AreaForImprovement: "Maes i’w wella",
		},
		numbered: "%s, %d o %d", addressed: "Wedi’i gyfeirio at: %s.", due: " I’w wneud: %s.", same: "Mae’r ymateb yr un peth â’r ymateb i: %s.",
		forceReply: "Ymateb yr heddlu", ourReply: "Ein hymateb", others: "Mater i eraill weithredu arno yw’r argymhelliad hwn.",
		action: map[inspection.Action]string{
			inspection.ActionTaken: "Cymerwyd camau.", inspection.ActionProposed: "Cynigir camau.", inspection.ActionNone: "Ni chymerwyd camau, ac ni chynigir dim.",
			"": "Nid oes dim yn dweud eto pa gamau a gymerir neu a gynigir.",
		},
		yours: "Yn gywir", force: "yr heddlu", notes: "Nodiadau", only: map[string]string{"en": "Yn Saesneg yn unig:", "": "Mewn iaith arall yn unig:"},
		months: [12]string{"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"},
		daysLate: func(n int) string {
			if n == 2 {
				return "2 ddiwrnod"
			}
			return fmt.Sprintf("%d diwrnod", n)
		},
	},
}

// Languages are those that a letter can be written in.
var Languages = []string{"en", "cy"}

// day formats a day for a letter: 24 November 2026.
func (w *wording) day(d inspection.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, w.months[d.Month-1], d.Year)
}

// onlyIn is the note above words that exist in one language only.
func (w *wording) onlyIn(lang string) string { return cmp.Or(w.only[lang], w.only[""]) }
