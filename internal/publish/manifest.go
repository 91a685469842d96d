package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The manifest is a text file in the output folder that lists the files that
// we wrote there. They are ours whatever has become of them since; all else
// is foreign. A line is a file: the SHA-256 of its bytes, its size, its path;
// sorted by path.
//
// It is never short of a file of ours. Before new files are put in place it
// becomes the union of the old list and the new, and only when all is done the
// new list alone.
const (
	manifestName = ours + "manifest"
	manifestHead = "fiftysix manifest 1"
)

// Lines behind the first that begin with "# " say what kind of site it is, if
// it is not the public one: a program that does not know of kinds does not
// read on, and so leaves the folder alone.
const kindLine = "# kind: "

type manifest map[string]entry

type entry struct {
	sum  [sha256.Size]byte
	size int64
}

func (m manifest) bytes(kind Kind) []byte {
	b := make([]byte, 0, 128*(len(m)+1))
	b = append(b, manifestHead+"\n"...)
	if kind != Public {
		b = append(b, kindLine+string(kind)+"\n"...)
	}
	for _, p := range slices.Sorted(maps.Keys(m)) {
		e := m[p]
		b = hex.AppendEncode(b, e.sum[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, e.size, 10)
		b = append(b, ' ')
		b = append(b, p...)
		b = append(b, '\n')
	}
	return b
}

// readManifest gives nil if there is none in dir.
func readManifest(dir, called string) (manifest, Kind, error) {
	name := filepath.Join(dir, manifestName)
	fi, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	var data []byte
	if err == nil && !fi.Mode().IsRegular() {
		err = errors.New("it is not a file")
	}
	if err == nil {
		data, err = os.ReadFile(name)
		err = cause(err)
	}
	var m manifest
	var kind Kind
	if err == nil {
		m, kind, err = parseManifest(data)
	}
	if err != nil {
		return nil, "", &FolderError{Dir: called, Why: fmt.Sprintf(
			"its list of the files that fiftysix wrote cannot be read, so there is no telling them from other files (%s: %v); "+
				"move what is not part of the site out of the folder, delete the folder, and build again", manifestName, err)}
	}
	return m, kind, nil
}

func parseManifest(data []byte) (m manifest, kind Kind, err error) {
	head, rest, ok := bytes.Cut(data, []byte("\n"))
	if !ok || string(head) != manifestHead {
		return nil, "", fmt.Errorf("line 1 is not %q", manifestHead)
	}
	m = make(manifest, bytes.Count(rest, []byte("\n")))
	last := ""
	for n := 2; len(rest) > 0; n++ {
		var line []byte
		if line, rest, ok = bytes.Cut(rest, []byte("\n")); !ok {
			return nil, "", fmt.Errorf("line %d breaks off", n)
		}
		if said, ok := strings.CutPrefix(string(line), kindLine); ok && len(m) == 0 && kind == Public && said != "" {
			kind = Kind(said)
			continue
		}
		e, p, err := parseEntry(string(line))
		if err == nil && p <= last {
			err = errors.New("is out of order")
		}
		if err != nil {
			return nil, "", fmt.Errorf("line %d %w", n, err)
		}
		m[p], last = e, p
	}
	return m, kind, nil
}

func parseEntry(line string) (e entry, p string, err error) {
	sum, rest, _ := strings.Cut(line, " ")
	size, p, _ := strings.Cut(rest, " ")
	if len(sum) != 2*len(e.sum) {
		return e, "", errors.New("has no checksum")
	}
	if _, err := hex.Decode(e.sum[:], []byte(sum)); err != nil {
		return e, "", errors.New("has no checksum")
	}
	if e.size, err = strconv.ParseInt(size, 10, 64); err != nil || e.size < 0 {
		return e, "", errors.New("has no size")
	}
	// A list that somebody has changed must not make us remove things
	// elsewhere.
	if why := badPath(p); why != "" {
		return e, "", fmt.Errorf("has a path that %s", why)
	}
	return e, p, nil
}

// manifest lists the site as it now is.
func (b *build) manifest() manifest {
	m := make(manifest, len(b.files))
	for _, f := range b.files {
		m[f.path] = f.entry
	}
	return m
}

// union lists the old site and the new.
func (b *build) union() manifest {
	m := b.manifest()
	for p, e := range b.old {
		if _, ok := m[p]; !ok {
			m[p] = e
		}
	}
	return m
}

// putManifest replaces the manifest in the output folder, unless it is the
// same already.
func (b *build) putManifest(root *os.Root, st *stage, m manifest) error {
	data := m.bytes(b.kind)
	if now, err := root.ReadFile(manifestName); err == nil && bytes.Equal(now, data) {
		return nil
	}
	if err := st.writeSynced(manifestName, data); err != nil {
		return err
	}
	return b.disk.rename(root, stagingName+"/"+manifestName, manifestName)
}
