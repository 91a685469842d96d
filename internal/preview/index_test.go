package preview

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// These are the ways in which files change under a preview (TRAPS 2.4), each
// on a real disk, with the system's notices and without. Whatever the way, the
// browser has the new words soon after.

const aboutPage = "/about/"

func bothWays(t *testing.T, story func(t *testing.T, s *served)) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			t.Parallel()
			dir := corpus(t, 4, 2)
			s := serve(t, Options{Source: dir, Poll: poll})
			s.get(t, "/") // it has read the site
			story(t, s)
		})
	}
}

// shows waits until a page holds words, or no longer does.
func (s *served) shows(t testing.TB, page, words string, want bool) {
	t.Helper()
	var body []byte
	for began := time.Now(); time.Since(began) < 5*time.Minute; time.Sleep(10 * time.Millisecond) {
		if body = s.get(t, page); strings.Contains(string(body), words) == want {
			return
		}
	}
	t.Fatalf("%s: %q is there: %v; want %v\n%s", page, words, !want, want, body)
}

func aboutText(words string) string { return "---\ntitle: About this site\n---\n" + words + "\n" }

func rename(t testing.TB, dir, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
		t.Fatal(err)
	}
}

func TestSavedInPlace(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		put(t, s.dir, "content/about.md", aboutText("Saved in place."))
		s.shows(t, aboutPage, "Saved in place.", true)
	})
}

func TestSavedAsVimDoes(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		put(t, s.dir, "content/.about.md.swp", "b0VIM")
		put(t, s.dir, "content/4913", "")
		if err := os.Remove(filepath.Join(s.dir, "content/4913")); err != nil {
			t.Fatal(err)
		}
		rename(t, s.dir, "content/about.md", "content/about.md~")
		put(t, s.dir, "content/about.md", aboutText("Saved by vim."))
		s.shows(t, aboutPage, "Saved by vim.", true)
		s.shows(t, "/", "mistake to put right", false)
	})
}

func TestSavedByRenaming(t *testing.T) {
	for _, name := range []string{"content/.goutputstream-X1Y2Z3", "content/lu123abc.tmp", "content/~$about.md", "content/about.md___jb_tmp___"} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			bothWays(t, func(t *testing.T, s *served) {
				put(t, s.dir, "content/.~lock.about.md#", "somebody")
				put(t, s.dir, name, aboutText("Saved by renaming."))
				rename(t, s.dir, name, "content/about.md")
				s.shows(t, aboutPage, "Saved by renaming.", true)
				s.shows(t, "/", "mistake to put right", false)
			})
		})
	}
}

func TestNewNestedFolder(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		put(t, s.dir, "content/reports/2026-new/report.md", reportText(3, "A new report."))
		s.shows(t, "/reports/2026-new/", "A new report.", true)
		put(t, s.dir, "content/reports/2026-new/recommendation-1.md", findingText(1, "A new finding."))
		s.shows(t, "/reports/2026-new/", "A new finding.", true)
		put(t, s.dir, "content/reports/2026-new/recommendation-1.md", findingText(1, "A newer finding."))
		s.shows(t, "/reports/2026-new/", "A newer finding.", true)
	})
}

func TestFolderDeletedAndMadeAgain(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		for n := range 3 {
			if err := os.RemoveAll(filepath.Join(s.dir, "content")); err != nil {
				t.Fatal(err)
			}
			put(t, s.dir, "content/about.md", aboutText(fmt.Sprintf("Made again %d times.", n)))
			put(t, s.dir, "content/reports/2026-one/report.md", reportText(1, fmt.Sprintf("Report %d.", n)))
			s.shows(t, aboutPage, fmt.Sprintf("Made again %d times.", n), true)
			s.shows(t, "/reports/2026-one/", fmt.Sprintf("Report %d.", n), true)
			put(t, s.dir, "content/reports/2026-one/report.md", reportText(1, fmt.Sprintf("Report %d, edited.", n)))
			s.shows(t, "/reports/2026-one/", fmt.Sprintf("Report %d, edited.", n), true)
		}
	})
}

// The whole folder of the site may be moved away and another put in its place.
func TestSiteRestoredFromABackup(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		other := corpus(t, 2, 1)
		put(t, other, "content/about.md", aboutText("From the backup."))
		if err := os.Rename(s.dir, s.dir+"-old"); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(other, s.dir); err != nil {
			t.Fatal(err)
		}
		s.shows(t, aboutPage, "From the backup.", true)
		put(t, s.dir, "content/about.md", aboutText("And edited."))
		s.shows(t, aboutPage, "And edited.", true)
	})
}

func TestRenamedAndDeleted(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		rename(t, s.dir, "content/about.md", "content/about-us.md")
		s.shows(t, "/about-us/", "What this site is for", true)
		s.shows(t, aboutPage, "What this site is for", false)
		rename(t, s.dir, "content/reports/"+reportID(1), "content/reports/2026-renamed")
		s.shows(t, "/reports/2026-renamed/", "Inspection 1 of the force", true)
		if err := os.RemoveAll(filepath.Join(s.dir, "content/reports/2026-renamed")); err != nil {
			t.Fatal(err)
		}
		s.shows(t, "/reports/2026-renamed/", "Inspection 1 of the force", false)
		if answer, _ := s.ask(t, "GET", "/reports/2026-renamed/", nil); answer.StatusCode != 404 {
			t.Errorf("a deleted report answers %s", answer.Status)
		}
	})
}

func TestAnotherBranch(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("this test needs git: ", err)
	}
	bothWays(t, func(t *testing.T, s *served) {
		git := func(args ...string) {
			t.Helper()
			c := exec.Command("git", append([]string{"-c", "user.name=T", "-c", "user.email=t@example.org"}, args...)...)
			c.Dir = s.dir
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("git %q: %v\n%s", args, err, out)
			}
		}
		git("init", "-q", "-b", "main")
		git("add", ".")
		git("commit", "-qm", "one")
		git("checkout", "-qb", "other")
		put(t, s.dir, "content/about.md", aboutText("On the other branch."))
		put(t, s.dir, "content/reports/2026-branch/report.md", reportText(1, "Only on the other branch."))
		git("rm", "-rq", "content/reports/"+reportID(0))
		git("add", ".")
		git("commit", "-qm", "two")
		s.shows(t, "/reports/2026-branch/", "Only on the other branch.", true)
		git("checkout", "-q", "main")
		s.shows(t, "/reports/2026-branch/", "Only on the other branch.", false)
		s.shows(t, "/reports/"+reportID(0)+"/", "Inspection 0 of the force", true)
		git("checkout", "-q", "other")
		s.shows(t, aboutPage, "On the other branch.", true)
	})
}

// Many files are written at once: 1,000 in the gate, and in the long run 5,000, which
// is more than the system's queue of notices holds.
func TestAFloodOfFiles(t *testing.T) {
	reports := 40
	if os.Getenv("FIFTYSIX_LONG") != "" {
		reports = 625
	}
	bothWays(t, func(t *testing.T, s *served) {
		for n := range reports {
			id := fmt.Sprintf("2025-flood-%d", n)
			put(t, s.dir, "content/reports/"+id+"/report.md", reportText(n, "Of the flood."))
			for f := 1; f < 8; f++ {
				put(t, s.dir, fmt.Sprintf("content/reports/%s/recommendation-%d.md", id, f), findingText(f, "Of the flood."))
			}
		}
		last := fmt.Sprintf("reports/2025-flood-%d/recommendation-7", reports-1)
		put(t, s.dir, "content/"+last+".md", findingText(7, "The last drop."))
		s.shows(t, "/"+last+"/", "The last drop.", true)
		s.shows(t, "/reports/", fmt.Sprintf("Inspection %d of the force", reports/2), true)
		put(t, s.dir, "content/reports/2025-flood-0/report.md", reportText(1, "After the flood."))
		s.shows(t, "/reports/2025-flood-0/", "After the flood.", true)
	})
}

// A lost queue is what fsnotify calls ErrEventOverflow; here it is said by hand.
func TestNoticesLost(t *testing.T) {
	dir := corpus(t, 2, 1)
	s := serve(t, Options{Source: dir})
	s.get(t, "/")
	rename(t, dir, "content/about.md", "about.kept")
	put(t, dir, "about.kept", aboutText("Back again."))
	rename(t, dir, "about.kept", "content/about.md")
	s.shows(t, aboutPage, "Back again.", true)
}

func TestHalfSavedFile(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		whole := aboutText("All of it.")
		put(t, s.dir, "content/about.md", whole[:len(whole)/3])
		time.Sleep(30 * time.Millisecond)
		put(t, s.dir, "content/about.md", whole)
		s.shows(t, aboutPage, "All of it.", true)
		s.shows(t, aboutPage, "mistake to put right", false)
	})
}

// writeOver writes over a file's bytes without emptying it first, so that no
// reader finds it empty.
func writeOver(t testing.TB, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte(text), 0)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// A file that is touched, or saved as it was, changes nothing for anybody.
func TestTouched(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		put(t, s.dir, "content/about.md", aboutText("As it is."))
		s.shows(t, aboutPage, "As it is.", true)
		before, _, _ := s.current()
		writeOver(t, filepath.Join(s.dir, "content/about.md"), aboutText("As it is."))
		late := time.Now().Add(time.Hour)
		if err := os.Chtimes(filepath.Join(s.dir, "content/about.md"), late, late); err != nil {
			t.Fatal(err)
		}
		time.Sleep(700 * time.Millisecond)
		if after, _, _ := s.current(); after != before {
			t.Errorf("%d changes were seen where nothing had changed", after-before)
		}
	})
}

// Settings, layouts, words, styles and attachments all take.
func TestEveryKindOfFileTakes(t *testing.T) {
	bothWays(t, func(t *testing.T, s *served) {
		put(t, s.dir, "fiftysix.yaml", strings.Replace(settings, "Exampleshire Police", "Othershire Police", 1))
		s.shows(t, "/", "Othershire Police and Crime Commissioner", true)

		base := string(s.theme(t, "base.html"))
		put(t, s.dir, "layouts/base.html", strings.Replace(base, "</main>", "<p>From a layout.</p></main>", 1))
		s.shows(t, aboutPage, "From a layout.", true)

		words := string(s.theme(t, "words/en.yaml"))
		put(t, s.dir, "layouts/words/en.yaml", strings.Replace(words, "skip: ", "skip: Otherwise ", 1))
		s.shows(t, aboutPage, "Otherwise ", true)

		before := stylesheetOf(t, s.get(t, "/"))
		put(t, s.dir, "layouts/css/site.css~", string(s.theme(t, "css/site.css"))+"\n.new { color: #123456 }\n")
		rename(t, s.dir, "layouts/css/site.css~", "layouts/css/site.css") // never seen half saved
		s.shows(t, "/", before, false)
		if css := s.get(t, "/"+stylesheetOf(t, s.get(t, "/"))); !strings.Contains(string(css), "#123456") {
			t.Error("the stylesheet is not the new one")
		}

		put(t, s.dir, "content/reports/"+reportID(1)+"/letter.txt", "A letter.")
		s.shows(t, "/reports/"+reportID(1)+"/letter.txt", "A letter.", true)
		put(t, s.dir, "content/reports/"+reportID(1)+"/letter.txt", "A longer letter.")
		s.shows(t, "/reports/"+reportID(1)+"/letter.txt", "A longer letter.", true)
	})
}

func stylesheetOf(t *testing.T, page []byte) string {
	t.Helper()
	for _, m := range stylesheet.FindAllSubmatch(page, -1) {
		if !strings.HasPrefix(string(m[1]), ours) {
			return string(m[1])
		}
	}
	t.Fatal("the page names no stylesheet")
	return ""
}

func (s *served) theme(t *testing.T, name string) []byte {
	t.Helper()
	f, err := s.opt.Theme.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	data := make([]byte, info.Size())
	if _, err := f.Read(data); err != nil {
		t.Fatal(err)
	}
	return data
}

// A file that is written twice within the same tick of the disk's clock, to
// the same length, is seen both times.
func TestSameSizeSameTime(t *testing.T) {
	dir := corpus(t, 1, 1)
	f := &siteDir{}
	if err := f.open(dir); err != nil {
		t.Fatal(err)
	}
	defer f.close()
	index := newFileIndex(f)
	index.begin()
	at := time.Now()
	for _, words := range []string{"One.", "Two.", "Six."} {
		put(t, dir, "content/about.md", aboutText(words))
		if err := os.Chtimes(filepath.Join(dir, "content/about.md"), at, at); err != nil {
			t.Fatal(err)
		}
		if changed := index.update([]string{"content"}); !slices.Equal(changed, []string{"content/about.md"}) {
			t.Errorf("%s: %q changed", words, changed)
		}
	}
	if changed := index.update([]string{"content"}); len(changed) > 0 {
		t.Errorf("nothing happened, and %q changed", changed)
	}
}

// A link that leads out of the site's folder is not followed.
func TestLinksOutAreNotFollowed(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "secret.txt", "SECRET")
	put(t, outside, "report.md", reportText(1, "SECRET"))
	dir := corpus(t, 1, 1)
	for to, from := range map[string]string{
		"content/reports/" + reportID(0) + "/secret.txt": outside + "/secret.txt",
		"content/reports/2026-link":                      outside,
	} {
		if err := os.Symlink(from, filepath.Join(dir, to)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	s := serve(t, Options{Source: dir})
	for _, page := range []string{"/", "/reports/2026-link/", "/reports/2026-link/secret.txt", "/reports/" + reportID(0) + "/secret.txt"} {
		if strings.Contains(string(s.get(t, page)), "SECRET") {
			t.Errorf("%s shows what stands outside the site's folder", page)
		}
	}
}
