package publish

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
)

// This file draws what is too large to be held in memory. It is written as it
// is drawn, and all of one group is drawn in one pass.

// drawLarge draws large outputs of one group.
func (b *build) drawLarge(s Streamer, which []int32, st *stage) []drawing {
	all := make([]drawing, len(which))
	sinks := make([]*sink, len(which))
	to := make(map[string]io.Writer, len(which))
	for n, i := range which {
		f, d := &b.files[i], &all[n]
		d.i = int(i)
		place, err := b.newPlacing(f, d, st)
		if err != nil {
			d.err = fmt.Errorf("compare %s: %w", f.path, cause(err))
			continue
		}
		sinks[n] = b.newSink(f, d, place)
		to[f.url] = sinks[n]
	}
	err := s.RenderTo(to)
	told := err == nil
	for n, k := range sinks {
		if k != nil {
			k.end(err == nil)
		}
		told = told || all[n].err != nil
	}
	if !told { // it is not that of one of them
		all[0].err = fmt.Errorf("draw %s: %w", b.files[which[0]].url, err)
	}
	return all
}

// A sink takes one large output as it is drawn. It lets pieces go on to their
// place, and shows them to whoever looks at outputs: each then begins with the
// end of the one before, so that what would be seen in the whole is seen in a
// piece. It finds out the entry of the whole.
type sink struct {
	place placer
	show  func(piece []byte) error // or nil
	d     *drawing
	sum   measured
	room  []byte // what has not gone on, behind the end of what has been shown
	shown int    // how long that end is
}

// A placer takes a piece of an output to where it is to be, given what is known
// of all before it.
type placer interface {
	take(piece []byte, last bool, before *measured) error
	drop() // nothing more is to be taken
}

// How much is gathered before it goes on; more, where it is looked at.
const (
	gathered     = 64 << 10
	pieceSize    = 1 << 20
	pieceOverlap = 64 << 10
)

func (b *build) newSink(f *file, d *drawing, place placer) *sink {
	k := &sink{place: place, d: d, sum: measured{sum: sha256.New()}}
	if b.shown != nil {
		k.show = func(piece []byte) error { return b.shown(f.url, piece) }
	}
	return k
}

// Write fails only where the disk does. After any other error what comes is
// passed over, so that all that is wrong with a group is found in one pass.
func (k *sink) Write(data []byte) (int, error) {
	most := gathered
	if k.show != nil {
		most = pieceSize
	}
	for rest := data; len(rest) > 0 && k.d.err == nil; {
		if k.show == nil && len(k.room) == 0 && len(rest) >= most {
			k.goOn(rest, false)
			break
		}
		n := min(len(rest), most-len(k.room))
		k.room, rest = append(k.room, rest[:n]...), rest[n:]
		if len(k.room) == most {
			k.flush(false)
		}
	}
	if k.d.disk {
		return 0, k.d.err
	}
	return len(data), nil
}

// Sum is the SHA-256 of all that was written.
func (k *sink) Sum() [sha256.Size]byte {
	k.flush(false)
	return k.sum.entry().sum
}

// end is the end of the output, if it has come to one.
func (k *sink) end(whole bool) {
	if whole {
		k.flush(true)
		k.d.entry = k.sum.entry()
	}
	k.place.drop()
}

func (k *sink) flush(last bool) {
	fresh := k.room[k.shown:]
	if k.d.err != nil || len(fresh) == 0 && !last {
		return
	}
	k.goOn(fresh, last)
	if k.show == nil || len(fresh) == 0 {
		k.room = k.room[:k.shown]
		return
	}
	if k.d.err == nil {
		k.d.err = k.show(k.room)
	}
	k.shown = min(len(k.room), pieceOverlap)
	k.room = append(k.room[:0], k.room[len(k.room)-k.shown:]...)
}

func (k *sink) goOn(piece []byte, last bool) {
	k.d.err = k.place.take(piece, last, &k.sum)
	k.sum.Write(piece)
}

// measured finds out the entry of what is written to it.
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
