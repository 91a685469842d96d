package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

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
