package deploy

import (
	"context"
	"io"

	"fiftysix/internal/hosting"
)

// A Store is a place for the files of a site. Get, Put and Delete are called by
// many goroutines at once. What fails for the moment only is a [Temporary] error.
type Store interface {
	// List says what stands at these keys; it may tell of others too.
	List(ctx context.Context, keys []string) (map[string]Object, error)
	// Get reads a small object. One that is not there is fs.ErrNotExist.
	Get(ctx context.Context, key string) ([]byte, error)
	// Put makes an object of a body of this size: whole or not at all, and in
	// place of what stands there.
	Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Object) (Object, error)
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, key string) error
	// String is the store's address, with no secret in it.
	String() string
	Close() error
}

// Serves is asked of a store that may serve its objects to the public by
// itself, as they are.
type Serves interface{ Serves() bool }

// An Object is what stands at a key.
type Object struct {
	Size int64
	Tag  string // another when the object is put anew: an ETag, or a time
	MD5  []byte // of its bytes, where the store tells
	// Strange says what it is where it is no file: a folder, or a link.
	Strange string
}
