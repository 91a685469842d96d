package deploy

import (
	"context"
	"io"

	"fiftysix/internal/hosting"
)

// A Store contains the files of a site. Get, Put and Delete may be called by many
// goroutines at once. An error that may pass is a [Temporary] one.
type Store interface {
	// List returns the objects at these keys, and perhaps others.
	List(ctx context.Context, keys []string) (map[string]Object, error)
	// Get reads a small object, or returns fs.ErrNotExist.
	Get(ctx context.Context, key string) ([]byte, error)
	// Put creates or replaces an object, whole or not at all.
	Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Headers) (Object, error)
	// Delete removes an object; it is no error if there is none.
	Delete(ctx context.Context, key string) error
	// ServesPublic reports whether the store may itself serve its objects to
	// the public, as they are.
	ServesPublic() bool
	// String is the store's address, without secrets.
	String() string
	Close() error
}

// An Object is what a store has at a key.
type Object struct {
	Size int64
	Tag  string // differs after each Put: an ETag, or a time
	MD5  []byte // nil if the store does not report it
	// NotFile says what it is if it is not a file: a folder, or a link.
	NotFile string
}
