package site

import (
	"html/template"
	"path"
	"strings"
	"sync"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
	"fiftysix/internal/opendata"
)

// This file gives names, in the page's language, to the values that a field of the
// data may have. The values themselves are the same in every language.

// codeLang is the language of the names and values of the data.
const codeLang = "en"

// code is a name or a value of the data.
func (e *localeSite) code(text string) template.HTML {
	lang := ""
	if e.words.lang != codeLang {
		lang = ` lang="` + codeLang + `"`
	}
	return template.HTML("<code" + lang + ">" + template.HTMLEscapeString(text) + "</code>")
}

// choices are the values that a field may have, each with what it is called,
// where that says more than the value.
func (e *localeSite) choices(record string, entry opendata.Entry) template.HTML {
	var all []string
	for _, value := range entry.Choices {
		text := string(e.code(value))
		if name := e.words.text(choiceMessageKey(record, entry.Path, value)); markdown.Slug(name) != value {
			text += " (" + template.HTMLEscapeString(name) + ")"
		}
		all = append(all, text)
	}
	return template.HTML(strings.Join(all, ", "))
}

// choiceMessageKey is the key of the message for a value of a field.
func choiceMessageKey(record, field, value string) string {
	name := strings.TrimPrefix(path.Ext("."+field), ".")
	switch {
	case name == "status":
		return "status." + inspection.Status(value).Slug() + ".name"
	case name == "kinds":
		return "report_kind." + value
	case name == "kind" && record == "finding":
		return "kind." + value + ".only"
	case name == "scope", name == "grade", name == "whose":
		return name + "." + value
	case record == "change" && name == "change" && value != "progress":
		return "updates." + value
	case name == "kind":
		return "choice.covers." + value
	case value == "true":
		return "choice." + name + ".yes"
	case value == "false":
		return "choice." + name + ".no"
	case name == "status_by":
		return "choice.by." + value
	case name == "date_basis", name == "answered_basis":
		return "choice.basis." + value
	}
	return "choice." + name + "." + value
}

// choiceMessageKeys are the keys for all values of all fields.
var choiceMessageKeys = sync.OnceValue(func() (keys []string) {
	for _, s := range opendata.Dictionary() {
		for _, entry := range s.Entries {
			for _, value := range entry.Choices {
				keys = append(keys, choiceMessageKey(s.Name, entry.Path, value))
			}
		}
	}
	return keys
})
