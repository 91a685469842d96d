package media

import (
	"bytes"
	"compress/zlib"
	"io"
)

// pdf looks for authors in a PDF. It does not follow the file's tables: each
// time a PDF is saved, what was there before may stay in it, and every author
// that can be found is one that somebody can find.
func (f *finder) pdf() {
	whole := [][]byte{f.bytes(0, maxWhole)}
	if f.size > maxWhole {
		whole = [][]byte{f.bytes(0, maxHead), f.bytes(f.size-maxTail, maxTail)}
	}
	for _, data := range whole {
		f.xmp(data)
		f.pdfPictures(data)
		if bytes.Contains(data, []byte("/Encrypt")) {
			continue // the names are enciphered
		}
		f.pdfAuthors(data)
		f.packed(data)
	}
}

// pdfPictures looks at where the pictures of a PDF were taken: photographs stand
// in it as the camera wrote them.
func (f *finder) pdfPictures(data []byte) {
	for range maxParts {
		_, after, ok := bytes.Cut(data, []byte("Exif\x00\x00"))
		if !ok || f.found.Place {
			return
		}
		place := &finder{}
		place.exif(after[:min(len(after), 64<<10)])
		f.found.Place = place.found.Place
		data = after
	}
}

// packed looks into the streams that hold objects.
func (f *finder) packed(data []byte) {
	for range maxParts {
		at := bytes.Index(data, []byte("/ObjStm"))
		if at < 0 {
			return
		}
		data = data[at:]
		begins := bytes.Index(data[:min(len(data), 1024)], []byte("stream"))
		if begins < 0 {
			data = data[7:]
			continue
		}
		data = bytes.TrimLeft(data[begins+6:], "\r\n")
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			continue
		}
		part, _ := io.ReadAll(io.LimitReader(z, maxPart))
		f.pdfAuthors(part)
	}
}

func (f *finder) pdfAuthors(data []byte) {
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

// literal reads what stands in round brackets.
func literal(s []byte) (text []byte) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			if s[i] >= '0' && s[i] <= '7' {
				n := 0
				for end := min(i+3, len(s)); i < end && s[i] >= '0' && s[i] <= '7'; i++ {
					n = n<<3 | int(s[i]-'0')
				}
				i--
				text = append(text, byte(n))
			} else if s[i] == '(' || s[i] == ')' || s[i] == '\\' {
				text = append(text, s[i])
			} else {
				text = append(text, ' ')
			}
		case c == '(':
			depth++
			text = append(text, c)
		case c == ')':
			if depth == 0 {
				return text
			}
			depth--
			text = append(text, c)
		default:
			text = append(text, c)
		}
	}
	return nil // it is never closed
}

func hexadecimal(s []byte) (text []byte) {
	half, n := byte(0), 0
	for _, c := range s {
		switch {
		case c == '>':
			return text
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			continue
		}
		if n++; n%2 == 0 {
			text = append(text, half<<4|c)
		}
		half = c
	}
	return nil
}

// pdfText is a PDF's string as text: in two bytes a letter, in UTF-8, or else
// in what is Latin 1 for all letters of names.
func pdfText(s []byte) string {
	switch {
	case bytes.HasPrefix(s, []byte("\xfe\xff")):
		return inTwoBytes(s[2:], true)
	case bytes.HasPrefix(s, []byte("\xff\xfe")):
		return inTwoBytes(s[2:], false)
	case bytes.HasPrefix(s, []byte("\xef\xbb\xbf")):
		return string(s[3:])
	}
	letters := make([]rune, len(s))
	for i, c := range s {
		letters[i] = rune(c)
	}
	return string(letters)
}
