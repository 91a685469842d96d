package source

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"
)

// A File is one text file, made fit to be read: UTF-8, no byte-order mark,
// every line ended by a line feed. None of that moves a line or a column, so
// that places given to people are the file's own.
type File struct {
	Path  string // slash-separated, from the folder that holds fiftysix.yaml
	Text  []byte
	lines []int // byte offset of each line's start
}

// NewFile makes a File of text that is already fit to be read.
func NewFile(path string, text []byte) *File {
	f := &File{Path: path, Text: text, lines: []int{0}}
	for at := 0; ; {
		i := bytes.IndexByte(text[at:], '\n')
		if i < 0 {
			return f
		}
		at += i + 1
		f.lines = append(f.lines, at)
	}
}

// Place turns a byte offset into the file's line and column, both from 1, the
// column in characters.
func (f *File) Place(offset int) (line, column int) {
	offset = max(0, min(offset, len(f.Text)))
	line = sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
	return line, utf8.RuneCount(f.Text[f.lines[line-1]:offset]) + 1
}

// Line is the text of one line, numbered from 1, without its end.
func (f *File) Line(number int) string {
	if number < 1 || number > len(f.lines) {
		return ""
	}
	text := f.Text[f.lines[number-1]:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return string(text)
}

// Offset is where a line (from 1) and a column (in characters, from 1) stand.
func (f *File) Offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(f.lines) {
		return len(f.Text)
	}
	at := f.lines[line-1]
	for ; column > 1 && at < len(f.Text) && f.Text[at] != '\n'; column-- {
		_, size := utf8.DecodeRune(f.Text[at:])
		at += size
	}
	return at
}

// Problem is a Problem at the bytes from offset on, with its line as excerpt.
// Carets stand under length bytes, or to the end of the line if that is less.
func (f *File) Problem(level Level, rule string, offset, length int, message, hint string) Problem {
	line, column := f.Place(offset)
	excerpt := f.Line(line)
	end := min(offset+length, len(f.Text))
	width := 0
	if offset < end {
		meant, _, _ := strings.Cut(string(f.Text[offset:end]), "\n")
		width = utf8.RuneCountInString(meant)
	}
	return Problem{
		File: f.Path, Line: line, Column: column, Width: width,
		Level: level, Rule: rule, Message: message, Hint: hint, Excerpt: excerpt,
	}
}
