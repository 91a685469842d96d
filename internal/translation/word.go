package translation

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/docimport"
	"fiftysix/internal/inspection"
	"fiftysix/internal/letter"
)

// Word writes the job as a Word file: for each content file a heading and a
// table, and in each row what it is, the words, and their translation.
func (j *Job) Word() ([]byte, error) {
	from, to := inspection.LanguageName(j.From), inspection.LanguageName(j.To)
	b := &wordBody{}
	b.paragraph("Heading1", "From "+from+" to "+to, "")
	b.paragraph("", fmt.Sprintf("Write the %s into the right column. Leave the other two columns as they are. Leave a place empty that you do not translate.", to), "")
	b.paragraph("", "Leave marks such as ** and # and the addresses of links as they are. Please accept or reject all tracked changes before you send this back.", "")
	notes := map[State]string{
		Missing:  "(to be translated)",
		Outdated: "(the " + from + " was changed since this was translated: look at it again)",
	}
	for _, src := range j.Sources {
		b.paragraph("Heading2", src.Name, "")
		b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9638" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="2038"/><w:gridCol w:w="3800"/><w:gridCol w:w="3800"/></w:tblGrid>`)
		b.row(true,
			cell{lines: []string{"What it is"}, ids: []string{src.File, fmt.Sprintf("from %s to %s over %s segments %d", j.From, j.To, src.TargetHash, src.Count)}},
			cell{lines: []string{from}},
			cell{lines: []string{to}})
		for _, s := range src.Segments {
			first, n := utf8.DecodeRuneInString(s.Name)
			name := []string{string(unicode.ToUpper(first)) + s.Name[n:]}
			if note := notes[s.State]; note != "" {
				name = append(name, note)
			}
			b.row(false,
				cell{lines: name, ids: []string{s.id()}},
				cell{lines: strings.Split(s.Source, "\n"), lang: j.From},
				cell{lines: strings.Split(s.Target, "\n"), lang: j.To})
		}
		b.WriteString(`</w:tbl>`)
		b.paragraph("", "", "")
	}
	return letter.WordFile("From "+from+" to "+to, "en", b.String())
}

// A cell is lines of words and, below them in small type, what ReadWord needs.
type cell struct {
	lines []string
	ids   []string
	lang  string
}

type wordBody struct{ strings.Builder }

func (b *wordBody) paragraph(style, text, format string) {
	b.WriteString("<w:p>")
	if style != "" {
		b.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	if format != "" {
		format = "<w:rPr>" + format + "</w:rPr>"
	}
	for i, words := range strings.Split(text, "\t") {
		if i > 0 {
			b.WriteString("<w:r>" + format + "<w:tab/></w:r>")
		}
		if words != "" {
			b.WriteString("<w:r>" + format + `<w:t xml:space="preserve">`)
			_ = xml.EscapeText(b, []byte(words)) // a Builder takes everything
			b.WriteString("</w:t></w:r>")
		}
	}
	b.WriteString("</w:p>\n")
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
		format := ""
		if head {
			format = "<w:b/>"
		}
		if c.lang != "" {
			format += `<w:lang w:val="` + c.lang + `-GB"/>`
		}
		for _, line := range c.lines {
			b.paragraph("TableText", line, format)
		}
		for _, id := range c.ids {
			b.paragraph("TableText", id, `<w:color w:val="595959"/><w:sz w:val="16"/>`)
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
		src, from, to, ok := readHead(rows)
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
				return nil, fmt.Errorf("row %d of the table about %s has %d cells where there were 3\nput it back as it was, or ask for the file again", n+2, src.File, len(row))
			}
			name, id := cutLastLine(row[0])
			part, key, _ := strings.Cut(id, " ")
			src.Segments = append(src.Segments, Segment{Part: part, Key: key, Name: name, Source: trimLines(row[1]), Target: trimLines(row[2])})
		}
		job.Sources = append(job.Sources, src)
	}
	if job.From == "" {
		return nil, errors.New("this is no file that “fiftysix translations” wrote: it has none of its tables")
	}
	return job, nil
}

// readHead reads the first row of a table; ok is false if it is not one that
// Word has written.
func readHead(rows [][]string) (src Source, from, to string, ok bool) {
	if len(rows) == 0 || len(rows[0]) != 3 {
		return src, "", "", false
	}
	before, last := cutLastLine(rows[0][0])
	_, file := cutLastLine(before)
	f := strings.Fields(last)
	if len(f) != 8 || f[0] != "from" || f[2] != "to" || f[4] != "over" || f[6] != "segments" {
		return src, "", "", false
	}
	n, err := strconv.Atoi(f[7])
	return Source{File: file, TargetHash: f[5], Count: n}, f[1], f[3], err == nil
}

// cutLastLine cuts the last line that is not empty from the others.
func cutLastLine(text string) (before, last string) {
	text = trimLines(text)
	i := strings.LastIndex(text, "\n") + 1
	return strings.TrimSuffix(text[:i], "\n"), strings.TrimSpace(text[i:])
}

// trimLines is text without the empty lines around it.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	empty := func(line string) bool { return strings.TrimSpace(line) == "" }
	for len(lines) > 0 && empty(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && empty(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}
