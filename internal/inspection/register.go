// Package register is what is so: the office, the inspectorate's reports, what
// was found and what was answered, on which days.
//
// Begin at [Read], which turns a site's folder into a [Register] and a list of
// everything wrong with it; then [Report], [Finding] and, for the law,
// [Report.Outcome]. What is held back is decided here, once, and is absent
// from everything that follows. The package never reads the clock, and never
// says how anything looks.
package inspection

// A Register is everything the site may say, at one moment.
type Register struct {
	Office   Office
	Reports  []*Report // newest first
	Pages    []*Page   // by order, then title
	Now      Moment
	Closed   bool       // the office's last day is over, and Now is its end
	Withheld []Withheld // what is not public, for the office's eyes only
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
