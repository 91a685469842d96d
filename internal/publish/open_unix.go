//go:build unix

package publish

import "syscall"

// noLink opens a file, and not what a link of that name leads to; nor does it
// wait at a pipe for somebody to write into it.
const noLink = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
