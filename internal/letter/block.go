package letter

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// A block is a paragraph, a heading, a list, a quotation, a table or lines of
// code.
type block struct {
	kind   kind
	level  int       // of a heading, from 1
	words  []run     // of a paragraph, a heading or code; a table's caption
	items  [][]block // of a list; a quotation has one, and so have foreign blocks
	lang   string    // of foreign blocks
	number int       // of an ordered list's first item; 0 for one with bullets
	rows   [][]cell  // of a table
}

type kind int

const (
	para kind = iota
	heading
	list
	quote
	table
	code
	foreign // blocks in another language than the letter's
)

// A run is text of one format.
type run struct {
	text                    string
	strong, em, code, raise bool
	href                    string
	br                      bool // a line break, without text
}

// A cell is one of a table.
type cell struct {
	words []run
	head  bool
}

func plain(text string) []run     { return []run{{text: text}} }
func paragraph(text string) block { return block{kind: para, words: plain(text)} }

// readBlocks parses the HTML that package markdown has rendered, so it is well
// formed and has few elements.
func readBlocks(html string) []block {
	d := xml.NewDecoder(strings.NewReader("<div>" + html + "</div>"))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	if _, err := d.Token(); err != nil {
		return nil
	}
	return (&reader{d}).blocks("div")
}

type reader struct{ *xml.Decoder }

// blocks reads up to the end of the element that they are in.
func (r *reader) blocks(end string) (all []block) {
	var loose []run // words outside a paragraph, as in an item of a list
	flush := func() {
		if words := trim(loose); len(words) > 0 {
			all = append(all, block{kind: para, words: words})
		}
		loose = nil
	}
	for {
		token, err := r.Token()
		if err != nil {
			flush()
			return all
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == end {
				flush()
				return all
			}
		case xml.CharData:
			loose = append(loose, run{text: string(t)})
		case xml.StartElement:
			if b, ok := r.block(t); ok {
				flush()
				all = append(all, b...)
			} else {
				loose = append(loose, r.inline(t, run{})...)
			}
		}
	}
}

// block reads an element, if it is a block.
func (r *reader) block(t xml.StartElement) ([]block, bool) {
	name := t.Name.Local
	switch name {
	case "p":
		if attr(t, "class") == "visually-hidden" { // the label of a list of notes
			return []block{{kind: para, words: bold(r.words(name))}}, true
		}
		return []block{{kind: para, words: trim(r.words(name))}}, true
	case "h2", "h3", "h4", "h5", "h6":
		level, _ := strconv.Atoi(name[1:])
		return []block{{kind: heading, level: level, words: r.words(name)}}, true
	case "blockquote":
		return []block{{kind: quote, items: [][]block{r.blocks(name)}}}, true
	case "ul", "ol":
		b := block{kind: list}
		if name == "ol" {
			b.number = 1
			if start := attr(t, "start"); start != "" {
				b.number, _ = strconv.Atoi(start)
			}
		}
		r.within(name, func(t xml.StartElement) { b.items = append(b.items, r.blocks(t.Name.Local)) })
		return []block{b}, true
	case "pre":
		return []block{{kind: code, words: r.words(name)}}, true
	case "hr":
		r.words(name)
		return nil, true
	case "div":
		return r.blocks(name), true
	case "table":
		return []block{r.table()}, true
	}
	return nil, false
}

func (r *reader) table() block {
	b := block{kind: table}
	r.within("table", func(t xml.StartElement) {
		switch t.Name.Local {
		case "caption":
			if words := r.words("caption"); attr(t, "class") != "visually-hidden" {
				b.words = words
			}
		case "tr":
			b.rows = append(b.rows, nil)
			r.within("tr", func(t xml.StartElement) {
				last := &b.rows[len(b.rows)-1]
				*last = append(*last, cell{r.words(t.Name.Local), t.Name.Local == "th"})
			})
		}
	})
	return b
}

// within calls do for each element up to the end of the one that they are in.
// If do does not read an element, its content is next.
func (r *reader) within(end string, do func(xml.StartElement)) {
	for {
		token, err := r.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == end {
				return
			}
		case xml.StartElement:
			do(t)
		}
	}
}

// words reads up to the end of an element.
func (r *reader) words(end string) []run { return r.runs(end, run{}) }

func (r *reader) runs(end string, format run) (all []run) {
	for {
		token, err := r.Token()
		if err != nil {
			return all
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == end {
				return all
			}
		case xml.CharData:
			words := format
			words.text = string(t)
			all = append(all, words)
		case xml.StartElement:
			all = append(all, r.inline(t, format)...)
		}
	}
}

// inline reads an element within words.
func (r *reader) inline(t xml.StartElement, format run) []run {
	switch t.Name.Local {
	case "strong":
		format.strong = true
	case "em":
		format.em = true
	case "code":
		format.code = true
	case "sup":
		format.raise = true
	case "a":
		href := attr(t, "href")
		if attr(t, "class") == "footnote-back" {
			r.runs("a", format)
			return nil
		}
		if !strings.HasPrefix(href, "#") {
			format.href = href
		}
	case "br":
		r.runs("br", format)
		format.br = true
		return []run{format}
	}
	return r.runs(t.Name.Local, format)
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func bold(words []run) []run {
	words = slices.Clone(words)
	for i := range words {
		words[i].strong = true
	}
	return words
}

// trim removes the spaces around words.
func trim(words []run) []run {
	empty := func(w run) bool { return !w.br && strings.TrimSpace(w.text) == "" }
	for len(words) > 0 && empty(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && empty(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) > 0 {
		words[0].text = strings.TrimLeft(words[0].text, " \n")
		words[len(words)-1].text = strings.TrimRight(words[len(words)-1].text, " \n")
	}
	return words
}
