package register

import (
	"fiftysix/internal/source"
)

// This file warns of what looks wrong: what can be true, and most often is a
// slip.

// checkFacts looks at every report.
func (c *content) checkFacts() {
	for _, d := range c.fresh {
		if d.report == nil {
			continue
		}
		for _, f := range d.findings {
			f.checkHistory(d.report.report)
		}
	}
}

// checkHistory looks at how a finding is said to have gone.
func (f *findingFile) checkHistory(r *Report) {
	for i, u := range f.history {
		if !u.Date.IsZero() && u.Date.Before(r.Published) {
			f.problemIn(source.Warning, RuleHistoryDate, at("history", i)+".date", "this entry is dated before the report, which came out on "+r.Published.String(), "look at the date")
		}
	}
}
