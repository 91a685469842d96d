//go:build !unix

package publish

// noLink is nothing: a link is known only by looking before the file is opened.
const noLink = 0
