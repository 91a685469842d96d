package source

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A File is one text file, made fit to be read: UTF-8, no byte-order mark,
// every line ended by a line feed. None of that moves a line or a column, so
// that places given to people are the file's own.
type File struct {
	Path  string // slash-separated, from the folder that holds fiftysix.yaml
	Text  string
	lines []int32 // byte offset of each line's start; nil until a place is wanted, and when they are forgotten
}

// NewFile makes a File of text that is already fit to be read.
func NewFile(path string, text []byte) *File {
	return &File{Path: path, Text: string(text)}
}

// number finds where the lines begin.
func (f *File) number() {
	lines := make([]int32, 1, strings.Count(f.Text, "\n")+1)
	for at := 0; ; {
		i := strings.IndexByte(f.Text[at:], '\n')
		if i < 0 {
			f.lines = lines
			return
		}
		at += i + 1
		lines = append(lines, int32(at))
	}
}

// starts are the lines' beginnings. They are found when they are first wanted,
// so a File is for one goroutine at a time.
func (f *File) starts() []int32 {
	if f.lines == nil {
		f.number()
	}
	return f.lines
}

// Place turns a byte offset into the file's line and column, both from 1, the
// column in characters.
func (f *File) Place(offset int) (line, column int) {
	offset = max(0, min(offset, len(f.Text)))
	lines := f.starts()
	line = sort.Search(len(lines), func(i int) bool { return int(lines[i]) > offset })
	return line, utf8.RuneCountInString(f.Text[lines[line-1]:offset]) + 1
}

// Line is the text of one line, numbered from 1, without its end.
func (f *File) Line(number int) string {
	if number < 1 || number > len(f.starts()) {
		return ""
	}
	text, _, _ := strings.Cut(f.Text[f.lines[number-1]:], "\n")
	return text
}

// Offset is where a line (from 1) and a column (in characters, from 1) stand.
func (f *File) Offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(f.starts()) {
		return len(f.Text)
	}
	at := int(f.lines[line-1])
	for ; column > 1 && at < len(f.Text) && f.Text[at] != '\n'; column-- {
		_, size := utf8.DecodeRuneInString(f.Text[at:])
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
		meant, _, _ := strings.Cut(f.Text[offset:end], "\n")
		width = utf8.RuneCountInString(meant)
	}
	return Problem{
		File: f.Path, Line: line, Column: column, Width: width,
		Level: level, Rule: rule, Message: message, Hint: hint, Excerpt: excerpt,
	}
}
