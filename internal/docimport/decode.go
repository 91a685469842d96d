package docimport

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf16"
	"unicode/utf8"

	"fiftysix/internal/frontmatter"
)

// decode makes text of the bytes of a text file, as editors save them. The
// notice says if the encoding was a guess.
func decode(data []byte) (text, notice string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data[2:], binary.LittleEndian), "", nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data[2:], binary.BigEndian), "", nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return "", "", errors.New("this is not a text file, nor a Word file\nthe kinds that can be imported are .docx, .txt and .md")
	}
	if !utf8.Valid(data) {
		return frontmatter.DecodeWindows1252(string(data)), "the file is not UTF-8, so it was read as older Windows programs save text: look at quotes, dashes and accents", nil
	}
	return string(data), "", nil
}

// decodeUTF16 reads text that Notepad saved as "Unicode".
func decodeUTF16(data []byte, order binary.ByteOrder) string {
	var units []uint16
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return string(utf16.Decode(units))
}
