package inspection

import (
	"testing"
)

// Contrasts are those of WCAG's own formula, as other tools give them.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b Colour
		want string
	}{
		{"#000000", "#ffffff", "21"},
		{"#ffffff", "#ffffff", "1"},
		{"#767676", "#ffffff", "4.54"},
		{"#777777", "#ffffff", "4.47"}, // just not enough for words
		{"#0000ff", "#ffffff", "8.59"},
		{"#ffff00", "#ffffff", "1.07"},
		{"#1d4f91", "#ffffff", "8.14"},
	} {
		if got := FormatContrast(c.a.Contrast(c.b)); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.a, c.b, got, c.want)
		}
		if c.a.Contrast(c.b) != c.b.Contrast(c.a) {
			t.Errorf("%s on %s: the contrast is another one the other way round", c.a, c.b)
		}
	}
}

// The nearest colour that passes does pass, is near, and keeps its hue; one
// that passes already is left as it is.
func TestNearestColour(t *testing.T) {
	for _, c := range []struct {
		name         string
		colour, want Colour
	}{
		{"enough already", "#1f4e5f", "#1f4e5f"},
		{"a grey that just fails", "#777777", "#6f6f6f"},
		{"a police blue, too light", "#4a90d9", "#2b72b9"},
		{"pure yellow", "#ffff00", "#73730b"},
		{"pure red", "#ff0000", "#e00905"},
		{"orange", "#f47738", "#bd4d00"},
		{"white", "#ffffff", "#6f6f6f"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.colour.Darkened(Tint, WordContrast)
			if got != c.want {
				t.Errorf("%s becomes %s, want %s", c.colour, got, c.want)
			}
			if got.Contrast(Tint) < WordContrast || got.Contrast(White) < WordContrast {
				t.Errorf("%s does not pass: %.3f", got, got.Contrast(Tint))
			}
			if got != c.colour && got.Contrast(Tint) > WordContrast+0.12 {
				t.Errorf("%s is darker than it need be: %.3f", got, got.Contrast(Tint))
			}
		})
	}
	for _, c := range []Colour{"#000000", "#0000ff", "#1f4e5f", "#8a5a00", "#400000"} {
		if got := c.Lightened(NightTint, 7); got.Contrast(NightTint) < 7 {
			t.Errorf("%s at night is %s, which does not pass: %.2f", c, got, got.Contrast(NightTint))
		}
	}
}
