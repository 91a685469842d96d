// Package sample is the content of a complete invented office, Exampleshire, whose
// site shows every state of the model, and of a similar one with two languages.
// init writes it, and tests and screenshots use it; sample_test.go lists which
// report shows what. It names no real person, force or report.
package sample

import (
	"embed"
	"io/fs"
)

// Now is the date, as for --date, on which the content shows every state.
const Now = "2026-11-24"

//go:embed all:exampleshire all:enghraifft
var files embed.FS

// Exampleshire returns the folder of the office, with fiftysix.yaml in it.
func Exampleshire() fs.FS { return folder("exampleshire") }

// Enghraifft returns the folder of Sir Enghraifft in Wales, whose site is in
// English and Welsh. Two thirds of its reports are in both; one is in Welsh only,
// one in English only; and one has Welsh that is older than the English.
func Enghraifft() fs.FS { return folder("enghraifft") }

func folder(name string) fs.FS {
	folder, err := fs.Sub(files, name)
	if err != nil {
		panic("sample: " + err.Error()) // only if the name is no path
	}
	return folder
}
