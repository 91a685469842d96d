package scaffold

import (
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/markdown"
)

// A blank is one field of a form: its name and what stands in it. A blank with
// nothing in it is written as a comment, ready to be filled in, and without an
// example in it: an example that is taken for a value would be published.
type blank struct {
	name  string
	value string  // as YAML writes it
	note  string  // more to say above it, for this file alone
	parts []blank // of a group
	list  bool    // the parts are the one item of a list
}

// words is a blank for free text.
func words(name, text string) blank {
	if text == "" {
		return blank{name: name}
	}
	return blank{name: name, value: quoted(text)}
}

// quoted puts text on one line and in quotes.
func quoted(text string) string { return frontmatter.Quoted(strings.Join(strings.Fields(text), " ")) }

// listed is a list of texts on one line.
func listed(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	items := make([]string, len(texts))
	for i, text := range texts {
		items[i] = quoted(text)
		if plainWord(text) {
			items[i] = text
		}
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// plainWord says whether a text needs no quotes in any place.
func plainWord(text string) bool { return text != "" && text == markdown.Slug(text) }

// writeForm writes blanks, each below a line that says what it is for, in the
// words of the field tables.
func writeForm(b *strings.Builder, fields []content.FieldHelp, blanks []blank, indent string) {
	for _, k := range blanks {
		f := find(fields, k.name)
		b.WriteString(indent + "# " + explain(f, k) + "\n")
		mark := ""
		if !k.filled() {
			mark = "# "
		}
		b.WriteString(indent + mark + k.name + ":")
		if k.value != "" {
			b.WriteString(" " + k.value)
		}
		b.WriteString("\n")
		switch {
		case len(k.parts) == 0:
		case !k.filled():
			writeBare(b, k, indent+"# ")
		default:
			writeParts(b, f, k, indent)
		}
	}
}

// writeParts writes the fields of a group that has something in it.
func writeParts(b *strings.Builder, f content.FieldHelp, k blank, indent string) {
	if !k.list {
		writeForm(b, f.Parts, k.parts, indent+"  ")
		return
	}
	// The hyphen of the one item stands before its first field, and what is
	// said of that field at the hyphen's place.
	var item strings.Builder
	writeForm(&item, f.Parts, k.parts, indent+"    ")
	said, rest, _ := strings.Cut(item.String(), "\n"+indent+"    ")
	b.WriteString(indent + "  " + strings.TrimLeft(said, " ") + "\n" + indent + "  - " + rest)
}

// writeBare writes the names of a group's fields and nothing else.
func writeBare(b *strings.Builder, k blank, mark string) {
	for i, part := range k.parts {
		lead := "  "
		if k.list {
			lead = "    "
			if i == 0 {
				lead = "  - "
			}
		}
		b.WriteString(mark + lead + part.name + ":\n")
	}
}

func (k blank) filled() bool {
	for _, part := range k.parts {
		if part.filled() {
			return true
		}
	}
	return k.value != ""
}

func find(fields []content.FieldHelp, name string) content.FieldHelp {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	panic("start: the tables have no field " + name) // a test fills in every form
}

// explain is what stands above a field: what it is for, what its value looks
// like, whether it must be there.
func explain(f content.FieldHelp, k blank) string {
	said := []string{sentence(f.Help)}
	switch {
	case len(f.Parts) > 0 || f.Says == "words" || f.Says == "a list of words":
	case strings.HasPrefix(f.Says, f.Help): // "an e-mail address, such as …"
		said = []string{sentence(f.Says)}
	default:
		said = append(said, "Write "+f.Says+".")
	}
	if (f.Required || f.InSome) && !k.filled() {
		said = append(said, "It must be there.")
	}
	if k.note != "" {
		said = append(said, k.note)
	}
	return strings.Join(said, " ")
}

// sentence makes a sentence of what a table says. A word that is to be typed
// keeps its small letter.
func sentence(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if word != "true" && word != "false" && !strings.HasSuffix(word, ":") {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return strings.TrimSuffix(text, ".") + "."
}
