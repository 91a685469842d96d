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

// A stage is where files wait until all are drawn. It is made when the first
// one comes, so that a build which changes nothing writes nothing.
//
// No file is renamed within it or read back. It is written to by plain paths,
// not through an os.Root, which opens each folder on the way anew and would
// cost a first build two thirds more: all that is in it was made by us and had
// to be new, so there is no link in it to follow.
//
// Any number of goroutines may write to it at once.
type stage struct {
	dir      string
	disk     disk
	mu       sync.Mutex
	folders  map[string]*made // those made, by name
	chmodDir bool             // the umask takes rights away from new folders
	umask    sync.Once        // looked for at the first file
	chmod    bool             // and from new files
}

// made is a folder that is made once.
type made struct {
	once sync.Once
	err  error
}

func (b *build) newStage() *stage {
	dir := filepath.Join(b.dir, stagingName)
	if !b.exists {
		dir = beside(b.dir, "staging")
	}
	return &stage{dir: dir, disk: b.disk, folders: map[string]*made{}}
}

// staged is where file number i waits. New files stand in a tree like the
// site's, so that a new folder can be put in place whole; changed ones in one
// flat folder, as making folders is the greater part of writing a tree.
func (f *file) staged(i int) string { return staged(f.path, f.state, i) }

func staged(p string, s state, i int) string {
	if s == isChanged {
		return ours + "changed/" + strconv.Itoa(i)
	}
	return p
}

func (st *stage) write(name string, data []byte) error {
	return st.put(name, name, data, false)
}

func (st *stage) writeSynced(name string, data []byte) error {
	return st.put(name, name, data, true)
}

// put writes data to name. In messages it is called by the name that it will
// have.
func (st *stage) put(name, called string, data []byte, sync bool) error {
	f, err := st.create(name, called)
	if err != nil {
		return err
	}
	return st.disk.do("write", called, func() error {
		_, err := f.Write(data)
		return st.close(f, sync, err)
	})
}

// create makes a new file. With noLink, which a new file cannot be, the runtime
// does not ask the system how it may be waited for.
func (st *stage) create(name, called string) (f *os.File, err error) {
	if err := st.folder(path.Dir(name)); err != nil {
		return nil, err
	}
	err = st.disk.do("create", called, func() (err error) {
		f, err = os.OpenFile(st.at(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL|noLink, fileMode)
		return err
	})
	return f, err
}

// close ends a file that has been written to, unless with an error.
func (st *stage) close(f *os.File, sync bool, err error) error {
	if err == nil {
		err = st.setMode(f)
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

// folder makes the folder d, and those above it, if it has not been made.
func (st *stage) folder(d string) error {
	st.mu.Lock()
	m := st.folders[d]
	if m == nil {
		m = new(made)
		st.folders[d] = m
	}
	st.mu.Unlock()
	m.once.Do(func() {
		if d != "." {
			if m.err = st.folder(path.Dir(d)); m.err != nil {
				return
			}
		}
		called := d
		if d == "." {
			called = st.dir
		}
		m.err = st.disk.do("make folder", called, func() error {
			if err := os.Mkdir(st.at(d), dirMode); err != nil {
				return err
			}
			return st.setFolderMode(d)
		})
	})
	return m.err
}

// What we write can be read by whoever serves it, whatever the umask of the
// person who builds: the same site from every account. Files that are there
// already keep the rights they have, as somebody may have set them on purpose.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// The first file and the first folder show if the umask takes anything away.
// Mostly it does not, and then the others need no call of their own.
func (st *stage) setMode(f *os.File) (err error) {
	st.umask.Do(func() {
		fi, e := f.Stat()
		if err = e; err == nil {
			st.chmod = runtime.GOOS != "windows" && fi.Mode().Perm() != fileMode
		}
	})
	if err != nil || !st.chmod {
		return err
	}
	return f.Chmod(fileMode)
}

func (st *stage) setFolderMode(d string) error {
	if d == "." {
		fi, err := os.Lstat(st.dir)
		if err != nil {
			return err
		}
		st.chmodDir = runtime.GOOS != "windows" && fi.Mode().Perm() != dirMode
	}
	if !st.chmodDir {
		return nil
	}
	return os.Chmod(st.at(d), dirMode)
}

// discard removes the stage, with whatever is left in it.
func (st *stage) discard() error {
	if _, err := os.Lstat(st.dir); err != nil {
		return nil
	}
	return st.disk.removeAll(st.dir)
}
