package letter

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Docx is the letter as a Word file (ECMA-376), with real headings, lists and
// tables, so that screen readers can use it, and so that it can be edited before
// it is signed.
func (l *Letter) Docx() ([]byte, error) {
	d := &docx{}
	d.blocks(l.blocks, "", 0)
	return d.file(l.Title, l.Lang)
}

// WordFile is a Word file in the styles of a letter with a body that the caller
// has written. It has no lists and no links.
func WordFile(title, lang, body string) ([]byte, error) {
	d := &docx{}
	d.body.WriteString(body)
	return d.file(title, lang)
}

// file packs the parts of a Word file. The same letter is the same bytes on any
// day.
func (d *docx) file(title, lang string) ([]byte, error) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", wordContentTypes},
		{"_rels/.rels", wordRels},
		{"docProps/core.xml", fmt.Sprintf(wordProperties, escape(title), wordLang(lang))},
		{"word/document.xml", documentStart + d.body.String() + documentEnd},
		{"word/_rels/document.xml.rels", d.linksPart()},
		{"word/styles.xml", strings.ReplaceAll(wordStyles, "LANG", wordLang(lang))},
		{"word/numbering.xml", d.numberingPart()},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(xml.Header + part.text)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return file.Bytes(), nil
}

// wordLang is a language as Word names it.
func wordLang(lang string) string { return lang + "-GB" }

type docx struct {
	body  strings.Builder
	links []string
	lang  string // of the blocks in another language, while they are written
	lists []int  // first numbers of the lists, 0 for bullets
}

// blocks writes blocks in a style, at a depth of lists.
func (d *docx) blocks(blocks []block, style string, depth int) {
	for _, k := range blocks {
		switch k.kind {
		case para:
			d.paragraph(style, "", k.words)
		case heading:
			d.paragraph("Heading"+strconv.Itoa(k.level), "", k.words)
		case quote:
			d.blocks(k.items[0], "Quote", depth)
		case foreign:
			d.lang = k.lang
			d.blocks(k.items[0], style, depth)
			d.lang = ""
		case code:
			for _, line := range strings.Split(strings.TrimSuffix(text(k.words), "\n"), "\n") {
				d.paragraph("Code", "", []run{{text: line}})
			}
		case list:
			d.list(k, depth)
		case table:
			d.table(k)
		}
	}
}

func (d *docx) list(k block, depth int) {
	d.lists = append(d.lists, k.number)
	number := len(d.lists)
	for _, item := range k.items {
		numbered := false
		for _, b := range item {
			if b.kind == para && !numbered {
				numbered = true
				d.paragraph("ListParagraph", fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, min(depth, 8), number), b.words)
				continue
			}
			d.blocks([]block{b}, "ListParagraph", depth+1)
		}
	}
}

func (d *docx) table(k block) {
	if len(k.words) > 0 {
		d.paragraph("Caption", "", k.words)
	}
	widths := columnWidths(k.rows)
	style := "TableText"
	if len(widths) > 7 {
		style = "TableSmall"
	}
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1" w:val="0020"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		d.body.WriteString(`<w:gridCol w:w="` + strconv.Itoa(width) + `"/>`)
	}
	d.body.WriteString(`</w:tblGrid>`)
	for i, row := range k.rows {
		d.body.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if i == 0 {
			d.body.WriteString(`<w:tblHeader/>`) // repeated on each page, and read out as a heading
		}
		d.body.WriteString(`</w:trPr>`)
		for n := range widths {
			d.body.WriteString(`<w:tc><w:tcPr/>`)
			var words []run
			if n < len(row) {
				words = row[n].words
				if row[n].head {
					words = bold(words)
				}
			}
			d.paragraph(style, "", words)
			d.body.WriteString(`</w:tc>`)
		}
		d.body.WriteString(`</w:tr>`)
	}
	d.body.WriteString(`</w:tbl>`)
	d.paragraph("", "", nil) // Word joins two tables with nothing between them
}

// columnWidths shares the width of a page out among columns, by the longest
// words and the longest cell in each.
func columnWidths(rows [][]cell) []int {
	const page = 9638 // twentieths of a point, between the margins
	var weights []int
	for _, row := range rows {
		for n, c := range row {
			if n == len(weights) {
				weights = append(weights, 6)
			}
			words := text(c.words)
			for _, word := range strings.Fields(words) {
				weights[n] = max(weights[n], utf8.RuneCountInString(word)+2)
			}
			weights[n] = max(weights[n], min(utf8.RuneCountInString(words), 30))
		}
	}
	sum := 0
	for _, w := range weights {
		sum += w
	}
	for n := range weights {
		weights[n] = weights[n] * page / sum
	}
	return weights
}

func (d *docx) paragraph(style, properties string, words []run) {
	if style != "" {
		properties = `<w:pStyle w:val="` + style + `"/>` + properties
	}
	if properties != "" {
		properties = "<w:pPr>" + properties + "</w:pPr>"
	}
	d.body.WriteString("<w:p>" + properties)
	for _, w := range words {
		d.run(w)
	}
	d.body.WriteString("</w:p>\n")
}

func (d *docx) run(w run) {
	if w.href != "" {
		d.links = append(d.links, w.href)
		d.body.WriteString(`<w:hyperlink r:id="link` + strconv.Itoa(len(d.links)) + `">`)
		defer d.body.WriteString(`</w:hyperlink>`)
	}
	format := ""
	if w.href != "" {
		format += `<w:rStyle w:val="Hyperlink"/>`
	}
	if w.code {
		format += `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>`
	}
	if w.strong {
		format += `<w:b/>`
	}
	if w.em {
		format += `<w:i/>`
	}
	if w.raise {
		format += `<w:vertAlign w:val="superscript"/>`
	}
	if d.lang != "" {
		format += `<w:lang w:val="` + wordLang(d.lang) + `"/>`
	}
	if format != "" {
		format = "<w:rPr>" + format + "</w:rPr>"
	}
	if w.br {
		d.body.WriteString("<w:r>" + format + "<w:br/></w:r>")
		return
	}
	words := strings.ReplaceAll(w.text, "\n", " ")
	d.body.WriteString(`<w:r>` + format + `<w:t xml:space="preserve">` + escape(words) + `</w:t></w:r>`)
}

func (d *docx) linksPart() string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="numbering" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>`)
	for i, href := range d.links {
		b.WriteString(`<Relationship Id="link` + strconv.Itoa(i+1) + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="` + escape(href) + `" TargetMode="External"/>`)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// numberingPart gives each list a numbering of its own, or the second would go
// on counting where the first ended.
func (d *docx) numberingPart() string {
	var kinds, lists strings.Builder
	for i, first := range d.lists {
		id := strconv.Itoa(i + 1)
		kinds.WriteString(`<w:abstractNum w:abstractNumId="` + id + `"><w:multiLevelType w:val="multilevel"/>`)
		for level := range 9 {
			format, label, start := "bullet", "•", 1
			if first > 0 {
				format, label, start = "decimal", "%"+strconv.Itoa(level+1)+".", first
			}
			fmt.Fprintf(&kinds, `<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`,
				level, start, format, label, 360*(level+1))
		}
		kinds.WriteString(`</w:abstractNum>`)
		lists.WriteString(`<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + id + `"/></w:num>`)
	}
	return `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + kinds.String() + lists.String() + `</w:numbering>`
}

// The parts of a Word file that are the same in every letter.
var (
	//go:embed word/content_types.xml
	wordContentTypes string
	//go:embed word/rels.xml
	wordRels string
	//go:embed word/styles.xml
	wordStyles string
)

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

const (
	wordProperties = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>%s</dc:title><dc:language>%s</dc:language></cp:coreProperties>`
	documentStart = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + "\n"
	documentEnd   = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1418" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`
)
