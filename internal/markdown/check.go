package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// A checker walks the nodes of one file.
type checker struct {
	*reading
	level int             // of the last heading
	used  map[string]bool // names of link definitions that links refer to
	named []*ast.LinkReferenceDefinition

	quoted bool           // within the inspectorate's own text
	abbrs  map[string]int // abbreviations, as indexes into pending

	stray     string // stray delimiters, which the next ones on the same line may match
	strayLine int    // where that line begins
}

// check visits every node once, in the file's order, and assigns headings their ids.
func (r *reading) check() {
	c := &checker{reading: r, level: r.shape.top() - 1, quoted: r.shape == Quoted, used: map[string]bool{}, abbrs: map[string]int{}}
	_ = ast.Walk(r.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			c.node(n)
		}
		return ast.WalkContinue, nil
	})
	c.checkDefinitions()
	c.checkNotes()
}

// noteReference records that a link refers to a definition by its name.
func (c *checker) noteReference(to *ast.ReferenceLink) {
	if to != nil {
		c.used[util.ToLinkReference(to.Value)] = true
	}
}

func (c *checker) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		c.heading(n)
	case *ast.HTMLBlock:
		lines := n.Lines()
		first := lines.At(0)
		c.html(first.Start, htmlLines(n).Value(c.src))
	case *ast.RawHTML:
		c.html(n.Segments.At(0).Start, n.Segments.Value(c.src))
	case *ast.Link:
		c.link(n)
	case *ast.Image:
		c.image(n)
	case *ast.AutoLink:
		c.autoLink(n)
	case *ast.Text:
		c.text(n)
	case *ast.Paragraph:
		c.brokenTable(n)
		c.checkStyle(n)
	case *ast.TextBlock:
		c.checkStyle(n)
	case *east.TableCell:
		c.checkStyle(n)
	case *east.TableHeader:
		c.header(n)
	case *east.TableRow:
		c.row(n)
	case *ast.FencedCodeBlock:
		c.fence(n)
	case *ast.CodeBlock:
		c.indented(n)
	case *ast.LinkReferenceDefinition:
		c.named = append(c.named, n)
	case *noteRef:
		c.noteRef(n)
	}
}

func (c *checker) html(at int, text []byte) {
	indent := len(text) - len(bytes.TrimLeft(text, " \t"))
	at, text = at+indent, bytes.TrimSpace(text)
	length := bytes.IndexByte(text, '>') + 1
	if length == 0 {
		length = len(text)
	}
	if bytes.HasPrefix(text, []byte("<!--")) {
		if end := bytes.Index(text, []byte("-->")); end >= 0 {
			length = end + 3
		}
		c.errorAt(at, length, RuleHTMLComment, "this is an HTML comment, which no page shows",
			"delete it and keep notes to yourselves outside the file, or write it as plain words if readers should see it")
		return
	}
	c.errorAt(at, length, RuleRawHTML, "this is HTML, which would not be shown",
		"write it as plain words or with Markdown's own marks (**bold**, [words](address)); to show a < as it is, write \\<")
}

func (c *checker) heading(n *ast.Heading) {
	at, end := c.headingExtent(n)
	at = max(at, n.Pos())
	length := len(bytes.TrimRight(c.src[at:end], " \t\n"))
	text := strings.TrimSpace(words(n, c.src))
	c.ids[n] = c.id(text)
	if text == "" {
		c.errorAt(at, max(length, 1), RuleHeadingEmpty, "this heading has no words",
			"write its words on the same line, or delete the line; to show a # as it is, write \\#")
	}
	if before := n.PreviousSibling(); before != nil && before.Pos() >= n.Pos() {
		c.errorAt(at, max(length, 1), RuleTableUnderlined, "a line of dashes or equals signs under the table that follows would make these words a heading below it",
			"leave an empty line before and after the table")
	}
	switch {
	case n.Level == 1 && c.shape != Whole:
		c.errorAt(at, length, RuleHeadingTop, "a heading with one # is the title of a whole page, which this file already has",
			"write ## for a section, ### for a heading within one"+underlineHint(c.src[at:], "="))
		n.Level = 3
	case n.Level == 1:
		c.warnAt(at, length, RuleHeadingTop, "a heading with one # is the title of the whole page, which it already has",
			"write ## for the page's headings"+underlineHint(c.src[at:], "="))
		n.Level = 2
	case c.shape != Whole && n.Level == 2:
		c.section(n, at, length)
		return
	}
	if n.Level > c.level+1 {
		c.warnAt(at, length, RuleHeadingJump, "this heading jumps from level "+fmt.Sprint(c.level)+" to level "+fmt.Sprint(n.Level),
			"write "+strings.Repeat("#", c.level+1)+" instead: each heading is at most one level below the one before")
	}
	c.level = n.Level
	c.checkStyle(n)
}

// underlineHint explains a heading that may be an accident.
func underlineHint(line []byte, underline string) string {
	if isATX(line) {
		return ""
	}
	return "; a line of " + underline + " directly under words makes them a heading"
}

func (c *checker) section(n *ast.Heading, at, length int) {
	c.level = 2
	c.quoted = c.quoted && n.Parent() != c.root
	if n.Parent() != c.root {
		hint := "start the section at the beginning of a line, after an empty line, or write ### for a heading within the " + within(n)
		if !isATX(c.src[at:]) {
			hint = "a line of dashes directly under words makes them a heading: leave an empty line between"
		}
		c.errorAt(at, length, RuleSectionInside, "a section cannot start within a "+within(n), hint)
		n.Level = 3
		return
	}
	_ = ast.Walk(n, func(d ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := d.Kind(); entering && (k == ast.KindLink || k == ast.KindImage) {
			c.errorAt(d.Pos(), linkLength(c.src[max(d.Pos(), 0):]), RuleSectionLink, "a section's heading can hold words only",
				"move the link or picture to the words under the heading")
		}
		return ast.WalkContinue, nil
	})
}

// within names the block that a heading is wrongly in.
func within(n ast.Node) string {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.Kind() {
		case ast.KindBlockquote:
			return "quote"
		case ast.KindList:
			return "list"
		case kindNote:
			return "footnote"
		}
	}
	return "text"
}

// id makes an id of a heading's words that is unique in the file.
func (c *checker) id(words string) string {
	slug := Slug(words)
	if slug == "" {
		slug = "heading"
	}
	id := slug
	for c.taken[id] > 0 {
		c.taken[slug]++
		id = slug + "-" + fmt.Sprint(c.taken[slug])
	}
	c.taken[id] = max(c.taken[id], 1)
	return id
}

// text looks for stars and underscores that were meant to make words bold. A longer run
// may be a redacted name, or a line to write on.
func (c *checker) text(n *ast.Text) {
	if n.IsRaw() {
		return
	}
	s := n.Segment
	for i := s.Start; i < s.Stop; i++ {
		delimiter := c.src[i]
		if delimiter == '\\' {
			i++
			continue
		}
		if delimiter != '*' && delimiter != '_' {
			continue
		}
		run := 1
		for i+run < s.Stop && c.src[i+run] == delimiter {
			run++
		}
		if run == 2 || run == 3 {
			c.strayDelimiters(i, run, strings.Repeat(string(delimiter), run))
		}
		i += run - 1
	}
}

// strayDelimiters reports the first of two delimiters on a line that match.
func (c *checker) strayDelimiters(at, run int, delimiters string) {
	line := lineStart(c.src, at)
	if c.stray == delimiters && c.strayLine == line {
		c.stray = ""
		return
	}
	c.stray, c.strayLine = delimiters, line
	c.warnAt(at, run, RuleStrayDelimiters, "these "+delimiters+" would be shown as they are, and make nothing bold",
		"at both ends put them directly against the words, with a space on the other side: \"before "+delimiters+"words"+delimiters+" after\"; "+
			"to show them as they are, write \\"+strings.Join(strings.Split(delimiters, ""), "\\"))
}

// brokenTable looks for a table's delimiter row in a paragraph.
func (c *checker) brokenTable(p *ast.Paragraph) {
	for i := range p.Lines().Len() {
		line := p.Lines().At(i)
		text := bytes.TrimSpace(line.Value(c.src))
		if i > 0 && bytes.IndexByte(text, '|') >= 0 && delimiterColumns(text) > 1 && bytes.Contains(text, []byte("--")) {
			c.warnAt(line.Start, len(text), RuleTableBroken, "this looks like a table, but would be shown as lines of words and bars",
				"give this line as many parts as the line of headings above it has: | --- | --- |")
			return
		}
	}
}

// row looks for cells beyond the table's headings, which goldmark drops.
func (c *checker) row(n *east.TableRow) {
	line := c.src[n.Pos():lineEnd(c.src, n.Pos())]
	if count, columns := cellCount(line), len(n.Alignments); count > columns {
		c.errorAt(n.Pos(), len(bytes.TrimSpace(line)), RuleTableRow,
			fmt.Sprintf("this row has %d cells, but the table has %d headings, so its last words would not be shown", count, columns),
			`take a | out, or add a heading; to show a | as it is, write \|`)
	}
}

// header looks for empty headings. The first may be empty: it is above the names of the
// rows.
func (c *checker) header(n *east.TableHeader) {
	empty, cells := 0, 0
	for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
		if strings.TrimSpace(words(cell, c.src)) == "" && (cells > 0 || n.ChildCount() == 1) {
			empty++
		}
		cells++
	}
	if empty > 0 {
		line := c.src[n.Pos():lineEnd(c.src, n.Pos())]
		c.warnAt(n.Pos(), len(bytes.TrimSpace(line)), RuleTableHeadless, "this table has columns without a heading",
			"write in its first line what each column holds: | Area | Grade |")
	}
}

func (c *checker) fence(n *ast.FencedCodeBlock) {
	at := lineStart(c.src, n.Pos())
	if n.Info != nil {
		info := n.Info.Segment
		if value := bytes.TrimSpace(info.Value(c.src)); bytes.ContainsAny(value, " \t") {
			c.errorAt(info.Start, len(value), RuleCodeWords, "these words open a block of computer code and would not be shown",
				"begin the words on the next line, or take away the ``` before them")
		}
	}
	last := at
	if lines := n.Lines(); lines.Len() > 0 {
		last = lines.At(lines.Len() - 1).Start
	}
	next := lineEnd(c.src, last)
	closing := bytes.Trim(c.src[next:lineEnd(c.src, next)], " \t\n>")
	if len(closing) < 3 || len(bytes.Trim(closing, "`")) > 0 && len(bytes.Trim(closing, "~")) > 0 {
		c.errorAt(n.Pos(), 3, RuleCodeOpen, "this opens a block of computer code that is never closed, and takes in all that follows",
			"put the same marks on a line of their own where the code ends, or take them away here")
	}
}

func (c *checker) indented(n *ast.CodeBlock) {
	if lines := n.Lines(); lines.Len() > 0 {
		line := lines.At(0)
		c.warnAt(line.Start, len(bytes.TrimSpace(line.Value(c.src))), RuleCodeIndented,
			"lines that begin with four spaces are shown as computer code",
			"begin the line at the left; if it is code, put ``` on a line of its own before and after it")
	}
}

// checkDefinitions checks link definitions: "[name]: address".
func (c *checker) checkDefinitions() {
	seen := map[string]bool{}
	for _, d := range c.named {
		at, length := d.Pos(), 1
		if d.Lines().Len() > 0 {
			line := d.Lines().At(0)
			at = line.Start
			length = len(bytes.TrimSpace(line.Value(c.src)))
		}
		key := util.ToLinkReference(d.Label)
		switch {
		case seen[key]:
			c.errorAt(at, length, RuleLinkTwice, "there is already an address with the name ["+shorten(string(d.Label))+"], so this one would be lost",
				"give one of them another name, or delete it")
		case !c.used[key]:
			c.errorAt(at, length, RuleLinkUnused, "nothing refers to ["+shorten(string(d.Label))+"], so this line would not be shown",
				"link to it with [words]["+shorten(string(d.Label))+"], or delete it; to show the line as it is, write \\[ at its beginning")
		}
		seen[key] = true
	}
}
