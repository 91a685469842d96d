package docimport

import (
	"slices"
	"strconv"
	"strings"
)

// This file reads which styles are headings, and counts the numbers that Word
// keeps out of the text.

// A style is a paragraph's style, as far as it matters.
type style struct {
	name    string
	basedOn string
	outline int // 0 for none, 1 for a first heading
	num     string
	level   int
	hidden  bool
}

func readStyles(part *node) map[string]*style {
	styles := map[string]*style{}
	for n := range part.childrenNamed("style") {
		s := &style{
			name: strings.ToLower(n.val("name")), basedOn: n.val("basedOn"), hidden: n.child("rPr").on("vanish"), outline: outlineLevel(n.child("pPr")),
			level: atoi(n.val("pPr", "numPr", "ilvl")), num: n.val("pPr", "numPr", "numId"),
		}
		if rest, ok := strings.CutPrefix(s.name, "heading "); ok && s.outline == 0 {
			s.outline = atoi(rest)
		}
		if s.name == "title" {
			s.outline = 1
		}
		styles[n.attr("styleId")] = s
	}
	return styles
}

// outlineLevel is the level that a paragraph's properties give it as a
// heading, or 0.
func outlineLevel(props *node) int {
	level := props.child("outlineLvl")
	if v := atoi(level.attr("val")); level != nil && v < 9 {
		return v + 1
	}
	return 0
}

// styleValue is a value of a style or of those that it is based on.
func styleValue[T comparable](styles map[string]*style, id string, get func(*style) T) (value T) {
	var none T
	for range 20 {
		s := styles[id]
		if s == nil {
			break
		}
		if value = get(s); value != none {
			return value
		}
		id = s.basedOn
	}
	return none
}

const maxLevels = 9

// A numbering is how a file's lists count.
type numbering struct {
	lists  map[string]*list           // by numId
	counts map[string]*[maxLevels]int // by abstract list, which several lists may share
	begun  map[string]bool            // the numIds that have begun
}

// A list is one list: a numId.
type list struct {
	abstract string // the list that it counts in
	levels   []listLevel
	restarts map[int]int // the levels that start anew, and with which number
}

// A listLevel is one level of a list.
type listLevel struct {
	start  int
	format string // decimal, lowerLetter, bullet, …
	text   string // "%1.%2"
}

func readNumbering(part *node) *numbering {
	n := &numbering{lists: map[string]*list{}, counts: map[string]*[maxLevels]int{}, begun: map[string]bool{}}
	levels, byStyle, linked := map[string][]listLevel{}, map[string]string{}, map[string]string{}
	for a := range part.childrenNamed("abstractNum") {
		id := a.attr("abstractNumId")
		levels[id] = readLevels(a)
		if s := a.val("styleLink"); s != "" {
			byStyle[s] = id
		}
		linked[id] = a.val("numStyleLink")
	}
	for num := range part.childrenNamed("num") {
		l := &list{abstract: num.val("abstractNumId"), restarts: map[int]int{}}
		if id := byStyle[linked[l.abstract]]; id != "" {
			l.abstract = id
		}
		l.levels = slices.Clone(levels[l.abstract])
		for o := range num.childrenNamed("lvlOverride") {
			level := atoi(o.attr("ilvl"))
			if level < 0 || level >= maxLevels {
				continue
			}
			if start := o.child("startOverride"); start != nil {
				l.restarts[level] = atoi(start.attr("val"))
			}
			if override := o.child("lvl"); override != nil && level < len(l.levels) {
				l.levels[level] = readLevel(override)
			}
		}
		n.lists[num.attr("numId")] = l
	}
	return n
}

func readLevels(abstract *node) []listLevel {
	levels := slices.Repeat([]listLevel{{start: 1, format: "none"}}, maxLevels)
	for l := range abstract.childrenNamed("lvl") {
		if i := atoi(l.attr("ilvl")); i >= 0 && i < maxLevels {
			levels[i] = readLevel(l)
		}
	}
	return levels
}

func readLevel(l *node) listLevel {
	level := listLevel{start: 1, format: l.val("numFmt"), text: l.val("lvlText")}
	if s := l.child("start"); s != nil {
		level.start = atoi(s.attr("val"))
	}
	if level.format == "" {
		level.format = "decimal"
	}
	return level
}

// next counts on in a list, and returns what Word prints before the paragraph.
func (n *numbering) next(num string, level int) (printed string, bullet, ok bool) {
	l := n.lists[num]
	if l == nil || level < 0 || level >= len(l.levels) {
		return "", false, false
	}
	counts := n.count(num, l, level)
	switch own := l.levels[level]; own.format {
	case "bullet":
		return "", true, true
	case "none":
		return "", false, own.text != "" && !strings.Contains(own.text, "%")
	}
	var b strings.Builder
	text := l.levels[level].text
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) || text[i+1] < '1' || text[i+1] > '9' {
			b.WriteByte(text[i])
			continue
		}
		i++
		at := int(text[i] - '1')
		count := counts[at]
		if at < level {
			count = max(count, l.levels[at].start)
		}
		b.WriteString(printNumber(count, l.levels[at].format))
	}
	return strings.TrimSpace(b.String()), false, true
}

// count counts one more paragraph of a list, and starts the levels below anew.
func (n *numbering) count(num string, l *list, level int) *[maxLevels]int {
	counts := n.counts[l.abstract]
	restart := func(from int) {
		for i := from; i < maxLevels; i++ {
			counts[i] = l.levels[i].start - 1
		}
	}
	if counts == nil {
		counts = &[maxLevels]int{}
		n.counts[l.abstract] = counts
		restart(0)
	}
	if !n.begun[num] {
		n.begun[num] = true
		for i, start := range l.restarts {
			counts[i] = start - 1
		}
	}
	counts[level]++
	restart(level + 1)
	return counts
}

// printNumber writes a number as a list does.
func printNumber(n int, format string) string {
	switch format {
	case "lowerLetter":
		if n < 1 {
			return ""
		}
		return strings.Repeat(string(rune('a'+(n-1)%26)), min((n-1)/26+1, 10))
	case "lowerRoman":
		return romanNumeral(n)
	case "upperLetter":
		return strings.ToUpper(printNumber(n, "lowerLetter"))
	case "upperRoman":
		return strings.ToUpper(romanNumeral(n))
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + ordinalSuffix(n)
	case "bullet", "none":
		return ""
	}
	return strconv.Itoa(n)
}

func ordinalSuffix(n int) string {
	if suffix := []string{"th", "st", "nd", "rd"}; n%10 >= 1 && n%10 <= 3 && n%100/10 != 1 {
		return suffix[n%10]
	}
	return "th"
}

func romanNumeral(n int) string {
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
