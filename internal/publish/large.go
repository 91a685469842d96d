package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// This file puts out what is too large to be held in memory. It is written as
// it is drawn; where a file stands already, it is drawn once to be compared
// with that, and again only if it differs.

// drawLarge draws a large output.
func (b *build) drawLarge(s Streamer, f *file, st *stage, d *drawing) {
	drawn := false
	err := b.standing(f.path, d, func(name string, _ int64) (same bool, err error) {
		c, err := compareWith(name)
		if err != nil {
			return false, err
		}
		defer c.file.Close()
		drawn = true
		if d.err = b.stream(s, f, c, d); d.err != nil {
			return false, nil
		}
		return c.same(), nil
	})
	switch {
	case d.err != nil:
		return
	case err != nil:
		d.err = fmt.Errorf("compare %s: %w", f.path, cause(err))
		return
	case st == nil || d.state == isSame || len(d.foreign) > 0:
		if !drawn { // it may be what cannot be drawn, or may not be shown
			d.err = b.stream(s, f, io.Discard, d)
		}
		return
	}
	d.err = b.stage(s, f, st, d)
}

// stage draws a large output into the stage.
func (b *build) stage(s Streamer, f *file, st *stage, d *drawing) error {
	file, err := st.create(staged(f.path, d.state, d.i), f.path)
	if err != nil {
		d.disk = true
		return err
	}
	var failed error
	err = st.disk.do("write", f.path, func() error {
		w := &noted{Writer: file}
		failed = b.stream(s, f, w, d)
		if w.err == nil && failed != nil {
			return file.Close()
		}
		return st.close(file, false, w.err)
	})
	if err != nil {
		d.disk = true
		return err
	}
	return failed
}

// noted remembers the error of the writer itself: it is the disk's.
type noted struct {
	io.Writer
	err error
}

func (n *noted) Write(p []byte) (int, error) {
	k, err := n.Writer.Write(p)
	if err != nil {
		n.err = err
	}
	return k, err
}

// stream draws a large output into w. It is shown to whoever looks at outputs,
// and its entry is found out.
func (b *build) stream(s Streamer, f *file, w io.Writer, d *drawing) error {
	sum := &measured{sum: sha256.New()}
	to := []io.Writer{w, sum}
	var shown *pieces
	if b.shown != nil {
		shown = &pieces{show: func(data []byte) error { return b.shown(f.URL, data) }}
		to = append(to, shown)
	}
	out := bufio.NewWriterSize(io.MultiWriter(to...), 256<<10)
	err := s.RenderTo(out, f.URL)
	if err == nil {
		err = out.Flush()
	}
	if err == nil && shown != nil {
		err = shown.flush()
	}
	switch {
	case shown != nil && shown.err != nil:
		return shown.err
	case err != nil:
		return fmt.Errorf("draw %s: %w", f.URL, err)
	}
	d.entry = sum.entry()
	return nil
}

type measured struct {
	sum  hash.Hash
	size int64
}

func (m *measured) entry() entry {
	return entry{sum: [sha256.Size]byte(m.sum.Sum(nil)), size: m.size}
}

func (m *measured) Write(p []byte) (int, error) {
	m.size += int64(len(p))
	return m.sum.Write(p)
}

// pieces shows what is written piece by piece. Each begins with the end of the
// one before, so that what would be seen in the whole is seen in a piece.
type pieces struct {
	show  func(data []byte) error
	piece []byte
	fresh bool // there is more in it than the end of the one before
	err   error
}

const (
	pieceSize    = 4 << 20
	pieceOverlap = 64 << 10
)

func (p *pieces) Write(data []byte) (int, error) {
	p.piece, p.fresh = append(p.piece, data...), true
	if len(p.piece) >= pieceSize {
		if err := p.flush(); err != nil {
			return 0, err
		}
	}
	return len(data), nil
}

func (p *pieces) flush() error {
	if !p.fresh {
		return p.err
	}
	p.err = p.show(p.piece)
	p.fresh = false
	p.piece = append(p.piece[:0], p.piece[max(0, len(p.piece)-pieceOverlap):]...)
	return p.err
}

// A comparer compares what is written to it with what a file holds.
type comparer struct {
	file   *os.File
	buf    [64 << 10]byte
	differ bool
}

func compareWith(name string) (*comparer, error) {
	f, err := os.Open(name)
	return &comparer{file: f}, err
}

func (c *comparer) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0 && !c.differ; {
		n, err := io.ReadFull(c.file, c.buf[:min(len(c.buf), len(rest))])
		if err != nil || !bytes.Equal(c.buf[:n], rest[:n]) {
			c.differ = true // also where it cannot be read: then it is written anew
			break
		}
		rest = rest[n:]
	}
	return len(p), nil
}

// same says that the file held just what was written.
func (c *comparer) same() bool {
	if c.differ {
		return false
	}
	n, err := c.file.Read(c.buf[:1])
	return n == 0 && errors.Is(err, io.EOF)
}
