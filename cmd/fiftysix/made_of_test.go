package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/sample"
)

// Whatever is changed, put back, added or taken away between two builds, the
// second leaves what a build into a new folder makes: it never takes a site for
// unchanged that is not.
func TestABuildAgainIsABuild(t *testing.T) {
	rounds := 6
	if os.Getenv("FIFTYSIX_LONG") != "" {
		rounds = 150
	}
	e := &editing{T: t, dir: filepath.Join(t.TempDir(), "site"), chance: rand.New(rand.NewPCG(56, 7)), day: "2026-11-24T09:00"}
	if err := os.CopyFS(e.dir, sample.Exampleshire()); err != nil {
		t.Fatal(err)
	}
	e.build("public")
	for i := range rounds {
		did := []string{e.edit()}
		for range e.chance.IntN(2) {
			did = append(did, e.edit())
		}
		e.build("public")
		e.build(fmt.Sprint("new-", i))
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
	switch e.chance.IntN(9) {
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
		e.write("layouts/css/print.css", fmt.Appendf(nil, "/* %d */ p { widows: %[1]d }\n", 2+e.chance.IntN(3)))
		return "a style of one's own"
	case 7:
		return e.change("fiftysix.yaml", func(b []byte) []byte { return fmt.Appendf(b, "# a note %d\n", e.chance.IntN(2)) })
	}
	name := fmt.Sprint("public/", []string{"index.html", "data/findings.csv", "feed.xml", "reports/index.html"}[e.chance.IntN(4)])
	e.write(name, []byte("somebody else's"))
	return "damage to " + name
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

func (e *editing) build(out string) {
	e.Helper()
	var said bytes.Buffer
	p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: morningClock}
	args := []string{"build", "--quiet", "--source", e.dir, "--out", filepath.Join(e.dir, out), "--date", e.day, "--allow-removals"}
	if e.base != "" {
		args = append(args, "--base-url", e.base)
	}
	if status := p.run(e.Context(), args); status != exitDone {
		e.Fatalf("%v: %s", args, said.String())
	}
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
