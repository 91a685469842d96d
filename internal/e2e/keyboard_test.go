package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
)

// A stop is where the keyboard is after one more press of Tab.
type stop struct {
	Index   int      `json:"index"` // among the page's controls, as written
	Name    string   `json:"name"`
	Faults  []string `json:"faults"`
	Left    float64  `json:"left"` // on the page, not in the window
	Top     float64  `json:"top"`
	Width   float64  `json:"width"`
	Height  float64  `json:"height"`
	InSight bool     `json:"inSight"`
	Flow    bool     `json:"flow"`    // it stands among the words of the page
	Scrolls bool     `json:"scrolls"` // it scrolls by itself
	Key     string   `json:"key"`     // what sort of control it is, as shown
}

// The keyboard on one page of each kind: every control is reached, in the
// order in which it is written and read, and where it is can be seen. First
// comes a link to the page's content, and it leads there.
func TestTheKeyboardReachesEverythingInOrderAndInSight(t *testing.T) {
	w := &walker{found: faults{}, pictured: map[string]bool{}}
	pages := oneOfEach(theSites(t))
	looks := []look{desktop, phone, desktop}
	for i := range looks {
		looks[i].name += ", " + colours[i].name
		looks[i].media = colours[i].media
	}
	onPages(t, pages, func(tb *tab, p page) error {
		for i, l := range looks {
			// What forced colours leave of a mark of focus is the same on every page.
			if i == 2 && p.kind != "/" && p.kind != "/reports/<report>/" {
				continue
			}
			if err := w.walk(tb, p, l); err != nil {
				return err
			}
		}
		return nil
	})
	w.found.tell(t)
	t.Logf("keyboard: %d pages, one of each kind, at 1280 px light and 320 px dark, %d stops, %d sorts of focus measured in pictures, %d faults",
		len(pages), w.stops, len(w.pictured), len(w.found))
}

// A walker goes through pages by the keyboard alone.
type walker struct {
	found    faults
	stops    int
	pictured map[string]bool
}

func (w *walker) add(p page, l look, format string, args ...any) {
	locked(func() { w.found.add(l.name+": "+fmt.Sprintf(format, args...), p.String()) })
}

func (w *walker) walk(tb *tab, p page, l look) error {
	if err := tb.load(p.site.top, p.site.top.address(p)); err != nil {
		return err
	}
	if err := tb.as(l); err != nil {
		return err
	}
	if err := w.everyStop(tb, p, l); err != nil {
		return err
	}
	return w.skipLink(tb, p, l)
}

// everyStop presses Tab until it has been everywhere, and then asks where.
func (w *walker) everyStop(tb *tab, p page, l look) error {
	controls, err := ask[[]string](tb, "look.walk()")
	if err != nil {
		return err
	}
	for _, c := range controls {
		if strings.HasPrefix(c, "tabindex above 0") {
			w.add(p, l, "%s", c)
		}
	}
	for range len(controls) + 1 {
		if err := press(tb, "Tab"); err != nil {
			return err
		}
	}
	stops, err := ask[[]stop](tb, "look.stops()")
	if err != nil {
		return err
	}
	w.inOrder(p, l, controls, stops)
	for _, s := range stops {
		if err := w.picture(tb, p, l, s); err != nil {
			return err
		}
	}
	return nil
}

// inOrder compares where the keyboard was with what is written in the page.
func (w *walker) inOrder(p page, l look, controls []string, stops []stop) {
	var last stop
	next := 0
	for _, s := range stops {
		if s.Index < 0 && s.Scrolls {
			controls = slices.Delete(controls, len(controls)-1, len(controls)) // one press went to a region of the browser's own
			continue
		}
		if next >= len(controls) {
			break
		}
		if s.Index != next {
			w.add(p, l, "the keyboard goes to %s, where %s is next in the page", s.Name, controls[next])
			return
		}
		for _, fault := range s.Faults {
			w.add(p, l, "%s: %s", s.Name, fault)
		}
		// Reading goes down the page, or on to a column beside.
		if last.Flow && s.Flow && s.Top+s.Height <= last.Top && s.Left < last.Left+last.Width {
			w.add(p, l, "%s comes after %s, and stands above it", s.Name, last.Name)
		}
		last = s
		next++
	}
	if next < len(controls) {
		w.add(p, l, "the keyboard does not reach %s", controls[next])
	}
	locked(func() { w.stops += next })
}

// picture compares the control with and without focus, once for each sort of
// control. WCAG 2.4.13 asks for a change as large as a line of 2 px around it,
// with a contrast of 3 between the two.
func (w *walker) picture(tb *tab, p page, l look, s stop) error {
	key, seen := l.name+s.Key, false
	locked(func() { seen, w.pictured[key] = w.pictured[key], true })
	if seen || s.Index < 0 {
		return nil
	}
	s, err := ask[stop](tb, fmt.Sprintf("look.focus(%d)", s.Index))
	if err != nil {
		return err
	}
	with, err := shot(tb, s)
	if err != nil {
		return err
	}
	if _, err := ask[*bool](tb, "look.unfocus()"); err != nil {
		return err
	}
	without, err := shot(tb, s)
	if err != nil {
		return err
	}
	changed, needed := 0, int(2*2*(s.Width+s.Height))
	for y := with.Bounds().Min.Y; y < with.Bounds().Max.Y; y++ {
		for x := with.Bounds().Min.X; x < with.Bounds().Max.X; x++ {
			if contrast(with, without, x, y) >= 3 {
				changed++
			}
		}
	}
	if changed < needed {
		w.add(p, l, "%s: focus changes %d of its pixels by a contrast of 3, and %d would make a line of 2 px around it", s.Name, changed, needed)
	}
	return nil
}

// skipLink follows the first link of the page, which must lead to its content.
func (w *walker) skipLink(tb *tab, p page, l look) error {
	if err := tb.load(p.site.top, p.site.top.address(p)); err != nil {
		return err
	}
	if err := tb.as(l); err != nil {
		return err
	}
	if err := press(tb, "Tab"); err != nil {
		return err
	}
	s, err := ask[stop](tb, "look.stop()")
	if err != nil {
		return err
	}
	if !s.InSight {
		w.add(p, l, "the first stop, %s, cannot be seen", s.Name)
	}
	if err := press(tb, "Enter"); err != nil {
		return err
	}
	const arrived = `(() => {
		const to = document.querySelector(location.hash || 'none')
		return Boolean(to && to.closest('main') && to.getBoundingClientRect().top < innerHeight && (document.activeElement === to || !document.activeElement || document.activeElement === document.body))
	})()`
	there, err := ask[bool](tb, arrived)
	if err != nil {
		return err
	}
	if !there {
		w.add(p, l, "the first stop, %s, does not lead to the page's content", s.Name)
	}
	// The next stop is then in the content, where that has any.
	if err := press(tb, "Tab"); err != nil {
		return err
	}
	inside, err := ask[bool](tb, `!document.querySelector('main a[href], main button, main summary') || Boolean(document.activeElement.closest('main'))`)
	if err != nil {
		return err
	}
	if !inside {
		w.add(p, l, "after the first stop, %s, the keyboard goes on outside of the page's content", s.Name)
	}
	return nil
}

// press presses a key.
func press(tb *tab, key string) error {
	down := input.DispatchKeyEventParams{Type: "rawKeyDown", Key: key, Code: key, WindowsVirtualKeyCode: 9}
	if key == "Enter" {
		down.Type, down.Text, down.WindowsVirtualKeyCode = "keyDown", "\r", 13
	}
	return do(tb, input.DispatchKeyEvent, down)
}

// shot is a picture of a control, with the room that a mark of focus takes
// around it.
func shot(tb *tab, s stop) (image.Image, error) {
	const around = 8
	x, y := math.Max(0, s.Left-around), math.Max(0, s.Top-around)
	larger := s.Height > 500 // than the window, perhaps; and that costs time
	got, err := call(tb, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
		CaptureBeyondViewport: &larger,
		Clip:                  &cdppage.Viewport{X: x, Y: y, Width: s.Left + s.Width + around - x, Height: s.Top + s.Height + around - y, Scale: 1},
	})
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(got.Data))
}

// contrast is WCAG's ratio between two pictures at one place.
func contrast(a, b image.Image, x, y int) float64 {
	light, dark := luminance(a, x, y), luminance(b, x, y)
	if light < dark {
		light, dark = dark, light
	}
	return (light + .05) / (dark + .05)
}

func luminance(m image.Image, x, y int) float64 {
	linear := func(v uint32) float64 {
		c := float64(v) / 0xffff
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	r, g, b, _ := m.At(x, y).RGBA()
	return .2126*linear(r) + .7152*linear(g) + .0722*linear(b)
}
