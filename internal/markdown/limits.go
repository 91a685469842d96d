package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// The limits. goldmark takes quadratic time for some input, and a table of empty
// cells becomes a thousand times larger as HTML. Each limit was measured, so that no
// file of MaxBytes delays a build by more than a second or two (limits_test.go has
// hostile files), and is far beyond any real text.
const (
	// MaxBytes is the maximum length of one file's Markdown.
	MaxBytes = 1 << 20
	maxDepth = 40 // lists and quotes within each other
	// maxIndent is how many spaces a line may begin with. Nested lists need some.
	maxIndent = 400
	maxCells  = 20_000 // of one table, and of all tables of a file
	// maxWork limits the number of delimiters times the number of bytes, summed
	// over all blocks of lines without an empty line: for each delimiter goldmark
	// may scan the rest of its block. A unit is about a nanosecond.
	maxWork = 1_400_000_000
	// maxAddress is how many bytes an address may have, as many links may refer to
	// it.
	maxAddress = 8_000
	// MaxListed is how many errors, and how many warnings, are listed for one file.
	MaxListed = 500
)

// outputLimit is how much HTML a text of so many bytes may become.
func outputLimit(bytes int) int { return 20*bytes + 64<<10 }

// withinLimits reports whether the file may be parsed.
func (r *reading) withinLimits() bool {
	if len(r.src) > MaxBytes {
		r.errorAt(0, 0, RuleTooLong, fmt.Sprintf("this text is longer than %d characters", MaxBytes),
			"divide it into several files, or attach the longest part as a file of its own")
		return false
	}
	var sum cost
	for at := 0; at < len(r.src); {
		end, ok := r.checkBlock(at, &sum)
		if !ok {
			return false
		}
		at = end
	}
	return true
}

// cost is the cost of the blocks so far.
type cost struct{ cells, work int }

// checkBlock checks the lines from at to the next empty one.
func (r *reading) checkBlock(at int, sum *cost) (end int, ok bool) {
	var counts delimiterCounts
	start, rows, columns := at, 0, 0
	for at < len(r.src) {
		next := lineEnd(r.src, at)
		line := r.src[at:next]
		if len(trim(line)) == 0 {
			at = next
			break
		}
		if deepLine(line) {
			r.tooDeep(at, "take some of the marks or spaces at the beginning of the line away")
			return 0, false
		}
		countDelimiters(line, &counts)
		rows++
		columns = max(columns, delimiterColumns(line))
		at = next
	}
	return at, r.addCost(sum, &counts, start, at-start, rows*columns)
}

// delimiters are the characters that may begin inline markup.
const delimiters = "[*_`<"

type delimiterCounts [len(delimiters)]int

// countDelimiters counts the delimiters in a line. A star with spaces on both sides, as
// before a list's item, is none.
func countDelimiters(line []byte, counts *delimiterCounts) {
	for at, c := range line {
		d := strings.IndexByte(delimiters, c)
		if d < 0 {
			continue
		}
		if c != '*' || at > 0 && !isBlank(line[at-1]) || at+1 < len(line) && !isBlank(line[at+1]) {
			counts[d]++
		}
	}
}

// addCost adds a block's cost, and reports whether the file is still within the limits.
func (r *reading) addCost(sum *cost, counts *delimiterCounts, at, length, cells int) bool {
	all, most := 0, 0
	for d, n := range counts {
		all += n
		if n > counts[most] {
			most = d
		}
	}
	sum.work += all * length
	sum.cells += cells
	switch {
	case sum.work > maxWork:
		r.errorAt(at, 1, RuleTooTangled, fmt.Sprintf("more marks than can be sorted out stand here without an empty line between them: \"%c\" %d times", delimiters[most], counts[most]),
			"leave an empty line between paragraphs, or divide a long table or list into several")
		return false
	case sum.cells > maxCells:
		r.errorAt(at, 1, RuleTooManyCells, fmt.Sprintf("the tables up to here have more than %d cells", maxCells),
			"attach the figures as a file of their own (CSV or a spreadsheet), and show a summary here")
		return false
	}
	return true
}

// deepLine reports whether one line nests lists and quotes too deeply. A line of spaced
// dashes or stars opens none.
func deepLine(line []byte) bool {
	rule := ruleStart(line)
	depth := 0
	if len(line)-len(bytes.TrimLeft(line, " \t")) > maxIndent {
		return true
	}
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == ' ' || c == '\t':
			continue
		case c == '>':
		case (c == '-' || c == '*') && i >= rule:
			return false
		case (c == '-' || c == '*' || c == '+') && i+1 < len(line) && isBlank(line[i+1]):
		case c >= '0' && c <= '9':
			for i < len(line) && line[i] >= '0' && line[i] <= '9' {
				i++
			}
			if i+1 >= len(line) || line[i] != '.' && line[i] != ')' || !isBlank(line[i+1]) {
				return false
			}
		default:
			return false
		}
		if depth++; depth > maxDepth {
			return true
		}
	}
	return false
}

// trim removes what Markdown calls space. Unicode has more: a line with a no-break
// space is not empty.
func trim(line []byte) []byte { return bytes.Trim(line, " \t\n\v\f\r") }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// ruleStart returns where the end of the line that consists only of - or *, and spaces,
// begins: it may be a thematic break.
func ruleStart(line []byte) int {
	i := len(bytes.TrimRight(line, " \t\n"))
	if i == 0 || line[i-1] != '-' && line[i-1] != '*' {
		return len(line)
	}
	for c := line[i-1]; i > 0 && (line[i-1] == c || isBlank(line[i-1])); i-- {
	}
	return i
}

// delimiterColumns returns the number of columns of a line that can be the one under a
// table's headings: "|---|:--:|". It may be in lists and quotes. One column without
// bars is not counted, as such a table has no empty cells.
func delimiterColumns(line []byte) int {
	line = trim(bytes.TrimLeft(line, " \t>+*.)0123456789"))
	bars := bytes.Count(line, []byte("|"))
	if bars == 0 || bytes.IndexByte(line, '-') < 0 {
		return 0
	}
	for _, c := range line {
		if strings.IndexByte("|-: \t\f\v\r", c) < 0 {
			return 0
		}
	}
	columns := bars + 1
	if line[0] == '|' {
		columns--
	}
	if line[len(line)-1] == '|' {
		columns--
	}
	return max(columns, 1)
}

// withinDepth checks the depth of the parsed file, as lists may also nest line by line.
func (r *reading) withinDepth() bool {
	depth, ok := 0, true
	_ = ast.Walk(r.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); k != ast.KindList && k != ast.KindBlockquote {
			return ast.WalkContinue, nil
		}
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		if depth++; depth > maxDepth {
			r.tooDeep(n.Pos(), "begin this line further to the left")
			ok = false
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return ok
}

func (r *reading) tooDeep(at int, hint string) {
	r.errorAt(at, 1, RuleTooDeep, fmt.Sprintf("lists or quotes are nested more than %d deep", maxDepth), hint)
}
