package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A drawing is what came of drawing an output.
type drawing struct {
	i       int // which of the files
	entry   entry
	state   state
	aside   string
	foreign []string
	err     error
	disk    bool // the error is one of writing, after which nothing else is tried
}

// maxErrors is how many outputs may fail before the rest is not tried: a
// fault in a layout fails them all, and nobody reads on.
const maxErrors = 20

// draw draws every output, finds out what it is to the output folder, and
// writes to the stage what is new or changed. With no stage nothing is
// written.
func (b *build) draw(ctx context.Context, st *stage, progress func(done, total int)) error {
	var failed []drawing
	var foreign []string
	b.aside = map[int]string{}
	done := 0
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	for d := range b.drawings(ctx, st) {
		f := &b.files[d.i]
		f.entry, f.state = d.entry, d.state
		if d.aside != "" {
			b.aside[d.i] = d.aside
		}
		foreign = append(foreign, d.foreign...)
		if d.err != nil {
			failed = append(failed, d)
			if d.disk || len(failed) == maxErrors {
				stop(errEnough)
			}
		}
		if done++; progress != nil && !errors.Is(context.Cause(ctx), errEnough) {
			progress(done, len(b.files))
		}
	}
	if err := context.Cause(ctx); err != nil && !errors.Is(err, errEnough) {
		return ctx.Err()
	}
	if len(failed) > 0 {
		return inOrder(failed)
	}
	if len(foreign) > 0 {
		slices.Sort(foreign)
		return newForeignError(b.name, foreign, inTheWay)
	}
	return nil
}

// errEnough stops the drawing once so much is wrong that more would not help.
var errEnough = errors.New("enough has failed")

// inOrder puts together what failed, in the order of the site; or, where the
// disk did, that alone.
func inOrder(failed []drawing) error {
	if i := slices.IndexFunc(failed, func(d drawing) bool { return d.disk }); i >= 0 {
		return fmt.Errorf("%w\nnothing in the output folder has changed", failed[i].err)
	}
	slices.SortFunc(failed, func(a, b drawing) int { return cmp.Compare(a.i, b.i) })
	var errs []error
	for _, d := range failed[:min(len(failed), maxErrors)] {
		errs = append(errs, d.err)
	}
	if len(failed) >= maxErrors {
		errs = append(errs, errors.New("there may be more: the rest was not tried"))
	}
	return errors.Join(errs...)
}

// drawings draws all outputs on all cores, and gives them as they are done.
// What is drawn is written by whoever drew it, so that no more outputs are in
// memory than there are cores.
func (b *build) drawings(ctx context.Context, st *stage) <-chan drawing {
	jobs := b.jobs()
	workers := min(runtime.GOMAXPROCS(0), len(jobs))
	if b.disk.before != nil {
		workers = 1 // a test counts the changes
	}
	drawn := make(chan drawing, 64)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			p := b.newPen()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) {
					return
				}
				b.do(ctx, jobs[i], st, p, drawn)
			}
		})
	}
	go func() {
		wg.Wait()
		close(drawn)
	}()
	return drawn
}

// A job is what somebody draws in one go: outputs of one group, or one of none.
type job struct {
	which []int32 // of the files

	large bool // they are drawn in one pass, and are then in drawn
	drawn []drawing
	ready chan struct{}

	packs *job // what is to be done is to compress one of another job's
	nth   int
}

// jobs are all that is to be done. Large outputs come first, as each pass
// over them takes long, and what is compressed of them at the end.
func (b *build) jobs() []*job {
	_, streams := b.site.(Streamer)
	var first, jobs, last []*job
	large, small := map[int32]*job{}, map[int32]*job{}
	for i := range b.files {
		f := &b.files[i]
		if f.form != nil {
			continue // drawn with what it is a form of
		}
		of, known := &jobs, small
		if streams && f.large {
			of, known = &first, large
		}
		j := known[f.group]
		if j == nil {
			j = &job{large: streams && f.large}
			if j.large {
				j.ready = make(chan struct{})
			}
			*of = append(*of, j)
			if f.group != 0 {
				known[f.group] = j
			}
		}
		j.which = append(j.which, int32(i))
		if j.large && i+1 < len(b.files) && b.files[i+1].form != nil {
			last = append(last, &job{packs: j, nth: len(j.which) - 1})
		}
	}
	return slices.Concat(first, jobs, last)
}

// A pen draws one output after another for one goroutine.
type pen struct {
	draw func(room []byte, url string) ([]byte, error)
	room []byte // what was drawn last
}

func (b *build) newPen() *pen {
	if s, has := b.site.(Drawers); has {
		return &pen{draw: s.Drawer().Append}
	}
	return &pen{draw: func(_ []byte, url string) ([]byte, error) { return b.site.Render(url) }}
}

// do does a job.
func (b *build) do(ctx context.Context, j *job, st *stage, p *pen, drawn chan<- drawing) {
	switch {
	case j.packs != nil:
		<-j.packs.ready // which somebody has begun, as it comes before
		for _, d := range b.packed(j.packs.drawn[j.nth], nil, st) {
			drawn <- d
		}
	case j.large:
		j.drawn = b.drawLarge(b.site.(Streamer), j.which, st)
		close(j.ready)
		for _, d := range j.drawn {
			drawn <- d
		}
	default:
		for _, i := range j.which {
			if ctx.Err() != nil {
				break
			}
			d := b.drawOne(int(i), st, p)
			drawn <- d
			for _, d := range b.packed(d, p.room, st) {
				drawn <- d
			}
		}
	}
}

// rendered draws an output and shows it to whoever looks at outputs.
func (b *build) rendered(f *file, d *drawing, p *pen) (data []byte, err error) {
	if p.room, err = p.draw(p.room[:0], f.url); err != nil {
		return nil, fmt.Errorf("draw %s: %w", f.url, err)
	}
	if b.shown != nil {
		if err := b.shown(f.url, p.room); err != nil {
			return nil, err
		}
	}
	d.entry = entryOf(p.room)
	return p.room, nil
}

// drawOne draws an output.
func (b *build) drawOne(i int, st *stage, p *pen) (d drawing) {
	f := &b.files[i]
	d = drawing{i: i}
	var data []byte
	if data, d.err = b.rendered(f, &d, p); d.err != nil {
		return d
	}
	if err := b.compare(f.path, data, &d); err != nil {
		d.err = fmt.Errorf("compare %s: %w", f.path, cause(err))
		return d
	}
	if st != nil && d.state != isSame && len(d.foreign) == 0 {
		d.err = st.put(staged(f.path, d.state, i), f.path, data, false)
		d.disk = d.err != nil
	}
	return d
}
