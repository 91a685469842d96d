package docimport

import (
	"strings"
)

// This file makes blocks of a Word file's paragraphs and tables.

// blocksOf reads the paragraphs and tables below a node.
func (w *wordFile) blocksOf(n *node) (all []Block) {
	for _, c := range n.all() {
		if len(all) > maxBlocks {
			w.err = errTooLong
			return all
		}
		switch c.name {
		case "p":
			all = append(all, w.paragraph(c)...)
		case "tbl":
			if t := w.table(c); len(t.Rows) > 0 {
				all = append(all, t)
			}
		case "sdt":
			all = append(all, w.blocksOf(c.child("sdtContent"))...)
		case "AlternateContent":
			all = append(all, w.blocksOf(alternative(c))...)
		case "del", "moveFrom", "sectPr", "pPr", "tblPr", "tblGrid":
		default: // w:ins, w:customXml and whatever else may hold paragraphs
			all = append(all, w.blocksOf(c)...)
		}
	}
	return all
}

// alternative is the first of several versions of something that has words, or
// the fallback.
func alternative(n *node) *node {
	for c := range n.childrenNamed("Choice") {
		if hasWords(c) {
			return c
		}
	}
	return n.child("Fallback")
}

func hasWords(n *node) (yes bool) {
	n.walk(func(c *node) bool {
		yes = yes || c.name == "t" && strings.TrimSpace(c.text) != ""
		return !yes
	})
	return yes
}

// paragraph reads one paragraph, and the text boxes anchored in it.
func (w *wordFile) paragraph(p *node) []Block {
	w.at++
	at := w.at
	props := p.child("pPr")
	styleID := props.val("pStyle")
	r := &runReader{w: w, hidesAll: styleValue(w.styles, styleID, func(s *style) bool { return s.hidden })}
	r.read(p)
	if len(w.carry) > 0 {
		r.spans, w.carry = append(w.carry, r.spans...), nil
	}
	if props.child("rPr", "del") != nil { // its end was struck out
		w.carry = r.spans
		return r.boxes
	}
	lines := splitLines(r.spans)
	b := Block{Kind: Para, At: at, Spans: tidy(lines[0])}
	if hidden := tidy(r.hidden); len(hidden) > 0 {
		w.hidden = append(w.hidden, Block{Kind: PageFurniture, At: at, Spans: hidden})
	}
	w.applyStyle(&b, props, styleID, r.allBold())
	var all []Block
	if !b.empty() {
		all = append(all, b)
	}
	for _, line := range lines[1:] {
		more := Block{Kind: Para, At: at, Spans: tidy(line), Bold: b.Bold}
		takeTypedNumber(&more)
		all = append(all, more)
	}
	return append(all, r.boxes...)
}

// splitLines cuts a paragraph where a line within it begins something of its
// own: a label, an item, a field.
func splitLines(spans []Span) [][]Span {
	lines := [][]Span{nil}
	for _, s := range spans {
		for i, part := range strings.Split(s.Text, "\n") {
			if i > 0 {
				lines = append(lines, nil)
			}
			s.Text = part
			lines[len(lines)-1] = append(lines[len(lines)-1], s)
		}
	}
	all := lines[:1]
	for _, line := range lines[1:] {
		text := plainText(tidy(line))
		label, ok := parseAnswerLabel(text, nil)
		_, _, numbered := leadingNumber(text)
		if text != "" && (ok && label.end < len(text) || numbered || parseFindingLabel(text).ok || isHeaderLine(text) || bullet().MatchString(text)) {
			all = append(all, line)
			continue
		}
		last := len(all) - 1
		all[last] = append(append(all[last], Span{Text: " "}), line...)
	}
	return all
}

var contentsStyle = pattern(`^(?:toc \d|contents? heading|toc heading|table of figures)`)

// applyStyle finds what a paragraph is by its style: a heading, an item with
// its number, or words.
func (w *wordFile) applyStyle(b *Block, props *node, styleID string, allBold bool) {
	if contentsStyle().MatchString(styleValue(w.styles, styleID, func(s *style) string { return s.name })) {
		b.Kind = PageFurniture
	}
	if b.empty() {
		return // Word counts a number for it that people do not see
	}
	num, level := props.val("numPr", "numId"), atoi(props.val("numPr", "ilvl"))
	if num == "" {
		num = styleValue(w.styles, styleID, func(s *style) string { return s.num })
		if props.child("numPr", "ilvl") == nil {
			level = styleValue(w.styles, styleID, func(s *style) int { return s.level })
		}
	}
	if num != "" && num != "0" && b.Kind == Para {
		if printed, bullet, ok := w.numbers.next(num, level); ok {
			b.Kind, b.Level, b.Bullet = Item, level, bullet
			takePrintedNumber(b, printed)
		}
	}
	outline := outlineLevel(props)
	if outline == 0 {
		outline = styleValue(w.styles, styleID, func(s *style) int { return s.outline })
	}
	switch {
	case outline > 0 && b.Kind != PageFurniture:
		b.Kind, b.Level, b.Bullet = Heading, outline, false
		if b.Number.IsZero() {
			b.takeNumber()
		}
	case b.Kind == Para:
		b.Bold = allBold
		takeTypedNumber(b)
	}
}

var onlyDigits = pattern(`^\d{1,3}$`)

// takePrintedNumber takes what Word prints before a paragraph for its number,
// or, if it is words ("Recommendation 1"), for the beginning of its words.
func takePrintedNumber(b *Block, printed string) {
	n, _, ok := leadingNumber(printed + " ")
	switch {
	case printed == "":
	case ok:
		b.Number = n
	case onlyDigits().MatchString(printed):
		b.Number = parseNumber(printed)
	default:
		b.Kind, b.Bullet = Para, false
		if parseFindingLabel(printed+":").ok && !strings.HasSuffix(printed, ":") {
			printed += ":"
		}
		b.Spans = prefixed(printed+" ", b.Spans)
	}
}

// takeTypedNumber finds a number or a bullet that somebody typed.
func takeTypedNumber(b *Block) {
	if m := bullet().FindString(b.text()); m != "" && !strings.HasPrefix(m, "o") {
		b.Kind, b.Bullet, b.Spans = Item, true, dropPrefix(b.Spans, len(m))
	}
	if n, rest, ok := leadingNumber(b.text()); ok {
		b.Kind, b.Bullet, b.Number, b.Spans = Item, false, n, dropPrefix(b.Spans, rest)
	}
}

// table reads a table with its merged cells.
func (w *wordFile) table(n *node) Block {
	b := Block{Kind: Table, At: w.at + 1}
	for _, row := range ownParts(n, "tr") {
		var cells Row
		for _, cell := range ownParts(row, "tc") {
			merge := cell.child("tcPr", "vMerge")
			cells = append(cells, Cell{
				Wide:   min(atoi(cell.val("tcPr", "gridSpan")), maxWide),
				Merged: merge != nil && merge.attr("val") != "restart",
				Blocks: w.blocksOf(cell),
			})
		}
		if len(cells) > 0 {
			b.Rows = append(b.Rows, cells)
		}
	}
	return b
}

// ownParts are the rows of a table or the cells of a row, but not those of a
// table inside.
func ownParts(n *node, name string) (all []*node) {
	for _, c := range n.all() {
		switch c.name {
		case name:
			all = append(all, c)
		case "sdt", "sdtContent", "ins", "moveTo", "customXml":
			all = append(all, ownParts(c, name)...)
		}
	}
	return all
}
