package media

import (
	"bytes"
	"encoding/binary"
)

// jpeg goes from segment to segment up to the picture itself.
func (f *finder) jpeg() {
	at := int64(2)
	for range maxSteps {
		head := f.bytes(at, 4)
		if len(head) < 4 || head[0] != 0xff {
			return
		}
		kind := head[1]
		if kind == 0xff { // filling
			at++
			continue
		}
		if kind == 0xda || kind == 0xd9 { // the picture begins, or there is none
			return
		}
		length := int64(binary.BigEndian.Uint16(head[2:]))
		if length < 2 {
			return
		}
		if kind == 0xe1 {
			f.block(f.bytes(at+4, length-2))
		}
		at += 2 + length
	}
}

// block is a segment of a JPEG that holds EXIF or XMP.
func (f *finder) block(data []byte) {
	if rest, ok := bytes.CutPrefix(data, []byte("Exif\x00\x00")); ok {
		f.exif(rest)
		return
	}
	if bytes.HasPrefix(data, []byte("http://ns.adobe.com/xap/1.0/\x00")) {
		f.xmp(data)
	}
}

// png goes from chunk to chunk.
func (f *finder) png() {
	at := int64(8)
	for range maxSteps {
		head := f.bytes(at, 8)
		if len(head) < 8 {
			return
		}
		length := int64(binary.BigEndian.Uint32(head))
		switch string(head[4:]) {
		case "eXIf":
			f.exif(f.bytes(at+8, min(length, maxPart)))
		case "tEXt":
			name, text, _ := bytes.Cut(f.bytes(at+8, min(length, maxPart)), []byte{0})
			if string(name) == "Author" || string(name) == "Artist" {
				f.author(pdfText(text))
			}
		case "iTXt":
			f.international(f.bytes(at+8, min(length, maxPart)))
		case "IEND":
			return
		}
		at += 12 + length
	}
}

// international is a text of a PNG: a name, two marks, a language, the name
// again, and the text. One that is packed is passed over.
func (f *finder) international(data []byte) {
	name, rest, ok := bytes.Cut(data, []byte{0})
	if !ok || len(rest) < 2 || rest[0] != 0 {
		return
	}
	_, rest, _ = bytes.Cut(rest[2:], []byte{0})
	_, text, ok := bytes.Cut(rest, []byte{0})
	switch {
	case !ok:
	case string(name) == "XML:com.adobe.xmp":
		f.xmp(text)
	case string(name) == "Author":
		f.author(string(text))
	}
}

// webp goes from chunk to chunk; each begins at an even place.
func (f *finder) webp() {
	at := int64(12)
	for range maxSteps {
		head := f.bytes(at, 8)
		if len(head) < 8 {
			return
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		data := func() []byte { return f.bytes(at+8, min(length, maxPart)) }
		switch string(head[:4]) {
		case "EXIF":
			f.exif(bytes.TrimPrefix(data(), []byte("Exif\x00\x00")))
		case "XMP ":
			f.xmp(data())
		}
		at += 8 + length + length%2
	}
}

// The entries of EXIF that are looked at.
const (
	exifArtist   = 0x013b
	exifAuthor   = 0x9c9d // Windows's own, in two bytes a letter
	exifPlace    = 0x8825 // where the list of the place's entries stands
	exifLatitude = 0x0002 // of that list
)

// exif reads the lists of a picture's properties.
func (f *finder) exif(data []byte) {
	if len(data) < 8 {
		return
	}
	var order binary.ByteOrder = binary.BigEndian
	if data[0] == 'I' {
		order = binary.LittleEndian
	}
	x := properties{data, order}
	x.each(order.Uint32(data[4:]), func(tag uint16, value []byte) {
		switch tag {
		case exifArtist:
			f.author(string(value))
		case exifAuthor:
			f.author(inTwoBytes(value, false))
		case exifPlace:
			if len(value) >= 4 {
				x.each(order.Uint32(value), func(tag uint16, value []byte) {
					// A camera that knows no place may write one of noughts.
					if tag == exifLatitude && len(bytes.Trim(value, "\x00")) > 0 {
						f.found.Place = true
					}
				})
			}
		}
	})
}

type properties struct {
	data  []byte
	order binary.ByteOrder
}

// maxEntries is how many entries of a list are looked at; real ones have a
// few dozen.
const maxEntries = 512

// sizes are the bytes that one value of each type takes.
var sizes = [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// each goes through the list at a place. A value of up to four bytes stands in
// the list itself, and a longer one where the list says.
func (x properties) each(at uint32, do func(tag uint16, value []byte)) {
	if int64(at)+2 > int64(len(x.data)) {
		return
	}
	list := x.data[at:]
	n := min(int(x.order.Uint16(list)), maxEntries)
	list = list[2:]
	for ; n > 0 && len(list) >= 12; n, list = n-1, list[12:] {
		kind := x.order.Uint16(list[2:])
		if int(kind) >= len(sizes) {
			continue
		}
		length := sizes[kind] * int64(x.order.Uint32(list[4:]))
		value := list[8:12]
		if length > 4 {
			from := int64(x.order.Uint32(list[8:]))
			if from+length > int64(len(x.data)) {
				continue
			}
			value = x.data[from : from+length]
		}
		do(x.order.Uint16(list), value)
	}
}
