package publish

import (
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
)

// stagingName is the folder within the output folder where an update is prepared. It
// is on the same disk, so that files only have to be renamed.
const stagingName = ours + "staging"

// beside returns a name next to the output folder, for when there is none yet.
func beside(dir, name string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+ours+name)
}

// A stage holds files until all are rendered. Its folder is made when the first one
// comes, so that a build which changes nothing writes nothing. It is safe for
// concurrent use.
//
// It uses plain paths, not an os.Root, which would make a first build two thirds
// slower: everything in it is new and ours, so there is no link to follow.
type stage struct {
	dir     string
	disk    disk
	mu      sync.Mutex
	folders map[string]bool // that exist
	chmod   bool            // the umask removes permissions from new files
}

func (b *build) newStage() *stage {
	dir := filepath.Join(b.dir, stagingName)
	if !b.exists {
		dir = beside(b.dir, "staging")
	}
	return &stage{dir: dir, disk: b.disk, folders: map[string]bool{}}
}

// changedName is the name of a changed file in the stage, by its index.
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

// close closes a file that has been written to, with the error of writing.
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

// New files can be read by every account, whatever the umask of the person who
// builds, as another account may serve them. Existing files keep their permissions.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// makeFolder makes a folder and those above it, unless they exist.
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
			st.chmod, err = st.umaskRestricts()
		}
		if err == nil && st.chmod {
			err = os.Chmod(st.at(dir), dirMode)
		}
		return err
	})
	st.folders[dir] = err == nil
	return err
}

// umaskRestricts reports whether the umask has removed permissions from the folder of
// the stage: then it does so for every folder and file.
func (st *stage) umaskRestricts() (bool, error) {
	info, err := os.Lstat(st.dir)
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm() != dirMode, err
}

// discard removes the stage, with whatever is left in it.
func (st *stage) discard() error { return st.disk.removeAll(st.dir) }
