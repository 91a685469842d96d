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

// plainFiles puts a plain file of a kind where a row names it.
var plainFiles = sync.OnceValue(func() *strings.Replacer {
	picture := image.NewPaletted(image.Rect(0, 0, 4, 4), palette.WebSafe)
	made := func(write func(*bytes.Buffer) error) string {
		var b bytes.Buffer
		_ = write(&b) // memory can be written to
		return b.String()
	}
	return strings.NewReplacer(
		"{png}", made(func(b *bytes.Buffer) error { return png.Encode(b, picture) }),
		"{jpg}", made(func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) }),
		"{gif}", made(func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) }),
		"{zip}", made(func(b *bytes.Buffer) error {
			z := zip.NewWriter(b)
			if _, err := z.Create("a.txt"); err != nil {
				return err
			}
			return z.Close()
		}),
	)
})
