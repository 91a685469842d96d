package content

import (
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fmt"
)

// checkColours reports colours that could not be read or seen.
func (o *officeFile) checkColours() {
	check := func(field, colour, what string, least float64) {
		c := inspection.Colour(colour)
		if colour == "" || c.Contrast(inspection.Tint) >= least {
			return
		}
		o.problemIn(diag.Error, RuleContrast, "theme."+field,
			fmt.Sprintf("%s is too pale: %s, and its contrast with the page is %s to 1, where %s to 1 is needed", c, what, inspection.FormatContrast(c.Contrast(inspection.Tint)), inspection.FormatContrast(least)),
			fmt.Sprintf("the nearest colour that passes is %q", c.Darkened(inspection.Tint, least)))
	}
	check("colour", o.theme.Colour, "white words stand on it and links are written in it", inspection.WordContrast)
	check("accent", o.theme.Accent, "lines are drawn in it", inspection.LineContrast)
}
