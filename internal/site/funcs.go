package site

import (
	"html"
	"html/template"
	"regexp"
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

// linkHTML is a link that can fill a place in a word.
func linkHTML(href string, text Text) template.HTML {
	return template.HTML(appendLink(nil, href, text))
}

func appendLink(b []byte, href string, text Text) []byte {
	scheme, _, absolute := strings.Cut(href, ":")
	if absolute && !strings.ContainsAny(scheme, "/?#") && scheme != "https" && scheme != "http" && scheme != "mailto" && scheme != "tel" {
		return appendSaid(b, text)
	}
	b = appendEscaped(append(b, `<a href="`...), href)
	b = appendSaid(append(b, `">`...), text)
	return append(b, "</a>"...)
}

// appendSaid adds words to HTML.
func appendSaid(b []byte, words Text) []byte {
	if marked, ok := words.(template.HTML); ok {
		return append(b, marked...)
	}
	return appendEscaped(b, plain(words))
}

// appendEscaped adds a text to HTML.
func appendEscaped(b []byte, text string) []byte {
	if strings.ContainsAny(text, "&<>\"'\x00") {
		text = template.HTMLEscapeString(text)
	}
	return append(b, text...)
}

// heading is a heading with a link to itself. The link stands beside it and not
// in it, so that whoever hears the headings one by one hears their words alone.
func (w *catalog) heading(level int, id string, text, name Text) template.HTML {
	return template.HTML(w.appendHeading(nil, level, id, text, name))
}

func (w *catalog) appendHeading(b []byte, level int, id string, text, name Text) []byte {
	b = strconv.AppendInt(append(b, `<div class="head"><h`...), int64(level), 10)
	b = appendEscaped(append(b, ` id="`...), id)
	b = appendSaid(append(b, `">`...), text)
	b = strconv.AppendInt(append(b, "</h"...), int64(level), 10)
	b = w.appendPermalink(append(b, "> "...), id, name)
	return append(b, "</div>"...)
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
	return template.HTML(w.appendPermalink(nil, id, name))
}

func (w *catalog) appendPermalink(b []byte, id string, name Text) []byte {
	b = appendEscaped(append(b, `<a class="permalink" href="#`...), id)
	b = appendEscaped(append(b, `" aria-label="`...), w.text("page.permalink", "title", plain(name)))
	return append(b, `"></a>`...)
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
