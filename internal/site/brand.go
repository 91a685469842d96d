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

// This file puts the office's colours and logo into the theme. Colours are added
// to the stylesheet when the site is planned, so that its fingerprint covers them;
// site.css says where each is used, and has its own where the office sets none.
// That they have enough contrast was checked when the settings were read.

// brand sets the office's colours as CSS properties. Dark mode has lighter ones of
// the same hue.
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

// readLogo reads the office's logo as it is published. It was checked when the
// settings were read.
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
	if err != nil { // removed since the settings were read
		return []diag.Problem{{File: inspection.SettingsFile, Rule: RuleLayout, Message: "the logo cannot be read: " + err.Error()}}
	}
	e.logo = asset{assetURL("logo"+strings.ToLower(path.Ext(file)), fingerprint(data)), data}
	return nil
}
