package scaffold

import (
	"slices"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/markdown"
)

// A blank is one field of a form. A blank without a value is written as a
// comment, ready to be filled in, and without an example: an example that is
// taken for a value would be published.
type blank struct {
	name  string
	value string  // as YAML
	note  string  // a further comment above it, for this file alone
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
func quoted(text string) string { return frontmatter.Quoted(oneLine(text)) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// listed is a list of texts on one line.
func listed(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	items := make([]string, len(texts))
	for i, text := range texts {
		items[i] = quoted(text)
		if text != "" && text == markdown.Slug(text) { // needs no quotes anywhere
			items[i] = text
		}
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// writeForm writes blanks, each below a comment with the help of its field.
func writeForm(b *strings.Builder, help func(name string) content.FieldHelp, blanks []blank, indent string) {
	for _, k := range blanks {
		f := help(k.name)
		b.WriteString(indent + "# " + explain(f, k) + "\n")
		prefix := indent
		if !k.filled() {
			prefix += "# "
		}
		b.WriteString(strings.TrimSuffix(prefix+k.name+": "+k.value, " ") + "\n")
		if k.filled() {
			writeParts(b, f, k, indent)
		} else {
			writeNames(b, k, prefix)
		}
	}
}

// writeParts writes the fields of a group that has something in it.
func writeParts(b *strings.Builder, f content.FieldHelp, k blank, indent string) {
	if !k.list {
		writeForm(b, f.Part, k.parts, indent+"  ")
		return
	}
	// The hyphen of the one item goes before its first field, and the comment
	// on that field above the hyphen.
	var item strings.Builder
	writeForm(&item, f.Part, k.parts, indent+"    ")
	comment, rest, _ := strings.Cut(item.String(), "\n"+indent+"    ")
	b.WriteString(indent + "  " + strings.TrimLeft(comment, " ") + "\n" + indent + "  - " + rest)
}

// writeNames writes the names of a group's fields and nothing else.
func writeNames(b *strings.Builder, k blank, prefix string) {
	for i, part := range k.parts {
		indent := "  "
		switch {
		case k.list && i == 0:
			indent = "  - "
		case k.list:
			indent = "    "
		}
		b.WriteString(prefix + indent + part.name + ":\n")
	}
}

func (k blank) filled() bool {
	return k.value != "" || slices.ContainsFunc(k.parts, blank.filled)
}

// explain is the comment above a field: what it is for, what its value looks
// like, whether it is required.
func explain(f content.FieldHelp, k blank) string {
	sentences := []string{sentence(f.Help)}
	switch {
	case len(f.Parts) > 0 || f.Expects == "words" || f.Expects == "a list of words":
	case strings.HasPrefix(f.Expects, f.Help): // "an e-mail address, such as …"
		sentences = []string{sentence(f.Expects)}
	default:
		sentences = append(sentences, "Write "+f.Expects+".")
	}
	if (f.Required || f.RequiredInOneLanguage) && !k.filled() {
		sentences = append(sentences, "It must be there.")
	}
	if k.note != "" {
		sentences = append(sentences, k.note)
	}
	return strings.Join(sentences, " ")
}

// sentence makes a sentence of a help text. A word that is to be typed keeps
// its small letter.
func sentence(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if word != "true" && word != "false" && !strings.HasSuffix(word, ":") {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return strings.TrimSuffix(text, ".") + "."
}
