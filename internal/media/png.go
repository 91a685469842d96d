package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

const pngHeader = "\x89PNG\r\n\x1a\n"

// keptChunks change how a PNG looks, animated ones too. (PNG, third edition,
// chapter 11.)
var keptChunks = []string{
	"IHDR", "PLTE", "IDAT", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
}

// eachPNGChunk calls do for each chunk up to IEND, and with that.
func eachPNGChunk(data []byte, do func(kind string, chunk, body []byte) error) error {
	for at := len(pngHeader); ; {
		if at+12 > len(data) {
			return errCutShort
		}
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if length > int64(len(data)-at-12) {
			return errCutShort
		}
		chunk := data[at : at+12+int(length)]
		kind := string(chunk[4:8])
		if err := do(kind, chunk, chunk[8:len(chunk)-4]); err != nil || kind == "IEND" {
			return err
		}
		at += len(chunk)
	}
}

func cleanPNG(data []byte) (Picture, error) {
	if !bytes.HasPrefix(data, []byte(pngHeader)) {
		return Picture{}, errNoPicture
	}
	p := Picture{Data: append(make([]byte, 0, len(data)), pngHeader...)}
	frames, hasData := 0, false
	err := eachPNGChunk(data, func(kind string, chunk, body []byte) error {
		if crc32.ChecksumIEEE(chunk[4:len(chunk)-4]) != binary.BigEndian.Uint32(chunk[len(chunk)-4:]) {
			return errCutShort
		}
		if (p.Width == 0) != (kind == "IHDR") { // it is the first
			return errCutShort
		}
		switch {
		case kind == "IEND":
			if !hasData || len(body) != 0 {
				return errCutShort
			}
			p.Data = append(p.Data, chunk...)
		case kind == "IHDR":
			if len(body) != 13 {
				return errCutShort
			}
			width, height := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
			if width == 0 || height == 0 || width > 1<<31-1 || height > 1<<31-1 {
				return errCutShort
			}
			p.Width, p.Height = int(width), int(height)
		case kind == "IDAT":
			hasData = true
		case kind == "fcTL":
			frames++
		case kind == "eXIf":
			if o := orientation(body); o != 0 {
				p.Data = appendChunk(p.Data, kind, orientationExif(o))
			}
		case kind[0]&0x20 == 0 && !slices.Contains(keptChunks, kind): // needed, and unknown
			return errCutShort
		}
		if slices.Contains(keptChunks, kind) {
			p.Data = append(p.Data, chunk...)
		}
		return nil
	})
	if err != nil {
		return Picture{}, err
	}
	p.Frames = max(frames, 1)
	return p, nil
}

func appendChunk(b []byte, kind string, body []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	from := len(b)
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
}

func (f *inspector) png() {
	// What cannot be read has no metadata.
	_ = eachPNGChunk(f.bytes(0, maxWhole), func(kind string, _, body []byte) error {
		switch kind {
		case "eXIf":
			f.exif(body)
		case "tEXt":
			name, text, _ := bytes.Cut(body, []byte{0})
			if string(name) == "Author" || string(name) == "Artist" {
				f.author(pdfText(text))
			}
		case "iTXt":
			f.internationalText(body)
		}
		return nil
	})
}

// internationalText reads a name, two flags, a language, the name in that, and
// the text. A compressed one is ignored.
func (f *inspector) internationalText(data []byte) {
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
