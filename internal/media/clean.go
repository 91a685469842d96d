package media

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// A Picture is a picture as it is put out: the bytes that make up what is seen,
// and nothing else that the file held.
type Picture struct {
	Data          []byte
	Width, Height int
	Frames        int // more than one where it moves
}

// What is wrong with a picture, in words that go on from "the file".
var (
	errNoPicture = errors.New("holds no picture of the kind that its name says")
	errCutShort  = errors.New("is cut short or damaged")
)

// Clean takes out of a picture all that is not needed to show it: where and
// with what it was taken, by whom, comments, small copies of the picture as it
// was before it was cropped, and whatever stands behind its end. Nothing of
// what is seen is packed anew, so no pixel changes; colour profiles stay. How a
// picture is to be turned is kept, as the one thing that is told.
//
// The kind is a file's ending: ".jpg", ".jpeg", ".png", ".gif" or ".webp". A
// picture that cannot be gone through from beginning to end is an error, since
// nobody could say what is in it.
func Clean(kind string, data []byte) (Picture, error) {
	switch kind {
	case ".jpg", ".jpeg":
		return cleanJPEG(data)
	case ".png":
		return cleanPNG(data)
	case ".gif":
		return cleanGIF(data)
	case ".webp":
		return cleanWebP(data)
	}
	return Picture{}, errNoPicture
}

// exifTurn is the entry that says how a picture is to be turned: 1 as it is, 2
// to 8 turned or mirrored.
const exifTurn = 0x0112

// turnOf is how EXIF says a picture is to be turned; 0 where it need not be.
func turnOf(exif []byte) uint16 {
	if len(exif) < 8 || !bytes.HasPrefix(exif, []byte("II")) && !bytes.HasPrefix(exif, []byte("MM")) {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if exif[0] == 'I' {
		order = binary.LittleEndian
	}
	turn := uint16(0)
	properties{exif, order}.each(order.Uint32(exif[4:]), func(tag uint16, value []byte) {
		if tag == exifTurn && turn == 0 {
			turn = order.Uint16(value)
		}
	})
	if turn < 2 || turn > 8 {
		return 0
	}
	return turn
}

// onlyTurn is EXIF that says how a picture is to be turned, and nothing else.
func onlyTurn(turn uint16) []byte {
	b := []byte("II\x2a\x00\x08\x00\x00\x00\x01\x00")
	b = binary.LittleEndian.AppendUint16(b, exifTurn)
	b = binary.LittleEndian.AppendUint16(b, 3) // a number of two bytes
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(turn))
	return binary.LittleEndian.AppendUint32(b, 0)
}
