// Package register is what is so: the office, the inspectorate's reports, what
// was found and what was answered, on which days.
//
// Begin at [Read], which turns a site's folder into a [Register] and a list of
// everything wrong with it; then [Report], [Finding] and, for the law,
// [Report.Outcome]. What is held back is decided here, once, and is absent
// from everything that follows. The package never reads the clock, and never
// says how anything looks.
package register

// A Register is everything the site may say, at one moment.
type Register struct {
	Office  Office
	Reports []*Report // newest first
	Pages   []*Page   // by order, then title
	Now     Moment
	Closed  bool   // the office's last day is over, and Now is its end
	Held    []Held // what is not public, for the office's eyes only
}

// Today is the day in London at which the register is read.
func (reg *Register) Today() Date { return reg.Now.Date() }

// Report finds a report by its id, or nil.
func (reg *Register) Report(id string) *Report {
	for _, r := range reg.Reports {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// A Hold says why something is not public yet. The zero Hold is public.
type Hold struct {
	Reason HoldReason
	Until  Moment // zero for what waits for a person, as a draft does
}

// HoldReason is the kind of a Hold.
type HoldReason string

// The reasons.
const (
	HeldDraft  HoldReason = "draft"
	HeldUntil  HoldReason = "publish-after" // a publish_after that is to come
	HeldFuture HoldReason = "future-date"   // dated on a day that is to come
	// HeldUnplaced is for a report with words that nobody has put anywhere yet.
	HeldUnplaced HoldReason = "unplaced"
)

// Public says whether there is no hold.
func (h Hold) Public() bool { return h.Reason == "" }

// Held is one thing held back, as the office sees it in lists of its own.
type Held struct {
	Hold
	File string
	Part HeldPart
	ID   string // of a report, a page, or report/finding
}

// HeldPart is what of a file is held.
type HeldPart string

// The parts that can be held.
const (
	HeldReport   HeldPart = "report"
	HeldResponse HeldPart = "response"
	HeldFinding  HeldPart = "finding"
	HeldUpdate   HeldPart = "update"
	HeldPage     HeldPart = "page"
)
