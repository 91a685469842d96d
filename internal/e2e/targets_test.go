package e2e

import (
	"fmt"
	"testing"
)

// WCAG 2.5.8: what is pressed is at least 24 by 24 px, or has that room.
func TestTargetsAreLargeEnough(t *testing.T) {
	report(t, checkTargets, fmt.Sprintf("%d targets at 1280 and 320 px", sum(t, checkTargets)))
}

func (v *visit) checkTargets(tb *tab, how string) error {
	type answer struct {
		Count  int      `json:"count"`
		Faults []string `json:"faults"`
	}
	a, err := ask[answer](tb, "look.small()")
	v.count[checkTargets] += a.Count
	for _, fault := range a.Faults {
		v.add(checkTargets, how+": "+fault)
	}
	return err
}
