package site

import (
	"reflect"
	"testing"
)

// A bar's parts stand one after another and none is drawn for nothing.
func TestChart(t *testing.T) {
	c := chart{}
	c.add("2025", 4, shade{Shade: "solid", N: 1}, shade{Shade: "stripe"}, shade{Shade: "open", N: 3})
	c.add("2024", 4, shade{Shade: "solid", N: 1})
	want := []bar{
		{"2025", "1.1em", "1.5em", []part{{"solid", "0", "25%"}, {"open", "25%", "75%"}}},
		{"2024", "4.3em", "4.7em", []part{{"solid", "0", "25%"}}},
	}
	if !reflect.DeepEqual(c.Bars, want) || c.Height != "6.4em" {
		t.Errorf("got %+v, %s", c.Bars, c.Height)
	}
}

func TestShare(t *testing.T) {
	for _, test := range []struct {
		n, of   int
		share   string
		percent int
	}{
		{0, 0, "0", 0}, {0, 7, "0", 0}, {1, 3, "33.3%", 33}, {2, 3, "66.6%", 67}, {3, 3, "100%", 100}, {1, 200, "0.5%", 1},
	} {
		if got := share(test.n, test.of); got != test.share {
			t.Errorf("%d of %d: %s, want %s", test.n, test.of, got, test.share)
		}
		if got := percent(test.n, test.of); got != test.percent {
			t.Errorf("%d of %d: %d%%, want %d%%", test.n, test.of, got, test.percent)
		}
	}
}
