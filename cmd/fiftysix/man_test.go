package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The man pages are made with a build tag: a page for each command, with
// examples as they are typed. The program without the tag cannot make them.
func TestManPages(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the program once more")
	}
	dir := filepath.Join(t.TempDir(), "manual")
	run := exec.Command("go", "run", "-tags", "man", ".", "man", dir)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "man1", "fiftysix-new-report.1")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "man1", "fiftysix-man.1")); err == nil {
		t.Error("there is a page for the command that makes them")
	}
	text, err := os.ReadFile(filepath.Join(dir, "man1", "fiftysix-deploy.1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`.TH "FIFTYSIX-DEPLOY" "1"`, "fiftysix deploy sftp://USER@HOST/srv/www/inspections\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	list := exec.Command("go", "list", "-deps", ".")
	deps, err := list.Output()
	if err != nil || strings.Contains(string(deps), "cobra/doc") {
		t.Errorf("the program that is given to users contains cobra/doc: %v", err)
	}
}
