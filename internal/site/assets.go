package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"

	"fiftysix/internal/diag"
	"fiftysix/internal/media"
)

// asset is one of the theme's own files, made when the site is planned, since
// what it holds is part of its name.
type asset struct {
	url  string
	data []byte
}

func (e *localeSite) readAssets(theme fs.FS) []diag.Problem {
	var problems []diag.Problem
	read := func(file, name, mediatype, more string) asset {
		raw, err := fs.ReadFile(theme, file)
		if err != nil {
			problems = append(problems, diag.Problem{File: "layouts/" + file, Rule: RuleLayout, Message: "this file of the theme is missing"})
			return asset{}
		}
		raw = append(raw, more...)
		if e.minify && mediatype == scriptType {
			raw = minifyScript(raw)
		} else if e.minify {
			var b bytes.Buffer
			if err := minifyTo(&b, mediatype, bytes.NewReader(raw)); err != nil {
				problems = append(problems, diag.Problem{File: "layouts/" + file, Rule: RuleLayout, Message: "this file of the theme cannot be read: " + err.Error()})
				return asset{}
			}
			raw = b.Bytes()
		}
		return asset{assetURL(name, fingerprint(raw)), raw}
	}
	e.css = read("css/site.css", "site.css", "text/css", brand(e.reg.Office.Theme))
	e.toolsCSS = read("css/tools.css", "tools.css", "text/css", "")
	e.listsScript = read("js/lists.js", "lists.js", scriptType, "")
	e.searchScript = read("js/search.js", "search.js", scriptType, "")
	if e.signOff != nil {
		e.draftCSS = read("css/draft.css", "draft.css", "text/css", "")
	}
	e.icon = read("icon.svg", "icon.svg", "image/svg+xml", "")
	return append(problems, e.readLogo()...)
}

// mark is of what a file holds: another one as soon as a byte differs.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:12]
}

// planAssets plans the theme's files and the files that the content brings.
func (e *localeSite) planAssets(to *outputList) {
	for _, a := range []asset{e.css, e.icon, e.toolsCSS, e.searchScript, e.listsScript} {
		to.add(Output{URL: a.url}, writeBytes(a.data))
	}
	e.planWatermarks(to)
	if e.logo.url != "" {
		to.add(Output{URL: e.logo.url, Sources: []string{path.Clean(e.reg.Office.Theme.Logo)}}, writeBytes(e.logo.data))
	}
	done := map[string]bool{}
	for _, p := range e.reg.Pages {
		for _, a := range p.Attachments {
			if !done[a.File] { // several pages may show the same picture
				done[a.File] = true
				to.add(Output{URL: pageFileURL(a), Sources: []string{a.File}}, func(w io.Writer) error { return e.copyFile(w, a.File) })
			}
		}
	}
}

// copyFile writes a content file as it is published.
func (s *Site) copyFile(w io.Writer, file string) error {
	data, err := fs.ReadFile(s.files, file)
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	if data, err = media.Published(file, data); err != nil {
		return fmt.Errorf("the file %s %w", file, err)
	}
	_, err = w.Write(data)
	return err
}
