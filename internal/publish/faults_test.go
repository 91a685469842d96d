package publish

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestFaultsOfEveryKind has every change to the disk fail in turn, for every
// reason there is. The error names the file and says what to do, and what is
// left is as TestDiskFullAtAnyMoment wants it.
func TestFaultsOfEveryKind(t *testing.T) {
	reasons := []struct {
		err error
		do  string
	}{
		{syscall.EACCES, "may not write there"}, {syscall.EROFS, "may not write there"}, {syscall.EIO, "the disk failed"},
		{syscall.ENAMETOOLONG, "too long for this disk"}, {syscall.EDQUOT, "make room"}, {syscall.EMFILE, "too many files open"},
	}
	stride := 6
	if os.Getenv("FIFTYSIX_LONG") != "" {
		stride = 1
	}
	_, newer := bigChange()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			want, injected := with(clean(t, newer), s.extra...), 0
			for i, reason := range reasons {
				for n := 1 + i%stride; ; n += stride {
					dir := s.set(t)
					at, when := 0, ""
					_, err := publishSite(t.Context(), newer, dir, Options{AllowRemovals: true, before: func(op, name string) error {
						if at++; at == n {
							when = op + " " + name
							return reason.err
						}
						return nil
					}})
					if err == nil {
						break
					}
					injected++
					if !errors.Is(err, reason.err) || !strings.HasPrefix(err.Error(), when+": ") || !strings.Contains(err.Error(), reason.do) {
						t.Errorf("at change %d it says %q, and not of %s what to do (%s)", n, err, when, reason.do)
					}
					s.check(t, fmt.Sprintf("%v at change %d, %s", reason.err, n, when), dir, want)
				}
			}
			t.Logf("%d faults", injected)
		})
	}
}

// TestDiskFullNowAndThen has every tenth change fail, beginning with each of the
// first ten, until a build comes through.
func TestDiskFullNowAndThen(t *testing.T) {
	_, newer := bigChange()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			want := with(clean(t, newer), s.extra...)
			for first := range 10 {
				dir := s.set(t)
				at := first
				_, err := publishSite(t.Context(), newer, dir, Options{AllowRemovals: true, before: func(string, string) error {
					if at++; at%10 == 0 {
						return syscall.ENOSPC
					}
					return nil
				}})
				if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "make room") {
					t.Errorf("%v", err)
				}
				s.check(t, fmt.Sprintf("full at every tenth change from %d on", first), dir, want)
			}
		})
	}
}

// TestAStoppedBuildLeadsNobodyAstray stops builds of one site over another at
// every change, as when the program is killed there, and follows every link
// from the home page: none leads to a page that is not there.
func TestAStoppedBuildLeadsNobodyAstray(t *testing.T) {
	rounds := uint64(2)
	if os.Getenv("FIFTYSIX_LONG") != "" {
		rounds = 40
	}
	stops := 0
	for seed := range rounds {
		chance := rand.New(rand.NewPCG(56, seed))
		older, newer := linked(chance, 12), linked(chance, 12)
		for stop := 1; ; stop++ {
			dir := t.TempDir() + "/out"
			mustPublish(t, older, dir, Options{})
			n := 0
			_, err := publishSite(t.Context(), newer, dir, Options{AllowRemovals: true, before: func(string, string) error {
				if n++; n >= stop {
					return syscall.ENOSPC
				}
				return nil
			}})
			stops++
			if where := deadLink(snapshot(t, dir)); where != "" {
				t.Fatalf("seed %d, stopped at change %d: %s", seed, stop, where)
			}
			mustPublish(t, newer, dir, Options{AllowRemovals: true})
			if where := deadLink(snapshot(t, dir)); where != "" {
				t.Fatalf("seed %d, the build after one that stopped at change %d: %s", seed, stop, where)
			}
			if err == nil {
				break
			}
		}
	}
	t.Logf("%d builds were stopped", stops)
}

// linked is a site of at most so many pages that lead to one another, the home
// page among them.
func linked(chance *rand.Rand, most int) *fake {
	var urls []string
	for n := range most {
		if chance.IntN(3) > 0 {
			urls = append(urls, fmt.Sprintf("/p%d/", n))
		}
	}
	urls = append(urls, "/")
	s := siteOf()
	for _, url := range urls {
		var body strings.Builder
		for _, to := range urls {
			if chance.IntN(3) == 0 || url == "/" && chance.IntN(2) == 0 {
				fmt.Fprintf(&body, `<a href="%s">`, to)
			}
		}
		s.urls = append(s.urls, url)
		s.body[url] = body.String()
	}
	return s
}

var anyLink = regexp.MustCompile(`<a href="([^"]*)">`)

// deadLink follows every link from the home page, and says which leads to
// nothing, or "".
func deadLink(files map[string]string) string {
	seen, next := []string{"/"}, []string{"/"}
	for len(next) > 0 {
		page := next[0]
		next = next[1:]
		for _, m := range anyLink.FindAllStringSubmatch(files[fileOf(page)], -1) {
			if _, there := files[fileOf(m[1])]; !there {
				return page + " leads to " + m[1] + ", which is not there"
			}
			if !slices.Contains(seen, m[1]) {
				seen, next = append(seen, m[1]), append(next, m[1])
			}
		}
	}
	return ""
}
