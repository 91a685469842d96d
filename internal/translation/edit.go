package translation

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// This file puts parts into a content file and leaves everything else in it as
// it is: comments, the order of fields, the look of what was not translated.

// A change is what is to be put into a file.
type change struct {
	path   string
	lang   string
	parts  []register.Part
	record string // the field translates, with its line's end
}

var errByHand = errors.New("the file is written in a way that only a person can add to\nwrite each field on a line of its own between two lines of three hyphens, and try again")

// apply makes the changed file.
func (ch *change) apply(raw []byte, office *register.Office) ([]byte, error) {
	file, problems := source.Open(ch.path, raw)
	if file == nil {
		return nil, errors.New(problems[0].Message)
	}
	text := file.Text
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	doc, problems := source.Split(source.NewFile(ch.path, []byte(text)))
	if doc == nil || len(problems) > 0 {
		return nil, errors.New("something is wrong with the file\nto see what: fiftysix check")
	}
	body := text[doc.Body:]
	for _, p := range ch.parts {
		if p.Kind == register.PartWords {
			body = ch.putWords(body, p, office)
		}
	}
	front, err := ch.putFields(doc)
	if err != nil {
		return nil, err
	}
	made := front + body
	if bytes.Contains(raw, []byte("\r\n")) {
		made = strings.ReplaceAll(made, "\n", "\r\n")
	}
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		made = "\xef\xbb\xbf" + made
	}
	return []byte(made), nil
}

// putFields makes the front matter: up to and with its closing line.
func (ch *change) putFields(doc *source.Document) (string, error) {
	fields := doc.Recall()
	head := doc.Text[:doc.Body]
	closing := strings.LastIndex(strings.TrimSuffix(head, "\n"), "\n") + 1
	if fields == nil || strings.TrimRight(head[closing:], " \t\n") != "---" {
		return "", errByHand
	}
	type entry struct {
		key      string
		from, to int // of its lines
	}
	var entries []entry
	for i := range fields.Entries {
		at := fields.Entries[i].Key.Offset
		from := strings.LastIndex(head[:at], "\n") + 1
		if from != at {
			return "", errByHand // indented, or several on one line
		}
		if n := len(entries); n > 0 {
			entries[n-1].to = from
		}
		entries = append(entries, entry{fields.Entries[i].Key.Text, from, closing})
	}
	for i := range entries { // comments below a field belong to the next
		e := &entries[i]
		for e.to > e.from {
			start := strings.LastIndex(head[:e.to-1], "\n") + 1
			line := strings.TrimSpace(head[start:e.to])
			if start <= e.from || line != "" && !strings.HasPrefix(line, "#") {
				break
			}
			e.to = start
		}
	}
	lines := map[string]string{}
	var order []string
	add := func(key, text string) { lines[key], order = text, append(order, key) }
	for _, p := range ch.parts {
		if p.Kind != register.PartWords {
			add(p.Key, fieldText(p))
		}
	}
	if ch.record != "" {
		add("translates", ch.record)
	}
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if text, ok := lines[e.key]; ok {
			head = head[:e.from] + text + head[e.to:]
			closing += len(text) - (e.to - e.from)
			order = slices.DeleteFunc(order, func(key string) bool { return key == e.key })
			entries[i].to = e.from + len(text)
			for j := i + 1; j < len(entries); j++ {
				entries[j].from += len(text) - (e.to - e.from)
			}
		}
	}
	// What is new goes to the end, but before the record, which nobody reads.
	at := closing
	for _, e := range entries {
		if e.key == "translates" {
			at = e.from
		}
	}
	for _, key := range order {
		if key == "translates" {
			at = closing
		}
		head = head[:at] + lines[key] + head[at:]
		at += len(lines[key])
		closing += len(lines[key])
	}
	return head, nil
}

// fieldText is a field or a list of entries as it stands in a file.
func fieldText(p register.Part) string {
	var b strings.Builder
	switch p.Key {
	case "history", "corrections", "answer_corrections":
		b.WriteString(p.Key + ":\n")
		for _, passage := range p.Passages {
			date, _, _ := strings.Cut(passage.Key, "#")
			b.WriteString("  - {date: " + date + ", note: " + source.Quoted(oneLine(passage.Text)) + "}\n")
		}
	case "attachments":
		b.WriteString(p.Key + ":\n")
		for _, passage := range p.Passages {
			b.WriteString("  - {file: " + source.Quoted(passage.Key) + ", title: " + source.Quoted(oneLine(passage.Text)) + "}\n")
		}
	case "areas":
		b.WriteString(p.Key + ":\n")
		for n, i := 1, 0; i < len(p.Passages); n++ {
			if p.Passages[i].Key != strconv.Itoa(n) {
				b.WriteString("  - \"\"\n")
				continue
			}
			b.WriteString("  - " + source.Quoted(oneLine(p.Passages[i].Text)) + "\n")
			i++
		}
	default:
		b.WriteString(p.Key + ": " + source.Quoted(oneLine(p.Passages[0].Text)) + "\n")
	}
	return b.String()
}

// putWords puts the words of a part in their place below the front matter.
func (ch *change) putWords(body string, p register.Part, office *register.Office) string {
	words := joined(p)
	sections := sectionsOf(body, office)
	heading := register.HeadingOf(p.Key, ch.lang)
	if heading == "" { // the words before the first heading
		end := len(body)
		if len(sections) > 0 && p.Key != "text" { // a page's own headings are its words
			end = sections[0].from
		}
		lead := body[:len(body)-len(strings.TrimLeft(body, "\n"))]
		return lead + between("", words, body[end:])
	}
	for _, s := range sections {
		if s.key == p.Key {
			return between(body[:s.words], words, body[s.end:])
		}
	}
	// A new section goes after those that stand before it in every file.
	at := len(body)
	for _, s := range sections {
		if slices.Index(sectionOrder, s.key) > slices.Index(sectionOrder, p.Key) {
			at = s.from
			break
		}
	}
	return between(strings.TrimRight(body[:at], "\n")+"\n\n## "+heading+"\n", words, body[at:])
}

var sectionOrder = []string{"force_comments", "our_comments", "reply", "force_response", "our_response"}

// between puts words between what stands before and after them, with an empty
// line on either side.
func between(before, words, after string) string {
	if strings.TrimSpace(before) != "" {
		before = strings.TrimRight(before, "\n") + "\n\n"
	} else {
		before = ""
	}
	if after = strings.TrimLeft(after, "\n"); after != "" {
		after = "\n" + after
	}
	return before + words + "\n" + after
}

type placed struct {
	key              string
	from, words, end int // where the heading's line begins, where its words do, and where they end
}

// sectionsOf finds the sections of a file's words.
func sectionsOf(body string, office *register.Office) (all []placed) {
	doc, _ := markdown.Parse(source.NewFile("", []byte(body)), 0, markdown.Sections)
	for _, s := range doc.Sections {
		from := strings.LastIndex(body[:s.At], "\n") + 1
		if n := len(all); n > 0 {
			all[n-1].end = from
		}
		words := after(body, s.At)
		if s.Underlined {
			words = after(body, words)
		}
		all = append(all, placed{office.SectionKey(s.Heading), from, words, len(body)})
	}
	return all
}

// after is where the next line begins.
func after(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}
