package attacks

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"sync"
)

// plainFiles replaces {png} and the like in the text of an attack by a small
// harmless file of that kind.
var plainFiles = sync.OnceValue(func() *strings.Replacer {
	picture := image.NewPaletted(image.Rect(0, 0, 4, 4), palette.WebSafe)
	encoded := func(write func(*bytes.Buffer) error) string {
		var b bytes.Buffer
		_ = write(&b) // memory can be written to
		return b.String()
	}
	return strings.NewReplacer(
		"{png}", encoded(func(b *bytes.Buffer) error { return png.Encode(b, picture) }),
		"{jpg}", encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) }),
		"{gif}", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) }),
		"{zip}", encoded(func(b *bytes.Buffer) error {
			z := zip.NewWriter(b)
			if _, err := z.Create("a.txt"); err != nil {
				return err
			}
			return z.Close()
		}),
	)
})
