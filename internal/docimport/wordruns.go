package docimport

import (
	"strconv"
	"strings"
)

// A runReader gathers the words of a paragraph. Word cuts them into runs with
// the same formatting.
type runReader struct {
	w        *wordFile
	spans    []Span
	hidden   []Span
	link     string
	boxes    []Block  // of text boxes anchored in the paragraph
	fields   []*field // that are open
	bold     int      // bytes of words that are bold
	total    int
	hidesAll bool // the paragraph's style is hidden
}

// A field is an instruction and its result, such as a link and its words.
type field struct {
	instruction strings.Builder
	link        string // of its result
}

func (r *runReader) allBold() bool { return r.total > 0 && r.bold == r.total }

// read gathers the words below a node.
func (r *runReader) read(n *node) {
	for _, c := range n.all() {
		switch c.name {
		case "r":
			r.run(c)
		case "hyperlink":
			link := r.w.links[c.attr("id")]
			if a := c.attr("anchor"); a != "" && link != "" && !strings.Contains(link, "#") {
				link += "#" + a
			}
			r.readLink(link, c)
		case "fldSimple":
			r.readLink(fieldLink(c.attr("instr")), c)
		case "del", "moveFrom", "pPr", "rPr":
		case "AlternateContent":
			r.read(alternative(c))
		case "sdt":
			r.read(c.child("sdtContent"))
		case "oMath", "oMathPara":
			c.walk(func(m *node) bool {
				if m.name == "t" {
					r.add(m.text, nil)
				}
				return true
			})
		case "p", "tbl":
			r.boxes = append(r.boxes, r.w.blocksOf(&node{children: []*node{c}})...)
		default:
			r.read(c)
		}
	}
}

func (r *runReader) readLink(link string, n *node) {
	defer func(outer string) { r.link = outer }(r.link)
	if link != "" {
		r.link = link
	}
	r.read(n)
}

var linkField = pattern(`(?i)^\s*HYPERLINK\s+"([^"]+)"`)

func fieldLink(instruction string) string {
	if m := linkField().FindStringSubmatch(instruction); m != nil {
		return m[1]
	}
	return ""
}

// run reads one run.
func (r *runReader) run(n *node) {
	props := n.child("rPr")
	for _, c := range n.children {
		switch c.name {
		case "t":
			r.add(c.text, props)
		case "tab", "ptab", "sym":
			r.add(" ", nil)
		case "br", "cr":
			r.add("\n", nil)
		case "noBreakHyphen":
			r.add("-", props)
		case "instrText":
			if last := len(r.fields) - 1; last >= 0 {
				r.fields[last].instruction.WriteString(c.text)
			}
		case "fldChar":
			r.fieldChar(c.attr("fldCharType"))
		case "footnoteReference", "endnoteReference":
			r.noteReference(c)
		case "drawing", "pict", "object":
			r.picture(c)
		case "AlternateContent":
			if hasWords(c) {
				r.read(alternative(c))
			} else {
				r.picture(c)
			}
		case "ruby":
			r.read(c.child("rubyBase"))
			r.read(c.child("rt"))
		}
	}
}

func (r *runReader) add(text string, props *node) {
	if r.hidesAll || props.on("vanish") {
		r.hidden = append(r.hidden, Span{Text: text})
		return
	}
	size := len(strings.TrimSpace(text))
	r.total += size
	if props.on("b") {
		r.bold += size
	}
	link := r.link
	for _, f := range r.fields {
		if f.link != "" {
			link = f.link
		}
	}
	r.spans = append(r.spans, Span{Text: text, Link: link})
}

// fieldChar begins a field, its result, or ends it.
func (r *runReader) fieldChar(kind string) {
	switch last := len(r.fields) - 1; {
	case kind == "begin" && len(r.fields) < 50:
		r.fields = append(r.fields, &field{})
	case kind == "separate" && last >= 0:
		r.fields[last].link = fieldLink(r.fields[last].instruction.String())
	case kind == "end" && last >= 0:
		r.fields = r.fields[:last]
	}
}

func (r *runReader) noteReference(n *node) {
	key := strings.TrimSuffix(n.name, "Reference") + n.attr("id")
	ids := r.w.noteIDs
	if ids[key] == "" {
		ids[key] = strconv.Itoa(len(ids) + 1)
	}
	r.spans = append(r.spans, Span{Note: ids[key]})
}

// picture reads the words of text boxes, and the description of a picture.
func (r *runReader) picture(n *node) {
	n.walk(func(c *node) bool {
		switch c.name {
		case "txbxContent":
			r.boxes = append(r.boxes, r.w.blocksOf(c)...)
			return false
		case "AlternateContent":
			r.picture(alternative(c))
			return false
		case "blip", "imagedata", "chart", "relIds":
			r.w.pictures++
		case "docPr":
			if d := strings.TrimSpace(c.attr("descr")); d != "" && !strings.Contains(strings.ToLower(c.attr("name")), "text box") {
				r.boxes = append(r.boxes, Block{Kind: PageFurniture, At: r.w.at, Spans: tidy(textSpan("Picture: " + d))})
			}
		}
		return true
	})
}
