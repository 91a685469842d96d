package site

import (
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
