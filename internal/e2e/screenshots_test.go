package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
)

// TestScreenshots makes pictures for people to look at: one page of each
// kind, on a phone and on a desktop, light and dark. It tests nothing, so it
// runs only when it is told where to put them: make screenshots.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("FIFTYSIX_SCREENSHOTS")
	if dir == "" {
		t.Skip("FIFTYSIX_SCREENSHOTS does not name a folder for pictures")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	made := 0
	onPages(t, oneOfEach(theSites(t)), func(tb *tab, p page) error {
		if err := tb.load(p.site.top, p.site.top.address(p)); err != nil {
			return err
		}
		for _, width := range []int64{390, 1280} {
			for _, c := range colours[:2] {
				if err := tb.as(look{width: width, media: c.media}); err != nil {
					return err
				}
				picture, err := wholePage(tb)
				if err != nil {
					return err
				}
				kind := strings.Trim(strings.NewReplacer("/", "-", "<", "", ">", "", ".", "-").Replace(p.kind), "-")
				if kind == "" {
					kind = "home"
				}
				file := fmt.Sprintf("%s-%s-%d-%s.png", p.site.name, kind, width, c.name)
				if err := os.WriteFile(filepath.Join(dir, file), picture, 0o644); err != nil {
					return err
				}
				locked(func() { made++ })
			}
		}
		return nil
	})
	t.Logf("%d pictures in %s", made, dir)
}

// wholePage is a picture of the page from top to bottom, as far down as a
// browser can draw one.
func wholePage(tb *tab) ([]byte, error) {
	const deepest = 16000
	m, err := call(tb, cdppage.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	beyond := true
	got, err := call(tb, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond,
		Clip:                  &cdppage.Viewport{Width: m.CSSContentSize.Width, Height: min(m.CSSContentSize.Height, deepest), Scale: 1},
	})
	return got.Data, err
}
