package e2e

import "testing"

// WCAG 1.4.10: in a window of 320 px nothing needs scrolling in two
// directions, but for what has a scrolling region of its own.
func TestNoPageScrollsSidewaysAt320Pixels(t *testing.T) {
	report(t, checkReflow, "at 320 px")
}

// A window of 1280 px at 400 % is one of 320 px with four times the pixels.
func TestNoPageScrollsSidewaysAt400Percent(t *testing.T) {
	report(t, checkZoom, "1280 px at 400 %")
}

// WCAG 1.4.4 asks for text at twice the size; ours can be had at four times.
// Twice is looked at on one page of each kind, four times on every page.
func TestTextAtFourTimesTheSizeIsAllThere(t *testing.T) {
	report(t, checkFont, "text at 200 % and 400 % of the size")
}

func (v *visit) checkReflow(tb *tab) error {
	if err := tb.as(phone); err != nil {
		return err
	}
	if err := v.fits(tb, checkReflow, "at 320 px"); err != nil {
		return err
	}
	return v.checkTargets(tb, "at 320 px")
}

func (v *visit) checkZoom(tb *tab) error {
	if err := tb.as(look{width: 320, height: 225, zoom: 4}); err != nil {
		return err
	}
	return v.asked(tb, checkZoom, "at 400 %", "look.wide()")
}

func (v *visit) checkFont(tb *tab) error {
	for _, l := range []look{
		{name: "text at 200 %", width: desktop.width, height: desktop.height, font: 32},
		{name: "text at 400 %", width: desktop.width, height: desktop.height, font: 64},
	} {
		if l.font == 32 && !v.page.one {
			continue
		}
		if err := tb.as(l); err != nil {
			return err
		}
		if err := v.fits(tb, checkFont, l.name); err != nil {
			return err
		}
	}
	return nil
}

// fits asks whether all of the page can be read by scrolling down it.
func (v *visit) fits(tb *tab, c check, how string) error {
	return v.asked(tb, c, how, "look.wide().concat(look.lost())")
}
