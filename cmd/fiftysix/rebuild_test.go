package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/testing/sample"
)

// Whatever is changed, put back, added or taken away between two builds, the
// second leaves what a build into a new folder makes, and says the same.
func TestABuildAgainIsABuild(t *testing.T) {
	rounds := 4
	switch {
	case os.Getenv("FIFTYSIX_LONG") != "":
		rounds = 150
	case testing.Short():
		rounds = 1
	}
	e := &editing{T: t, dir: filepath.Join(t.TempDir(), "site"), chance: rand.New(rand.NewPCG(56, 7)), day: "2026-11-24T09:00"}
	if err := os.CopyFS(e.dir, sample.Exampleshire()); err != nil {
		t.Fatal(err)
	}
	e.silence()
	e.build("public")
	for i := range rounds {
		did := []string{e.edit()}
		for range e.chance.IntN(2) {
			did = append(did, e.edit())
		}
		says := e.build("public")
		if new := e.build(fmt.Sprint("new-", i)); says != new {
			t.Fatalf("round %d, after %v: it says\n%sand of a new folder\n%s", i, did, says, new)
		}
		want, got := e.tree(fmt.Sprint("new-", i)), e.tree("public")
		for name := range want {
			if got[name] != want[name] {
				t.Fatalf("round %d, after %v: %s is not as in a new folder", i, did, name)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("round %d, after %v: %d files, and %d in a new folder", i, did, len(got), len(want))
		}
		if err := os.RemoveAll(filepath.Join(e.dir, fmt.Sprint("new-", i))); err != nil {
			t.Fatal(err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var smallSite = map[string]string{
	"fiftysix.yaml": "office:\n  name: Exampleshire Police and Crime Commissioner\n  terms:\n    - {kind: pcc, title: Police and Crime Commissioner, from: 2012-11-22}\n" +
		"  contact: {email: office@example.org}\nforce: Exampleshire Constabulary\n",
	"content/about.md":                                   "---\ntitle: About us\n---\n\nOld words.\n",
	"content/reports/2026-custody/report.md":             "---\ntitle: Custody in Exampleshire\nkind: [custody]\nscope: force\npublished: 2026-11-02\nurl: https://example.org/custody/\nattachments:\n  - {file: cells.csv, title: Cells, of: report}\n---\n\nWhat it is about.\n",
	"content/reports/2026-custody/cells.csv":             "cell,uses\n",
	"content/reports/2026-custody/cause-of-concern-1.md": "---\naddressed_to: [Exampleshire Constabulary]\nwhose: this-force\n---\n\nThe force should mend its cells.\n",
}

// editing is somebody at work on a site.
type editing struct {
	*testing.T
	dir    string
	chance *rand.Rand
	day    string
	base   string
	undo   []func()
}

// edit does one thing, of those that may change the site and those that may
// not, and says what.
func (e *editing) edit() string {
	e.Helper()
	switch e.chance.IntN(12) {
	case 0, 1:
		return e.change("content/reports/*/*.md", func(b []byte) []byte {
			return append(bytes.TrimRight(b, "\n"), fmt.Sprintf(" And %d more.\n", e.chance.IntN(3))...)
		})
	case 2:
		return e.change("content/reports/*/*.*", func(b []byte) []byte { return slices.Clone(b) }) // saved as it is
	case 3:
		if len(e.undo) == 0 {
			return "nothing"
		}
		e.undo[len(e.undo)-1]()
		e.undo = e.undo[:len(e.undo)-1]
		return "the last change put back"
	case 4:
		e.day = []string{"2026-11-24T09:00", "2026-11-24T21:30", "2026-11-25T09:00", "2026-12-24T09:00"}[e.chance.IntN(4)]
		return "day " + e.day
	case 5:
		e.base = []string{"", "https://www.example.org/inspections/"}[e.chance.IntN(2)]
		return "base " + e.base
	case 6:
		e.write("layouts/css/site.css", fmt.Appendf(nil, "/* %d */ p { widows: %[1]d }\n", 2+e.chance.IntN(3)))
		return "a style of one's own"
	case 7:
		return e.change("fiftysix.yaml", func(b []byte) []byte { return fmt.Appendf(b, "# a note %d\n", e.chance.IntN(2)) })
	case 8:
		until := []string{"2026-11-24 12:00", "2026-11-25 08:00", "2026-12-24 09:30"}[e.chance.IntN(3)]
		return e.change("content/reports/2024-peel-2023-25/*-[123].md", inAndOut("publish_after: "+until))
	case 9:
		return e.change("content/reports/2026-neighbourhood/report.md", inAndOut("# Look: is this so?"))
	}
	name := fmt.Sprint("public/", []string{"index.html", "data/findings.csv", "feed.xml", "reports/index.html"}[e.chance.IntN(4)])
	e.write(name, []byte("somebody else's"))
	return "damage to " + name
}

// inAndOut adds a line to the fields of a file, or takes one of its kind away.
func inAndOut(line string) func([]byte) []byte {
	kind, _, _ := strings.Cut(line, ":")
	there := regexp.MustCompile(`(?m)^` + kind + `:.*\n`)
	return func(b []byte) []byte {
		if there.Match(b) {
			return there.ReplaceAll(b, nil)
		}
		return bytes.Replace(b, []byte("---\n"), []byte("---\n"+line+"\n"), 1)
	}
}

func (e *editing) change(pattern string, how func([]byte) []byte) string {
	names, err := filepath.Glob(filepath.Join(e.dir, pattern))
	if err != nil || len(names) == 0 {
		e.Fatal(pattern, err)
	}
	name, _ := filepath.Rel(e.dir, names[e.chance.IntN(len(names))])
	old, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.Fatal(err)
	}
	e.write(name, how(old))
	e.undo = append(e.undo, func() { e.write(name, old) })
	return "change of " + name
}

func (e *editing) write(name string, data []byte) {
	name = filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		e.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		e.Fatal(err)
	}
}

// silence allows the sample's warnings.
func (e *editing) silence() {
	for report, rule := range map[string]string{"2020-crowded-places": "no-body-comments", "2022-super-complaint-stalking": "not-sent", "2026-neighbourhood": "answer-due"} {
		e.change("content/reports/"+report+"/report.md", func(b []byte) []byte {
			entry := "  - {rule: " + rule + ", reason: it is so}\n"
			if bytes.Contains(b, []byte("\nallow:\n")) {
				return bytes.Replace(b, []byte("\nallow:\n"), []byte("\nallow:\n"+entry), 1)
			}
			return bytes.Replace(b, []byte("---\n"), []byte("---\nallow:\n"+entry), 1)
		})
	}
	e.undo = nil
}

// build builds, and says what the person reads.
func (e *editing) build(out string) string {
	e.Helper()
	var said bytes.Buffer
	p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: morningClock}
	args := []string{"build", "--source", e.dir, "--out", filepath.Join(e.dir, out), "--date", e.day, "--allow-removals", "--allow-future"}
	if e.base != "" {
		args = append(args, "--base-url", e.base)
	}
	if status := p.run(e.Context(), args); status != exitDone {
		e.Fatalf("%v: %s", args, said.String())
	}
	return strings.ReplaceAll(said.String(), "/"+out+"/", "/…/")
}

func (e *editing) tree(out string) map[string]string {
	all := map[string]string{}
	top := filepath.Join(e.dir, out)
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		all[strings.TrimPrefix(name, top)] = string(data)
		return err
	})
	if err != nil {
		e.Fatal(err)
	}
	return all
}

// A file that is saved while the site is being built has it built once more,
// with the new words everywhere; and if somebody goes on saving, nothing is put
// out.
func TestContentThatChangesWhileItIsBuilt(t *testing.T) {
	for name, c := range map[string]struct {
		save   func(e *editing, n int)
		goesOn bool
		says   string
	}{
		"once": {func(e *editing, n int) {
			e.write("content/about.md", []byte("---\ntitle: About us\n---\n\nNew words.\n"))
		}, false, "built once more"},
		"a new file":  {func(e *editing, n int) { e.write("content/more.md", []byte("---\ntitle: More\n---\n\nMore words.\n")) }, false, "built once more"},
		"the same":    {func(e *editing, n int) { e.change("content/about.md", bytes.Clone) }, false, "built once more"},
		"an editor's": {func(e *editing, n int) { e.write("content/.about.md.swp", []byte{byte(n)}) }, true, ""},
		"again, again": {func(e *editing, n int) {
			e.write("content/about.md", fmt.Appendf(nil, "---\ntitle: About\n---\n\nWords %d.\n", n))
		}, true, "nothing was written"},
		"an attachment": {func(e *editing, n int) {
			e.change("content/reports/*/*.csv", func(b []byte) []byte { return append(b, "1,2\n"...) })
		}, false, "built once more"},
	} {
		t.Run(name, func(t *testing.T) {
			e := &editing{T: t, dir: filepath.Join(t.TempDir(), "site"), chance: rand.New(rand.NewPCG(56, 8)), day: "2026-11-24T09:00"}
			for name, text := range smallSite {
				e.write(name, []byte(text))
			}
			e.build("public")
			before := e.tree("public")

			looks := 0
			var said bytes.Buffer
			p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: morningClock, onProgress: func(done, total int) {
				if looks++; looks == 30 || c.goesOn && looks > 30 && looks%50 == 0 {
					c.save(e, looks)
				}
			}}
			if err := os.RemoveAll(filepath.Join(e.dir, "public", "index.html")); err != nil {
				t.Fatal(err)
			}
			delete(before, "/index.html")
			status := p.run(t.Context(), []string{"build", "--source", e.dir, "--date", e.day, "--allow-future"})
			if !strings.Contains(said.String(), c.says) || c.says == "" && strings.Contains(said.String(), "once more") {
				t.Errorf("it says: %s", said.String())
			}
			if c.says == "nothing was written" {
				if status != exitContent {
					t.Errorf("status %d", status)
				}
				if after := e.tree("public"); !maps.Equal(before, after) {
					t.Error("something was written")
				}
				return
			}
			if status != exitDone {
				t.Fatalf("status %d: %s", status, said.String())
			}
			e.build("new")
			if want, got := e.tree("new"), e.tree("public"); !maps.Equal(want, got) {
				t.Error("what stands there is not what the content says now")
			}
		})
	}
}
