package markdown

import (
	"bytes"
	"encoding/binary"
)

// A recipe is a passage's HTML as it is made of its Markdown: which of the
// author's words to copy, what to write between them, and where there are
// holes. Most of a passage's HTML is words that stand in its Markdown, which is
// kept anyway; so a recipe takes an eighth of the room that the HTML would take,
// and to follow it is still to copy.
//
// It is a series of steps. Each begins with a number, of which the last three
// bits say which step it is and the others are n:
//
//	stepWrite   the n bytes that follow are written
//	stepTag     the tag n of [tags] is written
//	stepCopy    a number follows: so many bytes of the Markdown are passed over,
//	            or gone back, and the n bytes from there written
//	stepPlain   the same; there is no white space in them but single spaces
//	stepHole    hole n is filled
type recipe string

const (
	stepWrite = iota
	stepTag
	stepCopy
	stepPlain
	stepHole

	stepBits = 3
)

// tags are what is written most. One that is written by itself takes a byte.
var tags = []string{
	"<p>", "</p>\n", "<strong>", "</strong>", "<em>", "</em>", `<a href="`, `">`, "</a>", "\n",
	"<ul>\n", "</ul>\n", "<li>", "</li>\n", "<ol>\n", "</ol>\n", "<tr>", "</tr>\n", "<td>", "</td>", "&quot;", "&amp;",
}

var tagNumbers = func() map[string]uint64 {
	numbers := map[string]uint64{}
	for i, tag := range tags {
		numbers[tag] = uint64(i)
	}
	return numbers
}()

// shortest is how many bytes are copied at least: a step takes some itself.
const shortest = 4

// A follower follows a recipe, step by step.
type follower struct {
	recipe   recipe
	markdown string
	at       int // in the Markdown
}

// next is the next step: which it is, and the text or the hole. At the end it
// is false.
func (f *follower) next() (step int, text string, hole int, more bool) {
	if f.recipe == "" {
		return 0, "", 0, false
	}
	n := f.number()
	step, n = n&(1<<stepBits-1), n>>stepBits
	switch step {
	case stepWrite:
		text, f.recipe = string(f.recipe[:n]), f.recipe[n:]
	case stepTag:
		text = tags[n]
	case stepCopy, stepPlain:
		past := f.number()
		f.at += past>>1 ^ -(past & 1) // as binary.AppendVarint has it
		text = f.markdown[f.at : f.at+n]
		f.at += n
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
	from, to int // where in it the Markdown stands that is copied from
	at       int // how far what is a step has come
	steps    []byte
	copied   span
	written  []byte // what is to be written next and is no step yet
	size     int    // bytes of HTML, but for what fills the holes
}

type span struct{ from, to int }

// write notes HTML to write.
func (n *noted) write(s string) {
	n.size += len(s)
	if tag, is := tagNumbers[s]; is {
		n.end()
		n.step(stepTag, tag)
		return
	}
	n.endCopy()
	n.written = append(n.written, s...)
}

// copy notes words to copy, which stand at src[from:to].
func (n *noted) copy(from, to int) {
	follows := n.copied.from < n.copied.to && n.copied.to == from // what was copied last
	if from < n.from || to > n.to || to-from < shortest && !follows {
		n.write(string(n.src[from:to]))
		return
	}
	n.size += to - from
	if follows {
		n.copied.to = to
		return
	}
	n.end()
	n.copied = span{from, to}
}

// hole notes that the hole with this number is filled.
func (n *noted) hole(number int) {
	n.end()
	n.step(stepHole, uint64(number))
}

func (n *noted) step(step, number uint64) {
	n.steps = binary.AppendUvarint(n.steps, number<<stepBits|step)
}

func (n *noted) endWrite() {
	if len(n.written) > 0 {
		n.step(stepWrite, uint64(len(n.written)))
		n.steps = append(n.steps, n.written...)
		n.written = n.written[:0]
	}
}

func (n *noted) endCopy() {
	c := n.copied
	if c.from == c.to {
		return
	}
	step := uint64(stepPlain)
	if words := n.src[c.from:c.to]; bytes.IndexByte(words, '\n') >= 0 || bytes.IndexByte(words, '\t') >= 0 || bytes.Contains(words, []byte("  ")) {
		step = stepCopy
	}
	n.step(step, uint64(c.to-c.from))
	n.steps = binary.AppendVarint(n.steps, int64(c.from-n.at))
	n.at, n.copied = c.to, span{}
}

// end ends the step that was begun.
func (n *noted) end() {
	n.endCopy()
	n.endWrite()
}
