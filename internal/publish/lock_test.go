package publish

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestSecondBuildIsTurnedAway(t *testing.T) {
	for _, first := range []bool{true, false} {
		dir := filepath.Join(t.TempDir(), "public")
		if !first {
			mustPublish(t, small(), dir, Options{})
		}
		s := small()
		tried := false
		s.render = func(url string) ([]byte, error) {
			if url == "/" {
				tried = true
				_, err := publishSite(t.Context(), small(), dir, Options{})
				want := "another build is writing " + dir + ": try again when it is done"
				if !errors.Is(err, ErrBusy) || err.Error() != want {
					t.Errorf("first build %v: %v", first, err)
				}
			}
			return []byte("from the first " + url), nil
		}
		mustPublish(t, s, dir, Options{})
		if !tried {
			t.Error("not tried")
		}
		data, _ := os.ReadFile(filepath.Join(dir, "index.html"))
		if string(data) != "from the first /" {
			t.Errorf("%q", data)
		}
		if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
			t.Errorf("left beside: %v", left)
		}
	}
}

// Many builds at once, of two sites: each ends well or is told to wait, and
// what stands there in the end is one of the two, whole.
func TestBuildsAtOnceDoNotTangle(t *testing.T) {
	older, newer := bigChange()
	wantOlder, wantNewer := clean(t, older), clean(t, newer)
	for range 10 {
		dir := filepath.Join(t.TempDir(), "a", "public")
		var wg sync.WaitGroup
		var mu sync.Mutex
		published := 0
		for i := range 8 {
			wg.Go(func() {
				s := older
				if i%2 == 1 {
					s = newer
				}
				_, err := publishSite(t.Context(), s, dir, Options{AllowRemovals: true})
				if err != nil && !errors.Is(err, ErrBusy) {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					published++
				}
			})
		}
		wg.Wait()
		if published == 0 {
			t.Error("none was published")
		}
		got := snapshot(t, dir)
		want := wantOlder
		if got["index.html"] == newer.body["/"] {
			want = wantNewer
		}
		wantTree(t, dir, want)
		if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
			t.Errorf("left beside: %v", left)
		}
	}
}

func TestLeftoversOfAKilledBuildAreRemoved(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "public")
	for _, name := range []string{".public.fiftysix-staging/x/index.html", ".public.fiftysix-lock", ".other.fiftysix-staging/x"} {
		mustWrite(t, top, name, "left")
	}
	mustPublish(t, small(), dir, Options{})
	want := map[string]string{"public/": "", ".other.fiftysix-staging/": "", ".other.fiftysix-staging/x": "left"}
	for name, body := range clean(t, small()) {
		want["public/"+name] = body
	}
	wantTree(t, top, want)

	for _, name := range []string{".public.fiftysix-staging/x/index.html", "public/.fiftysix-staging/y", "public/.fiftysix-lock"} {
		mustWrite(t, top, name, "left")
	}
	mustPublish(t, small(), dir, Options{})
	wantTree(t, top, want)
}

func TestLockIsNotMadeThroughALink(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "victim")
	mustLink(t, outside, filepath.Join(dir, ".fiftysix-lock"))
	var folder *FolderError
	if _, err := publishSite(t.Context(), small(), dir, Options{}); !errors.As(err, &folder) {
		t.Error(err)
	}
	if _, err := os.Lstat(outside); err == nil {
		t.Error("the link was followed")
	}
}
