// Package scaffold is what people are given to begin with: a site of their own,
// with examples to look at; the file of a report, a finding or a page, with
// its fields explained line by line; and the next entry of a history, put at
// its end.
//
// Begin at [Site] and at [Report]. Every function makes bytes and writes
// nothing. What a field is for stands in the tables of package register, and
// is said in their words.
package scaffold

// A File is a file to be written.
type File struct {
	Path string // slash-separated, from the folder that holds fiftysix.yaml
	Data []byte
}
