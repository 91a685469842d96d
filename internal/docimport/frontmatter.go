package docimport

import (
	"strings"
	"unicode/utf8"

	"fiftysix/internal/frontmatter"
)

// A frontMatter writes a file's front matter: fields, and above each the
// comments that say where its value is from and what to check.
type frontMatter struct {
	strings.Builder
	file   string // of a finding, for the tasks
	indent string
	result *Result
}

func newFrontMatter(file string, result *Result) *frontMatter {
	f := &frontMatter{file: file, result: result}
	f.WriteString("---\n")
	return f
}

// fileWith is the whole file, with a body under the front matter.
func (f *frontMatter) fileWith(m *markdownWriter) []byte {
	return []byte(f.String() + "---\n\n" + strings.TrimRight(m.String(), "\n") + "\n")
}

// note writes where the next field is from.
func (f *frontMatter) note(text string) { f.comment("", text) }

// quote notes a line of the paper, if there is one.
func (f *frontMatter) quote(line string) {
	if line != "" {
		f.note("The paper says “" + line + "”.")
	}
}

func (f *frontMatter) notes(reasons []string) {
	for _, s := range reasons {
		f.note(upperFirst(s) + ".")
	}
}

// check asks a person to decide about the next field. All such comments begin
// alike, so that they can be searched for.
func (f *frontMatter) check(field, text string) {
	f.comment("Look: ", text)
	f.result.ToCheck = append(f.result.ToCheck, f.task(field, text))
}

// checkAll asks about the file as a whole.
func (f *frontMatter) checkAll(doubts []string) {
	field := ""
	if f.file == "" {
		field = "report"
	}
	for _, s := range doubts {
		f.check(field, s+".")
	}
}

// missing asks for what the paper does not have.
func (f *frontMatter) missing(field, text string) {
	f.comment("Look: ", text)
	f.result.Missing = append(f.result.Missing, f.task(field, text))
}

func (f *frontMatter) task(field, text string) Task {
	return Task{strings.TrimSpace(f.file + " " + field), text}
}

// comment writes a comment over as many lines as it needs.
func (f *frontMatter) comment(prefix, text string) {
	if text == "" {
		return
	}
	line := f.indent + "# " + prefix
	first := true
	for word := range strings.FieldsSeq(text) {
		switch {
		case first:
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > 100:
			f.WriteString(line + "\n")
			line = f.indent + "#   "
		default:
			line += " "
		}
		line += word
		first = false
	}
	f.WriteString(line + "\n")
}

func (f *frontMatter) field(name, value string) {
	f.WriteString(f.indent + name + ": " + value + "\n")
}

func (f *frontMatter) text(name, value string) { f.field(name, yamlText(value)) }

func (f *frontMatter) group(name string) {
	f.WriteString(f.indent + name + ":\n")
	f.indent += "  "
}

func (f *frontMatter) endGroup() { f.indent = f.indent[2:] }

func (f *frontMatter) list(name string, values []string) {
	f.group(name)
	for _, v := range values {
		f.WriteString(f.indent + "- " + yamlText(v) + "\n")
	}
	f.endGroup()
}

var (
	plainValue   = pattern(`^\p{L}[\p{L}\p{M}\d ,.;()/’‘“”–—'&%£-]*$`)
	yamlKeywords = wordSet("true false yes no on off null y n")
)

// yamlText is text as a value: in quotes, unless it is plainly words.
func yamlText(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if plainValue().MatchString(text) && !strings.HasSuffix(text, ",") && !yamlKeywords[strings.ToLower(text)] {
		return text
	}
	return frontmatter.Quoted(text)
}
