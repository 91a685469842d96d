//go:build !unix

package main

import "io/fs"

// namesOf is how many names a file has on its disk. Windows tells only those
// who open it in a way of its own; there a file has one.
func namesOf(fs.FileInfo) uint64 { return 1 }

// notWaiting is nothing: no file of a folder is a pipe there.
const notWaiting = 0
