package docimport

import "testing"

func TestEveryPatternCompiles(t *testing.T) {
	if len(patterns) < 50 {
		t.Fatalf("only %d are known", len(patterns))
	}
	for _, p := range patterns {
		p()
	}
}
