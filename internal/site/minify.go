package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/svg"
)

// minifier is used for CSS and SVG alone. Pages would be 1 % shorter; in data it
// would write 1.0 as 1; and it has broken scripts before.
var minifier = func() *minify.M {
	m := minify.New()
	m.Add("text/css", &css.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	return m
}()

// readThemeFile reads a file of the theme and adds more to its end.
func readThemeFile(theme fs.FS, file, mediatype, more string, minify bool) ([]byte, error) {
	data, err := fs.ReadFile(theme, file)
	if err != nil {
		return nil, errors.New("this file of the theme is missing")
	}
	data = append(data, more...)
	switch {
	case !minify:
		return data, nil
	case mediatype == scriptType:
		return minifyScript(data), nil
	}
	if data, err = minifier.Bytes(mediatype, data); err != nil {
		return nil, fmt.Errorf("this file of the theme cannot be read: %w", err)
	}
	return data, nil
}

// fingerprint is a hash of a file's content, for its URL.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:12]
}

const scriptType = "text/javascript"

// minifyScript removes whole-line // comments, indentation and empty lines, and
// nothing else, so that the script stays the one that was tested. A script with
// a template literal over several lines, or with block comments, is not changed.
func minifyScript(script []byte) []byte {
	if bytes.Contains(script, []byte("/*")) {
		return script
	}
	var b bytes.Buffer
	for line := range bytes.Lines(script) {
		if bytes.Count(line, []byte("`"))%2 != 0 {
			return script
		}
		line = bytes.TrimLeft(line, " \t")
		if len(bytes.TrimSpace(line)) > 0 && !bytes.HasPrefix(line, []byte("//")) {
			b.Write(line)
		}
	}
	return b.Bytes()
}
