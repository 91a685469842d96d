package site

import (
	"html"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ourFunctions are what layouts can call besides html/template's own.
var ourFunctions = []string{"msg", "date", "day", "moment", "link", "size", "heading", "permalink", "plain"}

// funcs are those functions, in one language:
//
//	msg "report.by" "date" X    a message of the theme's, with {date} filled
//	date X                      3 May 2020
//	day X                       3 May 2020, or May 2020 where no day is known
//	moment X                    9:00am on 5 December 2026
//	link HREF TEXT              a link, to fill a place in a word
//	size N                      340 KB
//	heading LEVEL ID TEXT NAME  a heading with a link to itself, called NAME
//	permalink ID NAME           that link alone
//	plain TEXT                  words without the marks of their language
func (w *catalog) funcs() template.FuncMap {
	return template.FuncMap{
		"msg": w.msg, "word": w.msg, // word is the older name, in layouts of a site's own
		"date": w.dateHTML, "day": w.eitherHTML, "moment": w.momentHTML,
		"link": linkHTML, "size": w.size, "heading": w.heading, "permalink": w.permalink,
		"plain": plain,
	}
}

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

var (
	proseHeading = regexp.MustCompile(`(<h[2-6] id="([^"]+)">(.*?)</h[2-6]>)`)
	tags         = regexp.MustCompile(`<[^>]*>`)
)

// linkHeadings puts such a link beside every heading of an author's.
func (w *catalog) linkHeadings(prose template.HTML) template.HTML {
	return template.HTML(proseHeading.ReplaceAllStringFunc(string(prose), func(heading string) string {
		m := proseHeading.FindStringSubmatch(heading)
		name := html.UnescapeString(tags.ReplaceAllString(m[3], ""))
		return `<div class="head">` + m[1] + " " + string(w.permalink(html.UnescapeString(m[2]), name)) + "</div>"
	}))
}

// permalink is a link to a place on the page itself.
func (w *catalog) permalink(id string, name Text) template.HTML {
	label := w.text("page.permalink", "title", plain(name))
	return template.HTML(`<a class="permalink" href="#` + template.HTMLEscapeString(id) +
		`" aria-label="` + template.HTMLEscapeString(label) + `"></a>`)
}

// size writes how large a file is.
func (w *catalog) size(bytes int64) string {
	switch {
	case bytes < 1000:
		return w.text("file.bytes", "n", int(bytes))
	case bytes < 1000*1000:
		return w.text("file.kb", "size", strconv.FormatInt((bytes+500)/1000, 10))
	}
	return w.text("file.mb", "size", strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64))
}
