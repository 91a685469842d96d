package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// Ids on pages. A part of a report's page has a fixed id: "background",
// "our-comments", "recommendation-7"; a part of a finding there begins with
// the finding's: "recommendation-7--force-response". On the finding's own page
// the same part is "force-response". An author's heading takes the id of the
// part it is in and its own: "background--next-steps",
// "recommendation-7--force-response--next-steps". A plain page's headings keep
// their own ids; the theme's ids there contain "--", which no heading's does.
const (
	idBackground    = "background"
	idForceComments = "force-comments"
	idOurComments   = "our-comments"
	idReply         = "reply"
	idText          = "text"
	idForceResponse = "force-response"
	idOurResponse   = "our-response"
)

// section is one of a content file's texts and its id on the page.
type section struct {
	id   string
	text markdown.Text
}

// target is the page that shows a content file.
type target struct {
	url      func(*localeSite) string
	sections func(*localeSite) []section // nil for a file that is copied
}

// copiedFile is the target for a file that is copied to the site.
func copiedFile(url string) target { return target{url: func(*localeSite) string { return url }} }

// addTargets records which page shows each content file that is no report's.
// What is not public is not in the register, so nothing links to it.
func (e *localeSite) addTargets() {
	e.targets = map[string]target{}
	for _, p := range e.reg.Pages {
		t := target{func(e *localeSite) string { return e.pageURL(p) }, func(e *localeSite) []section { return []section{{"", e.page(p).Text}} }}
		e.targets[p.File] = t
		for _, lang := range sortedKeys(p.In) {
			e.targets[inspection.Translated(p.File, lang)] = t
		}
		for _, a := range p.Attachments {
			e.targets[a.File] = copiedFile(pageFileURL(a))
		}
	}
}

// target is what shows a content file.
func (e *localeSite) target(file string) (t target, ok bool) {
	if t, ok = e.targets[file]; ok {
		return t, true
	}
	i, ok := e.reportIndex[path.Base(path.Dir(file))]
	if !ok {
		return target{}, false
	}
	return reportTarget(e.reg.Reports[i], file)
}

func reportSections(w *inspection.ReportWords) []section {
	return []section{
		{idBackground, w.Background}, {idForceComments, w.ForceComments},
		{idOurComments, w.OurComments}, {idReply, w.Reply},
	}
}

func findingSections(w *inspection.FindingWords) []section {
	return []section{{idText, w.Text}, {idForceResponse, w.ForceResponse}, {idOurResponse, w.OurResponse}}
}

// pageLink turns a link as its author wrote it, from one content file to
// another, into one that works on this page. Prefix is what the ids of the
// file's own parts begin with here. It is "" where nothing that is public
// shows the file.
func (sh *pageContext) pageLink(file, prefix, dest string) string {
	at, id, here, ok := sh.resolveLink(file, dest)
	switch {
	case !ok:
		return ""
	case here && id == "":
		return "" // reported when the content is checked; the text is shown without the link
	case here:
		return "#" + url.PathEscape(prefix+id)
	case id == "":
		return sh.href(at)
	case at == sh.url:
		return "#" + url.PathEscape(id)
	}
	return sh.href(at) + "#" + url.PathEscape(id)
}

// siteLink is the same for text outside a page: the URL from the site's root.
func (e *localeSite) siteLink(file, dest string) string {
	at, id, here, ok := e.resolveLink(file, dest)
	switch {
	case !ok || here && id == "":
		return ""
	case id == "":
		return at
	}
	return at + "#" + url.PathEscape(id)
}

// resolveLink finds the URL and the id that a link points to, and whether it
// points to its own file. It reports !ok if nothing public is there.
func (e *localeSite) resolveLink(file, dest string) (at, id string, same, ok bool) {
	to, fragment, _ := strings.Cut(dest, "#")
	to, _, _ = strings.Cut(to, "?")
	to, fragment = unescape(to), unescape(fragment)
	here := file
	if to != "" {
		here = path.Join(path.Dir(file), to)
	}
	t, ok := e.target(here)
	if !ok {
		return "", "", to == "", false
	}
	if t.sections != nil && fragment != "" {
		id = anchor(t.sections(e), fragment)
	}
	return t.url(e), id, to == "", true
}

// anchor is the id on a page for a fragment as an author writes it: the id of
// one of the file's own headings.
func anchor(sections []section, fragment string) string {
	for _, s := range sections {
		if slices.Contains(s.text.Headings(), fragment) {
			if s.id == "" {
				return fragment
			}
			return s.id + "--" + fragment
		}
	}
	fragment = markdown.Slug(fragment)
	for _, s := range sections {
		if s.id != "" && strings.HasPrefix(fragment, s.id) && !s.text.Empty() { // "reply-to-the-force" is "reply"
			return s.id
		}
	}
	return ""
}

func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
