//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// namesOf is how many names a file has on its disk.
func namesOf(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink)
	}
	return 1
}

// identity is what a disk calls a file, whatever its names are.
type identity struct{ disk, file uint64 }

func identityOf(info fs.FileInfo) identity {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return identity{uint64(s.Dev), uint64(s.Ino)}
	}
	return identity{}
}

// notWaiting opens a pipe without waiting for somebody to write into it.
const notWaiting = syscall.O_NONBLOCK
