package media

import (
	"bytes"
	"encoding/binary"
)

// Flags of a WebP's first chunk. (RFC 9649, 2.7.1.)
const (
	webpXMP  = 0x04
	webpEXIF = 0x08
)

func cleanWebP(data []byte) (Picture, error) {
	if len(data) < 12 || !bytes.HasPrefix(data, []byte("RIFF")) || string(data[8:12]) != "WEBP" {
		return Picture{}, errNoPicture
	}
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > int64(len(data)) || size < 12 {
		return Picture{}, errCutShort
	}
	p := Picture{Data: append(make([]byte, 0, size), data[:12]...)}
	flags := -1 // their index in p.Data
	exif, hasImage := []byte(nil), false
	err := eachRIFFChunk(data[12:size], func(kind string, chunk, body []byte) error {
		switch kind {
		case "VP8X":
			if flags >= 0 || hasImage || len(body) < 10 {
				return errCutShort
			}
			flags = len(p.Data) + 8
			p.Width, p.Height = 1+uint24(body[4:]), 1+uint24(body[7:])
		case "VP8 ", "VP8L":
			width, height := webpSize(kind, body)
			if width == 0 {
				return errCutShort
			}
			if flags < 0 {
				p.Width, p.Height = width, height
			}
			hasImage = true
			p.Frames++
		case "ANMF":
			frame, err := cleanFrame(chunk, body)
			if err != nil {
				return err
			}
			chunk, hasImage = frame, true
			p.Frames++
		case "ICCP", "ALPH", "ANIM":
		case "EXIF":
			exif = nil
			if o := orientation(bytes.TrimPrefix(body, exifHeader)); o != 0 {
				exif = orientationExif(o)
			}
			return nil
		default:
			return nil
		}
		p.Data = append(p.Data, chunk...)
		return nil
	})
	if err == nil && !hasImage {
		err = errCutShort
	}
	if err != nil {
		return Picture{}, err
	}
	if flags >= 0 {
		p.Data[flags] &^= webpXMP | webpEXIF
		if exif != nil {
			p.Data[flags] |= webpEXIF
			p.Data = binary.LittleEndian.AppendUint32(append(p.Data, "EXIF"...), uint32(len(exif)))
			p.Data = append(p.Data, exif...)
		}
	}
	binary.LittleEndian.PutUint32(p.Data[4:], uint32(len(p.Data)-8))
	return p, nil
}

// cleanFrame keeps the image of a frame of an animation.
func cleanFrame(chunk, body []byte) ([]byte, error) {
	if len(body) < 16 {
		return nil, errCutShort
	}
	frame, hasImage := append(make([]byte, 0, len(chunk)), chunk[:24]...), false
	err := eachRIFFChunk(body[16:], func(kind string, chunk, body []byte) error {
		switch kind {
		case "VP8 ", "VP8L":
			if width, _ := webpSize(kind, body); width == 0 {
				return errCutShort
			}
			hasImage = true
		case "ALPH":
		default:
			return nil
		}
		frame = append(frame, chunk...)
		return nil
	})
	if err == nil && !hasImage {
		err = errCutShort
	}
	binary.LittleEndian.PutUint32(frame[4:], uint32(len(frame)-8))
	return frame, err
}

// eachRIFFChunk calls do for each chunk, which is padded to an even length.
func eachRIFFChunk(data []byte, do func(kind string, chunk, body []byte) error) error {
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

// webpSize is the size in the header of an image; 0 if it has none.
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

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func (f *inspector) webp() {
	// What cannot be read has no metadata.
	_ = eachRIFFChunk(f.bytes(12, maxWhole), func(kind string, _, body []byte) error {
		switch kind {
		case "EXIF":
			f.exif(bytes.TrimPrefix(body, exifHeader))
		case "XMP ":
			f.xmp(body)
		}
		return nil
	})
}
