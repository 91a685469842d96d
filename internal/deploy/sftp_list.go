package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/pkg/sftp"
)

// List reads the folders of the keys and no others: beside the site there may
// be far more. It follows no links.
func (s *sftpStore) List(ctx context.Context, keys []string) (map[string]Object, error) {
	l := &lister{store: s, wanted: map[string]bool{}, objects: map[string]Object{}}
	for _, k := range keys {
		for d := path.Dir(k); d != "."; d = path.Dir(d) {
			l.wanted[d] = true
		}
	}
	err := s.with(ctx, func(c *sftp.Client) error {
		info, err := c.Stat(cmp.Or(s.root, "."))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it is created when the first file is put
		}
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return fmt.Errorf("%s is a file; name a folder", s)
		}
		return l.listFolders(c, []string{"."})
	})
	l.markUnreachable(keys)
	return l.objects, err
}

type lister struct {
	store   *sftpStore
	wanted  map[string]bool // folders to list
	mu      sync.Mutex
	objects map[string]Object
}

// listFolders lists folders, eight at a time, and then those in them.
func (l *lister) listFolders(c *sftp.Client, level []string) error {
	for len(level) > 0 {
		var next []string
		var failed error
		var wg sync.WaitGroup
		slots := make(chan struct{}, 8)
		for _, d := range level {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				below, err := l.listFolder(c, d)
				l.mu.Lock()
				defer l.mu.Unlock()
				next = append(next, below...)
				failed = cmp.Or(failed, err)
			})
		}
		wg.Wait()
		if failed != nil {
			return failed
		}
		level = next
	}
	return nil
}

// listFolder adds what is in a folder, and returns the folders in it that are
// to be listed.
func (l *lister) listFolder(c *sftp.Client, d string) (below []string, err error) {
	entries, err := c.ReadDir(cmp.Or(l.store.abs(d), "."))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l.store.rememberFolder(d)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		p := path.Join(d, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), uploadPrefix): // of a deployment that was killed
			_ = c.Remove(l.store.abs(p)) // it does no harm where it stays
		case e.IsDir() && l.wanted[p]:
			below = append(below, p)
		default:
			l.objects[p] = objectOf(e)
		}
	}
	return below, nil
}

func objectOf(e fs.FileInfo) Object {
	o := Object{Size: e.Size(), Tag: timeTag(e)}
	switch {
	case e.IsDir():
		o.NotFile = "a folder"
	case e.Mode()&fs.ModeSymlink != 0:
		o.NotFile = "a link"
	case !e.Mode().IsRegular():
		o.NotFile = "no file"
	}
	return o
}

// markUnreachable marks keys in a folder that is a link or a file.
func (l *lister) markUnreachable(keys []string) {
	for _, k := range keys {
		for d := path.Dir(k); d != "."; d = path.Dir(d) {
			if o, exists := l.objects[d]; exists && o.NotFile != "a folder" {
				l.objects[k] = Object{NotFile: "behind " + d + ", which is " + cmp.Or(o.NotFile, "a file")}
			}
		}
	}
}
