// Package memory says when a run of the program takes memory back. It stands
// apart so that what is measured beside a build does as a build does.
package memory

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much memory a run takes before it looks for any to take back: so much
// more than it held when it last looked, and of that a share. Most runs never
// look. What is held by a large site is mostly content, and to look through all
// of it takes a while; so the share spares time there, and the room spares it
// where little is held, as at the beginning (docs/performance.md has what both
// cost).
const (
	room  = 48 << 20
	share = 0.25
)

// Spare says when memory is taken back, from now on.
func Spare() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(room)
	afterEachLook(func(held uint64) {
		debug.SetGCPercent(int(100 * (share + room/float64(max(held, 1<<20)))))
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
