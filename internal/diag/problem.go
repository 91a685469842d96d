package diag

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Level is how severe a Problem is.
type Level int

const (
	// Error is for what loses, alters or hides words, or could publish what is
	// under embargo. A build with errors writes nothing.
	Error Level = iota
	// Warning is for a duty that looks unmet or a page that serves its readers
	// badly. The site is built all the same, unless the build is strict.
	Warning
	// Advice is for what nobody has to do, and for what is still to come. It
	// never stops anything, and only the command check shows it.
	Advice
)

func (l Level) String() string { return [...]string{"error", "warning", "advice"}[l] }

// A Problem is one thing wrong with what the authors wrote: what was found,
// where, and how to fix it. It is read by people who write for a living and do
// not program, so it is plain English, lower case, with no full stop at the end.
type Problem struct {
	File    string // slash-separated, from the folder that holds fiftysix.yaml
	Line    int    // the file's own line, from 1; 0 when the file as a whole is meant
	Column  int    // in characters, from 1
	Width   int    // how many characters to put carets under; 0 for none
	Level   Level
	Rule    string // the rule's id, such as "unknown-field"; stable, and what allow: names
	Message string // what was found
	Hint    string // how to fix it; empty when the message says it
	Excerpt string // the line itself; empty when there is none to show
	Fix     string // the whole corrected line, where it is known, or the lines to be in its place
}

// DidYouMean suggests words in place of those that the carets mark, with the
// whole line as the fix.
func (p Problem) DidYouMean(words string) Problem {
	p.Hint = didYouMean + `"` + words + `"?`
	line, from := []rune(p.Excerpt), p.Column-1
	if p.Width > 0 && from >= 0 && from+p.Width <= len(line) {
		p.Fix = string(line[:from]) + words + string(line[from+p.Width:])
	}
	return p
}

const didYouMean = "did you mean "

// SortProblems puts problems in the order of their positions: by file, line and
// column, then by level, rule and message, so that the list never depends on
// chance.
func SortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Level, b.Level),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// Count says how many of ps are errors and how many are warnings.
func Count(ps []Problem) (errors, warnings int) {
	for _, p := range ps {
		switch p.Level {
		case Error:
			errors++
		case Warning:
			warnings++
		}
	}
	return errors, warnings
}

// Write prints p for people: where it is and what was found, then the line with
// carets under the words meant, then how to fix it.
func (p Problem) Write(w io.Writer) error {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(p.File, "\n", "␊"))
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, max(p.Column, 1))
	}
	b.WriteString(": ")
	if p.Level != Error {
		b.WriteString(p.Level.String() + ": ")
	}
	b.WriteString(p.Message + "\n")
	if p.Excerpt != "" {
		p.writeExcerpt(&b)
	}
	if p.Hint != "" {
		fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(p.Hint, "\n", "\n  "))
	}
	if p.Fix != "" && !strings.HasPrefix(p.Hint, didYouMean) { // which shows it already
		writeFix(&b, p.Fix)
	}
	_, err := io.WriteString(w, Visible(b.String()))
	return err
}

// writeFix writes the corrected line, or the lines that are to be in its place.
func writeFix(b *strings.Builder, fix string) {
	if !strings.Contains(fix, "\n") {
		fmt.Fprintf(b, "  write: %s\n", fix)
		return
	}
	b.WriteString("  write:\n")
	for line := range strings.Lines(fix + "\n") {
		b.WriteString(strings.TrimRight("    "+line, " \n") + "\n")
	}
}

// Visible makes text safe for a terminal, since anybody may have written it:
// what would move the cursor, change colours or turn the direction of lines is
// replaced by a symbol.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ':
			return '␀' + r
		case r == 0x7f:
			return '␡'
		case r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x2028, r == 0x2029:
			return '\ufffd'
		}
		return r
	}, text)
}

// excerptWidth is how much of a long line is shown, in characters.
const excerptWidth = 100

func (p Problem) writeExcerpt(b *strings.Builder) {
	line, before := cropLine([]rune(strings.ReplaceAll(p.Excerpt, "\t", " ")), p.Column-1)
	number := fmt.Sprint(p.Line)
	fmt.Fprintf(b, "  %s | %s\n", number, line)
	if p.Width > 0 {
		carets := max(1, min(p.Width, len([]rune(line))-before))
		fmt.Fprintf(b, "  %s | %s%s\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", before), strings.Repeat("^", carets))
	}
}

// cropLine cuts a long line down to what is around a character, and gives the
// number of characters that are now before it.
func cropLine(line []rune, at int) (shown string, before int) {
	if len(line) <= excerptWidth {
		return string(line), max(at, 0)
	}
	from := max(0, min(at-excerptWidth/3, len(line)-excerptWidth))
	to := min(len(line), from+excerptWidth)
	shown, before = string(line[from:to]), at-from
	if from > 0 {
		shown, before = "…"+shown, before+1
	}
	if to < len(line) {
		shown += "…"
	}
	return shown, max(before, 0)
}
