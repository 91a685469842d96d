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
	"slices"
	"syscall"
	"time"

	"fiftysix/internal/hosting"
)

// A Temporary error may be gone when the operation is retried: the store is
// overloaded, or the connection broke.
type Temporary struct {
	Err   error
	After time.Duration // the least wait that the store asks for, or 0
	// Progress says that the next try continues where this one stopped, so the
	// retries are counted anew.
	Progress bool
}

func (t *Temporary) Error() string { return t.Err.Error() }
func (t *Temporary) Unwrap() error { return t.Err }

// An operation is tried nine times. The first wait is half a second, and each
// is twice the one before: a minute and a half in all.
const (
	maxTries  = 9
	firstWait = 500 * time.Millisecond
	maxWait   = 30 * time.Second
)

// A retryStore retries operations that fail with a Temporary error.
type retryStore struct {
	Store
	wait func(ctx context.Context, d time.Duration) error
}

func (r retryStore) retry(ctx context.Context, do func() error) error {
	pause := firstWait
	for n := 1; ; n++ {
		err := do()
		var t *Temporary
		if err == nil || !errors.As(err, &t) || n >= maxTries && !t.Progress || ctx.Err() != nil {
			return err
		}
		if t.Progress {
			n, pause = 0, firstWait
		}
		// Random, so that not all goroutines come back at the same moment.
		if err := r.wait(ctx, max(t.After, pause/2+rand.N(pause/2))); err != nil {
			return err
		}
		pause = min(2*pause, maxWait)
	}
}

func (r retryStore) List(ctx context.Context, keys []string) (objects map[string]Object, err error) {
	err = r.retry(ctx, func() (err error) { objects, err = r.Store.List(ctx, keys); return err })
	return objects, err
}

func (r retryStore) Get(ctx context.Context, key string) (data []byte, err error) {
	err = r.retry(ctx, func() (err error) { data, err = r.Store.Get(ctx, key); return err })
	return data, err
}

func (r retryStore) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Headers) (o Object, err error) {
	err = r.retry(ctx, func() (err error) {
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return err
		}
		o, err = r.Store.Put(ctx, key, body, size, as)
		return err
	})
	return o, err
}

func (r retryStore) Delete(ctx context.Context, key string) error {
	return r.retry(ctx, func() error { return r.Store.Delete(ctx, key) })
}

var temporaryStatuses = []int{
	http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
	http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
}

func temporaryStatus(status int) bool { return slices.Contains(temporaryStatuses, status) }

// isNetworkError reports whether the connection to the store failed, rather
// than what was asked of it.
func isNetworkError(err error) bool {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.IsTemporary || dns.IsTimeout
	}
	var request *url.Error // there was no answer, for whatever reason
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &request) && !errors.Is(err, context.Canceled) && !errors.As(err, &certificate) {
		return true
	}
	var network *net.OpError
	var timeout interface{ Timeout() bool }
	return errors.As(err, &network) || errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
