package docimport

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file joins what page ends cut in two, and finds headings that no
// style or mark of the file gives away.

// joinAcrossPages joins a paragraph that a page's end cut in two: the first
// half ends in the middle of a sentence, and the second begins in small
// letters.
func joinAcrossPages(blocks []Block) (all []Block) {
	last := -1 // the last block that is not page furniture
	for _, b := range blocks {
		if last >= 0 && b.Kind == Para && (all[last].Kind == Para || all[last].Kind == Item) && isUnfinished(all[last].tail()) && (startsLower(b.text()) || last < len(all)-1 && isSentence(b.text())) {
			all[last].Spans = append(append(all[last].Spans, Span{Text: " "}), b.Spans...)
			continue
		}
		all = append(all, b)
		if b.Kind != PageFurniture {
			last = len(all) - 1
		}
	}
	for i := range all {
		all[i].Spans = tidy(all[i].Spans)
	}
	return all
}

// textHeadings finds the headings of a text: a numbered line above lines with
// numbers within its own, and a short line that is no sentence.
func textHeadings(blocks []Block) []Block {
	for i := range blocks {
		b := &blocks[i]
		text := b.text()
		if b.isNumbered() && isShort(text) && !isSentence(text) && (strings.HasSuffix(b.Number.Printed, ".0") || numbersSection(blocks, i)) || // 4.0 IMPLICATIONS
			b.Kind == Para && isTextHeading(text) {
			b.Kind, b.Level = Heading, 0
		}
	}
	return blocks
}

// isTextHeading reports whether a line that is alone is a heading.
func isTextHeading(text string) bool {
	if !isShort(text) || isSentence(text) || isHeaderLine(text) || strings.HasSuffix(text, ",") || !startsUpper(text) || shall().MatchString(" "+text) || onlyDate().MatchString(text) {
		return false
	}
	if label, _, ok := strings.Cut(text, ":"); ok && columnOf(label, nil) != columnNone {
		return false
	}
	if l, ok := parseAnswerLabel(text, nil); ok && !l.headsMany() {
		return false
	}
	m := parseFindingLabel(text)
	return !m.ok || m.number.IsZero() && m.whole && !strings.HasSuffix(text, ":")
}

// wordHeadings finds the headings of a Word file without heading styles: short
// paragraphs in bold, and numbered lines above others.
func wordHeadings(blocks []Block) []Block {
	for i := range blocks {
		b := &blocks[i]
		text := b.text()
		if b.Kind != Para && b.Kind != Item || !isShort(text) || isSentence(text) || isHeaderLine(text) {
			continue
		}
		heading := false
		switch {
		case b.isNumbered() && len(b.Number.Path) == 1:
			heading = b.Bold || numbersSection(blocks, i)
		case b.Kind == Para && !isAnswerLabel(text) && !parseFindingLabel(text).ok:
			heading = b.Bold || isSection(text) && len(strings.Fields(text)) <= 6
		}
		if heading {
			b.Kind, b.Level = Heading, 0
		}
	}
	return blocks
}

// numbersSection reports whether the number of an item is that of a section.
func numbersSection(blocks []Block, i int) bool {
	b := &blocks[i]
	if len(b.Number.Path) != 1 {
		return false
	}
	if next := nextNumber(blocks[i+1:]); next.within(b.Number) && next.isDecimal() {
		return true
	}
	inList := i+1 < len(blocks) && blocks[i+1].Kind == Item && blocks[i+1].Number.follows(b.Number)
	return isSection(b.text()) && !inList
}

func nextNumber(blocks []Block) Number {
	for _, b := range blocks {
		if b.Kind == Item && !b.Number.IsZero() {
			return b.Number
		}
		if b.Kind == Heading {
			break
		}
	}
	return Number{}
}

func isUnfinished(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return len(text) > 40 && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(",-–", last))
}

// isSentence reports whether text ends as a sentence does.
func isSentence(text string) bool {
	text = strings.TrimRight(text, `"”’')`)
	return text != "" && strings.Contains(".?!;", text[len(text)-1:])
}

func isShort(text string) bool {
	return len(text) <= 90 && len(strings.Fields(text)) <= 12
}

func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

func startsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '“' || r == '"'
}

// upperFirst writes the first letter as a capital.
func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
