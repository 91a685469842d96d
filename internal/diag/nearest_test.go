package diag

import (
	"testing"
)

func TestNearest(t *testing.T) {
	names := []string{"published", "publish_after", "title", "url"}
	for word, want := range map[string]string{"publised": "published", "Title": "title", "ulr": "url", "colour": "", "titel": "title"} {
		if got := Nearest(word, names); got != want {
			t.Errorf("Nearest(%q) = %q; want %q", word, got, want)
		}
	}
}
