// Package docimport makes the folder of a draft report out of a board paper, a
// letter or a Word file.
//
// It reads downward in three steps. [Open] reads a file's bytes into a
// [Paper]: blocks (headings, paragraphs, numbered items, tables) in reading
// order, from text (text.go) or Word (word.go). recognise finds in the blocks
// the report, its findings, who they are addressed to, and the answers
// (parser.go, about.go); it goes by structure and by the words of labels, not
// by one office's template. [Import] runs both and writes the files
// (folder.go).
//
// Every value that was found or proposed has a comment on the line above that
// says what it is from, and no word of a paper is lost: what fitted nowhere
// goes to unplaced.md. The package never reads a disk or a clock.
package docimport

import (
	"bytes"
	"errors"
	"path"
	"strings"
)

// A Paper is the content of a file, as blocks in reading order.
type Paper struct {
	Name    string // the file's own name
	Word    bool   // made by a word processor
	Blocks  []Block
	Notes   []Note
	Notices []string // what a person should know about how it was read
	raw     []byte   // the file, if it may be attached as it is
}

// A Note is a footnote or endnote.
type Note struct {
	ID   string
	Text []Span
}

// Limits of a paper. A long one is a hundredth of them.
const (
	MaxSize   = 32 << 20
	maxBlocks = 20_000
	maxText   = 900 << 10 // bytes of words: some four hundred pages
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

// Open reads a file. Its format is known by its first bytes, not its name.
func Open(name string, data []byte, opt Options) (*Paper, error) {
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
	case bytes.HasPrefix(data, []byte("PK")) || strings.EqualFold(path.Ext(name), ".docx"):
		return nil, errors.New("the file's name ends in .docx, and what it holds is no Word file\nopen it in Word and save it again as .docx")
	}
	return openText(name, data)
}
