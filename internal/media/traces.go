// Package media finds what a file tells besides what it shows: who made it,
// and where a picture was taken. Word processors and telephones write both
// into every file, and hardly anybody knows. Pictures it makes clean; and it
// says whether a file is what its name says.
//
// Begin at [Look]. It reads PDF, Word and its kin, old and new, Rich Text,
// OpenDocument, JPEG, PNG and WebP, by what the file is and not by its name. It
// never fails: what cannot be read tells nothing. How much it reads and unpacks
// is bounded, whatever a file claims. It does not say whether a name is a
// person's; that is for whoever knows the office.
//
// [Clean] makes of a picture one that tells nothing but what it shows, without
// changing a pixel. [Check] holds a file to its name, and to the limits of what
// can be published.
package media

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Traces are what a file tells.
type Traces struct {
	Authors []string // each once, in the order found
	Place   bool     // whether it says where it was taken
}

// The bounds, in bytes. Metadata stands at the beginning of pictures, and at
// one of the two ends of long documents.
const (
	maxWhole = 16 << 20 // of a document that is read from end to end
	maxHead  = 1 << 20  // of a longer one, what is read at its beginning
	maxTail  = 4 << 20  // and at its end
	maxPart  = 1 << 20  // of one part that is unpacked, or one block of a picture
	maxParts = 64       // how many are unpacked
	maxSteps = 4096     // blocks of a picture that are passed over
)

// Look reads a file of so many bytes.
func Look(r io.ReaderAt, size int64) Traces {
	f := &finder{r: r, size: size}
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
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		f.png()
	case bytes.HasPrefix(head, []byte("RIFF")) && bytes.HasSuffix(head, []byte("WEBP")):
		f.webp()
	}
	return f.found
}

// finder is a file being looked at.
type finder struct {
	r     io.ReaderAt
	size  int64
	found Traces
}

// bytes are up to n bytes of the file from at on; fewer at its end.
func (f *finder) bytes(at, n int64) []byte {
	if at < 0 || at >= f.size || n <= 0 {
		return nil
	}
	data := make([]byte, min(n, f.size-at))
	got, _ := f.r.ReadAt(data, at) // what cannot be read tells nothing
	return data[:got]
}

// author notes a name, without what stands around it.
func (f *finder) author(name string) {
	name = strings.Join(strings.Fields(strings.Map(printable, name)), " ")
	if name != "" && utf8.RuneCountInString(name) <= 200 && !slices.Contains(f.found.Authors, name) && len(f.found.Authors) < maxParts {
		f.found.Authors = append(f.found.Authors, name)
	}
}

func printable(r rune) rune {
	if r < ' ' || r == utf8.RuneError || r == 0xfeff {
		return -1
	}
	return r
}

// xmp looks at a packet of XMP, which stands in PDFs and pictures alike.
func (f *finder) xmp(packet []byte) {
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
			f.author(entities.Replace(string(name)))
			list = more
		}
		rest = next
	}
	if bytes.Contains(packet, []byte("exif:GPSLatitude")) {
		f.found.Place = true
	}
}

var entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'")

// inTwoBytes is text of two bytes a letter, the greater first if big.
func inTwoBytes(text []byte, big bool) string {
	var b strings.Builder
	for i := 0; i+1 < len(text); i += 2 {
		hi, lo := text[i], text[i+1]
		if !big {
			hi, lo = lo, hi
		}
		if r := rune(hi)<<8 | rune(lo); r < 0xd800 || r > 0xdfff {
			b.WriteRune(r)
		}
	}
	return b.String()
}
