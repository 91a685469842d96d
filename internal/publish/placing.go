package publish

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
)

// A placing takes a large output to the stage while it is drawn. Where a file
// stands already, the output is compared with it, and is staged only from the
// first piece on that differs, behind a copy of what was the same: nothing is
// drawn a second time.
type placing struct {
	b   *build
	f   *file
	d   *drawing
	st  *stage   // nil: nothing is written
	old *os.File // what stands there, while the output is the same
	buf []byte   // what was read of it
	new *os.File // in the stage
}

func (b *build) newPlacing(f *file, d *drawing, st *stage) (*placing, error) {
	p := &placing{b: b, f: f, d: d, st: st}
	fi, err := b.stands(f.path, d)
	if err != nil || fi == nil {
		return p, err
	}
	old, err := os.Open(b.tree.at(f.path))
	switch {
	case err == nil:
		p.old = old
	case b.mayReplace(f.path, err):
		b.settle(f.path, d, false)
	default:
		return nil, err
	}
	return p, nil
}

func (p *placing) take(piece []byte, last bool, before *measured) error {
	if p.old != nil {
		same := p.holds(piece) && (!last || p.ends())
		if same && !last {
			return nil
		}
		p.b.settle(p.f.path, p.d, same)
		err := p.leaveOld(before)
		if err != nil {
			return err
		}
	}
	if !p.stages() {
		return nil
	}
	if err := p.open(); err != nil {
		return err
	}
	return p.change(func() error {
		_, err := p.new.Write(piece)
		if last {
			err = p.st.close(p.new, false, err)
			p.new = nil
		}
		return err
	})
}

// stages says whether the output is to be staged.
func (p *placing) stages() bool {
	return p.old == nil && p.d.state != isSame && p.st != nil && len(p.d.foreign) == 0
}

// open makes the file in the stage, if there is none yet.
func (p *placing) open() (err error) {
	if p.new != nil {
		return nil
	}
	p.new, err = p.st.create(staged(p.f.path, p.d.state, p.d.i), p.f.path)
	p.d.disk = err != nil
	return err
}

// change writes to that file.
func (p *placing) change(write func() error) error {
	err := p.st.disk.do("write", p.f.path, write)
	p.d.disk = err != nil
	return err
}

// holds says whether the file that stands there goes on with a piece. Where it
// cannot be read, it does not.
func (p *placing) holds(piece []byte) bool {
	if p.buf == nil {
		p.buf = make([]byte, gathered)
	}
	for len(piece) > 0 {
		n, err := io.ReadFull(p.old, p.buf[:min(len(p.buf), len(piece))])
		if err != nil || !bytes.Equal(p.buf[:n], piece[:n]) {
			return false
		}
		piece = piece[n:]
	}
	return true
}

// ends says whether the file has no more.
func (p *placing) ends() bool {
	n, err := p.old.Read(make([]byte, 1))
	return n == 0 && errors.Is(err, io.EOF)
}

// leaveOld is the end of comparing. What was the same is the beginning of what
// is staged, if anything is.
func (p *placing) leaveOld(before *measured) error {
	old := p.old
	p.old = nil
	defer old.Close()
	if !p.stages() {
		return nil
	}
	if err := p.open(); err != nil {
		return err
	}
	sum := sha256.New()
	err := p.change(func() error {
		_, err := io.Copy(io.MultiWriter(p.new, sum), io.NewSectionReader(old, 0, before.size))
		return err
	})
	if err == nil && [sha256.Size]byte(sum.Sum(nil)) != before.entry().sum {
		err = fmt.Errorf("compare %s: something else has changed it meanwhile; build again", p.f.path)
	}
	return err
}

func (p *placing) drop() {
	for _, f := range []*os.File{p.old, p.new} {
		if f != nil {
			f.Close()
		}
	}
}
