package docimport

import "slices"

// This file finds where a paper goes over from one report to the next.

// reportsOf cuts a paper into its reports. What stands before the first
// belongs to it.
func reportsOf(blocks []Block) [][]Block {
	starts := starts(blocks)
	if len(starts) < 2 {
		return [][]Block{blocks}
	}
	starts[0] = 0
	var all [][]Block
	for i, from := range starts {
		to := len(blocks)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		all = append(all, blocks[from:to])
	}
	return all
}

// starts are the places at which a report begins: a line that gives its title,
// or a heading with a date of publication below it.
func starts(blocks []Block) []int {
	var titles, headings []int
	for i := range blocks {
		if field, _, ok := meta(blocks[i].text()); ok && field == metaTitle {
			at := i
			if i > 0 && blocks[i-1].Kind == Heading {
				at = i - 1
			}
			titles = append(titles, at)
		}
	}
	if len(titles) > 1 {
		return titles
	}
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != Heading || !inspectorateForm.MatchString(b.text()) {
			continue
		}
		for j := i + 1; j < len(blocks) && j < i+6 && blocks[j].Kind != Heading; j++ {
			text := blocks[j].text()
			field, _, ok := meta(text)
			if _, dated := firstDate(text); dated && (ok && field == metaPublished || publishedForm.MatchString(text) && inspectorateForm.MatchString(text)) {
				headings = append(headings, i)
				break
			}
		}
	}
	if len(headings) > 1 && slices.ContainsFunc(headings[1:], func(i int) bool { return i > headings[0]+2 }) {
		return headings
	}
	return nil
}

// share gives a report what the paper says once for all of them: its date.
func (r *report) share(before []Folder, _ []Block) {
	if r.answeredFrom != "" || len(before) == 0 {
		return
	}
	r.answered, r.answeredFrom = before[0].Found.Answered, "the date of the paper"
	if r.answered.IsZero() {
		r.answeredFrom = ""
	}
}
