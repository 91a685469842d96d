package linkcheck

import (
	"testing"
	"time"
)

// FuzzMemory gives any bytes for what was found of links before: they are read,
// or forgotten, and what is kept is read again as it was.
func FuzzMemory(f *testing.F) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	m := Memory{}
	m.keep("https://example.org/", Result{State: Fine}, at)
	m.keep("https://example.org/old/", Result{State: Moved, To: "https://example.org/new/"}, at)
	text, err := m.Text(at)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("null"))
	f.Add([]byte(`{"a": {"state": 99, "on": "9999-12-31T00:00:00Z"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m := Remember(text)
		for address := range m {
			m.recall(address, at)
		}
		kept, err := m.Text(at)
		if err != nil {
			return // a time that JSON cannot hold
		}
		if again := Remember(kept); len(again) != len(m) {
			t.Errorf("%d are kept, and %d read again", len(m), len(again))
		}
	})
}
