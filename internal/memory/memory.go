// Package memory says when a run of the program takes memory back. It stands
// apart so that what is measured beside a build does as a build does.
package memory

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Memory is first looked through when a run has taken so much of it, and then
// when what it holds has grown by a share and some room. Most runs never look.
// To look takes the longer the more is held, and what is held by a large site is
// mostly content; so the share spares time there, and the rest spares it where
// little is held (docs/performance.md has what both cost).
const (
	atFirst = 80 << 20
	share   = 0.25
	room    = 20 << 20
)

// Spare says when memory is taken back, from now on.
func Spare() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(atFirst)
	afterEachLook(func(held uint64) {
		held = max(held, 1<<20)
		most := max(atFirst, held+room+uint64(share*float64(held)))
		debug.SetGCPercent(int(100 * (most - held) / held))
		debug.SetMemoryLimit(math.MaxInt64)
	})
}

// afterEachLook calls do with how many bytes are held, each time that memory has
// been looked through.
func afterEachLook(do func(held uint64)) {
	type mark struct{ _ *int } // of no use to anybody, which is found out at each look
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var looked func(*mark)
	looked = func(m *mark) {
		metrics.Read(live)
		do(live[0].Value.Uint64())
		runtime.SetFinalizer(m, looked)
	}
	runtime.SetFinalizer(&mark{}, looked)
}
