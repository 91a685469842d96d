package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"fiftysix/internal/register"
)

// A siteFolder is a site's folder as it is read. An os.Root opens every folder
// on the way to a file anew, so that no link leads out of it: four folders for
// each file of a report. Here the folders that are being read stay open, each
// as a root of its own. What cannot be read by way of one is read by way of the
// whole, which then says what is wrong. Of what is read there is kept how it
// was: see madeOf and stillSo.
//
// A file with a second name outside the folder is not read either: an archive
// from elsewhere can give such a name to any file of this computer.
type siteFolder struct {
	root *os.Root
	fs.FS
	mu   sync.Mutex
	open []*openFolder // those used latest last

	twice     []fs.FileInfo // the files in it that have more than one name
	twiceOnce sync.Once
	read      []readFile          // as they came
	at        map[string]int32    // in read, by name: what is there can be changed and its name stays one string
	opened    map[string]stamp    // the files that are read piece by piece, as they were at first
	listed    map[string][]string // the names in folders; see namesIn
	changing  string              // a file that was read twice, and was not the same
}

type openFolder struct {
	name  string
	root  *os.Root
	users int
}

// foldersOpen is how many stay open: one or two for each core that reads.
const foldersOpen = 8

func newSiteFolder(root *os.Root) *siteFolder {
	return &siteFolder{root: root, FS: root.FS(), at: map[string]int32{}, opened: map[string]stamp{}, listed: map[string][]string{}}
}

type checksum [sha256.Size]byte

// readFile is a file as it was when it was read.
type readFile struct {
	sum    checksum
	stamp  stamp
	summed bool // in the checksum of its folder
}

// stamp tells a file that was saved since from one that was not. It is kept for
// every file, and so holds no more than that takes.
type stamp struct {
	size  int64
	saved int64 // when, in nanoseconds
	which identity
}

func stampOf(info fs.FileInfo) stamp {
	return stamp{info.Size(), info.ModTime().UnixNano(), identityOf(info)}
}

// ReadFile reads a file, by way of its folder.
func (s *siteFolder) ReadFile(name string) ([]byte, error) {
	data, info, err := s.readFile(name)
	if err == nil {
		s.note(name, readFile{sum: sha256.Sum256(data), stamp: stampOf(info)})
	}
	return data, err
}

// ReadText is ReadFile for what is kept as text: its bytes are read into room that
// others used before.
func (s *siteFolder) ReadText(name string) (text string, err error) {
	const most = 1 << 20 // of what is kept for others
	room := texts.Get().(*bytes.Buffer)
	info, err := s.readTo(name, func(f *os.File, _ int64) error {
		room.Reset()
		_, err := room.ReadFrom(f)
		return err
	})
	if err == nil {
		text = room.String()
		s.note(name, readFile{sum: sha256.Sum256(room.Bytes()), stamp: stampOf(info)})
	}
	if room.Cap() <= most {
		texts.Put(room)
	}
	return text, err
}

var texts = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// sumOfFile is the checksum of a file in its folder's, which is read if it has not
// been.
func (s *siteFolder) sumOfFile(name string) (checksum, error) {
	s.mu.Lock()
	if i, known := s.at[name]; known {
		defer s.mu.Unlock()
		s.read[i].summed = true
		return s.read[i].sum, nil
	}
	s.mu.Unlock()
	sum := sha256.New()
	info, err := s.readTo(name, func(f *os.File, _ int64) error {
		sum.Reset()
		room := rooms.Get().(*[64 << 10]byte)
		defer rooms.Put(room)
		_, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, room[:])
		return err
	})
	if err != nil {
		return checksum{}, err
	}
	is := readFile{checksum(sum.Sum(nil)), stampOf(info), true}
	s.note(name, is)
	return is.sum, nil
}

var rooms = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// note keeps what a file was when it was read.
func (s *siteFolder) note(name string, is readFile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, again := s.at[name]
	if !again {
		s.at[name] = int32(len(s.read))
		s.read = append(s.read, is)
		return
	}
	if s.read[i].sum != is.sum {
		s.changing = name
	}
	s.read[i] = is
}

func (s *siteFolder) readFile(name string) (data []byte, info fs.FileInfo, err error) {
	info, err = s.readTo(name, func(f *os.File, size int64) error {
		b := bytes.NewBuffer(make([]byte, 0, max(size, 0)+512))
		_, err := b.ReadFrom(f)
		data = b.Bytes()
		return err
	})
	return data, info, err
}

// readTo opens a file, by way of its folder, to be read, and says what it is. Where
// that fails it is tried once more by way of the whole.
func (s *siteFolder) readTo(name string, read func(f *os.File, size int64) error) (fs.FileInfo, error) {
	if d := s.around(name); d != nil {
		defer s.leave(d)
		if info, err := readIn(d.root, path.Base(name), read); err == nil {
			return info, s.ours("open", name, info)
		}
	}
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	info, err := readIn(s.root, name, read)
	if err != nil {
		return nil, err
	}
	return info, s.ours("open", name, info)
}

var errNoFile = errors.New("it is not an ordinary file")

// readIn has a file read, and says what it is.
func readIn(root *os.Root, name string, read func(f *os.File, size int64) error) (fs.FileInfo, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|notWaiting, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: errNoFile}
	}
	if err != nil {
		return nil, err
	}
	return info, read(f, info.Size())
}

// Open opens a file or folder.
func (s *siteFolder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := s.root.OpenFile(name, os.O_RDONLY|notWaiting, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = s.ours("open", name, info)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if !info.IsDir() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, again := s.opened[name]; !again {
			s.opened[name] = stampOf(info)
		}
	}
	return f, nil
}

var errSecondName = errors.New("it is also a file outside the site's folder (a hard link); put a copy of the file in its place")

// ours says whether all names of a file are in the site's folder. Programs that
// save room give one file several.
func (s *siteFolder) ours(op, name string, info fs.FileInfo) error {
	names := namesOf(info)
	if names < 2 || !info.Mode().IsRegular() {
		return nil
	}
	s.twiceOnce.Do(func() {
		_ = fs.WalkDir(s.FS, ".", func(_ string, d fs.DirEntry, err error) error { // what cannot be listed is not ours
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			if info, err := d.Info(); err == nil && namesOf(info) > 1 {
				s.twice = append(s.twice, info)
			}
			return nil
		})
	})
	for _, other := range s.twice {
		if os.SameFile(info, other) {
			names--
		}
	}
	if names > 0 {
		return &fs.PathError{Op: op, Path: name, Err: errSecondName}
	}
	return nil
}

// ReadDir lists a folder, which stays open for what is in it.
func (s *siteFolder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := s.readDir(name)
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.listed[name] = namesIn(entries)
	}
	return entries, err
}

func (s *siteFolder) readDir(name string) ([]fs.DirEntry, error) {
	if d := s.enter(name); d != nil {
		defer s.leave(d)
		if entries, err := listIn(d.root); err == nil {
			return entries, nil
		}
	}
	return fs.ReadDir(s.FS, name)
}

// listIn lists a folder, sorted.
func listIn(root *os.Root) ([]fs.DirEntry, error) {
	f, err := root.OpenFile(".", os.O_RDONLY|notWaiting, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// allNames are the names in a folder, with no look at what they are the names of.
func (s *siteFolder) allNames(dir string) ([]string, error) {
	root := s.root
	if d := s.enter(dir); d != nil {
		defer s.leave(d)
		root, dir = d.root, "."
	}
	f, err := root.OpenFile(dir, os.O_RDONLY|notWaiting, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}

// namesIn are the names that are read, those of folders with a slash at the end:
// what an editor keeps beside a file comes and goes.
func namesIn(entries []fs.DirEntry) []string {
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		switch {
		case register.Ignored(e.Name()):
		case e.IsDir():
			names = append(names, e.Name()+"/")
		default:
			names = append(names, e.Name())
		}
	}
	return names
}

// names are the names in a folder, which is read if it has not been.
func (s *siteFolder) names(dir string) ([]string, error) {
	s.mu.Lock()
	names, known := s.listed[dir]
	s.mu.Unlock()
	if known {
		return names, nil
	}
	entries, err := s.ReadDir(dir)
	return namesIn(entries), err
}

// Stat says what stands at a name.
func (s *siteFolder) Stat(name string) (fs.FileInfo, error) {
	if d := s.around(name); d != nil {
		defer s.leave(d)
		if info, err := d.root.Stat(path.Base(name)); err == nil {
			return info, s.ours("stat", name, info)
		}
	}
	info, err := fs.Stat(s.FS, name)
	if err != nil {
		return nil, err
	}
	return info, s.ours("stat", name, info)
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
	root, err := s.openFolder(name)
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

// openFolder opens a folder, by way of the one that it is in.
func (s *siteFolder) openFolder(name string) (*os.Root, error) {
	if d := s.enter(path.Dir(name)); d != nil {
		defer s.leave(d)
		if root, err := d.root.OpenRoot(path.Base(name)); err == nil {
			return root, nil
		}
	}
	return s.root.OpenRoot(name)
}

func (s *siteFolder) find(name string) *openFolder {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.open, func(d *openFolder) bool { return d.name == name })
	if i < 0 {
		return nil
	}
	d := s.open[i]
	d.users++
	copy(s.open[i:], s.open[i+1:])
	s.open[len(s.open)-1] = d
	return d
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
