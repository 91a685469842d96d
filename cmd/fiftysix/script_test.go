package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"fiftysix/internal/translation"
)

var update = flag.Bool("update", false, "rewrite what the scripts want; then read the diff as you would code")

// morning is when every script runs. As the clock stands still, every build
// takes 0 ms.
var morning = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func morningClock() time.Time { return morning }

// TestMain makes the test binary the program, so that a script's "fiftysix" is
// the real one in a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fiftysix": func() {
			p := program{
				in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, clock: morningClock,
				person: os.Getenv("PERSON") == "yes", // who sits at the keyboard of a script
			}
			os.Exit(p.run(context.Background(), os.Args[1:]))
		},
	})
}

// TestScripts runs the stories of testdata/script. Each is a page of the
// manual: what a person types, and what they read.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"mend": mend, "translate": translate, "translator-sees": translatorSees},
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, "HOME="+filepath.Join(env.WorkDir, "home"))
			// The site of this repository stands beside every script as "real".
			real := filepath.Join(env.WorkDir, "real")
			if err := os.CopyFS(filepath.Join(real, "content"), os.DirFS("../../content")); err != nil {
				return err
			}
			// So do the Word files of a few papers.
			if err := os.CopyFS(filepath.Join(env.WorkDir, "papers"), os.DirFS("../../internal/docimport/testdata/papers")); err != nil {
				return err
			}
			settings, err := os.ReadFile("../../fiftysix.yaml")
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(real, "fiftysix.yaml"), settings, 0o644)
		},
	})
}

// mend is what a person does in an editor to a report that was brought in: the
// draft is let go, and what check misses is written.
func mend(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	for _, edit := range []struct{ old, new string }{
		{"\ndraft: true\n", "\n"},
		{"\nredacted: true\n", "\nredacted: true\nurl: https://example.org/prevent/\n"},
		{"\n  date_basis:", "\n  sent_to_home_secretary: 2020-05-27\n  sent_to_inspectorate: 2020-05-27\n  late_reason: The board met late.\n  explains: all\n  date_basis:"},
	} {
		if !strings.Contains(text, edit.old) {
			ts.Fatalf("%s does not hold %q", args[0], edit.old)
		}
		text = strings.Replace(text, edit.old, edit.new, 1)
	}
	text += "\n## Our comments\n\nThe answers of the force are ours too.\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// translate does what a translator does: it fills in a Word file. Each line of
// the second file is the name of a content file, a segment, and its words.
func translate(ts *testscript.TestScript, _ bool, args []string) {
	job, err := translation.ReadWord([]byte(ts.ReadFile(args[0])), false)
	ts.Check(err)
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		id, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		found := false
		for _, src := range job.Sources {
			for i, s := range src.Segments {
				if src.File+" "+s.Part+" "+s.Key == id {
					found = true
					src.Segments[i].Target = strings.ReplaceAll(text, `\n`, "\n")
				}
			}
		}
		if !found {
			ts.Fatalf("%s has no %s", args[0], id)
		}
	}
	data, err := job.Word()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), data, 0o644))
}

// translatorSees writes what is in a Word file for a translator as text.
func translatorSees(ts *testscript.TestScript, _ bool, args []string) {
	job, err := translation.ReadWord([]byte(ts.ReadFile(args[0])), false)
	ts.Check(err)
	var b strings.Builder
	fmt.Fprintf(&b, "from %s to %s\n", job.From, job.To)
	for _, src := range job.Sources {
		fmt.Fprintf(&b, "%s over %s, %d segments\n", src.File, src.TargetHash, src.Count)
		for _, s := range src.Segments {
			fmt.Fprintf(&b, "  %s %s, %q: %q -> %q\n", s.Part, s.Key, s.Name, s.Source, s.Target)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}
