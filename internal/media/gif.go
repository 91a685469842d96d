package media

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// cleanGIF leaves out comments, text overlays, which no browser shows, and what
// programs add, except how often an animation repeats. (GIF89a.)
func cleanGIF(data []byte) (Picture, error) {
	if !bytes.HasPrefix(data, []byte("GIF87a")) && !bytes.HasPrefix(data, []byte("GIF89a")) {
		return Picture{}, errNoPicture
	}
	if len(data) < 13 {
		return Picture{}, errCutShort
	}
	p := Picture{Width: int(binary.LittleEndian.Uint16(data[6:])), Height: int(binary.LittleEndian.Uint16(data[8:]))}
	at := 13 + paletteSize(data[10])
	if at > len(data) || p.Width == 0 || p.Height == 0 {
		return Picture{}, errCutShort
	}
	p.Data = append(make([]byte, 0, len(data)), data[:at]...)
	var control []byte // extension, of the next frame
	for at < len(data) {
		from := at
		switch data[at] {
		case ';':
			return p.endGIF()
		case ',':
			if at+10 > len(data) {
				return Picture{}, errCutShort
			}
			at += 10 + paletteSize(data[at+9]) + 1
			if at = blocksEnd(data, at); at < 0 {
				return Picture{}, errCutShort
			}
			p.Data = append(append(p.Data, control...), data[from:at]...)
			control = nil
			p.Frames++
		case '!':
			if at+2 > len(data) {
				return Picture{}, errCutShort
			}
			kind := data[at+1]
			if at = blocksEnd(data, at+2); at < 0 {
				return Picture{}, errCutShort
			}
			extension := data[from:at]
			switch {
			case kind == 0xf9 && len(extension) == 8:
				control = extension
			case kind == 0x01:
				control = nil // it was for a text overlay
			case kind == 0xff && len(extension) == 19 && (hasName(extension, "NETSCAPE2.0") || hasName(extension, "ANIMEXTS1.0")):
				p.Data = append(p.Data, extension...)
			}
		default:
			return Picture{}, errCutShort
		}
	}
	return p.endGIF() // many programs leave the trailer out
}

func (p Picture) endGIF() (Picture, error) {
	if p.Frames == 0 {
		return Picture{}, errCutShort
	}
	p.Data = append(p.Data, ';')
	return p, nil
}

func hasName(extension []byte, name string) bool {
	return strings.HasPrefix(string(extension[2:]), "\x0b"+name)
}

// paletteSize is how many bytes of colours follow a block with these flags.
func paletteSize(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocksEnd is the end of the sub-blocks that begin at an offset, or -1.
func blocksEnd(data []byte, at int) int {
	for at < len(data) {
		length := int(data[at])
		at += 1 + length
		if length == 0 {
			return at
		}
	}
	return -1
}
