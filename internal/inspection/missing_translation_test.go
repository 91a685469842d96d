package inspection

import (
	"slices"
	"strings"
	"testing"
)

// Applying what stretches says to the first list gives the second.
func FuzzStretches(f *testing.F) {
	f.Add("abcde", "axcyye")
	f.Add("", "a")
	f.Add("aab", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		was, is := strings.Split(a, ""), strings.Split(b, "")
		var made []string
		from, at := 0, 0
		for _, s := range changedRuns(was, is) {
			made = append(made, was[from:from+s.at-at]...)
			from += s.at - at + s.gone
			made = append(made, is[s.at:s.at+s.come]...)
			at = s.at + s.come
		}
		if made = append(made, was[from:]...); !slices.Equal(made, is) {
			t.Errorf("%q to %q makes %q", was, is, made)
		}
	})
}
