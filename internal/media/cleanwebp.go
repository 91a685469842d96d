package media

import (
	"bytes"
	"encoding/binary"
)

// Marks of a WebP's first chunk that say what else is in it. (RFC 9649, 2.7.1.)
const (
	webpXMP  = 0x04
	webpEXIF = 0x08
)

// cleanWebP goes from chunk to chunk.
func cleanWebP(data []byte) (Picture, error) {
	if len(data) < 12 || !bytes.HasPrefix(data, []byte("RIFF")) || string(data[8:12]) != "WEBP" {
		return Picture{}, errNoPicture
	}
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > int64(len(data)) || size < 12 {
		return Picture{}, errCutShort
	}
	p := Picture{Data: append(make([]byte, 0, size), data[:12]...)}
	flags := -1 // where the marks stand
	turn, drawn := uint16(0), false
	err := eachChunk(data[12:size], func(kind string, chunk, body []byte) error {
		switch kind {
		case "VP8X":
			if flags >= 0 || drawn || len(body) < 10 {
				return errCutShort
			}
			flags = len(p.Data) + 8
			p.Width, p.Height = 1+number24(body[4:]), 1+number24(body[7:])
		case "VP8 ", "VP8L":
			width, height := webpSize(kind, body)
			if width == 0 {
				return errCutShort
			}
			if flags < 0 {
				p.Width, p.Height = width, height
			}
			drawn = true
			p.Frames++
		case "ANMF":
			frame, err := cleanFrame(chunk, body)
			if err != nil {
				return err
			}
			chunk, drawn = frame, true
			p.Frames++
		case "ICCP", "ALPH", "ANIM":
		case "EXIF":
			turn = turnOf(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
			return nil
		default:
			return nil
		}
		p.Data = append(p.Data, chunk...)
		return nil
	})
	if err == nil && !drawn {
		err = errCutShort
	}
	if err != nil {
		return Picture{}, err
	}
	if flags >= 0 {
		p.Data[flags] &^= webpXMP | webpEXIF
		if turn != 0 {
			p.Data[flags] |= webpEXIF
			only := onlyTurn(turn)
			p.Data = binary.LittleEndian.AppendUint32(append(p.Data, "EXIF"...), uint32(len(only)))
			p.Data = append(p.Data, only...)
		}
	}
	binary.LittleEndian.PutUint32(p.Data[4:], uint32(len(p.Data)-8))
	return p, nil
}

// cleanFrame keeps of a frame that moves what draws it.
func cleanFrame(chunk, body []byte) ([]byte, error) {
	if len(body) < 16 {
		return nil, errCutShort
	}
	frame, drawn := append(make([]byte, 0, len(chunk)), chunk[:24]...), false
	err := eachChunk(body[16:], func(kind string, chunk, body []byte) error {
		switch kind {
		case "VP8 ", "VP8L":
			if width, _ := webpSize(kind, body); width == 0 {
				return errCutShort
			}
			drawn = true
		case "ALPH":
		default:
			return nil
		}
		frame = append(frame, chunk...)
		return nil
	})
	if err == nil && !drawn {
		err = errCutShort
	}
	binary.LittleEndian.PutUint32(frame[4:], uint32(len(frame)-8))
	return frame, err
}

// eachChunk goes through chunks, each with what fills it up to an even length.
func eachChunk(data []byte, do func(kind string, chunk, body []byte) error) error {
	for len(data) > 0 {
		if len(data) < 8 {
			return errCutShort
		}
		length := int64(binary.LittleEndian.Uint32(data[4:]))
		if length > int64(len(data)-8) {
			return errCutShort
		}
		end := int(8 + length)
		chunk := data[:min(end+end%2, len(data))]
		if len(chunk)%2 != 0 {
			chunk = append(chunk[:len(chunk):len(chunk)], 0)
		}
		if err := do(string(data[:4]), chunk, data[8:end]); err != nil {
			return err
		}
		data = data[min(end+end%2, len(data)):]
	}
	return nil
}

// webpSize is the size of a picture by its own first bytes; 0 where it has none.
func webpSize(kind string, body []byte) (width, height int) {
	switch {
	case kind == "VP8 " && len(body) >= 10 && string(body[3:6]) == "\x9d\x01\x2a":
		return int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff)
	case kind == "VP8L" && len(body) >= 5 && body[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(body[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1
	}
	return 0, 0
}

func number24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
