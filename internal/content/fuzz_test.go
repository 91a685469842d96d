package content

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// FuzzRead gives the reader any bytes for a report, a finding and the
// settings: it may find fault, but must not fall, and must say something where
// it returns nothing.
func FuzzRead(f *testing.F) {
	plain := plainSite()
	f.Add(plain["fiftysix.yaml"].Data, plain[reportName].Data, plain[findingName].Data)
	f.Add([]byte("office: {name: [x]"), []byte("---\ntitle: a: b\n---\n"), []byte("---\nhistory: [{date: 2024-13-01}]\n---\n"))
	f.Fuzz(func(t *testing.T, settings, report, finding []byte) {
		site := fstest.MapFS{
			"fiftysix.yaml": {Data: settings},
			reportName:      {Data: report},
			findingName:     {Data: finding},
		}
		reg, problems := Load(site, Options{Now: now})
		if errors, _ := diag.Count(problems); reg == nil && errors == 0 {
			t.Fatal("nothing was read and nothing said")
		}
		for _, p := range problems {
			if p.Message == "" || p.Rule == "" || p.File == "" {
				t.Fatalf("a problem that says nothing: %+v", p)
			}
		}
	})
}

// FuzzSettings gives the reader any settings for a site in which all else is
// right. Where it finds nothing wrong, what goes into styles, addresses and
// files' names is what may stand there.
func FuzzSettings(f *testing.F) {
	plain := plainSite()
	f.Add(plain[inspection.SettingsFile].Data)
	for _, more := range []string{
		"theme: {colour: \"#1d4f91\", accent: '#8a5a00'}\nbase_url: https://example.org/a/\nlanguages: [en, cy]\n",
		"addressees: [{name: A, id: b, also: [c]}]\nhosts: [apache, s3]\nnotice: {en: a, cy: b}\n",
		"services: [{id: a, name: b, regime: fire}]\naccessibility: {status: partial, known_problems: [a]}\n",
		"theme: {colour: \"red;}body{\"}\nbase_url: javascript:alert(1)\nlanguages: [../x]\n",
	} {
		f.Add([]byte(string(plain[inspection.SettingsFile].Data) + more))
	}
	f.Fuzz(func(t *testing.T, settings []byte) {
		site := plainSite()
		site[inspection.SettingsFile] = &fstest.MapFile{Data: settings}
		reg, problems := Load(site, Options{Now: now})
		if errors, _ := diag.Count(problems); reg == nil || errors > 0 {
			if errors == 0 {
				t.Fatal("nothing was read and nothing said")
			}
			return
		}
		o := reg.Office
		for _, c := range []string{o.Theme.Colour, o.Theme.Accent} {
			if c != "" && !hexColour.MatchString(c) {
				t.Errorf("the colour %q", c)
			}
		}
		for _, address := range []string{o.BaseURL, o.FirstBaseURL, o.Contact.URL} {
			if _, err := parseHTTPS(address); address != "" && err != nil {
				t.Errorf("the address %q", address)
			}
		}
		for _, lang := range o.Languages {
			if !languageCode.MatchString(lang) {
				t.Errorf("the language %q", lang)
			}
		}
		for _, a := range o.Addressees {
			if BadID(a.ID) != "" {
				t.Errorf("the addressee %q", a.ID)
			}
		}
	})
}

// FuzzDrawing gives any bytes for a drawing. One that is accepted is read
// again by one who forgives, and holds nothing that runs.
func FuzzDrawing(f *testing.F) {
	for _, drawing := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" style="fill:url(#a)"/></svg>`,
		`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a"><svg><style>a{fill:#fff}</style><use href="#a"/></svg>`,
		`<svg><script>alert(1)</script></svg>`, `<svg onload="alert(1)"/>`, `<svg><a href="java&#9;script:alert(1)"/></svg>`,
		`<svg><text><![CDATA[<script>alert(1)</script>]]></text></svg>`, `<x:svg xmlns:x="a"><x:script/></x:svg>`, `<svg><!-- --><g></g></svg>`,
	} {
		f.Add([]byte(drawing))
	}
	f.Fuzz(func(t *testing.T, drawing []byte) {
		if unsafeSVG(drawing) != "" {
			return
		}
		d := xml.NewDecoder(bytes.NewReader(drawing))
		d.Strict = false // read as one might who forgives
		for {
			token, err := d.RawToken()
			if err != nil {
				return
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if name := strings.ToLower(e.Name.Local); name == "script" || name == "foreignobject" || name == "iframe" {
				t.Fatalf("%q is taken for a drawing", drawing)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(strings.ToLower(a.Value), "javascript:") {
					t.Fatalf("%q is taken for a drawing", drawing)
				}
			}
		}
	})
}
