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

// A Standing is a file of a site that was published, or would be.
type Standing struct {
	Path string
	URL  string // where it was drawn by Draw; "" where it was read
	Sum  [sha256.Size]byte
	Size int64
}

// Draw makes every output of a site and shows it to Look, and keeps none: it
// says what Publish would put into a new folder, and writes nothing.
func Draw(ctx context.Context, s Site, opt Options) ([]Standing, error) {
	b := &build{site: s, shown: opt.Look, tree: &tree{}}
	var err error
	if b.files, _, err = list(s.Outputs()); err != nil {
		return nil, err
	}
	if err := b.draw(ctx, nil, opt.Progress); err != nil {
		return nil, err
	}
	all := make([]Standing, len(b.files))
	for i, f := range b.files {
		all[i] = Standing{f.path, f.url, f.entry.sum, f.entry.size}
	}
	return all, nil
}

// A Folder is one that Publish has put a site into.
type Folder struct {
	Files []Standing // by path
	root  *os.Root
}

// Open opens the folder of a public site that Publish has put out. It lists
// what Publish wrote, and nothing else that may lie there. A copy of another
// kind is refused.
func Open(dir string) (*Folder, error) {
	m, h, err := readManifest(dir, dir)
	if err != nil {
		return nil, err
	}
	if m != nil && h.kind != Public {
		return nil, &FolderError{Dir: dir, Why: "it holds " + h.kind.words() + ", which is not for a host"}
	}
	if m == nil {
		return nil, &FolderError{Dir: dir, Why: "there is no site in it that fiftysix has built"}
	}
	f := &Folder{}
	for p, e := range m {
		f.Files = append(f.Files, Standing{Path: p, Sum: e.sum, Size: e.size})
	}
	slices.SortFunc(f.Files, func(a, b Standing) int { return strings.Compare(a.Path, b.Path) })
	if f.root, err = os.OpenRoot(dir); err != nil {
		return nil, fmt.Errorf("open the output folder: %w", err)
	}
	return f, nil
}

// Read opens a file of the folder. A link that somebody has put in its place
// is not followed.
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

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }
