// Package leakcheck checks that no file of a site contains what is withheld. It
// does not depend on how files are made: it reads the text of every file before
// it is written.
//
// Begin at [New], which learns what is withheld and what is public, and
// [Checker.Check], which reads one file. words.go reads the words of a file of
// any kind.
//
// A leak is any eight words in a row of a withheld sentence, or a part of a URL
// that leads to something withheld. Eight words that are public elsewhere are
// no leak: a withheld answer may quote a public one.
package leakcheck

import (
	"fmt"
	"io/fs"
	"strings"

	"fiftysix/internal/inspection"
)

// runLength is how many words in a row are a leak. Fewer may be a coincidence.
const runLength = 8

// A Checker knows what must not be in any file. It never changes, so that many
// files can be checked at once.
type Checker struct {
	runs   map[uint64]origin // of withheld words, by their hash
	names  map[string]string // one or two segments of a URL, and the content file they lead to
	filter filter            // of runs and names
}

// origin is where a run of withheld words comes from.
type origin struct{ file, words string }

// A Leak is something withheld that is in a file of the site.
type Leak struct {
	Output string // the site's file, by its URL
	Source string // the content file
	Words  string // what was found
}

func (l *Leak) Error() string {
	return fmt.Sprintf("%s would show something that is held back: %q, from %s\nnothing was written; please report this as a fault of the program, and hold back no less until it is mended", l.Output, l.Words, l.Source)
}

// New learns what is withheld in a register that still includes it. Files is the
// site's folder: the text of a public attachment is public. Public are further
// public texts: those of the theme and the settings. New returns nil where
// nothing is withheld.
func New(whole *inspection.Register, files fs.FS, public ...string) *Checker {
	c := &Checker{runs: map[uint64]origin{}, names: map[string]string{}}
	eachText(whole, func(file, text string, secret bool) {
		if secret {
			for _, sentence := range sentences(text) {
				c.addSentence(file, sentence)
			}
		}
	})
	eachName(whole, func(name, file string, secret bool) {
		if secret {
			c.names[name] = file
		}
	})
	if len(c.runs) == 0 && len(c.names) == 0 {
		return nil
	}
	eachText(whole, func(_, text string, secret bool) {
		if !secret {
			public = append(public, text)
		}
	})
	for _, text := range public {
		eachRun(text, func(hash uint64, _, _ int) { delete(c.runs, hash) })
	}
	for _, file := range publicAttachments(whole) {
		if data, err := fs.ReadFile(files, file); err == nil { // one that cannot be read is not published either
			scan(file, data, allWords, func(hash uint64) { delete(c.runs, hash) }, func([]byte) {})
		}
	}
	eachName(whole, func(name, _ string, secret bool) {
		if !secret {
			delete(c.names, name)
		}
	})
	for hash := range c.runs {
		c.filter.addRun(hash)
	}
	for name := range c.names {
		c.filter.addLength(len(name))
	}
	return c
}

func (c *Checker) addSentence(file, sentence string) {
	eachRun(sentence, func(hash uint64, from, to int) {
		if _, known := c.runs[hash]; !known {
			c.runs[hash] = origin{file, strings.TrimSpace(sentence[from:to])}
		}
	})
}

// Check reads a file of the site before it is written, and returns the first
// [Leak] in it.
func (c *Checker) Check(output string, data []byte) error {
	var leak *Leak
	words := func(hash uint64) {
		if o, ok := c.runs[hash]; ok && leak == nil {
			leak = &Leak{output, o.file, o.words}
		}
	}
	names := func(name []byte) {
		if file, ok := c.names[string(name)]; ok && leak == nil {
			leak = &Leak{output, file, string(name)}
		}
	}
	if len(c.names) > 0 {
		eachURLPart([]byte(output), &c.filter, names)
	}
	scan(output, data, &c.filter, words, names)
	if leak != nil {
		return leak
	}
	return nil
}
