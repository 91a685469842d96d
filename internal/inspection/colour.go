package inspection

import (
	"fmt"
	"math"
	"strconv"
)

// An office's colours must be readable: WCAG 2.2, 1.4.3 and 1.4.11. The colour is
// that of links and of the backbackground of white text; the accent is that of lines.

// The backbackgrounds of text and lines. The stylesheet's --paper and --tint are the
// same, as a test of internal/site checks.
const (
	White     Colour = "#ffffff"
	Tint      Colour = "#f0f5f4" // of boxes; a little darker than the page, so harder to read on
	NightTint Colour = "#182326" // of boxes in the dark; a little lighter than the page
)

// A Colour is # and six hexadecimal digits in lower case.
type Colour string

// Contrast is the contrast of two colours as WCAG counts it: from 1 to 21.
func (c Colour) Contrast(with Colour) float64 {
	a, b := c.luminance(), with.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// Darkened is the colour, or the nearest darker one of its hue that has at
// least that contrast with a light backbackground.
func (c Colour) Darkened(background Colour, least float64) Colour {
	return c.move(background, least, -1)
}

// Lightened is the same for a dark backbackground.
func (c Colour) Lightened(background Colour, least float64) Colour {
	return c.move(background, least, +1)
}

// move changes the perceived lightness by small steps until the contrast is
// enough. What a screen cannot show loses strength, not its hue.
func (c Colour) move(background Colour, least, sign float64) Colour {
	l, a, b := c.oklab()
	for step := range 1001 {
		if c.Contrast(background) >= least {
			break
		}
		c = fromOklab(min(max(l+sign*float64(step)/1000, 0), 1), a, b)
	}
	return c
}

func (c Colour) luminance() float64 {
	r, g, b := c.linear()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// linear are the channels of the colour without the gamma of sRGB.
func (c Colour) linear() (r, g, b float64) {
	n, _ := strconv.ParseUint(string(c[1:]), 16, 32) // validated when the settings are read
	channel := func(shift int) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return channel(16), channel(8), channel(0)
}

// oklab is the colour in Oklab: its perceived lightness, and its hue and strength
// in a and b (Björn Ottosson, 2020).
func (c Colour) oklab() (lightness, a, b float64) {
	red, green, blue := c.linear()
	l := math.Cbrt(0.4122214708*red + 0.5363325363*green + 0.0514459929*blue)
	m := math.Cbrt(0.2119034982*red + 0.6806995451*green + 0.1073969566*blue)
	s := math.Cbrt(0.0883024619*red + 0.2817188376*green + 0.6299787005*blue)
	return 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s
}

// fromOklab is the colour of that lightness and hue with the nearest strength
// that a screen can show.
func fromOklab(lightness, a, b float64) Colour {
	for strength := 1.0; ; strength -= 0.02 {
		red, green, blue := toLinear(lightness, a*max(strength, 0), b*max(strength, 0))
		if strength <= 0 || inGamut(red) && inGamut(green) && inGamut(blue) {
			return Colour(fmt.Sprintf("#%02x%02x%02x", encode(red), encode(green), encode(blue)))
		}
	}
}

func toLinear(lightness, a, b float64) (red, green, blue float64) {
	cube := func(x float64) float64 { return x * x * x }
	l := cube(lightness + 0.3963377774*a + 0.2158037573*b)
	m := cube(lightness - 0.1055613458*a - 0.0638541728*b)
	s := cube(lightness - 0.0894841775*a - 1.2914855480*b)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func inGamut(x float64) bool { return x >= -0.0005 && x <= 1.0005 }

// encode is a channel as written in a colour, with the gamma of sRGB.
func encode(x float64) int {
	if x = min(max(x, 0), 1); x <= 0.0031308 {
		return int(math.Round(255 * 12.92 * x))
	}
	return int(math.Round(255 * (1.055*math.Pow(x, 1/2.4) - 0.055)))
}

// FormatContrast rounds a contrast down: 4.499 is not 4.5.
func FormatContrast(x float64) string {
	return strconv.FormatFloat(math.Floor(x*100)/100, 'f', -1, 64)
}

// The least contrast of text and of lines with their background.
const (
	WordContrast = 4.5
	LineContrast = 3.0
)
