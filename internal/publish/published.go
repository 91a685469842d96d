package publish

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// A PublishedFile is a file of a site that was published, or would be.
type PublishedFile struct {
	Path string
	Sum  [sha256.Size]byte
	Size int64
}

// Checksums renders every output and returns what Write would put into a new folder.
// It writes nothing. Of the options it uses Precompress, Inspect and Progress.
func Checksums(ctx context.Context, outputs Outputs, opt Options) ([]PublishedFile, error) {
	b := &build{opt: opt, tree: &tree{}}
	var err error
	if b.files, _, err = list(outputs, opt.Precompress); err != nil {
		return nil, err
	}
	if err := b.render(ctx, nil); err != nil {
		return nil, err
	}
	all := make([]PublishedFile, len(b.files))
	for i, f := range b.files {
		all[i] = PublishedFile{f.path, f.entry.sum, f.entry.size}
	}
	return all, nil
}

// A Folder is an output folder that Write has written.
type Folder struct {
	Files []PublishedFile // by path
	root  *os.Root
}

// Open opens the output folder of a public site. Files lists what Write wrote, and
// nothing else that may be there. Other kinds of site are refused.
func Open(dir string) (*Folder, error) {
	m, h, err := readManifest(dir, dir)
	if err != nil {
		return nil, err
	}
	if m != nil && h.kind != Public {
		return nil, &FolderError{Dir: dir, Why: "it holds " + h.kind.describe() + ", which is not for a host"}
	}
	if m == nil {
		return nil, &FolderError{Dir: dir, Why: "there is no site in it that fiftysix has built"}
	}
	f := &Folder{}
	for p, e := range m {
		f.Files = append(f.Files, PublishedFile{Path: p, Sum: e.sum, Size: e.size})
	}
	slices.SortFunc(f.Files, func(a, b PublishedFile) int { return strings.Compare(a.Path, b.Path) })
	if f.root, err = os.OpenRoot(dir); err != nil {
		return nil, fmt.Errorf("open the output folder: %w", err)
	}
	return f, nil
}

// Read opens a file of the folder. If somebody has replaced it by a link, the link is
// not followed.
func (f *Folder) Read(path string) (io.ReadCloser, error) {
	fi, err := f.root.Lstat(path)
	if err != nil {
		return nil, cause(err)
	}
	if !fi.Mode().IsRegular() {
		return nil, fmt.Errorf("it is no longer a file; build again")
	}
	file, err := f.root.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	return file, nil
}

// Close closes the folder.
func (f *Folder) Close() error { return f.root.Close() }
