package deploy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/hosting"
)

// The record is a text file in the store that lists what was put there: only
// those files are ours. Each line is a file: its state, hash, size, the tag
// that the store gave it, and its path; sorted by path.
//
// It is never short of a file of ours: before anything is put, everything that
// will be is in it.
const (
	recordName = reserved + "deployed"
	recordHead = "fiftysix deployed 1"
)

type record struct {
	entries map[string]entry
	bytes   []byte // as it was last read or written; nil if there is none
}

type entry struct {
	state state
	hash  hash
	size  int64
	tag   string
}

// A state is as it is written in the record.
type state string

const (
	uploaded state = "stands"
	pending  state = "sent"   // being put or removed; how far that came is not known
	obsolete state = "leaves" // no longer in the site, but cached pages may need it
)

// A hash is of a file's bytes and its headers.
type hash [sha256.Size]byte

func (f File) hash() hash {
	as := hosting.HeadersOf(f.Path)
	return sha256.Sum256(fmt.Appendf(nil, "%x\n%s\n%s\n", f.Sum, as.ContentType, as.CacheControl))
}

func (r record) paths() []string { return slices.Sorted(maps.Keys(r.entries)) }

func (r record) text() []byte {
	b := []byte(recordHead + "\n")
	for _, p := range r.paths() {
		e := r.entries[p]
		b = fmt.Appendf(b, "%s %x %d =%s %s\n", e.state, e.hash, e.size, url.QueryEscape(e.tag), p)
	}
	return b
}

func readRecord(ctx context.Context, from Store) (record, error) {
	data, err := readRecordBytes(ctx, from)
	if err != nil {
		return record{}, fmt.Errorf("look at %s: %w", from, err)
	}
	if data == nil {
		return record{}, nil
	}
	entries, err := parseRecord(data)
	if err != nil {
		return record{}, fmt.Errorf("the list of what was put at %s cannot be read, so there is no telling it from other files (%s, %w)\n"+
			"remove that list, and deploy with --take-over; what the site no longer has then stays there until you remove it", from, recordName, err)
	}
	return record{entries, data}, nil
}

// readRecordBytes returns nil if there is no record.
func readRecordBytes(ctx context.Context, from Store) ([]byte, error) {
	data, err := from.Get(ctx, recordName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

func parseRecord(data []byte) (map[string]entry, error) {
	head, rest, ok := bytes.Cut(data, []byte("\n"))
	if !ok || string(head) != recordHead {
		return nil, fmt.Errorf("line 1 is not %q", recordHead)
	}
	entries := map[string]entry{}
	for n := 2; len(rest) > 0; n++ {
		var line []byte
		if line, rest, ok = bytes.Cut(rest, []byte("\n")); !ok {
			return nil, fmt.Errorf("line %d breaks off", n)
		}
		p, e, err := parseEntry(string(line))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		entries[p] = e
	}
	return entries, nil
}

func parseEntry(line string) (p string, e entry, err error) {
	fields := strings.SplitN(line, " ", 5)
	if len(fields) != 5 {
		return "", e, errors.New("something is missing")
	}
	e.state = state(fields[0])
	if e.state != uploaded && e.state != pending && e.state != obsolete {
		return "", e, fmt.Errorf("%q is not known", fields[0])
	}
	if sum, err := hex.DecodeString(fields[1]); err != nil || copy(e.hash[:], sum) != len(e.hash) {
		return "", e, errors.New("it has no checksum")
	}
	if e.size, err = strconv.ParseInt(fields[2], 10, 64); err != nil || e.size < 0 {
		return "", e, errors.New("it has no size")
	}
	tag, ok := strings.CutPrefix(fields[3], "=")
	if e.tag, err = url.QueryUnescape(tag); err != nil || !ok {
		return "", e, errors.New("it has no tag")
	}
	return fields[4], e, checkPath(fields[4])
}
