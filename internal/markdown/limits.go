package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// The limits. goldmark takes time by the square of some things, and a table of
// empty cells grows a thousandfold; each bound was chosen by measuring, so
// that no file of MaxBytes holds a build up for more than a second or two
// (limits_test.go has the hostile files), and lies far beyond any real text.
const (
	// MaxBytes is how much Markdown one file may hold.
	MaxBytes = 1 << 20
	maxDepth = 40 // lists and quotes within each other
	// maxIndent is how many spaces may stand before a line's first word. Lists
	// that nest line by line need them.
	maxIndent = 400
	maxCells  = 20_000 // of one table, and of all tables of a file
	// maxWork bounds the sum, over all stretches of lines with no empty line
	// between them, of how many marks stand there times the stretch's
	// bytes: goldmark may look through what follows once for each mark, never
	// past an empty line. A unit is about a nanosecond.
	maxWork = 1_400_000_000
	// maxAddress is how many bytes an address may have. It may be referred to
	// many times over.
	maxAddress = 8_000
	// MaxListed is how many errors, and how many warnings, one file lists.
	MaxListed = 500
)

// outputLimit is how much HTML a text of so many bytes may make.
func outputLimit(bytes int) int { return 20*bytes + 64<<10 }

// withinLimits looks for what must not be read, before it is.
func (r *reading) withinLimits() bool {
	if len(r.src) > MaxBytes {
		r.errorAt(0, 0, RuleTooLong, fmt.Sprintf("this text is longer than %d characters", MaxBytes),
			"divide it into several files, or attach the longest part as a file of its own")
		return false
	}
	var sum effort
	for at := 0; at < len(r.src); {
		end, ok := r.stretch(at, &sum)
		if !ok {
			return false
		}
		at = end
	}
	return true
}

// effort is what the stretches so far will cost.
type effort struct{ cells, work int }

// stretch looks at the lines from at to the next empty one.
func (r *reading) stretch(at int, sum *effort) (end int, ok bool) {
	var marks markCount
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
		countMarks(line, &marks)
		rows++
		columns = max(columns, delimiterColumns(line))
		at = next
	}
	return at, r.spend(sum, &marks, start, at-start, rows*columns)
}

// markCount is how often each of those marks stands somewhere that make words
// into something else.
type markCount [len(tangling)]int

const tangling = "[*_`<"

// countMarks counts them. A star with spaces on both sides, as before a list's
// item, does nothing.
func countMarks(line []byte, marks *markCount) {
	for m := range len(tangling) {
		if tangling[m] != '*' {
			marks[m] += bytes.Count(line, []byte{tangling[m]})
			continue
		}
		for at := 0; ; at++ {
			i := bytes.IndexByte(line[at:], '*')
			if i < 0 {
				break
			}
			at += i
			if at > 0 && !isBlank(line[at-1]) || at+1 < len(line) && !isBlank(line[at+1]) {
				marks[m]++
			}
		}
	}
}

// spend adds a stretch's cost, and says whether the file is still within its means.
func (r *reading) spend(sum *effort, marks *markCount, at, length, cells int) bool {
	all, most := 0, 0
	for m, n := range marks {
		all += n
		if n > marks[most] {
			most = m
		}
	}
	sum.work += all * length
	sum.cells += cells
	switch {
	case sum.work > maxWork:
		r.errorAt(at, 1, RuleTooTangled, fmt.Sprintf("more marks than can be sorted out stand here without an empty line between them: \"%c\" %d times", tangling[most], marks[most]),
			"leave an empty line between paragraphs, or divide a long table or list into several")
		return false
	case sum.cells > maxCells:
		r.errorAt(at, 1, RuleTooManyCells, fmt.Sprintf("the tables up to here have more than %d cells", maxCells),
			"attach the figures as a file of their own (CSV or a spreadsheet), and show a summary here")
		return false
	}
	return true
}

// deepLine says whether one line opens more lists and quotes than may stand
// within each other. A line of dashes or stars, spaced out, opens none.
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

// trim takes off what Markdown calls space. Unicode has more: a line that
// holds a no-break space is not empty.
func trim(line []byte) []byte { return bytes.Trim(line, " \t\n\v\f\r") }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// ruleStart is where the line's end begins to be nothing but one of - or *,
// and spaces: a rule across the page.
func ruleStart(line []byte) int {
	i := len(bytes.TrimRight(line, " \t\n"))
	if i == 0 || line[i-1] != '-' && line[i-1] != '*' {
		return len(line)
	}
	for mark := line[i-1]; i > 0 && (line[i-1] == mark || isBlank(line[i-1])); i-- {
	}
	return i
}

// delimiterColumns is how many columns a line announces, if it can be the one
// under a table's headings: "|---|:--:|". It may stand in lists and quotes.
// One column without bars is not counted: such a table has no empty cells.
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

// shallow checks the depth of what was read: lists may also nest line by line.
func (r *reading) shallow() bool {
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
