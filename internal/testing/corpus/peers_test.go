//go:build unix

package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fiftysix/internal/content"
)

// This file compares a build with Hugo, on an equal site of the same words, and
// with the floor: a bare program that only writes the same files. It runs where
// FIFTYSIX_PEERS names the sizes; `make bench-peers` does that. Each run is a
// process of its own, begins with the source in the disk's cache and writes
// into a new folder: to write where a tree has just been deleted is many times
// slower on some disks. Ratios count; other work on the machine shows in all.

func TestPeers(t *testing.T) {
	sizes := strings.Split(os.Getenv("FIFTYSIX_PEERS"), ",")
	if sizes[0] == "" {
		t.Skip("make bench-peers runs it: it takes minutes")
	}
	r := &rig{T: t, dir: os.Getenv("FIFTYSIX_PEERS_DIR"), hugo: os.Getenv("HUGO")}
	if r.dir == "" {
		r.dir = t.TempDir()
	}
	r.fiftysix = filepath.Join(r.dir, "fiftysix")
	if out, err := exec.Command("go", "build", "-o", r.fiftysix, "fiftysix/cmd/fiftysix").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	fmt.Println("| Reports | What | Wall s | User s | System s | Peak MB | Files | MB |\n| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil {
			t.Fatal(err)
		}
		r.compare(n)
	}
}

// A rig runs programs and says what they cost.
type rig struct {
	*testing.T
	dir, fiftysix, hugo string
	folders             int
}

// runs is how often each is run; the quickest counts, as other work on the
// machine only ever slows.
func runs(reports int) int {
	if reports > 1000 {
		return 1
	}
	return 3
}

func (r *rig) compare(n int) {
	src := filepath.Join(r.dir, fmt.Sprintf("source-%d", n))
	if _, err := os.Stat(src); err != nil {
		r.child("source", fmt.Sprint(n), src)
	}
	ours := func(out string) used {
		return r.run(r.fiftysix, "build", "--date", "2026-11-24T09:00", "--quiet", "--source", src, "--out", out)
	}
	var out, same, theirs string
	row := func(what string, made string, u used) {
		files, bytes := weigh(r.T, made)
		fmt.Printf("| %d | %s | %.2f | %.2f | %.2f | %d | %d | %.1f |\n", n, what, u.wall.Seconds(), u.user.Seconds(), u.system.Seconds(), u.peak>>20, files, float64(bytes)/1e6)
	}
	best := func(what string, once func() (made string, u used)) used {
		var least used
		var made string
		for i := range runs(n) {
			if m, u := once(); i == 0 || u.wall < least.wall {
				least, made = u, m
			}
		}
		row(what, made, least)
		return least
	}
	cold := best("fiftysix", func() (string, used) { out = r.folder(); return out, ours(out) })
	list := r.list(out)
	floor := best("the floor for the same files", func() (string, used) { to := r.folder(); return to, r.child("floor", list, to) })
	again := best("fiftysix, nothing changed", func() (string, used) { return out, ours(out) })
	change, undo := r.changes(src)
	changed := best("fiftysix, one file changed", func() (string, used) { change(); return out, ours(out) })
	undo()
	fmt.Printf("| %d | *fiftysix ÷ floor* | %.2f | | | | | |\n", n, ratio(cold, floor))
	fmt.Printf("| %d | *unchanged ÷ cold* | %.2f | | | | | |\n| %d | *one change ÷ cold* | %.2f | | | | | |\n", n, ratio(again, cold), n, ratio(changed, cold))
	if r.hugo == "" {
		return
	}
	like := best("fiftysix, the outputs that Hugo makes", func() (string, used) { same = r.folder(); return same, r.child("like Hugo", src, same) })
	hugo := best("Hugo", func() (string, used) {
		theirs = r.folder()
		return theirs, r.run(r.hugo, "--quiet", "--minify", "--source", src+"-hugo", "--destination", theirs)
	})
	saySame(r.T, os.DirFS(same), os.DirFS(theirs))
	for _, k := range pageKinds {
		ours, bytes := named(r.T, os.DirFS(same), k.ours)
		hugos, theirBytes := named(r.T, os.DirFS(theirs), k.hugos)
		fmt.Printf("| %d | *%s: fiftysix and Hugo* | | | | | %d and %d | %.2f and %.2f |\n", n, k.what, len(ours), len(hugos), float64(bytes)/1e6, float64(theirBytes)/1e6)
	}
	fmt.Printf("| %d | *Hugo ÷ fiftysix, the same outputs* | %.1f | %.1f | | %.1f | | |\n", n, ratio(hugo, like), hugo.user.Seconds()/like.user.Seconds(), float64(hugo.peak)/float64(like.peak))
}

func ratio(a, b used) float64 { return a.wall.Seconds() / b.wall.Seconds() }

// folder is one that was not there before.
func (r *rig) folder() string {
	r.folders++
	return filepath.Join(r.dir, fmt.Sprintf("out-%d-%d", os.Getpid(), r.folders))
}

// used is what a run cost.
type used struct {
	wall, user, system time.Duration
	peak               int64
}

func (r *rig) run(name string, args ...string) used { return r.start(exec.Command(name, args...)) }

// child runs this test program as one of the programs below.
func (r *rig) child(args ...string) used {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childArgs+"="+strings.Join(args, "\n"))
	return r.start(cmd)
}

func (r *rig) start(cmd *exec.Cmd) used {
	r.Helper()
	syscall.Sync()
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		r.Fatalf("%v: %v\n%s", cmd.Args, err, said.String())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return used{time.Since(began), cmd.ProcessState.UserTime(), cmd.ProcessState.SystemTime(), usage.Maxrss << 10}
}

// changes adds a few words to one finding each time; undo takes them away.
func (r *rig) changes(src string) (change, undo func()) {
	names, err := filepath.Glob(filepath.Join(src, "content/reports/*/recommendation-3.md"))
	if err != nil || len(names) == 0 {
		r.Fatal("nothing to change: ", err)
	}
	name := names[len(names)/2]
	before, err := os.ReadFile(name)
	if err != nil {
		r.Fatal(err)
	}
	write := func(text []byte) {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			r.Fatal(err)
		}
	}
	text := slices.Clone(before)
	return func() { text = append(text, "And a few words more.\n\n"...); write(text) }, func() { write(before) }
}

func weigh(t *testing.T, dir string) (files int, bytes int64) {
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			files, bytes = files+1, bytes+info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, bytes
}

// list writes down what a tree holds: for the floor, which is to write as much.
func (r *rig) list(tree string) (file string) {
	var b strings.Builder
	err := filepath.WalkDir(tree, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if rel, _ := filepath.Rel(tree, name); err == nil {
			fmt.Fprintf(&b, "%v %d %s\n", e.IsDir(), info.Size(), rel)
		}
		return err
	})
	file = filepath.Join(r.dir, fmt.Sprintf("list-%d", r.folders))
	if err := errors.Join(err, os.WriteFile(file, []byte(b.String()), 0o644)); err != nil {
		r.Fatal(err)
	}
	return file
}

// childArgs makes the test program one of those that the comparison runs.
const childArgs = "FIFTYSIX_BENCH_CHILD"

func TestMain(m *testing.M) {
	args, ok := os.LookupEnv(childArgs)
	if !ok {
		os.Exit(m.Run())
	}
	var err error
	switch a := strings.Split(args, "\n"); a[0] {
	case "source":
		err = writeSources(a[1], a[2])
	case "floor":
		err = writeFloor(a[1], a[2])
	case "like Hugo":
		err = publishLikeHugo(a[1], a[2])
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// writeFloor makes the folders of a list and then writes its files, on two
// cores, of as many bytes.
func writeFloor(list, out string) error {
	raw, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	type file struct {
		name string
		size int
	}
	var files []file
	most := 0
	for line := range strings.Lines(string(raw)) {
		var isDir bool
		var f file
		if _, err := fmt.Sscanf(line, "%t %d %s", &isDir, &f.size, &f.name); err != nil {
			return fmt.Errorf("%q: %w", line, err)
		}
		f.name = filepath.Join(out, f.name)
		if isDir {
			if err := os.MkdirAll(f.name, 0o755); err != nil {
				return err
			}
			continue
		}
		files, most = append(files, f), max(most, f.size)
	}
	data := make([]byte, most)
	for i := range data {
		data[i] = byte(i*7 + i>>8)
	}
	var wg sync.WaitGroup
	half := (len(files) + 1) / 2
	errs := make([]error, 2)
	for i, part := range [][]file{files[:half], files[half:]} {
		wg.Go(func() {
			for _, f := range part {
				errs[i] = errors.Join(errs[i], os.WriteFile(f.name, data[:f.size], 0o644))
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// writeSources writes an office, and the same words for Hugo beside it.
func writeSources(reports, dir string) error {
	n, err := strconv.Atoi(reports)
	if err != nil {
		return err
	}
	office, hugo := writer{dir: dir}, writer{dir: dir + "-hugo"}
	Each(n, office.put)
	if office.err != nil {
		return office.err
	}
	reg, _ := content.Load(os.DirFS(dir), content.Options{Now: theMoment()})
	err = errors.Join(
		os.CopyFS(hugo.dir, os.DirFS("testdata/hugo")),
		os.CopyFS(filepath.Join(hugo.dir, "static"), os.DirFS("testdata/lean/css")), // the same style for both
	)
	if err != nil {
		return err
	}
	forHugo(reg, hugo.put)
	return hugo.err
}

// A writer puts files into a folder.
type writer struct {
	dir string
	err error // the first
}

func (w *writer) put(name, text string) {
	if w.err != nil {
		return
	}
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	w.err = os.MkdirAll(filepath.Dir(name), 0o755)
	if w.err == nil {
		w.err = os.WriteFile(name, []byte(text), 0o644)
	}
}
