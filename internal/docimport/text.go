package docimport

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads text: a paper copied from a PDF, where line breaks mean
// little, or Markdown. One reader serves both, since what programs make of a
// PDF is often half of each.

func openText(name string, data []byte) (*Paper, error) {
	text, notice, err := decode(data)
	if err != nil {
		return nil, err
	}
	if len(text) > maxText {
		return nil, errTooLong
	}
	p := &Paper{Name: name, raw: data}
	if notice != "" {
		p.Notices = append(p.Notices, notice)
	}
	r := newTextReader(p, text)
	r.read()
	p.Blocks = textHeadings(joinAcrossPages(p.Blocks))
	return p, nil
}

// A textReader reads a text line by line.
type textReader struct {
	paper   *Paper
	lines   []string
	open    *Block // the paragraph or item that the next line may continue
	repeats map[string]int
	width   int // of most lines of words
}

var (
	pageNumber      = pattern(`(?i)^(?:page|tudalen|p\.)\s*\d+(?:\s*(?:of|/|o)\s*\d+)?$|^\d+\s*\|\s*page$|^page\s*\|\s*\d+$|^[-–]\s*\d{1,3}\s*[-–]$|^\d{1,3}\s+of\s+\d{1,3}$`)
	securityMarking = pattern(`(?i)^(?:official(?:[ :–-]+sensitive)?|not protectively marked|unclassified|restricted|nad yw wedi'i farcio'n amddiffynnol)$`)
	contentsLine    = pattern(`(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d+$`)
	bullet          = pattern(`^(?:[•●○◦▪■‣∙·\x{f0b7}\x{f0a7}➢➤✓]\s*|[-–*+o]\s+)`)
	hashHeading     = pattern(`^(#{1,6})\s+(.+?)\s*#*$`)
	horizontalRule  = pattern(`^(?:[-_*=]\s*){3,}$`)
	noteLine        = pattern(`^\[\^([^\]\s]+)\]:\s*(.*)$`)
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\u2028", "\n", "\u2029", "\n\n", "\v", "\n")

func newTextReader(p *Paper, text string) *textReader {
	r := &textReader{paper: p, lines: strings.Split(lineEnds.Replace(text), "\n"), repeats: map[string]int{}}
	var widths []int
	for _, line := range r.lines {
		line = strings.TrimSpace(line)
		if len(line) > 40 {
			widths = append(widths, len(line))
		}
		if line != "" && len(line) < 120 {
			r.repeats[line]++
		}
	}
	if slices.Sort(widths); len(widths) > 0 {
		r.width = min(widths[len(widths)*3/4], 120)
	}
	return r
}

func (r *textReader) read() {
	for i := 0; i < len(r.lines); i++ {
		if len(r.paper.Blocks) > maxBlocks {
			r.paper.Blocks = append(r.paper.Blocks, Block{Kind: Para, At: i + 1, Spans: tidy(textSpan(strings.Join(r.lines[i:], " ")))})
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

// line reads one line that is not part of a table.
func (r *textReader) line(i int) {
	line := r.trimmed(i)
	note, heading := noteLine().FindStringSubmatch(line), hashHeading().FindStringSubmatch(line)
	switch {
	case line == "" || horizontalRule().MatchString(line):
		r.close()
	case r.isPageFurniture(line, i):
		r.close()
		r.add(Block{Kind: PageFurniture, At: i + 1, Spans: textSpan(line)})
	case note != nil:
		r.close()
		r.paper.Notes = append(r.paper.Notes, Note{note[1], tidy(parseInline(note[2]))})
	case heading != nil:
		r.close()
		b := Block{Kind: Heading, Level: len(heading[1]), At: i + 1, Spans: tidy(parseInline(heading[2]))}
		b.takeNumber()
		r.add(b)
	default:
		r.words(line, i)
	}
}

// trimmed is line i without the space around it, or "" outside the text.
func (r *textReader) trimmed(i int) string {
	if i < 0 || i >= len(r.lines) {
		return ""
	}
	return strings.TrimSpace(r.lines[i])
}

// isPageFurniture reports whether a line belongs to the page and not to the
// paper: a page number, a marking, or a short line repeated on every page.
func (r *textReader) isPageFurniture(line string, i int) bool {
	if pageNumber().MatchString(line) || securityMarking().MatchString(line) || contentsLine().MatchString(line) {
		return true
	}
	if r.repeats[line] < 3 || len(line) > 80 || bullet().MatchString(line) || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ":") || strings.Contains(line, "|") {
		return false
	}
	if isAnswerLabel(line) || parseFindingLabel(line).ok {
		return false
	}
	above := r.trimmed(i - 1)
	return above == "" || pageNumber().MatchString(above)
}

// words reads a line of words, which begins a block or continues the open one.
func (r *textReader) words(line string, i int) {
	b, begins := r.begin(line, i)
	if r.open != nil && (!begins && !r.breaksOff(line, i) || r.isMidSentence(b)) {
		r.open.Spans = append(append(r.open.Spans, Span{Text: " "}), parseInline(line)...)
		return
	}
	r.close()
	r.open = &b
}

// breaksOff reports whether a line begins a new paragraph because the line
// above is far shorter than the paper's lines are.
func (r *textReader) breaksOff(line string, i int) bool {
	above := r.trimmed(i - 1)
	if (onlyDate().MatchString(line) || onlyDate().MatchString(above)) && len(above) < r.width*8/10 {
		return true
	}
	return r.width >= 60 && len(above) < r.width*6/10 && startsUpper(line)
}

// isMidSentence reports whether b looks like an item only because of a line
// break: "… until June\n2020. The force …".
func (r *textReader) isMidSentence(b Block) bool {
	if b.Number.IsZero() || b.Bullet {
		return false
	}
	above := strings.TrimSpace(r.open.tail())
	if strings.HasSuffix(above, "; and") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(above)
	return (unicode.IsLower(last) || last == ',') && len(above) > 50 && len(b.Number.Path) == 1 && !b.Number.follows(r.open.Number)
}

// begin reads a line as the beginning of a block, and reports whether its
// marks say that it is one.
func (r *textReader) begin(line string, i int) (b Block, begins bool) {
	b = Block{Kind: Para, At: i + 1}
	text := line
	if m := bullet().FindString(text); m != "" {
		b.Kind, b.Bullet, text = Item, true, text[len(m):]
		b.Level = indentOf(r.lines[i]) / 2
	}
	text = strings.TrimPrefix(text, `\`)
	if n, rest, ok := leadingNumber(strings.ReplaceAll(text, `\`, "")); ok && !strings.Contains(text[:min(len(text), rest)], "**") {
		head := min(rest+3, len(text))
		text = strings.ReplaceAll(text[:head], `\`, "") + text[head:]
		b.Kind, b.Number, b.Bullet, text = Item, n, false, text[rest:]
		b.Level = indentOf(r.lines[i]) / 2
	} else if m := bareNumber().FindStringSubmatch(text); m != nil && !b.Bullet && isShort(text) && r.trimmed(i-1) == "" && r.trimmed(i+1) == "" && !onlyDate().MatchString(text) {
		b.Kind, b.Number, text = Item, parseNumber(m[1]), text[len(m[1]):]
	}
	b.Spans = parseInline(text)
	plain := strings.TrimSpace(b.text())
	return b, b.Kind == Item || isAnswerLabel(plain) || parseFindingLabel(plain).ok || isHeaderLine(plain)
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

var tableRule = pattern(`^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$`)

// table reads a table of bars, or of tabs, that begins at line i, and returns
// how many lines it takes.
func (r *textReader) table(i int) (n int) {
	split := splitBars
	if !strings.Contains(r.lines[i], "|") {
		split = splitTabs
	}
	var rows []Row
	for ; i+n < len(r.lines); n++ {
		line := r.trimmed(i + n)
		if tableRule().MatchString(line) && strings.Contains(line, "|") {
			continue
		}
		cells := split(line)
		if len(cells) < 2 || pageNumber().MatchString(line) {
			break
		}
		row := make(Row, len(cells))
		for c, text := range cells {
			if spans := tidy(parseInline(text)); len(spans) > 0 {
				row[c].Blocks = []Block{{Kind: Para, Spans: spans, At: i + n + 1}}
			}
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

// splitBars splits at bars that have no backslash before them.
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
	cells := strings.Split(line, "\t")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if _, rest, ok := leadingNumber(cells[0] + " "); ok && len(cells) == 2 && rest > len(cells[0]) {
		return nil // an item, its number and its words
	}
	if bullet().MatchString(cells[0]+" ") && utf8.RuneCountInString(cells[0]) == 1 {
		return nil
	}
	return cells
}
