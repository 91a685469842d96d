package diag

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A File is one text file, made fit to be read: UTF-8, no byte-order mark,
// every line ended by a line feed. None of that moves a line or a column, so
// that positions given to people are the file's own. A File is for one
// goroutine at a time.
type File struct {
	Path  string // slash-separated, from the folder that holds fiftysix.yaml
	Text  string
	Lines []int32 // byte offset of each line's start; nil until first needed
}

// NewFile makes a File of text that is already fit to be read.
func NewFile(path string, text []byte) *File {
	return &File{Path: path, Text: string(text)}
}

// lineStarts gives the byte offset of each line's start.
func (f *File) lineStarts() []int32 {
	if f.Lines == nil {
		f.Lines = make([]int32, 1, strings.Count(f.Text, "\n")+1)
		for i := range len(f.Text) {
			if f.Text[i] == '\n' {
				f.Lines = append(f.Lines, int32(i+1))
			}
		}
	}
	return f.Lines
}

// Position turns a byte offset into the file's line and column, both from 1,
// the column in characters.
func (f *File) Position(offset int) (line, column int) {
	offset = max(0, min(offset, len(f.Text)))
	lines := f.lineStarts()
	line = sort.Search(len(lines), func(i int) bool { return int(lines[i]) > offset })
	return line, utf8.RuneCountInString(f.Text[lines[line-1]:offset]) + 1
}

// Line is the text of one line, numbered from 1, without its end.
func (f *File) Line(number int) string {
	if number < 1 || number > len(f.lineStarts()) {
		return ""
	}
	text, _, _ := strings.Cut(f.Text[f.Lines[number-1]:], "\n")
	return text
}

// Offset is the byte offset of a line (from 1) and a column (in characters,
// from 1).
func (f *File) Offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(f.lineStarts()) {
		return len(f.Text)
	}
	at := int(f.Lines[line-1])
	for ; column > 1 && at < len(f.Text) && f.Text[at] != '\n'; column-- {
		_, size := utf8.DecodeRuneInString(f.Text[at:])
		at += size
	}
	return at
}

// Problem is a Problem at the bytes from offset on, with its line as excerpt
// and carets under length bytes, or to the end of the line if that is less.
func (f *File) Problem(level Level, rule string, offset, length int, message, hint string) Problem {
	line, column := f.Position(offset)
	width := 0
	if end := min(offset+length, len(f.Text)); offset < end {
		marked, _, _ := strings.Cut(f.Text[offset:end], "\n")
		width = utf8.RuneCountInString(marked)
	}
	return Problem{
		File: f.Path, Line: line, Column: column, Width: width,
		Level: level, Rule: rule, Message: message, Hint: hint, Excerpt: f.Line(line),
	}
}
