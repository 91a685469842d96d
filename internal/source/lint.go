package source

import (
	"regexp"
	"strconv"
	"strings"
)

// This file finds the slips that people make who have never seen YAML, line by
// line and before the decoder sees them: its own words for them help nobody,
// and it stops at the first. Each finding mends its line in memory only, so
// that the lines after it can be read too.

var (
	// keyed takes a line apart: indent, hyphens of list items, name, gap, value.
	keyed = regexp.MustCompile(`^([ \t\x{a0}]*)((?:-[ \t]+)*)([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:([ \t\x{a0}]*)(.*)$`)
	// item takes a line of a list apart.
	item = regexp.MustCompile(`^([ \t\x{a0}]*)((?:-[ \t\x{a0}]+)+)()()(.*)$`)
	// blockScalar is what stands after a field whose value follows on the lines below.
	blockScalar = regexp.MustCompile(`^[|>][-+0-9]*[ \t]*(?:#.*)?$`)
)

// A slip is one line as lint sees it.
type slip struct {
	y                          *yamlReader
	index                      int
	line                       string
	indent, dash, name, gap, v string
	mended                     string // the line put right; empty if it is right
	nested                     bool   // whether it may be indented
}

// lint reports what is wrong with single lines and returns them mended.
func lint(y *yamlReader) ([]string, map[int]bool) {
	lines := strings.Split(strings.TrimSuffix(y.text, "\n"), "\n")
	mended := map[int]bool{}
	block := -1      // indent of the field whose longer value we are in, or -1
	var above string // the name of the field above that has its value on its line
	aboveIndent, open := 0, 0
	parent := false // whether the line above may have an indented line under it
	for i, line := range lines {
		if open > 0 || strings.TrimSpace(line) == "" || strings.HasPrefix(strings.TrimSpace(line), "#") {
			open = max(0, open+brackets(line, open))
			continue
		}
		depth := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 && depth > block {
			continue
		}
		block = -1
		s := &slip{y: y, index: i, line: line}
		s.nested = parent
		s.read(above, aboveIndent)
		if s.mended != "" {
			mended[y.firstLine+i] = true
			lines[i] = s.mended
			s.read("", 0)
		}
		above, aboveIndent = "", len(s.indent)+len(s.dash)
		parent = s.dash != "" || strings.TrimSpace(s.v) == ""
		switch value := strings.TrimSpace(s.v); {
		case blockScalar.MatchString(value):
			block = depth
		case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{"):
			open = max(0, brackets(value, 0))
			if open > 0 && !closes(lines[i+1:], open) {
				s.report(0, len(line), "a bracket is opened and never closed", "write it on one line, like [first, second] or {from: 2018-10, to: 2019-02}", "")
				mended[y.firstLine+i], lines[i], open = true, "", 0
			}
		case strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'"):
			if quotedEnd(value) == 0 { // a value in quotes over several lines
				block = depth
			}
		}
		if block < 0 && open == 0 && strings.TrimSpace(s.v) != "" && s.name != "" {
			above = s.name
		}
	}
	return lines, mended
}

// brackets counts how many more brackets a line opens than it closes.
func brackets(line string, open int) int {
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

// closes says whether brackets left open are closed before the next field.
func closes(lines []string, open int) bool {
	for _, line := range lines {
		if line != "" && line[0] != ' ' && fieldLike.MatchString(line) {
			return false
		}
		if open += brackets(line, open); open <= 0 {
			return true
		}
	}
	return false
}

// read takes the line apart and looks for one slip.
func (s *slip) read(above string, aboveIndent int) {
	m := keyed.FindStringSubmatch(s.line)
	if m == nil {
		m = item.FindStringSubmatch(s.line)
	}
	if s.mended != "" {
		m = keyed.FindStringSubmatch(s.mended)
		if m == nil {
			m = item.FindStringSubmatch(s.mended)
		}
		if m != nil {
			s.name, s.v = m[3], m[5]
		}
		return
	}
	if m == nil {
		s.noName(above, aboveIndent)
		return
	}
	s.indent, s.dash, s.name, s.gap, s.v = m[1], m[2], m[3], m[4], m[5]
	s.look(above, aboveIndent)
}

func (s *slip) look(above string, aboveIndent int) {
	plain := strings.TrimRight(s.v, " \t")
	switch {
	case strings.Contains(s.indent, "\t"):
		s.slip(0, len(s.indent), "this line begins with a tab", "use spaces to indent", s.put(s.spaces("\t", "  "), " ", s.v))
	case strings.Contains(s.indent, "\u00a0"):
		s.slip(0, len(s.indent), "this line begins with a no-break space, which looks like a space and is not one", "type it again with an ordinary space", s.put(s.spaces("\u00a0", " "), " ", s.v))
	case strings.Contains(s.gap, "\u00a0"):
		s.slip(len(s.indent+s.dash+s.name)+1, len(s.gap), "a no-break space stands after the colon, which looks like a space and is not one", "type it again with an ordinary space", s.put(s.indent, " ", s.v))
	case above != "" && s.dash == "" && len(s.indent) > aboveIndent:
		s.slip(0, len(s.line), "this line is indented, so it would be read as part of "+quote(above), "take the spaces before it away", strings.Repeat(" ", aboveIndent)+strings.TrimLeft(s.line, " "))
	case s.name != "" && s.gap == "" && s.v != "" && !strings.HasPrefix(s.v, "//"):
		s.slip(len(s.indent+s.dash+s.name), 1, "there is no space after the colon", "", s.put(s.indent, " ", s.v))
	default:
		s.lookAtValue(plain)
	}
}

func (s *slip) lookAtValue(plain string) {
	at := strings.LastIndex(s.line, s.v)
	quoted := s.put(s.indent, " ", Quoted(plain))
	switch {
	case plain == "" || blockScalar.MatchString(plain):
	case plain[0] == '"' || plain[0] == '\'':
		s.lookAtQuotes(at, plain)
	case strings.HasPrefix(plain, "“") || strings.HasPrefix(plain, "‘"):
		if strings.HasSuffix(plain, "”") || strings.HasSuffix(plain, "’") {
			s.slip(at, len(plain), "the value stands in curly quotes, which would be shown as part of it", `use straight quotes: "…"`, s.put(s.indent, " ", Quoted(strings.Trim(plain, "“”‘’"))))
		}
	case strings.ContainsAny(plain[:1], "*&@%`!?,]}") && plain != "?":
		s.slip(at, len(plain), "a value cannot begin with "+plain[:1]+" unless it is in quotes", "", quoted)
	case strings.ContainsAny(plain[:1], "|>"):
		s.slip(at, len(plain), "a value cannot begin with "+plain[:1]+" unless it is in quotes", "", quoted)
	case s.name != "" && strings.HasPrefix(plain, "- "):
		s.slip(at, len(plain), "a list begins on the same line as its field", "put each item on a line of its own, or write [first, second]", quoted)
	case plain[0] == '[' || plain[0] == '{' || plain[0] == '#':
	case colon(plain) >= 0:
		s.slip(at, len(plain), "the value holds a colon and a space, so it needs quotes", "", quoted)
	}
}

// colon finds a colon that would end a name, in front of any comment.
func colon(value string) int {
	if i := strings.Index(value, " #"); i >= 0 {
		value = value[:i]
	}
	if strings.HasSuffix(value, ":") {
		return len(value) - 1
	}
	return strings.Index(value, ": ")
}

// lookAtQuotes finds words after the closing quote: 'the force's answer'.
func (s *slip) lookAtQuotes(at int, plain string) {
	end := quotedEnd(plain)
	switch {
	case end == 0:
		next := s.index + 1
		lines := s.y.lineCount()
		if next >= lines || fieldLike.MatchString(s.y.file.Line(s.y.firstLine+next)) {
			s.slip(at, len(plain), "a quote is opened and never closed", "", s.put(s.indent, " ", Quoted(plain[1:])))
		}
	case end < len(plain) && !strings.HasPrefix(strings.TrimLeft(plain[end:], " \t"), "#"):
		words := plain[1:]
		if plain[len(plain)-1] == plain[0] {
			words = words[:len(words)-1]
		} else {
			words = plain
		}
		s.slip(at, len(plain), "words stand after the closing quote", "a quote inside the value ends it; use the other kind of quote around the whole", s.put(s.indent, " ", Quoted(words)))
	}
}

// noName is for a line that is neither a field nor an item of a list.
func (s *slip) noName(above string, aboveIndent int) {
	trimmed := strings.TrimLeft(s.line, " \t\u00a0")
	indented := len(s.line) - len(trimmed)
	if strings.HasPrefix(trimmed, "{") || strings.HasPrefix(trimmed, "[") || strings.HasPrefix(trimmed, "]") || strings.HasPrefix(trimmed, "}") || strings.HasPrefix(trimmed, `"`) || trimmed == "-" {
		return
	}
	left := "# left out"
	switch {
	case above != "" && indented > aboveIndent:
		s.slip(0, len(s.line), "this line is indented, so it would be read as part of "+quote(above), `put the whole value on one line, in quotes; if this is a field of its own, write its name, a colon and a space`, left)
		s.dropFix()
	case indented == 0 || above == "":
		s.slip(0, len(s.line), "this line has no field name", "write the field's name, a colon, a space and its value", left)
		s.dropFix()
	}
}

// dropFix takes back the mended line as a suggestion: it is of use to us only.
func (s *slip) dropFix() { s.y.problems[len(s.y.problems)-1].Fix = "" }

// spaces is the indent with the wrong kind of space put right.
func (s *slip) spaces(wrong, right string) string {
	if !s.nested {
		return ""
	}
	return strings.ReplaceAll(s.indent, wrong, right)
}

func (s *slip) put(indent, gap, value string) string {
	if s.name == "" {
		return indent + s.dash + value
	}
	return indent + s.dash + s.name + ":" + gap + value
}

func (s *slip) slip(at, length int, message, hint, mended string) {
	s.report(at, length, message, hint, mended)
	s.mended = mended
}

func (s *slip) report(at, length int, message, hint, fix string) {
	s.y.report(s.y.lineOffset(s.index)+max(at, 0), length, message, hint, fix)
}

func (y *yamlReader) lineCount() int {
	return strings.Count(strings.TrimSuffix(y.text, "\n"), "\n") + 1
}

// Quoted puts text in the kind of quotes that YAML reads back as the same.
func Quoted(text string) string {
	if !strings.ContainsAny(text, `"\`) {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

func itoa(n int) string { return strconv.Itoa(n) }
