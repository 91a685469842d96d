package preview

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// A fileIndex remembers the files that the site is built from, as they were
// last seen: the settings, content, layouts, and the logo wherever it is. It
// decides what has changed; the system's notices are only hints where to look,
// as notices get lost and network drives send none.
type fileIndex struct {
	folder *siteDir
	notice func(dir string) // asks the system for notices of a folder; may be nil

	mu       sync.Mutex
	starting bool
	logo     string // the logo's path, or ""
	folders  map[string]*dirEntry
}

type dirEntry struct {
	info  fs.FileInfo // identifies the folder
	files map[string]fileStamp
}

// fileStamp is a file as it was last seen.
type fileStamp struct {
	dir  bool
	mode fs.FileMode
	size int64
	time time.Time
	// sum is the checksum of the content, "" while it is unknown. It is compared
	// before a file counts as changed: backup programs and git touch files
	// without changing them.
	sum string
	// racy means that the file was seen so soon after it was written that
	// another write could leave it with the same time.
	racy bool
}

// racyWindow is the coarsest resolution of file times on any known disk.
const racyWindow = 2 * time.Second

func newFileIndex(folder *siteDir) *fileIndex {
	return &fileIndex{folder: folder, folders: map[string]*dirEntry{}}
}

// begin lists everything for the first time. The first page should not wait for
// the checksums, so they are left to the sweeps.
func (t *fileIndex) begin() {
	t.starting = true
	t.update([]string{"."})
	t.starting = false
}

// setLogo names a file that is followed wherever it is in the site's folder.
func (t *fileIndex) setLogo(file string) {
	if file != "" {
		file = path.Clean(strings.TrimPrefix(file, "./"))
		if !fs.ValidPath(file) {
			return
		}
	}
	t.mu.Lock()
	same := t.logo == file
	t.logo = file
	t.mu.Unlock()
	if !same {
		t.update([]string{"."})
	}
}

// dirs returns all folders that have been seen, sorted.
func (t *fileIndex) dirs() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Sorted(maps.Keys(t.folders))
}

// isSource reports whether a name in a folder is part of the site.
func (t *fileIndex) isSource(dir, name string) bool {
	at := path.Join(dir, name)
	if at == t.logo || strings.HasPrefix(t.logo, at+"/") {
		return true
	}
	if dir == "." {
		return name == inspection.SettingsFile || name == inspection.ContentDir || name == "layouts"
	}
	top, _, _ := strings.Cut(dir, "/")
	return (top == inspection.ContentDir || top == "layouts") && !content.Ignored(name)
}

// update lists folders again, and new ones in them, and returns the files that
// have changed, come or gone.
func (t *fileIndex) update(dirs []string) (changed []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	files := t.folder.files()
	for _, dir := range dirs {
		changed = append(changed, t.updateDir(files, dir)...)
	}
	slices.Sort(changed)
	return slices.Compact(changed)
}

// differs reports whether a folder's list has changed since it was last seen.
// Where it has not, it adds the checksums that begin left out.
func (t *fileIndex) differs(dir string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	files := t.folder.files()
	old := t.folders[dir]
	now, ok := t.list(files, dir)
	if !ok || old == nil || !os.SameFile(old.info, now.info) || len(old.files) != len(now.files) {
		return ok || old != nil
	}
	for name, is := range now.files {
		if was, exists := old.files[name]; !exists || !was.same(is) {
			return true
		}
	}
	for name, is := range old.files {
		if !is.dir && is.sum == "" {
			is.sum = checksum(files, path.Join(dir, name), is.size)
			old.files[name] = is
		}
	}
	return false
}

// same reports whether nothing suggests that the file has changed.
func (was fileStamp) same(is fileStamp) bool {
	return was.dir == is.dir && (is.dir || was.mode == is.mode && was.size == is.size && was.time.Equal(is.time) && !was.racy)
}

func (t *fileIndex) updateDir(files fs.FS, dir string) (changed []string) {
	old := t.folders[dir]
	if old == nil && t.notice != nil {
		t.notice(dir) // before it is listed, so that no change is missed in between
	}
	now, ok := t.list(files, dir)
	if !ok {
		return t.drop(dir)
	}
	if old == nil {
		old = &dirEntry{}
	} else if !os.SameFile(old.info, now.info) && t.notice != nil {
		t.notice(dir) // it is a new folder of the same name, without notices
	}
	t.folders[dir] = now
	for name, was := range old.files {
		if is, exists := now.files[name]; !exists || is.dir != was.dir {
			changed = append(changed, t.gone(path.Join(dir, name), was)...)
		}
	}
	for name, is := range now.files {
		at := path.Join(dir, name)
		was, exists := old.files[name]
		switch {
		case is.dir:
			isNew := !exists || !was.dir
			if isNew {
				changed = append(changed, at)
			}
			if isNew || t.isReplaced(files, at) {
				changed = append(changed, t.updateDir(files, at)...)
			}
		case exists && !was.dir && was.same(is):
			is.sum = was.sum
			now.files[name] = is
		case t.starting && !is.racy:
		default:
			is.sum = checksum(files, at, is.size)
			now.files[name] = is
			if !exists || is.sum == "" || was.sum != is.sum {
				changed = append(changed, at)
			}
		}
	}
	return changed
}

// isReplaced reports whether a folder is not the one that was seen.
func (t *fileIndex) isReplaced(files fs.FS, dir string) bool {
	old := t.folders[dir]
	info, err := fs.Stat(files, dir)
	return old == nil || err == nil && !os.SameFile(old.info, info)
}

// gone forgets a file or a folder, and returns it and everything that was in it.
func (t *fileIndex) gone(at string, was fileStamp) []string {
	changed := []string{at}
	if was.dir {
		changed = append(changed, t.drop(at)...)
	}
	return changed
}

// drop forgets a folder that is gone, and returns everything that was in it.
func (t *fileIndex) drop(dir string) (changed []string) {
	old := t.folders[dir]
	if old == nil {
		return nil
	}
	delete(t.folders, dir)
	for name, was := range old.files {
		changed = append(changed, t.gone(path.Join(dir, name), was)...)
	}
	return changed
}

// list reads the names in a folder. It uses plain paths, which cost a third of
// an os.Root: no content is read here, and a link is followed within the site's
// folder only.
func (t *fileIndex) list(files fs.FS, dir string) (*dirEntry, bool) {
	full := filepath.Join(t.folder.name, filepath.FromSlash(dir))
	info, err := os.Lstat(full)
	if dir == "." {
		info, err = os.Stat(full)
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(files, dir)
	}
	if err != nil || !info.IsDir() {
		return nil, false
	}
	entries, err := os.ReadDir(full)
	if err != nil {
		return nil, false
	}
	now, at := &dirEntry{info: info, files: make(map[string]fileStamp, len(entries))}, time.Now()
	for _, e := range entries {
		if !t.isSource(dir, e.Name()) {
			continue
		}
		info, err := e.Info()
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			info, err = fs.Stat(files, path.Join(dir, e.Name()))
		}
		if err != nil || !info.Mode().IsRegular() && !info.IsDir() {
			continue // gone by now, a link out of the folder, or a pipe, which may never end
		}
		now.files[e.Name()] = fileStamp{
			dir: info.IsDir(), mode: info.Mode(), size: info.Size(), time: info.ModTime(), racy: at.Sub(info.ModTime()) < racyWindow,
		}
	}
	return now, true
}

// maxSummed is the size of the largest file whose content is compared. A larger
// one is an attachment.
const maxSummed = 4 << 20

// checksum returns the hash of a file's content, or "" where it is too large or
// cannot be read.
func checksum(files fs.FS, at string, size int64) string {
	if size > maxSummed {
		return ""
	}
	data, err := fs.ReadFile(files, at)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return string(sum[:])
}
