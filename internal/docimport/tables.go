package docimport

import (
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// This part of the parser reads tables: findings in rows, with their answers
// in the next columns, or one finding with a field in each row.

// A column is what a column of a table is for.
type column int

const (
	columnNone column = iota
	columnNumber
	columnFinding
	columnForce
	columnOur
	columnAddressees
	columnDue
	columnStatus
	columnOwner
)

var columnRules = []rule[column]{
	{columnStatus, pattern(`(?i)^(?:(?:current\s+|latest\s+)?(?:status|rag(?: rating| status)?|progress rating)|statws)$`)},
	{columnDue, pattern(`(?i)^(?:due(?: date| by)?|deadline|by when|timescales?|target(?: date)?|hmicfrs (?:deadline|timescale)|completion date|dyddiad cau|erbyn)$`)},
	{columnAddressees, pattern(`(?i)^(?:address(?:ed to|ees?)|for|recipients?|directed (?:to|at)|who|wedi'i gyfeirio at)$`)},
	{columnOwner, pattern(`(?i)^(?:owner|lead(?: officer)?|responsible(?: officer| lead)?|sro|governance|perchennog|arweinydd)$`)},
	{columnNumber, pattern(`(?i)^(?:no\.?|number|ref(?:erence)?(?: no\.?)?|#|item|rec(?:ommendation)? (?:no\.?|number|ref)|id|rhif|)$`)},
	{columnFinding, pattern(`(?i)^(?:(?:hmic(?:frs)?\s+|the\s+|inspection\s+)?(?:recommendations?|recs?|areas? for improvement(?: \(afis?\))?|afis?|afi/recommendation|recommendations?\s*(?:/|and|or|&)\s*(?:afis?|areas? for improvement)|afis?\s*(?:/|and|or|&)\s*recommendations?|causes? of concern|findings?|requirement|what (?:the )?(?:inspectors|hmicfrs) (?:said|found)|argymhelliad|argymhellion|maes i'w wella)(?:\s+(?:text|wording|details?))?)$`)},
}

// columnOf is what a column's heading says it is for.
func columnOf(heading string, forceName []string) column {
	heading = strings.TrimSpace(strings.TrimRight(strings.ReplaceAll(strings.TrimSpace(heading), "’", "'"), ":"))
	if c, ok := firstMatch(columnRules, heading); ok {
		return c
	}
	l, ok := parseAnswerLabel(heading, forceName)
	switch {
	case !ok || l.end < len(heading)-1:
		return columnNone
	case l.speaker == policingBody:
		return columnOur
	}
	return columnForce
}

// table reads a table by its headings, or row by row if its first column names
// things, or else leaves it as it is.
func (p *parser) table(b Block) {
	if len(b.Rows) == 0 {
		return
	}
	width := 0
	for _, row := range b.Rows {
		width = max(width, len(row))
	}
	columns := p.columnsOf(b.Rows[0])
	namesFields := p.namesFields(b.Rows)
	switch {
	case !namesFields && slices.Contains(columns, columnFinding) && len(columns) > 1 && len(b.Rows) > 1:
		p.tableOfFindings(b.Rows, columns)
	case namesFields || width == 1:
		p.tableOfFields(b.Rows)
	case p.section == findingsSection && p.to == toUnplaced && mostRowsAsk(b.Rows):
		p.end()
		p.findingRows(b.Rows, guessColumns(b.Rows, width))
		p.doubts = append(p.doubts, "a table had no headings that say what its columns hold: look whether findings and answers are in their places")
	default:
		p.put(b)
	}
}

func (p *parser) columnsOf(row Row) (columns []column) {
	for _, cell := range row {
		c := columnOf(cell.text(), p.forceName)
		if c != columnForce && c != columnOur && slices.Contains(columns, c) {
			c = columnNone
		}
		columns = append(columns, c)
		for range cell.Wide - 1 {
			columns = append(columns, columnNone)
		}
	}
	return columns
}

// namesFields reports whether a table's first column names what its second
// holds: "Recommendation 1 | …", "Force response | …".
func (p *parser) namesFields(rows []Row) (yes bool) {
	for _, row := range rows {
		if len(row) > 2 && row[2].text() != "" {
			return false
		}
		text := strings.TrimSpace(row[0].text())
		l, ok := parseAnswerLabel(text, p.forceName)
		yes = yes || isHeaderLine(text+":") ||
			ok && l.end >= len(text)-1 && len(row) > 1 && !slices.Contains(p.columnsOf(row), columnFinding)
	}
	return yes
}

// tableOfFields reads a table as if each of its rows were a line "name: value".
func (p *parser) tableOfFields(rows []Row) {
	for _, row := range rows {
		name := strings.TrimRight(strings.TrimSpace(row[0].text()), ":")
		if p.isFieldName(name) && len(row) > 1 && len(row[1].Blocks) > 0 && row[1].Blocks[0].Kind != Table {
			first := row[1].Blocks[0].paragraph()
			first.Spans = prefixed(name+": "+row[1].Blocks[0].Number.prefix(), first.Spans)
			rest := slices.Clone(row[1:])
			rest[0].Blocks = slices.Concat([]Block{first}, rest[0].Blocks[1:])
			row = rest
		}
		for _, cell := range row {
			for _, b := range cell.Blocks {
				p.block(b)
			}
		}
	}
}

func (p *parser) isFieldName(name string) bool {
	l, ok := parseAnswerLabel(name, p.forceName)
	c := columnOf(name, p.forceName)
	return ok && l.end >= len(name) || parseFindingLabel(name).ok || isHeaderLine(name+":") || c != columnNone && c != columnNumber
}

func mostRowsAsk(rows []Row) bool {
	n := 0
	for _, row := range rows {
		if slices.ContainsFunc(row, func(c Cell) bool { return shall().MatchString(c.text()) }) {
			n++
		}
	}
	return n*2 > len(rows)
}

// guessColumns takes the first column that asks for something to hold the
// findings, and the next the answers.
func guessColumns(rows []Row, width int) []column {
	columns := make([]column, width)
	for c := range columns {
		if !slices.ContainsFunc(rows, func(row Row) bool { return c < len(row) && shall().MatchString(row[c].text()) }) {
			continue
		}
		columns[c] = columnFinding
		if c > 0 {
			columns[c-1] = columnNumber
		}
		if c+1 < width {
			columns[c+1] = columnForce
		}
		break
	}
	return columns
}

// tableOfFindings reads a table with headings and one finding in each row.
func (p *parser) tableOfFindings(rows []Row, columns []column) {
	p.end()
	var headings []string
	for i, cell := range rows[0] {
		text := cell.text()
		headings = append(headings, "“"+text+"”")
		if columns[i] == columnFinding && p.kind == "" {
			_, p.kind = sectionOf(text)
		}
	}
	p.comments = append(p.comments, "a table of the paper has the columns "+strings.Join(headings, ", "))
	p.findingRows(rows[1:], columns)
}

func (p *parser) findingRows(rows []Row, columns []column) {
	var above *finding
	for _, row := range rows {
		above = p.findingRow(row, columns, above)
	}
	p.end()
}

// findingRow reads one row: a finding, more of the finding above, or a heading
// across the table. It returns the finding that the next row may continue.
func (p *parser) findingRow(row Row, columns []column, above *finding) *finding {
	filled := 0
	for _, cell := range row {
		if strings.TrimSpace(cell.text()) != "" || cell.Merged {
			filled++
		}
	}
	at := slices.Index(columns, columnFinding)
	switch text := row[0].text(); {
	case filled == 0:
		return above
	case filled == 1 && (len(row) == 1 || text != "") && len(columns) > 1 && !shall().MatchString(text):
		if _, kind := sectionOf(text); kind != "" {
			p.kind = kind
		}
		p.unplaced = append(p.unplaced, row[0].Blocks...)
		return nil
	case at < len(row) && strings.TrimSpace(row[at].text()) != "" && !row[at].Merged:
		f := p.findingInCell(row[at].Blocks)
		p.cellsBeside(row, columns, f, above, at)
		return f
	case above == nil:
		p.leaveOver(Block{Kind: Table, Rows: []Row{row}})
		return nil
	}
	p.cellsBeside(row, columns, above, nil, at)
	return above
}

// findingInCell begins a finding with the blocks of a cell.
func (p *parser) findingInCell(blocks []Block) *finding {
	b := blocks[0]
	f := p.startFinding(p.kind, b.At)
	if l := parseFindingLabel(b.text()); l.ok {
		f.kind, f.label, f.number = l.kind, l.label, l.number
		b.Spans = dropPrefix(b.Spans, l.end)
		b.Kind = Para
	} else if b.isNumbered() {
		f.number, f.ownNumber = b.Number, true
		b.Number = Number{}
	} else if n, rest, ok := leadingNumber(b.text()); ok {
		f.number, f.ownNumber = n, true
		b.Spans = dropPrefix(b.Spans, rest)
	}
	b.Bullet = false
	if b.Kind == Item || b.Kind == Heading {
		b.Kind = Para
	}
	p.setParent(f)
	if !b.empty() {
		p.put(b)
	}
	for _, b := range blocks[1:] {
		if b.empty() || p.fieldLine(b.text()) {
			continue
		}
		if l, ok := parseAnswerLabel(b.text(), p.forceName); ok {
			p.answer(l, b, l.end)
			continue
		}
		p.put(b)
	}
	if len(f.text) == 0 {
		f.text = []Block{{Kind: Para, Spans: textSpan(f.label), At: f.at}}
	}
	return f
}

// cellsBeside reads the cells beside a finding. above is the finding of the row
// above, with which merged cells are shared.
func (p *parser) cellsBeside(row Row, columns []column, f, above *finding, findingAt int) {
	at := 0
	for i := range row {
		cell := &row[i]
		c := columnNone
		if at < len(columns) {
			c = columns[at]
		}
		at += max(1, cell.Wide)
		text := strings.TrimSpace(cell.text())
		switch {
		case text == "" && cell.Merged && (c == columnForce || c == columnOur) && above != nil && f != above && f.shared == nil:
			f.shared = above
			if above.shared != nil {
				f.shared = above.shared
			}
			f.doubts = append(f.doubts, "its answer stands in one cell of the table with that of the finding above")
		case text == "":
		case i == findingAt && above != f && len(f.text) > 0 && f == p.current && c == columnFinding: // the finding's own
		default:
			p.cell(cell, c, f, text)
		}
	}
}

func (p *parser) cell(cell *Cell, c column, f *finding, text string) {
	switch c {
	case columnNumber:
		p.numberCell(f, text)
	case columnForce:
		f.force = append(f.force, answerBlocks(cell.Blocks)...)
	case columnOur:
		f.our = append(f.our, answerBlocks(cell.Blocks)...)
	case columnFinding:
		f.text = append(f.text, cell.Blocks...)
	case columnNone:
		if len(text) > 200 {
			p.unplaced = append(p.unplaced, cell.Blocks...)
		} else {
			f.comments = append(f.comments, "the paper's table says “"+text+"”")
		}
	default:
		f.setField(c, text, text)
	}
}

func (p *parser) numberCell(f *finding, text string) {
	n, _, isNumber := leadingNumber(text + " ")
	if !isNumber && isRef(text) {
		n, isNumber = parseNumber(text), true
	}
	switch l := parseFindingLabel(text); {
	case l.ok && f.label == "":
		f.label, f.number, f.ownNumber, f.kind = text, l.number, false, l.kind
		p.setParent(f)
	case isNumber && f.number.IsZero():
		f.number, f.ownNumber = n, true
		p.setParent(f)
	case f.label == "" && len(text) < 20:
		f.label = text
		if parts := numberParts().FindAllString(strings.ToLower(text), -1); len(parts) > 0 {
			f.number = Number{Printed: text, Path: parts[len(parts)-1:]}
		}
		if strings.HasPrefix(strings.ToUpper(text), "AFI") {
			f.kind = inspection.AreaForImprovement
		}
	default:
		f.comments = append(f.comments, "the paper's table says “"+text+"”")
	}
}

// answerBlocks are the blocks of an answer's cell. Headings in a cell are no
// headings of the answer.
func answerBlocks(blocks []Block) (all []Block) {
	for _, b := range blocks {
		if b.Kind == Heading || b.Kind == PageFurniture {
			b.Kind = Para
			b.Spans = prefixed(b.Number.prefix(), b.Spans)
			b.Number = Number{}
		}
		all = append(all, b)
	}
	return all
}
