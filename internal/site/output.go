package site

import (
	"io"
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/hosting"
	"fiftysix/internal/inspection"
)

// An Output is one file of the site, which Render writes.
type Output struct {
	// URL is the site's own address for it, from its root: "/" or
	// "/reports/2020-prevent/" for a page, "/robots.txt" for any other file.
	// It is escaped as an address is.
	URL string
	// Page says that people read it and link to it, so that its removal is
	// reported.
	Page bool
	// Sources are the content files it is made from, for messages.
	Sources []string
	// Render writes its content: the same bytes at any time, and from any
	// goroutine. A layout's fault is a [TemplateError].
	Render func(w io.Writer) error

	phase   phase
	changed inspection.Date // when its content last changed; zero where that is not known
}

// File is the path of the output in the output folder, slash-separated:
// "reports/2020-prevent/index.html".
func (o Output) File() string { return FileOf(o.URL) }

// FileOf is the file that a static host serves for a URL of the site.
func FileOf(address string) string {
	file, err := url.PathUnescape(address)
	if err != nil {
		file = address
	}
	file = strings.TrimPrefix(file, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file
}

// Files gives the path of every output and the function that writes it, in the
// order in which they are to be written.
func (s *Site) Files() iter.Seq2[string, func(io.Writer) error] {
	return func(yield func(string, func(io.Writer) error) bool) {
		for _, o := range s.Outputs() {
			if !yield(o.File(), o.Render) {
				return
			}
		}
	}
}

// Precompressed reports whether a file of the site is also published in
// compressed forms: those that are text, and served to readers.
func (s *Site) Precompressed(file string) bool {
	name := path.Base(file)
	return s.compress && !strings.HasPrefix(name, ".") && slices.Contains(hosting.Compressible, path.Ext(name))
}

// writeBytes is a Render for content that exists already.
func writeBytes(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// A phase is when an output is written: what a page shows or links to comes
// before the page, so that a reader who comes in the middle finds no dead link.
type phase uint8

const (
	phaseFiles    phase = iota // styles, pictures, attachments
	phaseFindings              // link to the files
	phaseReports               // link to the findings
	phasePages                 // the office's own
	phaseLists                 // link to all of those
	phaseIndex                 // finds all of those
	phaseHome                  // links to the lists
	phaseFeeds                 // announce all of that: it is there when readers come
)

// An outputList gathers the outputs that one step of a plan after another adds.
type outputList struct {
	phase   phase // of what is added next
	outputs []Output
}

// add plans one output.
func (l *outputList) add(o Output, render func(io.Writer) error) {
	l.addIn(l.phase, o, render)
}

// addIn plans one output in a phase of its own.
func (l *outputList) addIn(p phase, o Output, render func(io.Writer) error) {
	o.phase, o.Render = p, render
	l.outputs = append(l.outputs, o)
}
