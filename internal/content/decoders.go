package content

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// words is free text. Unquoted text with a # in it is an error, because YAML cuts
// it off there. Numbers and booleans are taken as text: 4, 0123, yes, 4.10.
var words = decoder[string]{
	ValueHelp: ValueHelp{Expects: "words", Example: `"…"`},
	read: func(r *reader, v *frontmatter.Value) (string, bool) {
		text, ok := scalar(r, v, "words")
		if !ok {
			return "", false
		}
		if v.Plain && v.Comment != "" {
			whole := r.restOfLine(v)
			p := r.File.Problem(diag.Error, RuleHash, v.Offset, len(whole), "everything after the # would be left out", "put the value in quotes")
			p.Fix = strings.TrimSuffix(p.Excerpt, whole) + frontmatter.Quoted(whole)
			r.problems = append(r.problems, p)
			return "", false
		}
		text = strings.TrimSpace(text)
		if i := strings.IndexFunc(text, frontmatter.IsUnseen); i >= 0 {
			r.wrongValue(v, quote(text)+" holds a character that cannot be seen", "delete the words and type them again; in quotes, \\ begins such a character")
			return "", false
		}
		if n := utf8.RuneCountInString(text); n > maxField {
			r.problem(diag.Error, RuleFieldTooLong, v, "these words are longer than a field can be: "+strconv.Itoa(n)+" characters, and "+strconv.Itoa(maxField)+" are the most", "write the long part below the fields, where there is room for it")
			return "", false
		}
		return text, true
	},
}

// Limits far beyond any real content. They matter because fields are repeated on
// many pages.
const (
	maxField = 10_000 // characters of a text field
	maxItems = 2_000  // of a list
	maxFiles = 2_000  // of a report's folder
)

// restOfLine returns a plain value and everything after it on its line.
func (r *reader) restOfLine(v *frontmatter.Value) string {
	rest, _, _ := strings.Cut(string(r.Text[v.Offset:]), "\n")
	return strings.TrimRight(rest, " \t")
}

// scalar returns the text of a value that is neither a list nor a group.
func scalar(r *reader, v *frontmatter.Value, expects string) (string, bool) {
	switch v.Kind {
	case frontmatter.List:
		r.wrongValue(v, "a list stands where "+expects+" should be", "write one value on the field's own line")
		return "", false
	case frontmatter.Map:
		r.wrongValue(v, "a group of fields stands where "+expects+" should be", "if the value holds a colon, put it in quotes")
		return "", false
	}
	return v.Text, true
}

// scalarOf makes a decoder of scalars from a parse function; fix, if not nil, may
// suggest a corrected value.
func scalarOf[V any](expects, example string, parse func(string) (V, error), fix func(string) string) decoder[V] {
	return decoder[V]{
		ValueHelp: ValueHelp{Expects: expects + ", such as " + example, Example: example},
		read: func(r *reader, v *frontmatter.Value) (zero V, ok bool) {
			text, ok := scalar(r, v, expects)
			if !ok {
				return zero, false
			}
			value, err := parse(strings.TrimSpace(text))
			if err == nil {
				return value, true
			}
			hint := "write " + expects + ", such as " + example
			if fix != nil {
				if better := fix(strings.TrimSpace(text)); better != "" {
					hint = better
				}
			}
			r.wrongValue(v, quote(text)+" is not "+expects, hint)
			return zero, false
		},
	}
}

var (
	date   = scalarOf("a date", "2020-03-09", inspection.ParseDate, dateHint).matching("^" + dayPattern + "$")
	day    = scalarOf("a date or a month", "2020-03-09 or 2020-03", inspection.ParseDay, dateHint).matching("^(?:" + dayPattern + "|" + monthPattern + ")$")
	moment = scalarOf("a date and time", "2026-12-05 09:00", inspection.ParseMoment, dateHint).matching("^" + dayPattern + "(?:(?: +|T)(?:[01]?[0-9]|2[0-3]):[0-5][0-9])?$")
	number = scalarOf("a whole number", "3", strconv.Atoi, nil).matching("^[+-]?[0-9]+$")
	due    = scalarOf("a date, a month, \"immediate\" or a number of months", "2020-06", inspection.ParseDue, dateHint).matching("^(?:" + dayPattern + "|" + monthPattern + "|immediate|[0-9]{1,2} months?)$")
	link   = scalarOf("a full address", "https://www.example.org/report/", parseHTTPS, nil).matching(linkPattern)
	email  = scalarOf("an e-mail address", "office@example.org", parseEmail, nil).matching(emailForm.String())
)

// The patterns of these values in schemas. They use only syntax that all engines
// understand.
const (
	monthPattern = "[0-9]{4}-(?:0[1-9]|1[0-2])"
	// dayPattern checks the lengths of months and leap years.
	dayPattern = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))" +
		"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
	linkPattern = "^[hH][tT][tT][pP][sS]://[A-Za-z0-9.-]+(?::[0-9]*)?(?:[/?](?:[^ \t\r\n\"<>\\%]|%[0-9A-Fa-f]{2})*)?(?:#(?:[^ \t\r\n\"<>\\%]|%[0-9A-Fa-f]{2})*)?$"
)

// matching sets the pattern of the values in schemas.
func (d decoder[V]) matching(pattern string) decoder[V] {
	d.Pattern = pattern
	return d
}

// yesNo is true or false. Words such as yes, on and 1 are refused, because YAML
// readers disagree about them.
var yesNo = decoder[bool]{
	ValueHelp: ValueHelp{Expects: "true or false", Example: "true", Choices: []string{"true", "false"}},
	read: func(r *reader, v *frontmatter.Value) (bool, bool) {
		text, ok := scalar(r, v, "true or false")
		if !ok {
			return false, false
		}
		if text == "true" || text == "false" {
			return text == "true", true
		}
		hint := "write true or false"
		switch strings.ToLower(text) {
		case "yes", "on", "y", "true":
			hint = "write true"
		case "no", "off", "n", "false":
			hint = "write false"
		}
		r.wrongValue(v, quote(text)+" is neither true nor false", hint)
		return false, false
	},
}

// choice makes a decoder of one of a few words.
func choice[V ~string](values ...V) decoder[V] {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = string(value)
	}
	expects := "one of " + strings.Join(texts, ", ")
	return decoder[V]{
		ValueHelp: ValueHelp{Expects: expects, Example: texts[0], Choices: texts},
		read: func(r *reader, v *frontmatter.Value) (V, bool) {
			text, ok := scalar(r, v, expects)
			if !ok {
				return "", false
			}
			for _, value := range values {
				if text == string(value) {
					return value, true
				}
			}
			message := quote(text) + " is not one of the choices"
			if near := diag.Nearest(markdown.Slug(text), texts); near != "" {
				r.didYouMean(RuleWrongValue, v, message, near)
			} else {
				r.wrongValue(v, message, "choose "+expects)
			}
			return "", false
		},
	}
}

// listOf makes a decoder of a list; a single value is a list of one.
func listOf[V any](s decoder[V]) decoder[[]V] {
	l := s.ValueHelp
	l.List, l.Expects, l.Example = true, "a list of "+s.Expects, "["+s.Example+"]"
	if s.Choices != nil {
		l.Expects = "one or more " + strings.TrimPrefix(s.Expects, "one ")
	}
	return decoder[[]V]{ValueHelp: l, read: func(r *reader, v *frontmatter.Value) (values []V, ok bool) {
		if v.Kind != frontmatter.List {
			value, ok := s.read(r, v)
			return []V{value}, ok
		}
		if n := len(v.Items); n > maxItems {
			r.problem(diag.Error, RuleTooManyItems, v, "the list is longer than it can be: "+strconv.Itoa(n)+" items, and "+strconv.Itoa(maxItems)+" are the most", "take out what is there twice, or attach a table")
			return nil, false
		}
		for i := range v.Items {
			item := &v.Items[i]
			if item.Kind == frontmatter.Nothing {
				r.wrongValue(item, "an item of the list is empty", "write "+s.Expects+", or take the hyphen away")
				continue
			}
			if value, ok := s.read(r, item); ok {
				values = append(values, value)
			}
		}
		return values, true
	}}
}

// group makes a decoder of a group of fields.
func group[T any](table []fieldSpec[T]) decoder[T] {
	names := fieldNames(table)
	expects := "a group of fields: " + strings.Join(names, ", ")
	return decoder[T]{
		ValueHelp: ValueHelp{Expects: expects, Example: "{" + table[0].name + ": " + table[0].doc.Example + "}", Parts: help(table)},
		read: func(r *reader, v *frontmatter.Value) (into T, ok bool) {
			if v.Kind != frontmatter.Map {
				r.wrongValue(v, "fields were expected here", "write each on a line of its own, indented by two spaces: "+strings.Join(names, ", "))
				return into, false
			}
			readFields(r, v, table, &into)
			return into, true
		},
	}
}

// pointer makes a decoder of an optional value, which is nil if it is absent.
func pointer[T any](s decoder[T]) decoder[*T] {
	return decoder[*T]{ValueHelp: s.ValueHelp, read: func(r *reader, v *frontmatter.Value) (*T, bool) {
		value, ok := s.read(r, v)
		return &value, ok
	}}
}

var (
	localised     = perLanguage(words)
	localisedLink = perLanguage(link)
)

// perLanguage makes a decoder of one text, or of a group of texts by language.
func perLanguage(one decoder[string]) decoder[inspection.Localised] {
	help := one.ValueHelp
	help.ByLang = true
	return decoder[inspection.Localised]{
		ValueHelp: help,
		read: func(r *reader, v *frontmatter.Value) (l inspection.Localised, ok bool) {
			if v.Kind != frontmatter.Map {
				l.Default, ok = one.read(r, v)
				return l, ok
			}
			if len(v.Entries) == 0 {
				r.wrongValue(v, "there are no words here", "write the words, or a line of them for each language, such as en: and the words")
			}
			l.In = map[string]string{}
			for i := range v.Entries {
				code := &v.Entries[i].Key
				if !languageCode.MatchString(code.Text) {
					r.wrongValue(code, quote(code.Text)+" is not the code of a language", "write a code such as en or cy")
					continue
				}
				text, ok := one.read(r, &v.Entries[i].Value)
				if ok && l.Default == "" {
					l.Default = text
				}
				l.In[code.Text] = text
			}
			return l, l.Default != ""
		},
	}
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

var (
	britishDate = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$`)
	wordyDate   = regexp.MustCompile(`^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})$`)
	shortYear   = regexp.MustCompile(`^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}$|^\d{2}-\d{2}-\d{2}$`)
	looseDate   = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})$`)
	monthNames  = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// dateHint suggests how to write a date that is in another format.
func dateHint(text string) string {
	write := func(y, m, d string) string {
		iso := y + "-" + pad(m) + "-" + pad(d)
		if _, err := inspection.ParseDate(iso); err != nil {
			return "there is no such day in the calendar; write it as year-month-day, such as 2020-03-09"
		}
		return "write " + iso
	}
	if m := britishDate.FindStringSubmatch(text); m != nil {
		return write(m[3], m[2], m[1]) + ", if the day stands first"
	}
	if m := looseDate.FindStringSubmatch(text); m != nil {
		return write(m[1], m[2], m[3])
	}
	if shortYear.MatchString(text) {
		return "write the year in full and first, such as 2020-03-09"
	}
	if m := wordyDate.FindStringSubmatch(text); m != nil {
		for i, name := range monthNames {
			if !strings.HasPrefix(strings.ToLower(m[2]), name) {
				continue
			}
			if m[1] == "" {
				return "write " + m[3] + "-" + pad(strconv.Itoa(i+1))
			}
			return write(m[3], strconv.Itoa(i+1), m[1])
		}
	}
	return ""
}

func pad(n string) string {
	if len(n) == 1 {
		return "0" + n
	}
	return n
}

func parseHTTPS(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || !validPort(u.Port()) || strings.ContainsAny(text, " \t\"<>\\") {
		return "", errInvalid
	}
	return text, nil
}

// validPort reports whether a port is empty or in range.
func validPort(port string) bool {
	n, err := strconv.Atoi(port)
	return port == "" || err == nil && n <= 65535
}

var emailForm = regexp.MustCompile(`^[^@\s<>"',;:]+@[^@\s<>"',;:]+\.[^@\s<>"',;:]+$`)

func parseEmail(text string) (string, error) {
	if !emailForm.MatchString(text) {
		return "", errInvalid
	}
	return text, nil
}

var hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func parseColour(text string) (string, error) {
	if !hexColour.MatchString(text) {
		return "", errInvalid
	}
	return strings.ToLower(text), nil
}

func parseLanguage(text string) (string, error) {
	if !languageCode.MatchString(text) {
		return "", errInvalid
	}
	return text, nil
}
