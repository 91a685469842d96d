package docimport

import (
	"bytes"
	"errors"
	"strings"
)

// WordTables are the tables of a Word file, row by row and cell by cell, each
// cell as its lines stand: for files that we made ourselves, and that come back
// with words in them. The rules for files that anyone may have made hold here
// too.
func WordTables(data []byte, opt Options) (tables [][][]string, err error) {
	if len(data) > MaxSize {
		return nil, ErrTooLarge
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return nil, errors.New("this is no Word file\nopen it in Word, and save it as .docx")
	}
	w := &wordFile{opt: opt, paper: &Paper{Word: true}, notes: map[string]string{}}
	root, err := w.begin(data)
	if err != nil {
		return nil, err
	}
	styles, err := w.part(w.beside("styles.xml"))
	if err != nil {
		return nil, err
	}
	w.styles = readStyles(styles)
	numbers, err := w.part(w.beside("numbering.xml"))
	if err != nil {
		return nil, err
	}
	w.numbers = readNumbering(numbers, w.styles)
	root.each(func(n *node) bool {
		switch n.name {
		case "del", "moveFrom":
			return false
		case "tbl":
			tables = append(tables, w.rowsOf(n))
			return false
		}
		return true
	})
	return tables, nil
}

func (w *wordFile) rowsOf(table *node) (rows [][]string) {
	table.each(func(n *node) bool {
		switch n.name {
		case "del", "moveFrom":
			return false
		case "tr":
			if n.child("trPr", "del") != nil {
				return false
			}
			rows = append(rows, w.cellsOf(n))
			return false
		}
		return true
	})
	return rows
}

func (w *wordFile) cellsOf(row *node) (cells []string) {
	row.each(func(n *node) bool {
		if n.name != "tc" {
			return true
		}
		cells = append(cells, strings.Join(w.linesIn(n), "\n"))
		return false
	})
	return cells
}

// linesIn are the lines of a cell, a paragraph or more to each. Numbers and
// bullets that Word counts are put into words, since what reads them next
// knows no others.
func (w *wordFile) linesIn(cell *node) (lines []string) {
	joined := false // whether the end of the paragraph before was struck out
	cell.each(func(n *node) bool {
		switch n.name {
		case "del", "moveFrom":
			return false
		case "p":
			line := w.marked(n) + lineOf(n)
			if joined && len(lines) > 0 {
				lines[len(lines)-1] += line
			} else {
				lines = append(lines, line)
			}
			joined = n.child("pPr", "rPr", "del") != nil
			return false
		}
		return true
	})
	return lines
}

// marked is what Word prints before a paragraph, as Markdown has it.
func (w *wordFile) marked(p *node) string {
	props := p.child("pPr")
	num, level := props.val("numPr", "numId"), decimal(props.val("numPr", "ilvl"))
	if num == "" || num == "0" {
		return ""
	}
	printed, bullet, ok := w.numbers.next(num, level)
	switch {
	case !ok:
		return ""
	case bullet || printed == "":
		return strings.Repeat("  ", level) + "- "
	}
	return strings.Repeat("   ", level) + strings.TrimRight(printed, ".)") + ". "
}

// lineOf is the words of a paragraph, as they stand.
func lineOf(p *node) string {
	var b strings.Builder
	p.each(func(n *node) bool {
		switch n.name {
		case "del", "moveFrom", "pPr", "rPr", "instrText", "Fallback":
			return false
		case "t":
			b.WriteString(n.text)
		case "tab", "ptab":
			b.WriteByte('\t')
		case "br", "cr":
			b.WriteByte('\n')
		case "noBreakHyphen":
			b.WriteByte('-')
		}
		return true
	})
	return b.String()
}
