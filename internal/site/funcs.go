package site

import (
	"html/template"
	"strconv"
	"strings"
)

// ourFunctions are what layouts can call besides html/template's own.
var ourFunctions = []string{"word", "date", "day", "moment", "link", "size"}

// funcs are those functions, in one language:
//
//	word "report.by" "date" X   a word of the theme's, with {date} filled
//	date X                      3 May 2020
//	day X                       3 May 2020, or May 2020 where no day is known
//	moment X                    9:00am on 5 December 2026
//	link HREF TEXT              a link, to fill a place in a word
//	size N                      340 KB
func (w *words) funcs() template.FuncMap {
	return template.FuncMap{
		"word": w.say, "date": w.dateHTML, "day": w.eitherHTML, "moment": w.momentHTML,
		"link": linkHTML, "size": w.size,
	}
}

// linkHTML is a link that can fill a place in a word.
func linkHTML(href, text string) template.HTML {
	shown := template.HTMLEscapeString(text)
	scheme, _, absolute := strings.Cut(href, ":")
	if absolute && !strings.ContainsAny(scheme, "/?#") && scheme != "https" && scheme != "http" && scheme != "mailto" && scheme != "tel" {
		return template.HTML(shown)
	}
	return template.HTML(`<a href="` + template.HTMLEscapeString(href) + `">` + shown + `</a>`)
}

// size writes how large a file is.
func (w *words) size(bytes int64) string {
	switch {
	case bytes < 1000:
		return w.text("file.bytes", "n", int(bytes))
	case bytes < 1000*1000:
		return w.text("file.kb", "size", strconv.FormatInt((bytes+500)/1000, 10))
	}
	return w.text("file.mb", "size", strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64))
}
