package deploy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"fiftysix/internal/hosting"
)

// carry does what is planned, turn by turn. Within a turn many are done at
// once. What it came to is written into the record now and then, and at the
// end, however it ends.
func carry(ctx context.Context, to Store, b Built, p *Plan, opt Options) error {
	c := &carrier{to: to, built: b, record: record{p.record, p.was}, total: len(p.Steps), progress: opt.Progress}
	if err := c.write(ctx); err != nil {
		return &UnfinishedError{to.String(), 0, c.total, err}
	}
	c.every = max(100, c.total/20)
	atOnce := opt.AtOnce
	if atOnce <= 0 {
		atOnce = 8
	}
	var err error
	for t := range turns {
		steps := slices.Collect(func(yield func(Step) bool) {
			for _, s := range p.Steps {
				if s.turn == t && !yield(s) {
					return
				}
			}
		})
		if err = c.all(ctx, steps, atOnce); err != nil {
			break
		}
	}
	if err == nil {
		err = c.write(ctx)
	} else if p, ok := c.to.(patient); ok && !errors.Is(err, errBusy) {
		// What is there need not be sent again. One try: the person may have
		// stopped us, or the line may be gone.
		c.to = p.Store
		_ = c.write(context.WithoutCancel(ctx)) // the next run finds it out for itself
	}
	if err != nil {
		return &UnfinishedError{to.String(), c.done, c.total, err}
	}
	return nil
}

// A carrier is one deployment under way.
type carrier struct {
	to       Store
	built    Built
	total    int
	every    int // changes after which the record is written
	progress func(done, total int)

	mu     sync.Mutex
	record record
	done   int
}

// all does steps at once, and ends with the first that cannot be done, once
// those that were begun are over.
func (c *carrier) all(ctx context.Context, steps []Step, atOnce int) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	work := make(chan Step)
	var wg sync.WaitGroup
	for range min(atOnce, len(steps)) {
		wg.Go(func() {
			for s := range work {
				if err := c.step(ctx, s); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, s := range steps {
		if ctx.Err() != nil {
			break
		}
		select {
		case work <- s:
		case <-ctx.Done():
		}
	}
	close(work)
	wg.Wait()
	return context.Cause(ctx)
}

func (c *carrier) step(ctx context.Context, s Step) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	name := s.File.Path
	if s.Do == Remove {
		if err := c.to.Delete(ctx, name); err != nil {
			return fmt.Errorf("remove %s: %w", name, err)
		}
		return c.did(ctx, func(entries map[string]entry) { delete(entries, name) })
	}
	o, err := c.put(ctx, s.File)
	if err != nil {
		return fmt.Errorf("send %s: %w", name, err)
	}
	return c.did(ctx, func(entries map[string]entry) { entries[name] = entry{stands, s.File.mark(), s.File.Size, o.Tag} })
}

// whole is the size up to which a file is held in memory on its way.
const whole = 8 << 20

// put sends a file, if it is what was built.
func (c *carrier) put(ctx context.Context, f File) (Object, error) {
	r, err := c.built.Open(f.Path)
	if err != nil {
		return Object{}, err
	}
	defer r.Close()
	body, seeks := r.(io.ReadSeeker)
	if !seeks || f.Size <= whole {
		data, err := io.ReadAll(io.LimitReader(r, f.Size+1))
		if err != nil {
			return Object{}, err
		}
		if int64(len(data)) != f.Size || sha256.Sum256(data) != f.Sum {
			return Object{}, errNotBuilt
		}
		return c.to.Put(ctx, f.Path, bytes.NewReader(data), f.Size, hosting.ObjectOf(f.Path))
	}
	h := sha256.New()
	if n, err := io.Copy(h, r); err != nil {
		return Object{}, err
	} else if n != f.Size || [sha256.Size]byte(h.Sum(nil)) != f.Sum {
		return Object{}, errNotBuilt
	}
	return c.to.Put(ctx, f.Path, body, f.Size, hosting.ObjectOf(f.Path))
}

var errNotBuilt = errors.New("it is no longer what was built: something else writes to that folder\nkeep it to the site alone, and deploy again")

// did notes what came of a step.
func (c *carrier) did(ctx context.Context, note func(map[string]entry)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	note(c.record.entries)
	c.done++
	if c.progress != nil {
		c.progress(c.done, c.total)
	}
	if c.done%c.every != 0 {
		return nil
	}
	return c.write(ctx)
}

// write puts the record, unless another deployment has written it meanwhile.
func (c *carrier) write(ctx context.Context) error {
	text := c.record.text()
	if bytes.Equal(text, c.record.bytes) {
		return nil
	}
	now, err := readBytes(ctx, c.to)
	if err != nil {
		return fmt.Errorf("write down what is there: %w", err)
	}
	if !bytes.Equal(now, c.record.bytes) {
		return errBusy
	}
	if _, err := c.to.Put(ctx, recordName, bytes.NewReader(text), int64(len(text)), hosting.Object{ContentType: "text/plain; charset=utf-8", CacheControl: "no-store"}); err != nil {
		return fmt.Errorf("write down what is there: %w", err)
	}
	c.record.bytes = text
	return nil
}

var errBusy = errors.New("another deployment is writing to the same place\nwait until it is done, and deploy again")
