package docimport

import (
	"path"
	"regexp"
	"strings"
)

// This file makes blocks of a Word file's paragraphs and tables.

// blocksOf reads the paragraphs and tables below a node.
func (w *wordFile) blocksOf(n *node) (all []Block) {
	for _, c := range n.children {
		if len(w.paper.Blocks)+len(all) > maxBlocks {
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
			all = append(all, w.blocksOf(child(c, "sdtContent"))...)
		case "AlternateContent":
			all = append(all, w.blocksOf(alternative(c))...)
		case "del", "moveFrom", "sectPr", "pPr", "tblPr", "tblGrid":
		default: // w:ins, w:customXml and whatever else may hold paragraphs
			all = append(all, w.blocksOf(c)...)
		}
	}
	return all
}

func child(n *node, name string) *node {
	if c := n.child(name); c != nil {
		return c
	}
	return &node{}
}

// alternative is one of the ways in which a thing is told: the first, or the
// fallback where the first has no words.
func alternative(n *node) *node {
	for _, c := range n.children {
		if c.name == "Choice" && hasWords(c) {
			return c
		}
	}
	return child(n, "Fallback")
}

func hasWords(n *node) (yes bool) {
	n.each(func(c *node) bool {
		yes = yes || c.name == "t" && strings.TrimSpace(c.text) != ""
		return !yes
	})
	return yes
}

// A runs gathers the words of a paragraph.
type runs struct {
	w      *wordFile
	spans  []Span
	hidden []Span
	link   string
	boxes  []Block // paragraphs of text boxes that hang on this one
	field  []string
	state  []bool // for each field that is open: whether its result has begun
	bold   int    // bytes of words that are bold
	all    int
	hide   bool // the paragraph's style is hidden
}

// paragraph reads one paragraph, and the text boxes that hang on it.
func (w *wordFile) paragraph(p *node) []Block {
	w.at++
	at := w.at
	props := p.child("pPr")
	id := props.val("pStyle")
	r := &runs{w: w, hide: find(w.styles, id, func(s *style) bool { return s.hidden })}
	r.read(p)
	if len(w.carry) > 0 {
		r.spans, w.carry = append(w.carry, r.spans...), nil
	}
	if props.child("rPr", "del") != nil { // its end was struck out
		w.carry = r.spans
		return r.boxes
	}
	lines := linesOf(r.spans)
	b := Block{Kind: Para, At: at, Spans: tidy(lines[0])}
	if hidden := tidy(r.hidden); len(hidden) > 0 {
		w.hidden = append(w.hidden, Block{Kind: Furniture, At: at, Spans: hidden})
	}
	w.shape(&b, props, id, r)
	var all []Block
	if !b.empty() {
		all = append(all, b)
	}
	for _, line := range lines[1:] {
		more := Block{Kind: Para, At: at, Spans: tidy(line), Bold: b.Bold}
		w.typedMarks(&more)
		all = append(all, more)
	}
	return append(all, r.boxes...)
}

// linesOf cuts a paragraph where a line within it begins something of its own:
// a label, an item, a field.
func linesOf(spans []Span) [][]Span {
	lines := [][]Span{nil}
	for _, s := range spans {
		parts := strings.Split(s.Text, "\n")
		for i, part := range parts {
			if i > 0 {
				lines = append(lines, nil)
			}
			s.Text = part
			lines[len(lines)-1] = append(lines[len(lines)-1], s)
		}
	}
	all := lines[:1]
	for _, line := range lines[1:] {
		text := plainSpans(tidy(line))
		_, end, answer := answerLabel(text, nil)
		_, _, numbered := number(text)
		if text != "" && (answer && end < len(text) || findingLabel(text).ok || metaLine(text) || numbered || bullet.MatchString(text)) {
			all = append(all, line)
			continue
		}
		last := len(all) - 1
		all[last] = append(append(all[last], Span{Text: " "}), line...)
	}
	return all
}

var tocStyle = form(`^(?:toc \d|contents? heading|toc heading|table of figures)`)

// shape says what a paragraph is: a heading, an item with its number, or words.
func (w *wordFile) shape(b *Block, props *node, id string, r *runs) {
	name := find(w.styles, id, func(s *style) string { return s.name })
	outline := find(w.styles, id, func(s *style) int { return s.outline })
	if o := props.child("outlineLvl"); o != nil {
		if v := decimal(o.attr("val")); v < 9 {
			outline = v + 1
		}
	}
	num, level := props.val("numPr", "numId"), decimal(props.val("numPr", "ilvl"))
	if num == "" {
		num = find(w.styles, id, func(s *style) string { return s.num })
		if props.child("numPr", "ilvl") == nil {
			level = find(w.styles, id, func(s *style) int { return s.level })
		}
	}
	if tocStyle.MatchString(name) {
		b.Kind = Furniture
	}
	if b.empty() {
		return // Word counts no number for an empty paragraph that people see; most are slips
	}
	if num != "" && num != "0" && b.Kind == Para {
		if printed, bullet, ok := w.numbers.next(num, level); ok {
			b.Kind, b.Level, b.Bullet = Item, level, bullet
			w.number(b, printed)
		}
	}
	switch {
	case outline > 0 && b.Kind != Furniture:
		b.Kind, b.Level, b.Bullet = Heading, outline, false
		w.typedNumber(b)
	case b.Kind == Para:
		b.Bold = r.all > 0 && r.bold == r.all
		w.typedMarks(b)
	}
}

// number takes what Word prints before a paragraph for its number, or, where
// it is words ("Recommendation 1"), for the beginning of its words.
func (w *wordFile) number(b *Block, printed string) {
	if printed == "" {
		return
	}
	if n, _, ok := number(printed + " "); ok {
		b.Number = n
		return
	}
	if parts := regexp.MustCompile(`^\d{1,3}$`); parts.MatchString(printed) {
		b.Number = numberOf(printed)
		return
	}
	b.Kind, b.Bullet = Para, false
	if findingLabel(printed+":").ok && !strings.HasSuffix(printed, ":") {
		printed += ":"
	}
	b.Spans = tidy(append([]Span{{Text: printed + " "}}, b.Spans...))
}

// typedNumber finds the number of a heading that somebody typed.
func (w *wordFile) typedNumber(b *Block) {
	if !b.Number.IsZero() {
		return
	}
	if n, rest, ok := number(b.text()); ok {
		b.Number, b.Spans = n, cut(b.Spans, rest)
	} else if m := bare.FindStringSubmatch(b.text()); m != nil {
		b.Number, b.Spans = numberOf(m[1]), cut(b.Spans, len(m[1]))
	}
}

// typedMarks finds a number or a mark that somebody typed.
func (w *wordFile) typedMarks(b *Block) {
	text := b.text()
	if m := bullet.FindString(text); m != "" && !strings.HasPrefix(m, "o") {
		b.Kind, b.Bullet, b.Spans = Item, true, cut(b.Spans, len(m))
	}
	if n, rest, ok := number(b.text()); ok {
		b.Kind, b.Bullet, b.Number, b.Spans = Item, false, n, cut(b.Spans, rest)
	}
}

// boldHeadings makes headings of short paragraphs that are bold from end to
// end, as papers have them that know no styles, and of numbered lines above
// others.
func boldHeadings(blocks []Block) []Block {
	for i := range blocks {
		b := &blocks[i]
		text := b.text()
		if b.Kind != Para && b.Kind != Item || !shortLine(text) || sentence(text) || metaLine(text) {
			continue
		}
		if b.Kind == Item && !b.Bullet && len(b.Number.Path) == 1 {
			if next := nextNumber(blocks[i+1:]); next.within(b.Number) && next.shape() == "N.N" || b.Bold || isSection(text) && !b.partOfList(blocks, i) {
				b.Kind, b.Level = Heading, 0
			}
			continue
		}
		_, _, answer := answerLabel(text, nil)
		if b.Bold && b.Kind == Para && !answer && !findingLabel(text).ok || isSection(text) && b.Kind == Para && len(strings.Fields(text)) <= 6 && !answer && !findingLabel(text).ok {
			b.Kind, b.Level = Heading, 0
		}
	}
	return blocks
}

// read gathers the words below a node.
func (r *runs) read(n *node) {
	for _, c := range n.children {
		switch c.name {
		case "r":
			r.run(c)
		case "hyperlink":
			r.hyperlink(c)
		case "fldSimple":
			r.linked(fieldLink(c.attr("instr")), c)
		case "del", "moveFrom", "pPr", "rPr":
		case "AlternateContent":
			r.read(alternative(c))
		case "sdt":
			r.read(child(c, "sdtContent"))
		case "oMath", "oMathPara":
			c.each(func(m *node) bool {
				if m.name == "t" {
					r.add(m.text, nil)
				}
				return true
			})
		case "p", "tbl":
			r.boxes = append(r.boxes, r.w.blocksOf(&node{children: []*node{c}})...)
		default:
			r.read(c)
		}
	}
}

func (r *runs) hyperlink(n *node) {
	link := r.w.links[n.attr("id")]
	if a := n.attr("anchor"); a != "" && link != "" && !strings.Contains(link, "#") {
		link += "#" + a
	}
	r.linked(link, n)
}

func (r *runs) linked(link string, n *node) {
	was := r.link
	if link != "" {
		r.link = link
	}
	r.read(n)
	r.link = was
}

var fieldAddress = form(`(?i)^\s*HYPERLINK\s+"([^"]+)"`)

func fieldLink(instruction string) string {
	if m := fieldAddress.FindStringSubmatch(instruction); m != nil {
		return m[1]
	}
	return ""
}

// run reads one run: words that look alike.
func (r *runs) run(n *node) {
	props := n.child("rPr")
	for _, c := range n.children {
		switch c.name {
		case "t":
			r.add(c.text, props)
		case "tab", "ptab":
			r.add(" ", nil)
		case "br", "cr":
			r.add("\n", nil)
		case "noBreakHyphen":
			r.add("-", props)
		case "sym":
			r.add(" ", nil)
		case "instrText":
			if len(r.field) > 0 {
				r.field[len(r.field)-1] += c.text
			}
		case "fldChar":
			r.fieldChar(c.attr("fldCharType"))
		case "footnoteReference", "endnoteReference":
			r.note(c)
		case "drawing", "pict", "object":
			r.picture(c)
		case "AlternateContent":
			if hasWords(c) {
				r.read(alternative(c))
			} else {
				r.picture(c)
			}
		case "ruby":
			r.read(child(c, "rubyBase"))
			r.read(child(c, "rt"))
		}
	}
}

func (r *runs) add(text string, props *node) {
	if r.hide || props != nil && props.on("vanish") {
		r.hidden = append(r.hidden, Span{Text: text})
		return
	}
	words := len(strings.TrimSpace(text))
	r.all += words
	if props != nil && props.on("b") {
		r.bold += words
	}
	link := r.link
	for i := range r.field {
		if l := fieldLink(r.field[i]); l != "" && r.state[i] {
			link = l
		}
	}
	r.spans = append(r.spans, Span{Text: text, Link: link})
}

// fieldChar goes along a field: its instruction, then its result.
func (r *runs) fieldChar(kind string) {
	switch last := len(r.field) - 1; kind {
	case "begin":
		if len(r.field) < 50 {
			r.field, r.state = append(r.field, ""), append(r.state, false)
		}
	case "separate":
		if last >= 0 {
			r.state[last] = true
		}
	case "end":
		if last >= 0 {
			r.field, r.state = r.field[:last], r.state[:last]
		}
	}
}

// note puts the mark of a footnote.
func (r *runs) note(n *node) {
	key := noteKey(n.attr("id"), n.name == "endnoteReference")
	mark := r.w.notes[key]
	if mark == "" {
		mark = numberText(len(r.w.notes) + 1)
		r.w.notes[key] = mark
	}
	r.spans = append(r.spans, Span{Note: mark})
}

// picture reads the words of text boxes, and remembers a picture by its words
// for those who cannot see it.
func (r *runs) picture(n *node) {
	n.each(func(c *node) bool {
		switch c.name {
		case "txbxContent":
			r.boxes = append(r.boxes, r.w.blocksOf(c)...)
			return false
		case "AlternateContent":
			if c != n {
				r.picture(alternative(c))
				return false
			}
			r.picture(alternative(c))
			return false
		case "blip", "imagedata", "chart", "relIds":
			r.w.pictures = append(r.w.pictures, path.Base(r.w.links[c.attr("embed")]))
		case "docPr":
			if d := strings.TrimSpace(c.attr("descr")); d != "" && !strings.Contains(strings.ToLower(c.attr("name")), "text box") {
				r.boxes = append(r.boxes, Block{Kind: Furniture, At: r.w.at, Spans: tidy(words("Picture: " + d))})
			}
		}
		return true
	})
}

// table reads a table with its merged cells.
func (w *wordFile) table(n *node) Block {
	b := Block{Kind: Table, At: w.at + 1}
	for _, row := range descend(n, "tr") {
		var cells Row
		for _, tc := range descend(row, "tc") {
			props := tc.child("tcPr")
			c := Cell{Wide: decimal(props.val("gridSpan"))}
			if m := props.child("vMerge"); m != nil && m.attr("val") != "restart" {
				c.Above = true
			}
			c.Blocks = w.blocksOf(tc)
			cells = append(cells, c)
		}
		if len(cells) > 0 {
			b.Rows = append(b.Rows, cells)
		}
	}
	return b
}

// descend finds the rows of a table or the cells of a row, also within what
// may stand around them, but not those of a table inside.
func descend(n *node, name string) (all []*node) {
	for _, c := range n.children {
		switch c.name {
		case name:
			all = append(all, c)
		case "del", "moveFrom":
		case "sdt", "sdtContent", "ins", "moveTo", "customXml":
			all = append(all, descend(c, name)...)
		}
	}
	return all
}
