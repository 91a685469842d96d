package inspection

import (
	"slices"
	"strings"
	"testing"
)

// Applying the changed runs to the first list gives the second.
func FuzzChangedRuns(f *testing.F) {
	f.Add("abcde", "axcyye")
	f.Add("", "a")
	f.Add("aab", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		before, after := strings.Split(a, ""), strings.Split(b, "")
		var got []string
		from, at := 0, 0
		for _, s := range changedRuns(before, after) {
			got = append(got, before[from:from+s.at-at]...)
			from += s.at - at + s.removed
			got = append(got, after[s.at:s.at+s.added]...)
			at = s.at + s.added
		}
		if got = append(got, before[from:]...); !slices.Equal(got, after) {
			t.Errorf("%q to %q makes %q", before, after, got)
		}
	})
}
