package docimport

import (
	"bytes"
	"errors"
	"strings"
)

// WordTables are the tables of a Word file, row by row and cell by cell, with
// the lines of each cell as they are: for files that we made ourselves, and
// that come back with words in them.
func WordTables(data []byte, opt Options) (tables [][][]string, err error) {
	if len(data) > MaxSize {
		return nil, ErrTooLarge
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return nil, errors.New("this is no Word file\nopen it in Word, and save it as .docx")
	}
	w, err := openWordFile("", data, opt)
	if err != nil {
		return nil, err
	}
	for _, table := range keptBelow(w.root, "tbl") {
		var rows [][]string
		for _, row := range keptBelow(table, "tr") {
			if row.child("trPr", "del") != nil {
				continue
			}
			var cells []string
			for _, cell := range keptBelow(row, "tc") {
				cells = append(cells, strings.Join(w.cellLines(cell), "\n"))
			}
			rows = append(rows, cells)
		}
		tables = append(tables, rows)
	}
	return tables, nil
}

// keptBelow finds the outermost elements of a name below n that no tracked
// change deletes.
func keptBelow(n *node, name string) (all []*node) {
	n.walk(func(c *node) bool {
		if c.name == name && c != n {
			all = append(all, c)
			return false
		}
		return c.name != "del" && c.name != "moveFrom"
	})
	return all
}

// cellLines are the lines of a cell, with the numbers and bullets that Word
// counts as Markdown has them.
func (w *wordFile) cellLines(cell *node) (lines []string) {
	joined := false // whether the end of the paragraph before was struck out
	for _, p := range keptBelow(cell, "p") {
		line := w.listPrefix(p) + exactText(p)
		if joined && len(lines) > 0 {
			lines[len(lines)-1] += line
		} else {
			lines = append(lines, line)
		}
		joined = p.child("pPr", "rPr", "del") != nil
	}
	return lines
}

// listPrefix is what Word prints before a paragraph, as Markdown.
func (w *wordFile) listPrefix(p *node) string {
	num, level := p.val("pPr", "numPr", "numId"), atoi(p.val("pPr", "numPr", "ilvl"))
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

// exactText is the text of a paragraph, with its tabs and line breaks.
func exactText(p *node) string {
	var b strings.Builder
	p.walk(func(n *node) bool {
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
