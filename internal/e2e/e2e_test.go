// Package e2e looks at finished sites as their readers do: in a browser, on
// paper, from address to address. It builds the sample office and this
// repository's own site, serves them on loopback, and makes every check of
// the accessibility promise over every page.
//
// Begin at [sites] (what is looked at) and [sweep] (how: each page is loaded
// once, and every check is made on it). Each check is in the file named for
// it. What runs inside a page is in testdata/look.js.
//
// Nothing here passes by being skipped. A tool that is missing fails the
// tests and says what installs it; only go test -short, the quick run, leaves
// the browser out and says so. No test leaves loopback.
package e2e

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestMain(m *testing.M) {
	flag.Parse()
	status := m.Run()
	closeBrowser()
	closeSites()
	os.Exit(status)
}

// program finds a program that the tests need, by any of its names.
func program(t *testing.T, names ...string) string {
	t.Helper()
	notShort(t)
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("there is no %s on this machine, so this cannot be tested: run .ci/install", strings.Join(names, ", nor "))
	return ""
}

// modulesFile is a file of a package from npm.
func modulesFile(t *testing.T, name string) string {
	t.Helper()
	notShort(t)
	name = "node_modules/" + name
	if _, err := os.Stat(name); err != nil {
		t.Fatalf("there is no internal/e2e/%s, so this cannot be tested: run .ci/install", name)
	}
	return name
}

func notShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left out of the quick run: go test without -short looks at the site in a browser")
	}
}

// faults are what is wrong, and where: one fault is often on many pages.
type faults map[string][]string

func (f faults) add(what, where string) { f[what] = append(f[what], where) }

// tell reports each fault once, with the first places where it is.
func (f faults) tell(t *testing.T) {
	t.Helper()
	for _, what := range slices.Sorted(maps.Keys(f)) {
		where := f[what]
		slices.Sort(where)
		where = slices.Compact(where)
		const most = 4
		list := strings.Join(where[:min(most, len(where))], ", ")
		if len(where) > most {
			list += fmt.Sprintf(" and %d more", len(where)-most)
		}
		t.Errorf("%s\n\ton %s", what, list)
	}
}

var lock sync.Mutex

// locked guards what the tabs write together.
func locked(f func()) {
	lock.Lock()
	defer lock.Unlock()
	f()
}

// differ shows where two texts part.
func differ(want, got string) string {
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	from := max(0, i-30)
	return fmt.Sprintf("%q is now %q", want[from:min(len(want), i+40)], got[from:min(len(got), i+40)])
}
