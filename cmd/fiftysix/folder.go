package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
)

// A siteFolder reads the folder of a site. It refuses symbolic links out of the
// folder (os.Root does that), pipes and devices, and files with a hard link
// outside the folder, which an unpacked archive can make to any file of this
// computer.
//
// For verify it remembers the size, time and identity of each file that was
// opened and the names in each folder that was listed.
type siteFolder struct {
	root *os.Root

	mu      sync.Mutex
	stamps  map[string]stamp    // of each file, when it was first opened
	folders map[string][]string // the names in each folder, when it was first listed

	linked func() []fs.FileInfo // the files with more than one name
}

func newSiteFolder(root *os.Root) *siteFolder {
	s := &siteFolder{root: root, stamps: map[string]stamp{}, folders: map[string][]string{}}
	s.linked = sync.OnceValue(s.findLinked)
	return s
}

// A stamp changes when a file is saved.
type stamp struct {
	size     int64
	modified int64 // in nanoseconds
	id       fileID
}

func stampOf(info fs.FileInfo) stamp {
	return stamp{info.Size(), info.ModTime().UnixNano(), fileIDOf(info)}
}

var errNotAFile = errors.New("it is not an ordinary file")

// Open opens a file or a folder.
func (s *siteFolder) Open(name string) (fs.File, error) {
	f, _, err := s.open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (s *siteFolder) open(name string) (*os.File, fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := s.root.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: errNotAFile}
	}
	if err == nil {
		err = s.refuseOutsideLinks("open", name, info)
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	if info.Mode().IsRegular() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, known := s.stamps[name]; !known {
			s.stamps[name] = stampOf(info)
		}
	}
	return f, info, nil
}

// ReadFile reads a file.
func (s *siteFolder) ReadFile(name string) ([]byte, error) {
	f, info, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, info.Size())
	n, err := io.ReadFull(f, data)
	if err == io.ErrUnexpectedEOF || err == io.EOF { // it has been truncated meanwhile, which verify reports
		err = nil
	}
	return data[:n], err
}

// ReadDir lists a folder.
func (s *siteFolder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.root.FS(), name)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.folders[name]; !known {
		s.folders[name] = namesIn(entries)
	}
	return entries, nil
}

// Stat describes a file or a folder.
func (s *siteFolder) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(s.root.FS(), name)
	if err != nil {
		return nil, err
	}
	return info, s.refuseOutsideLinks("stat", name, info)
}

var errOutsideLink = errors.New("it is also a file outside the site's folder (a hard link); put a copy of the file in its place")

// refuseOutsideLinks refuses a file that also has a name outside the folder.
// Several names within it are fine: programs that save disk space make them.
func (s *siteFolder) refuseOutsideLinks(op, name string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return nil
	}
	names := linkCount(info)
	if names < 2 {
		return nil
	}
	for _, other := range s.linked() {
		if os.SameFile(info, other) {
			names--
		}
	}
	if names > 0 {
		return &fs.PathError{Op: op, Path: name, Err: errOutsideLink}
	}
	return nil
}

func (s *siteFolder) findLinked() []fs.FileInfo {
	var linked []fs.FileInfo
	_ = fs.WalkDir(s.root.FS(), ".", func(_ string, d fs.DirEntry, err error) error { // what cannot be listed is not in the folder
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		if info, err := d.Info(); err == nil && linkCount(info) > 1 {
			linked = append(linked, info)
		}
		return nil
	})
	return linked
}

// Close closes the folder.
func (s *siteFolder) Close() error { return s.root.Close() }
