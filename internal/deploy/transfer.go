package deploy

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"sync"

	"fiftysix/internal/hosting"
)

// transfer carries out a plan, phase by phase, with many steps of a phase at
// the same time. It writes the record first, now and then, and at the end,
// however it ends.
func transfer(ctx context.Context, to retryStore, site Site, p *Plan, opt Options) error {
	t := &transferer{to: to, site: site, record: p.record, total: len(p.Steps), progress: opt.Progress}
	if err := t.writeRecord(ctx); err != nil {
		return &UnfinishedError{to.String(), 0, t.total, err}
	}
	t.saveEvery = max(100, t.total/20)
	byPhase := make([][]Step, phases)
	for _, s := range p.Steps {
		byPhase[s.phase] = append(byPhase[s.phase], s)
	}
	var err error
	for _, steps := range byPhase {
		if err = inParallel(ctx, steps, cmp.Or(opt.Concurrency, defaultConcurrency), t.do); err != nil {
			break
		}
	}
	if err == nil {
		err = t.writeRecord(ctx)
	} else if !errors.Is(err, errBusy) {
		// What was sent need not be sent again. Try once only: the person may
		// have stopped us, or the connection may be gone. If it fails, the next
		// deployment compares.
		t.to = to.Store
		_ = t.writeRecord(context.WithoutCancel(ctx))
	}
	if err != nil {
		return &UnfinishedError{to.String(), t.done, t.total, err}
	}
	return nil
}

// A transferer is a deployment in progress.
type transferer struct {
	to        Store
	site      Site
	total     int
	saveEvery int // how many changes between two writes of the record
	progress  func(done, total int)

	mu     sync.Mutex
	record record
	done   int
}

const defaultConcurrency = 8

// inParallel calls do for all items, so many at a time. After the first error it
// begins no other, and cancels those that have begun.
func inParallel[T any](ctx context.Context, items []T, concurrency int, do func(context.Context, T) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	slots := make(chan struct{}, concurrency)
	for _, item := range items {
		slots <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := do(ctx, item); err != nil {
				stop(err)
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

func (t *transferer) do(ctx context.Context, s Step) error {
	name := s.File.Path
	if s.Op == Remove {
		if err := t.to.Delete(ctx, name); err != nil {
			return fmt.Errorf("remove %s: %w", name, err)
		}
		return t.finish(ctx, func(entries map[string]entry) { delete(entries, name) })
	}
	o, err := t.put(ctx, s.File)
	if err != nil {
		return fmt.Errorf("send %s: %w", name, err)
	}
	return t.finish(ctx, func(entries map[string]entry) {
		entries[name] = entry{uploaded, s.File.hash(), s.File.Size, o.Tag}
	})
}

// maxInMemory is the size up to which a file is read into memory to be sent.
const maxInMemory = 8 << 20

// put sends a file if it is still what was built.
func (t *transferer) put(ctx context.Context, f File) (Object, error) {
	r, err := t.site.Open(f.Path)
	if err != nil {
		return Object{}, err
	}
	defer r.Close()
	var copied bytes.Buffer
	body, seekable := r.(io.ReadSeeker)
	inMemory := !seekable || f.Size <= maxInMemory
	h := sha256.New()
	w := io.Writer(h)
	if inMemory {
		w = io.MultiWriter(h, &copied)
	}
	n, err := io.Copy(w, io.LimitReader(r, f.Size+1))
	if err != nil {
		return Object{}, err
	}
	if n != f.Size || [sha256.Size]byte(h.Sum(nil)) != f.Sum {
		return Object{}, errNotBuilt
	}
	if inMemory {
		body = bytes.NewReader(copied.Bytes())
	}
	return t.to.Put(ctx, f.Path, body, f.Size, hosting.HeadersOf(f.Path))
}

var errNotBuilt = errors.New("it is no longer what was built: something else writes to that folder\nkeep it to the site alone, and deploy again")

// finish counts a step as done and enters it in the record.
func (t *transferer) finish(ctx context.Context, update func(map[string]entry)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	update(t.record.entries)
	t.done++
	if t.progress != nil {
		t.progress(t.done, t.total)
	}
	if t.done%t.saveEvery != 0 {
		return nil
	}
	return t.writeRecord(ctx)
}

// writeRecord writes the record, unless another deployment has written it in
// the meantime.
func (t *transferer) writeRecord(ctx context.Context) error {
	text := t.record.text()
	if bytes.Equal(text, t.record.bytes) {
		return nil
	}
	current, err := readRecordBytes(ctx, t.to)
	if err != nil {
		return fmt.Errorf("write down what is there: %w", err)
	}
	if !bytes.Equal(current, t.record.bytes) {
		return errBusy
	}
	as := hosting.Headers{ContentType: "text/plain; charset=utf-8", CacheControl: "no-store"}
	if _, err := t.to.Put(ctx, recordName, bytes.NewReader(text), int64(len(text)), as); err != nil {
		return fmt.Errorf("write down what is there: %w", err)
	}
	t.record.bytes = text
	return nil
}

var errBusy = errors.New("another deployment is writing to the same place\nwait until it is done, and deploy again")
