package media

import (
	"bytes"
	"encoding/binary"
)

// The segments of a JPEG. (ITU-T T.81, annex B.)
const (
	jpegEnd  = 0xd9
	jpegScan = 0xda
	jpegApp0 = 0xe0
	jpegApp1 = 0xe1
)

// eachSegment calls do for each segment up to the end of a JPEG; that of a scan
// has the image data after it. body is without the kind and the length.
func eachSegment(data []byte, do func(kind byte, segment, body []byte) error) error {
	for at := 2; ; {
		for at+1 < len(data) && data[at] == 0xff && data[at+1] == 0xff { // fill bytes
			at++
		}
		if at+2 > len(data) || data[at] != 0xff {
			return errCutShort
		}
		kind := data[at+1]
		if kind == jpegEnd {
			return nil
		}
		if at+4 > len(data) {
			return errCutShort
		}
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if end > len(data) || end < at+4 {
			return errCutShort
		}
		from, body := at, data[at+4:end]
		at = end
		if kind == jpegScan {
			at = scanEnd(data, end)
		}
		if err := do(kind, data[from:at], body); err != nil {
			return err
		}
	}
}

// scanEnd is where the next segment begins after the data of a scan.
func scanEnd(data []byte, at int) int {
	for at < len(data) {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return len(data)
		}
		at += i
		if next := data[at+1]; next != 0 && (next < 0xd0 || next > 0xd7) {
			return at
		}
		at += 2
	}
	return len(data)
}

// cleanJPEG keeps the segments that are needed to show the picture. What is
// after its end, such as a film or an archive, is left out.
func cleanJPEG(data []byte) (Picture, error) {
	if !bytes.HasPrefix(data, []byte("\xff\xd8\xff")) {
		return Picture{}, errNoPicture
	}
	c := jpegCleaner{Picture: Picture{Data: append(make([]byte, 0, len(data)), 0xff, 0xd8), Frames: 1}}
	if err := eachSegment(data, c.segment); err != nil {
		return Picture{}, err
	}
	if !c.hasScan {
		return Picture{}, errCutShort
	}
	c.Data = append(c.Data, 0xff, jpegEnd)
	return c.Picture, nil
}

type jpegCleaner struct {
	Picture
	hasScan, hasExif bool
}

func (c *jpegCleaner) segment(kind byte, segment, body []byte) error {
	switch {
	case kind == 0xc4 || kind == 0xcc || kind >= 0xdb && kind <= 0xdf: // tables
	case kind >= 0xc0 && kind <= 0xcf && kind != 0xc8: // the frame
		if len(body) < 6 || c.Width != 0 {
			return errCutShort
		}
		c.Height, c.Width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
		if c.Width == 0 || c.Height == 0 {
			return errCutShort
		}
	case kind == jpegScan:
		if c.Width == 0 {
			return errCutShort
		}
		c.hasScan = true
	case kind >= jpegApp0 && kind <= 0xef:
		segment = c.application(kind, segment, body)
	case kind == 0xfe: // a comment
		return nil
	default:
		return errCutShort
	}
	c.Data = append(c.Data, segment...)
	return nil
}

// application is what is kept of an application's segment.
func (c *jpegCleaner) application(kind byte, segment, body []byte) []byte {
	switch {
	case kind == jpegApp0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14:
		return jpegSegment(kind, body[:12], []byte{0, 0}) // without its thumbnail
	case kind == jpegApp1 && bytes.HasPrefix(body, exifHeader):
		if o := orientation(body[len(exifHeader):]); o != 0 && !c.hasExif {
			c.hasExif = true
			return jpegSegment(kind, exifHeader, orientationExif(o))
		}
	case kind == 0xe2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")):
		return segment
	case kind == 0xee && bytes.HasPrefix(body, []byte("Adobe")) && len(body) >= 12: // the colour space
		return jpegSegment(kind, body[:12])
	}
	return nil
}

func jpegSegment(kind byte, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(binary.BigEndian.AppendUint16([]byte{0xff, kind}, uint16(len(body)+2)), body...)
}

func (f *inspector) jpeg() {
	// What cannot be read has no metadata.
	_ = eachSegment(f.bytes(0, maxWhole), func(kind byte, _, body []byte) error {
		if exif, ok := bytes.CutPrefix(body, exifHeader); ok && kind == jpegApp1 {
			f.exif(exif)
		} else if kind == jpegApp1 && bytes.HasPrefix(body, []byte("http://ns.adobe.com/xap/1.0/\x00")) {
			f.xmp(body)
		}
		return nil
	})
}
