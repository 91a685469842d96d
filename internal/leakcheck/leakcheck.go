// Package leakcheck proves from the outside that what is held back is in no file of
// a site. It knows nothing of how files are made: it reads the words of every
// one, as they are about to be put out, and looks for those that stand only in
// what is held.
//
// Begin at [New], which learns what is held and what is public, and [Seal.Look],
// which reads one file. words.go is how words are read out of a file of any
// kind.
//
// Looked for are any eight words in a row of a sentence that is held, and the
// addresses of what is held. Eight words that stand in something public too
// are no leak: a held answer may quote a public one.
package leakcheck

import (
	"fmt"
	"io/fs"
	"strings"

	"fiftysix/internal/inspection"
)

// run is how many words in a row are looked for. Fewer are said by chance.
const run = 8

// A Seal is what must not be found. It never changes, so that many files can
// be looked through at once.
type Seal struct {
	runs  map[uint64]place
	want  wanted            // of runs and names
	names map[string]string // a part of an address, or two, and the file that is held
}

// place is where held words stand.
type place struct {
	file  string
	words string
}

// A Leak is something held that was found in a file of the site.
type Leak struct {
	Output string // the site's file, by its address
	Held   string // the content file that is held
	Words  string // what was found
}

func (l *Leak) Error() string {
	return fmt.Sprintf("%s would show something that is held back: %q, from %s\nnothing was written; please report this as a fault of the program, and hold back no less until it is mended", l.Output, l.Words, l.Held)
}

// New learns what a register that still has everything in it holds back. Files
// are the site's folder, for the attachments: what stands in one that is public
// is public. Public are further words that may be said: those of the theme and
// of the settings. It is nil where nothing is held.
func New(whole *inspection.Register, files fs.FS, public ...string) *Seal {
	s := &Seal{runs: map[uint64]place{}, names: map[string]string{}}
	eachWords(whole, func(file, text string, held bool) {
		if !held {
			return
		}
		for _, sentence := range sentences(text) {
			s.hold(file, sentence)
		}
	})
	eachName(whole, func(name, file string, held bool) {
		if held {
			s.names[name] = file
		}
	})
	if len(s.runs) == 0 && len(s.names) == 0 {
		return nil
	}
	allow := func(text string) {
		eachRun(text, func(sum uint64, _, _ int) { delete(s.runs, sum) })
	}
	eachWords(whole, func(_, text string, held bool) {
		if !held {
			allow(text)
		}
	})
	for _, text := range public {
		allow(text)
	}
	eachAttachment(whole, func(file string, held bool) {
		if data, err := fs.ReadFile(files, file); err == nil && !held { // one that cannot be read is not put out either
			each(file, data, allWords, func(sum uint64) { delete(s.runs, sum) }, func([]byte) {})
		}
	})
	eachName(whole, func(name, _ string, held bool) {
		if !held {
			delete(s.names, name)
		}
	})
	for sum := range s.runs {
		s.want.addRun(sum)
	}
	for name := range s.names {
		s.want.addSize(len(name))
	}
	return s
}

func (s *Seal) hold(file, sentence string) {
	eachRun(sentence, func(sum uint64, from, to int) {
		if _, known := s.runs[sum]; !known {
			s.runs[sum] = place{file, strings.TrimSpace(sentence[from:to])}
		}
	})
}

// Look reads a file of the site that is about to be put out, and gives the
// first Leak in it.
func (s *Seal) Look(output string, data []byte) error {
	var found *Leak
	words := func(sum uint64) {
		if p, ok := s.runs[sum]; ok && found == nil {
			found = &Leak{output, p.file, p.words}
		}
	}
	names := func(name []byte) {
		if file, ok := s.names[string(name)]; ok && found == nil {
			found = &Leak{output, file, string(name)}
		}
	}
	if len(s.names) > 0 {
		eachAddress([]byte(output), &s.want, names)
	}
	each(output, data, &s.want, words, names)
	if found != nil {
		return found
	}
	return nil
}
