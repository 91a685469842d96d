package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// thisProgram says which program this is: the commit it was made from, or, where
// that does not say everything, the mark that the compiler gave to all that it was
// made from; else a checksum of its own bytes.
func thisProgram() (string, error) {
	if info, ok := debug.ReadBuildInfo(); ok {
		of := map[string]string{}
		for _, s := range info.Settings {
			of[s.Key] = s.Value
		}
		if of["vcs.revision"] != "" && of["vcs.modified"] == "false" {
			return info.GoVersion + " " + of["vcs.revision"], nil
		}
	}
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	program, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer program.Close()
	if mark := compilersMark(program); mark != "" {
		return mark, nil
	}
	sum := sha256.New()
	_, err = io.Copy(sum, program)
	return fmt.Sprintf("%x", sum.Sum(nil)), err
}

// compilersMark is what Go calls a program's build ID: checksums of all that it was
// linked from, and of the program. It is "" where there is none, and on systems
// whose programs keep it elsewhere.
func compilersMark(program io.ReaderAt) string {
	file, err := elf.NewFile(program)
	if err != nil {
		return ""
	}
	note := file.Section(".note.go.buildid")
	if note == nil {
		return ""
	}
	mark, err := note.Data()
	if err != nil || !bytes.Contains(mark, []byte("/")) {
		return ""
	}
	return string(mark)
}
