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

// An outcome is what happened when a file was rendered.
type outcome struct {
	index   int      // of the file
	foreign []string // files in its way that are not ours
	err     error
	disk    bool // err is one of writing, after which nothing else is tried
}

// maxErrors is how many outputs may fail before the rest is not tried: a mistake in a
// layout fails them all.
const maxErrors = 20

// render renders every output, compares it with the output folder, and stages it if it
// is new or changed. If st is nil, nothing is written.
func (b *build) render(ctx context.Context, st *stage) error {
	var failed []outcome
	var foreign []string
	done := 0
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	for o := range b.outcomes(ctx, st) {
		foreign = append(foreign, o.foreign...)
		if o.err != nil {
			failed = append(failed, o)
			if o.disk || len(failed) == maxErrors {
				stop(errEnough)
			}
		}
		if done++; b.opt.Progress != nil && !errors.Is(context.Cause(ctx), errEnough) {
			b.opt.Progress(done, len(b.files))
		}
	}
	if err := context.Cause(ctx); err != nil && !errors.Is(err, errEnough) {
		return ctx.Err()
	}
	if len(failed) > 0 {
		return joinFailures(failed)
	}
	if len(foreign) > 0 {
		return newForeignError(b.name, foreign, inTheWay)
	}
	return nil
}

// errEnough stops the rendering when more errors would not help.
var errEnough = errors.New("enough has failed")

// joinFailures joins errors in the order of the site; a disk error is returned alone.
func joinFailures(failed []outcome) error {
	if i := slices.IndexFunc(failed, func(o outcome) bool { return o.disk }); i >= 0 {
		return fmt.Errorf("%w\nnothing in the output folder has changed", failed[i].err)
	}
	slices.SortFunc(failed, func(a, b outcome) int { return cmp.Compare(a.index, b.index) })
	var errs []error
	for _, o := range failed[:min(len(failed), maxErrors)] {
		errs = append(errs, o.err)
	}
	if len(failed) >= maxErrors {
		errs = append(errs, errors.New("there may be more: the rest was not tried"))
	}
	return errors.Join(errs...)
}

// outcomes renders all outputs on all cores, and sends the outcomes as they come. Each
// goroutine writes what it renders, so it has no more than one chunk in memory.
func (b *build) outcomes(ctx context.Context, st *stage) <-chan outcome {
	workers := min(runtime.GOMAXPROCS(0), len(b.files))
	if b.disk.before != nil {
		workers = 1 // a test counts the changes
	}
	all := make(chan outcome, 64)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			w := &worker{b: b, st: st}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(b.files) {
					return
				}
				if b.files[i].encoding == nil { // compressed forms come with their file
					w.render(i, all)
				}
			}
		})
	}
	go func() {
		wg.Wait()
		close(all)
	}()
	return all
}

// A worker renders one file after another with the same buffers.
type worker struct {
	b          *build
	st         *stage // nil: nothing is written
	content    []byte
	compressed []byte
	encoders   map[*encoding]encoder
}

// render renders one file and its compressed forms.
func (w *worker) render(i int, all chan<- outcome) {
	f := &w.b.files[i]
	o := outcome{index: i}
	whole := w.renderFile(f, &o)
	all <- o
	for j := i + 1; j < len(w.b.files) && w.b.files[j].encoding != nil; j++ {
		form := outcome{index: j}
		if o.err == nil {
			w.precompress(f, whole, &w.b.files[j], &form)
		}
		all <- form
	}
}

// renderFile returns the content too, unless it is larger than a chunk.
func (w *worker) renderFile(f *file, o *outcome) (whole []byte) {
	to, err := w.newFileWriter(f, o, &w.content, w.b.inspecting(f))
	if err != nil {
		o.err = err
		return nil
	}
	if err := to.finish(f.render(to)); err != nil {
		o.err = err
		return nil
	}
	return to.whole
}

// inspecting returns Options.Inspect for one file.
func (b *build) inspecting(f *file) func(chunk []byte) error {
	if b.opt.Inspect == nil {
		return nil
	}
	return func(chunk []byte) error { return b.opt.Inspect(f.path, chunk) }
}

func renderError(f *file, err error) error { return fmt.Errorf("render %s: %w", f.path, err) }

func compareError(f *file, err error) error { return fmt.Errorf("compare %s: %w", f.path, cause(err)) }
