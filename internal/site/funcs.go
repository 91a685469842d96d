package site

import (
	"html"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// linkHTML is a link that can fill a placeholder. An address of any scheme but
// the web's and those of mail and phone becomes text.
func linkHTML(href string, text Text) template.HTML {
	scheme, _, absolute := strings.Cut(href, ":")
	if absolute && !strings.ContainsAny(scheme, "/?#") && !slices.Contains([]string{"https", "http", "mailto", "tel"}, scheme) {
		return asHTML(text)
	}
	return template.HTML(`<a href="`+template.HTMLEscapeString(href)+`">`) + asHTML(text) + "</a>"
}

// heading is a heading with a link to itself. The link is beside it and not in
// it, so that a screen reader's list of headings has only their own words.
func (w *catalog) heading(level int, id string, text, name Text) template.HTML {
	tag := "h" + strconv.Itoa(level)
	return template.HTML(`<div class="head"><`+tag+` id="`+template.HTMLEscapeString(id)+`">`) + asHTML(text) +
		template.HTML("</"+tag+"> ") + w.permalink(id, name) + "</div>"
}

var proseHeading = regexp.MustCompile(`(<h[2-6] id="([^"]+)">(.*?)</h[2-6]>)`)

// linkHeadings adds a permalink to every heading of an author's text.
func (w *catalog) linkHeadings(prose template.HTML) template.HTML {
	return template.HTML(proseHeading.ReplaceAllStringFunc(string(prose), func(heading string) string {
		m := proseHeading.FindStringSubmatch(heading)
		name := html.UnescapeString(tags.ReplaceAllString(m[3], ""))
		return `<div class="head">` + m[1] + " " + string(w.permalink(html.UnescapeString(m[2]), name)) + "</div>"
	}))
}

// permalink is a link to an element of the page itself.
func (w *catalog) permalink(id string, name Text) template.HTML {
	label := w.text("page.permalink", "title", plain(name))
	return template.HTML(`<a class="permalink" href="#` + template.HTMLEscapeString(id) +
		`" aria-label="` + template.HTMLEscapeString(label) + `"></a>`)
}

// size is the size of a file, for readers.
func (w *catalog) size(bytes int64) string {
	switch {
	case bytes < 1000:
		return w.text("file.bytes", "n", int(bytes))
	case bytes < 1000*1000:
		return w.text("file.kb", "size", strconv.FormatInt((bytes+500)/1000, 10))
	}
	return w.text("file.mb", "size", strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64))
}
