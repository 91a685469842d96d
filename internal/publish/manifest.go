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

// Lines behind the first that begin with "# " say what is so of the whole. A
// program that does not know such a line does not read on, and so leaves the
// folder alone.
const (
	kindLine = "# kind: "      // where it is not the public site
	madeLine = "# made of: "   // what the site was made of, where that is known and the build came to its end
	packLine = "# packed by: " // what compressed the compressed forms, where there are any
)

// A head is what a manifest says of the whole.
type head struct {
	kind   Kind
	made   making
	packer string
}

// An Origin is what a site is made of: a name for all of it, "" where nobody can
// say, and how much of it there is for the public to read. The folder is public,
// so the name must tell nothing but whether something has changed.
type Origin struct {
	Of                string
	Reports, Findings int
}

// A making is an Origin, and how many pages were made of it. It is zero where that
// is not known.
type making struct {
	Origin
	pages int
}

// String has no comma before the pages, as programs that count no reports look
// for the first.
func (m making) String() string {
	return fmt.Sprintf("%s of %d reports and %d findings, %d pages", m.Of, m.Reports, m.Findings, m.pages)
}

// parseMade reads what String wrote. What a program has written that counts no
// reports is of no use: the name is another program's.
func parseMade(text string) (m making, err error) {
	of, pages, _ := strings.Cut(text, ", ")
	pages, ok := strings.CutSuffix(pages, " pages")
	if m.pages, err = strconv.Atoi(pages); err == nil && ok && of != "" {
		name, counts, ok := strings.Cut(of, " of ")
		if !ok {
			return making{}, nil
		}
		m.Of = name
		_, err = fmt.Sscanf(counts, "%d reports and %d findings", &m.Reports, &m.Findings)
		if err == nil && m.String() == text {
			return m, nil
		}
	}
	return making{}, errors.New("does not say what the site was made of")
}

type manifest map[string]entry

type entry struct {
	sum  [sha256.Size]byte
	size int64
}

func entryOf(data []byte) entry { return entry{sha256.Sum256(data), int64(len(data))} }

func (m manifest) bytes(h head) []byte {
	b := append(make([]byte, 0, 128*(len(m)+1)), h.lines()...)
	for _, p := range slices.Sorted(maps.Keys(m)) {
		b = appendEntry(b, p, m[p])
	}
	return b
}

// manifestBytes are those of the manifest of the site as it now is.
func (b *build) manifestBytes(of making) []byte {
	order := make([]int32, len(b.files))
	size := 0
	for i := range b.files {
		order[i] = int32(i)
		size += 2*sha256.Size + len(" 1234567 \n") + len(b.files[i].path)
	}
	slices.SortFunc(order, func(i, j int32) int { return strings.Compare(b.files[i].path, b.files[j].path) })
	text := append(make([]byte, 0, size+256), b.head(of).lines()...)
	for _, i := range order {
		text = appendEntry(text, b.files[i].path, b.files[i].entry)
	}
	return text
}

// lines are those that say what is so of the whole.
func (h head) lines() []byte {
	b := []byte(manifestHead + "\n")
	if h.kind != Public {
		b = append(b, kindLine+string(h.kind)+"\n"...)
	}
	if h.made != (making{}) {
		b = append(b, madeLine+h.made.String()+"\n"...)
	}
	if h.packer != "" {
		b = append(b, packLine+h.packer+"\n"...)
	}
	return b
}

func appendEntry(b []byte, p string, e entry) []byte {
	b = append(hex.AppendEncode(b, e.sum[:]), ' ')
	b = append(strconv.AppendInt(b, e.size, 10), ' ')
	return append(append(b, p...), '\n')
}

// readManifest reads the manifest of the output folder, which most often is the
// one that was read before the folder was locked.
func (b *build) readManifest() error {
	text, err := manifestText(b.dir)
	if err != nil {
		return noManifest(b.name, err)
	}
	is := entryOf(text)
	if b.old != nil && is == b.listed {
		return nil
	}
	b.old, b.was, err = manifest(nil), head{}, nil
	if text != nil {
		b.old, b.was, err = parseManifest(text)
	}
	if b.listed = is; err != nil {
		return noManifest(b.name, err)
	}
	return nil
}

// readManifest gives nil if there is none in dir.
func readManifest(dir, called string) (m manifest, h head, err error) {
	text, err := manifestText(dir)
	if err == nil && text != nil {
		m, h, err = parseManifest(text)
	}
	if err != nil {
		return nil, head{}, noManifest(called, err)
	}
	return m, h, nil
}

// noManifest is for a manifest that cannot be read, and why.
func noManifest(called string, why error) error {
	return &FolderError{Dir: called, Why: fmt.Sprintf(
		"its list of the files that fiftysix wrote cannot be read, so there is no telling them from other files (%s: %v); "+
			"move what is not part of the site out of the folder, delete the folder, and build again", manifestName, why)}
}

// manifestText gives nil if there is no manifest in dir.
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

// read reads a line about the whole, each of which may be there once.
func (h *head) read(line string) (err error) {
	if kind, ok := strings.CutPrefix(line, kindLine); ok && h.kind == Public && kind != "" {
		h.kind = Kind(kind)
		return nil
	}
	if text, ok := strings.CutPrefix(line, madeLine); ok && h.made == (making{}) {
		h.made, err = parseMade(text)
		return err
	}
	if packer, ok := strings.CutPrefix(line, packLine); ok && h.packer == "" && packer != "" {
		h.packer = packer
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

// made says what the site was made of, now that it stands.
func (b *build) made() making {
	if b.madeOf.Of == "" {
		return making{}
	}
	return making{b.madeOf, b.result().Pages}
}

// head says what is so of the whole site, given what it was made of.
func (b *build) head(of making) head {
	h := head{kind: b.kind, made: of}
	if b.packs() {
		h.packer = packedBy()
	}
	return h
}

// union lists the old site and the new. A compressed form that is to go is
// listed without its checksum, since the file that it is of may be another
// already.
func (b *build) union() manifest {
	m := b.manifest()
	for p, e := range b.old {
		if _, ok := m[p]; ok {
			continue
		}
		if isForm(p) {
			e = entry{}
		}
		m[p] = e
	}
	return m
}

// putManifest replaces the manifest in the output folder, unless it is the
// same already.
func (b *build) putManifest(root *os.Root, st *stage, data []byte) error {
	if there, err := root.ReadFile(manifestName); err == nil && bytes.Equal(there, data) {
		return nil
	}
	if err := st.writeSynced(manifestName, data); err != nil {
		return err
	}
	return b.disk.rename(root, stagingName+"/"+manifestName, manifestName)
}
