package inspection

import (
	"slices"
	"strconv"
)

// An Edit is what happened to a segment after it was translated.
type Edit struct {
	What string // "paragraph 2 of Our comments was changed"
	Now  string // its text today; "" where it was taken out
}

// changesSince finds what has happened to a field since its segments had these
// hashes.
func (f Field) changesSince(hashes []string, translation *Field) (changes []Edit) {
	now := make([]string, len(f.Segments))
	for i, s := range f.Segments {
		now[i] = ParagraphHash(s.Text)
	}
	for _, run := range changedRuns(hashes, now) {
		for n := range max(run.removed, run.added) {
			if n >= run.added {
				if f.Kind == TextField { // an entry that is gone from one language is shown in none
					changes = append(changes, f.removedAfter(run.at+run.added))
				}
				continue
			}
			s := f.Segments[run.at+n]
			if f.Kind == ListField && !translation.hasSegment(s.Key) {
				continue // reported as missing
			}
			what := " was changed"
			if n >= run.removed {
				what = " is new"
			}
			changes = append(changes, Edit{What: f.NameOf(s) + what, Now: s.Text})
		}
	}
	return changes
}

func (f Field) removedAfter(paragraph int) Edit {
	after := "the beginning"
	if paragraph > 0 {
		after = "paragraph " + strconv.Itoa(paragraph)
	}
	return Edit{What: f.Name() + ": a paragraph after " + after + " was taken out"}
}

// A changedRun is where two lists differ: at an index of the new one, so many
// entries of the old one were removed and so many added.
type changedRun struct{ at, removed, added int }

// changedRuns compares two lists by their longest common subsequence.
func changedRuns(before, after []string) (all []changedRun) {
	if slices.Equal(before, after) {
		return nil
	}
	common := make([][]int, len(before)+1) // the length of the longest one from i and j on
	for i := range common {
		common[i] = make([]int, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	run := changedRun{}
	flush := func(next int) {
		if run.removed+run.added > 0 {
			all = append(all, run)
		}
		run = changedRun{at: next}
	}
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case i < len(before) && j < len(after) && before[i] == after[j]:
			i, j = i+1, j+1
			flush(j)
		case j == len(after) || i < len(before) && common[i+1][j] >= common[i][j+1]:
			i, run.removed = i+1, run.removed+1
		default:
			j, run.added = j+1, run.added+1
		}
	}
	flush(j)
	return all
}
