package site

import (
	"bytes"
	"io"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/svg"
)

// minifier takes out of a page what no reader has use for. Document tags, end
// tags, quotes and attributes are kept: whatever a host injects looks for
// </body>, and crawlers are no HTML parsers (minify issue 236). It never sees
// anything but HTML, CSS and SVG: it would write 1.0 as 1 in data, and its
// history with scripts is a poor one.
var minifier = func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	m.Add("text/css", &css.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	return m
}()

func minifyTo(w io.Writer, mediatype string, r io.Reader) error {
	return minifier.Minify(mediatype, w, r)
}

const scriptType = "text/javascript"

// plainScript takes comments that have a line of their own, and what stands
// before a line, out of a script: nothing else, so that it stays the one that
// was tested. A script with a text that goes on over lines, or with comments of
// another kind, stays as it is.
func plainScript(script []byte) []byte {
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
