package media

import (
	"bytes"
	"encoding/binary"
)

var exifHeader = []byte("Exif\x00\x00")

// The tags of EXIF that are read.
const (
	exifOrientation = 0x0112 // 1 as it is, 2 to 8 turned or mirrored
	exifArtist      = 0x013b
	exifAuthor      = 0x9c9d // of Windows, in UTF-16
	exifGPS         = 0x8825 // where the list of GPS tags is
	gpsLatitude     = 0x0002
)

// exif finds authors and a location.
func (f *inspector) exif(data []byte) {
	x, ok := parseTIFF(data)
	if !ok {
		return
	}
	x.each(x.order.Uint32(data[4:]), func(tag uint16, value []byte) {
		switch {
		case tag == exifArtist:
			f.author(string(value))
		case tag == exifAuthor:
			f.author(utf16Text(value, binary.LittleEndian))
		case tag == exifGPS && len(value) >= 4:
			x.each(x.order.Uint32(value), func(tag uint16, value []byte) {
				// A camera that knows no location may write one of zeros.
				if tag == gpsLatitude && len(bytes.Trim(value, "\x00")) > 0 {
					f.metadata.Location = true
				}
			})
		}
	})
}

// orientation is how EXIF says to turn a picture; 0 if it need not be turned.
func orientation(exif []byte) (o uint16) {
	x, ok := parseTIFF(exif)
	if !ok {
		return 0
	}
	x.each(x.order.Uint32(exif[4:]), func(tag uint16, value []byte) {
		if tag == exifOrientation && o == 0 {
			o = x.order.Uint16(value)
		}
	})
	if o < 2 || o > 8 {
		return 0
	}
	return o
}

// orientationExif is EXIF with an orientation and nothing else.
func orientationExif(o uint16) []byte {
	b := []byte("II\x2a\x00\x08\x00\x00\x00\x01\x00")
	b = binary.LittleEndian.AppendUint16(b, exifOrientation)
	b = binary.LittleEndian.AppendUint16(b, 3) // a number of two bytes
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(o))
	return binary.LittleEndian.AppendUint32(b, 0)
}

// A tiff is the file format in which EXIF is written.
type tiff struct {
	data  []byte
	order binary.ByteOrder
}

func parseTIFF(data []byte) (x tiff, ok bool) {
	switch {
	case len(data) < 8:
		return x, false
	case data[0] == 'I' && data[1] == 'I':
		return tiff{data, binary.LittleEndian}, true
	case data[0] == 'M' && data[1] == 'M':
		return tiff{data, binary.BigEndian}, true
	}
	return x, false
}

// maxEntries is how many entries of a list are read; real ones have a few dozen.
const maxEntries = 512

// tiffSizes are the bytes that one value of each type takes.
var tiffSizes = [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// each reads the list of tags at an offset. A value of up to four bytes is in
// the list itself, and a longer one where the list says.
func (x tiff) each(offset uint32, do func(tag uint16, value []byte)) {
	if int64(offset)+2 > int64(len(x.data)) {
		return
	}
	list := x.data[offset:]
	n := min(int(x.order.Uint16(list)), maxEntries)
	list = list[2:]
	for ; n > 0 && len(list) >= 12; n, list = n-1, list[12:] {
		kind := x.order.Uint16(list[2:])
		if int(kind) >= len(tiffSizes) {
			continue
		}
		length := tiffSizes[kind] * int64(x.order.Uint32(list[4:]))
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
