// Package memory says when a run of the program takes memory back. It stands
// apart so that what is measured beside a build does as a build does.
package memory

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// Memory is first looked through when a run has taken so much of it, and then
// when what it holds has grown by a share. Most runs never look. To look takes
// the longer the more is held. So of what is held the share is large, that the
// cost grows as a site does; but not of what only very large sites hold, which
// would take more memory than people have (docs/performance.md has what both
// cost).
const (
	atFirst     = 80 << 20
	many        = 100 << 20 // bytes: more is held by very large sites alone
	share       = 0.7
	shareBeyond = 0.17
)

// What lies between the things that are held may be so large a part of all that
// is taken, and so much beside. More of it than that is given back to the system.
const (
	holes     = 0.1
	holesRoom = 16 << 20
)

// spared says that memory is taken back as is said here.
var spared atomic.Bool

// Spare says when memory is taken back, from now on.
func Spare() {
	spared.Store(true)
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(atFirst)
	afterEachLook(func(held uint64) {
		held = max(held, 1<<20)
		most := max(atFirst, held+more(held))
		debug.SetGCPercent(int(100 * (most - held) / held))
		debug.SetMemoryLimit(int64((1+holes)*float64(most)) + holesRoom)
	})
}

// more is how much may come to what is held before it is looked through again.
func more(held uint64) uint64 {
	beyond := max(held, many) - many
	return uint64(share*float64(held-beyond) + shareBeyond*float64(beyond))
}

// much is so much memory that to give it back to the system is worth a look.
const much = 256 << 20

// ContentRead says that the content has been read. What was only needed for that
// goes back to the system at once where it is much: it lies between what stays,
// and what comes next would not fit there.
func ContentRead() {
	taken := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	if metrics.Read(taken); spared.Load() && taken[0].Value.Uint64() > much {
		debug.FreeOSMemory()
	}
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
