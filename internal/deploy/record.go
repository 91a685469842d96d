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

// The record is a text file at the place that lists what was put there. That
// is ours, whatever has become of it since; all else is not. A line is a file:
// what was last done to it, its mark, its size, the tag that the store gave it,
// its path; sorted by path.
//
// It is never short of a file of ours: before anything is put, all that will
// be is in it.
const (
	recordName = ours + "deployed"
	recordHead = "fiftysix deployed 1"
)

type record struct {
	entries map[string]entry
	bytes   []byte // as it was read or last written; nil where there is none
}

type entry struct {
	state state
	mark  mark
	size  int64
	tag   string
}

type state string

const (
	stands state = "stands" // it was put, and the store said so
	sent   state = "sent"   // it was to be put, or to go; who knows how far that came
	leaves state = "leaves" // the site no longer has it, but pages that are kept for a while may
)

// A mark is a checksum of what a file holds and of what its store is told.
type mark [sha256.Size]byte

func (f File) mark() mark {
	as := hosting.ObjectOf(f.Path)
	return sha256.Sum256(fmt.Appendf(nil, "%x\n%s\n%s\n", f.Sum, as.ContentType, as.CacheControl))
}

func (r record) paths() []string { return slices.Sorted(maps.Keys(r.entries)) }

func (r record) text() []byte {
	b := append(make([]byte, 0, 160*(len(r.entries)+1)), recordHead+"\n"...)
	for _, p := range r.paths() {
		e := r.entries[p]
		b = fmt.Appendf(b, "%s %x %d %s %s\n", e.state, e.mark, e.size, "="+url.QueryEscape(e.tag), p)
	}
	return b
}

func readRecord(ctx context.Context, from Store) (record, error) {
	data, err := readBytes(ctx, from)
	if err != nil {
		return record{}, fmt.Errorf("look at %s: %w", from, err)
	}
	if data == nil {
		return record{entries: map[string]entry{}}, nil
	}
	entries, err := parseRecord(data)
	if err != nil {
		return record{}, fmt.Errorf("the list of what was put at %s cannot be read, so there is no telling it from other files (%s, %w)\n"+
			"remove that list, and deploy with --take-over; what the site no longer has then stays there until you remove it", from, recordName, err)
	}
	return record{entries, data}, nil
}

// readBytes gives nil where there is no record.
func readBytes(ctx context.Context, from Store) ([]byte, error) {
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
	parts := strings.SplitN(line, " ", 5)
	if len(parts) != 5 {
		return "", e, errors.New("something is missing")
	}
	e.state = state(parts[0])
	if e.state != stands && e.state != sent && e.state != leaves {
		return "", e, fmt.Errorf("%q is not known", parts[0])
	}
	if sum, err := hex.DecodeString(parts[1]); err != nil || copy(e.mark[:], sum) != len(e.mark) {
		return "", e, errors.New("it has no checksum")
	}
	if e.size, err = strconv.ParseInt(parts[2], 10, 64); err != nil || e.size < 0 {
		return "", e, errors.New("it has no size")
	}
	tag, found := strings.CutPrefix(parts[3], "=")
	if e.tag, err = url.QueryUnescape(tag); err != nil || !found {
		return "", e, errors.New("it has no tag")
	}
	return parts[4], e, badPath(parts[4])
}
