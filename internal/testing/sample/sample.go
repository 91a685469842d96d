// Package sample is a complete invented office, Exampleshire, whose site shows
// every state of the model, and its twin with two languages. It is what init writes, and what tests and
// screenshots are made of; sample_test.go lists which report shows what.
//
// Its states are meant as at 24 November 2026: see [Now]. It holds content and
// nothing else: it never reads it, never checks it, and names no real person,
// force or report.
package sample

import (
	"embed"
	"io/fs"
)

// Now is the day as at which the states are meant, as --date takes it.
const Now = "2026-11-24"

//go:embed all:exampleshire all:enghraifft
var files embed.FS

// Exampleshire is the office's folder, that which holds fiftysix.yaml.
func Exampleshire() fs.FS { return folder("exampleshire") }

// Enghraifft is the same of its twin in Wales, Sir Enghraifft, whose site is in
// English and in Welsh. Two thirds of its reports are there in both; one is
// there in Welsh only and one in English only; and of one the Welsh is older
// than the English.
func Enghraifft() fs.FS { return folder("enghraifft") }

func folder(name string) fs.FS {
	folder, err := fs.Sub(files, name)
	if err != nil {
		panic("sample: " + err.Error()) // only of a name that is no path
	}
	return folder
}
