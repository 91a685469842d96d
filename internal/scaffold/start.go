// Package scaffold makes what people start from: a new site with examples; the
// file of a report, a finding or a page, with a comment on each field. It also
// adds an entry to a history, and an approval to a response.
//
// Begin at [Site] and at [Report]. Every function returns bytes and writes
// nothing to disk. The comments on fields are the help texts of package
// content.
package scaffold

// A File is a file to be written.
type File struct {
	Path string // slash-separated, from the folder that holds fiftysix.yaml
	Data []byte
}
