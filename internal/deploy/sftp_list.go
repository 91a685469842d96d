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
		return l.listFolders(ctx, c, []string{"."})
	})
	l.addUnreachable(keys)
	return l.objects, err
}

type lister struct {
	store  *sftpStore
	wanted map[string]bool // folders to list

	mu      sync.Mutex
	objects map[string]Object
	next    []string // folders to list after these
}

// listFolders lists folders, several at a time, and then those in them.
func (l *lister) listFolders(ctx context.Context, c *sftp.Client, folders []string) error {
	for len(folders) > 0 {
		l.next = nil
		if err := inParallel(ctx, folders, defaultConcurrency, func(_ context.Context, d string) error { return l.listFolder(c, d) }); err != nil {
			return err
		}
		folders = l.next
	}
	return nil
}

func (l *lister) listFolder(c *sftp.Client, d string) error {
	entries, err := c.ReadDir(cmp.Or(l.store.abs(d), "."))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	l.store.folders.Store(d, true)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		p := path.Join(d, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), uploadPrefix): // of a deployment that was killed
			_ = c.Remove(l.store.abs(p)) // it does no harm where it stays
		case e.IsDir() && l.wanted[p]:
			l.next = append(l.next, p)
		default:
			l.objects[p] = objectOf(e)
		}
	}
	return nil
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

// addUnreachable adds the keys in a folder that is a link or a file, as no files.
func (l *lister) addUnreachable(keys []string) {
	for _, k := range keys {
		for d := path.Dir(k); d != "."; d = path.Dir(d) {
			if o, exists := l.objects[d]; exists && o.NotFile != "a folder" {
				l.objects[k] = Object{NotFile: "behind " + d + ", which is " + cmp.Or(o.NotFile, "a file")}
			}
		}
	}
}
