package letter

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Docx is the letter as a Word file (ECMA-376), with real headings, lists and
// tables, so that it can be read out, and be edited before it is signed.
func (l *Letter) Docx() ([]byte, error) {
	d := &docx{}
	d.blocks(l.blocks, "", 0)
	return d.file(l.Title, l.Lang)
}

// WordFile is a Word file with a body of paragraphs and tables in the styles
// of a letter, for what is written elsewhere: it has no lists and no links.
func WordFile(title, lang, body string) ([]byte, error) {
	d := &docx{}
	d.body.WriteString(body)
	return d.file(title, lang)
}

// file packs the parts of a Word file.
func (d *docx) file(title, lang string) ([]byte, error) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageLinks},
		{"docProps/core.xml", fmt.Sprintf(properties, escape(title), wordLang(lang))},
		{"word/document.xml", documentStart + d.body.String() + documentEnd},
		{"word/_rels/document.xml.rels", d.linksPart()},
		{"word/styles.xml", strings.ReplaceAll(styles, "LANG", wordLang(lang))},
		{"word/numbering.xml", d.numberingPart()},
	} {
		// The same letter is the same bytes on any day.
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
	links []string // addresses outside
	lang  string   // of what is in another language, while it is written
	lists []int    // first numbers of the lists, 0 for bullets
}

// blocks writes blocks in a style, depth lists deep.
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
		marked := false
		for _, b := range item {
			if b.kind == para && !marked {
				marked = true
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
			d.body.WriteString(`<w:tblHeader/>`) // said again on each page, and read out as a heading
		}
		d.body.WriteString(`</w:trPr>`)
		for n := range widths {
			d.body.WriteString(`<w:tc><w:tcPr/>`)
			var words []run
			if n < len(row) {
				words = row[n].words
				if row[n].head {
					words = bold(append([]run(nil), words...))
				}
			}
			d.paragraph(style, "", words)
			d.body.WriteString(`</w:tc>`)
		}
		d.body.WriteString(`</w:tr>`)
	}
	d.body.WriteString(`</w:tbl>`)
	d.paragraph("", "", nil) // Word joins two tables that nothing stands between
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
	all := 0
	for _, w := range weights {
		all += w
	}
	for n := range weights {
		weights[n] = weights[n] * page / all
	}
	return weights
}

func (d *docx) paragraph(style, properties string, words []run) {
	d.body.WriteString("<w:p>")
	if style != "" || properties != "" {
		d.body.WriteString("<w:pPr>")
		if style != "" {
			d.body.WriteString(`<w:pStyle w:val="` + style + `"/>`)
		}
		d.body.WriteString(properties + "</w:pPr>")
	}
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
	look := ""
	if w.href != "" {
		look += `<w:rStyle w:val="Hyperlink"/>`
	}
	if w.code {
		look += `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>`
	}
	if w.strong {
		look += `<w:b/>`
	}
	if w.em {
		look += `<w:i/>`
	}
	if w.raise {
		look += `<w:vertAlign w:val="superscript"/>`
	}
	if d.lang != "" {
		look += `<w:lang w:val="` + wordLang(d.lang) + `"/>`
	}
	if look != "" {
		look = "<w:rPr>" + look + "</w:rPr>"
	}
	if w.br {
		d.body.WriteString("<w:r>" + look + "<w:br/></w:r>")
		return
	}
	words := strings.ReplaceAll(w.text, "\n", " ")
	d.body.WriteString(`<w:r>` + look + `<w:t xml:space="preserve">` + escape(words) + `</w:t></w:r>`)
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

// numberingPart gives each list a numbering of its own, so that the second
// does not go on counting where the first ended.
func (d *docx) numberingPart() string {
	var kinds, lists strings.Builder
	for i, first := range d.lists {
		id := strconv.Itoa(i + 1)
		kinds.WriteString(`<w:abstractNum w:abstractNumId="` + id + `"><w:multiLevelType w:val="multilevel"/>`)
		for level := range 9 {
			form, mark, start := "bullet", "•", 1
			if first > 0 {
				form, mark, start = "decimal", "%"+strconv.Itoa(level+1)+".", first
			}
			fmt.Fprintf(&kinds, `<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`,
				level, start, form, mark, 360*(level+1))
		}
		kinds.WriteString(`</w:abstractNum>`)
		lists.WriteString(`<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + id + `"/></w:num>`)
	}
	return `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + kinds.String() + lists.String() + `</w:numbering>`
}

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	packageLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	properties = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>%s</dc:title><dc:language>%s</dc:language></cp:coreProperties>`
	documentStart = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + "\n"
	documentEnd   = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1418" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`
)

// styles are Word's own names for what a letter holds.
var styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="24"/><w:lang w:val="LANG"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
	headingStyle(1, 32) + headingStyle(2, 28) + headingStyle(3, 26) + headingStyle(4, 24) + headingStyle(5, 24) + headingStyle(6, 24) +
	paragraphStyle("Quote", "Quote", `<w:ind w:left="567"/>`) +
	paragraphStyle("ListParagraph", "List Paragraph", `<w:ind w:left="360"/>`) +
	paragraphStyle("TableText", "Table Text", `<w:spacing w:after="40"/>`) +
	`<w:style w:type="paragraph" w:styleId="TableSmall"><w:name w:val="Table Small"/><w:basedOn w:val="TableText"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Code"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/></w:rPr></w:style>` +
	`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>` + borders("top", "left", "bottom", "right", "insideH", "insideV") + `</w:tblBorders><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
	`</w:styles>`

func headingStyle(level, size int) string {
	n := strconv.Itoa(level)
	return `<w:style w:type="paragraph" w:styleId="Heading` + n + `"><w:name w:val="heading ` + n + `"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>` +
		`<w:pPr><w:keepNext/><w:spacing w:before="280" w:after="120"/><w:outlineLvl w:val="` + strconv.Itoa(level-1) + `"/></w:pPr>` +
		`<w:rPr><w:b/><w:sz w:val="` + strconv.Itoa(size) + `"/></w:rPr></w:style>`
}

func paragraphStyle(id, name, look string) string {
	return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/><w:pPr>` + look + `</w:pPr></w:style>`
}

func borders(sides ...string) string {
	all := ""
	for _, side := range sides {
		all += `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="555555"/>`
	}
	return all
}
