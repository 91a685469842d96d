package letter

import (
	"regexp"
	"strconv"
	"strings"
)

// Markdown is the letter as a text file.
func (l *Letter) Markdown() []byte {
	var b strings.Builder
	writeMarkdown(&b, l.blocks, "", "")
	return []byte(b.String())
}

// writeMarkdown writes blocks with an empty line between each two. first is put
// before the first line, and rest before every other.
func writeMarkdown(b *strings.Builder, blocks []block, first, rest string) {
	lead := first
	for i, k := range blocks {
		if i > 0 {
			b.WriteString(strings.TrimRight(rest, " ") + "\n")
		}
		switch k.kind {
		case heading:
			b.WriteString(lead + strings.Repeat("#", k.level) + " " + inlines(k.words) + "\n")
		case para:
			text := inlines(k.words)
			b.WriteString(lead + strings.ReplaceAll(escapeLines(text), "\n", "\n"+rest) + "\n")
		case list:
			markdownList(b, k, lead, rest)
		case quote:
			writeMarkdown(b, k.items[0], lead+"> ", rest+"> ")
		case foreign:
			writeMarkdown(b, k.items[0], lead, rest)
		case code:
			for j, line := range strings.Split(strings.TrimSuffix(text(k.words), "\n"), "\n") {
				if j > 0 {
					lead = rest
				}
				b.WriteString(lead + "    " + line + "\n")
			}
		case table:
			markdownTable(b, k, lead, rest)
		}
		lead = rest
	}
}

func markdownList(b *strings.Builder, k block, lead, rest string) {
	for i, item := range k.items {
		bullet := "- "
		if k.number > 0 {
			bullet = strconv.Itoa(k.number+i) + ". "
		}
		if i > 0 {
			lead = rest
		}
		writeMarkdown(b, item, lead+bullet, rest+strings.Repeat(" ", len(bullet)))
	}
}

func markdownTable(b *strings.Builder, k block, lead, rest string) {
	if len(k.words) > 0 {
		b.WriteString(lead + inlines(k.words) + "\n" + strings.TrimRight(rest, " ") + "\n")
		lead = rest
	}
	for i, row := range k.rows {
		b.WriteString(lead + "|")
		for _, c := range row {
			b.WriteString(" " + strings.ReplaceAll(inlines(c.words), "\n", " ") + " |")
		}
		b.WriteString("\n")
		if lead = rest; i == 0 {
			b.WriteString(rest + "|" + strings.Repeat(" --- |", len(row)) + "\n")
		}
	}
}

var (
	escapes    = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`", "~", `\~`, "|", `\|`)
	blockStart = regexp.MustCompile(`(?m)^(\d{1,9})([.)])|^([-+>=#])`)
)

// inlines writes words with their emphasis, links and line breaks.
func inlines(words []run) string {
	var b strings.Builder
	for _, w := range words {
		if w.br {
			b.WriteString("\\")
			continue
		}
		text := escapes.Replace(w.text)
		if w.code {
			text = "`" + w.text + "`"
		}
		emphasis := ""
		if w.strong {
			emphasis += "**"
		}
		if w.em {
			emphasis += "*"
		}
		// Asterisks with a space inside them would be no emphasis.
		inner := strings.TrimSpace(text)
		if inner == "" {
			b.WriteString(text)
			continue
		}
		before, after, _ := strings.Cut(text, inner)
		inner = emphasis + inner + emphasis
		switch {
		case w.href == w.text && w.href != "":
			inner = "<" + w.href + ">"
		case w.href != "":
			inner = "[" + inner + "](" + w.href + ")"
		case w.raise:
			inner = "[" + inner + "]"
		}
		b.WriteString(before + inner + after)
	}
	return b.String()
}

// escapeLines escapes what would make a line a heading or a list.
func escapeLines(text string) string {
	return blockStart.ReplaceAllStringFunc(text, func(m string) string {
		return m[:len(m)-1] + `\` + m[len(m)-1:]
	})
}

// text is the words without their format.
func text(words []run) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
		if w.br {
			b.WriteString("\n")
		}
	}
	return b.String()
}
