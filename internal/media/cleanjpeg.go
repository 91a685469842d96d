package media

import (
	"bytes"
	"encoding/binary"
)

// cleanJPEG goes from segment to segment and keeps those that are needed to
// draw. What stands behind the picture's end, such as a film or an archive, is
// left out. (ITU-T T.81, annex B.)
func cleanJPEG(data []byte) (Picture, error) {
	if !bytes.HasPrefix(data, []byte("\xff\xd8\xff")) {
		return Picture{}, errNoPicture
	}
	p := Picture{Data: append(make([]byte, 0, len(data)), 0xff, 0xd8), Frames: 1}
	turned, drawn := false, false
	for at := 2; ; {
		for at < len(data) && data[at] == 0xff && at+1 < len(data) && data[at+1] == 0xff { // filling
			at++
		}
		if at+2 > len(data) || data[at] != 0xff {
			return Picture{}, errCutShort
		}
		kind := data[at+1]
		if kind == 0xd9 {
			if !drawn {
				return Picture{}, errCutShort
			}
			p.Data = append(p.Data, 0xff, 0xd9)
			return p, nil
		}
		if at+4 > len(data) {
			return Picture{}, errCutShort
		}
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if end > len(data) || end < at+4 {
			return Picture{}, errCutShort
		}
		segment, body := data[at:end], data[at+4:end]
		at = end
		switch {
		case kind >= 0xc0 && kind <= 0xcf && kind != 0xc4 && kind != 0xc8 && kind != 0xcc: // the frame
			if len(body) < 6 || p.Width != 0 {
				return Picture{}, errCutShort
			}
			p.Height, p.Width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			if p.Width == 0 || p.Height == 0 {
				return Picture{}, errCutShort
			}
			p.Data = append(p.Data, segment...)
		case kind == 0xda: // a scan, and what it draws
			if p.Width == 0 {
				return Picture{}, errCutShort
			}
			drawn = true
			at = scanEnd(data, end)
			p.Data = append(append(p.Data, segment...), data[end:at]...)
		case kind == 0xc4 || kind == 0xcc || kind >= 0xdb && kind <= 0xdf: // tables
			p.Data = append(p.Data, segment...)
		case kind == 0xe0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14: // without its small copy
			p.Data = append(append(p.Data, 0xff, 0xe0, 0, 16), body[:12]...)
			p.Data = append(p.Data, 0, 0)
		case kind == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			if turn := turnOf(body[6:]); turn != 0 && !turned {
				turned = true
				only := append([]byte("Exif\x00\x00"), onlyTurn(turn)...)
				p.Data = append(append(p.Data, 0xff, 0xe1, 0, byte(len(only)+2)), only...)
			}
		case kind == 0xe2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")):
			p.Data = append(p.Data, segment...)
		case kind == 0xee && bytes.HasPrefix(body, []byte("Adobe")) && len(body) >= 12: // which colours the numbers mean
			p.Data = append(append(p.Data, 0xff, 0xee, 0, 14), body[:12]...)
		case kind >= 0xe0 && kind <= 0xef || kind == 0xfe: // all else that programs say, and comments
		default:
			return Picture{}, errCutShort
		}
	}
}

// scanEnd is where the next segment begins after what a scan draws.
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
