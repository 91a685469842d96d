package frontmatter

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"fiftysix/internal/diag"
)

// A Kind is what a Value is.
type Kind int

// The kinds of a Value.
const (
	Nothing Kind = iota // the field is named and has no value
	Scalar
	List
	Map
)

// A Value is one value of YAML with its position in the file. Nothing is
// guessed about it: 0123 stays "0123", "yes" stays "yes", and 2020-03-09 stays
// what was typed, until a field decodes it.
type Value struct {
	Kind    Kind
	Text    string  // of a Scalar: as YAML reads it
	Plain   bool    // of a Scalar: written without quotes
	Comment string  // of a plain Scalar: what a # cut off its line, from the # on
	Items   []Value // of a List
	Entries []Entry // of a Map, in the file's order
	Offset  int     // byte offset in the file
	Length  int     // in bytes; 0 where the value runs over lines
}

// An Entry is one field of a Map.
type Entry struct {
	Key   Value
	Value Value
}

// Field finds a field of a Map by name, or nil.
func (v *Value) Field(name string) *Value {
	if e := v.entry(name); e != nil {
		return &e.Value
	}
	return nil
}

// Key finds the name of a field of a Map, with its position, or nil.
func (v *Value) Key(name string) *Value {
	if e := v.entry(name); e != nil {
		return &e.Key
	}
	return nil
}

func (v *Value) entry(name string) *Entry {
	for i := range v.Entries {
		if v.Entries[i].Key.Text == name {
			return &v.Entries[i]
		}
	}
	return nil
}

// The limits of fields. The decoder and lint take time by the square of some
// things; these lie far beyond real fields.
const (
	// MaxFields is how many bytes the fields of a file may have.
	MaxFields     = 256 << 10
	maxFieldLines = 10_000
	maxFieldLine  = 40_000 // bytes of one line
	maxFieldDepth = 100    // brackets within each other, or hyphens in a row
)

// checkLimits says why fields are more than can be read, or nil.
func checkLimits(f *diag.File, start, end int) *diag.Problem {
	const writeBelow = "write what is long below the fields, where there is room for it"
	refuse := func(at int, message, hint string) *diag.Problem {
		p := f.Problem(diag.Error, RuleFieldsTooMuch, at, 0, message, hint)
		p.Excerpt = ""
		return &p
	}
	text := f.Text[start:end]
	if len(text) > MaxFields {
		return refuse(start, fmt.Sprintf("the fields are more than can be read: %d KiB, and %d KiB is the most", len(text)>>10, MaxFields>>10), writeBelow)
	}
	at, lines, depth := start, 0, 0
	for line := range strings.Lines(text) {
		if c := line[0] | 0x20; 'a' <= c && c <= 'z' {
			depth = 0 // another field begins
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " -"))]
		tooDeep := strings.Count(indent, "-") > maxFieldDepth
		for i := range len(line) {
			switch line[i] {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			tooDeep = tooDeep || depth > maxFieldDepth
		}
		lines++
		switch {
		case tooDeep:
			return refuse(at, "lists or groups are nested too deeply", "take some of the marks at the beginning away; no field has more than three within each other")
		case lines > maxFieldLines:
			return refuse(at, fmt.Sprintf("the fields have more than %d lines", maxFieldLines), writeBelow)
		case len(line) > maxFieldLine:
			return refuse(at, fmt.Sprintf("this line is longer than a field can be: %d characters, and %d are the most", len(line), maxFieldLine), writeBelow)
		}
		at += len(line)
	}
	return nil
}

// A yamlReader reads one block of YAML.
type yamlReader struct {
	file      *diag.File
	start     int // byte offset of the block
	firstLine int
	lines     []string // the block's lines, as lint corrected them
	recovered map[int]bool
	problems  []diag.Problem
}

// maxAttempts bounds how often a block is read again with a bad line left out.
const maxAttempts = 20

// ParseYAML reads the bytes from start to end of f as one map of YAML. Every
// line that cannot be read is a Problem; to find them all in one go, a bad line
// is corrected in memory, or left out, and the rest read again. Those lines are
// in recovered: what their values should be is a guess, so nothing more should
// be reported about them. The Value is nil where nothing can be read.
func ParseYAML(f *diag.File, start, end int) (root *Value, recovered map[int]bool, problems []diag.Problem) {
	if p := checkLimits(f, start, end); p != nil {
		return nil, nil, []diag.Problem{*p}
	}
	y := &yamlReader{file: f, start: start, recovered: map[int]bool{}}
	y.lines = strings.Split(strings.TrimSuffix(f.Text[start:end], "\n"), "\n")
	y.firstLine, _ = f.Position(start)
	y.lint()
	for range maxAttempts {
		if y.isBlank() { // the decoder would take it for the end of its input
			return &Value{Kind: Map, Offset: start}, y.recovered, y.problems
		}
		var node yaml.Node
		err := yaml.Load([]byte(strings.Join(y.lines, "\n")+"\n"), &node, yaml.WithV4Defaults())
		if err == nil {
			return y.root(&node), y.recovered, y.problems
		}
		if !y.leaveOut(err) {
			break
		}
	}
	return nil, y.recovered, y.problems
}

// isBlank says whether the lines hold nothing but comments.
func (y *yamlReader) isBlank() bool {
	for _, line := range y.lines {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
	}
	return true
}

// lineOffset is the file's byte offset of the block's i-th line, from 0.
func (y *yamlReader) lineOffset(i int) int { return y.file.Offset(y.firstLine+i, 1) }

func (y *yamlReader) report(offset, length int, message, hint, fix string) {
	p := y.file.Problem(diag.Error, RuleYAML, offset, length, message, hint)
	p.Fix = fix
	y.problems = append(y.problems, p)
}

// leaveOut reports a fault that lint did not foresee and takes its line out
// of the block, if it is a field of its own; then the rest can be read.
func (y *yamlReader) leaveOut(err error) bool {
	at, message := 0, err.Error()
	if fault, ok := errors.AsType[*yaml.LoadError](err); ok {
		at, message = max(0, min(fault.Mark.Line-1, len(y.lines)-1)), fault.Message
	}
	for at > 0 && strings.TrimSpace(y.lines[at]) == "" {
		at--
	}
	line := y.file.Line(y.firstLine + at)
	if !y.recovered[y.firstLine+at] {
		message, hint := explain(message)
		y.report(y.lineOffset(at), len(line), message, hint, "")
	}
	alone := at+1 >= len(y.lines) || !strings.HasPrefix(y.lines[at+1], " ")
	if y.lines[at] == "" || !alone || strings.HasPrefix(line, " ") {
		return false
	}
	y.recovered[y.firstLine+at] = true
	y.lines[at] = ""
	return true
}

// explanations are our words for the decoder's.
var explanations = []struct {
	either, or    string // what the decoder's message contains
	message, hint string
}{
	{"quoted scalar", "end of stream", "a quote is opened and never closed", `close it with the same kind of quote: "…"`},
	{"flow sequence", "',' or ']'", "a list in square brackets is not closed", "write it like this: [first, second]"},
	{"flow mapping", "',' or '}'", "a group in curly brackets is not closed", "write it like this: {from: 2018-10, to: 2019-02}"},
	{"depth", "nest", "values stand inside one another too deeply", "no field needs more than four levels"},
	{"block sequence entries", "block sequence entries", "a list begins on the same line as its field", "put each item on a line of its own, beginning with a hyphen and a space"},
	{"anchor", "anchor", "a value that begins with * or & has a special meaning here", "put it in quotes"},
	{"block scalar", "comment or line break", "a value that begins with > or | has a special meaning here", "put it in quotes"},
}

// explain turns the decoder's words into ours.
func explain(message string) (ours, hint string) {
	for _, e := range explanations {
		if strings.Contains(message, e.either) || strings.Contains(message, e.or) {
			return e.message, e.hint
		}
	}
	return "this line cannot be read as a field", `write the field's name, a colon, a space and its value, and put the value in "quotes" if it holds marks such as : # [ {`
}

// root turns the decoder's tree into ours.
func (y *yamlReader) root(node *yaml.Node) *Value {
	if node.Kind != yaml.DocumentNode || len(node.Content) == 0 {
		return &Value{Kind: Map, Offset: y.start}
	}
	top := node.Content[0]
	if top.Kind == yaml.ScalarNode && top.Tag == "!!null" {
		return &Value{Kind: Map, Offset: y.start}
	}
	v := y.value(top)
	if v.Kind != Map {
		y.report(v.Offset, v.Length, "fields were expected here", "write one field a line: its name, a colon, a space and its value", "")
		return nil
	}
	return &v
}

func (y *yamlReader) value(n *yaml.Node) Value {
	v := Value{Offset: y.file.Offset(y.firstLine+n.Line-1, n.Column)}
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		y.report(v.Offset, 1, "a value that begins with * or & has a special meaning here", "put it in quotes", "")
		return v
	}
	switch n.Kind {
	case yaml.SequenceNode:
		v.Kind = List
		for _, item := range n.Content {
			v.Items = append(v.Items, y.value(item))
		}
	case yaml.MappingNode:
		v.Kind = Map
		y.readEntries(n, &v)
	case yaml.ScalarNode:
		y.readScalar(n, &v)
	}
	return v
}

func (y *yamlReader) readEntries(n *yaml.Node, v *Value) {
	firstLines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := y.value(n.Content[i])
		if key.Kind != Scalar {
			y.report(key.Offset, key.Length, "a field's name was expected here", "write its name, a colon, a space and its value", "")
			continue
		}
		if line, again := firstLines[key.Text]; again {
			y.report(key.Offset, key.Length, "the field "+quote(key.Text)+" stands here a second time", fmt.Sprintf("it is already on line %d; keep one of the two", line), "")
			continue
		}
		firstLines[key.Text], _ = y.file.Position(key.Offset)
		v.Entries = append(v.Entries, Entry{Key: key, Value: y.value(n.Content[i+1])})
	}
}

func (y *yamlReader) readScalar(n *yaml.Node, v *Value) {
	const notPlain = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	v.Kind, v.Text, v.Plain = Scalar, n.Value, n.Style&notPlain == 0
	rest, _, _ := strings.Cut(y.file.Text[v.Offset:], "\n")
	if n.Style&yaml.TaggedStyle != 0 {
		y.report(v.Offset, len(rest), "a value that begins with ! has a special meaning here", "put it in quotes", "")
		return
	}
	if !v.Plain {
		v.Length = quotedLength(rest)
		return
	}
	v.Comment = n.LineComment
	v.Length = len(n.Value)
	line, _ := y.file.Position(v.Offset)
	switch {
	case n.Value == "" || n.Value == "~" || n.Value == "null":
		v.Kind = Nothing
	case !strings.HasPrefix(rest, n.Value) && !y.recovered[line]:
		y.report(v.Offset, len(rest), "this value runs on over the next line", "put the whole value in quotes on one line; if the next line is a field of its own, take the spaces before it away", "")
	}
}

// quotedLength is how many bytes of line, which begins with a quote, the
// quoted value takes.
func quotedLength(line string) int {
	if len(line) == 0 || (line[0] != '"' && line[0] != '\'') {
		return len(strings.TrimRight(line, " \t"))
	}
	if end := quotedEnd(line); end > 0 {
		return end
	}
	return len(line)
}

// quotedEnd is the byte after the quote that closes the value which begins s,
// or 0 where none does.
func quotedEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[i] == s[0] && s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return 0
}

func quote(s string) string {
	if utf8.RuneCountInString(s) > 60 {
		s = string([]rune(s)[:60]) + "…"
	}
	return `"` + s + `"`
}
