package site

import (
	"strconv"
)

// A chart is bars, rendered as inline SVG when the site is built. Lengths are
// parts of the page's width and heights are in ems, so that text in it keeps
// the size that the reader chose, on any screen. A bar is
// identified by its label and pattern, never by its colour alone. A chart is a
// picture with a title; the table beside it has the same numbers.
type chart struct {
	ID     string // what its ids begin with
	Title  string
	Height string
	Bars   []bar
}

// bar is one line of a chart, with its label above.
type bar struct {
	Label         string
	LabelY, PartY string
	Parts         []part
}

// part is a stretch of a bar.
type part struct {
	Shade string // solid, stripe, cross, dot or open
	X     string // where it begins, of the chart's width
	Width string
}

// shade is a part before it is measured, or an entry of a key.
type shade struct {
	Shade string
	Name  string
	N     int
}

// The shape of a chart, in tenths of an em: each bar with its label, and their
// offsets.
const (
	barStep  = 32
	barLabel = 11
	barPart  = 15
)

// add adds a bar at the bottom. Most is the value of a bar as wide as the chart.
func (c *chart) add(label string, most int, shades ...shade) {
	top := len(c.Bars) * barStep
	b := bar{Label: label, LabelY: tenths(top+barLabel) + "em", PartY: tenths(top+barPart) + "em"}
	before := 0
	for _, s := range shades {
		if s.N > 0 {
			b.Parts = append(b.Parts, part{s.Shade, share(before, most), share(s.N, most)})
			before += s.N
		}
	}
	c.Bars = append(c.Bars, b)
	c.Height = tenths(len(c.Bars)*barStep) + "em"
}

// share is a part of a whole as SVG writes it: "33.3%".
func share(n, of int) string {
	if n == 0 {
		return "0"
	}
	return tenths(1000*n/of) + "%"
}

// tenths writes 125 as "12.5" and 120 as "12".
func tenths(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10)
}

// percent is n of all in a hundred, to the nearest.
func percent(n, of int) int {
	if of == 0 {
		return 0
	}
	return (100*n + of/2) / of
}
