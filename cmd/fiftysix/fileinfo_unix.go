//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// linkCount is how many names (hard links) a file has.
func linkCount(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink)
	}
	return 1
}

// fileID identifies a file on its disk, whatever its name.
type fileID struct{ device, inode uint64 }

func fileIDOf(info fs.FileInfo) fileID {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return fileID{uint64(s.Dev), uint64(s.Ino)}
	}
	return fileID{}
}

// nonBlocking opens a pipe without waiting for a writer.
const nonBlocking = syscall.O_NONBLOCK
