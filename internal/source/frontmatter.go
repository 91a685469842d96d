package source

import (
	"bufio"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"
)

// A Document is a content file taken apart: its fields, and where its words
// begin.
type Document struct {
	*File
	Fields *Value // a Map; empty where there are none; nil when they are forgotten
	Body   int    // byte offset of the first line after the front matter
	Mended map[int]bool

	room *valueRoom // where the Fields are; nil where they are forgotten
}

// Forget lets go of what can be found again from the text: the fields and
// where the lines begin. A site of ten thousand reports would hold more of
// that than of words. What lint mended stays, as it is known only once.
// Nothing of the Fields may be looked at any more: another file's take their room.
func (d *Document) Forget() {
	if len(d.Mended) > 0 {
		return
	}
	d.Fields, d.lines = nil, nil
	if d.room != nil {
		d.room.leave()
		d.room = nil
	}
}

// Recall finds the fields again, for whoever wants a place in them after all.
func (d *Document) Recall() *Value {
	if d.Fields == nil {
		_, content, closing, _ := fences(d.File)
		d.Fields, _, _ = ParseYAML(d.File, content, closing)
	}
	return d.Fields
}

// Split takes the front matter off a content file. Whatever is not certainly
// front matter, opened and closed by a line of exactly three hyphens, is a
// Problem and never words: a block read as words would publish a draft with
// its own "draft: true" in plain sight.
func Split(f *File) (*Document, []Problem) {
	open, content, closing, problem := fences(f)
	if problem != nil {
		return nil, []Problem{*problem}
	}
	body := len(f.Text)
	if i := strings.IndexByte(f.Text[closing:], '\n'); i >= 0 {
		body = closing + i + 1
	}
	if same, err := splitsSo(f.Text[:body], f.Text[content:closing]); err != nil || !same {
		// Cannot happen while fences knows what the splitter knows; if it
		// does, nothing of the file may be published.
		p := f.Problem(Error, RuleFrontMatter, open, 3, "the front matter cannot be told from the words", "begin and end it with a line of exactly three hyphens: ---")
		return nil, []Problem{p}
	}
	room := valueRooms.Get().(*valueRoom)
	fields, mended, problems := parseYAML(f, content, closing, room)
	if fields == nil {
		return nil, problems
	}
	return &Document{File: f, Fields: fields, Body: body, Mended: mended, room: room}, problems
}

// splitsSo says whether the front matter of text that ends with it is want.
func splitsSo(text, want string) (same bool, err error) {
	compare := func(data []byte, v any) error {
		*v.(*bool) = string(data) == want
		return nil
	}
	lines := readers.Get().(*bufio.Reader) // which the splitter takes as it is, instead of making one
	defer readers.Put(lines)
	lines.Reset(strings.NewReader(text))
	rest, err := frontmatter.MustParse(lines, &same, frontmatter.NewFormat("---", "---", compare))
	if err == nil && len(rest) > 0 {
		err = errors.New("the front matter ends before its end")
	}
	return same, err
}

var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

var (
	// fenceLike is what people and word processors make of "---".
	fenceLike = regexp.MustCompile(`^(?:[-\x{2010}-\x{2015}\x{2212}_*=~+]{2,}|[\x{2013}-\x{2015}]|\.\.\.|;;;)[ \t]*$`)
	// fieldLike is a line that looks like a field.
	fieldLike = regexp.MustCompile(`^[ \t]*[A-Za-z_]+[ \t]*:(?:[ \t\x{a0}]|$)`)
)

// lineFrom is the line that begins at a place, and where the next begins, or -1.
func lineFrom(text string, at int) (line string, next int) {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return text[at : at+i], at + i + 1
	}
	return text[at:], -1
}

// mayBeFence says whether a line can be a fence or like one: nearly none can,
// as fields begin with letters.
func mayBeFence(line string) bool {
	words := strings.TrimSpace(line)
	return words != "" && strings.IndexByte("-_*=~+.;\xe2", words[0]) >= 0
}

func likeFence(line string) bool { return mayBeFence(line) && fenceLike.MatchString(line) }

// fences finds the line that opens the front matter, the first byte after it
// and the first byte of the line that closes it.
func fences(f *File) (open, content, closing int, problem *Problem) {
	fail := func(at, length int, message, hint string) (int, int, int, *Problem) {
		p := f.Problem(Error, RuleFrontMatter, at, length, message, hint)
		return 0, 0, 0, &p
	}
	first, next := lineFrom(f.Text, 0)
	for next >= 0 && strings.TrimSpace(first) == "" {
		open = next
		first, next = lineFrom(f.Text, open)
	}
	switch {
	case strings.TrimSpace(first) == "---" && first[0] == '-':
	case strings.TrimSpace(first) == "":
		return fail(0, 0, "the file is empty", "begin it with a line of three hyphens (---), the fields, and another line of three hyphens")
	case likeFence(first) || strings.TrimSpace(first) == "---":
		return fail(open, len(first), fmt.Sprintf("the front matter begins with %q, which is not exactly three hyphens", first), "write ---")
	case fieldLike.MatchString(first):
		return fail(open, len(first), "the front matter is not opened: a field stands on the first line", "put a line of three hyphens (---) above it, and one below the last field")
	default:
		return fail(open, len(first), "the file has no front matter", "begin it with a line of three hyphens (---), the fields, and another line of three hyphens")
	}
	content = next
	for at := next; at >= 0; at = next {
		var line string
		line, next = lineFrom(f.Text, at)
		if !mayBeFence(line) {
			continue
		}
		switch {
		case strings.TrimRight(line, " \t") == "---":
			return open, content, at, nil
		case strings.TrimSpace(line) == "---":
			return fail(at, len(line), "a line of nothing but three hyphens ends the front matter, even inside a longer value", "write the hyphens another way here, such as - - -")
		case likeFence(line):
			return fail(at, len(line), fmt.Sprintf("the front matter is closed by %q, which is not exactly three hyphens", strings.TrimSpace(line)), "write ---")
		}
	}
	return fail(open, 3, "the front matter is opened here and never closed", "put a line of three hyphens (---) below the last field")
}
