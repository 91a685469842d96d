//go:build !unix

package main

import "io/fs"

// linkCount is always 1: Windows counts links only for files that are opened
// in a way of its own.
func linkCount(fs.FileInfo) uint64 { return 1 }

// fileID is empty: Windows identifies only files that are open. A file that
// replaces another has another modification time.
type fileID struct{}

func fileIDOf(fs.FileInfo) fileID { return fileID{} }

// nonBlocking is nothing: no file of a folder is a pipe on Windows.
const nonBlocking = 0
