package docimport

import "testing"

// Every pattern is one that can be looked for.
func TestFormsAreWellFormed(t *testing.T) {
	if len(forms) < 50 {
		t.Fatalf("only %d are known", len(forms))
	}
	for _, p := range forms {
		p.ready()
	}
}
