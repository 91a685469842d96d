package content

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// words is free text. A # after a space would cut it short, so there it is an
// error; 4, 0123, yes and 4.10 are the words they look like.
var words = shape[string]{
	looks: looks{says: "words", example: `"…"`},
	read: func(r *reader, v *frontmatter.Value) (string, bool) {
		text, ok := scalar(r, v, "words")
		if !ok {
			return "", false
		}
		if v.Plain && v.Comment != "" {
			whole := r.whole(v)
			p := r.File.Problem(diag.Error, RuleHash, v.Offset, len(whole), "everything after the # would be left out", "put the value in quotes")
			p.Fix = strings.TrimSuffix(p.Excerpt, whole) + frontmatter.Quoted(whole)
			r.problems = append(r.problems, p)
			return "", false
		}
		text = strings.TrimSpace(text)
		if i := strings.IndexFunc(text, unseen); i >= 0 {
			r.wrong(v, quote(text)+" holds a character that cannot be seen", "delete the words and type them again; in quotes, \\ begins such a character")
			return "", false
		}
		if n := utf8.RuneCountInString(text); n > maxField {
			r.problem(diag.Error, RuleFieldTooLong, v, "these words are longer than a field can be: "+strconv.Itoa(n)+" characters, and "+strconv.Itoa(maxField)+" are the most", "write the long part below the fields, where there is room for it")
			return "", false
		}
		return text, true
	},
}

// unseen says whether a character is a control of machines, which no text has.
func unseen(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }

// The limits of what fields may hold. They lie far beyond any real content:
// what stands in a field stands on many pages.
const (
	maxField = 10_000 // characters of a field's words
	maxItems = 2_000  // of a list
	maxFiles = 2_000  // of a report's folder
)

// whole is a plain value with all that stands after it on its line.
func (r *reader) whole(v *frontmatter.Value) string {
	rest, _, _ := strings.Cut(string(r.Text[v.Offset:]), "\n")
	return strings.TrimRight(rest, " \t")
}

// scalar is the text of a value that is neither a list nor a group.
func scalar(r *reader, v *frontmatter.Value, says string) (string, bool) {
	switch v.Kind {
	case frontmatter.List:
		r.wrong(v, "a list stands where "+says+" should be", "write one value on the field's own line")
		return "", false
	case frontmatter.Map:
		r.wrong(v, "a group of fields stands where "+says+" should be", "if the value holds a colon, put it in quotes")
		return "", false
	}
	return v.Text, true
}

// typed makes a shape of a scalar that parse understands; fix may suggest what
// to write instead.
func typed[V any](says, example string, parse func(string) (V, error), fix func(string) string) shape[V] {
	return shape[V]{
		looks: looks{says: says + ", such as " + example, example: example},
		read: func(r *reader, v *frontmatter.Value) (zero V, ok bool) {
			text, ok := scalar(r, v, says)
			if !ok {
				return zero, false
			}
			value, err := parse(strings.TrimSpace(text))
			if err == nil {
				return value, true
			}
			hint := "write " + says + ", such as " + example
			if fix != nil {
				if better := fix(strings.TrimSpace(text)); better != "" {
					hint = better
				}
			}
			r.wrong(v, quote(text)+" is not "+says, hint)
			return zero, false
		},
	}
}

var (
	date   = typed("a date", "2020-03-09", inspection.ParseDate, dateHint).like("^" + dayPattern + "$")
	day    = typed("a date or a month", "2020-03-09 or 2020-03", inspection.ParseDay, dateHint).like("^(?:" + dayPattern + "|" + monthPattern + ")$")
	moment = typed("a date and time", "2026-12-05 09:00", inspection.ParseMoment, dateHint).like("^" + dayPattern + "(?:(?: +|T)(?:[01]?[0-9]|2[0-3]):[0-5][0-9])?$")
	number = typed("a whole number", "3", strconv.Atoi, nil).like("^[+-]?[0-9]+$")
	due    = typed("a date, a month, \"immediate\" or a number of months", "2020-06", inspection.ParseDue, dateHint).like("^(?:" + dayPattern + "|" + monthPattern + "|immediate|[0-9]{1,2} months?)$")
	link   = typed("a full address", "https://www.example.org/report/", parseHTTPS, nil).like(linkPattern)
	email  = typed("an e-mail address", "office@example.org", parseEmail, nil).like(emailForm.String())
)

// What a schema says of these. Schemas are read by programs with other kinds
// of patterns than Go's, so these keep to what all of them know.
const (
	monthPattern = "[0-9]{4}-(?:0[1-9]|1[0-2])"
	// dayPattern knows how long each month is, and which years are leap years.
	dayPattern = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))" +
		"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
	linkPattern = "^[hH][tT][tT][pP][sS]://[A-Za-z0-9.-]+(?::[0-9]*)?(?:[/?](?:[^ \t\r\n\"<>\\%]|%[0-9A-Fa-f]{2})*)?(?:#(?:[^ \t\r\n\"<>\\%]|%[0-9A-Fa-f]{2})*)?$"
)

// like adds to a shape how a schema describes it.
func (s shape[V]) like(pattern string) shape[V] {
	s.pattern = pattern
	return s
}

// yesNo is true or false and no other word: yes, on and 1 mean different
// things to different readers of YAML.
var yesNo = shape[bool]{
	looks: looks{says: "true or false", example: "true", choices: []string{"true", "false"}},
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
		r.wrong(v, quote(text)+" is neither true nor false", hint)
		return false, false
	},
}

// choice is one of a few words.
func choice[V ~string](values ...V) shape[V] {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = string(value)
	}
	says := "one of " + strings.Join(texts, ", ")
	return shape[V]{
		looks: looks{says: says, example: texts[0], choices: texts},
		read: func(r *reader, v *frontmatter.Value) (V, bool) {
			text, ok := scalar(r, v, says)
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
				r.meant(RuleWrongValue, v, message, near)
			} else {
				r.wrong(v, message, "choose "+says)
			}
			return "", false
		},
	}
}

// listOf is a list of values of a shape; one value alone is a list of one.
func listOf[V any](s shape[V]) shape[[]V] {
	l := s.looks
	l.list, l.says, l.example = true, "a list of "+s.says, "["+s.example+"]"
	if s.choices != nil {
		l.says = "one or more " + strings.TrimPrefix(s.says, "one ")
	}
	return shape[[]V]{looks: l, read: func(r *reader, v *frontmatter.Value) (values []V, ok bool) {
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
				r.wrong(item, "an item of the list is empty", "write "+s.says+", or take the hyphen away")
				continue
			}
			if value, ok := s.read(r, item); ok {
				values = append(values, value)
			}
		}
		return values, true
	}}
}

// group is a value with fields of its own.
func group[T any](table []field[T]) shape[T] {
	names := fieldNames(table)
	says := "a group of fields: " + strings.Join(names, ", ")
	return shape[T]{
		looks: looks{says: says, example: "{" + table[0].name + ": " + table[0].shape.example + "}", parts: help(table)},
		read: func(r *reader, v *frontmatter.Value) (into T, ok bool) {
			if v.Kind != frontmatter.Map {
				r.wrong(v, "fields were expected here", "write each on a line of its own, indented by two spaces: "+strings.Join(names, ", "))
				return into, false
			}
			readFields(r, v, table, &into)
			return into, true
		},
	}
}

// pointer is a shape whose absence matters.
func pointer[T any](s shape[T]) shape[*T] {
	return shape[*T]{looks: s.looks, read: func(r *reader, v *frontmatter.Value) (*T, bool) {
		value, ok := s.read(r, v)
		return &value, ok
	}}
}

// localised is words, or words for each language by its code; localisedLink is
// the same of addresses.
var (
	localised     = perLanguage(words)
	localisedLink = perLanguage(link)
)

// perLanguage is what a value looks like of which there may be one for each
// language.
func (l looks) perLanguage() looks {
	l.byLang = true
	return l
}

func perLanguage(one shape[string]) shape[inspection.Localised] {
	return shape[inspection.Localised]{
		looks: one.looks.perLanguage(),
		read: func(r *reader, v *frontmatter.Value) (l inspection.Localised, ok bool) {
			if v.Kind != frontmatter.Map {
				l.Default, ok = one.read(r, v)
				return l, ok
			}
			if len(v.Entries) == 0 {
				r.wrong(v, "there are no words here", "write the words, or a line of them for each language, such as en: and the words")
			}
			l.In = map[string]string{}
			for i := range v.Entries {
				code := &v.Entries[i].Key
				if !languageCode.MatchString(code.Text) {
					r.wrong(code, quote(code.Text)+" is not the code of a language", "write a code such as en or cy")
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

// dateHint says how a date that a person wrote in another way is written here.
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
		return "", errNotLink
	}
	return text, nil
}

// validPort says whether a port is one that there can be, or none.
func validPort(port string) bool {
	n, err := strconv.Atoi(port)
	return port == "" || err == nil && n <= 65535
}

var emailForm = regexp.MustCompile(`^[^@\s<>"',;:]+@[^@\s<>"',;:]+\.[^@\s<>"',;:]+$`)

func parseEmail(text string) (string, error) {
	if !emailForm.MatchString(text) {
		return "", errNotLink
	}
	return text, nil
}

var hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func parseColour(text string) (string, error) {
	if !hexColour.MatchString(text) {
		return "", errNotLink
	}
	return strings.ToLower(text), nil
}

func parseLanguage(text string) (string, error) {
	if !languageCode.MatchString(text) {
		return "", errNotLink
	}
	return text, nil
}
