package corpus

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fiftysix/internal/site"
	"fiftysix/layouts"
)

var update = flag.Bool("update", false, "write what a build allocates now into testdata")

// baseline is what a build of fifty reports allocates, step by step, for a
// report. Times differ from one machine to the next; these hardly do.
const baseline = "testdata/allocations.json"

type cost struct {
	Objects int // allocated
	Bytes   int
}

// TestAllocations fails where a step of a build has come to allocate a fifth
// more than it did. If that is meant, and the gain worth it:
//
//	go test ./internal/testing/corpus -run Allocations -update
func TestAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("it counts memory, of which the race detector takes some; go test without -short runs this")
	}
	const reports = 50
	files := office(reports)
	steps := map[string]cost{}
	measure := func(step string, run func()) {
		run() // what is made once for all
		steps[step] = perReport(reports, run)
	}
	measure("read", func() { read(t, files) })
	reg := read(t, files)
	measure("plan", func() {
		if s, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true}); s == nil {
			t.Fatal(problems)
		}
	})
	s := plan(t, files)
	outputs := s.Outputs()
	for _, kind := range []string{"pages", "feeds", "data", "search"} {
		measure(kind, func() {
			draw(t, outputs, func(o site.Output) bool { return kindOf(o) == kind })
		})
	}
	if *update {
		raw, _ := json.MarshalIndent(steps, "", "  ")
		if err := os.WriteFile(baseline, append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(baseline)
	if err != nil {
		t.Fatal(err)
	}
	var before map[string]cost
	if err := json.Unmarshal(raw, &before); err != nil {
		t.Fatal(err)
	}
	for step, now := range steps {
		was := before[step]
		t.Logf("%-6s %6d objects and %8d bytes a report (%d and %d)", step, now.Objects, now.Bytes, was.Objects, was.Bytes)
		if now.Objects > was.Objects*6/5 || now.Bytes > was.Bytes*6/5 {
			t.Errorf("%s allocates %s a report, and did %s: over a fifth more. If that is meant, say why in the commit, and run go test ./internal/testing/corpus -run Allocations -update", step, now, was)
		}
	}
}

func (c cost) String() string { return fmt.Sprintf("%d objects and %d bytes", c.Objects, c.Bytes) }

func kindOf(o site.Output) string {
	switch ext := filepath.Ext(o.File()); {
	case strings.HasPrefix(o.URL, "/assets/"):
		return "assets"
	case ext == ".html":
		return "pages"
	case ext == ".js":
		return "search"
	case ext == ".xml" || ext == ".ics":
		return "feeds"
	}
	return "data"
}

func perReport(reports int, run func()) cost {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return cost{int(after.Mallocs-before.Mallocs) / reports, int(after.TotalAlloc-before.TotalAlloc) / reports}
}
