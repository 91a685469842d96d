// Package docimport gets it in: a board paper, a letter or a Word file becomes
// the files of a report's folder.
//
// Begin at [Open], which makes of a file's bytes a [Paper]: its headings,
// paragraphs, items with their numbers, and tables, in order. [Import] then
// looks for what they are: a report and its date, what was recommended, to
// whom and by when, and what was answered. It goes by structure and not by one
// office's wording.
//
// Nothing is guessed without saying so: what was found or proposed has a
// comment on the line above, and no word of a paper is lost, for what fitted
// nowhere stands in unplaced.md. The package never touches a disk or a clock.
package docimport

import (
	"bytes"
	"errors"
	"path"
	"strings"
	"unicode/utf8"
)

// A Paper is what a file says, as blocks in the order of reading.
type Paper struct {
	Name   string // the file's own name
	Word   bool   // made by a word processor
	Blocks []Block
	Notes  []Note   // footnotes and endnotes, by their marks
	Said   []string // what a person should know of how it was read
	raw    []byte   // the file, where it may be attached as it is
}

// A Note is a footnote.
type Note struct {
	Mark string
	Text []Span
}

// Limits of a paper. A long one is a hundredth of them.
const (
	MaxSize   = 32 << 20
	maxBlocks = 20_000
	maxWords  = 900 << 10 // bytes of words: some four hundred pages
)

var errTooLong = errors.New("the paper holds more words than can be read at once: 900 KiB, or some four hundred pages\ndivide it, and import the parts with the answers")

// ErrTooLarge refuses a file before it is read.
var ErrTooLarge = errors.New("the file is larger than 32 MiB\na paper of words is far smaller: take the pictures out, or copy its words into a .txt file")

// Options say how a file is opened.
type Options struct {
	// AcceptChanges takes every tracked change of a Word file as accepted, and
	// leaves its comments out.
	AcceptChanges bool
}

// Open reads a file by what it holds, whatever its name says.
func Open(name string, data []byte, opt Options) (*Paper, error) {
	lower := strings.ToLower(path.Ext(name))
	switch {
	case len(data) > MaxSize:
		return nil, ErrTooLarge
	case len(bytes.TrimSpace(data)) == 0:
		return nil, errors.New("the file is empty")
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return nil, errors.New("this is a PDF, which keeps the places of letters and not the order of words\n" +
			"import the Word file that it was made from; or open the PDF, select everything (Ctrl-A) and copy it (Ctrl-C),\n" +
			"paste it into Notepad or another plain editor, save that as paper.txt, and import paper.txt")
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, errors.New("this is a Word file of the old kind (.doc), or one with a password\nopen it in Word, take the password off if it has one, and save it as .docx")
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return nil, errors.New("this is a rich text file (.rtf)\nopen it in Word and save it as .docx")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return openWord(name, data, opt)
	case bytes.HasPrefix(data, []byte("PK")) || lower == ".docx":
		return nil, errors.New("the file's name ends in .docx, and what it holds is no Word file\nopen it in Word and save it again as .docx")
	}
	return openText(name, data)
}

// decode makes text of the bytes of a text file, as editors save them.
func decode(data []byte) (text, said string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16Text(data[2:], false), "", nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16Text(data[2:], true), "", nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return "", "", errors.New("this is not a text file, nor a Word file\nthe kinds that can be imported are .docx, .txt and .md")
	}
	if !utf8.Valid(data) {
		return windowsText(data), "the file is not UTF-8, so it was read as older Windows programs save text: look at quotes, dashes and accents", nil
	}
	return string(data), "", nil
}
