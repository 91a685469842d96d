package media

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// summaryID begins the set of properties in which Word, Excel and PowerPoint of
// 1997 to 2003 describe a document. ([MS-OLEPS], 2.21 and 3.1.)
var summaryID = []byte("\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9")

// The properties of a summary that name people.
const (
	summaryAuthor    = 4
	summaryLastSaved = 8
)

// oldOffice searches for the summary by its id. The file is a small disk, whose
// sectors may be in any order; a summary is short, and in one piece in every
// file that Office itself wrote.
func (f *inspector) oldOffice() {
	data := f.bytes(0, maxWhole)
	for {
		i := bytes.Index(data, summaryID)
		if i < 0 || i+20 > len(data) {
			return
		}
		// 28 bytes come before it, and after it the offset of the properties,
		// counted from there.
		if from := int64(i) - 28 + int64(binary.LittleEndian.Uint32(data[i+16:])); from >= 0 && from < int64(len(data)) {
			f.summary(data[from:])
		}
		data = data[i+len(summaryID):]
	}
}

// summary reads a set of properties: how many, the kind and offset of each, and
// the values.
func (f *inspector) summary(set []byte) {
	if len(set) < 8 {
		return
	}
	n := min(binary.LittleEndian.Uint32(set[4:]), maxEntries)
	for i := range n {
		at := 8 + 8*int(i)
		if at+8 > len(set) {
			return
		}
		kind := binary.LittleEndian.Uint32(set[at:])
		from := int64(binary.LittleEndian.Uint32(set[at+4:]))
		if kind != summaryAuthor && kind != summaryLastSaved || from+8 > int64(len(set)) {
			continue
		}
		value := set[from+8:]
		length := int64(binary.LittleEndian.Uint32(set[from+4:]))
		switch binary.LittleEndian.Uint32(set[from:]) {
		case 0x1e:
			text, _, _ := bytes.Cut(value[:min(length, int64(len(value)))], []byte{0})
			if utf8.Valid(text) {
				f.author(string(text))
			} else {
				f.author(latin1(text))
			}
		case 0x1f:
			f.author(utf16Text(value[:min(2*length, int64(len(value)))], binary.LittleEndian))
		}
	}
}

// rtf searches for the two names in the head of a Rich Text document.
func (f *inspector) rtf() {
	data := f.bytes(0, maxHead)
	for _, group := range []string{`{\author `, `{\operator `} {
		_, after, _ := bytes.Cut(data, []byte(group))
		if name, _, ok := bytes.Cut(after, []byte("}")); ok {
			f.author(rtfText(name))
		}
	}
}

// rtfText is text whose letters outside ASCII are written \'f4 or \u244?.
func rtfText(text []byte) string {
	var letters []rune
	for i := 0; i < len(text); i++ {
		rest := text[i:]
		switch {
		case bytes.HasPrefix(rest, []byte(`\'`)) && len(rest) >= 4:
			if n, err := strconv.ParseUint(string(rest[2:4]), 16, 8); err == nil {
				letters = append(letters, rune(n))
			}
			i += 3
		case bytes.HasPrefix(rest, []byte(`\u`)) && len(rest) > 2 && (rest[2] >= '0' && rest[2] <= '9'):
			n := rune(0)
			for i += 2; i < len(text) && text[i] >= '0' && text[i] <= '9' && n < 1<<16; i++ {
				n = n*10 + rune(text[i]-'0')
			}
			letters = append(letters, n) // the character after it is for old programs
		default:
			letters = append(letters, rune(text[i]))
		}
	}
	return string(letters)
}
