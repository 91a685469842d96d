package site

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/media"
)

// This file puts the office's colours and logo into the theme. Colours go into
// the stylesheet when the site is planned, so that the mark in its name covers
// them; site.css says where each is used, and what stands in its place where
// the office names none. The register has seen to it that they can be read.

// brand are the office's colours as the stylesheet knows them. In the dark,
// where what was dark enough is too dark, lighter ones of the same hue are.
func brand(t inspection.Theme) string {
	const dark, line = 7, 4.5 // a light colour on a dark page tires eyes less with more contrast
	var b strings.Builder
	put := func(name string, c inspection.Colour) { fmt.Fprintf(&b, "--office-%s:%s;", name, c) }
	if c := inspection.Colour(t.Colour); c != "" {
		put("colour", c)
		put("link", c)
		put("link-dark", c.Lightened(inspection.NightTint, dark))
	}
	if c := inspection.Colour(t.Accent); c != "" {
		put("accent", c)
		put("accent-dark", c.Lightened(inspection.NightTint, line))
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n:root{" + strings.TrimSuffix(b.String(), ";") + "}\n"
}

// readLogo reads the office's logo as it is put out. The register has looked at
// it.
func (e *localeSite) readLogo() []diag.Problem {
	file := e.reg.Office.Theme.Logo
	if file == "" {
		return nil
	}
	file = path.Clean(file)
	data, err := fs.ReadFile(e.files, file)
	if err == nil {
		data, err = media.Published(file, data)
	}
	if err != nil { // gone since the register looked
		return []diag.Problem{{File: inspection.SettingsFile, Rule: RuleLayout, Message: "the logo cannot be read: " + err.Error()}}
	}
	e.logo = asset{assetURL("logo"+strings.ToLower(path.Ext(file)), fingerprint(data)), data}
	return nil
}
