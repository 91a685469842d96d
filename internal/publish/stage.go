package publish

import (
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
)

// stagingName is the folder within the output folder where an update is made
// ready. It is on the same disk, so that a rename is all that remains.
const stagingName = ours + "staging"

// beside is a name next to the output folder, for when there is none yet.
func beside(dir, name string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+ours+name)
}

// A stage is where files wait until all are rendered. It is made when the first
// one comes, so that a build which changes nothing writes nothing.
//
// It is written to by plain paths, not through an os.Root, which opens each
// folder on the way anew and would make a first build two thirds slower: all
// that is in it was made by us and had to be new, so there is no link in it to
// follow.
//
// Any number of goroutines may write to it at once.
type stage struct {
	dir     string
	disk    disk
	mu      sync.Mutex
	folders map[string]bool // those made
	chmod   bool            // the umask takes rights away from what is made
}

func (b *build) newStage() *stage {
	dir := filepath.Join(b.dir, stagingName)
	if !b.exists {
		dir = beside(b.dir, "staging")
	}
	return &stage{dir: dir, disk: b.disk, folders: map[string]bool{}}
}

// changedName is where a changed file waits, by its index.
func changedName(index int) string { return ours + "changed/" + strconv.Itoa(index) }

// put writes a whole file. Final is the path that it will have, for messages.
func (st *stage) put(name, final string, data []byte, sync bool) error {
	f, err := st.create(name, final)
	if err != nil {
		return err
	}
	return st.disk.do("write", final, func() error {
		_, err := f.Write(data)
		return st.close(f, sync, err)
	})
}

func (st *stage) create(name, final string) (f *os.File, err error) {
	if err := st.makeFolder(path.Dir(name)); err != nil {
		return nil, err
	}
	err = st.disk.do("create", final, func() (err error) {
		f, err = os.OpenFile(st.at(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
		return err
	})
	return f, err
}

// close ends a file that has been written to, with the error of doing so.
func (st *stage) close(f *os.File, sync bool, err error) error {
	if err == nil && st.chmod {
		err = f.Chmod(fileMode)
	}
	if err == nil && sync {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

func (st *stage) at(name string) string {
	return filepath.Join(st.dir, filepath.FromSlash(name))
}

// What we write can be read by whoever serves it, whatever the umask of the
// person who builds: the same site from every account. Files that exist keep
// the rights they have, as somebody may have set them on purpose.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// makeFolder makes a folder, and those above it, unless it has been made.
func (st *stage) makeFolder(dir string) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.makeFolderLocked(dir)
}

func (st *stage) makeFolderLocked(dir string) error {
	if st.folders[dir] {
		return nil
	}
	final := dir
	if dir == "." {
		final = st.dir
	} else if err := st.makeFolderLocked(path.Dir(dir)); err != nil {
		return err
	}
	err := st.disk.do("make folder", final, func() error {
		err := os.Mkdir(st.at(dir), dirMode)
		if err == nil && dir == "." {
			st.chmod, err = st.losesRights()
		}
		if err == nil && st.chmod {
			err = os.Chmod(st.at(dir), dirMode)
		}
		return err
	})
	st.folders[dir] = err == nil
	return err
}

// losesRights reports whether the umask has taken rights away from the folder
// of the stage: then it does so from every folder and file.
func (st *stage) losesRights() (bool, error) {
	info, err := os.Lstat(st.dir)
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm() != dirMode, err
}

// discard removes the stage, with whatever is left in it.
func (st *stage) discard() error {
	if _, err := os.Lstat(st.dir); err != nil {
		return nil
	}
	return st.disk.removeAll(st.dir)
}
