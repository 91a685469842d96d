package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
)

// A drawing is an output once it has been drawn and compared.
type drawing struct {
	data    []byte // kept only if it has to be written
	entry   entry
	state   state
	aside   string
	foreign []string
	err     error
}

// maxErrors is how many outputs may fail before the rest is not tried: a
// fault in a layout fails them all, and nobody reads on.
const maxErrors = 20

// draw draws every output, finds out what it is to the output folder, and
// writes to the stage what is new or changed. With no stage nothing is
// written.
func (b *build) draw(ctx context.Context, st *stage, progress func(done, total int)) error {
	var failed []error
	var foreign []string
	for i, d := range b.drawings(ctx) {
		f := &b.files[i]
		f.entry, f.state, f.aside = d.entry, d.state, d.aside
		foreign = append(foreign, d.foreign...)
		if d.err != nil {
			failed = append(failed, d.err)
			if len(failed) == maxErrors {
				failed = append(failed, errors.New("there may be more: the rest was not tried"))
				break
			}
		}
		writing := st != nil && f.state != isSame && len(failed)+len(foreign) == 0
		if writing {
			if err := st.put(f.staged(i), f.path, d.data, false); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(i+1, len(b.files))
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(failed) > 0 {
		return errors.Join(failed...)
	}
	if len(foreign) > 0 {
		return newForeignError(b.name, foreign, inTheWay)
	}
	return nil
}

func (b *build) drawOne(i int) (d drawing) {
	f := &b.files[i]
	data, err := b.site.Render(f.URL)
	if err != nil {
		d.err = fmt.Errorf("draw %s: %w", f.URL, err)
		return d
	}
	if b.shown != nil {
		if d.err = b.shown(f.URL, data); d.err != nil {
			return d
		}
	}
	d.entry = entry{sum: sha256.Sum256(data), size: int64(len(data))}
	if err := b.compare(f.path, data, &d); err != nil {
		d.err = fmt.Errorf("compare %s: %w", f.path, cause(err))
	}
	if d.state != isSame {
		d.data = data
	}
	return d
}

// How far drawing may run ahead of writing, so that memory stays flat however
// large the site: this many outputs a core, and no further output is begun
// while more than this many bytes wait.
const (
	aheadPerCore = 16
	aheadBytes   = 32 << 20
)

// drawings draws all outputs on all cores and gives them in their order.
func (b *build) drawings(ctx context.Context) iter.Seq2[int, drawing] {
	return func(yield func(int, drawing) bool) {
		workers := min(runtime.GOMAXPROCS(0), len(b.files))
		q := newQueue(len(b.files), workers*aheadPerCore)
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() {
				for i, ok := q.next(); ok; i, ok = q.next() {
					q.done(i, b.drawOne(i))
				}
			})
		}
		defer wg.Wait()
		defer q.stop()
		for i := range b.files {
			select {
			case <-ctx.Done():
				return
			case d := <-q.slot(i):
				if ctx.Err() != nil || !yield(i, d) {
					return
				}
				q.taken(d)
			}
		}
	}
}

// A queue hands out numbers to workers and takes drawings back, in a ring of
// slots: the worker that has number i may fill slot i only, and number i is
// handed out only once that slot has been emptied.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	slots   []chan drawing
	total   int
	begun   int   // numbers handed out
	ended   int   // drawings taken
	bytes   int64 // in drawings not yet taken
	stopped bool
}

func newQueue(total, ahead int) *queue {
	q := &queue{total: total, slots: make([]chan drawing, ahead)}
	q.changed = sync.NewCond(&q.mu)
	for i := range q.slots {
		q.slots[i] = make(chan drawing, 1)
	}
	return q
}

func (q *queue) slot(i int) chan drawing { return q.slots[i%len(q.slots)] }

func (q *queue) next() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.stopped && q.begun < q.total && !q.free() {
		q.changed.Wait()
	}
	if q.stopped || q.begun == q.total {
		return 0, false
	}
	q.begun++
	return q.begun - 1, true
}

// free says that another output may be begun. One always may when none is on
// its way, however many bytes it will have.
func (q *queue) free() bool {
	return q.begun == q.ended || q.begun-q.ended < len(q.slots) && q.bytes <= aheadBytes
}

func (q *queue) done(i int, d drawing) {
	q.mu.Lock()
	q.bytes += int64(len(d.data))
	q.mu.Unlock()
	q.slot(i) <- d
}

func (q *queue) taken(d drawing) {
	q.mu.Lock()
	q.bytes -= int64(len(d.data))
	q.ended++
	q.mu.Unlock()
	q.changed.Broadcast()
}

func (q *queue) stop() {
	q.mu.Lock()
	q.stopped = true
	q.mu.Unlock()
	q.changed.Broadcast()
}
