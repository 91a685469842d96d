package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a box that scrolls, so that a wide one does not make the page
// scroll sideways. The box can be focused and is labelled by the table's caption.
func (w *writer) table(n *east.Table) {
	w.tables++
	id := "table_" + strconv.Itoa(w.tables) // no heading's id holds an underscore
	w.raw(`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="`)
	w.slot(slotLabel, 0, 0)
	w.id(id)
	w.raw("\">\n<table>\n<caption id=\"")
	w.id(id)
	if p, ok := n.PreviousSibling().(*ast.Paragraph); ok && isCaption(p, w.src) {
		w.wrap(`">`, p, "</caption>\n")
	} else {
		w.raw(`" class="visually-hidden">`)
		w.slot(slotTableName, 0, w.tables)
		w.raw("</caption>\n")
	}
	w.rows(n)
	w.raw("</table>\n</div>\n")
}

func (w *writer) rows(n *east.Table) {
	head := n.FirstChild()
	w.raw("<thead>\n")
	w.row(n, head, "th")
	w.raw("</thead>\n")
	if head.NextSibling() == nil {
		return
	}
	w.raw("<tbody>\n")
	for row := head.NextSibling(); row != nil && !w.full; row = row.NextSibling() {
		w.row(n, row, "td")
	}
	w.raw("</tbody>\n")
}

// row writes the cells of one row. An empty header cell becomes a td.
func (w *writer) row(n *east.Table, row ast.Node, tag string) {
	w.raw("<tr>")
	column := 0
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		name, scope := tag, ""
		if tag == "th" && c.FirstChild() == nil {
			name = "td"
		} else if tag == "th" {
			scope = ` scope="col"`
		}
		w.wrap("<"+name+scope+alignment(n, column)+">", c, "</"+name+">")
		column++
	}
	w.raw("</tr>\n")
}

// alignment returns a class, as the site's security policy allows no style.
func alignment(n *east.Table, column int) string {
	if column < len(n.Alignments) {
		switch n.Alignments[column] {
		case east.AlignLeft:
			return ` class="align-left"`
		case east.AlignCenter:
			return ` class="align-center"`
		case east.AlignRight:
			return ` class="align-right"`
		}
	}
	return ""
}

// captionStart matches the beginning of a caption, in English or Welsh: "Table:",
// "Table 4.7", "Tabl 1:".
var captionStart = regexp.MustCompile(`^Tabl(?:e|au)?(?:[ \x{a0}]\d[\w.]*)?[ \x{a0}]?(?:[:–—-]|$)`)

// captionNumber matches a caption with words directly after the number. It may be a
// sentence instead ("Table 1 shows the calls:"), see isCaption.
var captionNumber = regexp.MustCompile(`^Tabl(?:e|au)?[ \x{a0}]\d`)

// isCaption reports whether a paragraph is the caption of the table right after it.
func isCaption(p *ast.Paragraph, src []byte) bool {
	if next := p.NextSibling(); next == nil || next.Kind() != east.KindTable {
		return false
	}
	if lines := p.Lines(); lines.Len() == 0 || lines.Len() > 3 || !bytes.Contains(src[p.Pos():lines.At(0).Stop], []byte("Tabl")) {
		return false
	}
	s := strings.TrimSpace(words(p, src))
	if len(s) > 300 {
		return false
	}
	return captionStart.MatchString(s) ||
		captionNumber.MatchString(s) && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ":")
}

// cellCount counts a row's cells as goldmark does, with those it drops but without empty
// ones at the end.
func cellCount(line []byte) int {
	line = trim(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	count, filled, start := 0, 0, 0
	for i := 0; i <= len(line); i++ {
		if i < len(line) && (line[i] != '|' || i > 0 && line[i-1] == '\\') {
			continue
		}
		count++
		if len(trim(line[start:i])) > 0 {
			filled = count
		}
		start = i + 1
	}
	return filled
}
