package translation

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A fileEdit is what to put into a content file. Everything else in the file
// stays as it is: comments, the order of fields, how the rest is written.
type fileEdit struct {
	path   string
	lang   string
	parts  []inspection.Field
	record string // the field translates, with its newline
}

var errByHand = errors.New("the file is written in a way that only a person can add to\nwrite each field on a line of its own between two lines of three hyphens, and try again")

// apply makes the changed file.
func (e *fileEdit) apply(raw []byte, office *inspection.Office) ([]byte, error) {
	file, problems := frontmatter.Open(e.path, raw)
	if file == nil {
		return nil, errors.New(problems[0].Message)
	}
	text := file.Text
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	doc, problems := frontmatter.Split(diag.NewFile(e.path, []byte(text)))
	if doc == nil || len(problems) > 0 {
		return nil, errors.New("something is wrong with the file\nto see what: fiftysix check")
	}
	front, err := e.frontMatter(doc)
	if err != nil {
		return nil, err
	}
	body := text[doc.Body:]
	for _, p := range e.parts {
		if p.Kind == inspection.TextField {
			body = e.putWords(body, p, office)
		}
	}
	edited := front + body
	if bytes.Contains(raw, []byte("\r\n")) {
		edited = strings.ReplaceAll(edited, "\n", "\r\n")
	}
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		edited = "\xef\xbb\xbf" + edited
	}
	return []byte(edited), nil
}

// frontMatter is the edited front matter, up to and with its closing line.
// New fields go to its end, but before the record, which nobody reads.
func (e *fileEdit) frontMatter(doc *frontmatter.Document) (string, error) {
	fields := doc.ReparseFields()
	head := doc.Text[:doc.Body]
	closing := strings.LastIndex(strings.TrimSuffix(head, "\n"), "\n") + 1
	if fields == nil || strings.TrimRight(head[closing:], " \t\n") != "---" {
		return "", errByHand
	}
	present := map[string]bool{}
	for _, entry := range fields.Entries {
		if at := entry.Key.Offset; at > 0 && head[at-1] != '\n' {
			return "", errByHand // indented, or several on one line
		}
		present[entry.Key.Text] = true
	}
	edited := map[string]string{"translates": e.record}
	added := ""
	for _, p := range e.parts {
		switch {
		case p.Kind == inspection.TextField:
		case present[p.Key]:
			edited[p.Key] = fieldYAML(p)
		default:
			added += fieldYAML(p)
		}
	}
	var b strings.Builder
	written := 0 // how much of head
	for i, entry := range fields.Entries {
		from, to := entry.Key.Offset, closing
		if i+1 < len(fields.Entries) {
			to = fields.Entries[i+1].Key.Offset
		}
		if entry.Key.Text == "translates" {
			b.WriteString(head[written:from] + added)
			written, added = from, ""
		}
		if text, ok := edited[entry.Key.Text]; ok {
			b.WriteString(head[written:from] + text)
			written = fieldEnd(head, from, to)
		}
	}
	b.WriteString(head[written:closing] + added)
	if !present["translates"] {
		b.WriteString(e.record)
	}
	return b.String() + head[closing:], nil
}

// fieldEnd is where the lines of a field end: comments and empty lines below it
// belong to the next one, which begins at to.
func fieldEnd(head string, from, to int) int {
	for to > from {
		start := strings.LastIndex(head[:to-1], "\n") + 1
		line := strings.TrimSpace(head[start:to])
		if start <= from || line != "" && !strings.HasPrefix(line, "#") {
			break
		}
		to = start
	}
	return to
}

// fieldYAML is a field or a list of entries as written in a file.
func fieldYAML(p inspection.Field) string {
	quoted := func(text string) string { return frontmatter.Quoted(oneLine(text)) }
	var b strings.Builder
	switch p.Key {
	case "history", "corrections", "answer_corrections":
		b.WriteString(p.Key + ":\n")
		for _, segment := range p.Segments {
			date, _, _ := strings.Cut(segment.Key, "#")
			b.WriteString("  - {date: " + date + ", note: " + quoted(segment.Text) + "}\n")
		}
	case "attachments":
		b.WriteString(p.Key + ":\n")
		for _, segment := range p.Segments {
			b.WriteString("  - {file: " + frontmatter.Quoted(segment.Key) + ", title: " + quoted(segment.Text) + "}\n")
		}
	case "areas":
		b.WriteString(p.Key + ":\n")
		for n, i := 1, 0; i < len(p.Segments); n++ {
			text := "" // an area that is not translated keeps its place
			if p.Segments[i].Key == strconv.Itoa(n) {
				text = p.Segments[i].Text
				i++
			}
			b.WriteString("  - " + quoted(text) + "\n")
		}
	default:
		b.WriteString(p.Key + ": " + quoted(p.Segments[0].Text) + "\n")
	}
	return b.String()
}

// putWords puts the words of a part below the front matter.
func (e *fileEdit) putWords(body string, p inspection.Field, office *inspection.Office) string {
	words := joined(p)
	sections := findSections(body, office)
	heading := inspection.HeadingOf(p.Key, e.lang)
	if heading == "" { // the words before the first heading
		end := len(body)
		if len(sections) > 0 && p.Key != "text" { // a page's own headings are its words
			end = sections[0].from
		}
		leading := body[:len(body)-len(strings.TrimLeft(body, "\n"))]
		return leading + spaced("", words, body[end:])
	}
	for _, s := range sections {
		if s.key == p.Key {
			return spaced(body[:s.words], words, body[s.end:])
		}
	}
	// A new section goes after those that come before it in every file.
	order := []string{"force_comments", "our_comments", "reply", "force_response", "our_response"}
	at := len(body)
	for _, s := range sections {
		if slices.Index(order, s.key) > slices.Index(order, p.Key) {
			at = s.from
			break
		}
	}
	return spaced(strings.TrimRight(body[:at], "\n")+"\n\n## "+heading+"\n", words, body[at:])
}

// spaced joins texts with an empty line between them.
func spaced(before, words, after string) string {
	if strings.TrimSpace(before) == "" {
		before = ""
	} else {
		before = strings.TrimRight(before, "\n") + "\n\n"
	}
	if after = strings.TrimLeft(after, "\n"); after != "" {
		after = "\n" + after
	}
	return before + words + "\n" + after
}

// A section is where in a file's body a heading begins, and its words.
type section struct {
	key              string
	from, words, end int
}

func findSections(body string, office *inspection.Office) (all []section) {
	doc, _ := markdown.Parse(diag.NewFile("", []byte(body)), 0, markdown.Sections)
	for _, s := range doc.Sections {
		from := strings.LastIndex(body[:s.At], "\n") + 1
		if n := len(all); n > 0 {
			all[n-1].end = from
		}
		words := nextLine(body, s.At)
		if s.Underlined {
			words = nextLine(body, words)
		}
		all = append(all, section{office.SectionKey(s.Heading), from, words, len(body)})
	}
	return all
}

func nextLine(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}
