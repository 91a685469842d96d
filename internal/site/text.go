package site

import (
	"html"
	"html/template"
	"regexp"
)

// Text is text for a page: a string, or template.HTML where part of it is marked
// up, for example as being in another language. Layouts show either. It is an
// alias because html/template escapes by the type that it finds.
type Text = any

var tags = regexp.MustCompile(`<[^>]*>`)

// plain is a text without its markup, for titles and attributes.
func plain(s Text) string {
	switch s := s.(type) {
	case template.HTML:
		return html.UnescapeString(tags.ReplaceAllString(string(s), ""))
	case string:
		return s
	}
	return ""
}

// asHTML is a text as HTML.
func asHTML(s Text) template.HTML {
	if h, ok := s.(template.HTML); ok {
		return h
	}
	return template.HTML(template.HTMLEscapeString(plain(s)))
}
