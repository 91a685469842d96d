package prose

import (
	"bytes"
	"encoding/binary"
)

// A recipe is a passage's HTML as it is made of its Markdown: which of the
// author's words to copy, what to write between them, and where there are
// holes. Most of a passage's HTML is words that stand in its Markdown, which is
// kept anyway; so a recipe takes a quarter of the room that the HTML would take,
// and to follow it is still to copy.
//
// It is a series of steps. Each begins with a number, of which the last two
// bits say which step it is and the others are n:
//
//	stepWrite   the n bytes that follow are written
//	stepCopy    a number follows: so many bytes of the Markdown are passed over,
//	            and the n bytes after them written
//	stepPlain   the same; there is no white space in them but single spaces
//	stepHole    hole n is filled
type recipe string

const (
	stepWrite = iota
	stepCopy
	stepPlain
	stepHole
)

// shortest is how many bytes are copied at least: a step takes some itself.
const shortest = 4

// A follower follows a recipe, step by step.
type follower struct {
	recipe   recipe
	markdown string // what is not passed over yet
}

// next is the next step: which it is, and the text or the hole. At the end it
// is false.
func (f *follower) next() (step int, text string, hole int, more bool) {
	if f.recipe == "" {
		return 0, "", 0, false
	}
	n := f.number()
	step, n = n&3, n>>2
	switch step {
	case stepWrite:
		text, f.recipe = string(f.recipe[:n]), f.recipe[n:]
	case stepCopy, stepPlain:
		past := f.number()
		text, f.markdown = f.markdown[past:past+n], f.markdown[past+n:]
	default:
		hole = n
	}
	return step, text, hole, true
}

// number reads what binary.AppendUvarint wrote.
func (f *follower) number() int {
	n, shift := 0, 0
	for i := range len(f.recipe) {
		b := f.recipe[i]
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			f.recipe = f.recipe[i+1:]
			return n
		}
		shift += 7
	}
	return n
}

// noted is a recipe being written down.
type noted struct {
	src      []byte
	steps    []byte
	from, to int // where in it the Markdown stands that is copied from, and how far it goes
	copied   span
	written  []byte // what is to be written next and is no step yet
	size     int    // bytes of HTML, but for what fills the holes
}

type span struct{ from, to int }

// write notes HTML to write.
func (n *noted) write(s string) {
	n.endCopy()
	n.written = append(n.written, s...)
	n.size += len(s)
}

// copy notes words to copy, which stand at src[from:to].
func (n *noted) copy(from, to int) {
	if from < max(n.from, n.copied.to) || to > n.to || to-from < shortest && from != n.copied.to {
		n.write(string(n.src[from:to]))
		return
	}
	n.size += to - from
	if n.copied.to == from && n.copied.from < from { // they follow what was copied last
		n.copied.to = to
		return
	}
	n.endCopy()
	n.endWrite()
	n.copied = span{from, to}
}

// hole notes that the hole with this number is filled.
func (n *noted) hole(number int) {
	n.end()
	n.steps = binary.AppendUvarint(n.steps, uint64(number)<<2|stepHole)
}

func (n *noted) endWrite() {
	if len(n.written) > 0 {
		n.steps = binary.AppendUvarint(n.steps, uint64(len(n.written))<<2|stepWrite)
		n.steps = append(n.steps, n.written...)
		n.written = n.written[:0]
	}
}

func (n *noted) endCopy() {
	if c := n.copied; c.from < c.to {
		step := uint64(stepPlain)
		if words := n.src[c.from:c.to]; bytes.IndexByte(words, '\n') >= 0 || bytes.IndexByte(words, '\t') >= 0 || bytes.Contains(words, []byte("  ")) {
			step = stepCopy
		}
		n.steps = binary.AppendUvarint(n.steps, uint64(c.to-c.from)<<2|step)
		n.steps = binary.AppendUvarint(n.steps, uint64(c.from-n.from))
		n.from, n.copied = c.to, span{}
	}
}

// end ends the step that was begun.
func (n *noted) end() {
	n.endCopy()
	n.endWrite()
}
