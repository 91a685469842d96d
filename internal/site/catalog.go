package site

import (
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
)

// Rules of this package, and two that it shares with content.
const (
	RuleClash    = diag.RuleClash
	RuleLanguage = diag.RuleLanguage
	RuleLayout   = "layout"
	RuleWord     = "word"
)

// Rules are the rules that are this package's own.
var Rules = []diag.Rule{
	diag.ErrorRule(RuleLayout, "A file of the site's look is missing, or cannot be used.",
		"Pages made with it would lack a part, or not be made at all.",
		"Mend the file in the site's own layouts folder, or take it away: the program brings one of its own."),
	diag.ErrorRule(RuleWord, "A word that the site's look uses is missing from its list of words, or lacks a placeholder that is filled.",
		"A page would say nothing there, or leave out a number or a name.",
		"Add the word to layouts/words, with the same {placeholders}, or take your own list away."),
}

// catalog holds the messages of the theme in one language. A message has
// placeholders, {like_this}, and may have plural forms, chosen by the number in
// {n} by the language's rules.
type catalog struct {
	lang     string
	tag      language.Tag
	file     *diag.File
	messages map[string]message
	missing  map[string]bool // messages that another language has; compareCatalogs reports them
}

type message struct {
	forms map[plural.Form][]segment // nil where there is but one form
	whole []segment
	at    int // its offset in the file
}

// segment is some text, or a placeholder.
type segment struct{ text, name string }

// readCatalog reads words/<lang>.yaml; nil where it cannot be read.
func readCatalog(theme fs.FS, lang string) (*catalog, []diag.Problem) {
	name := "words/" + lang + ".yaml"
	raw, err := fs.ReadFile(theme, name)
	if err != nil {
		return nil, []diag.Problem{{
			File: "fiftysix.yaml", Rule: RuleLanguage,
			Message: fmt.Sprintf("the language %q has no words: there is no file layouts/%s", lang, name),
			Hint:    "take the language away, or copy layouts/words/en.yaml there and translate it",
		}}
	}
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, []diag.Problem{{
			File: "fiftysix.yaml", Rule: RuleLanguage,
			Message: fmt.Sprintf("%q is not the code of a language", lang), Hint: "codes are such as en for English and cy for Welsh",
		}}
	}
	f, problems := frontmatter.Open("layouts/"+name, raw)
	if f == nil {
		return nil, problems
	}
	root, _, problems := frontmatter.ParseYAML(f, 0, len(f.Text))
	if root == nil {
		return nil, problems
	}
	w := &catalog{lang: lang, tag: tag, file: f, messages: map[string]message{}}
	problems = append(problems, w.collect("", root)...)
	return w, problems
}

// collect adds the messages of a map, and those of nested maps under keys joined
// by dots.
func (w *catalog) collect(prefix string, v *frontmatter.Value) []diag.Problem {
	var problems []diag.Problem
	for i := range v.Entries {
		key, value := prefix+v.Entries[i].Key.Text, &v.Entries[i].Value
		switch {
		case value.Kind == frontmatter.Scalar:
			w.messages[key] = message{whole: parseMessage(value.Text), at: value.Offset}
		case value.Kind == frontmatter.Map && isPlural(value):
			p := message{forms: map[plural.Form][]segment{}, at: value.Offset}
			for _, entry := range value.Entries {
				p.forms[formNames[entry.Key.Text]] = parseMessage(entry.Value.Text)
			}
			p.whole = p.forms[plural.Other]
			w.messages[key] = p
		case value.Kind == frontmatter.Map:
			problems = append(problems, w.collect(key+".", value)...)
		default:
			problems = append(problems, w.file.Problem(diag.Error, RuleWord, v.Entries[i].Key.Offset, v.Entries[i].Key.Length,
				fmt.Sprintf("the word %q has no text", key), `write the text after the colon, in "quotes"`))
		}
	}
	return problems
}

var formNames = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two,
	"few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// isPlural reports whether a map is the plural forms of one message: all its keys
// are names of forms, and "other" is one of them.
func isPlural(v *frontmatter.Value) bool {
	for _, entry := range v.Entries {
		if _, ok := formNames[entry.Key.Text]; !ok || entry.Value.Kind != frontmatter.Scalar {
			return false
		}
	}
	return v.Field("other") != nil
}

// parseMessage parses a message into text and placeholders.
func parseMessage(text string) []segment {
	var segments []segment
	for text != "" {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return append(segments, segment{text: text})
		}
		if before != "" {
			segments = append(segments, segment{text: before})
		}
		segments = append(segments, segment{name: name})
		text = after
	}
	return segments
}

// placeholders are the names of all placeholders in any form of a message.
func (p message) placeholders() []string {
	var names []string
	add := func(segments []segment) {
		for _, segment := range segments {
			if segment.name != "" && !slices.Contains(names, segment.name) {
				names = append(names, segment.name)
			}
		}
	}
	add(p.whole)
	for _, segments := range p.forms {
		add(segments)
	}
	slices.Sort(names)
	return names
}

// static is the message's text where it is always the same.
func (p message) static() (text string, ok bool) {
	switch {
	case p.forms != nil || len(p.whole) > 1 || len(p.whole) == 1 && p.whole[0].name != "":
		return "", false
	case len(p.whole) == 0:
		return "", true
	}
	return p.whole[0].text, true
}

// msg is a message with its placeholders filled, for a layout: a string, or HTML
// if one of the values is HTML.
func (w *catalog) msg(key string, args ...any) (any, error) {
	p, ok := w.messages[key]
	if !ok {
		return nil, fmt.Errorf("there is no word %q in %s", key, w.file.Path)
	}
	if len(args)%2 != 0 {
		return nil, fmt.Errorf("the word %q is given a name without a value", key)
	}
	html := false
	for i := 1; i < len(args); i += 2 {
		if _, is := args[i].(template.HTML); is {
			html = true
		}
	}
	var b strings.Builder
	for _, segment := range w.choose(p, args) {
		text, escape := segment.text, html
		if segment.name != "" {
			value, given := argument(args, segment.name)
			if !given {
				return nil, fmt.Errorf("the word %q wants {%s}, which is not given", key, segment.name)
			}
			text, escape = w.format(value), html
			if _, is := value.(template.HTML); is {
				escape = false
			}
		}
		if escape {
			text = template.HTMLEscapeString(text)
		}
		b.WriteString(text)
	}
	if html {
		return template.HTML(b.String()), nil
	}
	return b.String(), nil
}

// textOrHTML is a message for Go code: a string, or HTML if one of the values is
// HTML.
func (w *catalog) textOrHTML(key string, args ...any) Text {
	v, err := w.msg(key, args...)
	if err != nil {
		panic(err)
	}
	return v
}

// text is a message for Go code. Its keys are checked when the templates are read,
// so a missing one is a mistake in the program.
func (w *catalog) text(key string, args ...any) string {
	if p, ok := w.messages[key]; ok {
		if text, always := p.static(); always {
			return text
		}
	}
	v, err := w.msg(key, args...)
	if err != nil {
		panic(err)
	}
	if s, ok := v.(string); ok {
		return s
	}
	panic(fmt.Sprintf("the word %q is filled with HTML where text is wanted", key))
}

// html is a message for Go code, as HTML.
func (w *catalog) html(key string, args ...any) template.HTML {
	v, err := w.msg(key, args...)
	if err != nil {
		panic(err)
	}
	if h, ok := v.(template.HTML); ok {
		return h
	}
	return template.HTML(template.HTMLEscapeString(v.(string)))
}

// forScript gives the messages under a prefix as a script reads them: a line each,
// "none=No results", "count.one={n} result".
func (w *catalog) forScript(prefix string) string {
	var lines []string
	add := func(name string, segments []segment) {
		lines = append(lines, name+"="+strings.ReplaceAll(joined(segments), "\n", " "))
	}
	for _, key := range sortedKeys(w.messages) {
		name, ok := strings.CutPrefix(key, prefix)
		if p := w.messages[key]; ok && p.forms == nil {
			add(name, p.whole)
		} else if ok {
			for _, form := range sortedKeys(formNames) {
				if segments, has := p.forms[formNames[form]]; has {
					add(name+"."+form, segments)
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

// joined is the message as it is written in the catalog.
func joined(segments []segment) string {
	var b strings.Builder
	for _, p := range segments {
		if p.name != "" {
			b.WriteString("{" + p.name + "}")
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// choose gives the plural form for the number n.
func (w *catalog) choose(p message, args []any) []segment {
	if p.forms == nil {
		return p.whole
	}
	value, _ := argument(args, "n")
	n, ok := value.(int)
	if !ok {
		return p.whole
	}
	if segments, ok := p.forms[w.form(n)]; ok {
		return segments
	}
	return p.whole
}

// form is the plural form for a number.
func (w *catalog) form(n int) plural.Form {
	return plural.Cardinal.MatchPlural(w.tag, max(n, -n), 0, 0, 0, 0)
}

// argument finds a value by its name in name, value, name, value, …
func argument(args []any, name string) (value any, ok bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == any(name) {
			return args[i+1], true
		}
	}
	return nil, false
}

// format gives a value as text.
func (w *catalog) format(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case template.HTML:
		return string(v)
	case int:
		return w.number(v)
	}
	return fmt.Sprint(value)
}

// number writes a whole number, with separators for thousands.
func (w *catalog) number(n int) string {
	digits := strconv.Itoa(n)
	if n < 1000 {
		return digits
	}
	p := w.messages["number.thousands"]
	separator, _ := p.static()
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + separator + digits[at:]
	}
	return digits
}
