package media

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// What Word, Excel and PowerPoint of 1997 to 2003 say of a document stands in a
// set of properties that begins with this name. ([MS-OLEPS], 2.21 and 3.1.)
var summary = []byte("\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9")

// The properties of a summary that name people.
const (
	summaryAuthor    = 4
	summaryLastSaved = 8
)

// oldOffice looks for the summary by its name. The file is a small disk, whose
// sectors may lie in any order; a summary is short, and lies in one piece in
// every file that Office itself wrote.
func (f *finder) oldOffice() {
	data := f.bytes(0, maxWhole)
	for {
		i := bytes.Index(data, summary)
		if i < 0 || i+20 > len(data) {
			return
		}
		// Before it stand 28 bytes, and behind it where the properties begin,
		// counted from there.
		if from := int64(i) - 28 + int64(binary.LittleEndian.Uint32(data[i+16:])); from >= 0 && from < int64(len(data)) {
			f.summary(data[from:])
		}
		data = data[i+len(summary):]
	}
}

// summary reads a set of properties: how many, the kind and the place of each,
// and the values.
func (f *finder) summary(set []byte) {
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
		case 0x1e: // in bytes
			text, _, _ := bytes.Cut(value[:min(length, int64(len(value)))], []byte{0})
			f.author(westernText(text))
		case 0x1f: // in two bytes a letter
			text := inTwoBytes(value[:min(2*length, int64(len(value)))], false)
			f.author(text)
		}
	}
}

// westernText is text in UTF-8, or else in what is Latin 1 for the letters of
// names.
func westernText(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	letters := make([]rune, len(text))
	for i, c := range text {
		letters[i] = rune(c)
	}
	return string(letters)
}

// rtf looks for the two names in the head of a document in Rich Text Format.
func (f *finder) rtf() {
	data := f.bytes(0, maxHead)
	for _, group := range []string{`{\author `, `{\operator `} {
		if _, after, ok := bytes.Cut(data, []byte(group)); ok {
			if name, _, ok := bytes.Cut(after, []byte("}")); ok {
				f.author(rtfText(name))
			}
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
			if b := hexadecimal(append(bytes.Clone(rest[2:4]), '>')); len(b) == 1 {
				letters = append(letters, rune(b[0]))
			}
			i += 3
		case bytes.HasPrefix(rest, []byte(`\u`)) && len(rest) > 2 && (rest[2] >= '0' && rest[2] <= '9'):
			n := rune(0)
			for i += 2; i < len(text) && text[i] >= '0' && text[i] <= '9' && n < 1<<16; i++ {
				n = n*10 + rune(text[i]-'0')
			}
			letters = append(letters, n) // and what stands for it in old programs is passed over
		default:
			letters = append(letters, rune(text[i]))
		}
	}
	return string(letters)
}
