package docimport

import (
	"strings"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// A front writes front matter: fields, and above each the comments that say
// where it is from and what to look at.
type front struct {
	strings.Builder
	indent string
}

// note writes what a person should know of the next field: the paper's own
// words, or where a value is from.
func (f *front) note(text string) { f.comment("", text) }

// look writes what a person has to decide about the next field. All of these
// begin alike, so that they can be searched for.
func (f *front) look(text string) { f.comment("Look: ", text) }

// Look begins every comment that asks a person to decide something.
const Look = register.LookMark

// comment writes a comment over as many lines as it needs.
func (f *front) comment(mark, text string) {
	if text == "" {
		return
	}
	line := f.indent + "# " + mark
	fresh := true
	for _, word := range strings.Fields(text) {
		if !fresh && len([]rune(line))+1+len([]rune(word)) > 100 {
			f.WriteString(line + "\n")
			line, fresh = f.indent+"#   ", true
		}
		if !fresh {
			line += " "
		}
		line += word
		fresh = false
	}
	f.WriteString(line + "\n")
}

func (f *front) field(name, value string) { f.WriteString(f.indent + name + ": " + value + "\n") }

func (f *front) text(name, value string) { f.field(name, yamlText(value)) }

func (f *front) group(name string) { f.WriteString(f.indent + name + ":\n"); f.indent += "  " }

func (f *front) endGroup() { f.indent = f.indent[2:] }

func (f *front) items(name string, values []string) {
	f.WriteString(f.indent + name + ":\n")
	for _, v := range values {
		f.WriteString(f.indent + "  - " + yamlText(v) + "\n")
	}
}

var plainValue = form(`^\p{L}[\p{L}\p{M}\d ,.;()/’‘“”–—'&%£-]*$`)

// yamlText is text as a value: in quotes, unless it is plainly words.
func yamlText(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return source.Quoted(text)
	}
	if plainValue.MatchString(text) && !strings.HasSuffix(text, ",") {
		return text
	}
	return source.Quoted(text)
}
