package frontmatter

import (
	"regexp"
	"strings"
)

// This file finds the mistakes of people who have never seen YAML, line by line
// and before the decoder sees them: the decoder's own words help nobody, and it
// stops at the first mistake. Each finding corrects its line in memory only, so
// that the lines after it can be read too.

var (
	// fieldLine matches indent, hyphens of list items, name, gap and value.
	fieldLine = regexp.MustCompile(`^([ \t\x{a0}]*)((?:-[ \t]+)*)([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:([ \t\x{a0}]*)(.*)$`)
	// itemLine matches the same parts of a list item that is no field.
	itemLine = regexp.MustCompile(`^([ \t\x{a0}]*)((?:-[ \t\x{a0}]+)+)()()(.*)$`)
	// blockScalar matches the value of a field whose text follows on the lines below.
	blockScalar = regexp.MustCompile(`^[|>][-+0-9]*[ \t]*(?:#.*)?$`)
)

// A lintLine is one line as lint sees it.
type lintLine struct {
	y                              *yamlReader
	index                          int
	text                           string
	indent, dash, name, gap, value string
	corrected                      string // the whole line; empty if there is nothing to correct
	nested                         bool   // whether it may be indented
	above                          string // the field above that has its value on its line; "" for none
	aboveIndent                    int
}

// lint reports what is wrong with single lines of y, and corrects them.
func (y *yamlReader) lint() {
	block := -1 // indent of the field whose longer value we are in, or -1
	brackets := 0
	next := lintLine{y: y} // what is known of the next line
	for i, text := range y.lines {
		if strings.IndexFunc(text, IsUnseen) >= 0 { // which is reported already
			text = repairLine(text).fixed.String()
			y.lines[i], y.recovered[y.firstLine+i] = text, true
		}
		if trimmed := strings.TrimSpace(text); brackets > 0 || trimmed == "" || trimmed[0] == '#' {
			brackets = max(0, brackets+openBrackets(text, brackets))
			continue
		}
		depth := len(text) - len(strings.TrimLeft(text, " "))
		if block >= 0 && depth > block {
			continue
		}
		block = -1
		l := next
		l.index, l.text = i, text
		l.check()
		if l.corrected != "" {
			y.recovered[y.firstLine+i] = true
			y.lines[i] = l.corrected
			if m := splitLine(l.corrected); m != nil {
				l.name, l.value = m[3], m[5]
			}
		}
		value := strings.TrimSpace(l.value)
		next = lintLine{y: y, nested: l.dash != "" || value == "", aboveIndent: len(l.indent) + len(l.dash)}
		switch {
		case blockScalar.MatchString(value):
			block = depth
		case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{"):
			brackets = max(0, openBrackets(value, 0))
			if brackets > 0 && !closesBrackets(y.lines[i+1:], brackets) {
				l.report(0, len(text), "a bracket is opened and never closed", "write it on one line, like [first, second] or {from: 2018-10, to: 2019-02}", "")
				y.recovered[y.firstLine+i], y.lines[i], brackets = true, "", 0
			}
		case strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'"):
			if quotedEnd(value) == 0 { // a value in quotes over several lines
				block = depth
			}
		}
		if block < 0 && brackets == 0 && value != "" {
			next.above = l.name
		}
	}
}

// splitLine gives the parts of a line: indent, hyphens, name, gap and value;
// nil if it is neither a field nor an item of a list.
func splitLine(line string) []string {
	if m := fieldLine.FindStringSubmatch(line); m != nil {
		return m
	}
	return itemLine.FindStringSubmatch(line)
}

// openBrackets counts how many more brackets a line opens than it closes.
func openBrackets(line string, open int) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '[', '{':
			n++
		case ']', '}':
			n--
		case '"', '\'':
			if end := quotedEnd(line[i:]); end > 0 && (open+n) > 0 {
				i += end - 1
			}
		}
	}
	return n
}

// closesBrackets says whether open brackets are closed before the next field.
func closesBrackets(lines []string, open int) bool {
	for _, line := range lines {
		if line != "" && line[0] != ' ' && fieldLike.MatchString(line) {
			return false
		}
		if open += openBrackets(line, open); open <= 0 {
			return true
		}
	}
	return false
}

// check looks for one mistake.
func (l *lintLine) check() {
	m := splitLine(l.text)
	if m == nil {
		l.checkNameless()
		return
	}
	l.indent, l.dash, l.name, l.gap, l.value = m[1], m[2], m[3], m[4], m[5]
	const retype = "type it again with an ordinary space"
	switch {
	case strings.Contains(l.indent, "\t"):
		l.correct(0, len(l.indent), "this line begins with a tab", "use spaces to indent", l.with(l.spaces("\t", "  "), " ", l.value))
	case strings.Contains(l.indent, "\u00a0"):
		l.correct(0, len(l.indent), "this line begins with a no-break space, which looks like a space and is not one", retype, l.with(l.spaces("\u00a0", " "), " ", l.value))
	case strings.Contains(l.gap, "\u00a0"):
		l.correct(len(l.indent+l.dash+l.name)+1, len(l.gap), "a no-break space stands after the colon, which looks like a space and is not one", retype, l.with(l.indent, " ", l.value))
	case l.above != "" && l.dash == "" && len(l.indent) > l.aboveIndent:
		l.correct(0, len(l.text), "this line is indented, so it would be read as part of "+quote(l.above), "take the spaces before it away", strings.Repeat(" ", l.aboveIndent)+strings.TrimLeft(l.text, " "))
	case l.name != "" && l.gap == "" && l.value != "" && !strings.HasPrefix(l.value, "//"):
		l.correct(len(l.indent+l.dash+l.name), 1, "there is no space after the colon", "", l.with(l.indent, " ", l.value))
	default:
		l.checkValue(strings.TrimRight(l.value, " \t"))
	}
}

func (l *lintLine) checkValue(value string) {
	correct := func(message, hint, text string) {
		at := max(0, strings.LastIndex(l.text, l.value))
		l.correct(at, len(value), message, hint, l.with(l.indent, " ", Quoted(text)))
	}
	switch {
	case value == "" || blockScalar.MatchString(value):
	case value[0] == '"' || value[0] == '\'':
		l.checkQuotes(value, correct)
	case strings.HasPrefix(value, "“") || strings.HasPrefix(value, "‘"):
		if strings.HasSuffix(value, "”") || strings.HasSuffix(value, "’") {
			correct("the value stands in curly quotes, which would be shown as part of it", `use straight quotes: "…"`, strings.Trim(value, "“”‘’"))
		}
	case strings.ContainsAny(value[:1], "*&@%`!?,]}|>") && value != "?":
		correct("a value cannot begin with "+value[:1]+" unless it is in quotes", "", value)
	case l.name != "" && strings.HasPrefix(value, "- "):
		correct("a list begins on the same line as its field", "put each item on a line of its own, or write [first, second]", value)
	case value[0] == '[' || value[0] == '{' || value[0] == '#':
	case hasColon(value):
		correct("the value holds a colon and a space, so it needs quotes", "", value)
	}
}

// hasColon says whether a value holds a colon that would end a name, in front
// of any comment.
func hasColon(value string) bool {
	value, _, _ = strings.Cut(value, " #")
	return strings.HasSuffix(value, ":") || strings.Contains(value, ": ")
}

// checkQuotes finds words after the closing quote: 'the force's answer'.
func (l *lintLine) checkQuotes(value string, correct func(message, hint, text string)) {
	end := quotedEnd(value)
	switch {
	case end == 0:
		next := l.index + 1
		if next >= len(l.y.lines) || fieldLike.MatchString(l.y.lines[next]) {
			correct("a quote is opened and never closed", "", value[1:])
		}
	case end < len(value) && !strings.HasPrefix(strings.TrimLeft(value[end:], " \t"), "#"):
		text := value
		if value[len(value)-1] == value[0] {
			text = value[1 : len(value)-1]
		}
		correct("words stand after the closing quote", "a quote inside the value ends it; use the other kind of quote around the whole", text)
	}
}

// checkNameless is for a line that is neither a field nor an item of a list.
func (l *lintLine) checkNameless() {
	trimmed := strings.TrimLeft(l.text, " \t\u00a0")
	if strings.IndexByte("{[]}\"", trimmed[0]) >= 0 || trimmed == "-" {
		return
	}
	indent := len(l.text) - len(trimmed)
	message, hint := "", ""
	switch {
	case l.above != "" && indent > l.aboveIndent:
		message = "this line is indented, so it would be read as part of " + quote(l.above)
		hint = `put the whole value on one line, in quotes; if this is a field of its own, write its name, a colon and a space`
	case indent == 0 || l.above == "":
		message, hint = "this line has no field name", "write the field's name, a colon, a space and its value"
	default:
		return
	}
	l.report(0, len(l.text), message, hint, "")
	l.corrected = "# left out"
}

// spaces is the indent with the wrong kind of space replaced.
func (l *lintLine) spaces(wrong, right string) string {
	if !l.nested {
		return ""
	}
	return strings.ReplaceAll(l.indent, wrong, right)
}

// with is the line with another indent, gap and value.
func (l *lintLine) with(indent, gap, value string) string {
	if l.name == "" {
		return indent + l.dash + value
	}
	return indent + l.dash + l.name + ":" + gap + value
}

// correct reports a mistake, with the corrected line as the fix.
func (l *lintLine) correct(at, length int, message, hint, corrected string) {
	l.report(at, length, message, hint, corrected)
	l.corrected = corrected
}

func (l *lintLine) report(at, length int, message, hint, fix string) {
	l.y.report(l.y.lineOffset(l.index)+at, length, message, hint, fix)
}

// Quoted puts text in the kind of quotes that YAML reads back as the same.
func Quoted(text string) string {
	if !strings.ContainsAny(text, `"\`) {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
