// Package source is the authors' text as text: a file's lines and columns, its
// front matter split from its body, YAML with the place of every value, names
// as disks and addresses see them, and the Problem, which is how anything
// wrong with that text is told to the people who wrote it.
//
// Begin at [Problem], then [Open]. The package knows nothing of reports or
// pages, and never reads a disk or a clock.
package source
