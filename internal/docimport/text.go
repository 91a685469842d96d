package docimport

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads text: a paper as it is copied from a PDF, where a line's end
// means little, or Markdown. Both are read alike, since what programs make of
// a PDF is often half of each.

func openText(name string, data []byte) (*Paper, error) {
	text, said, err := decode(data)
	if err != nil {
		return nil, err
	}
	if len(text) > maxWords {
		return nil, errTooLong
	}
	p := &Paper{Name: name, raw: data}
	if said != "" {
		p.Said = append(p.Said, said)
	}
	r := &textReader{paper: p}
	r.read(text)
	p.Blocks = merge(p.Blocks)
	p.Blocks = headings(p.Blocks)
	return p, nil
}

// A textReader goes from line to line.
type textReader struct {
	paper *Paper
	lines []string
	open  *Block // the paragraph or item that the next line may go on with
	often map[string]int
	width int // of most lines of words
}

var (
	pageNumber = form(`(?i)^(?:page|tudalen|p\.)\s*\d+(?:\s*(?:of|/|o)\s*\d+)?$|^\d+\s*\|\s*page$|^page\s*\|\s*\d+$|^[-–]\s*\d{1,3}\s*[-–]$|^\d{1,3}\s+of\s+\d{1,3}$`)
	marking    = form(`(?i)^(?:official(?:[ :–-]+sensitive)?|not protectively marked|unclassified|restricted|nad yw wedi'i farcio'n amddiffynnol)$`)
	contents   = form(`(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d+$`)
	bullet     = form(`^(?:[•●○◦▪■‣∙·\x{f0b7}\x{f0a7}➢➤✓]\s*|[-–*+o]\s+)`)
	hashes     = form(`^(#{1,6})\s+(.+?)\s*#*$`)
	rule       = form(`^(?:[-_*=]\s*){3,}$`)
	noteLine   = form(`^\[\^([^\]\s]+)\]:\s*(.*)$`)
	delimiter  = form(`^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$`)
)

func (r *textReader) read(text string) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.NewReplacer("\f", "\n\n", "\u2028", "\n", "\u2029", "\n\n", "\v", "\n").Replace(text)
	r.lines = strings.Split(text, "\n")
	r.often = map[string]int{}
	var widths []int
	for _, line := range r.lines {
		if n := len(strings.TrimSpace(line)); n > 40 {
			widths = append(widths, n)
		}
	}
	if slices.Sort(widths); len(widths) > 0 {
		r.width = min(widths[len(widths)*3/4], 120)
	}
	for _, line := range r.lines {
		if line = strings.TrimSpace(line); line != "" && len(line) < 120 {
			r.often[line]++
		}
	}
	for i := 0; i < len(r.lines); i++ {
		if len(r.paper.Blocks) > maxBlocks {
			r.paper.Blocks = append(r.paper.Blocks, Block{Kind: Para, At: i + 1, Spans: tidy(words(strings.Join(r.lines[i:], " ")))})
			return
		}
		if n := r.table(i); n > 0 {
			i += n - 1
			continue
		}
		r.line(i)
	}
	r.close()
}

func (r *textReader) close() {
	if r.open != nil {
		r.add(*r.open)
		r.open = nil
	}
}

func (r *textReader) add(b Block) {
	b.Spans = tidy(b.Spans)
	if !b.empty() || !b.Number.IsZero() {
		r.paper.Blocks = append(r.paper.Blocks, b)
	}
}

// line reads one line that is no part of a table.
func (r *textReader) line(i int) {
	raw := r.lines[i]
	line := strings.TrimSpace(raw)
	indent := indentOf(raw)
	switch m := noteLine.FindStringSubmatch(line); {
	case line == "":
		r.close()
	case rule.MatchString(line):
		r.close()
	case r.isFurniture(line, i):
		r.close()
		r.add(Block{Kind: Furniture, At: i + 1, Spans: words(line)})
	case m != nil:
		r.close()
		r.paper.Notes = append(r.paper.Notes, Note{m[1], tidy(inline(m[2]))})
	case hashes.MatchString(line):
		r.close()
		m := hashes.FindStringSubmatch(line)
		r.add(heading(m[2], len(m[1]), i+1))
	default:
		r.words(line, indent, i)
	}
}

func heading(text string, level, at int) Block {
	b := Block{Kind: Heading, Level: level, At: at, Spans: tidy(inline(text))}
	if n, rest, ok := number(b.text()); ok {
		b.Number, b.Spans = n, cut(b.Spans, rest)
	} else if m := bare.FindStringSubmatch(b.text()); m != nil {
		b.Number, b.Spans = numberOf(m[1]), cut(b.Spans, len(m[1]))
	}
	return b
}

// isFurniture says whether a line belongs to the page and not to the paper: a
// page number, a marking, or a short line that stands on page after page.
func (r *textReader) isFurniture(line string, at int) bool {
	if pageNumber.MatchString(line) || marking.MatchString(line) || contents.MatchString(line) {
		return true
	}
	if r.often[line] < 3 || len(line) > 80 || bullet.MatchString(line) || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ":") || strings.Contains(line, "|") {
		return false
	}
	if _, _, label := answerLabel(line, nil); label || findingLabel(line).ok {
		return false
	}
	return at == 0 || strings.TrimSpace(r.lines[at-1]) == "" || pageNumber.MatchString(strings.TrimSpace(r.lines[at-1]))
}

// words reads a line of words: it begins something, or goes on with what the
// line above began.
func (r *textReader) words(line string, indent, i int) {
	b, begins := r.begin(line, indent, i)
	begins = begins || r.open != nil && r.brokenOff(line, i)
	if r.open != nil && (!begins || r.midSentence(line, b)) {
		r.open.Spans = append(r.open.Spans, Span{Text: " "})
		r.open.Spans = append(r.open.Spans, inline(line)...)
		return
	}
	if r.open != nil && !begins && r.open.Kind == Heading {
		r.close()
	}
	r.close()
	r.open = &b
}

// brokenOff says whether the line above ends what it belongs to: it is far
// shorter than the paper's lines are, and this one begins with a large letter.
func (r *textReader) brokenOff(line string, i int) bool {
	above := strings.TrimSpace(r.lines[i-1])
	if (onlyDate.MatchString(line) || onlyDate.MatchString(above)) && len(above) < r.width*8/10 {
		return true
	}
	return r.width >= 60 && len(above) < r.width*6/10 && startsLarge(line)
}

// midSentence says whether a line that looks like the beginning of an item is
// only where the paper's line broke: "… until June\n2020. The force …".
func (r *textReader) midSentence(line string, b Block) bool {
	if b.Number.IsZero() || b.Bullet {
		return false
	}
	above := strings.TrimSpace(plainSpans(r.open.Spans))
	if above == "" || strings.HasSuffix(above, ":") || strings.HasSuffix(above, ";") || strings.HasSuffix(above, "and") && strings.HasSuffix(above, "; and") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(above)
	lower := unicode.IsLower(last) || last == ','
	return lower && len(above) > 50 && len(b.Number.Path) == 1 && !b.Number.follows(r.open.Number)
}

// begin looks for the marks at the beginning of a line.
func (r *textReader) begin(line string, indent, i int) (Block, bool) {
	b := Block{Kind: Para, At: i + 1}
	text := line
	if m := bullet.FindString(text); m != "" {
		b.Kind, b.Bullet, text = Item, true, text[len(m):]
		b.Level = indent / 2
	}
	text = strings.TrimPrefix(text, `\`)
	if n, rest, ok := number(strings.ReplaceAll(text, `\`, "")); ok && !strings.Contains(text[:min(len(text), rest)], "**") {
		text = strings.ReplaceAll(text[:min(rest+3, len(text))], `\`, "") + text[min(rest+3, len(text)):]
		b.Kind, b.Number, b.Bullet, text = Item, n, false, text[rest:]
		b.Level = indent / 2
	} else if m := bare.FindStringSubmatch(text); m != nil && !b.Bullet && shortLine(text) && r.alone(i) && !onlyDate.MatchString(text) {
		b.Kind, b.Number, text = Item, numberOf(m[1]), text[len(m[1]):]
	}
	b.Spans = inline(text)
	plain := strings.TrimSpace(plainSpans(b.Spans))
	if b.Kind == Item {
		return b, true
	}
	_, _, answer := answerLabel(plain, nil)
	return b, answer || findingLabel(plain).ok || metaLine(plain)
}

// alone says whether a line has nothing above and below it.
func (r *textReader) alone(i int) bool {
	return (i == 0 || strings.TrimSpace(r.lines[i-1]) == "") && (i+1 >= len(r.lines) || strings.TrimSpace(r.lines[i+1]) == "")
}

func indentOf(line string) (n int) {
	for _, c := range line {
		switch c {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

func shortLine(text string) bool {
	return len(text) <= 90 && len(strings.Fields(text)) <= 12
}

// merge joins a paragraph that a page's end cut in two: the first half ends in
// the middle of a sentence, and the second begins with a small letter.
func merge(blocks []Block) []Block {
	var all []Block
	last := -1 // of the block before that is no furniture
	for _, b := range blocks {
		if last >= 0 && b.Kind == Para && (all[last].Kind == Para || all[last].Kind == Item) && unfinished(all[last].text()) && (begunSmall(b.text()) || last < len(all)-1 && sentence(b.text())) {
			all[last].Spans = tidy(join(all[last].Spans, b.Spans))
			continue
		}
		all = append(all, b)
		if b.Kind != Furniture {
			last = len(all) - 1
		}
	}
	return all
}

func unfinished(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return len(text) > 40 && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ',' || last == '-' || last == '–')
}

func begunSmall(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

// headings finds the headings of a text that has no marks for them: a numbered
// line above lines with numbers within its own, and a short line that is no
// sentence.
func headings(blocks []Block) []Block {
	for i := range blocks {
		b := &blocks[i]
		text := b.text()
		switch {
		case b.Kind == Item && !b.Bullet && shortLine(text) && !sentence(text) && strings.HasSuffix(b.Number.Printed, ".0"):
			b.Kind, b.Level = Heading, 0 // 4.0 IMPLICATIONS
		case b.Kind == Item && !b.Bullet && len(b.Number.Path) == 1 && shortLine(text) && !sentence(text):
			if next := nextNumber(blocks[i+1:]); next.within(b.Number) && next.shape() == "N.N" || isSection(text) && !b.partOfList(blocks, i) {
				b.Kind, b.Level = Heading, 0
			}
		case b.Kind == Para && isHeading(text):
			b.Kind, b.Level = Heading, 0
		}
	}
	return blocks
}

// isHeading says whether a line that stands alone is a heading.
func isHeading(text string) bool {
	if !shortLine(text) || sentence(text) || metaLine(text) || strings.HasSuffix(text, ",") || !startsLarge(text) || shall.MatchString(" "+text) || onlyDate.MatchString(text) {
		return false
	}
	if label, _, ok := strings.Cut(text, ":"); ok && columnOf(label, nil) != columnNone {
		return false
	}
	if _, of, _, ok := answerLabelOf(text, nil); ok && !of.many() {
		return false
	}
	m := findingLabel(text)
	return !m.ok || m.number.IsZero() && m.whole && !strings.HasSuffix(text, ":")
}

// partOfList says whether an item stands among others that follow it in number.
func (b *Block) partOfList(blocks []Block, i int) bool {
	return i+1 < len(blocks) && blocks[i+1].Kind == Item && blocks[i+1].Number.follows(b.Number)
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

// sentence says whether text ends as a sentence does.
func sentence(text string) bool {
	text = strings.TrimRight(text, `"”’')`)
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, ";")
}

func startsLarge(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '“' || r == '"'
}

// table reads a table of bars, or of tabs, that begins at line i, and says how
// many lines it takes.
func (r *textReader) table(i int) int {
	split := splitBars
	if !strings.Contains(r.lines[i], "|") {
		split = splitTabs
	}
	rows, n := []Row{}, 0
	for ; i+n < len(r.lines); n++ {
		line := strings.TrimSpace(r.lines[i+n])
		if delimiter.MatchString(line) && strings.Contains(line, "|") {
			continue
		}
		cells := split(line)
		if len(cells) < 2 || pageNumber.MatchString(line) {
			break
		}
		row := make(Row, len(cells))
		for c, text := range cells {
			row[c].Blocks = cellBlocks(text, i+n+1)
		}
		rows = append(rows, row)
	}
	if len(rows) < 2 {
		return 0
	}
	r.close()
	r.add(Block{Kind: Table, Rows: rows, At: i + 1})
	return n
}

func cellBlocks(text string, at int) []Block {
	spans := tidy(inline(text))
	if len(spans) == 0 {
		return nil
	}
	return []Block{{Kind: Para, Spans: spans, At: at}}
}

func splitBars(line string) []string {
	if !strings.Contains(line, "|") {
		return nil
	}
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	var cells []string
	start := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, line[start:i])
			start = i + 1
		}
	}
	return append(cells, line[start:])
}

func splitTabs(line string) []string {
	if !strings.Contains(line, "\t") {
		return nil
	}
	var cells []string
	for _, c := range strings.Split(line, "\t") {
		cells = append(cells, strings.TrimSpace(c))
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if _, rest, ok := number(cells0(cells) + " "); ok && len(cells) == 2 && rest > len(cells[0]) {
		return nil // an item, its number and its words
	}
	if len(cells) > 0 && bullet.MatchString(cells[0]+" ") && len([]rune(cells[0])) == 1 {
		return nil
	}
	return cells
}

func cells0(cells []string) string {
	if len(cells) == 0 {
		return ""
	}
	return cells[0]
}

var escapes = []byte("\\`*_{}[]()#+-.!|<>~&\"'")

// inline reads the marks of Markdown within a line: links, footnote marks,
// stars that make words bold, and backslashes.
func inline(text string) []Span {
	var spans []Span
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			spans = append(spans, Span{Text: b.String()})
			b.Reset()
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && bytes.IndexByte(escapes, text[i+1]) >= 0:
			i++
			b.WriteByte(text[i])
		case c == '*' && strings.HasPrefix(text[i:], "**"):
			i++
		case c == '*' && (i == 0 || text[i-1] == ' ' || i+1 == len(text) || !isWordByte(text[i+1])) && strings.Count(text, "*")%2 == 0:
		case c == '[':
			label, dest, note, n := link(text[i:])
			if n == 0 {
				b.WriteByte(c)
				continue
			}
			flush()
			if note != "" {
				spans = append(spans, Span{Note: note})
			} else {
				for _, s := range inline(label) {
					s.Link = dest
					spans = append(spans, s)
				}
			}
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	flush()
	return spans
}

func isWordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

var (
	linkForm = form(`^\[([^\[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)`)
	markForm = form(`^\[\^([^\]\s]+)\]`)
)

// link reads a link or a footnote mark at the start of text.
func link(text string) (label, dest, note string, n int) {
	if m := markForm.FindStringSubmatch(text); m != nil && !strings.HasPrefix(text[len(m[0]):], "(") {
		return "", "", m[1], len(m[0])
	}
	if m := linkForm.FindStringSubmatch(text); m != nil {
		return m[1], m[2], "", len(m[0])
	}
	return "", "", "", 0
}
