// Package inspection is the data model of the site and the law that applies to
// it: the office, the inspectorate's reports, their findings, the answers to
// them, and the days that count.
//
// Begin with [Register], [Report] and [Finding]. Then, by what you need:
//
//   - the law: [Report.LastDay] and [Report.Outcome] in clock.go
//   - what pages list: [Register.Groups], [Register.Deadlines], [Register.Changes]
//   - what pages count: [Register.AnswerFigures], [Register.FindingFigures],
//     [Register.Performance]
//   - what is not public yet: [Embargo] in withheld.go
//   - what a site in two languages lacks: [Translatable] and [TranslationGap]
//
// The package reads no files but those it is given to hash, and never the clock:
// today is [Register.Now]. It parses no YAML and knows nothing of pages.
// internal/content makes a [Register] from a folder.
package inspection

// A Register is everything that the site may publish at one moment.
type Register struct {
	Office   Office
	Reports  []*Report // newest first
	Pages    []*Page   // by order, then title
	Now      Moment
	Closed   bool       // the office's last day is over, and Now is the end of it
	Withheld []Withheld // what is not public, for the office's eyes only
}

// Today is the day, in London, for which the site is built.
func (reg *Register) Today() Date { return reg.Now.Date() }

// Report returns the report with an id, or nil.
func (reg *Register) Report(id string) *Report {
	for _, r := range reg.Reports {
		if r.ID == id {
			return r
		}
	}
	return nil
}
