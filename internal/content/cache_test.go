package content

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"
)

// TestCacheChangesNothing changes a site's files at random and checks that
// reading with a Cache, which knows only which files changed, gives the same
// Register and the same problems as reading without one.
func TestCacheChangesNothing(t *testing.T) {
	edits := 60
	switch {
	case os.Getenv("FIFTYSIX_LONG") != "":
		edits = 10000
	case testing.Short():
		edits = 10
	}
	for _, withHeld := range []bool{true, false} {
		t.Run(fmt.Sprintf("withHeld=%v", withHeld), func(t *testing.T) { readAfterEdits(t, edits, withHeld) })
	}
}

func readAfterEdits(t *testing.T, edits int, withHeld bool) {
	random := rand.New(rand.NewPCG(56, 5))
	original := loadSample(t)
	files := maps.Clone(original)
	var cache Cache
	now := mustMoment(t, "2026-11-24 09:00")
	reused := 0
	for n := range edits {
		what, changed := edit(random, files, original)
		if random.IntN(4) == 0 {
			more, also := edit(random, files, original)
			what, changed = what+" and "+more, append(changed, also...)
		}
		if random.IntN(20) == 0 {
			now = inspection.MomentOf(now.Time().Add(time.Duration(1+random.IntN(600)) * time.Minute))
			what += " at " + now.String()
		}
		cache.Forget(changed)
		before := cache.dirs
		got, gotProblems := Load(files, Options{Now: now, IncludeUnpublished: withHeld, Cache: &cache})
		want, wantProblems := Load(files, Options{Now: now, IncludeUnpublished: withHeld})
		for id, d := range cache.dirs {
			if before[id] == d {
				reused++
				break
			}
		}
		if !reflect.DeepEqual(gotProblems, wantProblems) && len(gotProblems)+len(wantProblems) > 0 {
			t.Fatalf("edit %d, %s (%q): problems: %s", n, what, changed, differingProblems(gotProblems, wantProblems))
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("edit %d, %s (%q): the registers differ%s", n, what, changed, firstDifference(got, want))
		}
	}
	if reused < edits/2 {
		t.Errorf("only %d of %d reads reused a parsed folder", reused, edits)
	}
}

func firstDifference(a, b *inspection.Register) string {
	if a == nil || b == nil {
		return fmt.Sprintf(": %v, %v", a != nil, b != nil)
	}
	switch {
	case !reflect.DeepEqual(a.Office, b.Office):
		return " in the office"
	case !reflect.DeepEqual(a.Withheld, b.Withheld):
		return fmt.Sprintf(" in what is held:\n%v\n%v", a.Withheld, b.Withheld)
	case !reflect.DeepEqual(a.Pages, b.Pages):
		return " in the pages"
	case len(a.Reports) != len(b.Reports):
		return " in how many reports there are"
	}
	for i := range a.Reports {
		if !reflect.DeepEqual(a.Reports[i], b.Reports[i]) {
			return fmt.Sprintf(" in report %s / %s", a.Reports[i].ID, b.Reports[i].ID)
		}
	}
	return ""
}

// differingProblems are the problems that only one of the two lists has.
func differingProblems(got, want []diag.Problem) string {
	var b strings.Builder
	for _, p := range got {
		if !slices.Contains(want, p) {
			b.WriteString("\ntoo much: ")
			_ = p.Write(&b)
		}
	}
	for _, p := range want {
		if !slices.Contains(got, p) {
			b.WriteString("\nmissed: ")
			_ = p.Write(&b)
		}
	}
	fmt.Fprintf(&b, "\n(%d for %d)", len(got), len(want))
	return b.String()
}

func mustMoment(t *testing.T, text string) inspection.Moment {
	t.Helper()
	m, err := inspection.ParseMoment(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func loadSample(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(sample.Exampleshire(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample.Exampleshire(), name)
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatal("the sample cannot be read: ", err, len(files))
	}
	return files
}

// edit changes some files as people and programs do, and says which.
func edit(random *rand.Rand, files, original fstest.MapFS) (what string, changed []string) {
	names := slices.Sorted(maps.Keys(files))
	name := names[random.IntN(len(names))]
	other := names[random.IntN(len(names))]
	ids := map[string]bool{}
	for _, n := range names {
		if strings.HasPrefix(n, "content/reports/") {
			ids[strings.Split(n, "/")[2]] = true
		}
	}
	all := slices.Sorted(maps.Keys(ids))
	id, twin := all[random.IntN(len(all))], all[random.IntN(len(all))]
	replace := func(name, old, new string) {
		text := string(files[name].Data)
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1)), Mode: 0o644}
		changed = append(changed, name)
	}
	report := "content/reports/" + id + "/report.md"
	if files[report] == nil {
		report = name
	}
	switch random.IntN(15) {
	case 0, 1:
		files[name] = &fstest.MapFile{Data: append(slices.Clone(files[name].Data), "\nMore words, typed just now.\n"...), Mode: 0o644}
		return "words added", []string{name}
	case 2:
		delete(files, name)
		return "deleted", []string{name}
	case 3: // put back as it was
		for _, n := range slices.Sorted(maps.Keys(original)) {
			if was := files[n]; was == nil || string(was.Data) != string(original[n].Data) {
				files[n] = original[n]
				changed = append(changed, n)
				if len(changed) > 5 {
					break
				}
			}
		}
		return "put back", append(changed, "content/reports/nothing.md")
	case 4:
		replace(report, "---\n", "---\ndraft: true\n")
		return "made a draft", changed
	case 5:
		replace(report, "published: 20", "published: 203")
		return "date broken", changed
	case 6:
		replace(report, "---\n", "---\nrevisits: ["+twin+"]\n")
		return "revisits " + twin, changed
	case 7:
		replace(name, "---\n", "---\nsame_as: "+twin+"/recommendation-1\n")
		return "same as one of " + twin, changed
	case 8:
		files[name] = &fstest.MapFile{Data: append(slices.Clone(files[name].Data), "\n[a link](../"+twin+"/report.md#background) and [a page](../../about.md)\n"...), Mode: 0o644}
		return "link to " + twin, []string{name}
	case 9: // a folder renamed
		to := id + "-b"
		for _, n := range names {
			if rest, ok := strings.CutPrefix(n, "content/reports/"+id+"/"); ok {
				files["content/reports/"+to+"/"+rest] = files[n]
				delete(files, n)
				changed = append(changed, n, "content/reports/"+to+"/"+rest)
			}
		}
		return "renamed " + id, changed
	case 10: // a file moved
		to := path.Join(path.Dir(other), path.Base(name))
		if name == "fiftysix.yaml" || to == name {
			return "nothing", []string{name}
		}
		files[to] = files[name]
		delete(files, name)
		return "moved to " + to, []string{name, to}
	case 11:
		replace(report, "---\n", "---\naliases: [/old/"+all[random.IntN(3)]+"/]\n")
		return "alias", changed
	case 12:
		replace(name, "addressed_to", "addressed_too")
		return "field misspelt", changed
	case 13:
		replace(report, "---\n", "---\npublish_after: 2026-11-2"+fmt.Sprint(4+random.IntN(6))+" 10:00\n")
		return "embargoed", changed
	}
	files[name] = &fstest.MapFile{Data: files[name].Data[:len(files[name].Data)*random.IntN(100)/100], Mode: 0o644}
	return "half saved", []string{name}
}
