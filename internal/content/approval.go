package content

import (
	"fiftysix/internal/diag"
)

// This file says which words somebody has approved: a mark of them all, which
// is another as soon as one of them is. What may change without being approved
// anew is not in it: days and addresses, what is held back until when, what is
// allowed, and the history, which only grows.

// checkApproval warns where the words are not those that were approved.
func (f *reportFile) checkApproval(c *loader) {
	approved := f.report.Response.Approved
	if approved == nil || approved.Hash == "" {
		return
	}
	mark, err := f.report.ContentHash(c.fsys)
	if err != nil || mark == approved.Hash { // a file that cannot be read is told of already
		return
	}
	f.problemIn(diag.Warning, RuleApproval, "response.approved", "words of this report have changed since "+approved.By+" approved them on "+approved.On.String(),
		"put the words back, or have them approved again: fiftysix approve "+f.report.ID)
}
