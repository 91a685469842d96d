package docimport

import (
	"strconv"
	"strings"
)

// This file knows which styles are headings, and counts the numbers that Word
// keeps out of the text.

// A style is a paragraph's style, as far as it matters.
type style struct {
	name    string
	based   string
	outline int // 0 for none, 1 for a first heading
	num     string
	level   int
	hidden  bool
}

func readStyles(part *node) map[string]*style {
	all := map[string]*style{}
	if part == nil {
		return all
	}
	for _, n := range part.children {
		if n.name != "style" {
			continue
		}
		s := &style{name: strings.ToLower(n.val("name")), based: n.val("basedOn"), level: decimal(n.val("pPr", "numPr", "ilvl")), num: n.val("pPr", "numPr", "numId")}
		if o := n.child("pPr", "outlineLvl"); o != nil {
			if v := decimal(o.attr("val")); v < 9 {
				s.outline = v + 1
			}
		}
		if rest, ok := strings.CutPrefix(s.name, "heading "); ok && s.outline == 0 {
			s.outline = decimal(rest)
		}
		if s.name == "title" {
			s.outline = 1
		}
		s.hidden = n.child("rPr") != nil && n.child("rPr").on("vanish")
		all[n.attr("styleId")] = s
	}
	return all
}

// find looks along the styles that one is based on.
func find[T comparable](styles map[string]*style, id string, get func(*style) T) (found T) {
	var none T
	for range 20 {
		s := styles[id]
		if s == nil {
			return none
		}
		if v := get(s); v != none {
			return v
		}
		id = s.based
	}
	return none
}

// A numbering is how a file's lists count.
type numbering struct {
	levels   map[string][]*listLevel // by numId
	abstract map[string]string       // numId to the list that it counts in
	counts   map[string]*[9]int      // by abstract list
	begun    map[string]bool         // numIds that have begun, for those that start anew
	starts   map[string]map[int]int  // a numId that starts anew, and with which number
}

// A listLevel is one level of a list.
type listLevel struct {
	start  int
	format string // decimal, lowerLetter, bullet, …
	text   string // "%1.%2"
}

func readNumbering(part *node, styles map[string]*style) *numbering {
	n := &numbering{
		levels: map[string][]*listLevel{}, abstract: map[string]string{}, counts: map[string]*[9]int{},
		begun: map[string]bool{}, starts: map[string]map[int]int{},
	}
	if part == nil {
		return n
	}
	abstract, byStyle, linked := map[string][]*listLevel{}, map[string]string{}, map[string]string{}
	for _, a := range part.children {
		if a.name != "abstractNum" {
			continue
		}
		id := a.attr("abstractNumId")
		abstract[id] = levelsOf(a)
		if s := a.val("styleLink"); s != "" {
			byStyle[s] = id
		}
		linked[id] = a.val("numStyleLink")
	}
	for _, num := range part.children {
		if num.name != "num" {
			continue
		}
		id, of := num.attr("numId"), num.val("abstractNumId")
		if s := linked[of]; s != "" && byStyle[s] != "" {
			of = byStyle[s]
		}
		n.abstract[id] = of
		n.levels[id] = append([]*listLevel(nil), abstract[of]...)
		for _, o := range num.children {
			if o.name != "lvlOverride" {
				continue
			}
			level := decimal(o.attr("ilvl"))
			if level < 0 || level > 8 {
				continue
			}
			if start := o.child("startOverride"); start != nil {
				if n.starts[id] == nil {
					n.starts[id] = map[int]int{}
				}
				n.starts[id][level] = decimal(start.attr("val"))
			}
			if l := o.child("lvl"); l != nil && level < len(n.levels[id]) {
				n.levels[id][level] = levelOf(l)
			}
		}
	}
	return n
}

func levelsOf(a *node) []*listLevel {
	levels := make([]*listLevel, 9)
	for i := range levels {
		levels[i] = &listLevel{start: 1, format: "none"}
	}
	for _, l := range a.children {
		if i := decimal(l.attr("ilvl")); l.name == "lvl" && i >= 0 && i < 9 {
			levels[i] = levelOf(l)
		}
	}
	return levels
}

func levelOf(l *node) *listLevel {
	level := &listLevel{start: 1, format: l.val("numFmt"), text: l.val("lvlText")}
	if s := l.child("start"); s != nil {
		level.start = decimal(s.attr("val"))
	}
	if level.format == "" {
		level.format = "decimal"
	}
	return level
}

// next counts on in a list, and gives what Word prints before the paragraph.
func (n *numbering) next(num string, level int) (printed string, bullet, ok bool) {
	levels := n.levels[num]
	if level < 0 || level >= len(levels) {
		return "", false, false
	}
	list := n.abstract[num]
	counts := n.counts[list]
	if counts == nil {
		counts = &[9]int{}
		for i := range counts {
			counts[i] = levels[i].start - 1
		}
		n.counts[list] = counts
	}
	if !n.begun[num] {
		n.begun[num] = true
		for l, start := range n.starts[num] {
			counts[l] = start - 1
		}
	}
	counts[level]++
	for i := level + 1; i < 9; i++ {
		counts[i] = levels[i].start - 1
	}
	l := levels[level]
	switch l.format {
	case "bullet":
		return "", true, true
	case "none":
		return "", false, l.text != "" && !strings.Contains(l.text, "%")
	}
	var b strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] == '%' && i+1 < len(l.text) && l.text[i+1] >= '1' && l.text[i+1] <= '9' {
			at := int(l.text[i+1] - '1')
			count := counts[at]
			if at < level && count < levels[at].start {
				count = levels[at].start
			}
			b.WriteString(printNumber(count, levels[at].format))
			i++
			continue
		}
		b.WriteByte(l.text[i])
	}
	return strings.TrimSpace(b.String()), false, true
}

// printNumber writes a number as a list does.
func printNumber(n int, format string) string {
	switch format {
	case "lowerLetter", "upperLetter":
		if n < 1 {
			return ""
		}
		s := strings.Repeat(string(rune('a'+(n-1)%26)), min((n-1)/26+1, 10))
		if format == "upperLetter" {
			return strings.ToUpper(s)
		}
		return s
	case "lowerRoman", "upperRoman":
		s := romanOf(n)
		if format == "upperRoman" {
			return strings.ToUpper(s)
		}
		return s
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + ordinalEnd(n)
	case "bullet", "none":
		return ""
	}
	return strconv.Itoa(n)
}

func ordinalEnd(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}

func romanOf(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		text  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= r.value {
			b.WriteString(r.text)
			n -= r.value
		}
	}
	return b.String()
}
