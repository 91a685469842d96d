package publish

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// This file puts compressed forms beside the files that are text, for hosts
// that hand them out as they are: page.html.gz and page.html.br.
//
// A compressed form is never stale. The manifest holds the checksums of a file
// and of its forms, always those of one and the same build; a form is kept only
// if the file is still the one with that checksum, and the form on the disk
// still has its own. Anything else is compressed anew. The manifest says who
// compressed, as another program may make other bytes of the same file.

// A form is a way of compressing.
type form struct {
	ext    string
	writer func() packer
	pool   *sync.Pool
}

type packer interface {
	io.WriteCloser
	Reset(io.Writer)
}

// brotliLevel is far down on its scale of 11: the levels above take from ten to
// thirty times as long, for a tenth fewer bytes.
const brotliLevel = 9

var forms = []form{
	{".br", func() packer { return brotli.NewWriterLevel(nil, brotliLevel) }, new(sync.Pool)},
	{".gz", func() packer {
		w, _ := gzip.NewWriterLevel(nil, gzip.BestCompression) // a level that there is
		return w
	}, new(sync.Pool)},
}

// packedBy names what compresses.
var packedBy = sync.OnceValue(func() string {
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

// isForm says whether a file is by its name a compressed form of another.
func isForm(p string) bool {
	for _, f := range forms {
		if strings.HasSuffix(p, f.ext) {
			return true
		}
	}
	return false
}

// to compresses into w what is written to the writer that use is given.
func (f form) to(w io.Writer, use func(io.Writer) error) error {
	p, ok := f.pool.Get().(packer)
	if !ok {
		p = f.writer()
	}
	p.Reset(w)
	err := use(p)
	if e := p.Close(); err == nil {
		err = e
	}
	p.Reset(nil)
	f.pool.Put(p)
	return err
}

// packs reports whether the site has compressed forms at all.
func (b *build) packs() bool {
	for i := range b.files {
		if b.files[i].form != nil {
			return true
		}
	}
	return false
}

// packed draws the compressed forms of a file, which stand behind it in the
// list; data are its bytes, unless it is large.
func (b *build) packed(of drawing, data []byte, st *stage) (all []drawing) {
	for j := of.i + 1; j < len(b.files) && b.files[j].form != nil; j++ {
		d := drawing{i: j}
		if of.err == nil {
			b.pack(&b.files[of.i], &of, data, &b.files[j], &d, st)
		}
		all = append(all, d)
	}
	return all
}

func (b *build) pack(of *file, drawn *drawing, data []byte, f *file, d *drawing, st *stage) {
	s, streams := b.site.(Streamer)
	kept := false
	err := b.standing(f.path, d, func(name string, size int64) (same bool, err error) {
		if kept, err = b.keeps(of, drawn, f, name, size); kept {
			d.entry = b.old[f.path]
		}
		return kept, err
	})
	switch {
	case err != nil:
		d.err = fmt.Errorf("compare %s: %w", f.path, cause(err))
	case kept || len(d.foreign) > 0:
	case streams && of.large:
		b.packLarge(s, of, drawn, f, d, st)
	default:
		b.packSmall(data, f, d, st)
	}
}

// keeps says whether the form that stands there is of the file as it is drawn.
func (b *build) keeps(of *file, drawn *drawing, f *file, name string, size int64) (bool, error) {
	was, ok := b.old[of.path]
	form, there := b.old[f.path]
	if !ok || !there || was != drawn.entry || form.size != size || b.was.packer != packedBy() {
		return false, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return false, err
	}
	return [sha256.Size]byte(sum.Sum(nil)) == form.sum, nil
}

func (b *build) packSmall(data []byte, f *file, d *drawing, st *stage) {
	var small bytes.Buffer
	d.err = f.form.to(&small, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if d.err != nil {
		d.err = fmt.Errorf("compress %s: %w", f.path, d.err)
		return
	}
	d.entry = entryOf(small.Bytes())
	if err := b.compare(f.path, small.Bytes(), d); err != nil {
		d.err = fmt.Errorf("compare %s: %w", f.path, cause(err))
		return
	}
	if st != nil && d.state != isSame {
		d.err = st.put(staged(f.path, d.state, d.i), f.path, small.Bytes(), false)
		d.disk = d.err != nil
	}
}

// errDrawnTwice is for a site that draws an output in two ways.
var errDrawnTwice = errors.New("it was drawn twice, and was not the same")

// packLarge compresses a large output as it is drawn once more.
func (b *build) packLarge(s Streamer, of *file, drawn *drawing, f *file, d *drawing, st *stage) {
	if st == nil {
		d.err = b.compressed(s, of, drawn, f, d, io.Discard)
		return
	}
	file, err := st.create(staged(f.path, d.state, d.i), f.path)
	if err != nil {
		d.err, d.disk = err, true
		return
	}
	var failed error
	err = st.disk.do("write", f.path, func() error {
		to := &noted{Writer: file}
		failed = b.compressed(s, of, drawn, f, d, to)
		if to.err == nil && failed != nil {
			return file.Close()
		}
		return st.close(file, false, to.err)
	})
	if err != nil {
		d.err, d.disk = err, true
	} else {
		d.err = failed
	}
}

// compressed draws a large output and writes it compressed. It must be what was
// drawn before.
func (b *build) compressed(s Streamer, of *file, drawn *drawing, f *file, d *drawing, to io.Writer) error {
	small, whole := &measured{sum: sha256.New()}, &measured{sum: sha256.New()}
	err := f.form.to(io.MultiWriter(to, small), func(w io.Writer) error {
		out := bufio.NewWriterSize(io.MultiWriter(w, whole), 256<<10)
		if err := s.RenderTo(map[string]io.Writer{of.url: out}); err != nil {
			return err
		}
		return out.Flush()
	})
	if err == nil && whole.entry() != drawn.entry {
		err = errDrawnTwice
	}
	if err != nil {
		return fmt.Errorf("compress %s: %w", f.path, err)
	}
	d.entry = small.entry()
	return nil
}
