package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// shown are a PNG's chunks that change how it looks, moving ones too. (PNG, third
// edition, chapter 11.)
var shown = []string{
	"IHDR", "PLTE", "IDAT", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
}

// cleanPNG goes from chunk to chunk.
func cleanPNG(data []byte) (Picture, error) {
	const begins = "\x89PNG\r\n\x1a\n"
	if !bytes.HasPrefix(data, []byte(begins)) {
		return Picture{}, errNoPicture
	}
	p := Picture{Data: append(make([]byte, 0, len(data)), begins...)}
	frames, drawn := 0, false
	for at := len(begins); ; {
		if at+12 > len(data) {
			return Picture{}, errCutShort
		}
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if length > int64(len(data)-at-12) {
			return Picture{}, errCutShort
		}
		end := at + 12 + int(length)
		chunk, body := data[at:end], data[at+8:end-4]
		kind := string(chunk[4:8])
		if crc32.ChecksumIEEE(chunk[4:len(chunk)-4]) != binary.BigEndian.Uint32(chunk[len(chunk)-4:]) {
			return Picture{}, errCutShort
		}
		if first := at == len(begins); first != (kind == "IHDR") {
			return Picture{}, errCutShort
		}
		at = end
		switch {
		case kind == "IEND":
			if !drawn {
				return Picture{}, errCutShort
			}
			p.Data = append(p.Data, chunk[:8]...)
			p.Data = append(p.Data, chunk[len(chunk)-4:]...)
			p.Frames = max(frames, 1)
			if length != 0 {
				return Picture{}, errCutShort
			}
			return p, nil
		case kind == "IHDR":
			if len(body) != 13 {
				return Picture{}, errCutShort
			}
			width, height := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
			if width == 0 || height == 0 || width > 1<<31-1 || height > 1<<31-1 {
				return Picture{}, errCutShort
			}
			p.Width, p.Height = int(width), int(height)
		case kind == "IDAT":
			drawn = true
		case kind == "fcTL":
			frames++
		case kind == "eXIf":
			if turn := turnOf(body); turn != 0 {
				p.Data = appendChunk(p.Data, kind, onlyTurn(turn))
			}
		case kind[0]&0x20 == 0 && !slices.Contains(shown, kind): // needed, and unknown
			return Picture{}, errCutShort
		}
		if slices.Contains(shown, kind) {
			p.Data = append(p.Data, chunk...)
		}
	}
}

func appendChunk(b []byte, kind string, body []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	from := len(b)
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
}
