package site

import (
	"fmt"
	"io"
	"io/fs"
	"path"

	"fiftysix/internal/diag"
	"fiftysix/internal/media"
)

// asset is one of the theme's own files, read when the site is planned, since a
// hash of its content is part of its URL.
type asset struct {
	url  string
	data []byte
}

func (e *localeSite) readAssets(theme fs.FS) []diag.Problem {
	var problems []diag.Problem
	read := func(file, name, mediatype, more string) asset {
		data, err := readThemeFile(theme, file, mediatype, more, e.minify)
		if err != nil {
			problems = append(problems, diag.Problem{File: "layouts/" + file, Rule: RuleLayout, Message: err.Error()})
			return asset{}
		}
		return asset{assetURL(name, fingerprint(data)), data}
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

// planAssets plans the theme's files, and the files attached to pages.
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
