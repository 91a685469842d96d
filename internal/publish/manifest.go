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

// The manifest is a text file in the output folder that lists the files that we wrote
// there. They are ours even if somebody has changed them; everything else is foreign.
// A line is a file: the SHA-256 of its content, its size, its path; sorted by path.
//
// It never lacks a file of ours. Before new files are moved into place it becomes the
// union of the old list and the new, and only at the end the new list alone.
const (
	manifestName = ours + "manifest"
	manifestHead = "fiftysix manifest 1"
)

// Lines after the first that begin with "# " are about the whole site. A program that
// does not know such a line refuses the folder.
const (
	kindLine       = "# kind: "      // if it is not the public site
	inputHashLine  = "# made of: "   // written by older programs, and ignored
	compressorLine = "# packed by: " // the compressors, if there are compressed forms
)

// A head is what a manifest says about the whole site.
type head struct {
	kind        Kind
	compressors string
}

type manifest map[string]entry

type entry struct {
	sum  [sha256.Size]byte
	size int64
}

func (m manifest) bytes(h head) []byte {
	var b bytes.Buffer
	b.WriteString(manifestHead + "\n")
	if h.kind != Public {
		b.WriteString(kindLine + string(h.kind) + "\n")
	}
	if h.compressors != "" {
		b.WriteString(compressorLine + h.compressors + "\n")
	}
	for _, p := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "%x %d %s\n", m[p].sum, m[p].size, p)
	}
	return b.Bytes()
}

// readManifest returns nil if there is none in dir. name is dir in messages.
func readManifest(dir, name string) (m manifest, h head, err error) {
	text, err := manifestText(dir)
	if err == nil && text != nil {
		m, h, err = parseManifest(text)
	}
	if err != nil {
		return nil, head{}, &FolderError{Dir: name, Why: fmt.Sprintf(
			"its list of the files that fiftysix wrote cannot be read, so there is no telling them from other files (%s: %v); "+
				"move what is not part of the site out of the folder, delete the folder, and build again", manifestName, err)}
	}
	return m, h, nil
}

// manifestText returns nil if there is no manifest in dir.
func manifestText(dir string) ([]byte, error) {
	name := filepath.Join(dir, manifestName)
	fi, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && !fi.Mode().IsRegular() {
		err = errors.New("it is not a file")
	}
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(name)
	return text, cause(err)
}

func parseManifest(data []byte) (m manifest, h head, err error) {
	first, rest, ok := bytes.Cut(data, []byte("\n"))
	if !ok || string(first) != manifestHead {
		return nil, head{}, fmt.Errorf("line 1 is not %q", manifestHead)
	}
	m = make(manifest, bytes.Count(rest, []byte("\n")))
	last := ""
	for n := 2; len(rest) > 0; n++ {
		var line []byte
		if line, rest, ok = bytes.Cut(rest, []byte("\n")); !ok {
			return nil, head{}, fmt.Errorf("line %d breaks off", n)
		}
		if bytes.HasPrefix(line, []byte("#")) && len(m) == 0 {
			if err := h.read(string(line)); err != nil {
				return nil, head{}, fmt.Errorf("line %d %w", n, err)
			}
			continue
		}
		e, p, err := parseEntry(line)
		if err == nil && p <= last {
			err = errors.New("is out of order")
		}
		if err != nil {
			return nil, head{}, fmt.Errorf("line %d %w", n, err)
		}
		m[p], last = e, p
	}
	return m, h, nil
}

// read reads a line about the whole site.
func (h *head) read(line string) error {
	if kind, ok := strings.CutPrefix(line, kindLine); ok && h.kind == Public && kind != "" {
		h.kind = Kind(kind)
		return nil
	}
	if name, ok := strings.CutPrefix(line, compressorLine); ok && h.compressors == "" && name != "" {
		h.compressors = name
		return nil
	}
	if strings.HasPrefix(line, inputHashLine) {
		return nil
	}
	return errors.New("says something that this program does not know")
}

func parseEntry(line []byte) (e entry, p string, err error) {
	sum, rest, _ := bytes.Cut(line, []byte(" "))
	size, name, _ := bytes.Cut(rest, []byte(" "))
	if len(sum) != 2*len(e.sum) {
		return e, "", errors.New("has no checksum")
	}
	if _, err := hex.Decode(e.sum[:], sum); err != nil {
		return e, "", errors.New("has no checksum")
	}
	if e.size, err = strconv.ParseInt(string(size), 10, 64); err != nil || e.size < 0 {
		return e, "", errors.New("has no size")
	}
	p = string(name)
	// A changed manifest must not make us remove files elsewhere.
	if why := badPath(p); why != "" {
		return e, "", fmt.Errorf("has a path that %s", why)
	}
	return e, p, nil
}

// newManifest lists the new site.
func (b *build) newManifest() manifest {
	m := make(manifest, len(b.files))
	for _, f := range b.files {
		m[f.path] = f.entry
	}
	return m
}

// union lists the old site and the new. A compressed form that will be removed is listed
// without its checksum, as its file may already be a new one.
func (b *build) union() manifest {
	m := b.newManifest()
	for p, e := range b.old {
		if _, ok := m[p]; ok {
			continue
		}
		if isCompressed(p) {
			e = entry{}
		}
		m[p] = e
	}
	return m
}

// manifestBytes writes a manifest of this site.
func (b *build) manifestBytes(m manifest) []byte {
	h := head{kind: b.opt.Kind}
	if slices.ContainsFunc(b.files, func(f file) bool { return f.encoding != nil }) {
		h.compressors = compressors()
	}
	return m.bytes(h)
}

// putManifest replaces the manifest in the output folder, unless it is the same.
func (b *build) putManifest(root *os.Root, st *stage, m manifest) error {
	data := b.manifestBytes(m)
	if existing, err := root.ReadFile(manifestName); err == nil && bytes.Equal(existing, data) {
		return nil
	}
	if err := st.put(manifestName, manifestName, data, true); err != nil {
		return err
	}
	return b.disk.rename(root, stagingName+"/"+manifestName, manifestName)
}
