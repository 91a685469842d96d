package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"io"
	"strings"
)

// pdf searches for authors anywhere in a PDF, not only where its tables point:
// each time a PDF is saved, what was in it before may stay, and every
// author in it is one that somebody can find.
func (f *inspector) pdf() {
	parts := [][]byte{f.bytes(0, maxWhole)}
	if f.size > maxWhole {
		parts = [][]byte{f.bytes(0, maxHead), f.bytes(f.size-maxTail, maxTail)}
	}
	for _, data := range parts {
		f.xmp(data)
		f.pdfPictures(data)
		if bytes.Contains(data, []byte("/Encrypt")) {
			continue // the names are encrypted
		}
		f.pdfAuthors(data)
		f.pdfStreams(data)
	}
}

// pdfPictures checks where the photographs of a PDF were taken: they are in it
// as the camera wrote them.
func (f *inspector) pdfPictures(data []byte) {
	for range maxParts {
		_, after, ok := bytes.Cut(data, exifHeader)
		if !ok || f.metadata.Location {
			return
		}
		picture := &inspector{}
		picture.exif(after[:min(len(after), 64<<10)])
		f.metadata.Location = picture.metadata.Location
		data = after
	}
}

// pdfStreams searches the compressed streams that hold objects.
func (f *inspector) pdfStreams(data []byte) {
	for range maxParts {
		at := bytes.Index(data, []byte("/ObjStm"))
		if at < 0 {
			return
		}
		data = data[at:]
		stream := bytes.Index(data[:min(len(data), 1024)], []byte("stream"))
		if stream < 0 {
			data = data[7:]
			continue
		}
		data = bytes.TrimLeft(data[stream+6:], "\r\n")
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			continue
		}
		part, _ := io.ReadAll(io.LimitReader(z, maxPart))
		f.pdfAuthors(part)
	}
}

func (f *inspector) pdfAuthors(data []byte) {
	for {
		_, after, ok := bytes.Cut(data, []byte("/Author"))
		if !ok {
			return
		}
		data = after
		value := bytes.TrimLeft(after[:min(len(after), 2048)], " \t\r\n")
		switch {
		case len(value) == 0:
		case value[0] == '(':
			f.author(pdfText(literal(value[1:])))
		case value[0] == '<' && !bytes.HasPrefix(value, []byte("<<")):
			f.author(pdfText(hexadecimal(value[1:])))
		}
	}
}

// literal reads a string in parentheses.
func literal(s []byte) (text []byte) {
	depth := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s):
			var n int
			c, n = escaped(s[i+1:])
			i += n
		case c == '(':
			depth++
		case c == ')' && depth == 0:
			return text
		case c == ')':
			depth--
		}
		text = append(text, c)
	}
	return nil // it is never closed
}

// escaped reads what is after a backslash: up to three octal digits, or one
// character. n is how many bytes that is.
func escaped(s []byte) (c byte, n int) {
	value := 0
	for n < min(3, len(s)) && s[n] >= '0' && s[n] <= '7' {
		value = value<<3 | int(s[n]-'0')
		n++
	}
	switch {
	case n > 0:
		return byte(value), n
	case s[0] == '(' || s[0] == ')' || s[0] == '\\':
		return s[0], 1
	}
	return ' ', 1
}

// hexadecimal reads a string in angle brackets.
func hexadecimal(s []byte) []byte {
	digits, _, ok := bytes.Cut(s, []byte(">"))
	if !ok {
		return nil
	}
	digits = bytes.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789abcdefABCDEF", r) {
			return r
		}
		return -1
	}, digits)
	text := make([]byte, len(digits)/2)
	_, _ = hex.Decode(text, digits[:2*len(text)]) // all are digits
	return text
}

// pdfText is a PDF's string as text.
func pdfText(s []byte) string {
	switch {
	case bytes.HasPrefix(s, []byte("\xfe\xff")):
		return utf16Text(s[2:], binary.BigEndian)
	case bytes.HasPrefix(s, []byte("\xff\xfe")):
		return utf16Text(s[2:], binary.LittleEndian)
	case bytes.HasPrefix(s, []byte("\xef\xbb\xbf")):
		return string(s[3:])
	}
	return latin1(s)
}
