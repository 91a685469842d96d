package docimport

import (
	"slices"
	"strings"

	"fiftysix/internal/register"
)

// This file reads tables: findings in rows, with their answers in the next
// columns, or a finding told line by line.

// A column is what a column of a table holds.
type column int

const (
	columnNone column = iota
	columnNumber
	columnFinding
	columnForce
	columnOur
	columnAddressed
	columnDue
	columnStatus
	columnOwner
)

var columnForms = []struct {
	column column
	form   *pattern
}{
	{columnStatus, form(`(?i)^(?:(?:current\s+|latest\s+)?(?:status|rag(?: rating| status)?|progress rating)|statws)$`)},
	{columnDue, form(`(?i)^(?:due(?: date| by)?|deadline|by when|timescales?|target(?: date)?|hmicfrs (?:deadline|timescale)|completion date|dyddiad cau|erbyn)$`)},
	{columnAddressed, form(`(?i)^(?:address(?:ed to|ees?)|for|recipients?|directed (?:to|at)|who|wedi'i gyfeirio at)$`)},
	{columnOwner, form(`(?i)^(?:owner|lead(?: officer)?|responsible(?: officer| lead)?|sro|governance|perchennog|arweinydd)$`)},
	{columnNumber, form(`(?i)^(?:no\.?|number|ref(?:erence)?(?: no\.?)?|#|item|rec(?:ommendation)? (?:no\.?|number|ref)|id|rhif|)$`)},
	{columnFinding, form(`(?i)^(?:(?:hmic(?:frs)?\s+|the\s+|inspection\s+)?(?:recommendations?|recs?|areas? for improvement(?: \(afis?\))?|afis?|afi/recommendation|recommendations?\s*(?:/|and|or|&)\s*(?:afis?|areas? for improvement)|afis?\s*(?:/|and|or|&)\s*recommendations?|causes? of concern|findings?|requirement|what (?:the )?(?:inspectors|hmicfrs) (?:said|found)|argymhelliad|argymhellion|maes i'w wella)(?:\s+(?:text|wording|details?))?)$`)},
}

// columnOf is what a column's heading says it holds.
func columnOf(heading string, names []string) column {
	heading = strings.TrimSpace(strings.TrimRight(strings.ReplaceAll(strings.TrimSpace(heading), "’", "'"), ":"))
	for _, f := range columnForms {
		if f.form.MatchString(heading) && (heading != "" || f.column == columnNumber) {
			return f.column
		}
	}
	if who, _, end, ok := answerLabelOf(heading, names); ok && end >= len(heading)-1 {
		if who == body {
			return columnOur
		}
		return columnForce
	}
	return columnNone
}

func (c *Cell) text() string {
	var all []string
	for _, b := range c.Blocks {
		b.eachText(func(t string) { all = append(all, t) })
	}
	return strings.Join(all, " ")
}

// table reads a table by its headings, or row by row where its first column
// names things, or leaves it as it is.
func (w *walk) table(b Block) {
	if len(b.Rows) == 0 {
		return
	}
	columns := w.columns(b.Rows[0])
	switch {
	case slices.Contains(columns, columnFinding) && len(columns) > 1 && len(b.Rows) > 1 && !w.namesLines(b):
		w.tableOfFindings(b, columns, 1)
	case w.namesLines(b) || widest(b.Rows) == 1:
		w.lines(b)
	case w.role == findingsPart && w.to == nowhere && widest(b.Rows) >= 2 && w.asksInRows(b.Rows):
		w.tableOfFindings(b, w.guessed(b.Rows), 0)
		w.doubts = append(w.doubts, "a table had no headings that say what its columns hold: look whether findings and answers are in their places")
	default:
		w.put(b)
	}
}

func (w *walk) columns(row Row) (all []column) {
	seen := map[column]bool{}
	for i := range row {
		c := columnOf(row[i].text(), w.names)
		if seen[c] && c != columnForce && c != columnOur {
			c = columnNone
		}
		seen[c] = true
		all = append(all, c)
		for n := 1; n < row[i].Wide; n++ {
			all = append(all, columnNone)
		}
	}
	return all
}

func widest(rows []Row) (n int) {
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}

// namesLines says whether a table's first column names what its second holds:
// "Recommendation 1 | …", "Force response | …".
func (w *walk) namesLines(b Block) bool {
	named := 0
	for i := range b.Rows {
		row := b.Rows[i]
		if len(row) > 2 && row[2].text() != "" {
			return false
		}
		text := strings.TrimSpace(row[0].text())
		if _, _, end, ok := answerLabelOf(text, w.names); ok && end >= len(text)-1 && len(row) > 1 && !slices.Contains(w.columns(row), columnFinding) {
			named++
		} else if metaLine(text + ":") {
			named++
		}
	}
	return named > 0
}

// lines reads a table as if each of its rows were lines of text.
func (w *walk) lines(b Block) {
	at := w.at
	for _, row := range b.Rows {
		name := strings.TrimRight(strings.TrimSpace(row[0].text()), ":")
		label := findingLabel(name).ok || metaLine(name+":")
		if _, _, end, ok := answerLabelOf(name, w.names); ok && end >= len(name) {
			label = true
		}
		if c := columnOf(name, w.names); c != columnNone && c != columnNumber {
			label = true
		}
		if label && len(row) > 1 && len(row[1].Blocks) > 0 {
			first := row[1].Blocks[0]
			if first.Kind != Table {
				first.Kind, first.Bullet = Para, false
				first.Spans = tidy(append([]Span{{Text: name + ": " + printed(first.Number)}}, first.Spans...))
				first.Number = Number{}
				w.block(first)
				w.each(row[1].Blocks[1:])
				for _, c := range row[2:] {
					w.each(c.Blocks)
				}
				continue
			}
		}
		for _, c := range row {
			w.each(c.Blocks)
		}
	}
	w.at = at
}

func printed(n Number) string {
	if n.IsZero() {
		return ""
	}
	return n.Printed + " "
}

func (w *walk) each(blocks []Block) {
	for _, b := range blocks {
		w.block(b)
	}
}

func (w *walk) asksInRows(rows []Row) bool {
	n := 0
	for _, row := range rows {
		for i := range row {
			if shall.MatchString(row[i].text()) {
				n++
				break
			}
		}
	}
	return n*2 > len(rows)
}

// guessed takes the first column that asks for something to hold findings, and
// the next for the answers.
func (w *walk) guessed(rows []Row) []column {
	columns := make([]column, widest(rows))
	for c := range columns {
		for _, row := range rows {
			if c < len(row) && shall.MatchString(row[c].text()) && !slices.Contains(columns, columnFinding) {
				columns[c] = columnFinding
				if c > 0 {
					columns[c-1] = columnNumber
				}
				if c+1 < len(columns) {
					columns[c+1] = columnForce
				}
			}
		}
	}
	return columns
}

// tableOfFindings reads one finding a row, from row first on.
func (w *walk) tableOfFindings(b Block, columns []column, first int) {
	w.end()
	w.style = nil
	if first > 0 {
		var names []string
		for i := range b.Rows[0] {
			names = append(names, "“"+b.Rows[0][i].text()+"”")
		}
		w.said = append(w.said, "a table of the paper has the columns "+strings.Join(names, ", "))
		for i, c := range columns {
			if c == columnFinding && i < len(b.Rows[0]) && w.kind == "" {
				_, w.kind = roleOf(b.Rows[0][i].text())
			}
		}
	}
	var above *finding
	for _, row := range b.Rows[first:] {
		above = w.row(row, columns, above)
	}
	w.end()
}

// row reads one row: a finding, more of the finding above, or a heading across
// the table.
func (w *walk) row(row Row, columns []column, above *finding) *finding {
	filled := 0
	for i := range row {
		if strings.TrimSpace(row[i].text()) != "" || row[i].Above {
			filled++
		}
	}
	at := slices.Index(columns, columnFinding)
	if filled == 0 {
		return above
	}
	if filled == 1 && (len(row) == 1 || row[0].text() != "") && len(columns) > 1 && !shall.MatchString(row[0].text()) {
		text := row[0].text()
		if _, kind := roleOf(text); kind != "" {
			w.kind = kind
		}
		for _, b := range row[0].Blocks {
			w.leave(b)
		}
		return nil
	}
	if at >= len(row) || strings.TrimSpace(row[at].text()) == "" || row[at].Above {
		if above == nil {
			w.leave(Block{Kind: Table, Rows: []Row{row}})
			return nil
		}
		w.cells(row, columns, above, nil, at)
		return above
	}
	f := w.findingInCell(row[at].Blocks)
	w.cells(row, columns, f, above, at)
	return f
}

// findingInCell begins a finding with what stands in a cell.
func (w *walk) findingInCell(blocks []Block) *finding {
	kind := w.kind
	if kind == "" {
		kind = register.Recommendation
	}
	b := blocks[0]
	f := w.start(kind, b)
	if m := findingLabel(b.text()); m.ok {
		f.kind = m.kind
		f.label, f.number = m.label, m.number
		b.Spans = cut(b.Spans, m.end)
		b.Kind, b.Bullet = Para, false
	} else if b.Kind == Item && !b.Bullet {
		f.number, f.papers = b.Number, true
		b.Kind, b.Number = Para, Number{}
	} else if n, rest, ok := number(b.text()); ok {
		f.number, f.papers = n, true
		b.Spans = cut(b.Spans, rest)
	}
	b.Bullet, b.Kind = false, cmpKind(b.Kind)
	w.nest(f)
	for i, c := range append([]Block{b}, blocks[1:]...) {
		if c.empty() {
			continue
		}
		if i > 0 && w.field(c.text()) {
			continue
		}
		if who, _, end, ok := answerLabelOf(c.text(), w.names); i > 0 && ok {
			w.answer(who, c, end)
			continue
		}
		w.put(c)
	}
	if len(f.text) == 0 {
		f.text = []Block{{Kind: Para, Spans: words(f.label), At: f.at}}
	}
	return f
}

func cmpKind(k Kind) Kind {
	if k == Item || k == Heading {
		return Para
	}
	return k
}

// cells reads what stands beside a finding.
func (w *walk) cells(row Row, columns []column, f, above *finding, finding int) {
	place := 0
	for i := range row {
		c := columnNone
		if place < len(columns) {
			c = columns[place]
		}
		place += max(1, row[i].Wide)
		text := strings.TrimSpace(row[i].text())
		if i == finding && above != f && !(row[i].Above && text == "") && len(f.text) > 0 && f == w.cur && c == columnFinding {
			continue
		}
		if row[i].Above && text == "" {
			if (c == columnForce || c == columnOur) && above != nil && f != above && f.shared == nil {
				f.shared = above
				if above.shared != nil {
					f.shared = above.shared
				}
				f.doubts = append(f.doubts, "its answer stands in one cell of the table with that of the finding above")
			}
			continue
		}
		if text == "" {
			continue
		}
		w.cell(&row[i], c, f, text)
	}
}

func (w *walk) cell(cell *Cell, c column, f *finding, text string) {
	switch c {
	case columnNumber:
		if m := findingLabel(text); m.ok && f.label == "" {
			f.label, f.number, f.papers, f.kind = text, m.number, false, m.kind
			w.nest(f)
		} else if n, _, ok := number(text + " "); ok && f.number.IsZero() {
			f.number, f.papers = n, true
			w.nest(f)
		} else if isRef(text) && f.number.IsZero() {
			f.number, f.papers = numberOf(text), true
			w.nest(f)
		} else if f.label == "" && len(text) < 20 {
			f.label = text
			if m := parts.FindAllString(strings.ToLower(text), -1); len(m) > 0 {
				f.number = Number{Printed: text, Path: m[len(m)-1:]}
			}
			if strings.HasPrefix(strings.ToUpper(text), "AFI") {
				f.kind = register.AreaForImprovement
			}
		} else {
			f.said = append(f.said, "the paper's table says “"+text+"”")
		}
	case columnForce:
		f.force = append(f.force, w.answerBlocks(cell.Blocks)...)
	case columnOur:
		f.our = append(f.our, w.answerBlocks(cell.Blocks)...)
	case columnFinding:
		f.text = append(f.text, cell.Blocks...)
	case columnStatus, columnDue, columnAddressed, columnOwner:
		f.tell(c, text, text)
	case columnNone:
		if len(text) > 200 {
			w.left = append(w.left, cell.Blocks...)
			return
		}
		f.said = append(f.said, "the paper's table says “"+text+"”")
	}
}

// answerBlocks are the blocks of an answer's cell. Headings in a cell are no
// headings of the answer.
func (w *walk) answerBlocks(blocks []Block) (all []Block) {
	for _, b := range blocks {
		if b.Kind == Heading || b.Kind == Furniture {
			b.Kind = Para
			b.Spans = tidy(append([]Span{{Text: printed(b.Number)}}, b.Spans...))
			b.Number = Number{}
		}
		all = append(all, b)
	}
	return all
}
