package letter

import (
	"html"
	"strconv"
	"strings"
)

// pageStyle makes the page complete in one file, and good to print.
const pageStyle = `body{font:1.1rem/1.5 Georgia,"Times New Roman",serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.1rem}h4,h5,h6{font-size:1rem}
h1,h2,h3,h4,h5,h6{break-after:avoid}blockquote{margin:1rem 0;padding-left:1rem;border-left:4px solid #555}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold}th,td{border:1px solid #555;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead{display:table-header-group}tr{break-inside:avoid}a{color:#0b3d91;overflow-wrap:anywhere}pre{white-space:pre-wrap}
@page{size:A4;margin:25mm 20mm}@media print{body{font-size:11pt;max-width:none;margin:0;padding:0}}`

// HTML is the letter as a complete page.
func (l *Letter) HTML() []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + html.EscapeString(l.Lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + html.EscapeString(l.Title) + "</title>\n<style>\n" + pageStyle + "\n</style>\n</head>\n<body>\n<main>\n")
	writeHTML(&b, l.blocks)
	b.WriteString("</main>\n</body>\n</html>\n")
	return []byte(b.String())
}

func writeHTML(b *strings.Builder, blocks []block) {
	for _, k := range blocks {
		switch k.kind {
		case para:
			b.WriteString("<p>" + htmlRuns(k.words) + "</p>\n")
		case heading:
			tag := "h" + strconv.Itoa(k.level) + ">"
			b.WriteString("<" + tag + htmlRuns(k.words) + "</" + tag + "\n")
		case quote:
			b.WriteString("<blockquote>\n")
			writeHTML(b, k.items[0])
			b.WriteString("</blockquote>\n")
		case foreign:
			b.WriteString("<div lang=\"" + html.EscapeString(k.lang) + "\">\n")
			writeHTML(b, k.items[0])
			b.WriteString("</div>\n")
		case code:
			b.WriteString("<pre>" + html.EscapeString(text(k.words)) + "</pre>\n")
		case list:
			htmlList(b, k)
		case table:
			htmlTable(b, k)
		}
	}
}

func htmlList(b *strings.Builder, k block) {
	tag, start := "ul", ""
	if k.number > 0 {
		tag = "ol"
		if k.number > 1 {
			start = ` start="` + strconv.Itoa(k.number) + `"`
		}
	}
	b.WriteString("<" + tag + start + ">\n")
	for _, item := range k.items {
		b.WriteString("<li>")
		if len(item) == 1 && item[0].kind == para {
			b.WriteString(htmlRuns(item[0].words))
		} else {
			b.WriteString("\n")
			writeHTML(b, item)
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</" + tag + ">\n")
}

func htmlTable(b *strings.Builder, k block) {
	b.WriteString("<table>\n")
	if len(k.words) > 0 {
		b.WriteString("<caption>" + htmlRuns(k.words) + "</caption>\n")
	}
	for i, row := range k.rows {
		switch i {
		case 0:
			b.WriteString("<thead>\n")
		case 1:
			b.WriteString("<tbody>\n")
		}
		b.WriteString("<tr>")
		for _, c := range row {
			if c.head {
				b.WriteString(`<th scope="col">` + htmlRuns(c.words) + "</th>")
			} else {
				b.WriteString("<td>" + htmlRuns(c.words) + "</td>")
			}
		}
		b.WriteString("</tr>\n")
		if i == 0 {
			b.WriteString("</thead>\n")
		}
	}
	if len(k.rows) > 1 {
		b.WriteString("</tbody>\n")
	}
	b.WriteString("</table>\n")
}

func htmlRuns(words []run) string {
	var b strings.Builder
	for _, w := range words {
		if w.br {
			b.WriteString("<br>\n")
			continue
		}
		open, end := "", ""
		wrap := func(tag, attributes string) {
			open, end = open+"<"+tag+attributes+">", "</"+tag+">"+end
		}
		if w.href != "" {
			wrap("a", ` href="`+html.EscapeString(w.href)+`"`)
		}
		if w.strong {
			wrap("strong", "")
		}
		if w.em {
			wrap("em", "")
		}
		if w.code {
			wrap("code", "")
		}
		if w.raise {
			wrap("sup", "")
		}
		b.WriteString(open + html.EscapeString(w.text) + end)
	}
	return b.String()
}
