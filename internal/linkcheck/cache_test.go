package linkcheck

import (
	"testing"
	"time"
)

// FuzzCache gives any bytes for the cache: they are read,
// or the cache is empty, and what it writes it reads again.
func FuzzCache(f *testing.F) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	c := Cache{}
	c.put("https://example.org/", Result{State: Fine}, at)
	c.put("https://example.org/old/", Result{State: Moved, To: "https://example.org/new/"}, at)
	text, err := c.Text(at)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("null"))
	f.Add([]byte(`{"a": {"state": 99, "on": "9999-12-31T00:00:00Z"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c := ParseCache(text)
		for address := range c {
			c.get(address, at)
		}
		kept, err := c.Text(at)
		if err != nil {
			return // a time that JSON cannot contain
		}
		if again := ParseCache(kept); len(again) != len(c) {
			t.Errorf("%d are kept, and %d read again", len(c), len(again))
		}
	})
}
