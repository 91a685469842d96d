//go:build !unix

package main

import "io/fs"

// namesOf is how many names a file has on its disk. Windows tells only those
// who open it in a way of its own; there a file has one.
func namesOf(fs.FileInfo) uint64 { return 1 }

// identity is what a disk calls a file, whatever its names are. Windows tells
// that only to those who open it; a file that takes another's place was saved at
// another moment.
type identity struct{}

func identityOf(fs.FileInfo) identity { return identity{} }

// notWaiting is nothing: no file of a folder is a pipe there.
const notWaiting = 0
