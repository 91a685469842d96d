package translation

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fiftysix/internal/docimport"
	"fiftysix/internal/letter"
	"fiftysix/internal/register"
)

// This file writes and reads a job as a Word file: a heading and a table for
// each content file, and in each row what it is, the words, and those of the
// translation.

// Word is the job as a Word file.
func (j *Job) Word() ([]byte, error) {
	from, to := register.LanguageName(j.From), register.LanguageName(j.To)
	b := &wordBody{}
	b.paragraph("Heading1", "From "+from+" to "+to)
	b.paragraph("", fmt.Sprintf("Write the %s into the right column. Leave the other two columns as they are. Leave a place empty that you do not translate.", to))
	b.paragraph("", "Leave marks such as ** and # and the addresses of links as they are. Please accept or reject all tracked changes before you send this back.")
	for _, w := range j.Works {
		b.paragraph("Heading2", w.Name)
		b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9638" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="2038"/><w:gridCol w:w="3800"/><w:gridCol w:w="3800"/></w:tblGrid>`)
		b.row(true, cell{[]string{"What it is"}, w.File + "\n" + fmt.Sprintf("from %s to %s over %s segments %d", j.From, j.To, w.Over, w.Count), ""}, cell{[]string{from}, "", ""}, cell{[]string{to}, "", ""})
		for _, s := range w.Segments {
			name := []string{capital(s.Name)}
			if note := s.note(j.From); note != "" {
				name = append(name, "("+note+")")
			}
			b.row(false, cell{name, s.ID(), ""}, cell{strings.Split(s.Source, "\n"), "", j.From}, cell{strings.Split(s.Target, "\n"), "", j.To})
		}
		b.WriteString(`</w:tbl>`)
		b.paragraph("", "")
	}
	return letter.WordFile("From "+from+" to "+to, "en", b.String())
}

// A cell is lines of words, and below them, small, what only we need.
type cell struct {
	lines []string
	mark  string
	lang  string
}

type wordBody struct{ strings.Builder }

func (b *wordBody) paragraph(style, text string) {
	b.WriteString("<w:p>")
	if style != "" {
		b.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	b.run(text, "")
	b.WriteString("</w:p>\n")
}

func (b *wordBody) run(text, look string) {
	if look != "" {
		look = "<w:rPr>" + look + "</w:rPr>"
	}
	for i, words := range strings.Split(text, "\t") {
		if i > 0 {
			b.WriteString("<w:r>" + look + "<w:tab/></w:r>")
		}
		if words != "" {
			b.WriteString("<w:r>" + look + `<w:t xml:space="preserve">` + escaped(words) + "</w:t></w:r>")
		}
	}
}

func (b *wordBody) row(head bool, cells ...cell) {
	b.WriteString("<w:tr><w:trPr><w:cantSplit/>")
	if head {
		b.WriteString("<w:tblHeader/>")
	}
	b.WriteString("</w:trPr>")
	for i, c := range cells {
		width := 3800
		if i == 0 {
			width = 2038
		}
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
		look := ""
		if head {
			look = "<w:b/>"
		}
		if c.lang != "" {
			look += `<w:lang w:val="` + c.lang + `-GB"/>`
		}
		for _, line := range c.lines {
			b.WriteString(`<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>`)
			b.run(line, look)
			b.WriteString("</w:p>")
		}
		for line := range strings.Lines(c.mark) {
			b.WriteString(`<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>`)
			b.run(strings.TrimSuffix(line, "\n"), `<w:color w:val="595959"/><w:sz w:val="16"/>`)
			b.WriteString("</w:p>")
		}
		b.WriteString("</w:tc>")
	}
	b.WriteString("</w:tr>\n")
}

// ReadWord reads a Word file that came back.
func ReadWord(data []byte, acceptChanges bool) (*Job, error) {
	tables, err := docimport.WordTables(data, docimport.Options{AcceptChanges: acceptChanges})
	if err != nil {
		return nil, err
	}
	job := &Job{}
	for _, rows := range tables {
		w, from, to, ok := headOf(rows)
		if !ok {
			continue // a table of the translator's own
		}
		if job.From == "" {
			job.From, job.To = from, to
		} else if job.From != from || job.To != to {
			return nil, errors.New("the tables are of several pairs of languages\ntake each file back by itself")
		}
		for n, row := range rows[1:] {
			if len(row) != 3 {
				return nil, fmt.Errorf("row %d of the table about %s has %d cells where there were 3\nput it back as it was, or ask for the file again", n+2, w.File, len(row))
			}
			name, id := lastLine(row[0])
			part, key, _ := strings.Cut(id, " ")
			w.Segments = append(w.Segments, Segment{Part: part, Key: key, Name: name, State: Missing, Source: trimmed(row[1]), Target: trimmed(row[2])})
		}
		job.Works = append(job.Works, w)
	}
	if job.From == "" {
		return nil, errors.New("this is no file that “fiftysix translations” wrote: it has none of its tables")
	}
	return job, nil
}

// headOf reads the first row of a table of ours.
func headOf(rows [][]string) (w Work, from, to string, ok bool) {
	if len(rows) == 0 || len(rows[0]) != 3 {
		return w, "", "", false
	}
	before, mark := lastLine(rows[0][0])
	_, file := lastLine(before)
	f := strings.Fields(mark)
	if len(f) != 8 || f[0] != "from" || f[2] != "to" || f[4] != "over" || f[6] != "segments" {
		return w, "", "", false
	}
	n, err := strconv.Atoi(f[7])
	return Work{File: strings.TrimSpace(file), Over: f[5], Count: n}, f[1], f[3], err == nil
}

// lastLine takes the last line with words off the others.
func lastLine(text string) (before, last string) {
	lines := withoutEmpty(strings.Split(text, "\n"))
	if len(lines) == 0 {
		return "", ""
	}
	n := len(lines) - 1
	return strings.Join(lines[:n], "\n"), strings.TrimSpace(lines[n])
}

// trimmed are the words of a cell without the empty lines around them.
func trimmed(text string) string {
	return strings.Join(withoutEmpty(strings.Split(text, "\n")), "\n")
}
