package bench

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// What follows is cmd/fiftysix/memory.go, for the programs here that stand
// beside a build: what a program of ours lets memory grow to is decided there.

// roomAtFirst is how much memory a run takes before it looks for any to take
// back. Most runs never need more.
const roomAtFirst = 64 << 20

// spareMemory says when memory is taken back: not before roomAtFirst has been
// taken, as a heap that is still small would be searched dozens of times over;
// and from then on, sooner than Go does on its own, as memory is dearer than
// time where sites are built (docs/performance.md has what both cost).
func spareMemory() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(roomAtFirst)
	first := &struct{ _ *int }{}
	runtime.SetFinalizer(first, func(any) { // it is found to be of no use when first we look
		debug.SetGCPercent(40)
		debug.SetMemoryLimit(math.MaxInt64)
	})
}

func TestMemoryIsSparedAsByTheProgram(t *testing.T) {
	is := func(name string) string {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, code, _ := strings.Cut(string(raw), "// roomAtFirst is")
		code, _, _ = strings.Cut(code, "\n}\n")
		return code
	}
	if is("memory_test.go") != is("../../cmd/fiftysix/memory.go") {
		t.Error("memory_test.go is another rule than cmd/fiftysix/memory.go: copy that one")
	}
}
