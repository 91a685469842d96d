package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// The program may end at any moment, with no warning, and the disk may fill
// up. These tests do both before every single change to the disk in turn. What
// must hold after each: every file of the site is whole, of the old site or of
// the new, nothing foreign has changed, and the next build puts all right.

// bigChange is an old site and a new one with every kind of difference.
func bigChange() (older, newer *fake) {
	older = siteOf("/assets/site.css", "css", "/reports/a/", "a", "/reports/gone/", "gone", "/reports/gone/data.csv", "1,2",
		"/swap", "a file", "/turn/x.txt", "x", "/turn/y/z.txt", "z", "/reports/", "list", "/", "home")
	newer = siteOf("/assets/site.css", "new css", "/assets/print.css", "print", "/reports/a/", "a", "/reports/a/r1/", "one",
		"/reports/b/r1/", "b one", "/reports/b/", "b", "/swap/x.txt", "x", "/turn", "a file", "/reports/", "new list", "/", "new home")
	return older, newer
}

var foreign = []string{".git/", "", ".git/HEAD", "ref", ".nojekyll", "", "reports/", "", "reports/mine.txt", "mine",
	"mine/", "", "mine/notes.txt", "notes"}

// A scene is what stands there before the build that is killed.
type scene struct {
	name  string
	older *fake // nil: nothing
	extra []string
}

func scenes() []scene {
	older, _ := bigChange()
	return []scene{
		{"no folder", nil, nil},
		{"only dot files", nil, foreign[:6]},
		{"an older site", older, foreign},
	}
}

func (s scene) set(t *testing.T) (dir string) {
	dir = filepath.Join(t.TempDir(), "www", "public")
	if s.older != nil {
		mustPublish(t, s.older, dir, Options{})
	}
	for i := 0; i < len(s.extra); i += 2 {
		if !strings.HasSuffix(s.extra[i], "/") {
			mustWrite(t, dir, s.extra[i], s.extra[i+1])
		}
	}
	return dir
}

// check sees that all is whole, and that the next build puts all right.
func (s scene) check(t *testing.T, when, dir string, want map[string]string) {
	t.Helper()
	_, newer := bigChange()
	if _, err := os.Lstat(dir); err == nil {
		now := snapshot(t, dir)
		rest := maps.Clone(now)
		for i := 0; i < len(s.extra); i += 2 {
			if body, ok := now[s.extra[i]]; !ok || body != s.extra[i+1] {
				t.Errorf("%s: foreign %s is lost or changed", when, s.extra[i])
			}
			delete(rest, s.extra[i])
		}
		m, _, err := readManifest(dir, dir)
		if err != nil {
			t.Errorf("%s: %v", when, err)
		}
		for name, body := range rest {
			if strings.HasSuffix(name, "/") || strings.HasPrefix(name, ours) {
				continue
			}
			if _, ok := m[name]; !ok {
				t.Errorf("%s: %s is not in the manifest", when, name)
			}
			is, ok := newer.files()[name]
			whole := ok && is == body
			if s.older != nil {
				is, ok = s.older.files()[name]
				whole = whole || ok && is == body
			}
			if !whole {
				t.Errorf("%s: %s holds %q", when, name, body)
			}
		}
	}
	if _, err := publishSite(context.Background(), newer, dir, Options{AllowRemovals: true}); err != nil {
		t.Errorf("%s: the next build: %v", when, err)
	}
	wantTree(t, dir, want)
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
		t.Errorf("%s: left beside the output folder: %v", when, left)
	}
	if t.Failed() {
		t.FailNow()
	}
}

const helper = "FIFTYSIX_PUBLISH_KILL"

// TestMain makes the test program one that publishes and kills itself before
// its n-th change.
func TestMain(m *testing.M) {
	args, ok := os.LookupEnv(helper)
	if !ok {
		os.Exit(m.Run())
	}
	at, dir, _ := strings.Cut(args, " ")
	n, _ := strconv.Atoi(at)
	_, newer := bigChange()
	_, err := publishSite(context.Background(), newer, dir, Options{AllowRemovals: true, before: func(op, name string) error {
		if n--; n == 0 {
			fmt.Println(op, filepath.Base(name))
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			select {}
		}
		return nil
	}})
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	os.Exit(0)
}

func TestKilledAtAnyMoment(t *testing.T) {
	// A program has to be started for each: make test-long tries them all.
	stride := 4
	if os.Getenv("FIFTYSIX_LONG") != "" {
		stride = 1
	}
	_, newer := bigChange()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			want := with(clean(t, newer), s.extra...)
			for n := 1; ; n += stride {
				dir := s.set(t)
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", helper, n, dir))
				out, err := cmd.CombinedOutput()
				if err == nil {
					t.Logf("%d changes at most", n-1)
					wantTree(t, dir, want)
					return
				}
				if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() == 3 {
					t.Fatalf("%v\n%s", err, out)
				}
				s.check(t, fmt.Sprintf("killed before change %d, %s", n, strings.TrimSpace(string(out))), dir, want)
			}
		})
	}
}

func TestDiskFullAtAnyMoment(t *testing.T) {
	_, newer := bigChange()
	for _, s := range scenes() {
		for _, stays := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, stays full %v", s.name, stays), func(t *testing.T) {
				t.Parallel()
				want := with(clean(t, newer), s.extra...)
				for n := 1; ; n++ {
					dir := s.set(t)
					var before map[string]string
					if s.older != nil {
						before = snapshot(t, dir)
					}
					i, moving, when := 0, false, ""
					_, err := publishSite(t.Context(), newer, dir, Options{AllowRemovals: true, before: func(op, name string) error {
						if i++; i == n || stays && i > n {
							if when == "" {
								when = op + " " + name
							}
							return syscall.ENOSPC
						}
						moving = moving || op == "put in place"
						return nil
					}})
					if err == nil {
						break
					}
					if !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(err.Error(), when+": ") {
						t.Errorf("error %q, want one that begins with %q", err, when)
					}
					if before != nil && !moving && !stays {
						wantTree(t, dir, before)
					}
					s.check(t, fmt.Sprintf("disk full at change %d, %s", n, when), dir, want)
				}
			})
		}
	}
}
