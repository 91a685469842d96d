package main

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
)

// A siteFolder is a site's folder as it is read. An os.Root opens every folder
// on the way to a file anew, so that no link leads out of it: four folders for
// each file of a report. Here the folders that are being read stay open, each
// as a root of its own. What cannot be read by way of one is read by way of the
// whole, which then says what is wrong.
type siteFolder struct {
	root *os.Root
	fs.FS
	mu   sync.Mutex
	open []*openFolder // the latest last
}

type openFolder struct {
	name  string
	root  *os.Root
	users int
}

// foldersOpen is how many stay open: one or two for each core that reads.
const foldersOpen = 8

func newSiteFolder(root *os.Root) *siteFolder { return &siteFolder{root: root, FS: root.FS()} }

// ReadFile reads a file, by way of its folder.
func (s *siteFolder) ReadFile(name string) ([]byte, error) {
	if d := s.around(name); d != nil {
		defer s.leave(d)
		if data, err := d.root.ReadFile(path.Base(name)); err == nil {
			return data, nil
		}
	}
	return fs.ReadFile(s.FS, name)
}

// ReadDir lists a folder, which stays open for what is in it.
func (s *siteFolder) ReadDir(name string) ([]fs.DirEntry, error) {
	if d := s.enter(name); d != nil {
		defer s.leave(d)
		if entries, err := fs.ReadDir(d.root.FS(), "."); err == nil {
			return entries, nil
		}
	}
	return fs.ReadDir(s.FS, name)
}

// Stat says what stands at a name.
func (s *siteFolder) Stat(name string) (fs.FileInfo, error) {
	if d := s.around(name); d != nil {
		defer s.leave(d)
		if info, err := d.root.Stat(path.Base(name)); err == nil {
			return info, nil
		}
	}
	return fs.Stat(s.FS, name)
}

// around opens the folder that a file is in.
func (s *siteFolder) around(name string) *openFolder {
	if !fs.ValidPath(name) {
		return nil
	}
	return s.enter(path.Dir(name))
}

// enter opens a folder, or finds it open; nil where it is the root itself or
// cannot be opened.
func (s *siteFolder) enter(name string) *openFolder {
	if name == "." || !fs.ValidPath(name) {
		return nil
	}
	if d := s.find(name); d != nil {
		return d
	}
	root, err := s.root.OpenRoot(name)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &openFolder{name, root, 1}
	s.open = append(s.open, d)
	if i := slices.IndexFunc(s.open, func(d *openFolder) bool { return d.users == 0 }); i >= 0 && len(s.open) > foldersOpen {
		_ = s.open[i].root.Close() // it was only read
		s.open = slices.Delete(s.open, i, i+1)
	}
	return d
}

func (s *siteFolder) find(name string) *openFolder {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.open {
		if d.name == name {
			d.users++
			return d
		}
	}
	return nil
}

func (s *siteFolder) leave(d *openFolder) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.users--
}

// Close lets go of all folders.
func (s *siteFolder) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.open {
		_ = d.root.Close() // it was only read
	}
	s.open = nil
	return s.root.Close()
}
