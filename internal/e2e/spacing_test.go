package e2e

import (
	"fmt"
	"testing"
)

// spacing is what a reader may set, by WCAG 1.4.12, without losing anything.
const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }`

func TestTheReadersOwnSpacingLosesNothing(t *testing.T) {
	report(t, checkSpacing, "text spacing of WCAG 1.4.12 at 320 px, and at 1280 px on one of each kind")
}

func (v *visit) checkSpacing(tb *tab) error {
	for _, l := range []look{desktop, phone} {
		if l.width == desktop.width && !v.page.one {
			continue
		}
		if err := tb.as(l); err != nil {
			return err
		}
		if _, err := ask[*bool](tb, fmt.Sprintf("look.restyle(%q)", spacing)); err != nil {
			return err
		}
		if err := v.fits(tb, checkSpacing, l.name); err != nil {
			return err
		}
		if _, err := ask[*bool](tb, "look.restyle('')"); err != nil {
			return err
		}
	}
	return nil
}
