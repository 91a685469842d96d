// Package media finds metadata in a file: who made it, and where a picture was
// taken. Word processors and phones write both into every file, and hardly
// anybody knows. It also cleans pictures, and checks that a file is what its
// name says.
//
// [Inspect] reads PDF, Word and the like, old and new, Rich Text, OpenDocument,
// JPEG, PNG and WebP, by content and not by name. It never fails: what cannot
// be read has no metadata. How much it reads and decompresses is bounded,
// whatever a file claims. It does not judge whether a name is a person's.
//
// [Clean] removes all metadata from a picture without changing a pixel. [Check]
// compares a file with its name, and with the limits of what can be published.
package media

import (
	"bytes"
	"encoding/binary"
	"html"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Metadata is what a file says besides its content.
type Metadata struct {
	Authors  []string // each once, in the order found
	Location bool     // whether it says where it was taken
}

// The bounds, in bytes. Metadata is at the beginning of pictures, and at one of
// the two ends of long documents.
const (
	maxWhole = 16 << 20 // of a file that is read from end to end
	maxHead  = 1 << 20  // of a longer document, what is read at its beginning
	maxTail  = 4 << 20  // and at its end
	maxPart  = 1 << 20  // of one part that is decompressed
	maxParts = 64       // how many are decompressed
)

// Inspect reads a file of so many bytes.
func Inspect(r io.ReaderAt, size int64) Metadata {
	f := &inspector{r: r, size: size}
	head := f.bytes(0, 12)
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		f.pdf()
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		f.archive()
	case bytes.HasPrefix(head, []byte(oldOffice)):
		f.oldOffice()
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		f.rtf()
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		f.jpeg()
	case bytes.HasPrefix(head, []byte(pngHeader)):
		f.png()
	case bytes.HasPrefix(head, []byte("RIFF")) && bytes.HasSuffix(head, []byte("WEBP")):
		f.webp()
	}
	return f.metadata
}

type inspector struct {
	r        io.ReaderAt
	size     int64
	metadata Metadata
}

// bytes are up to n bytes of the file from at on; fewer at its end.
func (f *inspector) bytes(at, n int64) []byte {
	if at < 0 || at >= f.size || n <= 0 {
		return nil
	}
	data := make([]byte, min(n, f.size-at))
	read, _ := f.r.ReadAt(data, at) // what cannot be read has no metadata
	return data[:read]
}

// author adds a name, without control characters and extra spaces.
func (f *inspector) author(name string) {
	name = strings.Join(strings.Fields(strings.Map(printable, name)), " ")
	authors := f.metadata.Authors
	if name != "" && utf8.RuneCountInString(name) <= 200 && !slices.Contains(authors, name) && len(authors) < maxParts {
		f.metadata.Authors = append(authors, name)
	}
}

func printable(r rune) rune {
	if r < ' ' || r == utf8.RuneError || r == 0xfeff {
		return -1
	}
	return r
}

// xmp reads a packet of XMP, which both PDFs and pictures have.
func (f *inspector) xmp(packet []byte) {
	for rest := packet; ; {
		_, after, ok := bytes.Cut(rest, []byte("<dc:creator>"))
		if !ok {
			break
		}
		list, next, ok := bytes.Cut(after, []byte("</dc:creator>"))
		if !ok || len(list) > maxPart {
			break
		}
		for {
			_, item, ok := bytes.Cut(list, []byte("<rdf:li"))
			if !ok {
				break
			}
			_, item, _ = bytes.Cut(item, []byte(">"))
			name, more, ok := bytes.Cut(item, []byte("</rdf:li>"))
			if !ok {
				break
			}
			f.author(html.UnescapeString(string(name)))
			list = more
		}
		rest = next
	}
	if bytes.Contains(packet, []byte("exif:GPSLatitude")) {
		f.metadata.Location = true
	}
}

func utf16Text(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// latin1 reads each byte as a letter; other western encodings have the same
// bytes for the letters of names.
func latin1(text []byte) string {
	letters := make([]rune, len(text))
	for i, c := range text {
		letters[i] = rune(c)
	}
	return string(letters)
}
