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

// A fileIndex is what was last seen of the files that the site is made from: the
// settings, content, layouts, and the logo wherever it stands. It is the truth
// about what has changed; what the system says of changes is only a hint where
// to look (TRAPS 2.4: notices get lost, and network drives send none).
type fileIndex struct {
	folder *siteDir
	notice func(dir string) // asks the system for notices of a folder; may be nil

	mu        sync.Mutex
	beginning bool
	extra     string // the logo's path, or ""
	folders   map[string]*dirEntry
}

type dirEntry struct {
	info  fs.FileInfo // to tell a folder from one that was made again
	files map[string]fileStamp
}

// fileStamp is a file as it was last seen.
type fileStamp struct {
	dir  bool
	mode fs.FileMode
	size int64
	time time.Time
	// sum is of what the file holds, once it is known. A file is looked into
	// before it is said to have changed: a backup program, or git, touches
	// files that are the same.
	sum    [16]byte
	summed bool
	// racy says that the file was seen so soon after it was written that it
	// can be written again and bear the same time.
	racy bool
}

// racyWindow is as coarse as file times are on any disk that we know of.
const racyWindow = 2 * time.Second

func newFileIndex(folder *siteDir) *fileIndex {
	return &fileIndex{folder: folder, folders: map[string]*dirEntry{}}
}

// begin sees everything for the first time, and leaves it to the sweeps to look
// into the files: the first page should not wait for that.
func (t *fileIndex) begin() {
	t.beginning = true
	t.update([]string{"."})
	t.beginning = false
}

// follow names a file outside content and layouts that is to be looked at too.
func (t *fileIndex) follow(file string) {
	if file != "" {
		file = path.Clean(strings.TrimPrefix(file, "./"))
	}
	t.mu.Lock()
	same := t.extra == file || !fs.ValidPath(file) && file != ""
	if !same {
		t.extra = file
	}
	t.mu.Unlock()
	if !same {
		t.update([]string{"."})
	}
}

// known are all folders that have been seen, in order.
func (t *fileIndex) known() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Sorted(maps.Keys(t.folders))
}

// isSource reports whether a name in a folder is part of the site.
func (t *fileIndex) isSource(dir, name string) bool {
	at := path.Join(dir, name)
	if at == t.extra || strings.HasPrefix(t.extra, at+"/") {
		return true
	}
	if dir == "." {
		return name == inspection.SettingsFile || name == inspection.ContentDir || name == "layouts"
	}
	top, _, _ := strings.Cut(dir, "/")
	return (top == inspection.ContentDir || top == "layouts") && !content.Ignored(name)
}

// update looks at folders again, and at those in them that are new, and reports
// which files have changed, come or gone.
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

// differs says whether a folder is not as it was seen, without looking into
// its files.
func (t *fileIndex) differs(dir string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.folders[dir]
	now, ok := t.list(t.folder.files(), dir)
	if !ok || old == nil || !os.SameFile(old.info, now.info) || len(old.files) != len(now.files) {
		return ok || old != nil
	}
	for name, is := range now.files {
		if was, there := old.files[name]; !there || !same(was, is) {
			return true
		}
	}
	t.sumUp(dir, old)
	return false
}

// sumUp looks into the files of a folder that have not been looked into yet.
func (t *fileIndex) sumUp(dir string, f *dirEntry) {
	for name, is := range f.files {
		if !is.dir && !is.summed && is.size <= maxSummed {
			is.sum, is.summed = sum(t.folder.files(), path.Join(dir, name), is.size)
			f.files[name] = is
		}
	}
}

func same(was, is fileStamp) bool {
	return was.dir == is.dir && (is.dir || was.mode == is.mode && was.size == is.size && was.time.Equal(is.time) && !was.racy)
}

// updateDir looks at one folder.
func (t *fileIndex) updateDir(files fs.FS, dir string) (changed []string) {
	old := t.folders[dir]
	if old == nil && t.notice != nil {
		t.notice(dir) // before it is listed, so that nothing falls between
	}
	now, ok := t.list(files, dir)
	if !ok {
		return t.drop(dir)
	}
	if old == nil {
		old = &dirEntry{}
	} else if !os.SameFile(old.info, now.info) && t.notice != nil {
		t.notice(dir) // it was deleted and made again, and notices went with it
	}
	t.folders[dir] = now
	for name, was := range old.files {
		if is, there := now.files[name]; !there || is.dir != was.dir {
			at := path.Join(dir, name)
			if changed = append(changed, at); was.dir {
				changed = append(changed, t.drop(at)...)
			}
		}
	}
	for name, is := range now.files {
		at := path.Join(dir, name)
		was, there := old.files[name]
		switch {
		case is.dir:
			if !there || !was.dir {
				changed = append(changed, at)
				changed = append(changed, t.updateDir(files, at)...)
			} else if t.isReplaced(files, at) {
				changed = append(changed, t.updateDir(files, at)...)
			}
		case there && !was.dir && same(was, is):
			is.sum, is.summed = was.sum, was.summed
			now.files[name] = is
		case t.beginning && !is.racy:
		default:
			is.sum, is.summed = sum(files, at, is.size)
			now.files[name] = is
			if !there || !is.summed || !was.summed || was.sum != is.sum {
				changed = append(changed, at)
			}
		}
	}
	return changed
}

// isReplaced says whether a folder is another one than was seen.
func (t *fileIndex) isReplaced(files fs.FS, dir string) bool {
	old := t.folders[dir]
	info, err := fs.Stat(files, dir)
	return old == nil || err == nil && !os.SameFile(old.info, info)
}

// drop is for a folder that is gone: all that was in it is.
func (t *fileIndex) drop(dir string) (changed []string) {
	old := t.folders[dir]
	if old == nil {
		return nil
	}
	delete(t.folders, dir)
	for name, was := range old.files {
		at := path.Join(dir, name)
		if changed = append(changed, at); was.dir {
			changed = append(changed, t.drop(at)...)
		}
	}
	return changed
}

// list reads what stands in a folder. It goes by plain paths, which costs a
// third of what going by the open folder does: nothing is read from a file
// here, and a link counts as what it leads to within the site's folder.
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
			continue // gone meanwhile, leading out of the folder, or a pipe, which may never end
		}
		now.files[e.Name()] = fileStamp{
			dir: info.IsDir(), mode: info.Mode(), size: info.Size(), time: info.ModTime(), racy: at.Sub(info.ModTime()) < racyWindow,
		}
	}
	return now, true
}

// maxSummed is the size of the largest file that is looked into.
const maxSummed = 4 << 20

// sum is of a file's bytes. A very large one, which is an attachment, is not
// read for it.
func sum(files fs.FS, at string, size int64) (s [16]byte, ok bool) {
	if size > maxSummed {
		return s, false
	}
	data, err := fs.ReadFile(files, at)
	if err != nil {
		return s, false
	}
	full := sha256.Sum256(data)
	return [16]byte(full[:16]), true
}
