package frontmatter

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/adrg/frontmatter"

	"fiftysix/internal/diag"
)

// A Document is a content file split into its fields and its body.
type Document struct {
	*diag.File
	Fields    *Value       // a Map, empty where there are no fields; nil after DropFields
	Body      int          // byte offset of the first line after the front matter
	Recovered map[int]bool // lines that lint corrected or left out, so that the rest could be read

	yamlStart, yamlEnd int
}

// DropFields frees what [Document.ReparseFields] can find again from the text:
// a large site would hold more of that than of words. Fields with Recovered
// lines are kept.
func (d *Document) DropFields() {
	if len(d.Recovered) == 0 {
		d.Fields, d.Lines = nil, nil
	}
}

// ReparseFields gives the fields, read again if they were dropped.
func (d *Document) ReparseFields() *Value {
	if d.Fields == nil {
		d.Fields, _, _ = ParseYAML(d.File, d.yamlStart, d.yamlEnd)
	}
	return d.Fields
}

// Split takes the front matter off a content file. Whatever is not certainly
// front matter, opened and closed by a line of exactly three hyphens, is a
// Problem and never part of the body: a block read as words would publish a
// draft with its own "draft: true" in plain sight.
func Split(f *diag.File) (*Document, []diag.Problem) {
	d := &Document{File: f}
	if p := d.findFrontMatter(); p != nil {
		return nil, []diag.Problem{*p}
	}
	var problems []diag.Problem
	if d.Fields, d.Recovered, problems = ParseYAML(f, d.yamlStart, d.yamlEnd); d.Fields == nil {
		return nil, problems
	}
	return d, problems
}

var (
	// fenceLike matches what people and word processors make of "---".
	fenceLike = regexp.MustCompile(`^(?:[-\x{2010}-\x{2015}\x{2212}_*=~+]{2,}|[\x{2013}-\x{2015}]|\.\.\.|;;;)[ \t]*$`)
	// fieldLike matches a line that looks like a field.
	fieldLike = regexp.MustCompile(`^[ \t]*[A-Za-z_]+[ \t]*:(?:[ \t\x{a0}]|$)`)
)

// rawFormat takes front matter as it is: YAML with positions is read later.
var rawFormat = frontmatter.NewFormat("---", "---", func(data []byte, raw any) error {
	*raw.(*string) = string(data)
	return nil
})

// findFrontMatter sets yamlStart, yamlEnd and Body, or says what is wrong with
// the lines that should open and close the front matter.
func (d *Document) findFrontMatter() *diag.Problem {
	fail := func(at, length int, message, hint string) *diag.Problem {
		p := d.Problem(diag.Error, RuleFrontMatter, at, length, message, hint)
		return &p
	}
	open, line := 0, ""
	for next := range strings.Lines(d.Text) {
		if line = strings.TrimSuffix(next, "\n"); strings.TrimSpace(line) != "" {
			break
		}
		open += len(next)
	}
	if strings.TrimSpace(line) == "" {
		return fail(0, 0, "the file is empty", howToBegin)
	}
	if message, hint := checkOpening(line); message != "" {
		return fail(open, len(line), message, hint)
	}
	var raw string
	body, err := frontmatter.MustParse(strings.NewReader(d.Text), &raw, rawFormat)
	if err != nil && !errors.Is(err, frontmatter.ErrNotFound) {
		return fail(open, 3, "the front matter cannot be told from the words", "begin and end it with a line of exactly three hyphens: ---")
	}
	d.yamlStart = min(open+len(line)+1, len(d.Text))
	d.yamlEnd = d.yamlStart + len(raw)
	d.Body = len(d.Text) - len(body)
	inside := d.Text[d.yamlStart:]
	if err == nil {
		inside = raw
	}
	at := d.yamlStart
	for next := range strings.Lines(inside) {
		if line := strings.TrimSuffix(next, "\n"); fenceLike.MatchString(line) {
			return fail(at, len(line), fmt.Sprintf("the front matter is closed by %q, which is not exactly three hyphens", strings.TrimSpace(line)), "write ---")
		}
		at += len(next)
	}
	if err != nil {
		return fail(open, 3, "the front matter is opened here and never closed", "put a line of three hyphens (---) below the last field")
	}
	if line := strings.TrimSuffix(d.Text[d.yamlEnd:d.Body], "\n"); strings.TrimRight(line, " \t") != "---" {
		return fail(d.yamlEnd, len(line), "a line of nothing but three hyphens ends the front matter, even inside a longer value", "write the hyphens another way here, such as - - -")
	}
	return nil
}

const howToBegin = "begin it with a line of three hyphens (---), the fields, and another line of three hyphens"

// checkOpening says what is wrong with the first line of a file that is not
// blank.
func checkOpening(line string) (message, hint string) {
	switch trimmed := strings.TrimSpace(line); {
	case trimmed == "---" && line[0] == '-':
		return "", ""
	case trimmed == "---" || fenceLike.MatchString(line):
		return fmt.Sprintf("the front matter begins with %q, which is not exactly three hyphens", line), "write ---"
	case fieldLike.MatchString(line):
		return "the front matter is not opened: a field stands on the first line", "put a line of three hyphens (---) above it, and one below the last field"
	}
	return "the file has no front matter", howToBegin
}
