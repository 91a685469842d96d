package source

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// However problems are brought together, they come in the order of sorting
// them all at once.
func TestMergedProblemsAreSorted(t *testing.T) {
	chance := rand.New(rand.NewPCG(56, 1))
	some := func(n int) (ps []Problem) {
		for range n {
			ps = append(ps, Problem{File: "f" + strconv.Itoa(chance.IntN(5)), Line: chance.IntN(4), Message: strconv.Itoa(chance.IntN(3))})
		}
		return ps
	}
	for range 500 {
		others, more := some(chance.IntN(20)), some(chance.IntN(8))
		if chance.IntN(2) == 0 {
			SortProblems(others)
		}
		want := slices.Concat(others, more)
		slices.SortStableFunc(want, byPlace)
		if got := MergeProblems(slices.Clone(others), more); !slices.Equal(got, want) {
			t.Fatalf("%v with %v:\n got %v\nwant %v", others, more, got, want)
		}
	}
}
