package publish

import (
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// This file writes compressed forms of files, for hosts that serve them as they
// are: page.html.gz and page.html.br beside page.html.
//
// A compressed form is never stale. The manifest has the checksums of a file and of
// its forms, always from the same build. A form is kept only if both still have their
// checksums and the compressor is the same, as another version may compress
// differently.

// An encoding is a way of compressing.
type encoding struct {
	ext string
	new func() encoder
}

type encoder interface {
	io.WriteCloser
	Reset(io.Writer)
}

// brotliLevel is not the highest, 11: that takes ten to thirty times as long for a tenth
// fewer bytes.
const brotliLevel = 9

var encodings = []encoding{
	{".br", func() encoder { return brotli.NewWriterLevel(nil, brotliLevel) }},
	{".gz", func() encoder {
		w, _ := gzip.NewWriterLevel(nil, gzip.BestCompression) // the level is valid
		return w
	}},
}

// compressors names what compresses, with versions.
var compressors = sync.OnceValue(func() string {
	name := fmt.Sprintf("gzip of %s, brotli", runtime.Version())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == "github.com/andybalholm/brotli" {
				name += " of " + module.Version
			}
		}
	}
	return fmt.Sprintf("%s at %d", name, brotliLevel)
})

// isCompressed reports whether a file is by its name a compressed form.
func isCompressed(p string) bool {
	for _, e := range encodings {
		if strings.HasSuffix(p, e.ext) {
			return true
		}
	}
	return false
}

// errRenderedTwice is for an output that is not deterministic.
var errRenderedTwice = errors.New("it was rendered twice, and was not the same")

// precompress writes a compressed form of a file that has been rendered. whole is its
// content, unless it is large and has to be rendered again.
func (w *worker) precompress(of *file, whole []byte, form *file, o *outcome) {
	to, err := w.newFileWriter(form, o, &w.compressed, nil)
	if err != nil {
		o.err = err
		return
	}
	if to.exists {
		keep, err := w.b.isUpToDate(of, form)
		if err != nil {
			o.err = compareError(form, err)
			return
		}
		if keep {
			form.entry = w.b.old[form.path]
			form.state = isSame
			return
		}
	}
	err = w.encode(form.encoding, to, func(encoder io.Writer) error {
		if of.entry.size < chunkSize {
			_, err := encoder.Write(whole)
			return err
		}
		sum := sha256.New()
		if err := of.render(io.MultiWriter(encoder, sum)); err != nil {
			return err
		}
		if [sha256.Size]byte(sum.Sum(nil)) != of.entry.sum {
			return errRenderedTwice
		}
		return nil
	})
	o.err = to.finish(err)
}

// encode compresses what content writes. Encoders have large tables, so a worker uses
// the same ones for all its files.
func (w *worker) encode(e *encoding, to io.Writer, content func(io.Writer) error) error {
	if w.encoders == nil {
		w.encoders = map[*encoding]encoder{}
	}
	if w.encoders[e] == nil {
		w.encoders[e] = e.new()
	}
	encoder := w.encoders[e]
	encoder.Reset(to)
	return errors.Join(content(encoder), encoder.Close())
}

// isUpToDate reports whether the existing compressed form is that of the file as it is
// now.
func (b *build) isUpToDate(of, form *file) (bool, error) {
	was, ok := b.old[of.path]
	entry, listed := b.old[form.path]
	if !ok || !listed || was != of.entry || b.head.compressors != compressors() {
		return false, nil
	}
	return b.hasContent(form.path, entry)
}
