package media

import "errors"

// A Picture is a picture as it is published: what is needed to show it, and
// nothing else.
type Picture struct {
	Data          []byte
	Width, Height int
	Frames        int // more than one in an animation
}

// What is wrong with a picture. The messages continue "the file …".
var (
	errNoPicture = errors.New("holds no picture of the kind that its name says")
	errCutShort  = errors.New("is cut short or damaged")
)

// Clean removes from a picture all that is not needed to show it: where, with
// what and by whom it was taken, comments, thumbnails, which show it before it
// was cropped, and what is after its end. Nothing is encoded anew, so no pixel
// changes; colour profiles and the orientation stay.
//
// The kind is a file extension: ".jpg", ".jpeg", ".png", ".gif" or ".webp". A
// picture that cannot be parsed from beginning to end is an error, since nobody
// could say what is in it.
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
