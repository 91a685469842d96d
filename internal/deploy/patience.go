package deploy

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"fiftysix/internal/hosting"
)

// A Temporary error may be gone when the same is tried again: the store has
// too much to do, or the line broke.
type Temporary struct {
	Err   error
	After time.Duration // what the store asks us to wait, or 0
	// Further says that the next try goes on from where this one stopped, so
	// that it is a first one.
	Further bool
}

func (t *Temporary) Error() string { return t.Err.Error() }
func (t *Temporary) Unwrap() error { return t.Err }

// How often something is tried, and how long we wait before: half a second at
// first, then twice as long each time, a minute and a half in all.
const (
	tries     = 9
	firstWait = 500 * time.Millisecond
	mostWait  = 30 * time.Second
)

// patient is a store of which everything is tried again that fails for the
// moment.
type patient struct {
	Store
	wait func(ctx context.Context, d time.Duration) error
}

func (p patient) try(ctx context.Context, do func() error) error {
	pause := firstWait
	for n := 1; ; n++ {
		err := do()
		var t *Temporary
		if err == nil || !errors.As(err, &t) || n >= tries && !t.Further || ctx.Err() != nil {
			return err
		}
		if t.Further {
			n, pause = 0, firstWait
		}
		// Not all at the same moment, or the store has too much to do again.
		if err := p.wait(ctx, max(t.After, pause/2+rand.N(pause/2))); err != nil {
			return err
		}
		pause = min(2*pause, mostWait)
	}
}

func (p patient) List(ctx context.Context, keys []string) (there map[string]Object, err error) {
	err = p.try(ctx, func() (err error) { there, err = p.Store.List(ctx, keys); return err })
	return there, err
}

func (p patient) Get(ctx context.Context, key string) (data []byte, err error) {
	err = p.try(ctx, func() (err error) { data, err = p.Store.Get(ctx, key); return err })
	return data, err
}

func (p patient) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Object) (o Object, err error) {
	err = p.try(ctx, func() (err error) {
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return err
		}
		o, err = p.Store.Put(ctx, key, body, size, as)
		return err
	})
	return o, err
}

func (p patient) Delete(ctx context.Context, key string) error {
	return p.try(ctx, func() error { return p.Store.Delete(ctx, key) })
}

// passing says whether an HTTP status is one of those that pass.
func passing(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// broken says whether an error is of the line to the store, and not of what
// was asked of it.
func broken(err error) bool {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.IsTemporary || dns.IsTimeout
	}
	var asked *url.Error // of whatever kind, when no answer came
	var doubtful *tls.CertificateVerificationError
	if errors.As(err, &asked) && !errors.Is(err, context.Canceled) && !errors.As(err, &doubtful) {
		return true
	}
	var network *net.OpError
	var timeout interface{ Timeout() bool }
	return errors.As(err, &network) || errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// plainError is an error of the line without the address that was asked, which
// may be signed.
func plainError(err error) string {
	var asked *url.Error
	if errors.As(err, &asked) {
		err = asked.Err
	}
	return err.Error()
}
