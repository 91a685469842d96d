package site

import (
	"fiftysix/internal/diag"
	"html/template"
	"io/fs"
	"strings"
)

// A locale is a catalog with what the site adds to it: dates, the order of the
// alphabet, and the functions that layouts call.
type locale struct {
	*catalog
	letters []string // of the alphabet, in its order
}

// readLocale reads the catalog of a language; nil where it cannot be read.
func readLocale(theme fs.FS, lang string) (*locale, []diag.Problem) {
	c, problems := readCatalog(theme, lang)
	if c == nil {
		return nil, problems
	}
	alphabet, _ := c.messages["alphabet"].static()
	return &locale{c, strings.Fields(alphabet)}, problems
}

// funcs are the functions of functionNames in one language:
//
//	msg "report.by" "date" X    a message of the theme's, with {date} filled
//	date X                      3 May 2020
//	day X                       3 May 2020, or May 2020 where no day is known
//	moment X                    9:00am on 5 December 2026
//	link HREF TEXT              a link, to fill a placeholder
//	size N                      340 KB
//	heading LEVEL ID TEXT NAME  a heading with a link to itself, called NAME
//	permalink ID NAME           that link alone
//	plain TEXT                  text without its markup
func (w *locale) funcs() template.FuncMap {
	return template.FuncMap{
		"msg": w.msg, "word": w.msg, // word is the older name, in layouts of a site's own
		"date": w.dateHTML, "day": w.eitherHTML, "moment": w.momentHTML,
		"link": linkHTML, "size": w.size, "heading": w.heading, "permalink": w.permalink,
		"plain": plain,
	}
}
