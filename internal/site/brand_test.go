package site

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

// The office's colours are in the stylesheet, and the mark in its name is of
// them too; its logo stands under a mark of its own.
func TestBrandIsPartOfTheFingerprint(t *testing.T) {
	s := readSample(t, "testdata/prevent.txtar")
	pageContext := func() (name, text string) {
		planned := s.plan(t, Options{Minify: true})
		return planned.localeSites[0].css.url, string(draw(t, planned, planned.localeSites[0].css.url))
	}
	plain, _ := pageContext()
	s.content["fiftysix.yaml"].Data = []byte(string(s.content["fiftysix.yaml"].Data) + "\ntheme: {colour: \"#1f4e5f\", accent: \"#8a5a00\", logo: logo.svg, logo_alt: \"\"}\n")
	s.content["logo.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}
	branded, text := pageContext()
	if plain == branded {
		t.Error("the stylesheet has one name with the office's colours and without")
	}
	for _, want := range []string{"--office-colour:#1f4e5f", "--office-link:#1f4e5f", "--office-accent:#8a5a00"} {
		if !strings.Contains(text, want) {
			t.Errorf("the stylesheet does not say %s", want)
		}
	}
	page := string(draw(t, s.plan(t, Options{}), "/"))
	if !strings.Contains(page, `<img src="assets/logo.`) || !strings.Contains(page, `.svg" alt="">`) {
		t.Error("the page does not show the logo")
	}
}

// The grounds against which content checks colours are the stylesheet's.
func TestGroundsAreTheStylesheets(t *testing.T) {
	css, err := fs.ReadFile(layouts.FS, "css/site.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(string(css), "prefers-color-scheme: dark")
	for _, c := range []struct{ css, want string }{
		{light, "--paper: #fff; "}, {light, "--tint: " + string(inspection.Tint) + ";"}, {dark, "--tint: " + string(inspection.NightTint) + ";"},
	} {
		if !strings.Contains(c.css, c.want) {
			t.Errorf("site.css does not say %q, which internal/inspection/colour.go takes it to", c.want)
		}
	}
}

// In the dark an office's colours are lighter ones of the same hue.
func TestBrandInTheDark(t *testing.T) {
	for _, c := range []string{"#1f4e5f", "#000000", "#00247d", "#8a0000"} {
		text := brand(inspection.Theme{Colour: c, Accent: c})
		_, after, _ := strings.Cut(text, "--office-link-dark:")
		if link := inspection.Colour(after[:7]); link.Contrast(inspection.NightTint) < 7 {
			t.Errorf("%s becomes %s in the dark, with a contrast of %.2f", c, link, link.Contrast(inspection.NightTint))
		}
	}
	if brand(inspection.Theme{}) != "" {
		t.Error("no colours are named, and something is added to the stylesheet")
	}
}
