// Package source reads the authors' text as text: a file's lines and columns,
// its front matter and body, YAML with the position of every value, and the
// Problem, which is how everything wrong with that text is reported.
//
// Begin at [Problem], then [Open]. The package knows nothing of reports or
// pages, and never reads a disk or a clock.
package source
